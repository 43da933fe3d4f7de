"""Well is a bot that is connected and answers."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.service.clock import JumpDetector
from bot.service.health import Pulse, examine
from bot.service.service import Service
from bot.service.tenants import Tenants
from embeddings.errors import LibraryError, NotesError
from embeddings.records import Answer
from tests.clocks import ManualClock
from tests.service.helpers import look, up
from tests.services import Controlled, Gate


@pytest.fixture
async def service(service: Service) -> Service:
    """The same, started."""
    await service.start()
    return service


async def test_well_is_connected_and_answering(service: Service, library: Controlled) -> None:
    health = await look(service)
    assert health.well
    assert "3 sessions" in health.sentence
    assert library.asked[-1][0] == library.sessions()[0].title
    assert service.batcher.answered == 0  # nobody asked it


async def test_a_lost_connection_is_told_with_its_time(service: Service, clock: ManualClock) -> None:
    pulse = Pulse(clock)
    assert "awaited" in (await look(service, pulse)).sentence
    assert not pulse.up()
    assert (await look(service, pulse)).well
    pulse.down()
    clock.move(3600)
    pulse.down()  # discord.py says so again at each try
    health = await look(service, pulse)
    assert not health.well
    assert health.sentence == "The connection to Discord has been lost for 3600 s."
    assert pulse.up()
    assert (await look(service, pulse)).well
    assert pulse.reconnects == 1


async def test_a_search_that_hangs_is_told(service: Service, library: Controlled) -> None:
    library.before = gate = Gate("ask")
    health = await examine(Tenants(service), up(), patience=0)
    gate.open()
    assert not health.well
    assert "not answered within" in health.sentence


async def test_a_search_that_fails_is_told(
    service: Service, library: Controlled, monkeypatch: pytest.MonkeyPatch
) -> None:
    with library.failing("ask", LibraryError("The library is damaged.")):
        failed = await look(service)
    assert failed.sentence == "A question cannot be answered: The library is damaged."
    monkeypatch.setattr(library, "ask", lambda text: Answer(text, "none", "Nothing."))
    assert "not found by its own title" in (await look(service)).sentence


async def test_notes_that_cannot_be_read_again_are_told_though_it_is_well(
    service: Service, library: Controlled
) -> None:
    with library.failing("refresh", NotesError("There is no folder notes.")), pytest.raises(NotesError):
        await service.refresh()
    health = await look(service)
    assert health.well
    assert "There is no folder notes." in health.sentence


async def test_it_is_told_whether_answers_are_read_by_the_trained_reader(
    service: Service, library: Controlled, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library, "reader_state", lambda: "The answer reader is off: no memory.")
    unread = await look(service)
    assert unread.well
    assert unread.sentence.endswith("ms. The answer reader is off: no memory.")
    monkeypatch.setattr(library, "reader_state", lambda: None)
    assert (await look(service)).sentence.endswith("ms, the answer reader is on.")


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
