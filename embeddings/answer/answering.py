"""The one sentence or item of a reply that answers: chosen among what is quoted, and proven as that is.

How well each segment answers by itself is judged by a ``JudgeSentences``; ``by_evidence`` goes by the scores
that segments were chosen for quoting by. A trained reader takes its place by being given to
``compose.consider``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from embeddings.answer.question import Question
from embeddings.answer.score import ScoredSegment, holds_answer_type
from embeddings.index.chunking import Segment
from embeddings.quoting import quote_of
from embeddings.records import Quote, Session, TextBlockKind

ANSWERING: frozenset[TextBlockKind] = frozenset({"prose", "item", "code"})
"""Kinds of text that say something by themselves. A heading names, a caption and a link point elsewhere."""


class JudgeSentences(Protocol):
    """Says of each segment of a session how well it answers a question, whatever else the session says."""

    def __call__(
        self, question: Question, session: Session, scored: Sequence[ScoredSegment], /
    ) -> Sequence[float]:
        """Return a number for each of ``scored``, in their order: the higher, the likelier it answers."""


def by_evidence(_question: Question, _session: Session, scored: Sequence[ScoredSegment]) -> Sequence[float]:
    """Return the score that each segment is chosen for quoting by."""
    return [one.score for one in scored]


def answering(
    question: Question,
    session: Session,
    scored: Sequence[ScoredSegment],
    quotes: Sequence[Quote],
    judge: JudgeSentences = by_evidence,
) -> Quote | None:
    """Return the segment that answers best among those that ``quotes`` hold; None where they hold none.

    What holds the kind of thing that is asked for (a figure, a day) goes before all else. Of text that is
    said twice, the first place counts. Raises ValueError where ``judge`` leaves one out.
    """
    judged = zip(judge(question, session, scored), scored, strict=True)
    held = [
        (value, one)
        for value, one in judged
        if one.segment.kind in ANSWERING and any(holds(quote, one.segment) for quote in quotes)
    ]
    if not held:
        return None
    wanted = question.answer_type
    _, best = max(
        held,
        key=lambda pair: (bool(holds_answer_type(pair[1].segment.text, wanted)), pair[0], -pair[1].place),
    )
    return quote_of([best.segment], session)


def holds(quote: Quote, part: Segment | Quote) -> bool:
    """Tell whether ``part``, of the same file, lies whole within ``quote``."""
    return quote.line <= part.line and part.end_line <= quote.end_line and part.text in quote.text
