"""The other sessions of somebody, asked for after one: "and the other talk?", "any other talks by her?"."""

from __future__ import annotations

import re

from embeddings.answer.follow_up_phrases import OTHER
from embeddings.answer.intents.asked import Asked
from embeddings.answer.intents.subject import as_spoken_of
from embeddings.digest.recap import recap_entry
from embeddings.records import NO_RECORDING, Answer, Match, Session, talks_of
from embeddings.text import tokens

_THEM = r"(?:him|her|them|(?:the )?(?:same )?(?:speaker|person|presenter))"
_TALKS = r"(?:talks?|sessions?|presentations?|vortrage?|conferences?|charlas?|ponencias?|palestras?)"
_ASKS = re.compile(
    rf"\bother {_TALKS} (?:by|from|of|with) {_THEM}\b"
    rf"|\b(?:s?he|they) (?:\w+ ){{0,2}}other {_TALKS}\b"
    rf"|\bother {_TALKS} (?:did|does|has|have) (?:s?he|they)\b"
    r"|^\W*(?:and )?what else (?:did|has) (?:s?he|they) (?:present|give|given|speak on|presented)\W*$"
    rf"|\b(?:noch )?andere {_TALKS} von (?:ihm|ihr|ihnen)\b"
    rf"|\bautres {_TALKS} (?:de lui|d['’]elle|par (?:lui|elle)|du meme orateur)\b"
    rf"|\botras {_TALKS} (?:suyas|de el|de ella)\b|\boutras {_TALKS} (?:dele|dela)\b"
)
"""Asks for them by the one who gave them; in a folded question."""


def answer(asked: Asked) -> Answer | None:
    """Tell of the other session of those who gave the one spoken of, or list them where there are several.

    None where it is not asked for, or nobody is named who gave the session and may have given another.
    """
    folded = tokens.fold_line(asked.question.text)
    by_them = _ASKS.search(folded) is not None
    if asked.session is None or not (by_them or OTHER.search(folded)):
        return None
    one = asked.catalogue.by_id[asked.session]
    if not one.speakers:
        unnamed = f"The notes name no speaker for {as_spoken_of(one)}."
        return Answer(asked.question.text, "none", unnamed, matches=(Match(one, 1.0),)) if by_them else None
    others = [session for session in talks_of(asked.scope) if session.id != one.id and _share(session, one)]
    name = next(
        (speaker.name for speaker in one.speakers if any(_gave(other, speaker.name) for other in others)),
        one.speakers[0].name,
    )
    if not others:
        lead = f"The notes have no other session with {name}."
        return Answer(asked.question.text, "none", lead, matches=(Match(one, 1.0),))
    single = len(others) == 1
    told = recap_entry(asked.snapshot, others[0]).quotes if single else ()
    return Answer(
        asked.question.text,
        "answer",
        f"The other session with {name}:" if single else f"{len(others)} other sessions with {name}:",
        matches=tuple(Match(session, 1.0) for session in others),
        quotes=tuple(said.quote for said in told),
        links=others[0].links,
        remark=NO_RECORDING if single and others[0].lacks_recording else None,
        kind="session" if single else "list",
    )


def _share(session: Session, other: Session) -> bool:
    return any(_gave(session, speaker.name) for speaker in other.speakers)


def _gave(session: Session, name: str) -> bool:
    return any(tokens.fold(speaker.name) == tokens.fold(name) for speaker in session.speakers)
