"""Scored sessions to an Answer: what is quoted, what is handed over, and how sure the reply may sound.

Every word of a reply is either the notes' own, shown as a quote, or one of the set phrases of this file.
Nothing is ever made up, and nothing that a note says can change what is done with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from embeddings.answer import confidence, days, kept_session, record, remark, retrieve
from embeddings.answer.accounts import Account, accounts_of, as_listed, beside
from embeddings.answer.answering import answering
from embeddings.answer.circumstances import circumstances
from embeddings.answer.intents import registry, talk
from embeddings.answer.intents.asked import Asked
from embeddings.answer.nothing import nothing
from embeddings.answer.question import Question, analyse
from embeddings.answer.reader.protocol import AnswerReader, NoReader, Passage
from embeddings.answer.reading import Read, passage_of, raised, read
from embeddings.answer.retrieve import Hit, Term
from embeddings.answer.score import ScoredSegment
from embeddings.answer.select import BUDGET, MOST, Selection, length
from embeddings.answer.signals import SIGNALS, Case, Evidence, Signals
from embeddings.answer.signals_cjk import signals_for
from embeddings.index.catalogue import Catalogue
from embeddings.index.protocols import Vectors
from embeddings.index.snapshot import Snapshot
from embeddings.proof import lines_of
from embeddings.records import (
    ACCOUNTS_DIFFER,
    Answer,
    Match,
    Quote,
    Session,
)
from embeddings.text import tokens
from embeddings.text.function_words import is_function_word

_ABOUT = 0.75
"""Share of a question's words that the title holds, from which on it asks for the session as such."""
_TITLE_LETTERS = 6
"""A title with fewer letters, or of one word, may stand in a question by chance."""
_SAYS_MORE = 0.25
"""Share of a question's words that what is in no session must hold beyond what any session does."""
_OF_A_NAME = 2
"""Words of a name that is somebody's and no word of anything else."""
_OTHER_DAY = 0.3
"""Share of a question's words that a session must hold beyond any of a day named in words to be of no day."""
UNREAD = NoReader()
"""Reads nothing: verdicts are made of the evidence alone."""


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
    read: Read | None = None
    """What the answer reader said, where it read anything."""
    signals: Signals = SIGNALS
    """What the evidence was measured and weighed by."""


@dataclass(frozen=True, slots=True)
class Found:
    """A question with the session that would answer it: all but what a reader says of it."""

    snapshot: Snapshot
    prepared: Prepared
    terms: tuple[Term, ...]
    hits: Sequence[Hit]
    about: bool
    """The question asks for the session as such."""
    kept: bool
    """A follow-up keeps to the session."""
    account: Account
    """What is quoted of it: the notes of one person, where several took some."""
    others: Sequence[Account]
    lines: Sequence[str]
    """Of the account's file."""
    record: record.AskedRecord
    record_places: frozenset[int]
    """The segments that the record's quotes hold."""
    passage: tuple[Passage, Sequence[int]] | None
    """What is to be read of the session, with the places of its sentences; None where nothing is."""
    vector: Vectors | None = None
    """Of the question, where what is in no session may answer it: shape (dim,), of length one."""

    @property
    def session(self) -> Session:
        """The session."""
        return self.hits[0].session

    @property
    def scored(self) -> Sequence[ScoredSegment]:
        """The segments of what is quoted of it."""
        return self.account.scored


def prepare(snapshot: Snapshot, text: str) -> Prepared:
    """Read a question and mend its spelling from the notes' own words."""
    asked = analyse(text)
    corrections = retrieve.correct(snapshot, asked)
    small = {wrong: right for wrong, right in corrections.items() if is_function_word(right, ("en",))}
    if small:  # "wich talks": what is asked is read again, and nothing is searched for in its place
        asked = analyse(retrieve.corrected_text(asked, small))
        corrections = retrieve.correct(snapshot, asked)
    return Prepared(asked, corrections, retrieve.corrected_text(asked, corrections))


def without_search(snapshot: Snapshot, prepared: Prepared) -> Considered | None:
    """Return the answer to what nothing has to be encoded or searched for: small talk; None for the rest."""
    answer = talk.reply(prepared.question.text, snapshot.catalogue)
    return None if answer is None else Considered(answer, None)


