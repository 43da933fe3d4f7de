"""Who else spoke on a topic: "who else spoke about X?", and "who else?" after who spoke about it."""

from __future__ import annotations

from embeddings.answer.intents import evidence
from embeddings.answer.intents.asked import Asked
from embeddings.answer.intents.evidence import Named
from embeddings.answer.intents.people_phrases import ELSE, NOBODY_NAMED, ON, held
from embeddings.answer.select import BUDGET, MOST
from embeddings.digest import directory
from embeddings.records import Answer, Match
from embeddings.text import tokens


def answer(asked: Asked) -> Answer | None:
    """List the sessions that hold the words of a topic, with who gave them, but for what was told of before.

    None where no topic is known, or no session holds its words.
    """
    what = _topic(asked)
    if what is None or not what.sessions:
        return None
    told = _told_before(asked.after)
    known = {speaker.name for session in what.sessions if session.id in told for speaker in session.speakers}
    left = [
        session
        for session in what.sessions
        if session.id not in told and any(speaker.name not in known for speaker in session.speakers)
    ]
    other = "other " if told else ""
    if not left:
        lead = f"No {other}session with a speaker mentions {what.name}."
        return Answer(asked.question.text, "none", lead)
    shown = left[:MOST]
    found = [evidence.quotes(asked, what, one, most=1, budget=BUDGET // len(shown)) for one in shown]
    names = directory.listed([entry.name for entry in directory.speakers(left) if entry.name not in known])
    mention = f"1 {other}session mentions" if len(left) == 1 else f"{len(left)} {other}sessions mention"
    return Answer(
        asked.question.text,
        "answer",
        f"{mention} {what.name}, with {names}:",
        matches=tuple(Match(session, 1.0) for session in left),
        quotes=tuple(quote for quotes, _ in found for quote in quotes),
        links=left[0].links,
        nearest=next((one for _, one in found if one is not None), None),
        kind="session" if len(left) == 1 else "sessions" if len(left) <= MOST else "list",
    )


def _told_before(after: Answer | None) -> set[str]:
    """Return the ids of the sessions that the reply before was about."""
    if after is None:
        return set()
    return {match.session.id for match in (after.matches if after.listing else after.matches[:1])}


def _topic(asked: Asked) -> Named | None:
    folded = evidence.folded(asked)
    if (match := ELSE.search(folded)) is not None:
        return evidence.named(asked, held(match))
    if asked.after is None or NOBODY_NAMED.search(folded) is None:
        return None
    before = tokens.fold_line(asked.after.question)
    match = ON.search(before) or ELSE.search(before)
    return None if match is None else evidence.named(asked, held(match))
