"""Questions to the records: which sessions, how many, whose, on which day, about what. Answered completely,
counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from embeddings.answer import days, patterns
from embeddings.answer.accounts import accounts_of
from embeddings.answer.answering import answering
from embeddings.answer.intents import subject
from embeddings.answer.intents.asked import Asked
from embeddings.answer.intents.evidence import holding_all
from embeddings.answer.intents.session_kind import KINDS, is_called
from embeddings.answer.question import Question
from embeddings.answer.record_lines import each_once, segment_at
from embeddings.answer.retrieve import ON_TOPIC, TELLING, Term
from embeddings.answer.select import BUDGET, MOST, Selection
from embeddings.index.catalogue import Catalogue
from embeddings.index.protocols import Vectors
from embeddings.index.snapshot import Snapshot
from embeddings.proof import lines_of
from embeddings.quoting import quote_of
from embeddings.records import Answer, Match, Quote, Session, talks_of
from embeddings.text import tokens
from embeddings.text.numerals import LAST


@dataclass(frozen=True, slots=True)
class _Narrowed:
    """Sessions that are left, what they share (words after "sessions"), and the words not used up."""

    sessions: Sequence[Session]
    what: str
    terms: tuple[Term, ...]


def answer(asked: Asked) -> Answer | None:
    """Answer a question that lists or counts sessions, or is of a day as such.

    None where it does none of these, or no session fits.

    The records narrow the list first (day, room, sponsor, recording); what the question says beyond them is
    then asked of names, or of the text. A list made by records is in the order of the notes, else best first.
    """
    question, terms, snapshot = asked.question, asked.terms, asked.snapshot
    if asked.session is not None or _is_a_title(question, snapshot.catalogue):
        return None
    sponsored = question.sponsored and not _names_a_title(question, snapshot.catalogue)
    event = days.event_named(question, snapshot.catalogue)
    of_a_time = days.asks_for_a_day(question, terms, event) or days.asks_for_a_month(question, terms)
    if not (question.lists or sponsored or of_a_time):
        return None
    talks = talks_of(asked.scope)
    left = _Narrowed(talks, "", terms)
    for narrow in (_by_day, _by_room, _by_kind, _by_sponsor):
        left = narrow(question, left, snapshot.catalogue)
        if not left.sessions:
            return None
    if days.asks_for_a_missing_day(question, terms, snapshot.catalogue):
        return None
    if left.terms:
        listed = _by_event(left) or _by_people(question, left, snapshot.catalogue) or _by_topic(asked, left)
        if listed is None:
            return None
        left = listed
    count = len(left.sessions)
    noun = "session" if count == 1 else "sessions"
    kind = _kind(question)
    uncalled = kind is not None and not any(is_called(session, KINDS[kind]) for session in left.sessions)
    called = f", of which the notes call none a {kind}" if uncalled else ""
    scores = {hit.session.id: hit.score for hit in asked.hits}
    quotes, sentence = _evidence(question, left.terms, asked.vector, snapshot, left.sessions)
    return Answer(
        question=question.text,
        verdict="closest" if uncalled else "answer",
        lead=f"{count} {noun}{left.what}{called}:",
        matches=tuple(Match(session, scores.get(session.id, 0.0)) for session in left.sessions),
        quotes=tuple(quotes),
        nearest=sentence,
        links=left.sessions[0].links,
        kind="list",
    )


def _is_a_title(question: Question, catalogue: Catalogue) -> bool:
    """Tell whether a question is a title and nothing else ("Lightning talks"): that session is meant."""
    said = " ".join(tokens.tokenize(question.text))
    return any(entry.said == said for entry in catalogue.entries.values())


def _names_a_title(question: Question, catalogue: Catalogue) -> bool:
    """Tell whether a whole title stands in the question: "(sponsored by X)" is then a part of the name."""
    asked = tokens.fold(question.text)
    return any(tokens.fold(session.title) in asked for session in catalogue.sessions)


def _by_day(question: Question, left: _Narrowed, catalogue: Catalogue) -> _Narrowed:
    """Keep the sessions of the day, or month, that the question names, where the notes have it."""
    on_day = days.sessions_on(question, catalogue)
    found = on_day or days.sessions_in_month(question, catalogue)
    if not found:
        return left
    ids = {session.id for session in found}
    kept = [session for session in left.sessions if session.id in ids]
    event = days.event_named(question, catalogue) if on_day else None
    rest = days.without_day(left.terms, found[0], event)
    when = f" on {_label(found, question)}" if on_day else f" in {days.months_of(found)}"
    when += f" of {event}" if event else ""
    return _Narrowed(kept, when + left.what, rest)


def _label(found: Sequence[Session], question: Question) -> str:
    """Return what the notes call the day that sessions are of; of several events only that it is the last."""
    last = question.day_number == LAST and len({session.day or session.date for session in found}) > 1
    return "the last day" if last else found[0].day or found[0].date or "that day"


def _by_room(question: Question, left: _Narrowed, catalogue: Catalogue) -> _Narrowed:  # noqa: ARG001
    """Keep the sessions of the group (a room, a track) whose heading the question names."""
    rooms: dict[str, set[str]] = {}
    for session in left.sessions:
        if session.group:
            rooms.setdefault(
                session.group, set(tokens.stems(tokens.tokenize(session.group), session.language))
            )
    for room, stems in rooms.items():
        named = [term for term in left.terms if not term.stems.isdisjoint(stems)]
        if named and len(named) == len(left.terms):
            kept = [session for session in left.sessions if session.group == room]
            return _Narrowed(kept, f" in {room}" + left.what, ())
    return left


def _kind(question: Question) -> str | None:
    """Return the kind of session that is listed, "keynote"; None for sessions of any kind.

    In "talks about workshops" and "talks about solar panels" it is none.
    """
    noun = patterns.NOUN.search(question.text)
    for kind, words in KINDS.items():
        if noun and noun[0].lower() in words:
            return kind
    return "keynote" if not KINDS["keynote"].isdisjoint(tokens.tokenize(question.text)) else None


def _by_kind(question: Question, left: _Narrowed, catalogue: Catalogue) -> _Narrowed:  # noqa: ARG001
    """Keep the sessions that their title or group calls what the question asks for, where there are any."""
    kind = _kind(question)
    kept = [session for session in left.sessions if kind is not None and is_called(session, KINDS[kind])]
    return _Narrowed(kept, f" called {kind}s" + left.what, left.terms) if kept else left


def _by_sponsor(question: Question, left: _Narrowed, catalogue: Catalogue) -> _Narrowed:  # noqa: ARG001
    """Keep the sessions that have, or for "without" have not, a sponsor."""
    sessions, what = left.sessions, left.what
    word = "without" if question.negated else "with"
    if question.sponsored:
        sessions = [session for session in sessions if bool(session.sponsor) is not question.negated]
        what = f" {word} a sponsor" + what
    return _Narrowed(sessions, what, left.terms)


def _by_event(left: _Narrowed) -> _Narrowed | None:
    """Keep all sessions of the event whose whole name stands in the question; None where none does.

    One word of a name may be what the sessions are about.
    """
    of = subject.event_of(left.sessions, left.terms)
    words = {term.word for term in left.terms}
    if of is None or not {word for word in tokens.tokenize(of.name) if not word.isdigit()} <= words:
        return None
    whole = len({session.event for session in of.sessions}) == 1
    return _Narrowed(of.sessions, of.where + left.what, ()) if whole else None


def _by_people(question: Question, left: _Narrowed, catalogue: Catalogue) -> _Narrowed | None:
    """Keep the sessions whose speakers, companies or sponsor the question names, with all its words."""
    if not (question.asks_by or question.answer_type == "who"):
        return None

    def held(field: str) -> list[Session]:
        return [
            session
            for session in left.sessions
            if all(
                not term.stems.isdisjoint(getattr(catalogue.entries[session.id], field))
                for term in left.terms
            )
        ]

    found = held("names")
    if not found:
        return None
    found += [session for session in held("title") if session not in found]
    return _Narrowed(found, f" by or with {_as_written(left.terms, question)}" + left.what, left.terms)


def _by_topic(asked: Asked, left: _Narrowed) -> _Narrowed | None:
    """Keep the sessions with evidence for the topic, best first, and all that hold its words.

    Only so many passages are found by a search: without the latter a long list would not be whole.
    """
    ids = {session.id for session in left.sessions}
    found = [
        hit
        for hit in asked.hits
        if hit.session.id in ids and (hit.coverage >= ON_TOPIC or hit.cosine >= TELLING)
    ]
    if not found or max(hit.coverage for hit in found) == 0:
        return None
    kept = {hit.session.id: hit.session for hit in found}
    holding = [*holding_all(asked, left.terms), *_filed_under(asked, left)]
    kept |= {one.id: one for one in holding if one.id in ids and one.id not in kept}
    what = f" on {_as_written(left.terms, asked.question)}" + left.what
    return _Narrowed(list(kept.values()), what, left.terms)


def _filed_under(asked: Asked, left: _Narrowed) -> list[Session]:
    """Return the sessions whose title, room, file and the like hold all words ("lightning-talks.md").

    None where none of those found is: the words are of what is said.
    """
    entries = asked.catalogue.entries

    def is_filed(session: Session) -> bool:
        held = {*entries[session.id].title, *entries[session.id].where}
        return all(not term.stems.isdisjoint(held) for term in left.terms)

    if not any(is_filed(hit.session) for hit in asked.hits):
        return []
    return [session for session in left.sessions if is_filed(session)]


def _as_written(terms: Sequence[Term], question: Question) -> str:
    """Return the words as the question writes them; misspelt ones as they were searched."""
    return question.all_as_written(term.word for term in terms)


def _evidence(
    question: Question,
    terms: Sequence[Term],
    vector: Vectors,
    snapshot: Snapshot,
    sessions: Sequence[Session],
) -> tuple[list[Quote], Quote | None]:
    """Return what shows that a session belongs in the list, for the first few of them, and the sentence of
    the first that says most of the topic; None where the records tell.

    A line that several sessions have alike ("Watch the recording") is shown once.
    """
    shown: list[Quote] = []
    telling: Quote | None = None
    each = BUDGET // MOST
    for session in sessions[:MOST]:
        text_blocks = snapshot.store.text_blocks(session.id)
        segment = segment_at(text_blocks, _line(terms, snapshot, session))
        if segment is not None:
            shown.append(quote_of([segment], session))
        elif question.sponsored or not terms:
            shown.append(Quote.at(session, session.title, session.line, session.line))
        else:
            best = accounts_of(snapshot, question, terms, vector, session, about=False)[0]
            selection = Selection(best.scored, best.session, lines_of(snapshot.notes, best.session.file))
            taken = selection.take(most=1, budget=each)
            telling = telling or answering(best.session, best.scored, taken)
            shown += taken
    return each_once(shown), telling


def _line(terms: Sequence[Term], snapshot: Snapshot, session: Session) -> int | None:
    """Return the line that a record which puts the session in the list was read from."""
    names = snapshot.catalogue.entries[session.id].names
    if not terms or any(term.stems.isdisjoint(names) for term in terms):
        return None
    named = {term.word for term in terms}
    about = (
        (speaker.line, set(tokens.tokenize(f"{speaker.name} {speaker.role} {speaker.company}")))
        for speaker in session.speakers
    )
    return next((line for line, said in about if named & said), None)