def find(
    snapshot: Snapshot,
    prepared: Prepared,
    vector: Vectors,
    *,
    pool: Sequence[Session] | None = None,
    session: str | None = None,
    after: Answer | None = None,
    reader: AnswerReader = UNREAD,
) -> Considered | Found:
    """Find what would answer one question from ``pool`` (all sessions by default); ``settle`` makes answers
    of it. ``session`` is the one a follow-up keeps to, ``after`` the reply that it follows on, where it is
    known.

    ``vector`` is of ``prepared.text``: shape (dim,), of length one. ``reader`` says how much it reads.
    """
    question, catalogue = prepared.question, snapshot.catalogue
    if session in catalogue.by_id:  # of an account, the session that lists have
        session = catalogue.by_id[session].id
    vector = retrieve.trusted(snapshot, question, vector)
    terms = retrieve.weigh(snapshot, question, prepared.corrections)
    allowed = None if pool is None else {s.id for s in pool}
    hits = retrieve.search(snapshot, terms, vector, allowed)
    own = kept_session.hits_of(snapshot, question, terms, vector, session, hits)
    if own:
        allowed, hits = {own[0].session.id}, own
    elif pool is None:
        on_day = days.sessions_on(question, catalogue)
        if on_day is not None and not question.lists:
            of_day = retrieve.search(snapshot, terms, vector, {s.id for s in on_day})
            # "The first day of the outage" is none of an event, where another day tells of outages.
            far = question.day_in_words and hits and of_day
            if of_day and not (far and of_day[0].coverage + _OTHER_DAY < hits[0].coverage):
                hits = of_day
    hits = _titles_said_first(_named_first(hits, terms), question, catalogue)
    kept = session is not None and allowed == {session}
    asked = Asked(question, terms, vector, hits, snapshot, pool, session if kept else None, after)
    if (answer := registry.answer(asked)) is not None:
        if answer.kind == "talk":  # a set phrase, in which what was searched for has no part
            return Considered(answer, None)
        return Considered(replace(answer, corrections=tuple(prepared.corrections.items())), None)
    if not hits:
        return Considered(_turned_down(prepared, snapshot.catalogue, hits, terms), None)
    found = _look_into(snapshot, prepared, terms, vector, hits, kept=kept, reader=reader)
    return found if kept or pool is not None else replace(found, vector=vector)


def settle(
    found: Sequence[Considered | Found], *, signals: Signals | None = None, reader: AnswerReader = UNREAD
) -> list[Considered]:
    """Return the answers to questions of which was found what would answer.

    ``reader`` reads for all of them together; ``signals`` are the evidence that a verdict is made of, by
    default those for the language of the session.
    """
    said = read(reader, [one.passage if isinstance(one, Found) else None for one in found])
    settled = [
        _settled(one, signals or _signals_for(one), told) if isinstance(one, Found) else one
        for one, told in zip(found, said, strict=True)
    ]
    # What no session answers may stand in what is in no session: before the first one, after the last.
    others = {
        place: other
        for place, (one, made) in enumerate(zip(found, settled, strict=True))
        if isinstance(one, Found) and made.answer.verdict != "answer"
        if (other := _outside(one, reader)) is not None
    }
    for (place, other), told in zip(
        others.items(), read(reader, [other.passage for other in others.values()]), strict=True
    ):
        made = _settled(other, signals or _signals_for(other), told)
        if made.answer.verdict != "none":
            settled[place] = made
    return settled


def _outside(found: Found, reader: AnswerReader) -> Found | None:
    """Return what in no session says far more of what is asked than any session; None where nothing does."""
    snapshot, vector = found.snapshot, found.vector
    if vector is None or not snapshot.catalogue.outside:
        return None
    terms = tuple(replace(term, known=not term.missing) for term in found.terms)
    hits = retrieve.search(snapshot, terms, vector, set(snapshot.catalogue.outside))
    if not hits or hits[0].coverage < max(hit.coverage for hit in found.hits) + _SAYS_MORE:
        return None
    return _look_into(
        snapshot, found.prepared, terms, vector, [hits[0], *found.hits], kept=False, reader=reader
    )


def _signals_for(found: Found) -> Signals:
    language = found.session.language
    return signals_for(language, reads=found.snapshot.embedder.reads(language))


def asks_for_session(terms: Sequence[Term], title_coverage: float) -> bool:
    """Tell whether a question asks for a session as such: its title holds most of what the question says."""
    return not terms or title_coverage >= _ABOUT


def _named_first(hits: list[Hit], terms: Sequence[Term]) -> list[Hit]:
    """Put the sessions of a speaker first whose name, of two words or more, is all that a question says.

    Others that mention the name come after them.
    """
    words = {term.word for term in terms}
    if len(words) < _OF_A_NAME:
        return hits
    theirs = {
        hit.session.id
        for hit in hits
        if any(words <= set(tokens.tokenize(speaker.name)) for speaker in hit.session.speakers)
    }
    return sorted(hits, key=lambda hit: hit.session.id not in theirs) if theirs else hits


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


