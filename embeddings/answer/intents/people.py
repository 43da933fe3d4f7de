"""Questions for people: who spoke, who is from a company, who spoke on a topic, what somebody said or is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from embeddings.answer.intents import evidence, subject
from embeddings.answer.intents.asked import Asked
from embeddings.answer.intents.people_phrases import ALL, AT, AT_EVENT, FROM, ON, SAID, WORKS, held
from embeddings.answer.patterns import MODERATED
from embeddings.answer.record_lines import segment_at
from embeddings.answer.retrieve import Term
from embeddings.answer.select import BUDGET, MOST
from embeddings.digest import directory
from embeddings.digest.recap import recap_entry
from embeddings.notes.fields.people.lines.moderators import moderates
from embeddings.quoting import quote_of
from embeddings.records import Answer, Match, Quote, Session, Speaker
from embeddings.text import tokens

_EVIDENCE = 3
"""Sessions of which the line that names the people is quoted."""


def answer(asked: Asked) -> Answer | None:
    """Answer from the records of who spoke; None where they do not hold what is asked for."""
    folded = tokens.fold(asked.question.text)
    whom = asked.question.answer_type == "who" and MODERATED.search(asked.question.text) is not None
    if whom and asked.session is None and not asked.terms:
        return _who_moderated(asked)
    match = FROM.search(folded)
    if match is not None and (found := _from_company(asked, held(match))) is not None:
        return found
    if (match := AT.search(asked.question.text)) is not None:
        return _nobody_at(asked, match["company"])
    if (match := WORKS.search(evidence.folded(asked))) is not None:
        return _works(asked, held(match))
    if ALL.search(folded):
        return _all(asked, ALL.sub(" ", folded))
    if (match := AT_EVENT.search(folded)) is not None and (found := _at_event(asked, held(match))):
        return found
    if (match := ON.search(folded)) is not None:
        return _on_topic(asked, held(match))
    if (match := SAID.search(folded)) is not None:
        return _said(asked, held(match))
    return None


def _from_company(asked: Asked, company: str) -> Answer | None:
    """List the sessions of the speakers whose company, or role, is named."""
    of = subject.find(asked, company)
    words = {term.word for term in of.terms} if of else set()
    if not words:
        return None

    def those_with(field: Callable[[Speaker], str]) -> dict[str, list[Speaker]]:
        return {s.id: [p for p in s.speakers if words <= set(tokens.tokenize(field(p)))] for s in asked.scope}

    theirs = those_with(lambda speaker: speaker.company or "")
    if not any(theirs.values()):  # Notes that tell both in one: "pilot at Harrow Marine".
        theirs = those_with(lambda speaker: f"{speaker.role or ''} {speaker.company or ''}")
    sessions = [session for session in asked.scope if theirs[session.id]]
    if not sessions or of is None:
        return None
    people = _people(speaker.name for session in sessions for speaker in theirs[session.id])
    first = theirs[sessions[0].id][0].company or ""
    company = first if words <= set(tokens.tokenize(first)) else of.name
    return _list(asked, sessions, f"{_counted(people)} from {company}: {directory.listed(people)}.", theirs)


def _nobody_at(asked: Asked, company: str) -> Answer | None:
    """Say that no speaker is with a company, and show where it is mentioned: there somebody of it may be."""
    what = evidence.named(asked, tokens.fold_line(company))
    if what is None:
        return None
    if not what.sessions:
        return Answer(asked.question.text, "none", f"No speaker of the notes is with {company}.")
    shown = what.sessions[:MOST]
    found = [evidence.quotes(asked, what, one, most=1, budget=BUDGET // len(shown)) for one in shown]
    mention = "session mentions" if len(what.sessions) == 1 else "sessions mention"
    return Answer(
        asked.question.text,
        "closest",
        f"{len(what.sessions)} {mention} {company}, but the records of speakers do not name it:",
        matches=tuple(Match(session, 1.0) for session in what.sessions),
        quotes=tuple(quote for quotes, _ in found for quote in quotes),
        links=what.sessions[0].links,
        kind="sessions" if len(what.sessions) <= MOST else "list",
    )


def _works(asked: Asked, person: str) -> Answer | None:
    """Tell the role and the company of the one speaker who is named, from the line that names them, or that
    the notes have neither.
    """
    of = subject.find(asked, person)
    words = {term.word for term in of.terms} if of is not None and of.scope == "person" else set()
    named = [
        (session, speaker)
        for session in (of.sessions if of is not None and words else ())
        for speaker in session.speakers
        if words <= set(tokens.tokenize(speaker.name))
    ]
    if len(_people(speaker.name for _, speaker in named)) != 1:
        return None
    session, speaker = next((one for one in named if one[1].role or one[1].company), named[0])
    told = ", ".join(filter(None, (speaker.role, speaker.company)))
    segment = segment_at(asked.snapshot.store.text_blocks(session.id), speaker.line)
    quote = None if segment is None else quote_of([segment], session)
    return Answer(
        question=asked.question.text,
        verdict="answer" if told else "closest",
        lead=f"{speaker.name}: {told}." if told else f"The notes do not say where {speaker.name} works.",
        matches=tuple(Match(one, 1.0) for one in dict.fromkeys(one for one, _ in named)),
        quotes=() if quote is None else (quote,),
        nearest=quote,
        links=session.links,
    )


def _all(asked: Asked, rest: str) -> Answer | None:
    """List all who spoke, on a day where one is named, by the sessions that name them."""
    of = subject.find(asked, rest)
    if of is None or of.scope not in ("all", "day", "month", "event"):
        return None
    people = [entry.name for entry in directory.speakers(of.sessions)]
    sessions = [session for session in of.sessions if session.speakers]
    if not people:
        lead = f"The notes name no speaker of {of.whole()}."
        return Answer(question=asked.question.text, verdict="none", lead=lead)
    name = "name" if len(sessions) > 1 else "names"
    which = (
        of.whole() if len(of.sessions) == 1 else f"{len(sessions)} of {len(of.sessions)} sessions{of.where}"
    )
    lead = f"{_counted(people)}: {which} {name} who spoke."
    return _list(asked, sessions, lead, {session.id: list(session.speakers) for session in sessions})


def _at_event(asked: Asked, event: str) -> Answer | None:
    """List all who spoke at an event that is named; None where no event is, or nobody's name is known."""
    of = subject.find(asked, event)
    if of is None or of.scope != "event" or not any(session.speakers for session in of.sessions):
        return None
    return _all(asked, event)


