"""Questions for what sessions have in the notes: a recording, slides, code, links.

Counted by what is there, and of how many: what the notes do not link to may exist all the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from embeddings.answer import record
from embeddings.answer.answer_types import ANSWER_TYPES, AnswerType
from embeddings.answer.intents import subject
from embeddings.answer.intents.asked import Asked
from embeddings.answer.intents.subject import Subject
from embeddings.answer.record_lines import each_once, segment_at
from embeddings.quoting import quote_of
from embeddings.records import Answer, Link, Match, Quote, Session, talks_of

_EVIDENCE = 3
"""Sessions of which the line that holds the link is quoted."""
_NAMES: dict[AnswerType, str] = {
    "recording": "a recording link",
    "slides": "a link to slides",
    "code": "a link to code",
    "link": "a link",
}
_HAVE = re.compile(
    r"\b(?:have|has|had|having|with|without|got|come with|lacks?|lacking|missing|include|recorded|"
    r"available|online|"
    r"avec|sans|ont|disponibles?|haben|hat|mit|ohne|gibt es|verf[üu]gbar|tienen?|con|sin|disponibles|"
    r"t[eê]m|com|sem|"
    r"dispon[ií]veis)\b|有没有|沒有|没有|有|ある|あり|ない|なし|있는|없는|있나|있어",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"\b(?:have|has|with|without|got|haben|hat|mit|ohne|tienen?|con|sin|ont|avec|sans|t[eê]m|com|"
    r"sem) (?:\w+ )?"
    r"(?:code|c[oó]digo|quellcode)\b(?! \w)|(?:代码|代碼|コード)",
    re.IGNORECASE,
)
"""Code alone is mostly what a talk is about; beside "have" it is what a session comes with."""
_THINGS = (
    r"(?:recordings?|videos?|replays?|slides|slide decks?|decks?|repos|repositories|links?|urls|"
    r"enregistrements|vid[ée]os|diapos|"
    r"liens|d[ée]p[oô]ts|aufzeichnungen|folien|links|grabaciones|v[ií]deos|diapositivas|enlaces|repositorios|"
    r"grava[çc][õo]es|v[ií]deos|slides|reposit[óo]rios)"
)
_ALL_OF_THEM = re.compile(
    r"^\W*(?:please |pls |can you |could you )?(?:list|show(?: me)?|give me|all|liste[rz]?|zeig(?: mir)?|"
    r"alle|toutes?|tous|"
    rf"muestra|lista|todos?|todas?|mostra)\b(?: (?:all|the|of|me|les|des|de|der|die|los|las|os|"
    rf"as))* {_THINGS}\b",
    re.IGNORECASE,
)
"""Asks for the links themselves."""
_NOTHING_ELSE = re.compile(
    r"^\W*(?:(?:and|any|an?|the|all|is|are|was|were|there|got|do you have|what about|et|und|y|e|les|die|los|"
    rf"os) )*{_THINGS}\W*$",
    re.IGNORECASE,
)
"""Names them and nothing besides: asks for all, unless it goes on about a session."""
_CONTENT = re.compile(r"\babout\b|\bworum\b|\bde quoi\b|\bde qu[eé]\b|\bsobre\b", re.IGNORECASE)
"""Asks what is said there: "what was the video about?"."""
_OF_SOMETHING = re.compile(
    rf"^\W*(?:(?:and|any|the|what about|et|und|y|e|les|die|los|os) )*{_THINGS} "
    r"(?=(?:of|from|on|at|for|in|de|du|del|d[ao]|von|vom|am|an) )",
    re.IGNORECASE,
)
"""Names them, and whose: asks for all where that is a day, an event or a person."""


def answer(asked: Asked) -> Answer | None:
    """List the sessions that have, or have not, what is asked for, and say of how many they are."""
    question, text = asked.question, asked.question.text
    kind: AnswerType = question.answer_type
    if kind not in _NAMES and question.lists and _CODE.search(text):
        kind = "code"
    lists = (question.lists or question.counts) and _HAVE.search(text) is not None
    alone = asked.session is None and _NOTHING_ELSE.search(text) is not None
    of_many = asked.session is None and _OF_SOMETHING.search(text) is not None
    all_of_them = lists or alone or _ALL_OF_THEM.search(text) is not None
    if asked.session is not None and _CODE.search(text) and kind not in _NAMES:
        kind = "code"
    if kind not in _NAMES:
        return None
    of = subject.find(asked, _without(text, kind))
    if not (all_of_them or of_many or question.negated):
        return _of_one(asked, of, kind)
    if of is None or not (all_of_them or of.scope in ("all", "day", "month", "event", "person")):
        return None
    talks = talks_of(of.sessions)
    held = {session.id: _links(asked, session, kind) for session in talks}
    listed = [session for session in talks if bool(held[session.id]) is not question.negated]
    without = _lacking(kind) if question.negated else _NAMES[kind]
    have = "has" if len(listed) == 1 else "have"
    if not listed:
        return Answer(
            question=text, verdict="none", lead=_told_of_none(of, len(talks), kind, question.negated)
        )
    links = () if question.negated else tuple(dict.fromkeys(link for one in listed for link in held[one.id]))
    lead = f"{len(listed)} of {len(talks)} sessions{of.where} {have} {without} in the notes:"
    if len(talks) == 1:
        lead = f"The notes have {without} for {of.whole(1)}:"
    return Answer(
        question=text,
        verdict="answer",
        lead=lead,
        matches=tuple(Match(session, 1.0) for session in listed),
        quotes=tuple(_lines(asked, listed, held)),
        links=links,
        asked_links=len(links),
        # What one session has is shown with it.
        kind="session" if len(talks) == 1 and not lists else "list",
    )


def _lacking(kind: AnswerType) -> str:
    """Say that there is none of what is asked for: "no link to slides"."""
    return "no " + _NAMES[kind].removeprefix("a ")


def _of_one(asked: Asked, of: Subject | None, kind: AnswerType) -> Answer | None:
    """Tell what one session has of what is asked for: of the one that was spoken of all, "any links?".

    Of one that is named only that it has no recording or slides, where no word or link of it may be of them.
    """
    if of is None or of.only is None or _CONTENT.search(asked.question.text) is not None:
        return None
    session = of.sessions[0]
    held = {session.id: _links(asked, session, kind)}
    links = tuple(held[session.id])
    named = bool(of.terms) or asked.session is None
    if named and (session.links or kind not in ("recording", "slides") or _is_told_of(asked, session, kind)):
        return None
    what = _NAMES[kind] if links else _lacking(kind)
    return Answer(
        question=asked.question.text,
        verdict="answer" if links else "none",
        lead=f"The notes have {what} for {of.whole()}{':' if links else '.'}",
        matches=(Match(session, 1.0),),
        quotes=tuple(_lines(asked, [session], held)),
        links=links,
        asked_links=len(links),
    )


def _is_told_of(asked: Asked, session: Session, kind: AnswerType) -> bool:
    """Tell whether the text of a session, or its title, has a word for what is asked for."""
    pattern = dict(ANSWER_TYPES)[kind]
    text_blocks = asked.snapshot.store.text_blocks(session.id)
    return any(pattern.search(text) for text in (session.title, *(block.text for block in text_blocks)))


def _told_of_none(of: Subject, count: int, kind: AnswerType, negated: bool) -> str:
    """Say that no session has what is asked for, or, where it is asked which has not, that all have it."""
    if count == 1:
        held = _NAMES[kind] if negated else _lacking(kind)
        return f"The notes have {held} for {of.whole(1)}."
    who = "All" if negated else "None of the"
    return f"{who} {count} sessions{of.where} {'have' if negated else 'has'} {_NAMES[kind]} in the notes."


def _without(text: str, kind: AnswerType) -> str:
    """Return a question without the words for what is had and for having it."""
    pattern = next((p for name, p in ANSWER_TYPES if name == kind), None)
    rest = _CODE.sub(" ", _ALL_OF_THEM.sub(" ", text))
    return _HAVE.sub(" ", pattern.sub(" ", rest) if pattern else rest)


def _links(asked: Asked, session: Session, kind: AnswerType) -> list[Link]:
    return record.links_of(
        kind, session, asked.snapshot.store.text_blocks(session.id) if kind == "slides" else ()
    )


def _lines(asked: Asked, listed: Sequence[Session], held: dict[str, list[Link]]) -> list[Quote]:
    """Quote the lines that hold the links of the first sessions; a line that several have alike once."""
    found: list[Quote] = []
    for session in listed[:_EVIDENCE]:
        for link in held[session.id][:1]:
            segment = segment_at(asked.snapshot.store.text_blocks(session.id), link.line)
            if segment is not None:
                found.append(quote_of([segment], session))
    return each_once(found)
