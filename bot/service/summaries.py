"""Summaries of answers by the language model that the settings name, where they name one."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from bot.logs.redact import redact
from bot.render.answering import shown_quotes
from bot.render.entities import words_of
from bot.settings import Settings, SettingsError, is_word
from embeddings.records import Answer, Quote

if TYPE_CHECKING:
    from bot.summaries.summariser import Summariser
    from bot.summaries.summary import Summary

Support = Callable[[str, Quote], Awaitable[float | None]]
"""Returns the log-odds, by a trained reader, that a quote holds a sentence; None where none reads it."""


def summariser_of(settings: Settings, now: Callable[[], float] = time.monotonic) -> Summariser | None:
    """Return what asks the model that the settings name; None where they name none, and nothing is loaded.

    Raises SettingsError for a key that cannot be sent.
    """
    if settings.summary_model is None:
        return None
    key = settings.summary_key.get_secret_value().strip() if settings.summary_key else ""
    if not is_word(key):
        raise SettingsError("QUOTH_SUMMARY_KEY is not a key: that is one word of letters, digits and signs.")
    from bot.summaries.summariser import Summariser

    if key:
        redact(key)
    return Summariser(settings.summary_model, key, settings.summary_seconds, now)


async def summary_of(summariser: Summariser, answer: Answer, support: Support) -> Summary | None:
    """Return the summary of what answers a question, its quotes numbered in the order that they are shown in.

    None where nothing of it holds, and for lists, small talk and replies that do not answer, of which the
    model is sent nothing.
    """
    if answer.verdict != "answer" or answer.kind != "session" or not answer.matches:
        return None
    quotes = [shown.quote for shown in shown_quotes(answer)]

    async def supports(sentence: str, number: int) -> bool:
        odds = await support(sentence, quotes[number - 1])
        return odds is None or odds > 0

    texts = [words_of(quote) for quote in quotes]
    language = answer.matches[0].session.language
    return await summariser.summarise(answer.question, texts, language, supports) if quotes else None
