"""Why an answer got its verdict: each piece of evidence by name, with its part in the log-odds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from embeddings.answer import confidence
from embeddings.answer.confidence import READ
from embeddings.answer.reading import Read
from embeddings.answer.signals import SIGNALS, Evidence, Signals

WORDS: Mapping[str, str] = {
    "strength": "how well the best sentence fits",
    "wanted_far": "how far the figure or time asked for is from the question's words",
    "who_far": "how far a name is from the question's words",
    "asks_which": "the question asks for one named thing, which notes often omit",
    "asks_whether": "yes or no would answer, which notes seldom say",
    "about_only": "the question asks for the session as such",
    "unknown": "share of the question's words that the notes never use",
    "lost": "words that the notes never use, and nothing else that fits",
    "near": "how near the nearest sentence is in meaning",
    "shown": "how much of the question beyond the title the quotes hold",
    "unshown": "share of the question's words that the quotes do not hold",
}
"""What each signal measures, as a person is told."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One piece of evidence."""

    name: str
    words: str
    value: float
    """As it was measured: of signals mostly 0 to 1, of the reader its log-odds."""
    part: float
    """What it adds to the log-odds that the notes answer."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that the evidence says of one answer; what a reply can show may still hold its verdict back."""

    reasons: tuple[Reason, ...]
    start: float
    """Log-odds before any evidence."""
    holds: float
    """Probability that the notes hold anything on the subject: below ``holds_from`` nothing is shown."""
    holds_from: float = confidence.HOLDS_FROM

    @property
    def log_odds(self) -> float:
        """Log-odds that the notes answer: from 0 on they count as an answer."""
        return self.start + sum(reason.part for reason in self.reasons)


def explain(evidence: Evidence, said: Read | None, signals: Signals = SIGNALS) -> Explanation:
    """Return the parts of what was weighed for a verdict, the reader's first, the others by their size."""
    answers = signals.answers
    share = 1.0 if said is None else READ.evidence
    parts = [
        Reason(name, WORDS.get(name, name), evidence[name], share * weight * evidence[name])
        for name, weight in answers.of.items()
    ]
    parts.sort(key=lambda reason: -abs(reason.part))
    start = share * answers.bias
    if said is not None:
        read = "what the trained reader makes of the session's best sentences"
        parts.insert(0, Reason("reader", read, said.answers, READ.reader * said.answers))
        start += READ.bias
    return Explanation(tuple(parts), start, signals.holds.odds(evidence))
