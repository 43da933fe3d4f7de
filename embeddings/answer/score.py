"""How well each text block of a session answers a question.

Each segment (a sentence, a list item, a code fence) is measured by its own vector and its chunk's, by the
question's words that it holds, and by what kind of thing it is. Where a question asks for no more than the
session itself ("what did X cover?"), early segments gain, as the lead does in a summary.

The weights were fitted with a listwise logistic loss on labelled questions over invented notes
(``tests/benchmarks/calibrate.py``), each collection judged by weights that were fitted on the others.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from embeddings.answer.answer_types import AnswerType
from embeddings.answer.question import Question
from embeddings.answer.retrieve import Term
from embeddings.index.chunking import Segment, segments
from embeddings.index.protocols import Vectors
from embeddings.index.snapshot import Snapshot
from embeddings.records import Session
from embeddings.text import dates, tokens
from embeddings.text.markdown_words import count_words
from embeddings.text.numerals import NUMBER

Table = NDArray[np.float64]

WEIGHTS: Mapping[str, float] = {
    "segment": 0.75,
    "chunk": 0.22,
    "beyond_title": 0.11,
    "coverage": 0.11,
    "around": 0.32,
    "above": 0.22,
    "short": -0.1,
    "length": 0.045,
    "heading": -0.11,
    "item": 0.03,
    "code": -0.19,
    "answer_type": 0.37,
    "early": 0.34,
}
_SHORT, _LONG = 4, 40
"""Words below which a segment seldom says anything alone, and above which more of them gain nothing."""
_MANY = 120
"""Chunks of one session that are looked into at most: no talk has as many, a pasted transcript may."""
_NEVER = -10.0
"""Score of a segment that was not looked into."""
_EARLY = 4
"""Segments after which a place in the session counts half as early."""
_PRICE = re.compile(
    r"[$€£¥]\s?\d|\d\s?(?:[$€£¥]|usd|eur|dollars?|euros?|cents?|yen|reais|元|円|万円|萬元|원|만\s?원)|"
    # "Free" of charge, not "free software", "harassment-free", "feel free to".
    r"(?<!-)(?<!feel )\bfree\b(?![-/]| \w{1,4} open\b| (?:software|speech|text|time|space|to|from)\b"
    r"| of (?!charge|cost))|\bgratuit|\bgr[aá]tis\b|\bkostenlos|免费|免費|無料|무료",
    re.IGNORECASE,
)
_NAME = re.compile(r"\b[A-Z][\w'’.-]+ [A-Z][\w'’-]+|\w(?:さん|氏|님|老师|老師|先生)")


_TIME = re.compile(
    r"\b(?:19|20)\d\d\b|\b\d{1,2}(?:st|nd|rd|th|:\d\d| ?[ap]m)\b|\bq[1-4]\b|"
    r"\b(?:today|tomorrow|yesterday|next|last) ?(?:week|month|year|spring|summer|autumn|fall|winter)?\b|"
    r"\d\s*[年月日点點時时년월일시]",
    re.IGNORECASE,
)


def holds_answer_type(text: str, answer_type: AnswerType) -> bool | None:
    """Tell whether ``text`` holds the kind of thing asked for; None where any text may."""
    if answer_type == "when":
        return _TIME.search(text) is not None or dates.names_month_or_weekday(text)
    pattern = {"number": NUMBER, "price": _PRICE, "who": _NAME}.get(answer_type)
    return None if pattern is None else pattern.search(text) is not None


@dataclass(frozen=True, slots=True)
class ScoredSegment:
    """A segment of a session and how well it answers."""

    segment: Segment
    place: int
    """Among all segments of the session."""
    measured: Mapping[str, float]
    """Each signal by its name in ``WEIGHTS``."""
    score: float


def score_session(
    snapshot: Snapshot,
    question: Question,
    terms: Sequence[Term],
    vector: Vectors,
    session: Session,
    *,
    about: bool,
) -> list[ScoredSegment]:
    """Return every segment of a session with its score, in the order of the notes.

    ``vector`` is the question's: shape (dim,), of length one. ``about``: the question asks for the session as
    such.
    """
    near = _nearness(snapshot, session, vector)
    members = segments(snapshot.store.text_blocks(session.id))
    held = _Held.of(members, session, terms, snapshot.catalogue.entries[session.id].title)
    scored = []
    for place, segment in enumerate(members):
        if len(near) > _MANY and (segment.line, segment.text) not in near:
            scored.append(ScoredSegment(segment, place, {}, _NEVER))
            continue
        cosine, chunk_cosine = near.get((segment.line, segment.text), (0.0, 0.0))
        count = count_words(segment.text)
        measured = {
            "segment": cosine,
            "chunk": chunk_cosine,
            "beyond_title": held.beyond_title[place],
            "coverage": held.coverage[place],
            "around": held.around[place],
            "above": held.above[place],
            "short": count < _SHORT,
            "length": math.log1p(min(count, _LONG)),
            segment.kind: True,
            "answer_type": bool(holds_answer_type(segment.text, question.answer_type)),
            "early": about / (1 + place / _EARLY),
        }
        score = sum(weight * measured.get(name, 0) for name, weight in WEIGHTS.items())
        scored.append(ScoredSegment(segment, place, measured, score))
    return scored


@dataclass(frozen=True, slots=True)
class _Held:
    """Weighted shares of the question's words that the segments of a session hold, one number a segment."""

    coverage: Sequence[float]
    beyond_title: Sequence[float]
    """Of the words that the title lacks; of all where it has all."""
    around: Sequence[float]
    """What a segment holds together with its neighbours."""
    above: Sequence[float]
    """What the heading and the line with a colon hold that it stands under."""

    @classmethod
    def of(
        cls, members: Sequence[Segment], session: Session, terms: Sequence[Term], title: Sequence[str]
    ) -> _Held:
        """Look each word up in each segment."""
        held = np.zeros((len(members), len(terms)))
        for row, one in zip(held, members, strict=True):
            stems = tokens.stem_set(one.text, session.language)
            row[:] = [not term.stems.isdisjoint(stems) for term in terms]
        weights = np.array([term.searched for term in terms])
        beyond = np.array([term.stems.isdisjoint(title) for term in terms], dtype=bool)
        around = held.copy()
        around[1:] = np.maximum(around[1:], held[:-1])
        around[:-1] = np.maximum(around[:-1], held[1:])
        above = np.zeros_like(held)
        for row, places in zip(above, _above(members), strict=True):
            row[:] = held[list(places)].max(axis=0) if places else 0
        return cls(
            _shares(held, weights),
            _shares(held[:, beyond], weights[beyond]) if beyond.any() else _shares(held, weights),
            _shares(around, weights),
            _shares(above, weights),
        )