def _look_into(
    snapshot: Snapshot,
    prepared: Prepared,
    terms: tuple[Term, ...],
    vector: Vectors,
    hits: Sequence[Hit],
    *,
    kept: bool,
    reader: AnswerReader,
) -> Found:
    question = prepared.question
    first = hits[0]
    about = asks_for_session(terms, first.title_coverage)
    accounts = accounts_of(snapshot, question, terms, vector, first.session, about=about)
    records = [_record(snapshot, question, terms, account.session) for account in accounts]
    # A recording, or who spoke, may stand in the notes of one alone.
    lead = next((place for place, one in enumerate(records) if one.there), 0)
    account, asked = accounts.pop(lead), as_listed(records[lead], first.session)
    scored = account.scored
    lines = lines_of(snapshot.notes, account.session.file)
    said = frozenset(
        one.place
        for one in scored
        for quote in asked.quotes
        if quote.line <= one.segment.line <= quote.end_line
    )
    passage = None
    # Whether the session has the record that is asked for is known, whatever its sentences say.
    if asked.there is None and reader.state is None and _readable(question, first.session, reader):
        passage = passage_of(
            prepared.text,
            first.session,
            scored,
            reader.lengths,
            asked=said,
            named=record.speakers_named(terms, first.session),
        )
    return Found(snapshot, prepared, terms, hits, about, kept, account, accounts, lines, asked, said, passage)


def _record(
    snapshot: Snapshot, question: Question, terms: Sequence[Term], account: Session
) -> record.AskedRecord:
    """Return what of the record that is asked for one account has."""
    lines = lines_of(snapshot.notes, account.file)
    return record.find(question, terms, account, snapshot.store.text_blocks(account.id), lines)


def _readable(question: Question, session: Session, reader: AnswerReader) -> bool:
    """Tell whether the reader reads the languages of question and session."""
    return reader.reads(question.written_in) and reader.reads(session.language)


def _settled(found: Found, signals: Signals, told: Read | None) -> Considered:
    snapshot, prepared, terms, hits = found.snapshot, found.prepared, found.terms, found.hits
    question, session, asked = prepared.question, found.session, found.record
    scored = found.scored if told is None else raised(found.scored, told)
    account, others = found.account.session, found.others
    selection = Selection(scored, account, found.lines, skip=found.record_places)
    shown = _shown(asked, selection)
    more = selection.take()
    entry = snapshot.catalogue.entries[session.id]
    case = Case(question, terms, session, entry.title, entry.people, found.scored, shown)
    evidence = signals.measure(case)
    verdict = confidence.decide(
        evidence,
        circumstances(case, hits[0], about=found.about, kept=found.kept, record=asked.there),
        signals,
        None if told is None else told.answers,
    )
    if verdict == "none":
        turned_down = _turned_down(prepared, snapshot.catalogue, hits, terms)
        return Considered(turned_down, evidence, told, signals)
    lead = "The notes say:" if verdict == "answer" else "The notes do not seem to answer this. Closest:"
    nearest = _nearest(asked, account, scored, shown)
    if others and verdict == "answer" and not asked.there:
        sentence = answering(account, scored, shown, most=0)
        also, differ = beside(snapshot, others, sentence, found.account.best, MOST - 1)
        # What the others say takes its room from what stands around the answer.
        own = Selection(scored, account, found.lines, skip=found.record_places)
        shown = (*_shown(asked, own, also), *also)
        more, lead = own.take(), ACCOUNTS_DIFFER if differ else lead
    return Considered(
        Answer(
            question=question.text,
            verdict=verdict,
            lead=lead,
            matches=tuple(Match(hit.session, hit.score) for hit in hits[:5]),
            quotes=shown,
            more=tuple(more),
            # What was asked for comes first.
            links=tuple(dict.fromkeys([*asked.links, *session.links])),
            remark=remark.remark(question, snapshot.catalogue, session, terms, asked.there, verdict, shown),
            corrections=tuple(prepared.corrections.items()),
            nearest=nearest,
            asked_links=len(asked.links),
        ),
        evidence,
        told,
        signals,
    )


def _shown(asked: record.AskedRecord, selection: Selection, also: Sequence[Quote] = ()) -> tuple[Quote, ...]:
    """Return the record that is asked for and the best of ``selection``, with room for what is shown also."""
    taken = [*asked.quotes, *also]
    chosen = selection.take(
        most=MOST - len(taken), budget=BUDGET - sum(length(quote.text) for quote in taken)
    )
    return tuple(sorted([*asked.quotes, *chosen], key=lambda quote: quote.line))


def _nearest(
    asked: record.AskedRecord, session: Session, scored: Sequence[ScoredSegment], shown: Sequence[Quote]
) -> Quote | None:
    """Return what of the quotes answers, or comes nearest; None where a record is asked for and not there.

    The lines that the record was read from are the answer to a question that asks for one.
    """
    if asked.there and asked.quotes:
        return asked.quotes[0]
    return None if asked.there is False else answering(session, scored, shown)


def _turned_down(
    prepared: Prepared, catalogue: Catalogue, hits: Sequence[Hit], terms: Sequence[Term]
) -> Answer:
    answer = nothing(prepared.question, catalogue, hits, terms)
    return replace(answer, corrections=tuple(prepared.corrections.items()))
