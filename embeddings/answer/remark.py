"""What is said below the quotes: which words the notes never use, and what of what is asked for they lack."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from embeddings.answer import record, score
from embeddings.answer.answer_types import AnswerType
from embeddings.answer.circumstances import names_speaker
from embeddings.answer.nothing import never_mentioned
from embeddings.answer.question import Question
from embeddings.answer.retrieve import Term
from embeddings.index.catalogue import Catalogue
from embeddings.records import NO_RECORDING, ONLY_TITLE, Quote, Session, Verdict

_LACKING: Mapping[AnswerType, str] = {
    "number": "What is quoted gives no figure.",
    "price": "What is quoted names no price.",
    "when": "What is quoted names no time.",
}


def remark(
    question: Question,
    catalogue: Catalogue,
    session: Session,
    terms: Sequence[Term],
    record_there: bool | None,
    verdict: Verdict,
    shown: Sequence[Quote],
) -> str | None:
    """Return what is said below the quotes of a session; None where nothing is."""
    said = []
    if record_there is False:
        said.append(record.missing(question))
    never = never_mentioned(question, catalogue, terms, quoted=bool(shown), shown=shown)
    if never is not None:
        said.append(never)
    if not shown:
        said.append(ONLY_TITLE)
    elif verdict == "closest" and (lacks := _lacks(question, session, shown)) is not None:
        said.append(lacks)
    named = session.speakers or any(names_speaker(quote.text) for quote in shown)
    if question.answer_type == "who" and not named and session.is_listed:
        said.append("The notes name no speaker for this session.")
    if session.lacks_recording and NO_RECORDING not in said:
        said.append(NO_RECORDING)
    return " ".join(said) or None


def _lacks(question: Question, session: Session, shown: Sequence[Quote]) -> str | None:
    """Say that what is quoted lacks the kind of thing that is asked for; None where it does not."""
    if any(score.holds_answer_type(quote.text, question.answer_type) for quote in shown):
        return None
    if question.answer_type == "when" and session.date is not None:
        return f"What is quoted names no time; the session is dated {session.date}."
    return _LACKING.get(question.answer_type)
