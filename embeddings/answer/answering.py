"""What of a reply answers: the best sentence or few short items of what is quoted, and proven as that is.

A segment is as good as the score that it was chosen for quoting by, in which an answer reader may have had
its part (``reading``). Notes are often taken in items of a few words, of which one alone says little
("Homework:", "Verdict?"), so what is pointed at is the stretch of a quote, up to a long sentence, that is
likeliest to hold the answer.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from embeddings.answer.score import ScoredSegment
from embeddings.records import Quote, Session, TextBlockKind
from embeddings.text.markdown_words import count_words

ANSWERING: frozenset[TextBlockKind] = frozenset({"prose", "item", "code"})
"""Kinds of text that say something by themselves. A heading names, a caption and a link point elsewhere."""
SENTENCE = 32
"""Words up to which segments answer together: those of a long sentence."""
_SHARPNESS = 4.0
"""Of the step from scores to chances (a softmax). It was best on each of eight parts of 46 collections of
real notes judged by what was best on the others.
"""
_ASKED = 0.3
"""Of the chance of a sentence that asks itself: what is noted of it stands beside it."""
_MARK = re.compile(r"(?:[-•]|\d{1,3}[.)]) $")


@dataclass(frozen=True, slots=True)
class _Held:
    """The segments of one quote, by their places, each with where its text stands in the quote's."""

    quote: Quote
    spans: Mapping[int, tuple[int, int]]


def answering(
    session: Session, scored: Sequence[ScoredSegment], quotes: Sequence[Quote], *, most: int = SENTENCE
) -> Quote | None:
    """Return what answers best of what ``quotes`` hold, cut out of one of them; None where they hold nothing.

    It is one segment, or several in a row of at most ``most`` words together. Of stretches that are as
    likely the shorter counts, then the first.
    """
    by_place = {one.place: one for one in scored}
    held = list(_held(scored, quotes))
    if not held:
        return None
    best = max(by_place[place].score for one in held for place in one.spans)
    chances = {
        place: math.exp(_SHARPNESS * (one.score - best)) * (_ASKED if _asks(one) else 1)
        for place, one in by_place.items()
    }
    words = {place: count_words(by_place[place].segment.text) for one in held for place in one.spans}
    stretches = [(one, places) for one in held for places in _stretches(one, words, most)]
    within, places = max(
        stretches,
        key=lambda found: (sum(map(chances.__getitem__, found[1])), -sum(map(words.__getitem__, found[1]))),
    )
    return _cut(within, places, by_place, session)


def _asks(one: ScoredSegment) -> bool:
    return one.segment.text.rstrip(" *_\"'”’)").endswith(("?", "？"))


def _held(scored: Sequence[ScoredSegment], quotes: Sequence[Quote]) -> Iterator[_Held]:
    """Yield what each quote holds of the segments that may answer."""
    for quote in quotes:
        spans: dict[int, tuple[int, int]] = {}
        cursor = 0
        for one in scored:
            if one.segment.kind in ANSWERING and quote.holds(one.segment):
                start = quote.text.find(one.segment.text, cursor)
                if start >= 0:
                    cursor = start + len(one.segment.text)
                    spans[one.place] = start, cursor
        if spans:
            yield _Held(quote, spans)


def _stretches(within: _Held, words: Mapping[int, int], most: int) -> Iterator[range]:
    """Yield the places of each segment alone, and of those in a row that have at most ``most`` words."""
    for first in within.spans:
        yield range(first, first + 1)
        left, end = most - words[first], first + 1
        while end in within.spans and words[end] <= left:
            left, end = left - words[end], end + 1
            yield range(first, end)


def _cut(within: _Held, places: range, by_place: Mapping[int, ScoredSegment], session: Session) -> Quote:
    """Return the part of a quote that holds these places; of several items the first keeps its mark too."""
    quote, spans = within.quote, within.spans
    start, end = spans[places[0]][0], spans[places[-1]][1]
    if len(places) > 1 and (mark := _MARK.search(quote.text, 0, start)):
        start = mark.start()
    segments = [by_place[place].segment for place in places]
    code = all(segment.kind == "code" for segment in segments)
    return Quote.at(session, quote.text[start:end], segments[0].line, segments[-1].end_line, code=code)
