"""Scored sessions to an Answer: what is quoted, what is handed over, and how sure the reply may sound.

Every word of a reply is either the notes' own, shown as a quote, or one of the set phrases of this file.
Nothing is ever made up, and nothing that a note says can change what is done with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from embeddings.answer import confidence, days, record, retrieve, score
from embeddings.answer.answering import JudgeSentences, answering, by_evidence
from embeddings.answer.confidence import Circumstances
from embeddings.answer.follow_up_phrases import WHY
from embeddings.answer.intents import registry
from embeddings.answer.intents.asked import Asked
from embeddings.answer.nothing import never_mentioned, nothing
from embeddings.answer.patterns import AnswerType
from embeddings.answer.question import Question, analyse
from embeddings.answer.retrieve import Hit, Term
from embeddings.answer.select import BUDGET, MOST, Selection, length
from embeddings.answer.signals import SIGNALS, Case, Evidence, Signals
from embeddings.index.catalogue import Catalogue
from embeddings.index.protocols import Vectors
from embeddings.index.snapshot import Snapshot
from embeddings.proof import lines_of
from embeddings.records import (
    NO_RECORDING,
    ONLY_TITLE,
    Answer,
    Match,
    Quote,
    Session,
    Verdict,
)
from embeddings.text import tokens

_ABOUT = 0.75
"""Share of a question's words that the title holds, from which on it asks for the session as such."""
_TITLE_LETTERS = 6
"""A title with fewer letters, or of one word, may stand in a question by chance."""
_TELLING = 0.45
"""Cosine from which on the vectors alone, without a word in common, tell that a session fits."""
_LACKING: Mapping[AnswerType, str] = {
    "number": "They give no figure here.",
    "price": "They name no price here.",
    "when": "They name no time here.",
}
_LET_GO = 0.6
"""A follow-up lets go of its session when another's title or people hold this share of the question's words.
"""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A question with all that is known before it is encoded."""

    question: Question
    corrections: dict[str, str]
    text: str
    """What the model reads."""


@dataclass(frozen=True, slots=True)
class Considered:
    """An answer with the evidence it was judged by."""

    answer: Answer
    evidence: Evidence | None


def prepare(snapshot: Snapshot, text: str) -> Prepared:
    """Read a question and mend its spelling from the notes' own words."""
    asked = analyse(text)
    corrections = retrieve.correct(snapshot, asked)
    return Prepared(asked, corrections, retrieve.corrected_text(asked, corrections))


def consider(
    snapshot: Snapshot,
    prepared: Prepared,
    vector: Vectors,
    *,
    pool: Sequence[Session] | None = None,
    session: str | None = None,
    after: Answer | None = None,
    signals: Signals = SIGNALS,
    judge: JudgeSentences = by_evidence,
) -> Considered:
    """Answer one question from ``pool`` (all sessions by default); ``session`` is the one a follow-up keeps
    to, ``after`` the reply that it follows on, where it is known.

    ``vector`` is of ``prepared.text``: shape (dim,), of length one. ``signals`` are the evidence that the
    verdict is made of; ``judge`` tells which sentence answers.
    """
    question, catalogue = prepared.question, snapshot.catalogue
    vector = retrieve.trusted(snapshot, question, vector)
    terms = retrieve.weigh(snapshot, question, prepared.corrections)
    allowed = None if pool is None else {s.id for s in pool}
    hits = retrieve.search(snapshot, terms, vector, allowed)
    if session is not None and session in catalogue.by_id and not _names_another(hits, session, terms):
        allowed = {session}
        hits = retrieve.search(snapshot, terms, vector, allowed) or [Hit(catalogue.by_id[session])]
    elif pool is None:
        on_day = days.sessions_on(question, catalogue)
        if on_day is not None and not question.lists:
            hits = retrieve.search(snapshot, terms, vector, {s.id for s in on_day}) or hits
    hits = _titles_said_first(hits, question, catalogue)
    kept = session is not None and allowed == {session}
    asked = Asked(question, terms, vector, hits, snapshot, pool, session if kept else None, after)
    if (answer := registry.answer(asked)) is not None:
        return Considered(replace(answer, corrections=tuple(prepared.corrections.items())), None)
    if not hits:
        return Considered(_turned_down(prepared, snapshot.catalogue, hits, terms), None)
    return _from_hits(snapshot, prepared, terms, vector, hits, kept=kept, signals=signals, judge=judge)


def asks_for_session(terms: Sequence[Term], title_coverage: float) -> bool:
    """Tell whether a question asks for a session as such: its title holds most of what the question says."""
    return not terms or title_coverage >= _ABOUT


def _titles_said_first(hits: list[Hit], question: Question, catalogue: Catalogue) -> list[Hit]:
    """Put sessions first whose whole title stands in the question, however little its words weigh."""
    asked = f" {' '.join(tokens.tokenize(question.text))} "
    said = {}
    for hit in hits:
        title = catalogue.entries[hit.session.id].said
        if len(title) >= _TITLE_LETTERS and " " in title and f" {title} " in asked:
            said[hit.session.id] = len(title)
            hit.title_coverage = 1.0
    return sorted(hits, key=lambda hit: -said.get(hit.session.id, 0)) if said else hits


