"""What a question is of, once the words that tell its kind are taken out: all notes, a day, an event, a
person, or the sessions that its words name.

"summarise day 2", "recap", "the gist of the lighthouse talk": what is left of them is a day, nothing, and
words of a title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from embeddings.answer import days, retrieve
from embeddings.answer.intents.asked import Asked
from embeddings.answer.intents.session_kind import KINDS, is_called
from embeddings.answer.question import Question, analyse
from embeddings.answer.retrieve import Hit, Term
from embeddings.records import Session
from embeddings.text import dates, tokens
from embeddings.text.function_words import ALL_FUNCTION_WORDS

Scope = Literal["all", "day", "month", "event", "person", "titled", "topic"]
"""How it is told what is meant: ``titled`` by most of the question's words, ``topic`` by what was found."""

_TITLED = 0.6
"""Share of a question's words that a title must hold to be the one that is meant."""
_NAMED = 0.99
"""Share of a question's words that are a session's people, for the question to be of these people."""
_IDLE = frozenset(
    """
    day days morning afternoon evening week weekend event events conf meetup meetups summit everything whole
    overall general so far today yesterday attendees attendee audience everyone everybody anyone please quick
    short brief main full complete entire really actually good
    fais fait donne envoie moi
    jour jours journee journees semaine evenement tout toute tous toutes bref rapide court svp stp generale
    gib mach schick mir uns
    tag tage tages woche veranstaltung alles ganze ganzen gesamte kurz kurze bitte
    dame haz hazme da me faca
    dia dias semana evento eventos todo toda todos todas breve rapido corto completo favor
    dia tudo rapida curto
    """.split()  # noqa: SIM905
)
"""Folded words that name no subject beside a question's kind."""
_NOUNS = frozenset(
    """
    talk talks session sessions lecture lectures presentation presentations panel panels workshop workshops
    conference conferences atelier ateliers expose exposes intervention interventions seance seances
    topic topics
    vortrag vortrage vortrages vortrags vortragen sitzung sitzungen prasentation prasentationen
    charla charlas ponencia ponencias sesion sesiones presentacion presentaciones taller talleres
    palestra palestras sessao sessoes apresentacao apresentacoes painel oficina
    """.split()  # noqa: SIM905
)
_WIDE_NOUNS = re.compile(
    "演讲|演講|讲座|講座|分享|议题|議題|セッション|講演|発表|トーク|세션|발표|강연"
    "|一覧|リスト|名单|名單|列表|목록|명단"
)
"""The same in Chinese, Japanese and Korean, which part or join words otherwise."""
_KEYNOTES = KINDS["keynote"] | {"plenary", "plenaries", "eroffnung", "ouverture", "inaugural"}
_CALLED = (_KEYNOTES, KINDS["panel"], KINDS["workshop"])
"""Kinds of session that some titles tell, each with the words for it."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The sessions that a question is of."""

    sessions: tuple[Session, ...]
    """In the order of the notes; those of a topic best first."""
    scope: Scope
    name: str
    """As the notes call it; empty for all of them, the question's words for a topic."""
    terms: tuple[Term, ...] = ()
    """The words that name it, without those of a day."""

    @property
    def is_named(self) -> bool:
        """Whether it is meant beyond doubt: it was not only found."""
        return self.scope != "topic"

    @property
    def only(self) -> Session | None:
        """The one session that is meant by its title, where it is one."""
        return self.sessions[0] if len(self.sessions) == 1 and self.scope in ("titled", "person") else None

    def whole(self, count: int | None = None) -> str:
        """Say which sessions they are, ``count`` of them: "the 3 sessions on Day 2", "the one session"."""
        if self.only is not None:
            return f"“{self.only.title}”"
        count = len(self.sessions) if count is None else count
        return f"the {count} sessions{self.where}" if count != 1 else f"the one session{self.where}"

    @property
    def where(self) -> str:
        """Say, after "sessions", which they are: " on Day 2", " with Ada Kelpman"; nothing for all."""
        before = {
            "day": "on",
            "month": "in",
            "event": "at",
            "person": "with",
            "titled": "on",
            "topic": "on",
            "all": "",
        }
        return f" {before[self.scope]} {self.name}" if self.name else ""


def as_spoken_of(session: Session) -> str:
    """Return what a reply calls what was spoken of, which may be text that is in no session."""
    return "this session" if session.is_listed else "this text"


def find(asked: Asked, rest: str) -> Subject | None:
    """Return what ``rest``, the question without the words that tell its kind, is of.

    None where it names a day that the notes do not have, or words that fit no session.
    """
    dated = analyse(rest)
    terms = _terms(asked, rest)
    if days.asks_for_a_month(dated, terms):
        terms = ()
    if asked.session is not None and not terms and not dated.names_a_day:
        one = asked.catalogue.by_id[asked.session]
        return Subject((one,), "titled", one.title)
    scope = tuple(asked.scope)
    day = _day(asked, dated)
    if day is not None:
        scope = tuple(session for session in scope if session in day.sessions)
    elif dated.names_a_day and not terms:
        return None
    whole = day or Subject(scope, "all", "")
    if not terms:
        said = set(tokens.tokenize(rest))
        called = [words for words in _CALLED if not said.isdisjoint(words)]
        if called:
            singular = not said.isdisjoint(word for word in called[0] if not word.endswith("s"))
            # "the panel": where no session is called so, a part of one may be.
            lacking = None if singular or called[0] is _KEYNOTES else whole
            return _called(whole, called[0]) or lacking
        return whole
    return event_of(scope, terms) or _by_words(asked, rest, terms, scope)


