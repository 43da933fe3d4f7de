"""Well is a bot that is connected and answers."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from bot.service.clock import JumpDetector
from bot.service.health import Pulse, examine
from bot.service.tenants import Tenants
from embeddings.errors import LibraryError, NotesError
from embeddings.records import Answer
from tests.clocks import ManualClock
from tests.service.helpers import opened, up


async def test_well_is_connected_and_answering(tmp_path: Path) -> None:
    async with opened(tmp_path) as (service, core):
        health = await examine(Tenants(service), up())
        assert health.well
        assert "3 sessions" in health.sentence
        assert core.asked[-1][0] == core.sessions()[0].title
        assert service.batcher.answered == 0  # nobody asked it


async def test_a_lost_connection_is_told_with_its_time(tmp_path: Path) -> None:
    clock = ManualClock()
    pulse = Pulse(clock)
    async with opened(tmp_path) as (service, _):
        assert "awaited" in (await examine(Tenants(service), pulse)).sentence
        assert not pulse.up()
        assert (await examine(Tenants(service), pulse)).well
        pulse.down()
        clock.move(3600)
        pulse.down()  # discord.py says so again at each try
        health = await examine(Tenants(service), pulse)
        assert not health.well
        assert health.sentence == "The connection to Discord has been lost for 3600 s."
        assert pulse.up()
        assert (await examine(Tenants(service), pulse)).well
        assert pulse.reconnects == 1


async def test_a_search_that_hangs_or_fails_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    async with opened(tmp_path) as (service, core):
        core.gate = threading.Event()
        health = await examine(Tenants(service), up(), patience=0.1)
        assert not health.well
        assert "not answered within" in health.sentence
        core.gate.set()
        core.gate = None

        def broken(*_: object, **__: object) -> Answer:
            raise LibraryError("The library is damaged.")

        monkeypatch.setattr(core, "ask", broken)
        assert (
            await examine(Tenants(service), up())
        ).sentence == "A question cannot be answered: The library is damaged."

        def lost(text: str, **_: object) -> Answer:
            return Answer(text, "none", "Nothing.")

        monkeypatch.setattr(core, "ask", lost)
        assert "not found by its own title" in (await examine(Tenants(service), up())).sentence


async def test_notes_that_cannot_be_read_again_are_told_though_it_is_well(tmp_path: Path) -> None:
    async with opened(tmp_path) as (service, core):
        core.fail = NotesError("There is no folder notes.")
        with pytest.raises(NotesError):
            await service.refresh()
        health = await examine(Tenants(service), up())
        assert health.well
        assert "There is no folder notes." in health.sentence


def test_a_clock_that_was_set_is_noticed_once() -> None:
    clock = ManualClock()
    detector = JumpDetector(clock)
    clock.move(21_600)
    assert detector.jump() == 0
    clock.set(clock.now() + dt.timedelta(days=400))
    assert detector.jump() == 400 * 86_400
    assert detector.jump() == 0
    clock.set(clock.now() - dt.timedelta(days=400))
    assert detector.jump() == -400 * 86_400
