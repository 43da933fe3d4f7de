"""Several processes with one database: each serves its part, and takes over when another has ended."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Collection
from pathlib import Path

import pytest

from bot.service.clock import Clock
from bot.service.cluster.leases import Held
from bot.service.cluster.membership import joined
from bot.service.health_socket import ask_health
from bot.service.process_lock import RunningError
from embeddings.errors import LibraryError
from embeddings.index.address import DatabaseAddress
from tests import postgres
from tests.waiting import GUARD, until

ALL = frozenset({0, 1, 2, 3})


class Stepping(Clock):
    """A clock on which a wait lasts until the test lets it end."""

    def __init__(self) -> None:
        self.waiting = asyncio.Semaphore(0)
        self.go_on = asyncio.Semaphore(0)

    async def sleep(self, seconds: float) -> None:  # noqa: ARG002 - as long as the test wants
        self.waiting.release()
        await self.go_on.acquire()

    async def step(self) -> None:
        """Wait until somebody waits, and let it end."""
        async with asyncio.timeout(GUARD):
            await self.waiting.acquire()
        self.go_on.release()


class Told:
    """Leases that answer as the test says."""

    def __init__(self, *answers: Held | LibraryError) -> None:
        self.answers = list(answers)
        self.given: list[frozenset[int]] = []
        self.ended = False

    def renew(self, given: Collection[int] = ()) -> Held:
        self.given.append(frozenset(given))
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, LibraryError):
            raise answer
        return answer

    def end(self) -> None:
        self.ended = True


@pytest.fixture
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DatabaseAddress:
    """A database that nobody runs a bot with; what is told of its health stands in a folder of the test's."""
    empty = postgres.empty_bot()  # first: the server's own user may not enter the test's folder
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return empty


async def test_who_comes_second_stands_by_and_takes_over_when_the_first_has_ended(
    address: DatabaseAddress,
) -> None:
    clock, begun = Stepping(), asyncio.Event()

    async def second() -> None:
        async with joined(address, 1, clock) as member:
            assert member.held == frozenset({0})
            begun.set()

    async with joined(address, 1) as first:
        assert first.held == frozenset({0})
        waiting = asyncio.create_task(second())
        await clock.step()
        async with asyncio.timeout(GUARD):
            await clock.waiting.acquire()
        assert not begun.is_set(), "it looked, and the first is there"
        health = await asyncio.to_thread(ask_health, address)
        assert health.well
        assert "Standing by" in health.sentence
    clock.go_on.release()
    async with asyncio.timeout(GUARD):
        await waiting
    assert begun.is_set()


async def test_connections_follow_what_is_held_and_are_ended_before_others_get_them(
    address: DatabaseAddress,
) -> None:
    half = Held(frozenset({0, 1}), frozenset({2, 3}))
    leases, clock = Told(Held(ALL), half, half, Held(frozenset({0, 1}))), Stepping()
    held: list[frozenset[int]] = []
    ended = asyncio.Event()

    async def hold(shards: frozenset[int]) -> None:
        if shards != ALL:
            assert not any(leases.given)
            await ended.wait()
        held.append(shards)

    async with joined(address, 4, clock, lambda *_: leases) as member:
        keeping = asyncio.create_task(member.keep(hold))
        await until(lambda: held == [ALL])
        await clock.step()
        await clock.step()
        await until(lambda: len(leases.given) == 3)
        assert not any(leases.given), "their connections still stand"
        ended.set()
        await until(lambda: held[1:] == [{0, 1}, {0, 1}])
        await clock.step()
        await until(lambda: len(leases.given) == 4)
        assert leases.given[-1] == {2, 3}
        keeping.cancel()
    assert leases.ended


async def test_a_database_that_is_away_is_waited_for_and_its_shards_are_kept(
    address: DatabaseAddress, caplog: pytest.LogCaptureFixture
) -> None:
    away = LibraryError("The database cannot be reached.")
    leases, clock = Told(Held(ALL), away, away, away, Held(ALL)), Stepping()
    held: list[frozenset[int]] = []

    async def hold(shards: frozenset[int]) -> None:
        held.append(shards)

    async with joined(address, 4, clock, lambda *_: leases) as member:
        keeping = asyncio.create_task(member.keep(hold))
        for _ in range(4):
            await clock.step()
        await until(lambda: len(held) == 2)
        assert held == [ALL, ALL]
        assert caplog.text.count("cannot be told which process serves whom") == 1
        assert not keeping.done()
        keeping.cancel()


async def test_who_stands_by_tells_once_that_the_database_is_away(
    address: DatabaseAddress, caplog: pytest.LogCaptureFixture
) -> None:
    away, nothing = LibraryError("The database cannot be reached."), Held(frozenset())
    leases, clock = Told(nothing, away, away, nothing, away, Held(ALL)), Stepping()

    async def stand_by() -> None:
        async with joined(address, 4, clock, lambda *_: leases) as member:
            assert member.held == ALL

    standing_by = asyncio.create_task(stand_by())
    for _ in range(5):
        await clock.step()
    await asyncio.wait_for(standing_by, GUARD)
    assert caplog.text.count("Standing by, and the database") == 2, "once each time that it is away"


async def test_a_process_that_must_not_run_beside_the_others_is_told_why(address: DatabaseAddress) -> None:
    leases, clock = Told(Held(ALL), RunningError("Set QUOTH_SHARDS alike.")), Stepping()

    async def hold(_: frozenset[int]) -> None:
        """Connect nothing."""

    async with joined(address, 4, clock, lambda *_: leases) as member:
        keeping = asyncio.create_task(member.keep(hold))
        await clock.step()
        async with asyncio.timeout(GUARD):
            assert isinstance(await keeping, RunningError)


async def test_a_lost_connection_to_the_database_is_made_again(address: DatabaseAddress) -> None:
    clock, held = Stepping(), list[frozenset[int]]()

    async def hold(shards: frozenset[int]) -> None:
        held.append(shards)

    async with joined(address, 1, clock) as member:
        keeping = asyncio.create_task(member.keep(hold))
        await asyncio.to_thread(postgres.end_connections)
        await clock.step()
        await until(lambda: len(held) == 2)
        assert held == [{0}, {0}]
        keeping.cancel()


async def test_a_bot_without_the_driver_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "embeddings.index.stores.postgres.store", None)
    address = DatabaseAddress("postgresql://rigger@127.0.0.1:1/notes")
    with pytest.raises(LibraryError, match=r"pip install '\.\[postgres\]'"):
        async with joined(address):
            pass
