"""The quotes of a reply: the units of a session that answer best, in the order of the notes, word for word.

Units are taken until the reply has about ``BUDGET`` words in at most ``MOST`` runs; units that stand together
become one quote.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import pairwise

from embeddings.answer.knapsack import best_runs
from embeddings.answer.score import Scored
from embeddings.index.chunking import Segment, segments, word_count
from embeddings.proof import plain_words, stand_at
from embeddings.records import Quote, Session, TextBlock

MOST = 3
"""Quotes in a reply."""
BUDGET = 116
"""Words over all quotes of a reply; a reply that quotes everything is no answer."""
_SHARPNESS = 6.9
"""Of the step from scores to chances (a softmax): as fitted with the weights."""
_POOL, _AROUND = 24, 2
"""Units that are weighed against each other: the best by score, and so many neighbours of each both ways."""
_LETTERS = 7
"""Letters that cost as much as a word: code and Chinese have few words for their length."""
_HUGE = 600
"""Words' worth from which on a unit is quoted only where a session has nothing else."""
_PRONOUN = re.compile(
    r"(?:it|this|that|they|these|those|he|she|its|their|il|elle|ils|elles|cela|ça|ce|c['’]est|这|它|他们|これ|それ)\b",
    re.IGNORECASE,
)


class Excerpts:
    """What may be quoted of a session; each ``take`` gives the best of what is left."""

    def __init__(
        self,
        scored: Sequence[Scored],
        session: Session,
        lines: Sequence[str],
        skip: frozenset[int] = frozenset(),
    ) -> None:
        """Weigh the units of a session, all of them in their order.

        ``lines`` are the file's as it is now: a unit that does not stand there is left out, as are those at
        the places in ``skip``.
        """
        self._scored = scored
        self._session = session
        self._joined = _Joined(scored, session, lines)
        self._cost = {
            place: length(scored[place].segment.text) for place in _usable(scored, session, lines, skip)
        }
        """In words, of each unit that may still be taken."""

    def take(self, *, most: int = MOST, budget: int = BUDGET) -> list[Quote]:
        """Give the best quotes not given yet, in the order of the notes.

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
            lambda i: near[i] == near[i - 1] + 1 and self._joined(near[i]),
            runs=most,
            budget=budget,
        )
        taken = {near[i] for i in chosen} or {min(cost, key=lambda p: (cost[p] > _HUGE, -scored[p].score))}
        self._add_what_is_meant(taken, budget - sum(cost[place] for place in taken))
        runs = [_untrailed([scored[place].segment for place in run]) for run in _runs(taken, self._joined)]
        for place in taken:
            del cost[place]
        return [_quote(run, self._session) for run in runs if run]

    def _add_what_is_meant(self, taken: set[int], words_left: int) -> None:
        """Add what a pronoun at a unit's beginning stands for, and what a colon opens, where words are
        left.
        """
        for place in sorted(taken):
            segment = self._scored[place].segment
            wanted = None
            leans = segment.kind == "prose" and _PRONOUN.match(segment.text)
            if leans and place - 1 in self._cost and self._joined(place):
                wanted = place - 1
            elif segment.text.endswith((":", "：")) and place + 1 in self._cost and self._joined(place + 1):
                wanted = place + 1
            if wanted is not None and wanted not in taken and self._cost[wanted] <= words_left:
                taken.add(wanted)
                words_left -= self._cost[wanted]


def length(text: str) -> int:
    """Give what quoting ``text`` costs, in words."""
    return max(len(plain_words(text)), len(text) // _LETTERS)


def _usable(
    scored: Sequence[Scored], session: Session, lines: Sequence[str], skip: frozenset[int]
) -> set[int]:
    """Give the places that may be quoted: the best and their neighbours, no text twice, as in the notes."""
    found: set[int] = set()
    said: set[str] = set()
    around: set[int] = set()
    for segment in sorted(scored, key=lambda s: (-s.score, s.place))[:_POOL]:
        around.update(range(segment.place - _AROUND, segment.place + _AROUND + 1))
    for segment in sorted(
        (scored[place] for place in around if 0 <= place < len(scored)), key=lambda s: (-s.score, s.place)
    ):
        if segment.place in skip or segment.segment.kind in ("speaker", "link"):
            continue
        key = " ".join(plain_words(segment.segment.text))
        if key and key not in said and stand_at(lines, _quote([segment.segment], session)):
            said.add(key)
            found.add(segment.place)
    return found


class _Joined:
    """Whether a unit follows the one before it with no other word (a list's number, a title) between them."""

    def __init__(self, scored: Sequence[Scored], session: Session, lines: Sequence[str]) -> None:
        self._scored = scored
        self._session = session
        self._lines = lines
        self._known: dict[int, bool] = {}

    def __call__(self, place: int) -> bool:
        if place not in self._known:
            pair = [self._scored[place - 1].segment, self._scored[place].segment]
            self._known[place] = stand_at(self._lines, _quote(pair, self._session))
        return self._known[place]


def _untrailed(members: list[Segment]) -> list[Segment]:
    """Leave out headings at the end: what they head is not there."""
    while members and members[-1].kind == "heading":
        members = members[:-1]
    return members


def _runs(places: set[int], joined: _Joined) -> list[list[int]]:
    runs: list[list[int]] = []
    for place in sorted(places):
        if runs and runs[-1][-1] == place - 1 and joined(place):
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs


def _quote(members: Sequence[Segment], session: Session) -> Quote:
    text = members[0].text
    for previous, segment in pairwise(members):
        text += (
            "\n" if segment.line > previous.end_line or segment.text_block != previous.text_block else " "
        ) + segment.text
    return Quote(
        text,
        session.file,
        members[0].line,
        members[-1].end_line,
        session.id,
        code=all(segment.kind == "code" for segment in members),
    )


def line_quote(session: Session, text_blocks: Sequence[TextBlock], line: int | None) -> Quote | None:
    """Quote the text block that stands at ``line``: where a record (a speaker, a link) was read from."""
    for text_block in text_blocks:
        if line is not None and text_block.line <= line <= text_block.end_line and text_block.text.strip():
            for segment in segments([text_block]):
                if segment.line <= line <= segment.end_line and word_count(segment.text) <= BUDGET:
                    return _quote([segment], session)
    return None