def _names_another(hits: Sequence[Hit], session: str, terms: Sequence[Term]) -> bool:
    """Tell whether a follow-up is about another session: its title or people are named, and this one's are
    not.
    """
    here = next((hit for hit in hits if hit.session.id == session), None)
    own = max(here.title_coverage, here.people_coverage) if here else 0.0
    others = [hit for hit in hits if hit.session.id != session]
    return bool(terms) and any(
        max(hit.title_coverage, hit.people_coverage) >= max(_LET_GO, own + 0.1) for hit in others
    )


def _from_hits(
    snapshot: Snapshot,
    prepared: Prepared,
    terms: tuple[Term, ...],
    vector: Vectors,
    hits: Sequence[Hit],
    *,
    kept: bool,
    signals: Signals,
    judge: JudgeSentences,
) -> Considered:
    question = prepared.question
    first = hits[0]
    about = asks_for_session(terms, first.title_coverage)
    entry = snapshot.catalogue.entries[first.session.id]
    scored = score.score_session(snapshot, question, terms, vector, first.session, about=about)
    lines = lines_of(snapshot.notes, first.session.file)
    asked = record.find(question, terms, first.session, snapshot.store.text_blocks(first.session.id), lines)
    said = frozenset(
        one.place
        for one in scored
        for quote in asked.quotes
        if quote.line <= one.segment.line <= quote.end_line
    )
    selection = Selection(scored, first.session, lines, skip=said)
    chosen = selection.take(
        most=MOST - len(asked.quotes), budget=BUDGET - sum(length(quote.text) for quote in asked.quotes)
    )
    shown = tuple(sorted([*asked.quotes, *chosen], key=lambda quote: quote.line))
    more = selection.take()
    evidence = signals.measure(Case(question, terms, first.session, entry.title, entry.people, scored))
    verdict = confidence.decide(
        evidence,
        Circumstances(
            quoted=bool(shown),
            about_session=about,
            kept=kept,
            record=asked.there,
            guessed=_is_guessed(terms, first)
            or (kept and WHY.search(tokens.fold(question.text)) is not None),
        ),
        signals,
    )
    if verdict == "none":
        return Considered(_turned_down(prepared, snapshot.catalogue, hits, terms), evidence)
    answer = None
    if verdict == "answer":
        # The line that the record was read from is the answer to a question that asks for one.
        answer = _record_line(asked) or answering(question, first.session, scored, shown, judge)
    return Considered(
        Answer(
            question=question.text,
            verdict=verdict,
            lead="The notes say:"
            if verdict == "answer"
            else "The notes do not seem to answer this. Closest:",
            matches=tuple(Match(hit.session, hit.score) for hit in hits[:5]),
            quotes=shown,
            more=tuple(more),
            # What was asked for comes first.
            links=tuple(dict.fromkeys([*asked.links, *first.session.links])),
            remark=_remark(question, snapshot.catalogue, first.session, terms, asked.there, verdict, shown),
            corrections=tuple(prepared.corrections.items()),
            answer=answer,
            asked_links=len(asked.links),
        ),
        evidence,
    )


def _is_guessed(terms: Sequence[Term], first: Hit) -> bool:
    """Tell whether a session was found for a question of which the notes use no word, and is not near it."""
    return bool(terms) and not any(term.known for term in terms) and first.cosine < _TELLING


def _record_line(asked: record.AskedRecord) -> Quote | None:
    """Return the lines of the record that was asked for, None where none was or it is not there."""
    return asked.quotes[0] if asked.there and asked.quotes else None


def _remark(
    question: Question,
    catalogue: Catalogue,
    session: Session,
    terms: Sequence[Term],
    record_there: bool | None,
    verdict: Verdict,
    shown: Sequence[Quote],
) -> str | None:
    said = []
    if record_there is False:
        said.append(record.missing(question))
    never = never_mentioned(question, catalogue, terms, answered=verdict == "answer")
    if never is not None:
        said.append(never)
    if not shown:
        said.append(ONLY_TITLE)
    elif verdict == "closest" and (lacks := _lacks(question, shown)) is not None:
        said.append(lacks)
    if question.answer_type == "who" and not session.speakers:
        said.append("The notes name no speaker for this session.")
    if session.lacks_recording and NO_RECORDING not in said:
        said.append(NO_RECORDING)
    return " ".join(said) or None


def _lacks(question: Question, shown: Sequence[Quote]) -> str | None:
    """Say that what is quoted lacks the kind of thing that is asked for; None where it does not."""
    told = any(score.holds_answer_type(quote.text, question.answer_type) for quote in shown)
    return None if told else _LACKING.get(question.answer_type)


def _turned_down(
    prepared: Prepared, catalogue: Catalogue, hits: Sequence[Hit], terms: Sequence[Term]
) -> Answer:
    answer = nothing(prepared.question, catalogue, hits, terms)
    return replace(answer, corrections=tuple(prepared.corrections.items()))
