"""Segments to a quote: the one place where words of the notes are joined, whoever shows them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from embeddings.index.chunking import Segment
from embeddings.proof import stand_at
from embeddings.records import Quote, Session


def quote_of(members: Sequence[Segment], session: Session) -> Quote:
    """Return one quote of segments that follow each other in a session, with the lines that they stand at.

    Segments on one line of a text block are parted by a space, all others by a line break.
    """
    text = members[0].text
    for previous, segment in pairwise(members):
        apart = segment.line > previous.end_line or segment.text_block != previous.text_block
        text += ("\n" if apart else " ") + segment.text
    return Quote(
        text,
        session.file,
        members[0].line,
        members[-1].end_line,
        session.id,
        code=all(segment.kind == "code" for segment in members),
    )


class Joins:
    """Which segments of a session follow each other with no other word (a list's number, a title) between."""

    def __init__(self, members: Sequence[Segment], session: Session, lines: Sequence[str]) -> None:
        """Take all segments of a session in their order, and the lines of its file."""
        self._members = members
        self._session = session
        self._lines = lines
        self._known: dict[int, bool] = {}

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
        return stand_at(self._lines, quote_of([self._members[place] for place in run], self._session))
