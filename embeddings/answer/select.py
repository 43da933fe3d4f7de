"""Segments to quotes: which segments of a session are quoted, and how those that stand together become one.

``Selection`` takes the
segments that answer best, in the order of the notes, until the reply has about ``BUDGET`` words in at most
``MOST`` runs. The file is looked at to see what can be joined and chosen; that nothing is shown which no
longer stands is for the library to ensure (see ``embeddings.proof_gate``).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence

from embeddings.answer.knapsack import best_runs
from embeddings.answer.score import ScoredSegment
from embeddings.index.chunking import Segment, segments
from embeddings.proof import stand_at
from embeddings.quoting import Joins, quote_of
from embeddings.records import Quote, Session, TextBlock
from embeddings.text.markdown_words import count_words, words

MOST = 3
"""Quotes in a reply."""
BUDGET = 116
"""Words over all quotes of a reply; a reply that quotes everything is no answer."""
_SHARPNESS = 6.9
"""Of the step from scores to chances (a softmax): as fitted with the weights."""
_POOL, _AROUND = 24, 2
"""Segments weighed against each other: the best by score, and so many neighbours of each both ways."""
_LETTERS = 7
"""Characters that cost as much as a word: code and addresses have few words for their length."""
_HUGE = 600
"""Words' worth from which on a segment is quoted only where a session has nothing else."""
_PRONOUN = re.compile(
    r"(?:it|this|that|they|these|those|he|she|its|their|il|elle|ils|elles|cela|ça|ce|c['’]est|这|它|他们|これ|それ)\b",
    re.IGNORECASE,
)


class Selection:
    """What may be quoted of a session; each ``take`` gives the best of what is left."""

    def __init__(
        self,
        scored: Sequence[ScoredSegment],
        session: Session,
        lines: Sequence[str],
        skip: frozenset[int] = frozenset(),
    ) -> None:
        """Weigh the segments of a session, all of them in their order.

        ``lines`` are the file's as it is now: a segment that does not stand there is left out, as are those
        at the places in ``skip``.
        """
        self._scored = scored
        self._session = session
        self._joins = Joins([one.segment for one in scored], session, lines)
        self._cost = {
            place: length(scored[place].segment.text) for place in _usable(scored, session, lines, skip)
        }
        """In words, of each segment that may still be taken."""

    def take(self, *, most: int = MOST, budget: int = BUDGET) -> list[Quote]:
        """Return the best quotes not given yet, in the order of the notes.

        At least one is given where any text is left, whatever its length.
        """
        while self._cost:
            # None where only headings were chosen, without what they head: those are no quotes.
            if quotes := self._best(most, budget):
                return quotes
        return []

    def _best(self, most: int, budget: int) -> list[Quote]:
        """Choose among what is left, of which there is some, and take what was chosen out of it."""
        scored, cost = self._scored, self._cost
        near = sorted(cost)
        best = max(scored[place].score for place in near)
        chosen = best_runs(
            [math.exp(_SHARPNESS * (scored[place].score - best)) for place in near],
            [cost[place] for place in near],
            lambda i: near[i] == near[i - 1] + 1 and self._joins.follows(near[i]),
            runs=most,
            budget=budget,
        )
        taken = {near[i] for i in chosen} or {min(cost, key=lambda p: (cost[p] > _HUGE, -scored[p].score))}
        self._add_what_is_meant(taken, budget - sum(cost[place] for place in taken))
        runs = [_untrailed([scored[place].segment for place in run]) for run in self._joins.runs(taken)]
        for place in taken:
            del cost[place]
        return [quote_of(run, self._session) for run in runs if run]

    def _add_what_is_meant(self, taken: set[int], words_left: int) -> None:
        """Add what a pronoun at a segment's beginning stands for, and what a colon opens, where words are
        left.
        """
        for place in sorted(taken):
            segment = self._scored[place].segment
            wanted = None
            leans = segment.kind == "prose" and _PRONOUN.match(segment.text)
            if leans and place - 1 in self._cost and self._joins.follows(place):
                wanted = place - 1
            elif (
                segment.text.endswith((":", "："))
                and place + 1 in self._cost
                and self._joins.follows(place + 1)
            ):
                wanted = place + 1
            if wanted is not None and wanted not in taken and self._cost[wanted] <= words_left:
                taken.add(wanted)
                words_left -= self._cost[wanted]


def length(text: str) -> int:
    """Return what quoting ``text`` costs, in words."""
    return max(count_words(text), len(text) // _LETTERS)


def _usable(
    scored: Sequence[ScoredSegment], session: Session, lines: Sequence[str], skip: frozenset[int]
) -> set[int]:
    """Return the places that may be quoted: the best and their neighbours, no text twice, as in the notes."""
    found: set[int] = set()
    said: set[str] = set()
    around: set[int] = set()
    for one in sorted(scored, key=lambda s: (-s.score, s.place))[:_POOL]:
        around.update(range(one.place - _AROUND, one.place + _AROUND + 1))
    for one in sorted(
        (scored[place] for place in around if 0 <= place < len(scored)), key=lambda s: (-s.score, s.place)
    ):
        if one.place in skip or one.segment.kind in ("speaker", "link"):
            continue
        key = " ".join(words(one.segment.text))
        if key and key not in said and stand_at(lines, quote_of([one.segment], session)):
            said.add(key)
            found.add(one.place)
    return found


def _untrailed(members: list[Segment]) -> list[Segment]:
    """Leave out headings at the end: what they head is not there."""
    while members and members[-1].kind == "heading":
        members = members[:-1]
    return members


# ---------------------------------------------------------------------- what a record was read from


def segment_at(text_blocks: Sequence[TextBlock], line: int | None) -> Segment | None:
    """Return the segment at ``line``, where a record (a speaker, a link) was read from.

    None where there is none, or one too long to be quoted beside others.
    """
    for text_block in text_blocks:
        if line is not None and text_block.line <= line <= text_block.end_line and text_block.text.strip():
            for segment in segments([text_block]):
                if segment.line <= line <= segment.end_line and count_words(segment.text) <= BUDGET:
                    return segment
    return None


def record_quotes(
    session: Session, text_blocks: Sequence[TextBlock], places: Iterable[int | None], lines: Sequence[str]
) -> list[Quote]:
    """Return at most two quotes of the lines ``places`` that records were read from.

    ``lines`` are the file's: what does not stand there is left out.
    Speakers mostly stand line under line: they are one quote rather than three, where nothing parts them.
    """
    found = dict.fromkeys(segment_at(text_blocks, line) for line in places)
    runs: list[list[Segment]] = []
    for segment in filter(None, found):
        if runs and segment.line == runs[-1][-1].end_line + 1:
            runs[-1].append(segment)
        else:
            runs.append([segment])
    quotes = [quote_of(run, session) for run in runs[:2]]
    return [quote for quote in quotes if stand_at(lines, quote)]
