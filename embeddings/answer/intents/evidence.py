"""Which sessions hold what a question names, and the words that show it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from embeddings.answer import retrieve
from embeddings.answer.accounts import accounts_of
from embeddings.answer.answering import ANSWERING, answering
from embeddings.answer.intents.asked import Asked
from embeddings.answer.question import Question, analyse
from embeddings.answer.retrieve import Hit, Term
from embeddings.answer.score import ScoredSegment
from embeddings.answer.select import Selection
from embeddings.index.protocols import Vectors
from embeddings.proof import lines_of, stand_at
from embeddings.quoting import quote_of
from embeddings.records import Quote, Session
from embeddings.text import tokens

_CHUNKS = 5_000
"""Chunks with one of the words that are looked into: no word that is worth asking for is in as many."""
_LETTERS = 300
"""Of a question that names one thing or two: more is a tale."""
_ARTICLE = re.compile(r"^(?:the|an?|any|some|der|die|das|den|dem|les?|la|el|los|las|os?|as?) ")
_WHOLE = 0.99
_ASIDE = 5.0
"""What the score of a segment loses that names nothing, where others of its session do."""


@dataclass(frozen=True, slots=True)
class Named:
    """A part of a question that names a thing, and the sessions that hold all its words."""

    question: Question
    terms: tuple[Term, ...]
    vector: Vectors
    sessions: tuple[Session, ...]
    """Best first."""
    nearest: Hit | None
    """The session found for it, whether or not it holds the words."""
    name: str
    """The words as the question writes them."""

    @property
    def is_unknown(self) -> bool:
        """Whether the notes hold none of its words."""
        return all(term.missing for term in self.terms)


def folded(asked: Asked) -> str:
    """Return the question's words, folded, to look for a pattern in; empty where it is too long to be one."""
    text = tokens.fold_line(asked.question.text)
    return text if len(text) <= _LETTERS else ""


def is_title(asked: Asked) -> bool:
    """Tell whether a question's words are those of a title: it asks for that session, whatever they ask."""
    return bool(asked.hits) and asked.hits[0].title_coverage > _WHOLE


def named(asked: Asked, part: str) -> Named | None:
    """Look for what a part of the folded question names; None where it has no word of substance."""
    snapshot, question = asked.snapshot, analyse(part)
    corrections = retrieve.correct(snapshot, question)
    terms = retrieve.weigh(snapshot, question, corrections)
    if not terms:
        return None
    text = retrieve.corrected_text(question, corrections)
    vector = retrieve.trusted(snapshot, question, snapshot.embedder.encode_queries([text])[0])
    allowed = None if asked.pool is None else {session.id for session in asked.pool}
    hits = retrieve.search(snapshot, terms, vector, allowed)
    rank = {hit.session.id: place for place, hit in enumerate(hits)}
    holding = sorted(holding_all(asked, terms), key=lambda session: rank.get(session.id, len(rank)))
    name = " ".join(asked.question.as_written(word) for word in _ARTICLE.sub("", part).split())
    return Named(question, terms, vector, tuple(holding), hits[0] if hits else None, name)


def holding_all(asked: Asked, terms: Sequence[Term]) -> list[Session]:
    """Return the sessions of which a chunk, with the title and the people, holds every word."""
    snapshot, catalogue = asked.snapshot, asked.catalogue
    found: set[str] = set()
    stems = sorted({stem for term in terms for stem in term.stems})
    fields = snapshot.store.indexed([chunk for chunk, _ in snapshot.store.match(stems, _CHUNKS)])
    for session_id, _, _, body in fields.values():
        entry = catalogue.entries[session_id]
        held = {*body.split(), *entry.title, *entry.people}
        if all(not term.stems.isdisjoint(held) for term in terms):
            found.add(catalogue.by_id[session_id].id)
    return [session for session in asked.scope if session.id in found]


def quotes(
    asked: Asked, what: Named, session: Session, *, most: int, budget: int
) -> tuple[list[Quote], Quote | None]:
    """Return at most ``most`` quotes of about ``budget`` words that show ``what`` in a session, and the
    sentence among them that says most of it.

    Where segments hold the words, no other is chosen for itself. A line of speakers or a caption is quoted
    where no text holds them, and no sentence says anything of what it does not name.
    """
    account = accounts_of(asked.snapshot, what.question, what.terms, what.vector, session, about=False)[0]
    scored, session = account.scored, account.session
    weighed = _those_that_name(scored, what.terms, session)
    lines = lines_of(asked.snapshot.notes, session.file)
    found = Selection(weighed, session, lines).take(most=most, budget=budget)
    if not any(_held(what.terms, quote.text, session) for quote in found):
        naming = max(scored, key=lambda one: _held(what.terms, one.segment.text, session), default=None)
        if naming is not None and _held(what.terms, naming.segment.text, session):
            line = quote_of([naming.segment], session)
            return ([line], None) if stand_at(lines, line) else (found, None)
    sentence = answering(session, weighed, found, most=0)
    names_it = sentence is not None and _held(what.terms, sentence.text, session) > 0
    return found, sentence if names_it else None


def _held(terms: Sequence[Term], text: str, session: Session) -> int:
    """Return how many of the words a text holds, in whatever form."""
    stems = tokens.stem_set(text, session.language)
    return sum(not term.stems.isdisjoint(stems) for term in terms)


def _those_that_name(
    scored: Sequence[ScoredSegment], terms: Sequence[Term], session: Session
) -> list[ScoredSegment]:
    """Return the segments, those that hold fewer of the words than others, or only name them, far below."""
    held = [(one.segment.kind in ANSWERING) + _held(terms, one.segment.text, session) for one in scored]
    most = max(held, default=0)
    return [
        one if count == most else replace(one, score=one.score - _ASIDE)
        for one, count in zip(scored, held, strict=True)
    ]
