"""Sessions that lack a thing: "which talks mention A but not B?", "who did not talk about B?"."""

from __future__ import annotations

from embeddings.answer.answer_types import HANDED_OVER
from embeddings.answer.intents import evidence
from embeddings.answer.intents.asked import Asked
from embeddings.answer.intents.evidence import Named
from embeddings.answer.intents.exclusion_phrases import EXCLUSION, NEVER
from embeddings.answer.select import BUDGET, MOST
from embeddings.records import Answer, Match, talks_of


def answer(asked: Asked) -> Answer | None:
    """List the sessions that hold the words of the first thing and not those of the second.

    None where no session holds the first. "Without a recording" is asked of the records.
    """
    if asked.session is not None or asked.question.answer_type in HANDED_OVER:
        return None
    sides = _sides(asked)
    if sides is None:
        return _that_never(asked)
    there, lacking = sides
    if not there.sessions:
        return None
    also = {session.id for session in lacking.sessions}
    left = [session for session in there.sessions if session.id not in also]
    mention = f"{_counted(len(there.sessions))} {there.name}"
    if not left:
        only = len(there.sessions) == 1
        lead = f"The one that mentions {there.name}" if only else f"All {mention}"
        lead = f"{lead} {'mentions' if only else 'mention'} {lacking.name} too."
        matches = tuple(Match(session, 1.0) for session in there.sessions)
        return Answer(asked.question.text, "none", lead, matches)
    found = [evidence.quotes(asked, there, session, most=1, budget=BUDGET // MOST) for session in left[:MOST]]
    return Answer(
        asked.question.text,
        "answer",
        f"{len(left)} of {mention} {'does' if len(left) == 1 else 'do'} not mention {lacking.name}:",
        matches=tuple(Match(session, 1.0) for session in left),
        quotes=tuple(quote for quotes, _ in found for quote in quotes),
        nearest=next((sentence for _, sentence in found if sentence is not None), None),
        links=left[0].links,
        remark=_never(lacking),
        kind="list",
    )


def _that_never(asked: Asked) -> Answer | None:
    """List all sessions that do not hold the words of a thing, with who gave them, in the order of the notes.

    Somebody may speak of it in other words: it is said that the words were looked for.
    """
    folded = evidence.folded(asked)
    found = next(filter(None, (pattern.search(folded) for pattern in NEVER)), None)
    lacking = None if found is None else evidence.named(asked, found["without"].strip(" ?!.,\"'"))
    if lacking is None:
        return None
    there = {session.id for session in lacking.sessions}
    talks = talks_of(asked.scope)
    left = [session for session in talks if session.id not in there]
    if not left:
        lead = f"Every one of the {len(talks)} sessions mentions {lacking.name}."
        return Answer(asked.question.text, "none", lead)
    return Answer(
        asked.question.text,
        "answer",
        f"{len(left)} of {len(talks)} sessions {'does' if len(left) == 1 else 'do'} not mention "
        f"{lacking.name} in these words:",
        matches=tuple(Match(session, 1.0) for session in left),
        links=left[0].links,
        remark=_never(lacking),
        kind="list",
    )


def _never(lacking: Named) -> str | None:
    return f"The notes never mention '{lacking.name}'." if lacking.is_unknown else None


def _sides(asked: Asked) -> tuple[Named, Named] | None:
    folded = evidence.folded(asked)
    found = next(filter(None, (pattern.search(folded) for pattern in EXCLUSION)), None)
    if found is None:
        return None
    there, lacking = (evidence.named(asked, found[part].strip(" ?!.,\"'")) for part in ("one", "without"))
    return None if there is None or lacking is None else (there, lacking)


def _counted(count: int) -> str:
    return "1 session that mentions" if count == 1 else f"{count} sessions that mention"
