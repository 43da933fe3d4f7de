"""Segments to a quote: the one place where words of the notes are joined, whoever shows them.

A quote keeps the shape that the notes have: items stand under each other, each with its number, those of a
list within a list further in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from embeddings.index.chunking import Segment
from embeddings.proof import stand_at
from embeddings.records import Quote, Session
from embeddings.text.markdown_words import SPACE_NAMED
from embeddings.text.tokens import WIDE

_ITEM = re.compile(r"(?P<indent>[\s>]*)(?P<mark>[-*+•]|\d{1,3}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
"""What opens an item of a list in the lines of a note."""
_PICTURE = "![["
"""Opens a picture in a wiki's notes, which has no words of its own: what it parts is not one quote. Nor is
what an empty line that is written as such ("&nbsp;") keeps apart.
"""
_TAB = 4
"""Columns of a tab in an indent."""
_STEP = 2
"""Spaces that an item of a list within a list stands further in."""
_NO_SPACE = re.compile(rf"[{WIDE}。！？」』”’）)]$")
"""The end of a sentence after which Chinese and Japanese put no space."""
_WIDE = re.compile(f"[{WIDE}「『“‘（(]")


@dataclass(frozen=True, slots=True)
class _Mark:
    """How an item of a list opens in the notes."""

    indent: int
    mark: str


def quote_of(members: Sequence[Segment], session: Session, lines: Sequence[str] = ()) -> Quote:
    """Return one quote of segments that follow each other in a session, with the lines that they stand at.

    Segments on one line of a text block are parted by a space, all others by a line break. ``lines`` are the
    file's, by which items of lists keep their numbers and their nesting.
    """
    marks = _marks(members, lines)
    text = marks[0] + members[0].text
    for place, (previous, segment) in enumerate(pairwise(members), 1):
        apart = segment.line > previous.end_line or segment.text_block != previous.text_block
        joint = "\n" if apart else "" if _runs_on(previous.text, segment.text) else " "
        text += joint + marks[place] + segment.text
    code = all(segment.kind == "code" for segment in members)
    return Quote.at(session, text, members[0].line, members[-1].end_line, code=code)


def _runs_on(before: str, after: str) -> bool:
    return _NO_SPACE.search(before) is not None and _WIDE.match(after) is not None


def _marks(members: Sequence[Segment], lines: Sequence[str]) -> list[str]:
    """Return what stands before each segment: spaces and a mark where it opens an item, else nothing.

    A bullet is shown where a quote has several items; a number always, since it may be what is asked for.
    """
    opened: dict[int, _Mark] = {}
    for place, segment in enumerate(members):
        begins = place == 0 or segment.text_block != members[place - 1].text_block
        if begins and segment.kind == "item" and (mark := _mark_of(segment, lines)):
            opened[place] = mark
    if len(opened) == 1 and not next(iter(opened.values())).mark[0].isdigit():
        return [""] * len(members)
    depths = {indent: depth for depth, indent in enumerate(sorted({mark.indent for mark in opened.values()}))}
    return [
        f"{' ' * (_STEP * depths[opened[place].indent])}{opened[place].mark} " if place in opened else ""
        for place in range(len(members))
    ]


def _mark_of(segment: Segment, lines: Sequence[str]) -> _Mark | None:
    """Return the mark that a segment stands right behind in the notes, None for one inside an item."""
    line = lines[segment.line - 1] if segment.line <= len(lines) else ""
    found = _ITEM.match(line)
    if found is None:
        return None
    # What Markdown marks stand between, emphasis or the brackets of a link, has no letters.
    first = re.search(r"\w", line[found.end() :])
    begins = re.search(r"\w", segment.text)
    if first is None or begins is None or first[0] != begins[0]:
        return None
    indent = len(found["indent"].replace(">", "").replace("\t", " " * _TAB))
    return _Mark(indent, found["mark"] if found["mark"][0].isdigit() else "-")


class Joins:
    """Which segments of a session follow each other with no other word (a title, a name) between."""

    def __init__(self, members: Sequence[Segment], session: Session, lines: Sequence[str]) -> None:
        """Take all segments of a session in their order, and the lines of its file."""
        self._members = members
        self._session = session
        self._lines = lines
        self._known: dict[int, bool] = {}

    def quote(self, run: Sequence[int]) -> Quote:
        """Return one quote of the segments at the places of ``run``, which follow each other."""
        return quote_of([self._members[place] for place in run], self._session, self._lines)

    def follows(self, place: int) -> bool:
        """Tell whether nothing parts the segment at ``place`` from the one before it."""
        if place not in self._known:
            self._known[place] = self._unbroken([place - 1, place])
        return self._known[place]

    def runs(self, places: Iterable[int], joins: Callable[[int], bool] = lambda _: True) -> list[list[int]]:
        """Return ``places`` in runs that can each be one quote.

        ``joins(place)`` may say of a place that it is to begin a run of its own.
        """
        runs: list[list[int]] = []
        for place in sorted(places):
            run = runs[-1] if runs else []
            if (
                run
                and run[-1] == place - 1
                and joins(place)
                and self.follows(place)
                and (len(run) == 1 or self._unbroken([*run, place]))
            ):
                run.append(place)
            else:
                runs.append([place])
        return runs

    def _unbroken(self, run: Sequence[int]) -> bool:
        pairs = pairwise(self._members[place] for place in run)
        between = (line for a, b in pairs for line in self._lines[a.end_line : b.line - 1])
        if any(_PICTURE in line or SPACE_NAMED.search(line) for line in between):
            return False
        return stand_at(self._lines, self.quote(run))
