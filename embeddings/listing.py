"""Questions to the records: which sessions, how many, whose, on which day, about what. Answered completely,
counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from embeddings import quotes, words
from embeddings.catalogue import Catalogue
from embeddings.encoder import Vectors
from embeddings.proof import lines_of, stands
from embeddings.question import Question
from embeddings.records import Answer, Match, Quote, Session
from embeddings.search import Hit, Term
from embeddings.state import State

_ON_TOPIC = 0.6
"""Share of the topic's words that a session's best passage, title and people must hold."""
_NEAR_TOPIC = 0.45
"""Or the cosine that its best passage must reach, for a topic said in other words."""


@dataclass(frozen=True, slots=True)
class _Listed:
    sessions: Sequence[Session]
    what: str
    """What they have in common, as words after "sessions"."""


def answer(
    question: Question,
    terms: Sequence[Term],
    hits: Sequence[Hit],
    vector: Vectors,
    state: State,
    pool: Sequence[Session] | None,
) -> Answer | None:
    """Answer a question that lists or counts sessions; None where it does neither, or no session fits."""
    if not (question.lists or question.sponsored):
        return None
    catalogue = state.catalogue
    on_day = catalogue.on_day_asked(question)
    scope: Sequence[Session] = (
        on_day if on_day is not None else pool if pool is not None else catalogue.sessions
    )
    where = f" on {scope[0].day or scope[0].date}" if on_day is not None else ""
    talks = [session for session in scope if session.kind == "talk"] or list(scope)
    if question.sponsored:
        talks = [session for session in talks if session.sponsor]
        where = " with a sponsor" + where
    if question.wanted == "recording":
        talks = [session for session in talks if session.recordings]
        where = " with a recording" + where
    if not talks:
        return None
    listed = (
        _Listed(talks, where)
        if not terms
        else _by_people(terms, catalogue, talks, where) or _by_topic(terms, hits, talks, where)
    )
    if listed is None or not listed.sessions:
        return None
    if not terms and not (
        question.sponsored
        or question.wanted == "recording"
        or on_day is not None
        or pool is not None
        or question.lists
    ):
        return None
    count = len(listed.sessions)
    noun = "session" if count == 1 else "sessions"
    scores = {hit.session.id: hit.score for hit in hits}
    return Answer(
        question=question.text,
        verdict="answer",
        lead=f"{count} {noun}{listed.what} ({count} of {count}):",
        matches=tuple(Match(session, scores.get(session.id, 1.0)) for session in listed.sessions),
        quotes=tuple(_evidence(question, terms, vector, state, listed.sessions)),
        links=listed.sessions[0].links,
        listing=True,
    )


def _by_people(
    terms: Sequence[Term], catalogue: Catalogue, talks: Sequence[Session], where: str
) -> _Listed | None:
    """Give the sessions whose speakers, companies or sponsor are named by all the words."""
    found = [
        s for s in talks if all(not term.stems.isdisjoint(catalogue.entries[s.id].people) for term in terms)
    ]
    if not found:
        return None
    also = [
        s
        for s in talks
        if s not in found and all(not term.stems.isdisjoint(catalogue.entries[s.id].title) for term in terms)
    ]
    return _Listed([*found, *also], f"{where} by or with {' '.join(term.word for term in terms)}")


def _by_topic(
    terms: Sequence[Term], hits: Sequence[Hit], talks: Sequence[Session], where: str
) -> _Listed | None:
    """Give the sessions with evidence for the topic, best first."""
    ids = {session.id for session in talks}
    found = [
        hit
        for hit in hits
        if hit.session.id in ids and (hit.coverage >= _ON_TOPIC or hit.cosine >= _NEAR_TOPIC)
    ]
    if not found or max(hit.coverage for hit in found) == 0:
        return None
    return _Listed([hit.session for hit in found], f"{where} on {' '.join(term.word for term in terms)}")


def _evidence(
    question: Question, terms: Sequence[Term], vector: Vectors, state: State, sessions: Sequence[Session]
) -> list[Quote]:
    """Quote what shows that a session belongs in the list, for the first few of them."""
    shown: list[Quote] = []
    each = quotes.BUDGET // quotes.MOST
    for session in sessions[: quotes.MOST]:
        quote = quotes.line_quote(
            session, state.store.stretches(session.id), _line(question, terms, state, session)
        )
        if quote is not None:
            shown.append(quote)
        elif question.sponsored or not terms:
            shown.append(Quote(session.title, session.file, session.line, session.line, session.id))
        else:
            scored = quotes.score_session(state, question, terms, vector, session, about=False)
            shown.extend(
                quotes.choose(scored, session, lines_of(state.notes, session.file), most=1, budget=each)[0]
            )
    return [quote for quote in shown if stands(state.notes, quote)]


def _line(question: Question, terms: Sequence[Term], state: State, session: Session) -> int | None:
    """Give the line that a record which puts the session in the list was read from."""
    if question.wanted == "recording" and session.recordings:
        return session.recordings[0].line
    people = state.catalogue.entries[session.id].people
    if not terms or any(term.stems.isdisjoint(people) for term in terms):
        return None
    named = {term.word for term in terms}
    about = (
        (speaker.line, set(words.tokenize(f"{speaker.name} {speaker.role} {speaker.company}")))
        for speaker in session.speakers
    )
    return next((line for line, said in about if named & said), None)
