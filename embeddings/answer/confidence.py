"""The verdict: does the reply answer, come close, or is there nothing?

It is decided here for all that is answered by quoting a session; what the records answer (``intents``) says
its own. The evidence (``signals``) is weighed once; a question is answered from even odds on. What the reply
can show then holds the verdict back, or keeps a follow-up from being turned away.
"""

from __future__ import annotations

from dataclasses import dataclass

from embeddings.answer.signals import SIGNALS, Evidence, Signals, Weights
from embeddings.records import Verdict

HOLDS_FROM = 0.12
"""So that at most 3 in 100 answerable questions over the invented notes are turned away."""


@dataclass(frozen=True, slots=True)
class ReadWeights:
    """A logistic regression over the log-odds of the evidence and those of the answer reader."""

    bias: float
    evidence: float
    reader: float

    def log_odds(self, evidence: float, reader: float) -> float:
        """Return the log-odds that the notes answer, by both."""
        return self.bias + self.evidence * evidence + self.reader * reader


READ = ReadWeights(bias=0.85, evidence=0.46, reader=0.72)
"""Where a reader read: fitted on labelled questions over 36 collections of real notes, on none of which the
reader was trained, each collection and both classes weighing alike; the bias is that which hedges 15 % of the
answerable questions. With each collection judged by weights fitted on the others, 15 % were hedged and 18 %
of the unanswerable were answered (in English 12 %); by the evidence alone 41 % (35 %).
"""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a verdict goes by beside the evidence."""

    quoted: bool
    """The reply has something to quote."""
    about_session: bool
    """The question asks for the session as such, so its title alone is something."""
    kept: bool
    """A follow-up: who asks keeps to the session."""
    record: bool | None
    """Whether the session has the record that is asked for (a speaker, a recording); None: none is asked."""
    guessed: bool = False
    """The notes use no word of the question, and the vectors hardly tell of it: a reader may know better."""
    lacking: bool = False
    """What would be shown lacks what is asked for: its words, a price, a name."""
    bare: bool = False
    """Names something that is shown and asks nothing of it ("tide tables"): no question for a reader."""
    unrelated: bool = False
    """What would be shown has no word of the question, and is far from it: it helps nobody."""


def weigh(
    evidence: Evidence,
    answers: Weights,
    holds: Weights,
    reader: float | None = None,
) -> Verdict:
    """Return the verdict that the evidence makes, with the log-odds of a ``reader`` where one read."""
    if holds.odds(evidence) < HOLDS_FROM:
        return "none"
    log_odds = answers.log_odds(evidence)
    if reader is not None:
        log_odds = READ.log_odds(log_odds, reader)
    return "answer" if log_odds >= 0 else "closest"


def decide(
    evidence: Evidence,
    circumstances: Circumstances,
    signals: Signals = SIGNALS,
    reader: float | None = None,
) -> Verdict:
    """Return the verdict on a reply: the evidence is weighed, then held against what there is to show."""
    weighed = weigh(evidence, signals.answers, signals.holds, reader)
    if circumstances.bare and weighed == "closest":
        weighed = weigh(evidence, signals.answers, signals.holds)
    if not circumstances.quoted and not circumstances.about_session:
        return "none"
    if weighed == "none":
        # The session was chosen by who asks: its nearest words, or its title, are shown rather than none.
        return "closest" if circumstances.kept or not circumstances.quoted else "none"
    if weighed == "closest" and circumstances.unrelated and not circumstances.kept:
        return "none"
    guessed = circumstances.guessed and (reader is None or reader < 0)
    if circumstances.record is False or guessed or circumstances.lacking or not circumstances.quoted:
        return held_back(weighed)
    # A session is named, and what is asked of it is on record.
    return "answer" if circumstances.record and circumstances.about_session else weighed


def held_back(verdict: Verdict) -> Verdict:
    """Return the verdict on a reply that does not show what it would answer with: it never sounds sure."""
    return "closest" if verdict == "answer" else verdict
