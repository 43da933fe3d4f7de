"""Which sessions several people gave, or one alone: counted by the records of who spoke."""

from __future__ import annotations

import re

from embeddings.answer.intents import subject
from embeddings.answer.intents.asked import Asked
from embeddings.answer.intents.opinion_phrases import SESSION_NOUN
from embeddings.records import Answer, Match, talks_of
from embeddings.text import tokens

_SEVERAL = r"(?P<several>(?:more than (?:one|1)|several|multiple|two or more|at least two|many))"
_ONE = r"(?P<one>(?:(?:only|just|exactly) (?:one|1|a single)|a single))"
_ASKS = re.compile(
    rf"\b(?:which|what|list|show|how many)\b.{{0,20}}\b{SESSION_NOUN}\b(?P<where>.{{0,20}}?)"
    rf"\b(?:had|have|has|with|given by|by|were given by) (?:{_SEVERAL}|{_ONE}) "
    r"(?:speakers?|presenters?|people|persons?)\b"
)


def answer(asked: Asked) -> Answer | None:
    """List the sessions for which the notes name several speakers, or one."""
    folded = tokens.fold_line(asked.question.text)
    match = _ASKS.search(folded)
    of = None if match is None else subject.find(asked, _ASKS.sub(r" \g<where> ", folded))
    if match is None or of is None or of.scope not in ("all", "day", "month", "event"):
        return None
    several = match["several"] is not None
    talks = talks_of(of.sessions)
    found = [one for one in talks if (len(one.speakers) > 1 if several else len(one.speakers) == 1)]
    how = "more than one speaker" if several else "one speaker"
    told = f"of {len(talks)} sessions{of.where}"
    if not found:
        return Answer(asked.question.text, "none", f"The notes name {how} for none {told}.")
    return Answer(
        asked.question.text,
        "answer",
        f"The notes name {how} for {len(found)} {told}:",
        matches=tuple(Match(session, 1.0) for session in found),
        links=found[0].links,
        kind="list",
    )
