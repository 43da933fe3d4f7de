"""Questions of a day that the notes do not have: turned down, with the days that they cover."""

from __future__ import annotations

from embeddings.answer import days
from embeddings.answer.intents.asked import Asked
from embeddings.answer.nothing import no_such_day
from embeddings.records import Answer


def answer(asked: Asked) -> Answer | None:
    """Say that there is no such day."""
    if asked.session is not None or not days.asks_for_a_missing_day(
        asked.question, asked.terms, asked.catalogue
    ):
        return None
    return no_such_day(asked.question, asked.catalogue)
