"""Does the reply answer, come close, or is there nothing? All evidence is gathered here, by name, and weighed once.

The weights are a logistic regression fitted on labelled questions over several collections of notes, the collection
under test always left out (see ``tests/benchmarks/calibrate.py``); the evidence of a reply can be printed with
``quoth evaluate --misses``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields

from embeddings.records import Verdict


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for and against the reply, each from 0 to 1 unless said otherwise."""

    cosine: float
    """Of the best passage of the first session."""
    unit_cosine: float
    """Of the best unit quoted."""
    coverage: float
    """Weighted share of the question's words that the first session's best passage, title and people hold."""
    quote_coverage: float
    """The same for the quotes with title and people."""
    title_coverage: float
    unknown: float
    """Weighted share of the question's words that the notes never use."""
    agreement: float
    """1 when both legs have the same session first, 0.5 when it is among the first three of both."""
    wanted_missing: float
    """1 when the quotes hold nothing of the kind asked for (a number, a date, a name, a price)."""
    wanted_found: float


BIAS = -4.0
WEIGHTS = {
    "cosine": 4.0,
    "unit_cosine": 2.0,
    "coverage": 3.0,
    "quote_coverage": 1.0,
    "title_coverage": 1.0,
    "unknown": -1.5,
    "agreement": 0.5,
    "wanted_missing": -1.5,
    "wanted_found": 0.3,
}
ANSWER_FROM = 0.55
CLOSEST_FROM = 0.15


def confidence(evidence: Evidence) -> float:
    """Give the fitted probability that the reply answers the question."""
    total = BIAS + sum(WEIGHTS[f.name] * float(getattr(evidence, f.name)) for f in fields(evidence))
    return 1 / (1 + math.exp(-total))


def judge(evidence: Evidence) -> Verdict:
    """Give the verdict."""
    sure = confidence(evidence)
    if sure >= ANSWER_FROM:
        return "answer"
    return "closest" if sure >= CLOSEST_FROM else "none"
