"""Questions for opinions: which sessions were worth it, what was disliked, whether one was any good."""

from __future__ import annotations

import re

from embeddings.answer.intents import subject
from embeddings.answer.intents.asked import Asked
from embeddings.answer.intents.opinion_phrases import BLAME, LIKED, OPEN, PRAISE, SESSION_NOUN, WORDS
from embeddings.answer.intents.subject import Subject
from embeddings.digest.opinions import Opinion, Polarity, chosen, evaluative, opinions
from embeddings.records import Answer, Match, Session
from embeddings.text import tokens

_EACH, _OF_ONE = 2, 3
"""Opinions that are quoted of each session of several, and of one."""
_DOES: dict[Polarity, str] = {"praise": "praise", "blame": "criticise", "open": "judge"}
_HAS: dict[Polarity, str] = {"praise": "praised", "blame": "criticised", "open": "judged"}


def answer(asked: Asked) -> Answer | None:
    """Answer with what the attendees wrote of the sessions, praise or blame as it is asked for.

    Where they wrote nothing of the kind this is said in one sentence, if it is certain what is asked of.
    """
    folded = tokens.fold(asked.question.text)
    wanted = _wanted(folded)
    if wanted is None:
        return None
    of = subject.find(asked, WORDS.sub(" ", folded))
    # "was the migration worth it" may be of anything that was told of there.
    of_a_session = re.search(rf"\b{SESSION_NOUN}\b", folded) is not None
    liked = LIKED.search(folded) is not None
    if of is None and liked and asked.hits and not asked.question.names_a_day:
        of = Subject((asked.hits[0].session,), "topic", asked.hits[0].session.title)
    if of is not None and of.scope == "topic" and (liked or (wanted == "open" and of_a_session)):
        of = Subject(of.sessions[:1], "titled", of.name)
        of_a_session = True
    if of is None or (of.scope == "topic" and not of_a_session):
        return None
    each = _OF_ONE if len(of.sessions) == 1 else _EACH
    found = {
        session.id: said
        for session in of.sessions
        if (said := chosen(opinions(asked.snapshot, session), wanted, each))
    }
    if not found:
        certain = of.scope != "topic" and (of.scope != "titled" or of_a_session)
        return _silent(asked, of, wanted) if certain else None
    return _judged(asked, of, wanted, found)


def _wanted(folded: str) -> Polarity | None:
    """Return what a folded question asks for; None where it is no question for opinions."""
    if BLAME.search(folded):
        return "blame"
    if PRAISE.search(folded):
        return "praise"
    return "open" if OPEN.search(folded) else None


def _judged(asked: Asked, of: Subject, wanted: Polarity, found: dict[str, list[Opinion]]) -> Answer:
    sessions = [session for session in of.sessions if session.id in found]
    # What is set above or below all others comes first.
    sessions.sort(key=lambda session: not any(one.superlative for one in found[session.id]))
    count, whole = len(sessions), len(of.sessions)
    if whole == 1:
        lead = "The notes judge it so:"
    else:
        are = "is" if count == 1 else "are"
        lead = f"{count} of {whole} sessions{of.where} {are} {_HAS[wanted]} in the notes:"
    return Answer(
        question=asked.question.text,
        verdict="answer",
        lead=lead,
        matches=tuple(Match(session, 1.0) for session in sessions),
        quotes=tuple(one.quote for session in sessions for one in found[session.id]),
        links=sessions[0].links,
        kind="session" if whole == 1 else "sessions",
    )


def _silent(asked: Asked, of: Subject, wanted: Polarity) -> Answer:
    """Say that the notes judge nothing; of one session show the sentences that judge something in it."""
    one: Session | None = of.sessions[0] if len(of.sessions) == 1 else None
    told = f"“{one.title}”" if one else f"any of the {len(of.sessions)} sessions{of.where}"
    near = evaluative(asked.snapshot, one)[:_OF_ONE] if one else []
    return Answer(
        question=asked.question.text,
        verdict="closest" if near else "none",
        lead=f"The notes do not {_DOES[wanted]} {told}." + (" Closest:" if near else ""),
        matches=(Match(one, 1.0),) if one else (),
        quotes=tuple(near),
    )
