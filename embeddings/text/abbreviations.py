"""Abbreviations as the notes introduce them, "optical character recognition (OCR)": either form finds both.

Only what the notes spell out is known: the letters must be the initials of the words before or after
them (Schwartz & Hearst 2003 in its strictest form, which is hardly ever mistaken). Nothing of it is shown; it
only lets a question find notes that use the other form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from embeddings.text import tokens

_LONGEST = 6
"""Letters of an abbreviation; longer runs of capitals are shouting."""
_REACH = 120
"""Characters before and after an abbreviation in which its words are looked for: six long words."""
_SHORT_INSIDE = re.compile(r"\(([A-Z][A-Za-z]?[A-Z]{1,4})s?\)")
_LONG_INSIDE = re.compile(r"\b([A-Z]{2,6})s? \(([^()\n]{3,120})\)")


def find(texts: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return each folded abbreviation that the texts introduce, with the folded words that it stands for."""
    found: dict[str, tuple[str, ...]] = {}
    for text in texts:
        if "(" not in text:
            continue
        for match in _SHORT_INSIDE.finditer(text):
            short = match.group(1)
            before = tokens.tokenize(text[max(0, match.start() - _REACH) : match.start()])
            _take(found, short, before[-len(short) :])
        for match in _LONG_INSIDE.finditer(text):
            _take(found, match.group(1), tokens.tokenize(match.group(2)))
    return found


def _take(found: dict[str, tuple[str, ...]], short: str, long: list[str]) -> None:
    letters = tokens.fold(short)
    if 2 <= len(letters) <= _LONGEST and "".join(word[0] for word in long) == letters:
        found.setdefault(letters, tuple(long))


def other_forms(text: str, known: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Return the other forms of what a text says, folded: its abbreviations spelt out, and the reverse."""
    if not known:
        return []
    said = tokens.tokenize(text)
    there, line = set(said), f" {' '.join(said)} "
    others: list[str] = []
    for short, long in known.items():
        spelt_out = f" {' '.join(long)} " in line
        if short in there and not spelt_out:
            others.extend(long)
        elif spelt_out and short not in there:
            others.append(short)
    return others
