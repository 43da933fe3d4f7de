"""Why an answer got its verdict, as plain text."""

from __future__ import annotations

from collections.abc import Iterator

from embeddings.answer.compose import Considered
from embeddings.answer.why import explain

_NOT_READ = "The trained reader has no part: a record was asked for, or it does not read the language."


def why_lines(considered: Considered, reader_state: str | None) -> Iterator[str]:
    """Yield the lines of an explanation; ``reader_state`` says why nothing is read at all, where it is so."""
    if considered.evidence is None:
        yield "Why: this kind of question is answered from the records; no evidence is weighed."
        return
    found = explain(considered.evidence, considered.read, considered.signals)
    yield f"Why: log-odds {found.log_odds:+.2f} that the notes answer; from 0 on they count as an answer."
    yield f"  {found.start:+.2f}  to begin with"
    for reason in found.reasons:
        if not reason.part:
            continue
        yield f"  {reason.part:+.2f}  {reason.name} {reason.value:.2f}: {reason.words}"
    if considered.read is None:
        yield f"  {reader_state or _NOT_READ}"
    yield (
        f"  Anything on the subject at all: {100 * found.holds:.0f} %; "
        f"below {100 * found.holds_from:.0f} % nothing is shown."
    )
    counted = "answer" if found.log_odds >= 0 else "closest"
    if counted == "answer" and considered.answer.verdict == "closest":
        yield "  What the reply can show does not bear that out, so it does not sound sure."
