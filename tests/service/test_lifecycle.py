"""A library that is kept up to date while it answers, and a graceful end."""

from __future__ import annotations

import asyncio

import pytest

from bot.service.batching import Query
from bot.service.errors import NotReadyError
from bot.service.service import Service
from embeddings.errors import NotesError
from tests.services import Controlled
from tests.waiting import GUARD, turns


async def test_a_failed_refresh_keeps_the_old_library(service: Service, library: Controlled) -> None:
    await service.start()
    away = library.notes.rename(library.notes.with_name("away"))
    with pytest.raises(NotesError):
        await service.refresh()
    assert "There is no folder" in (service.trouble or "")
    away.rename(library.notes)
    answer, _ = await service.ask(1, Query("how do lighthouses send their state?"))
    assert answer.quotes
    await service.refresh()
    assert service.trouble is None


async def test_the_notes_may_say_where_they_stand_on_the_web(service: Service, library: Controlled) -> None:
    (library.notes / "quoth.toml").write_text('base_url = "https://example.org/notes/"\n')
    await service.start()
    assert service.site.url == "https://example.org/notes"


async def test_finish_waits_for_who_is_being_served(service: Service) -> None:
    await service.start()
    served = asyncio.Event()

    async def serve() -> None:
        with service.at_work():
            await served.wait()

    serving = asyncio.create_task(serve())
    await turns()
    finishing = asyncio.create_task(service.finish(GUARD))
    await turns()
    assert not finishing.done()
    served.set()
    await finishing
    assert serving.done()
    with pytest.raises(NotReadyError, match="restart"):
        service.check("and now?")


async def test_finish_does_not_wait_for_ever(service: Service, caplog: pytest.LogCaptureFixture) -> None:
    with service.at_work():
        await service.finish(0)
    assert "Stopped while serving 1 person." in caplog.text
