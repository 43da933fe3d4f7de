"""What of a reply answers: the best sentence or item of what is quoted, and proven as that is.

A segment is as good as the score that it was chosen for quoting by, in which an answer reader may have had
its part (``reading``). Notes are often taken in items of a few words, of which one alone says little
("Homework:", "Verdict?"): such a one answers together with what stands next to it, up to a sentence's length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from embeddings.answer.score import ScoredSegment
from embeddings.records import Quote, Session, TextBlockKind
from embeddings.text.markdown_words import count_words

ANSWERING: frozenset[TextBlockKind] = frozenset({"prose", "item", "code"})
"""Kinds of text that say something by themselves. A heading names, a caption and a link point elsewhere."""
SENTENCE = 24
"""Words up to which a segment answers together with its neighbours: those of a long sentence."""
_OPENS = re.compile(r"[:：?？]\s*$")
"""The end of a segment that what follows it completes: a line above a list, a question in the notes."""
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

    A shorter segment grows by its neighbours to ``most`` words. Of text that is said twice, the first place
    counts.
    """
    by_place = {one.place: one for one in scored}
    held = [(one, place) for one in _held(scored, quotes) for place in one.spans]
    if not held:
        return None
    within, best = max(held, key=lambda found: (by_place[found[1]].score, -found[1]))
    return _cut(within, _with_neighbours(best, within, by_place, most), by_place, session)


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


def _with_neighbours(best: int, within: _Held, by_place: Mapping[int, ScoredSegment], most: int) -> range:
    """Return the places that answer: ``best`` and the better ones next to it, up to ``most`` words."""
    words = {place: count_words(by_place[place].segment.text) for place in within.spans}
    first = last = best
    left = most - words[best]
    while beside := [p for p in (first - 1, last + 1) if p in words and words[p] <= left]:
        if last + 1 in beside and _OPENS.search(by_place[last].segment.text):
            chosen = last + 1
        else:
            chosen = max(beside, key=lambda place: (by_place[place].score, place))
        first, last = min(first, chosen), max(last, chosen)
        left -= words[chosen]
    return range(first, last + 1)


def _cut(within: _Held, places: range, by_place: Mapping[int, ScoredSegment], session: Session) -> Quote:
    """Return the part of a quote that holds these places; of several items the first keeps its mark too."""
    quote, spans = within.quote, within.spans
    start, end = spans[places[0]][0], spans[places[-1]][1]
    if len(places) > 1 and (mark := _MARK.search(quote.text, 0, start)):
        start = mark.start()
    segments = [by_place[place].segment for place in places]
    code = all(segment.kind == "code" for segment in segments)
    return Quote(quote.text[start:end], quote.file, segments[0].line, segments[-1].end_line, session.id, code)
