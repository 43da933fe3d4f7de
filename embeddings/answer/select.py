"""Segments to quotes: which segments of a session are quoted, with what they need beside them to be read.

``Selection`` takes the segments that answer best, in the order of the notes, until the reply has about
``BUDGET`` words in at most ``MOST`` runs, and what they lean on: the heading above a list, the line that
opens it, what a pronoun stands for. The file is looked at to see what can be joined and chosen; that nothing
is shown which no longer stands is for the library to ensure (see ``embeddings.proof_gate``).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from embeddings.answer.knapsack import best_runs
from embeddings.answer.score import ScoredSegment
from embeddings.index.chunking import Segment
from embeddings.proof import stand_at
from embeddings.quoting import Joins, quote_of
from embeddings.records import Quote, Session, TextBlockKind
from embeddings.text.markdown_words import count_words, words
from embeddings.text.tokens import is_pair

MOST = 3
"""Quotes in a reply."""
BUDGET = 78
"""Words over all quotes of a reply; a reply that quotes everything is no answer."""
_CONTEXT = 8
"""Of these, kept for what the chosen segments lean on."""
_LONGEST = 116
"""Words up to which the one segment that answers best is quoted whole, beyond ``BUDGET``."""
_SHARPNESS = 8.0
"""Of the step from scores to chances (a softmax): as fitted with the weights."""
_POOL, _AROUND = 24, 2
"""Segments weighed against each other: the best by score, and so many neighbours of each both ways."""
_LETTERS = 7
"""Characters that cost as much as a word: code and addresses have few words for their length."""
_PAIR = 2
"""Letters of Chinese, Japanese and Korean that cost as much as a word."""
_FEW = 3
"""Words up to which a line with a colon tells little of what it opens; a quote of fewer tells nothing."""
_HUGE = 600
"""Words' worth from which on a segment is quoted only where a session has nothing else."""
_POINTING: frozenset[TextBlockKind] = frozenset({"speaker", "link", "caption"})
"""Kinds of text that only name or point elsewhere: who spoke, what is linked, what a picture shows."""
_LONE_LINK = re.compile(
    r"[ \t>*+-]*(?:\d+[.)][ \t]+)?!?\[([^\]\n]+)\]\([^)\n]*\)[ \t.!]*(?:\{[^}\n]*\})?[ \t]*$"
)
_UNREAD_PICTURE = re.compile(r"!\[.*\]\(.*\)$")
"""A picture whose address Markdown cannot read, so that it is text."""
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
        first = max(near, key=lambda place: (scored[place].score, -place))
        best = scored[first].score
        if budget < cost[first] <= min(_LONGEST, budget * 2):
            budget = cost[first]
        spared = _CONTEXT if budget > 4 * _CONTEXT else 0
        chances = [math.exp(_SHARPNESS * (scored[place].score - best)) for place in near]
        chances[near.index(first)] += sum(chances)  # whatever else is quoted, the likeliest is
        chosen = best_runs(
            chances,
            [cost[place] for place in near],
            lambda i: near[i] == near[i - 1] + 1 and self._joins.follows(near[i]),
            runs=most,
            budget=max(budget - spared, cost[first]),
        )
        taken = {near[i] for i in chosen} or {min(cost, key=lambda p: (cost[p] > _HUGE, -scored[p].score))}
        self._add_context(taken, budget - sum(cost[place] for place in taken))
        runs = [self._untrailed(run) for run in self._joins.runs(taken)]
        for place in taken:
            del cost[place]
        kept = [run for run in runs if self._tells(run)] or runs
        return [self._joins.quote(run) for run in kept if run]

    def _tells(self, run: Sequence[int]) -> bool:
        """Tell whether a run is worth a quote of its own, and no scrap that filled up the budget."""
        segments = [self._scored[place] for place in run]
        return sum(count_words(one.segment.text) for one in segments) >= _FEW or any(
            one.measured.get("coverage") for one in segments
        )

    def _add_context(self, taken: set[int], words_left: int) -> None:
        """Add what the taken segments lean on, as long as words are left.

        That is what a pronoun at the beginning stands for, the heading or the line with a colon right above,
        and what a colon opens.
        """
        for place in sorted(taken):
            for wanted in self._leans_on(place, taken):
                if wanted in taken or wanted not in self._cost or self._cost[wanted] > words_left:
                    break
                taken.add(wanted)
                words_left -= self._cost[wanted]

    def _leans_on(self, place: int, taken: set[int]) -> Iterator[int]:
        """Yield the places that a segment needs beside it, the nearest first."""
        segment = self._scored[place].segment
        before = place - 1
        if before in self._cost and before not in taken and self._joins.follows(place):
            above = self._scored[before].segment
            if (segment.kind == "prose" and _PRONOUN.match(segment.text)) or _opens(above):
                yield before
                if before - 1 in self._cost and self._joins.follows(before) and self._heads(before - 1):
                    yield before - 1
        if _opens(segment) and place + 1 in self._cost and self._joins.follows(place + 1):
            yield place + 1

    def _heads(self, place: int) -> bool:
        return self._scored[place].segment.kind == "heading"

    def _untrailed(self, run: list[int]) -> list[int]:
        """Leave out headings at the end, and lines that open a list: what they are of is not there."""
        while run and self._heads(run[-1]):
            run = run[:-1]
        while len(run) > 1 and _opens(self._scored[run[-1]].segment):
            run = run[:-1]
        return run


def _opens(segment: Segment) -> bool:
    """Tell whether a segment says nothing without what follows it."""
    return segment.kind == "heading" or segment.text.rstrip().endswith((":", "："))


def length(text: str) -> int:
    """Return what quoting ``text`` costs, in words."""
    pairs = 0 if text.isascii() else sum(map(is_pair, text))
    return max(count_words(text), len(text) // _LETTERS, pairs // _PAIR)


def _points(one: ScoredSegment) -> bool:
    """Tell whether a segment says nothing itself: it names, points elsewhere, or only opens what follows."""
    segment = one.segment
    if segment.kind in _POINTING or _UNREAD_PICTURE.match(segment.text):
        return True
    # "Notes:", "Action items:"; one with a word of the question says what its list is of.
    opens = segment.kind != "heading" and _opens(segment)
    return opens and count_words(segment.text) <= _FEW and not one.measured.get("coverage")


def _usable(
    scored: Sequence[ScoredSegment], session: Session, lines: Sequence[str], skip: frozenset[int]
) -> set[int]:
    """Return the places that may be quoted: the best and their neighbours, no text twice, as in the notes."""
    found: set[int] = set()
    # What a table of contents or a list of links names is a title or a label wherever it stands alone.
    said = {" ".join(words(link.text)) for link in session.links} | lone_labels(tuple(lines))
    around: set[int] = set()
    quotable = [one for one in scored if one.place not in skip and not _points(one)]
    for one in sorted(quotable, key=lambda s: (-s.score, s.place))[:_POOL]:
        around.update(range(one.place - _AROUND, one.place + _AROUND + 1))
    for one in sorted(quotable, key=lambda s: (-s.score, s.place)):
        if one.place not in around:
            continue
        key = " ".join(words(one.segment.text))
        if key and key not in said and stand_at(lines, quote_of([one.segment], session)):
            said.add(key)
            found.add(one.place)
    return found


@lru_cache(maxsize=64)
def lone_labels(lines: tuple[str, ...]) -> frozenset[str]:
    """Return the texts of the links that stand alone on a line of the file, as ``words`` has them."""
    found = (_LONE_LINK.match(line) for line in lines if "](" in line)
    return frozenset(" ".join(words(link[1])) for link in found if link)
