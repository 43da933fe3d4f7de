"""Every kind of question, in the order in which they are tried."""

from __future__ import annotations

from embeddings.answer.intents import (
    announcement,
    compare,
    enumeration,
    exclusion,
    holding,
    link_to,
    listing,
    mention,
    missing_day,
    more,
    opinion,
    other_session,
    others_on_topic,
    out_of_list,
    people,
    position,
    short_name,
    speaker_count,
    summary,
    talk,
    when,
)
from embeddings.answer.intents.asked import Asked, Intent
from embeddings.records import Answer

INTENTS: tuple[Intent, ...] = (
    more.answer,
    out_of_list.answer,
    other_session.answer,
    opinion.answer,
    summary.answer,
    announcement.answer,
    position.answer,
    when.answer,
    speaker_count.answer,
    short_name.answer,
    others_on_topic.answer,
    people.answer,
    exclusion.answer,
    compare.answer,
    mention.answer,
    enumeration.answer,
    holding.answer,
    link_to.answer,
    listing.answer,
    missing_day.answer,
    talk.vague,
)
"""The first that answers wins: the narrower kind stands before the wider."""


def answer(asked: Asked) -> Answer | None:
    """Return what the first kind of question that fits answers; None for an ordinary question."""
    return next((found for intent in INTENTS if (found := intent(asked)) is not None), None)
