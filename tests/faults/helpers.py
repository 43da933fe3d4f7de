"""What tests of faults share: the state of a library, many notes, a service."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bot.service.clock import Clock
from bot.service.database import BotDatabase, database_path
from bot.service.service import Service
from bot.settings import Settings
from embeddings.library import Library
from tests.fakes import NOTES
from tests.loopback.core import SmallCore

QUESTION = "how long does a reading fetched from tape take?"
KILLS = 50
INGEST = """
import sys
from pathlib import Path
from embeddings.errors import QuothError
from embeddings.library import Library
from tests.fakes import FakeEmbedder
try:
    Library(Path(sys.argv[1]), Path(sys.argv[2]), FakeEmbedder()).refresh()
except QuothError as error:
    sys.exit(str(error))
"""


def state(library: Library) -> tuple[object, ...]:
    answer = library.ask(QUESTION)
    return ([s.as_json() for s in library.sessions()], answer.quotes, [m.session.id for m in answer.matches])


def many(name: str) -> dict[str, str]:
    return {f"more{n}.md": NOTES["day1.md"].replace("Tidal", f"{name} {n}") for n in range(12)}


@asynccontextmanager
async def service_at(folder: Path, core: Any = None, clock: Clock | None = None) -> AsyncIterator[Service]:
    core = core or SmallCore.at(folder)
    settings = Settings(notes=core.notes, library=folder / "library.db", watch=False)
    database = BotDatabase.open(database_path(settings.library), keep_days=9)
    service = Service(settings, core, database, clock=clock)
    try:
        await service.start()
        yield service
    finally:
        await service.close()