def _terms(asked: Asked, rest: str) -> tuple[Term, ...]:
    """Return the words of ``rest`` that name a subject, weighted."""
    question = analyse(_WIDE_NOUNS.sub(" ", dates.strip_dates(rest)))
    # A question in one language about a title in another: the small words of all of them name nothing.
    kept = [w for w in question.terms if w not in _IDLE | _NOUNS | _KEYNOTES | ALL_FUNCTION_WORDS]
    if not kept:
        return ()
    corrected = retrieve.correct(asked.snapshot, question)
    return tuple(
        term
        for word, term in zip(
            question.terms, retrieve.weigh(asked.snapshot, question, corrected), strict=True
        )
        if word in kept
    )


def _day(asked: Asked, question: Question) -> Subject | None:
    on_day = days.sessions_on(question, asked.catalogue)
    among = {session.id for session in asked.scope}
    found = days.sessions_in_month(question, asked.catalogue) if on_day is None else on_day
    kept = tuple(session for session in found if session.id in among)
    if not kept:
        return None
    name = days.months_of(kept) if on_day is None else on_day[0].day or on_day[0].date or ""
    return Subject(kept, "month" if on_day is None else "day", name)


def _called(whole: Subject, words: frozenset[str]) -> Subject | None:
    """Return the sessions of ``whole`` that title or group calls one of ``words``; None where none is."""
    found = tuple(session for session in whole.sessions if is_called(session, words))
    if not found:
        return None
    name = "keynotes" if words is _KEYNOTES else f"{min(words, key=len)}s"
    return Subject(found, "titled", found[0].title if len(found) == 1 else name)


def event_of(scope: Sequence[Session], terms: Sequence[Term]) -> Subject | None:
    """Return the sessions of the event, or the year, that all words name."""

    def names_it(session: Session) -> bool:
        said = _words_of(f"{session.event or ''} {session.day or ''} {session.date or ''}")
        return all(term.word in said for term in terms)

    found = tuple(session for session in scope if names_it(session))
    if not found:
        return None
    events = list(dict.fromkeys(session.event for session in found if session.event))
    name = events[0] if len(events) == 1 else " ".join(term.word for term in terms)
    return Subject(found, "event", name, tuple(terms))


@lru_cache(maxsize=1024)
def _words_of(text: str) -> frozenset[str]:
    """Return the words of an event and its day: many sessions share them."""
    return frozenset(tokens.tokenize(text))


def _by_words(asked: Asked, rest: str, terms: tuple[Term, ...], scope: Sequence[Session]) -> Subject | None:
    """Return the sessions whose title or people the words are, else those that hold most of them."""
    hits = retrieve.search(asked.snapshot, terms, asked.vector, {session.id for session in scope})
    titled = _best_titled(hits)
    people = [hit for hit in hits if hit.people_coverage >= _NAMED]
    if people and (not titled or titled[0].title_coverage < _NAMED):
        return _in_order(scope, people, "person", _person(people[0].session, terms), terms)
    if titled:
        name = titled[0].session.title if len(titled) == 1 else _as_written(rest, terms)
        return _in_order(scope, titled, "titled", name, terms)
    on_topic = [hit for hit in hits if hit.coverage >= retrieve.ON_TOPIC]
    if not on_topic:
        return None
    return Subject(tuple(hit.session for hit in on_topic), "topic", _as_written(rest, terms), terms)


def _best_titled(hits: Sequence[Hit]) -> list[Hit]:
    best = max((hit.title_coverage for hit in hits), default=0.0)
    if best < _TITLED:
        return []
    return [hit for hit in hits if hit.title_coverage > best - 0.01]


def _person(session: Session, terms: Sequence[Term]) -> str:
    """Return the name of the speaker that the words are, else the words."""
    words = {term.word for term in terms}
    named = [speaker.name for speaker in session.speakers if words & set(tokens.tokenize(speaker.name))]
    return named[0] if named else " ".join(term.word for term in terms)


def _in_order(
    scope: Sequence[Session], hits: Sequence[Hit], kind: Scope, name: str, terms: tuple[Term, ...]
) -> Subject:
    ids = {hit.session.id for hit in hits}
    return Subject(tuple(session for session in scope if session.id in ids), kind, name, terms)


def _as_written(rest: str, terms: Sequence[Term]) -> str:
    """Return the words as the question writes them; misspelt ones as they were searched."""
    written = {tokens.fold(word): word for word in rest.replace("'", " ").split()}
    cleaned = {word.strip("?!.,;:'\"()"): shown.strip("?!.,;:'\"()") for word, shown in written.items()}
    return " ".join(cleaned.get(term.word, term.word) for term in terms)
