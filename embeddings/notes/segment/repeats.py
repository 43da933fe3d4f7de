"""What the files of a folder have in common: headings and first lines that recur are no titles of sessions.

A heading that stands in several files ("Abstract", in whatever language), or under several others of one
file, is one of their sections, unless it stands among sessions there ("Closing remarks" on each day: see
``segmentation``). A first line that recurs is of the place where the notes were kept: a way back, tags, the
event. Titles of files that differ by a number alone ("Somemeetup #4", "Somemeetup #5") are those of a series,
whose parts are events.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from embeddings.notes.fields.event_date import spaced
from embeddings.notes.fields.titles import dissect, is_entry, is_group, is_other
from embeddings.notes.formats.base import Block
from embeddings.notes.segment.stand_ins import is_bold_title, is_plain_title
from embeddings.text.dates import find_date, find_day
from embeddings.text.markdown_words import words

LEAST = 3
"""Files in which a heading or a line has to stand to be said to recur; two may have it by accident."""

LEAST_SHARE = 0.05
"""The least share of a folder's files for the same: in a large one, titles recur as well."""

FIRST_BLOCKS = 5
"""Blocks of a file in which its first lines are looked for."""

LONGEST_LINE = 300
"""Characters of a line that is compared; a longer one is text."""


@dataclass(frozen=True, slots=True)
class Repeats:
    """What recurs in a folder, as folded words."""

    headings: frozenset[str] = frozenset()
    lines: frozenset[str] = frozenset()
    series: frozenset[str] = frozenset()

    def is_section(self, heading: str) -> bool:
        """Whether a heading recurs in other files, and gathers nothing."""
        return bool(self.headings) and _folded(dissect(heading).text) in self.headings

    def without(self, headings: Iterable[str]) -> Repeats:
        """Return the same without some headings, which recur and are sessions all the same."""
        return replace(self, headings=self.headings - {_folded(dissect(title).text) for title in headings})

    def is_line(self, text: str) -> bool:
        """Whether a first line recurs in other files."""
        return bool(self.lines) and _without_numbers(text) in self.lines

    def in_series(self, title: str) -> bool:
        """Whether the title of a file is that of another one but for its number."""
        return bool(self.series) and _without_numbers(title) in self.series


NO_REPEATS = Repeats()


@dataclass(frozen=True, slots=True)
class File:
    """What is looked at of one file."""

    blocks: Sequence[Block]
    stated: str | None = None
    """The title in its front matter."""
    name: str = ""
    """Its path, or what it is called by."""
    taker: str | None = None
    """Who took the notes in it."""

    @property
    def counted_as(self) -> str:
        """What it shares with the files of others on the same day: "anna/day1.md" and "ben/day1.md"."""
        stem = PurePosixPath(self.name).stem
        return stem if find_day(spaced(stem)) or find_date(spaced(stem)) else self.name


def repeats_of(files: Sequence[File]) -> Repeats:
    """Find what recurs in a folder.

    That several people took notes of one session makes a section of no title: a heading is counted in the
    files of one of them, and once in files that are called by one day.
    """
    headings: defaultdict[str, defaultdict[str | None, set[str]]] = defaultdict(lambda: defaultdict(set))
    within: set[str] = set()
    lines: Counter[str] = Counter()
    numbered: dict[str, set[str]] = defaultdict(set)
    for file in files:
        blocks, stated = file.blocks, file.stated
        for title in _headings(blocks):
            headings[_folded(dissect(title).text)][file.taker].add(file.counted_as)
        within |= _repeated_within(blocks)
        lines.update({_without_numbers(line) for line in _first_lines(blocks)})
        first = stated or next((block.title for block in blocks if block.kind == "heading"), None)
        first = first or next(iter(_first_lines(blocks)), None)
        if first is not None and re.search(r"\d", first):
            numbered[_without_numbers(first)].add(_folded(first))
    least = max(LEAST, LEAST_SHARE * len(files))
    return Repeats(
        frozenset(
            title for title, held in headings.items() if title and max(map(len, held.values())) >= least
        )
        | within,
        frozenset(line for line, count in lines.items() if line and count >= least),
        frozenset(title for title, found in numbered.items() if title and len(found) >= 2),
    )


def _headings(blocks: Sequence[Block]) -> Iterable[str]:
    for index, block in enumerate(blocks):
        if block.kind == "heading":
            title = block.title
        elif block.kind == "paragraph" and (is_bold_title(block) or is_plain_title(blocks, index)):
            title = block.text
        else:
            continue
        if len(title) <= LONGEST_LINE and not (is_group(title) or is_entry(title)):
            yield title


def _repeated_within(blocks: Sequence[Block]) -> set[str]:
    """Return the headings that stand under several others of one file, as sections of talks do.

    What stands under days and groups may be a part of the programme that comes again ("Lunch").
    """
    found: Counter[str] = Counter()
    over: list[Block] = []
    last: dict[str, Block] = {}
    for block in blocks:
        if block.kind != "heading" or block.quoted or len(block.title) > LONGEST_LINE:
            continue
        while over and over[-1].level >= block.level:
            over.pop()
        parent = over[-1] if over else None
        over.append(block)
        if parent is None or parent.level < 2:
            continue
        title = _folded(dissect(block.title).text)
        plain = is_group(block.title) or is_entry(block.title) or is_other(block.title)
        if plain or is_group(parent.title) or find_day(parent.title) or last.get(title) is parent:
            continue
        last[title] = parent
        found[title] += 1
    return {title for title, count in found.items() if title and count >= LEAST}


def _first_lines(blocks: Sequence[Block]) -> Iterable[str]:
    for block in blocks[:FIRST_BLOCKS]:
        if block.kind in ("paragraph", "heading"):
            yield from (line for line in block.lines[:3] if len(line) <= LONGEST_LINE)


def _folded(text: str) -> str:
    return " ".join(words(text))


def _without_numbers(text: str) -> str:
    return re.sub(r"\d+", "0", _folded(text)) if len(text) <= LONGEST_LINE else ""
