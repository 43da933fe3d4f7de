"""Titles of reStructuredText: lines with an adornment below them, or below and above."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

ADORNMENT = re.compile(r"([!-/:-@\[-`{-~])\1{2,}[ \t]*$")
"""A line of one sign of punctuation."""

_NO_TITLE = re.compile(r"[-*+•][ \t]|\.\.(?:[ \t]|$)|:[\w -]+:(?:[ \t]|$)|[|>][ \t]|\+[-=]|__[ \t]")
"""What a line begins with that is no title: an item, a directive, a field, a table, a target."""

_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Section:
    """A title: its line, the lines that it takes with its adornments (0-based, end exclusive), its level."""

    line: int
    start: int
    end: int
    level: int = 0


def sections_of(lines: Sequence[str], first: int) -> dict[int, Section]:
    """Return the titles from a line on, by the line where each starts.

    Levels go by the order in which the adornments appear, as everywhere in this format.
    """
    found: dict[int, Section] = {}
    styles: list[tuple[str, bool]] = []
    number = first
    while number < len(lines):
        section = _over(lines, number) or _under(lines, number, first)
        if section is None:
            number += 1
            continue
        style = lines[section.end - 1][0], section.start < section.line
        if style not in styles:
            styles.append(style)
        level = min(styles.index(style) + 1, 6)
        found[number] = Section(section.line, section.start, section.end, level)
        number = section.end
    return found


def _over(lines: Sequence[str], number: int) -> Section | None:
    """Return the title between two adornments that begins at a line."""
    above = ADORNMENT.match(lines[number])
    if not above or number + 2 >= len(lines):
        return None
    title, below = lines[number + 1], ADORNMENT.match(lines[number + 2])
    if not below or above[1] != below[1] or not _is_title(title.strip()):
        return None
    return Section(number + 1, number, number + 3)


def _under(lines: Sequence[str], number: int, first: int) -> Section | None:
    """Return the title above an adornment that begins at a line."""
    if number + 1 >= len(lines) or not _is_title(lines[number].rstrip()):
        return None
    below = ADORNMENT.match(lines[number + 1])
    if not below:
        return None
    title, height = len(lines[number].strip()), len(lines[number + 1].rstrip())
    # A few signs under a long line are a rule; an editor may count wide letters as one or as two.
    if height < title and (height < 4 or 2 * height < title):
        return None
    alone = number == first or not lines[number - 1].strip() or lines[number - 1][0] in " \t."
    if not alone and not ADORNMENT.match(lines[number - 1]) and abs(height - title) > 2:
        return None
    return Section(number, number, number + 2)


def _is_title(line: str) -> bool:
    return (
        bool(line)
        and len(line) < _LONGEST
        and line[0] not in " \t"
        and not (_NO_TITLE.match(line) or ADORNMENT.match(line))
    )
