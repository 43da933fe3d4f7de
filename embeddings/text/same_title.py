"""Whether two titles name one session: alike, or one with a code, a time or a name beside it."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from embeddings.text.markdown_words import words_to_compare

_LIKE = 0.9
"""Likeness of two titles' words from which on they are one."""
_MOST_OF_IT = 0.5
"""Share of a title's words that a part without the longest piece must be."""
_PARTS = re.compile(
    r"\s[-–—|/·~]+\s|[:：|｜@(（\[「『【,，、]|\b(?:by|with|par|von|mit|avec|con|por|w/)\b"
    r"|^\W*[A-Z]{2,5}-?\d{2,4}(?:-[A-Z]\d?)?\b|^\W*\d{1,2}[:h.]\d\d\b",
    re.IGNORECASE,
)
"""What parts a title from what stands beside it, and codes and times at its beginning."""


def same_title(one: str, other: str) -> bool:
    """Tell whether two titles are one, but for a word, a mark, or a part that only one of them has."""
    a, b = words_to_compare(one), words_to_compare(other)
    if not a or not b:
        return False
    alike = a == b or SequenceMatcher(None, a, b, autojunk=False).ratio() >= _LIKE
    return alike or _is_core(a, other) or _is_core(b, one)


def _is_core(found: list[str], title: str) -> bool:
    """Tell whether ``found`` is whole pieces of a title in a row: its longest among them, or half of it."""
    pieces = [piece for part in _PARTS.split(title) if (piece := words_to_compare(part))]
    if len(pieces) < 2:
        return False
    longest = max(pieces, key=len)
    for start in range(len(pieces)):
        for end in range(start + 1, len(pieces) + 1):
            run = pieces[start:end]
            if [word for piece in run for word in piece] == found:
                whole = sum(map(len, pieces))
                return longest in run or len(found) >= _MOST_OF_IT * whole
    return False
