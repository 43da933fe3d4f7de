"""Speakers that front matter names."""

from __future__ import annotations

from embeddings.notes.fields.vocabulary.speakers import SPEAKER_WORDS
from embeddings.notes.formats.frontmatter import FrontMatter

_OTHERS = frozenset({"host", "panel", "podium", "moderation", "guest", "who", "lead by"})
"""Words that announce speakers in a line, and something else as often as a key."""


def stated_speakers(front: FrontMatter) -> list[tuple[str, int]]:
    """Return what stands under the keys that name who spoke, in whatever language, each with its line."""
    keys = [key for key in front.values if _names_speakers(key)]
    return front.texts(*keys)


def _names_speakers(key: str) -> bool:
    word = " ".join(key.casefold().replace("_", " ").replace("-", " ").split())
    return word not in _OTHERS and (
        word in SPEAKER_WORDS or (word[-1:] == "s" and word[:-1] in SPEAKER_WORDS - _OTHERS)
    )
