"""Asks a model of the organiser's for a summary of quotes, and lets through what the quotes hold.

A model that is slow, gone or answers with anything else leaves the quotes alone.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import aiohttp

from bot.summaries.address import ModelAddress
from bot.summaries.conversation import MalformedError, proposed, request
from bot.summaries.grounding import holds
from bot.summaries.summary import Summary, SummarySentence
from embeddings.text.negation import TOLD

_MOST_SENTENCES = 2
_LARGEST = 128 * 1024
"""Bytes of a reply: two sentences, and what a model thinks aloud."""
_PIECE = 16 * 1024
_PAUSE = 30.0
"""Seconds after a failure in which nobody waits for the model again."""
_KEPT = 256
"""Summaries that are kept, for a reply that is shown once more."""

_log = logging.getLogger(__name__)

Supports = Callable[[str, int], Awaitable[bool]]
"""Tells whether the quote of a number, from 1, holds a sentence in the eyes of whoever else reads them."""


class _RefusedError(Exception):
    """The service did not reply as it should; says how, in words of our own."""


class Summariser:
    """One model, asked for summaries. May be used from several event loops, one after the other."""

    def __init__(
        self,
        address: ModelAddress,
        key: str = "",
        seconds: float = 5.0,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """``key`` is sent to the service alone; a summary takes no more than so many ``seconds``."""
        self.address = address
        self._key = key
        self._seconds = seconds
        self._now = now
        self._again = float("-inf")
        self._kept: OrderedDict[str, Summary] = OrderedDict()

    async def summarise(
        self, question: str, quotes: Sequence[str], language: str, supports: Supports
    ) -> Summary | None:
        """Return a summary of quotes in a language (ISO 639-1), None where there is nothing to be shown.

        Of what the model proposes, each sentence stands in for itself: what its quote does not hold goes. Of
        a language in which no sentence is held, the model is sent nothing.
        """
        if language not in TOLD:
            return None
        asked = request(self.address.model, question, quotes)
        known = hashlib.sha256(json.dumps(asked).encode()).hexdigest()
        if known in self._kept:
            self._kept.move_to_end(known)
        elif self._now() < self._again:
            return None
        else:
            try:
                async with asyncio.timeout(self._seconds):
                    sentences = await self._supported(
                        proposed(await self._reply(asked)), quotes, language, supports
                    )
            except (_RefusedError, MalformedError, aiohttp.ClientError, OSError, ValueError) as error:
                self._again = self._now() + _PAUSE
                # What was sent, and what came back, is in no log.
                _log.warning("No summary by %s: %s.", self.address.host, _reason(error))
                return None
            self._kept[known] = Summary(self.address.model, tuple(sentences))
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        summary = self._kept[known]
        return summary if summary.sentences else None

    async def _supported(
        self, given: Sequence[SummarySentence], quotes: Sequence[str], language: str, supports: Supports
    ) -> list[SummarySentence]:
        found: list[SummarySentence] = []
        for one in given:
            there = 1 <= one.quote <= len(quotes) and holds(quotes[one.quote - 1], one.text, language)
            if not there or not await supports(one.text, one.quote):
                _log.info("A sentence of a summary was left out: its quote does not hold it.")
            elif one.text not in (other.text for other in found):
                found.append(one)
            if len(found) == _MOST_SENTENCES:
                break
        return found

    async def _reply(self, asked: dict[str, Any]) -> bytes:
        """Return what the service replies; raises for everything that is not a reply of a bounded size."""
        headers = {"Accept": "application/json", "Accept-Encoding": "identity"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        async with (
            aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar(), auto_decompress=False) as session,
            session.post(self.address.url, json=asked, headers=headers, allow_redirects=False) as response,
        ):
            if response.status != 200:
                raise _RefusedError(f"it answers with HTTP {response.status}")
            said = bytearray()
            async for piece in response.content.iter_chunked(_PIECE):
                said += piece
                if len(said) > _LARGEST:
                    raise _RefusedError(f"it answers with more than {_LARGEST // 1024} KiB")
            return bytes(said)


def _reason(error: Exception) -> str:
    """Say why there is no summary, without a word of what was sent or came back."""
    if isinstance(error, TimeoutError):
        return "it takes too long"
    if isinstance(error, MalformedError):
        return "it does not answer in the form that it was asked for"
    return str(error) if isinstance(error, _RefusedError) else f"it cannot be asked ({type(error).__name__})"
