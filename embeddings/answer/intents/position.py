"""Questions for the first, the last or the longest session of a day, answered as far as the notes tell."""

from __future__ import annotations

import re
from collections.abc import Sequence

from embeddings.answer.intents import subject
from embeddings.answer.intents.asked import Asked
from embeddings.answer.intents.opinion_phrases import SESSION_NOUN
from embeddings.answer.intents.subject import Subject
from embeddings.digest.recap import recap_entry
from embeddings.records import NO_RECORDING, Answer, Match, Session, talks_of
from embeddings.text import tokens

_FIRST = r"(?:first|opening|premiere?|erste[nrs]?|primer[ao]?|primeir[ao])"
_LAST = r"(?:last|final|closing|derniere?|letzte[nrs]?|ultim[ao])"
_ASKS = re.compile(
    rf"\b(?:(?P<first>{_FIRST})|(?P<last>{_LAST})|(?P<longest>longest|plus long(?:ue)?|langste[nrs]?|"
    rf"mas larga|mais longa)|"
    rf"(?P<shortest>shortest|plus court(?:e)?|kurzeste[nrs]?|mas corta|mais curta)) {SESSION_NOUN}\b"
    rf"|\b{SESSION_NOUN} (?:la |le )?(?:(?P<long2>plus long(?:ue)?|mas larg[ao]|mais long[ao])|"
    r"(?P<short2>plus court(?:e)?|mas cort[ao]|mais curt[ao]))\b"
    r"|\bwho (?:spoke|talked|presented|went|was on stage) (?:the )?(?:very )?"
    r"(?:(?P<first3>first)|(?P<last3>last))\b"
    r"|\bwho (?:(?P<first4>opened)|(?P<last4>closed)) "
    r"(?:the (?:conference|event|forum|summit|meetup|day)\b|(?=day\b))"
    r"|(?P<first2>最初の(?:セッション|講演|発表)|第一场|第一場|첫 (?:번째 )?(?:세션|발표))"
    r"|(?P<last2>最後の(?:セッション|講演|発表)|最后一场|最後一場|마지막 (?:세션|발표))"
)

_BESIDE = re.compile(
    r"^\W*(?:who|what) (?:spoke|talked|presented|came|was)(?: on)? (?:(?:right|just|directly|immediately) )?"
    r"(?:(?P<after>after)|before) (?P<name>.+?)\W*$"
)
"""Asks who spoke next to somebody."""


def answer(asked: Asked) -> Answer | None:
    """Answer with the session that stands first or last, or on which the notes are longest or shortest.

    The order of sessions is known only where they stand in one file; how long they were is never noted.
    """
    folded = tokens.fold(asked.question.text)
    if (beside := _BESIDE.search(folded)) is not None:
        return _next_to(asked, beside["name"], before=beside["after"] is None)
    match = _ASKS.search(folded)
    if match is None or _is_in_a_title(asked, match[0]):
        return None
    of = subject.find(asked, _ASKS.sub(" ", folded))
    if of is None or of.scope not in ("all", "day", "event"):
        return None
    talks = talks_of(of.sessions)
    which = next(name.rstrip("234") for name, text in match.groupdict().items() if text)
    if which in ("first", "last"):
        return _by_order(asked, of, talks, last=which == "last")
    return _by_length(asked, of, talks, shortest=which.startswith("short"))


def _is_in_a_title(asked: Asked, words: str) -> bool:
    """Tell whether a session is called so ("Closing panel"): it is then asked for, wherever it stands."""
    named = f" {' '.join(tokens.tokenize(words))} "
    return any(named in f" {asked.catalogue.entries[session.id].said} " for session in asked.scope)


def _by_order(asked: Asked, of: Subject, talks: Sequence[Session], *, last: bool) -> Answer:
    files = {session.file for session in talks}
    if len(files) > 1:
        told = f"The {len(talks)} sessions{of.where} stand in {len(files)} files"
        lead = f"{told}, which do not tell the order that they were in."
        return Answer(question=asked.question.text, verdict="none", lead=lead)
    place = "last" if last else "first"
    lead = f"The {place} of {len(talks)} sessions{of.where}, in the order of the notes:"
    if len(talks) == 1:
        lead = f"The only session{of.where}:"
    return _told(asked, talks[-1 if last else 0], lead)


def _next_to(asked: Asked, name: str, *, before: bool) -> Answer | None:
    """Tell of the session before or after the only one of somebody, on the same day and in the same file."""
    of = subject.find(asked, name)
    if of is None or of.scope != "person" or len(of.sessions) != 1:
        return None
    one = of.sessions[0]
    near = [s for s in talks_of(asked.scope) if (s.file, s.day) == (one.file, one.day)]
    place = next((n for n, session in enumerate(near) if session.id == one.id), None)
    side = "before" if before else "after"
    beside = -1 if place is None else place - 1 if before else place + 1
    if not 0 <= beside < len(near):
        lead = f"The notes do not tell who was {side} {of.name}."
        return Answer(asked.question.text, "none", lead, matches=(Match(one, 1.0),))
    return _told(asked, near[beside], f"The session {side} that of {of.name}, in the order of the notes:")


def _by_length(asked: Asked, of: Subject, talks: Sequence[Session], *, shortest: bool) -> Answer:
    one = (min if shortest else max)(talks, key=lambda session: session.words)
    how = "shortest" if shortest else "longest"
    told = "The notes do not say how long sessions were."
    if len(talks) == 1:
        return _told(asked, one, f"{told} The only session{of.where}:")
    told = f"{told} Of {len(talks)} sessions{of.where} these notes are the {how}, with {one.words} words:"
    return _told(asked, one, told)


def _told(asked: Asked, session: Session, lead: str) -> Answer:
    return Answer(
        question=asked.question.text,
        verdict="answer",
        lead=lead,
        matches=(Match(session, 1.0),),
        quotes=tuple(said.quote for said in recap_entry(asked.snapshot, session).quotes),
        links=session.links,
        remark=NO_RECORDING if session.lacks_recording else None,
    )
