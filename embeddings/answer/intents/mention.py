"""Whether a thing is spoken of at all: "did anyone mention X?"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from embeddings.answer.intents import evidence
from embeddings.answer.intents.asked import Asked
from embeddings.answer.intents.evidence import Named
from embeddings.answer.intents.mention_phrases import CLAUSE, MENTION, TAIL, TALK
from embeddings.answer.nothing import NOTHING, nothing
from embeddings.answer.retrieve import TELLING
from embeddings.answer.select import BUDGET, MOST
from embeddings.proof import lines_of
from embeddings.records import NO_RECORDING, ONLY_TITLE, Answer, Match, Session
from embeddings.text import tokens

_MOST_WORDS = 4
"""Of what is named: who says more asks how it is, not whether it is there."""


def answer(asked: Asked) -> Answer | None:
    """Answer yes, with the sessions that hold the words, or that nobody mentions it.

    None where the notes use only some of the words, or may say it in others.
    """
    asked_for = None if asked.session is not None else _asked_for(asked)
    part, is_session = asked_for or ("", False)
    what = evidence.named(asked, part) if part else None
    if what is None or len(what.terms) > _MOST_WORDS:
        return None
    if what.sessions:
        return _yes(asked, what, is_session=is_session)
    told_otherwise = what.nearest is not None and what.nearest.cosine >= TELLING
    # In no other language than the notes' does it say anything that they lack a word.
    foreign = asked.question.is_foreign(asked.catalogue.languages)
    if told_otherwise or foreign:
        return None
    places = list(_places(asked, what))
    if any(_in_a_session(asked, file, line) for file, line in places):
        return None
    if not places and not what.is_unknown:
        return None
    none = nothing(asked.question, asked.catalogue, asked.hits)
    said = f"Nobody mentions '{what.name}' in the notes."
    if places:
        said = f"No session mentions '{what.name}'; it stands in {places[0][0]}:{places[0][1]}."
    return replace(none, lead=none.lead.replace(NOTHING, said, 1))


def _places(asked: Asked, what: Named) -> Iterator[tuple[str, int]]:
    """Yield file and line of all places where the words stand, in a session or before the first one.

    Hyphens are passed over: "micro-services" speaks of microservices.
    """
    words = [re.escape(word) for word in tokens.fold(what.name).replace("-", "").split()]
    wanted = re.compile(rf"(?<!\w){' '.join(words)}(?:['’]?s)?(?!\w)")
    held = (*asked.catalogue.sessions, *asked.catalogue.outside.values())
    for file in dict.fromkeys(file for session in held for file in session.files):
        for number, line in enumerate(lines_of(asked.snapshot.notes, file), 1):
            if wanted.search(tokens.fold(line).replace("-", "")):
                yield file, number


def _in_a_session(asked: Asked, file: str, line: int) -> bool:
    accounts = (one for session in asked.catalogue.sessions for one in session.all_accounts)
    return any(one.file == file and one.line <= line <= one.end_line for one in accounts)


def _asked_for(asked: Asked) -> tuple[str, bool] | None:
    """Return what is asked for, and whether a session about it is."""
    folded = evidence.folded(asked)
    found = next(filter(None, (pattern.search(folded) for pattern in MENTION)), None)
    if found is None:
        return None
    part = TAIL.sub("", found["about"].strip(" ?!.,\"'"))
    if CLAUSE.match(part) or TALK.search(part):
        return None
    return part, TALK.search(folded[: found.start("about")]) is not None


def _yes(asked: Asked, what: Named, *, is_session: bool) -> Answer:
    """Quote every session where there are few; list all, and quote the best, where there are more."""
    count = len(what.sessions)
    shown = what.sessions[:MOST]
    found = [
        evidence.quotes(asked, what, session, most=MOST if count == 1 else 1, budget=BUDGET // len(shown))
        for session in shown
    ]
    first, remarks = what.sessions[0], []
    if not any(quotes for quotes, _ in found):
        remarks.append(ONLY_TITLE)
    if count == 1 and first.lacks_recording:
        remarks.append(NO_RECORDING)
    mention = "session mentions" if count == 1 else "sessions mention"
    only_mentioned = is_session and not any(_is_about(asked, what, session) for session in what.sessions)
    start = "No session is called so, but" if only_mentioned else "Yes,"
    return Answer(
        asked.question.text,
        "closest" if only_mentioned else "answer",
        f"{start} {count} {mention} {what.name}:",
        matches=tuple(Match(session, 1.0) for session in what.sessions),
        quotes=tuple(quote for quotes, _ in found for quote in quotes),
        links=first.links,
        remark=" ".join(remarks) or None,
        nearest=next((one for _, one in found if one is not None), None),
        kind="session" if count == 1 else "sessions" if count <= MOST else "list",
    )


def _is_about(asked: Asked, what: Named, session: Session) -> bool:
    """Tell whether a session's title holds one of the words at least."""
    title = asked.catalogue.entries[session.id].title
    return any(not term.stems.isdisjoint(title) for term in what.terms)
