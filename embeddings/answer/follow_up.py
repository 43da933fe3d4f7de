"""Questions that follow on a reply: "the second one", "more", "what else did she say?", "why?".

What a follow-up is kept to, and what of it is a question then, is read off its words here, before it is
answered.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from embeddings.answer import days
from embeddings.answer.follow_up_phrases import (
    EXPLETIVE,
    GOES_ON,
    MORE,
    NUMERALS,
    ORDINAL,
    OTHER,
    REFERS,
    WHAT_IS,
)
from embeddings.answer.question import Question, analyse
from embeddings.answer.retrieve import Term
from embeddings.records import Answer, Match
from embeddings.text import tokens
from embeddings.text.numerals import ORDINALS

_LONGEST = 120
"""Characters of a question that is no more than a pointer back."""
_AS_SUCH = "what was it about?"


@dataclass(frozen=True, slots=True)
class Resolved:
    """A question as it is to be answered."""

    text: str
    session: str | None
    """The id of the session that it is kept to."""


def resolve(text: str, session: str | None, after: Answer | None) -> Resolved:
    """Return a question with its pointer back ("the second one") followed and taken out.

    ``session`` is what the question is kept to otherwise; ``after`` is the reply that it follows on.
    """
    if session is None and after is not None and after.kind != "talk" and after.verdict != "none":
        session = after.matches[0].session.id if after.matches else None
    if session is None or len(text) > _LONGEST:
        return Resolved(text, session)
    folded = tokens.fold_line(text)
    found = ORDINAL.search(folded)
    if found is None:
        other = _other_of_two(after) if after is not None and OTHER.search(folded) is not None else None
        return Resolved(text, session) if other is None else Resolved(_AS_SUCH, other)
    rest = " ".join(f"{folded[: found.start()]} {folded[found.end() :]}".split())
    if analyse(rest).names_a_day:  # "the first talk on day 2" is that of the day
        return Resolved(text, session)
    if after is not None:
        place, listed = _place(found), after.listed or after.matches
        if place > len(listed):
            again = _asked_again(after, found)
            return Resolved(text, session) if again is None else Resolved(again, None)
        session = listed[place - 1 if place > 0 else place].session.id
    # Without a word a question is none: what is left of "the second one?" is of the session as such.
    return Resolved(rest if tokens.tokenize(rest) else _AS_SUCH, session)


def place_in(text: str) -> int | None:
    """Return the place of a list that a text points to ("the third one"), from 1; None where it does not."""
    found = ORDINAL.search(tokens.fold_line(text)) if len(text) <= _LONGEST else None
    return None if found is None else _place(found)


def refers_back(text: str) -> bool:
    """Tell whether a question can only be understood by the reply that it follows on."""
    folded = tokens.fold_line(text) if len(text) <= _LONGEST else ""
    return any(pattern.search(folded) is not None for pattern in (MORE, ORDINAL, OTHER))


def remembered(answer: Answer, before: Answer | None) -> Answer | None:
    """Return what the next question of a conversation may point back to, after ``answer`` was given.

    A set phrase or a refusal leaves what was before it; more of a session is added to what was shown of it.
    """
    if answer.kind == "talk" or answer.verdict == "none":
        return before
    if before is None:
        return answer
    listed = before.matches if before.listing else before.listed
    if answer.listing or not any(_is_of(answer, match) for match in listed):
        listed = ()
    if MORE.search(tokens.fold_line(answer.question)) is None:
        return replace(answer, listed=listed)
    quotes = (*before.quotes, *answer.quotes)
    return replace(before, quotes=quotes, matches=answer.matches, kind=answer.kind, listed=listed)


def _asked_again(after: Answer, found: re.Match[str]) -> str | None:
    """Return the question before with the place that is asked for now: "the second one" after the first of a
    day; None where it asked for no place.
    """
    before = tokens.fold_line(after.question)
    place = ORDINAL.search(before)
    if after.listing or place is None or not place["word"] or not found["word"]:
        return None
    return before[: place.start("word")] + found["word"] + before[place.end("word") :]


def _is_of(answer: Answer, match: Match) -> bool:
    return bool(answer.matches) and answer.matches[0].session.id == match.session.id


def _other_of_two(after: Answer) -> str | None:
    """Return the id of "the other one" of two sessions that were listed; None where they were not two."""
    listed = after.listed or (after.matches if after.listing else ())
    if len(listed) != 2:
        return None
    spoken_of = after.matches[0].session.id if after.listed else listed[0].session.id
    return next((match.session.id for match in listed if match.session.id != spoken_of), None)


def leans(text: str) -> bool:
    """Tell whether a question, said in a conversation, goes on about what was spoken of before.

    It points back, names nothing of its own, begins with "and", or says "it" or "she".
    """
    return not stands_alone(text) or _pronoun_in(tokens.fold_line(text)) is not None


def stands_alone(text: str) -> bool:
    """Tell whether a question can be understood without what was spoken of before.

    What "their" means it may name itself ("what share of firms let their staff learn?").
    """
    folded = tokens.fold_line(text)
    if refers_back(text) or names_nothing(text) or GOES_ON.search(folded) is not None:
        return False
    pronoun = _pronoun_in(folded)
    return pronoun is None or not names_nothing(folded[: pronoun.start()])


def _pronoun_in(folded: str) -> re.Match[str] | None:
    """Return the first word that stands for somebody or something spoken of before."""
    return REFERS.search(EXPLETIVE.sub("  ", folded))


def names_nothing(text: str) -> bool:
    """Tell whether a question names nothing to look for, as "who presented it?" does."""
    return not analyse(text).terms


def asks_what_is(text: str) -> bool:
    """Tell whether a question asks what a thing is that it names itself ("And what is a capstan?").

    "What is the result?" is of what was spoken of before.
    """
    folded = tokens.fold_line(text)
    return WHAT_IS.search(folded) is not None and REFERS.search(folded) is None


def is_of_many(question: Question, terms: Sequence[Term]) -> bool:
    """Tell whether a question is of no one session, whichever was spoken of before.

    It lists or counts sessions, or asks for a day, and names nothing else.
    """
    if REFERS.search(tokens.fold(question.text)) is not None:
        return False
    return (question.lists and not terms) or days.asks_for_a_day(question, terms)


def _place(found: re.Match[str]) -> int:
    """Return the place that is pointed to, from 1; -1 is the last."""
    if found["word"]:
        return ORDINALS[found["word"]]
    pointed = found["digit"] or found["zh"] or found["ja"] or found["ko"]
    return int(pointed) if pointed.isdecimal() else NUMERALS[pointed]
