"""Parsing speed in megabytes a second, and memory, on generated notes.

usage: python tests/benchmarks/parse.py [MEGABYTES]

The notes are as people write them: files of about 12 kB, a day each, with speakers and links.
Seconds are of processor time, so that what else the machine does is not counted.
"""

from __future__ import annotations

import random
import resource
import sys
import time

from embeddings.notes import FolderConfig, Source, read

_TEXT = (
    "the kettle boils water and steam rises over every cup that we pour while nobody looks at the clock "
    "because tea takes time so they measured the whistle with a sensor in the lid near our office window"
)
_WORDS = _TEXT.split()
_NAMES = (
    "Anna Berg",
    "Paul Gruber",
    "Ida Voss",
    "Leo Brandt",
    "Nora Fuchs",
    "Tom Weaver",
    "Rita Novak",
    "Sam Osei",
)


def sentence(chance: random.Random) -> str:
    """A sentence of 8 to 20 words, one in ten with a link."""
    text = " ".join(chance.choices(_WORDS, k=chance.randint(8, 20))).capitalize()
    link = f" [see more](https://kettle.example/{chance.randint(0, 9999)})" if chance.random() < 0.1 else ""
    return f"{text}{link}."


def day(chance: random.Random, number: int) -> str:
    """A day of six sessions."""
    parts = [f"# Kettle Conf {2000 + number % 25} | Day {number % 5 + 1} - Monday, Nov. {number % 28 + 1}\n"]
    for _ in range(6):
        title = " ".join(chance.choices(_WORDS, k=7)).capitalize()
        speakers = "\n".join(f"{name} - Engineer - Spout" for name in chance.sample(_NAMES, 2))
        parts.append(f"## {title}\n\n{speakers}\n\n![A kettle](../images/{number}.jpg)\n")
        parts.extend(" ".join(sentence(chance) for _ in range(4)) + "\n" for _ in range(4))
        parts.append("".join(f"- {sentence(chance)}\n  - {sentence(chance)}\n" for _ in range(3)))
        parts.append("```python\nboil(water)\n```\n\n[See all here!](https://youtu.be/abc)\n\n----\n")
    return "\n".join(parts)


def main() -> None:
    """Generate, read, and say how long it took."""
    size = float(sys.argv[1]) if len(sys.argv) > 1 else 10.0
    chance = random.Random(1)  # noqa: S311
    sources: list[Source] = []
    total = 0
    while total < size * 1e6:
        data = day(chance, len(sources)).encode()
        sources.append(Source(f"{len(sources):05}/day{len(sources) % 5 + 1}.md", data))
        total += len(data)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start = time.process_time()
    folder = read(sources, FolderConfig())
    seconds = time.process_time() - start
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sessions = sum(len(note.sessions) for note in folder.notes)
    print(f"{total / 1e6:.1f} MB in {len(sources)} files, {sessions} sessions: {seconds:.1f} s, ", end="")
    print(f"{total / 1e6 / seconds:.2f} MB/s, {after:.0f} MiB at most ({before:.0f} before reading)")


if __name__ == "__main__":
    main()
