"""Questions for the first, the second or the last session of a day, or the longest, as far as notes tell."""

from __future__ import annotations

import re
from collections.abc import Sequence

from embeddings.answer.follow_up_phrases import NUMERALS
from embeddings.answer.intents import subject
from embeddings.answer.intents.asked import Asked
from embeddings.answer.intents.opinion_phrases import SESSION_NOUN
from embeddings.answer.intents.session_kind import KINDS, is_called
from embeddings.answer.intents.subject import Subject
from embeddings.digest.recap import recap_entry
from embeddings.index.catalogue import day_number
from embeddings.records import NO_RECORDING, Answer, Match, Session, talks_of
from embeddings.text import tokens
from embeddings.text.numerals import ORDINALS

_FIRST = r"(?:first|opening|premiere?|erste[nrs]?|primer[ao]?|primeir[ao])"
_LAST = r"(?:last|final|closing|derniere?|letzte[nrs]?|ultim[ao])"
_LAST_BUT_ONE = (
    r"(?:second[- ](?:to[- ])?last|last but one|penultimate|vorletzte[nrs]?|avant[- ]derniere?|penultim[ao])"
)
_FURTHER = "|".join(word for word, place in ORDINALS.items() if place > 1)
_ENDS = {1: "The first", -1: "The last"}
_ASKS = re.compile(
    rf"\b(?:(?P<before_last>{_LAST_BUT_ONE})|(?P<nth>{_FURTHER})|"
    rf"(?P<first>{_FIRST})|(?P<last>{_LAST})|(?P<longest>longest|plus long(?:ue)?|langste[nrs]?|"
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
    r"|第(?P<nth2>[二三四五])[场場]|(?P<nth3>[2-5二三四五])(?:つ目|番目)の(?:セッション|講演|発表)"
    r"|(?P<nth4>두|세|네|다섯) ?번째 (?:세션|발표)"
)

_NUMBER = re.compile(r"\d+")
_BEGINS = re.compile(r"(?:^|/)(?:\d{1,3}|(?:[01]\d|2[0-3])[0-5]\d)[-_. ][^/]*$")
"""A file's name that begins with its number, or with the time of the day: "03-kelp.md", "0930-kelp.md"."""
_BESIDE = re.compile(
    r"^\W*(?:who|what) (?:spoke|talked|presented|came|was)(?: on)? (?:(?:right|just|directly|immediately) )?"
    r"(?:(?P<after>after)|before) (?P<name>.+?)\W*$"
)
"""Asks who spoke next to somebody."""


def answer(asked: Asked) -> Answer | None:
    """Answer with the session that stands first, second or last, or on which the notes are longest or
    shortest; of keynotes only, where these are asked for.

    The order of sessions is known only where they stand in one file, or on days of which each stands in one;
    how long they were is never noted.
    """
    folded = tokens.fold(asked.question.text)
    if (beside := _BESIDE.search(folded)) is not None:
        return _next_to(asked, beside["name"], before=beside["after"] is None)
    match = _ASKS.search(folded)
    if match is None or _is_in_a_title(asked, match[0]):
        return None
    of = subject.find(asked, _ASKS.sub(" ", folded))
    if of is None or of.scope not in ("all", "day", "month", "event"):
        return None
    talks = talks_of(of.sessions)
    which, said = next((name.rstrip("234"), text) for name, text in match.groupdict().items() if text)
    kind = next((kind for kind, words in KINDS.items() if not words.isdisjoint(match[0].split())), None)
    if kind is not None:
        talks = [session for session in talks if is_called(session, KINDS[kind])]
        if not talks:
            return None
    if which in ("longest", "long", "shortest", "short"):
        return _by_length(asked, of, talks, shortest=which.startswith("short"))
    place = {"first": 1, "last": -1, "before_last": -2}.get(which) or _number(said)
    called = "" if kind is None else f" called {kind}s"
    return _by_order(asked, called + of.where, talks, place)


def _number(said: str) -> int:
    return int(said) if said.isdecimal() else ORDINALS.get(said) or NUMERALS[said]


def _is_in_a_title(asked: Asked, words: str) -> bool:
    """Tell whether a session is called so ("Closing panel"): it is then asked for, wherever it stands."""
    named = f" {' '.join(tokens.tokenize(words))} "
    return any(named in f" {asked.catalogue.entries[session.id].said} " for session in asked.scope)


def _by_order(asked: Asked, where: str, talks: Sequence[Session], place: int) -> Answer:
    """Tell of the session at ``place``, from 1, or from -1 for the last; ``where`` says which all are."""
    count = len(talks)
    if abs(place) > count:
        lead = f"The notes have only {count} session{'s' if count > 1 else ''}{where}."
        matches = tuple(Match(session, 1.0) for session in talks)
        return Answer(asked.question.text, "none", lead, matches)
    what = f"{count} sessions{where}"
    one = _at(_groups_in_order(talks), place)
    if one is None:
        files = len({session.file for session in talks})
        lead = f"The {what} stand in {files} files, which do not tell the order that they were in."
        return Answer(asked.question.text, "none", lead)
    number = _ENDS.get(place) or f"Number {place if place > 0 else count + 1 + place}"
    lead = f"{number} of {what}, in the order of the notes:"
    return _told(asked, one, f"The only session{where}:" if count == 1 else lead)


def _groups_in_order(talks: Sequence[Session]) -> list[list[Session]]:
    """Return sessions in groups that follow each other: by their days, where all have one, else in one."""
    days = [session.date for session in talks]
    if None in days and len({session.event for session in talks}) == 1:
        numbers = [day_number(session.day) for session in talks]
        days = [None if number is None else f"{number:04}" for number in numbers]
    if None in days or len({session.file for session in talks}) == 1:
        return [list(talks)]
    order = sorted({day for day in days if day is not None})
    return [[one for one, day in zip(talks, days, strict=True) if day == of] for of in order]


def _in_order(talks: Sequence[Session]) -> Sequence[Session] | None:
    """Return sessions in the order of the notes: of one file, or of files that are numbered; else None.

    Files are where their names differ in a number only ("part-1.md", "part-2.md"), or each begins with one.
    """
    files = sorted({session.file for session in talks})
    if len(files) < 2:
        return talks
    numbers = [[int(number) for number in _NUMBER.findall(file)] for file in files]
    alike = len({_NUMBER.sub("#", file) for file in files}) == 1
    begun = [_BEGINS.search(file) for file in files]
    if not alike and (None in begun or len({file.rpartition("/")[0] for file in files}) > 1):
        return None
    order = dict(zip(files, numbers, strict=True))
    return sorted(talks, key=lambda session: order[session.file])


def _at(groups: Sequence[Sequence[Session]], place: int) -> Session | None:
    """Return the session at a place; None where it stands in a group whose order is not known."""
    left = place if place > 0 else -place
    for group in groups if place > 0 else reversed(groups):
        if left <= len(group):
            known = _in_order(group)
            return None if known is None else known[left - 1 if place > 0 else -left]
        left -= len(group)
    return None


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
