"""Folders of notes of any size for measuring: the invented collections again and again, each in other words.

A copy swaps half of the less common words for words of the same length and ending, so that word frequencies,
sentence lengths, headings, speaker lines and links stay those of notes written by people, while no two copies
say the same.
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

COLLECTIONS = Path(__file__).parents[1] / "collections"
_WORD = re.compile(r"(?<![\w/@.:#-])[A-Za-z][a-z]{4,}(?![\w/@:-]|\.\w)")
_COMMON = 150
"""So many of the most common words stay: they are grammar, not subject."""
_KEPT = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|"
    r"(?:septem|octo|novem|decem)ber|speakers?|recordings?|slides|video|sessions?|keynote|sponsored|workshop|"
    r"event|title|talks|notes|draft",
    re.IGNORECASE,
)


def write(folder: Path, size: int) -> int:
    """Write about ``size`` bytes of notes under ``folder``, the same each time; gives how many there are."""
    sources = sorted(path for path in COLLECTIONS.glob("*/notes/**/*") if path.suffix in (".md", ".toml"))
    texts = {path: path.read_text(encoding="utf-8") for path in sources}
    vocabulary = _vocabulary(texts.values())
    written = copy = 0
    while written < size:
        swaps = _swaps(vocabulary, random.Random(copy)) if copy else {}  # noqa: S311 - not a secret
        for path, text in texts.items():
            collection = path.relative_to(COLLECTIONS).parts[0]
            target = folder / f"{collection}-{copy:03}" / path.relative_to(COLLECTIONS / collection / "notes")
            target.parent.mkdir(parents=True, exist_ok=True)
            varied = text if path.suffix == ".toml" else _varied(text, swaps)
            target.write_text(varied, encoding="utf-8")
            written += len(varied.encode())
            if written >= size:
                break
        copy += 1
    return written


def questions() -> list[str]:
    """Return every question that the invented collections come with."""
    found = []
    for path in sorted(COLLECTIONS.glob("*/questions.jsonl")):
        found += [
            json.loads(line)["question"] for line in path.read_text(encoding="utf-8").splitlines() if line
        ]
    return found


def _vocabulary(texts: Iterable[str]) -> list[str]:
    counts = Counter(word for text in texts for word in _WORD.findall(text))
    common = {word for word, _ in counts.most_common(_COMMON)}
    return sorted(word for word in counts if word not in common and not _KEPT.fullmatch(word))


def _swaps(vocabulary: list[str], chance: random.Random) -> dict[str, str]:
    alike: defaultdict[tuple[bool, int, str], list[str]] = defaultdict(list)
    for word in vocabulary:
        alike[word[0].isupper(), len(word), word[-2:]].append(word)
    swaps: dict[str, str] = {}
    for group in alike.values():
        others = group.copy()
        chance.shuffle(others)
        swaps.update(
            (word, other) for word, other in zip(group, others, strict=True) if chance.random() < 0.5
        )
    return swaps


def _varied(text: str, swaps: dict[str, str]) -> str:
    return _WORD.sub(lambda match: swaps.get(match.group(), match.group()), text)
