"""What a reply has to show, beside the evidence: read off the question, the session and the quotes."""

from __future__ import annotations

from embeddings.answer import retrieve, score
from embeddings.answer.confidence import Circumstances
from embeddings.answer.follow_up_phrases import WHY
from embeddings.answer.retrieve import Hit
from embeddings.answer.signals import Case
from embeddings.answer.signals_cjk import LANGUAGES as CJK_LANGUAGES
from embeddings.text import tokens

_SAID = 0.5
"""Weighted share of a thing's words that what is quoted of it must hold."""
_FAR = 0.25
"""Cosine of the nearest segment below which what has no word of a question has nothing to do with it: no
question over real notes that came so far had an answer there; from 0.27 on some had.
"""
_NEAR_ABROAD = 0.4
"""Cosine of the nearest segment from which on notes in another language than the question's may answer it:
below, 39 of 300 questions that six collections of real notes do not answer seemed answered by chance words,
and none of the 7 that they do and whose words they did not all use.
"""


def circumstances(
    case: Case, first: Hit, *, about: bool, kept: bool, record: bool | None = None
) -> Circumstances:
    """Return what a verdict on ``case`` goes by beside the evidence; ``first`` is the session as it was
    found.

    The others are as ``Circumstances`` has them.
    """
    question = case.question
    return Circumstances(
        quoted=bool(case.shown),
        about_session=about,
        kept=kept,
        record=False if _is_nameless(case) else record,
        unrelated=_is_unrelated(case),
        guessed=_is_guessed(case, first)
        or _is_far_abroad(case)
        or (kept and WHY.search(tokens.fold(question.text)) is not None)
        or (question.defines and not _is_said(case)),
    )


def _is_guessed(case: Case, first: Hit) -> bool:
    """Tell whether a session was found for a question of which the notes use no word, and is not near it."""
    unused = bool(case.terms) and not any(term.known for term in case.terms)
    return unused and first.cosine < retrieve.TELLING


def _is_far_abroad(case: Case) -> bool:
    """Tell whether notes in another language than the question's lack some of its words, and are not near it.

    The words that they do have may mean another thing there ("best", "code", a number).
    """
    lacks = not all(term.known for term in case.terms)
    return case.is_foreign and lacks and case.nearness < _NEAR_ABROAD


def _is_unrelated(case: Case) -> bool:
    """Tell whether what would be shown shares no word with the question, and is far from it in meaning."""
    if case.is_foreign or not case.terms or case.nearness >= _FAR:
        return False
    held = _held(case).union(case.people)
    return all(term.stems.isdisjoint(held) for term in case.terms)


def _is_nameless(case: Case) -> bool:
    """Tell whether it is asked who, and nobody is named: where names are told by their capitals."""
    session = case.session
    if case.question.answer_type != "who" or session.speakers or session.language in CJK_LANGUAGES:
        return False
    return not any(score.holds_answer_type(quote.text, "who") for quote in case.shown)


def _is_said(case: Case) -> bool:
    """Tell whether most of what a question asks the meaning of stands in what is shown, or in the title."""
    held = _held(case)
    share = retrieve.coverage(case.terms, lambda term: not term.stems.isdisjoint(held))
    return not case.terms or share >= _SAID


def _held(case: Case) -> frozenset[str]:
    """Return the stems of the title and of what is shown."""
    return case.quoted.union(case.title)
