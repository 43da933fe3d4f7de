"""Two things held against each other: "compare A and B", "A vs B", "the difference between A and B"."""

from __future__ import annotations

from dataclasses import replace

from embeddings.answer.intents import evidence
from embeddings.answer.intents.asked import Asked
from embeddings.answer.intents.compare_phrases import COMPARE, TAIL, THE_TWO
from embeddings.answer.intents.evidence import Named
from embeddings.answer.select import BUDGET, MOST
from embeddings.records import NO_RECORDING, Answer, Match, Quote, Session

_MOST_WORDS = 5
"""Of each thing: who says more asks for something else."""


def answer(asked: Asked) -> Answer | None:
    """Answer with words of the notes on each; where they lack one, with the other's, and say so.

    None where they have neither.
    """
    if (two := _the_two(asked)) is not None:
        return two
    sides = None if asked.session is not None or evidence.is_title(asked) else _sides(asked)
    if sides is None:
        return None
    first, second = sides
    if not (first.sessions and second.sessions):
        return _one_missing(asked, first, second)
    both = [session for session in first.sessions if session in second.sessions]
    sessions = (both[0], both[0]) if both else (first.sessions[0], second.sessions[0])
    shown = [_quotes(asked, side, session) for side, session in zip(sides, sessions, strict=True)]
    quotes = tuple(dict.fromkeys(quote for quotes in shown for quote in quotes))
    return _shown(
        asked,
        f"The notes on {first.name} and on {second.name}:",
        tuple(dict.fromkeys(sessions)),
        _without_repeats(quotes),
    )


def _the_two(asked: Asked) -> Answer | None:
    """Answer with words of the two sessions whose titles name a topic, where there are just two."""
    found = THE_TWO.search(evidence.folded(asked))
    topic = evidence.named(asked, found["topic"]) if found is not None else None
    if topic is None:
        return None
    entries = asked.catalogue.entries
    sessions = tuple(
        session
        for session in asked.scope
        if all(not term.stems.isdisjoint(entries[session.id].title) for term in topic.terms)
    )
    if len(sessions) != 2:
        return None
    quotes = tuple(
        quote
        for session in sessions
        for quote in evidence.quotes(asked, topic, session, most=1, budget=BUDGET // 2)[0]
    )
    return _shown(asked, f"The 2 sessions on {topic.name}:", sessions, quotes) if quotes else None


def _sides(asked: Asked) -> tuple[Named, Named] | None:
    folded = evidence.folded(asked)
    found = next(filter(None, (pattern.search(folded) for pattern in COMPARE)), None)
    if found is None:
        return None
    first, second = (
        evidence.named(asked, TAIL.sub("", found[part]).strip(" ?!.,\"'")) for part in ("one", "other")
    )
    if first is None or second is None or first.terms == second.terms:
        return None
    few = all(len(side.name.split()) <= _MOST_WORDS for side in (first, second))
    return (first, second) if few else None


def _quotes(asked: Asked, side: Named, session: Session) -> list[Quote]:
    return evidence.quotes(asked, side, session, most=1, budget=BUDGET // 2)[0]


def _one_missing(asked: Asked, first: Named, second: Named) -> Answer | None:
    there, missing = (first, second) if first.sessions else (second, first)
    if not there.sessions or not any(term.missing for term in missing.terms):
        return None
    session = there.sessions[0]
    quotes, _ = evidence.quotes(asked, there, session, most=MOST, budget=BUDGET // 2)
    found = _shown(asked, f"The notes have only {there.name}:", (session,), tuple(quotes))
    remark = f"The notes never mention '{missing.name}'."
    return replace(found, verdict="closest", remark=" ".join(filter(None, [remark, found.remark])))


def _shown(asked: Asked, lead: str, sessions: tuple[Session, ...], quotes: tuple[Quote, ...]) -> Answer:
    one = len(sessions) == 1
    return Answer(
        asked.question.text,
        "answer",
        lead,
        tuple(Match(session, 1.0) for session in sessions),
        quotes,
        links=sessions[0].links,
        remark=NO_RECORDING if one and sessions[0].lacks_recording else None,
        kind="session" if one else "sessions",
    )


def _without_repeats(quotes: tuple[Quote, ...]) -> tuple[Quote, ...]:
    """Leave out a quote whose lines another shows."""
    return tuple(
        quote
        for quote in quotes
        if not any(
            other != quote and other.session == quote.session and other.holds(quote) for other in quotes
        )
    )
