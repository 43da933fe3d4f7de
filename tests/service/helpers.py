"""What tests of health share: a clock that is set by hand, a service, a connection that stands."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.service.database import BotDatabase, database_path
from bot.service.health import Pulse
from bot.service.metrics import Meter
from bot.service.service import Service
from bot.settings import Settings
from tests.loopback.core import SmallCore


@asynccontextmanager
async def opened(folder: Path, meter: Meter | None = None) -> AsyncIterator[tuple[Service, SmallCore]]:
    core = SmallCore.at(folder)
    settings = Settings(notes=core.notes, library=folder / "library.db", watch=False)
    service = Service(settings, core, BotDatabase.open(database_path(settings.library), keep_days=9), meter)
    try:
        await service.start()
        yield service, core
    finally:
        await service.close()


def up() -> Pulse:
    pulse = Pulse()
    pulse.up()
    return pulse