def _shares(held: Table, weights: Table) -> list[float]:
    """Return the weighted share of the words that each row holds; 0 where no word weighs anything."""
    whole = float(weights.sum())
    return [float(share) for share in held @ weights / whole] if whole else [0.0] * len(held)


def _above(members: Sequence[Segment]) -> Iterator[tuple[int, ...]]:
    """Yield, for each segment, the places of the heading and of the opening line that it stands under."""
    heading: int | None = None
    opening: int | None = None
    for place, segment in enumerate(members):
        if segment.kind == "heading":
            heading, opening = None, None
        opens = opening if segment.kind == "item" else None
        yield tuple(above for above in (heading, opens) if above is not None)
        if segment.kind == "heading":
            heading = place
        elif segment.kind != "item" or segment.text.rstrip().endswith((":", "：")):
            opening = place


def _nearness(
    snapshot: Snapshot, session: Session, vector: Vectors
) -> dict[tuple[int, str], tuple[float, float]]:
    """Return, by line and text, the cosines of each segment and of its chunk with the question, on the common
    scale.

    Of a session with very many chunks only the nearest are looked into; a segment cut into pieces is as
    near as its best piece.
    """
    chunks = snapshot.store.chunks(session.id)
    whole = snapshot.index.vectors([chunk.id for chunk in chunks]) @ vector
    scale = snapshot.embedder.scale
    order = np.argsort(-whole)[:_MANY]
    near: dict[tuple[int, str], tuple[float, float]] = {}
    for i in order:
        chunk, cosine = chunks[i], float(whole[i])
        for segment, part in zip(chunk.segments, chunk.parts, strict=True):
            key = (segment.line, segment.text)
            here = scale.common(float(part @ vector)), scale.common(cosine)
            near[key] = max(near.get(key, (-1.0, -1.0)), here)
    return near
