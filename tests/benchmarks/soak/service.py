"""The service behind all doors, in this process: each quote is looked up in the notes as they are."""

from __future__ import annotations

import gc
import random
import time
import traceback
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import partial

from bot.service.batching import Query
from bot.service.database import BotDatabase, database_place
from bot.service.refresh import take_up
from bot.service.service import Service
from bot.settings import Settings
from embeddings.errors import QuothError
from embeddings.index.embedders.sentence_transformers import SentenceTransformerEmbedder
from embeddings.library import Library
from embeddings.text import tokens
from tests.benchmarks.process import resident
from tests.benchmarks.soak.door import Plan
from tests.benchmarks.soak.tally import Tally
from tests.fakes import FakeEmbedder


class ServiceDoor:
    """Asks as commands do: some within a day or a session, some judged, some answered once more.

    The first thousands fill SQLite's page caches (the one of the bot's database takes about 300 kB a 1,000
    questions until it has the 2 MB that SQLite grants a connection): not a leak.
    """

    at_once = 1

    def __init__(self, service: Service) -> None:
        self._service = service

    async def titles(self) -> Sequence[str]:
        return [session.title for session in self._service.suggestions.sessions]

    async def between(self, _turn: int, tally: Tally) -> None:
        await take_up(self._service)
        gc.collect()
        tally.beside["notes read again"] += 1

    def resident(self) -> int:
        return resident()

    async def ask(self, draw: random.Random, question: str, tally: Tally) -> None:
        service = self._service
        person, kept = draw.randrange(50), draw.random()
        began = time.perf_counter()
        try:
            session = draw.choice(service.suggestions.sessions)
            day = session.day if kept < 0.1 else None
            query = Query(service.check(question), day, session.id if kept > 0.9 else None)
            answer, reply = await service.ask(person, query)
            took = time.perf_counter() - began
            if not all(service.core.current(quote) for quote in (*answer.quotes, *answer.more)):
                raise AssertionError(f"not in the notes: {answer.quotes}")
            await service.sent(reply, [tally.asked + 1])
            if tally.asked % 10 == 0:
                await service.off_loop(
                    partial(service.database.replies.judge, useful=kept < 0.5), reply.key, reply.person
                )
                tally.beside["judged"] += 1
            if tally.asked % 10 == 1:
                await service.again(await service.reply(reply.key, None))
                tally.beside["answered once more"] += 1
            tally.took(took, answer.verdict)
        except QuothError as error:
            if tokens.tokenize(question):  # one without a word is rightly refused
                tally.failed(f"{question!r}: {error}")
            else:
                tally.took(time.perf_counter() - began, "refused")
        except Exception:  # noqa: BLE001 - counted, and told
            tally.failed(f"{question!r} {traceback.format_exc()}")


@asynccontextmanager
async def opened(plan: Plan) -> AsyncIterator[ServiceDoor]:
    """Start the service; it ends with the block."""
    core = Library(plan.notes, plan.library, FakeEmbedder() if plan.small else SentenceTransformerEmbedder())
    settings = Settings(notes=plan.notes, library=plan.library, watch=False)
    database = BotDatabase.open(database_place(plan.library), keep_days=90)
    service = Service(settings, core, database)
    await service.start()
    try:
        yield ServiceDoor(service)
    finally:
        await service.close()
