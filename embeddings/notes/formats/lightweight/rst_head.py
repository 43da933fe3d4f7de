"""The head of a file of reStructuredText: fields below its title (":date: 2021-10-05"), Nikola's comments."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from embeddings.notes.formats.frontmatter import FrontMatter
from embeddings.notes.formats.lightweight.rst_sections import Section

_FIELD = re.compile(r":([A-Za-z][\w -]{0,30}):(?:[ \t]+(.*)|[ \t]*$)")
_COMMENT = re.compile(r"\.\.[ \t]+([a-z][\w-]{0,30}):(?:[ \t]+(.*)|[ \t]*$)")


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a file states, and the lines that it takes (0-based)."""

    front: FrontMatter
    lines: frozenset[int]


def head_of(lines: Sequence[str], front: FrontMatter, sections: Mapping[int, Section]) -> Head:
    """Return the head of a file: what stands above its text, or below its title.

    As a title counts the one section of the outermost level, with a subtitle right below it.
    """
    values, places = dict(front.values), dict(front.lines)
    taken: set[int] = set()
    number = _collect(lines, front.height, _COMMENT, values, places, taken)
    if number == front.height:
        number = _collect(lines, number, _FIELD, values, places, taken)
    outermost = sum(section.level == 1 for section in sections.values())
    number = _after_empty(lines, number)
    title = sections.get(number)
    if title and outermost == 1:
        number = _after_empty(lines, title.end)
        subtitle = sections.get(number)
        # A section that has others of its level beside it is no subtitle, and its fields are its own.
        alone = subtitle and sum(other.level == subtitle.level for other in sections.values()) == 1
        number = subtitle.end if subtitle and alone else number
        _collect(lines, number, _FIELD, values, places, taken)
    return Head(FrontMatter(values, places, front.height, front.problem), frozenset(taken))


def _after_empty(lines: Sequence[str], number: int) -> int:
    while number < len(lines) and not lines[number].strip():
        number += 1
    return number


def _collect(
    lines: Sequence[str],
    start: int,
    pattern: re.Pattern[str],
    values: dict[str, object],
    places: dict[str, int],
    taken: set[int],
) -> int:
    """Add the fields from a line on, empty lines between them or not; return the line after them."""
    number = _after_empty(lines, start)
    after = start
    while number < len(lines) and (found := pattern.match(lines[number])):
        key = found[1].lower().replace(" ", "_")
        text = [found[2] or ""]
        taken.add(number)
        places.setdefault(key, number + 1)
        number += 1
        while number < len(lines) and lines[number].strip() and lines[number][0] in " \t":
            text.append(lines[number].strip())
            taken.add(number)
            number += 1
        values.setdefault(key, " ".join(text).strip())
        after = number
        number = _after_empty(lines, number)
    return after
