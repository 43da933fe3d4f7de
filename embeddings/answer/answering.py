"""The one sentence or item of a reply that answers: chosen among what is quoted, and proven as that is.

A segment is as good as the score that it was chosen for quoting by, in which an answer reader may have had
its part (``reading``).
"""

from __future__ import annotations

from collections.abc import Sequence

from embeddings.answer.question import Question
from embeddings.answer.score import ScoredSegment, holds_answer_type
from embeddings.quoting import quote_of
from embeddings.records import Quote, Session, TextBlockKind

ANSWERING: frozenset[TextBlockKind] = frozenset({"prose", "item", "code"})
"""Kinds of text that say something by themselves. A heading names, a caption and a link point elsewhere."""


def answering(
    question: Question,
    session: Session,
    scored: Sequence[ScoredSegment],
    quotes: Sequence[Quote],
) -> Quote | None:
    """Return the segment that answers best among those that ``quotes`` hold; None where they hold none.

    What holds the kind of thing that is asked for (a figure, a day) goes before all else. Of text that is
    said twice, the first place counts.
    """
    held = [
        one
        for one in scored
        if one.segment.kind in ANSWERING and any(quote.holds(one.segment) for quote in quotes)
    ]
    if not held:
        return None
    wanted = question.answer_type
    best = max(
        held, key=lambda one: (bool(holds_answer_type(one.segment.text, wanted)), one.score, -one.place)
    )
    return quote_of([best.segment], session)