def _who_moderated(asked: Asked) -> Answer:
    """List all who led a discussion, where no session is named."""
    leading = {s.id: [speaker for speaker in s.speakers if moderates(speaker)] for s in asked.scope}
    sessions = [session for session in asked.scope if leading[session.id]]
    if not sessions:
        return Answer(asked.question.text, "none", "The notes do not say who moderated.")
    people = _people(speaker.name for session in sessions for speaker in leading[session.id])
    are = "moderator" if len(people) == 1 else "moderators"
    return _list(asked, sessions, f"{len(people)} {are}: {directory.listed(people)}.", leading)


def _on_topic(asked: Asked, topic: str) -> Answer | None:
    """List who spoke in the sessions whose titles name a topic, where these are several."""
    of = subject.find(asked, topic)
    if of is None or of.scope != "titled":
        return None
    sessions = [session for session in of.sessions if session.speakers]
    people = [entry.name for entry in directory.speakers(sessions)]
    if len(sessions) < 2:
        return None
    lead = f"{_counted(people)} in {len(sessions)} sessions{of.where}: {directory.listed(people)}."
    return _list(asked, sessions, lead, {session.id: list(session.speakers) for session in sessions})


def _said(asked: Asked, person: str) -> Answer | None:
    """Tell what somebody spoke on, where it was in several sessions: each in its telling sentence."""
    of = subject.find(asked, person)
    if of is None or of.scope != "person" or len(of.sessions) < 2 or not _is_name(of.terms, of.sessions):
        return None
    quotes: list[Quote] = []
    for session in of.sessions:
        quotes += [said.quote for said in recap_entry(asked.snapshot, session, 2).quotes]
    return Answer(
        question=asked.question.text,
        verdict="answer",
        lead=f"{len(of.sessions)} sessions{of.where}, in the notes' own words:",
        matches=tuple(Match(session, 1.0) for session in of.sessions),
        quotes=tuple(quotes),
        kind="sessions",
    )


def _is_name(terms: Sequence[Term], sessions: Sequence[Session]) -> bool:
    """Tell whether all words are of one speaker's name, and none of a company or a role."""
    words = {term.word for term in terms}
    return all(any(words <= set(tokens.tokenize(p.name)) for p in session.speakers) for session in sessions)


def _list(asked: Asked, sessions: Sequence[Session], lead: str, speakers: dict[str, list[Speaker]]) -> Answer:
    quotes: dict[str, Quote] = {}
    for session in sessions[:_EVIDENCE]:
        text_blocks = asked.snapshot.store.text_blocks(session.id)
        for speaker in speakers[session.id][:1]:
            segment = segment_at(text_blocks, speaker.line)
            if segment is not None:
                quotes.setdefault(segment.text, quote_of([segment], session))
    return Answer(
        question=asked.question.text,
        verdict="answer",
        lead=lead,
        matches=tuple(Match(session, 1.0) for session in sessions),
        quotes=tuple(quotes.values()),
        links=sessions[0].links,
        kind="list",
    )


def _people(names: Iterable[str]) -> list[str]:
    """Return each name once, however it is written."""
    return list({tokens.fold(name): name for name in reversed(list(names))}.values())[::-1]


def _counted(people: Sequence[str]) -> str:
    return f"{len(people)} {'speaker' if len(people) == 1 else 'speakers'}"
