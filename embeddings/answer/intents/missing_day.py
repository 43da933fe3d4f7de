"""Questions of a day that the notes do not have: turned down, with the days that they cover."""

from __future__ import annotations

from dataclasses import replace

from embeddings.answer import days
from embeddings.answer.intents.asked import Asked
from embeddings.answer.nothing import nothing
from embeddings.records import Answer


def answer(asked: Asked) -> Answer | None:
    """Say that there is no such day."""
    if asked.session is not None or not days.asks_for_a_missing_day(
        asked.question, asked.terms, asked.catalogue
    ):
        return None
    return replace(nothing(asked.question, asked.catalogue), remark="The notes have no such day.")
