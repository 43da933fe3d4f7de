"""The leases in the database: processes divide the shards, and one that is gone loses its own."""

from __future__ import annotations

from contextlib import ExitStack, closing

import pytest

from bot.service.cluster.leases import DatabaseLeases, Held
from bot.service.postgres_connection import PostgresConnection
from bot.service.process_lock import RunningError
from embeddings.index.address import DatabaseAddress
from tests import postgres
from tests.clocks import ManualClock


@pytest.fixture
def address() -> DatabaseAddress:
    """The bot's tables, which nobody else uses."""
    return postgres.empty_bot()


@pytest.fixture
def opened() -> ExitStack:
    """Closes what a test opened."""
    return ExitStack()


class Processes:
    """Makes processes with leases; closes their connections."""

    def __init__(self, address: DatabaseAddress, closing: ExitStack) -> None:
        self.clock = ManualClock()
        self._address = address
        self._closing = closing

    def one(
        self, name: str, total: int = 4, *, seconds: float = 3600, release: str = "1.0"
    ) -> DatabaseLeases:
        connection = PostgresConnection(self._address)
        self._closing.callback(connection.close)
        return DatabaseLeases(connection, name, total, seconds=seconds, release=release, clock=self.clock)

    def cannot_say_that_they_live(self) -> None:
        """Let everybody's time run out, as it does where the database is away."""
        with closing(PostgresConnection(self._address)) as connection:
            connection.change("UPDATE processes SET until = clock_timestamp() - make_interval(mins => 1)")


@pytest.fixture
def processes(address: DatabaseAddress, opened: ExitStack) -> object:
    with opened:
        yield Processes(address, opened)


def test_a_process_alone_serves_all_and_leaves_half_to_a_second(processes: Processes) -> None:
    one, two = processes.one("one"), processes.one("two")
    assert one.renew().keep == {0, 1, 2, 3}
    assert two.renew() == Held(), "nothing is free yet"
    now = one.renew()
    assert now == Held(frozenset({0, 1}), frozenset({2, 3}))
    assert two.renew() == Held(), "not before their connections have ended"
    assert one.renew(now.leave) == Held(frozenset({0, 1}))
    assert two.renew().keep == {2, 3}


def test_a_process_that_says_nothing_for_too_long_is_taken_over(processes: Processes) -> None:
    dying, other = processes.one("dying", seconds=0), processes.one("other")
    assert dying.renew().keep == {0, 1, 2, 3}
    assert other.renew().keep == {0, 1, 2, 3}, "by the database's clock its time is over"
    assert processes.one("dying").renew() == Held(), "and it learns so where it lives after all"


def test_after_an_absence_of_the_database_all_keep_their_shards_and_the_dead_are_taken_over_later(
    processes: Processes,
) -> None:
    one, two = processes.one("one"), processes.one("two")
    for leases in (one, two, one):
        now = leases.renew()
    one.renew(now.leave)
    two.renew()
    for first, second in ((one, two), (two, one)):
        processes.cannot_say_that_they_live()
        assert len(first.renew().keep) == len(second.renew().keep) == 2
    processes.cannot_say_that_they_live()
    assert one.renew() == Held(frozenset({0, 1}))
    processes.clock.move(3599)
    assert one.renew() == Held(frozenset({0, 1})), "the other may come yet"
    processes.clock.move(2)
    assert one.renew().keep == {0, 1, 2, 3}


def test_after_the_databases_time_was_set_back_by_hours_the_dead_are_taken_over_all_the_same(
    processes: Processes, address: DatabaseAddress
) -> None:
    """Defence: no lease is let end later than one that is given now."""
    processes.one("dying").renew()
    with closing(PostgresConnection(address)) as connection:
        connection.change("UPDATE processes SET until = until + make_interval(hours => 5)")
    assert processes.one("patient").renew() == Held(), "it may live, and has time to say so"
    assert processes.one("other", seconds=0).renew().keep == {0, 1, 2, 3}


def test_a_process_that_ends_gives_all_back_at_once(processes: Processes) -> None:
    one, two = processes.one("one"), processes.one("two")
    one.renew()
    two.renew()
    one.end()
    assert two.renew().keep == {0, 1, 2, 3}


def test_the_older_of_two_versions_stands_back(processes: Processes) -> None:
    old, new = processes.one("old", release="0.9.1"), processes.one("new", release="0.10.0")
    assert old.renew().keep == {0, 1, 2, 3}
    assert not new.renew().keep
    now = old.renew()
    assert now == Held(frozenset(), frozenset({0, 1, 2, 3}), newer=True)
    assert old.renew(now.leave) == Held(newer=True), "nor does it take them again"
    assert new.renew().keep == {0, 1, 2, 3}


def test_processes_that_divide_the_bot_otherwise_are_told(processes: Processes) -> None:
    processes.one("one", 4).renew()
    with pytest.raises(RunningError, match="among 4 connections and this one among 2: set QUOTH_SHARDS"):
        processes.one("two", 2).renew()
    assert processes.one("three", 4).renew() == Held(), "who was refused is not counted"
