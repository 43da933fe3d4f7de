"""Lines that are only a time of the day, over the title of what began then: both become one heading.

10:30 am
**Why kettles whistle**
**Anna Berg**
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from embeddings.notes.fields.people.lines.labels import labelled
from embeddings.notes.fields.people.lines.people_in import people_in
from embeddings.notes.fields.people.names.shape import Names, is_known
from embeddings.notes.formats.base import Block
from embeddings.notes.segment.title_lines import lines_of
from embeddings.text.markdown_words import count_words

_CLOCK = r"\d{1,2}(?:[:.h]\d\d)?\s*(?:[ap]\.?m?\.?|uhr|h)?"
_TIME = re.compile(rf"\W*(?=\d+[:.h]\d\d|\d+\s*(?:[ap]\.?m|uhr)){_CLOCK}(?:\s*[-–—~]\s*{_CLOCK})?\W*", re.I)

_HALF = re.compile(r"(?<=\d)\s*([ap])\b\.?(?!\.?m)", re.I)

_SENTENCE = re.compile(r"(?<!\.)[.!…。！]\W*$|[.!?]\s+(?=[A-ZÀ-Þ])|[。！？](?=\w)")
"""The end of a sentence, which a line of notes has and a title that is not bold has not."""

_LEAST = 3
"""Such lines of a file, below which they are an accident."""
_MOST_LINES = 4
"""Lines below a time among which the title stands."""
_MOST_WORDS = 25
"""Words of a title."""


def with_times_over_titles(blocks: Sequence[Block], names: Names) -> Sequence[Block]:
    """Return the blocks with a heading for each time that stands over a title, where several do."""
    times = [index for index, block in enumerate(blocks) if _begins_with_time(block)]
    if len(times) < _LEAST:
        return blocks
    level = _level(blocks)
    found: list[Block] = []
    taken = -1
    for index, block in enumerate(blocks):
        if index <= taken:
            continue
        parted, taken = (None, index) if index not in times else _parted(blocks, index, level, names)
        found += parted or [block]
    return found


def _begins_with_time(block: Block) -> bool:
    return block.kind == "paragraph" and not block.quoted and _TIME.fullmatch(block.first_line) is not None


def _level(blocks: Sequence[Block]) -> int:
    """Return the level of headings that begin with a time, else one below that of the first heading."""
    headings = [block for block in blocks if block.kind == "heading" and not block.quoted]
    timed = [block.level for block in headings if _TIME.match(block.title)]
    return min(timed) if timed else min(headings[0].level + 1, 6) if headings else 1


def _parted(blocks: Sequence[Block], index: int, level: int, names: Names) -> tuple[list[Block] | None, int]:
    """Return a heading and what is left of its paragraphs, or None, and the last block that they take in."""
    first = blocks[index]
    last = index
    if len(first.lines) == 1 and index + 1 < len(blocks) and blocks[index + 1].kind == "paragraph":
        last = index + 1
    below = blocks[last]
    start = 1 if last == index else 0
    at = _title_at(below, start, names)
    if at is None:
        return None, index
    title = below.lines[at]
    time = _HALF.sub(r"\1m", first.first_line.strip(" *_"))
    heading = replace(
        lines_of(below, at, at + 1),
        kind="heading",
        level=level,
        title=f"{time} {title}",
    )
    before = lines_of(below, start, at) if at > start else None
    rest = lines_of(below, at + 1, len(below.lines)) if at + 1 < len(below.lines) else None
    return [heading, *(block for block in (before, rest) if block)], last


def _title_at(block: Block, start: int, names: Names) -> int | None:
    """Return which of the first lines of a paragraph is a title: it names nobody, and bold comes first."""
    places = range(start, min(len(block.lines), start + _MOST_LINES))
    likely = [
        number
        for number in places
        if 1 <= count_words(block.lines[number]) <= _MOST_WORDS
        and labelled(block.lines[number]) is None
        and not _names_somebody(block.lines[number], block.line + number, names)
    ]
    bold = [number for number in likely if block.bold[number : number + 1] == (True,)]
    plain = [number for number in likely[:1] if number == start and not _SENTENCE.search(block.lines[number])]
    return next(iter(bold or plain), None)


def _names_somebody(line: str, number: int, names: Names) -> bool:
    people = people_in(line, number, names)
    return bool(people) and all(is_known(who.name) or names.is_rare(who.name) for who in people)
