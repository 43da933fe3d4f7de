"""Questions, answered off the event loop: those that wait while the model is busy are encoded together.

A question that comes when nothing is under way starts at once; there is no window to wait for.
"""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from bot.service.protocols import Asked
from embeddings.errors import QuothError
from embeddings.records import Answer

_BATCH = 32
"""Questions encoded at once: more make the first of them wait longer and are no faster on two cores."""
_MOST_WAITING = 1000
"""Questions that may wait; beyond, new ones are turned away rather than kept past Discord's patience."""


class BusyError(QuothError):
    """Too many questions are waiting; the person is asked to come back."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question and what it is kept to."""

    text: str
    day: str | None = None
    session: str | None = None
    """A session's id."""
    after: Answer | None = None
    """The reply that it follows on, where it points back to it ("the second one")."""


class Batcher:
    """Answers queries with one worker thread, in the order they come."""

    def __init__(self, core: Asked, *, most_waiting: int = _MOST_WAITING) -> None:
        """``core`` is called from the worker thread only; beyond ``most_waiting`` questions are refused."""
        self._most_waiting = most_waiting
        self._core = core
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="quoth-ask")
        self._waiting: list[tuple[Query, asyncio.Future[Answer]]] = []
        self._worker: asyncio.Task[None] | None = None
        self.answered = 0

    async def ask(self, query: Query) -> Answer:
        """Answer one query; raises QuothError, and BusyError where too many wait."""
        if len(self._waiting) >= self._most_waiting:
            raise BusyError("Too many questions are waiting just now: please ask again in a minute.")
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting.append((query, future))
        if self._worker is None or self._worker.done():
            self._worker = asyncio.create_task(
                # It works for many requests, so it does not go by the id of the first.
                self._work(),
                name="quoth-ask",
                context=contextvars.Context(),
            )
        return await future

    async def _work(self) -> None:
        loop = asyncio.get_running_loop()
        while self._waiting:
            batch, self._waiting = self._waiting[:_BATCH], self._waiting[_BATCH:]
            batch = [entry for entry in batch if not entry[1].done()]
            queries = [query for query, _ in batch]
            try:
                outcomes = await loop.run_in_executor(self._executor, answer_all, self._core, queries)
            except Exception as error:  # noqa: BLE001 - handed to everyone who waits, and logged there
                outcomes = [error] * len(batch)
            for (_, future), outcome in zip(batch, outcomes, strict=True):
                if future.done():
                    continue
                if isinstance(outcome, Exception):
                    future.set_exception(outcome)
                else:
                    self.answered += 1
                    future.set_result(outcome)

    async def drain(self) -> None:
        """Wait until every question that came so far is answered."""
        while self._worker is not None and not self._worker.done():
            await asyncio.wait([self._worker])

    def close(self) -> None:
        """Let the worker thread end."""
        self._executor.shutdown(wait=True, cancel_futures=True)


def answer_all(core: Asked, queries: Sequence[Query]) -> list[Answer | Exception]:
    """Answer queries, those that are kept to nothing together; an error is of its own query alone."""
    outcomes: dict[int, Answer | Exception] = {}
    free = [index for index, query in enumerate(queries) if query.day is None and query.session is None]
    if len(free) > 1:
        try:
            answers = core.ask_many([queries[index].text for index in free])
            outcomes = dict(zip(free, answers, strict=True))
        except QuothError:
            outcomes = {}  # One of them is to blame: each is asked on its own below.
    for index, query in enumerate(queries):
        if index not in outcomes:
            try:
                outcomes[index] = core.ask(
                    query.text, day=query.day, session=query.session, after=query.after
                )
            except QuothError as error:
                outcomes[index] = error
    return [outcomes[index] for index in range(len(queries))]
