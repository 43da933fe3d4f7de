"""Sessions on one thing that lack another: "which talks mention A but not B?"."""

from __future__ import annotations

from embeddings.answer.answer_types import HANDED_OVER
from embeddings.answer.intents import evidence
from embeddings.answer.intents.asked import Asked
from embeddings.answer.intents.evidence import Named
from embeddings.answer.intents.exclusion_phrases import EXCLUSION
from embeddings.answer.select import BUDGET, MOST
from embeddings.records import Answer, Match


def answer(asked: Asked) -> Answer | None:
    """List the sessions that hold the words of the first thing and not those of the second.

    None where no session holds the first. "Without a recording" is asked of the records.
    """
    sides = None if asked.session is not None else _sides(asked)
    if sides is None or asked.question.answer_type in HANDED_OVER:
        return None
    there, lacking = sides
    if not there.sessions:
        return None
    also = {session.id for session in lacking.sessions}
    left = [session for session in there.sessions if session.id not in also]
    mention = f"{_counted(len(there.sessions))} {there.name}"
    never = f"The notes never mention '{lacking.name}'." if lacking.is_unknown else None
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
        remark=never,
        kind="list",
    )


def _sides(asked: Asked) -> tuple[Named, Named] | None:
    folded = evidence.folded(asked)
    found = next(filter(None, (pattern.search(folded) for pattern in EXCLUSION)), None)
    if found is None:
        return None
    there, lacking = (evidence.named(asked, found[part].strip(" ?!.,\"'")) for part in ("one", "without"))
    return None if there is None or lacking is None else (there, lacking)


def _counted(count: int) -> str:
    return "1 session that mentions" if count == 1 else f"{count} sessions that mention"
