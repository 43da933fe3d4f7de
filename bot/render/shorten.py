"""Text of notes as a label: one line, nothing unseen in it, cut at a word to what there is room for.

Sizes are counted in UTF-16 units, the larger of the two ways to count: what fits by them fits everywhere.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

_UNSEEN = {"\u200e", "\u200f", "\u061c", *map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))}
"""Marks that turn the reading direction: in a label they could make an address read as another."""


def length(text: str) -> int:
    """Return the size of a text in UTF-16 units."""
    return len(text) + sum(character > "\uffff" for character in text)


def plain(text: str) -> str:
    """Return a label of ``text``: one line, without control characters and marks of direction."""
    kept = (c if unicodedata.category(c) not in ("Cc", "Cs") else " " for c in text if c not in _UNSEEN)
    return " ".join("".join(kept).split())


def cut(text: str, limit: int, measure: Callable[[str], int] = length) -> str:
    """Shorten ``text`` at a word to ``limit`` units, the ellipsis included; ``measure`` counts them."""
    if measure(text) <= limit:
        return text
    low, high = 0, min(len(text), limit)
    while low < high:
        middle = (low + high + 1) // 2
        if measure(text[:middle].rstrip() + "…") <= limit:
            low = middle
        else:
            high = middle - 1
    kept = text[:low]
    if " " in kept[low // 2 :].rstrip() and not text[low : low + 1].isspace():
        kept = kept[: kept.rstrip().rindex(" ")]
    return kept.rstrip() + "…"
