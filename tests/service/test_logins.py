"""A bot that is started again and again logs in ever more rarely, within what Discord allows a day."""

from __future__ import annotations

import pytest

from bot.service.database import BotDatabase
from tests.clocks import DAY, ManualClock

MOST_A_DAY = 1000


def test_the_first_logins_do_not_wait_and_the_next_ones_ever_longer(
    database: BotDatabase, clock: ManualClock
) -> None:
    waits = []
    for _ in range(13):
        waits.append(database.logins.begin())
        clock.move(waits[-1] + 2)
    assert waits == [0, 0, 0, 0, 0, 5, 10, 20, 40, 80, 160, 300, 300]


def test_a_bot_that_ran_for_a_while_begins_anew(database: BotDatabase, clock: ManualClock) -> None:
    for _ in range(9):
        clock.move(database.logins.begin())
    clock.move(899)
    assert database.logins.begin() == 80
    clock.move(80 + 901)
    assert [database.logins.begin() for _ in range(6)] == [0, 0, 0, 0, 0, 5]


def test_a_clock_that_was_set_back_holds_nobody_up(database: BotDatabase, clock: ManualClock) -> None:
    for _ in range(9):
        clock.move(database.logins.begin())
    clock.move(-30 * DAY)
    assert database.logins.begin() == 0


@pytest.mark.parametrize("connections", [1, 2, 8])
@pytest.mark.parametrize("runs", [0.0, 30.0, 899.0, 901.0])
def test_no_loop_of_restarts_uses_a_days_logins_up(
    database: BotDatabase, clock: ManualClock, connections: int, runs: float
) -> None:
    begun, end, free = 0, clock.time() + DAY, 5
    while clock.time() < end:
        clock.move(database.logins.begin())
        begun += connections
        database.logins.took(connections)
        clock.move(0.5 if begun // connections % free else runs)
    assert begun < MOST_A_DAY


def test_a_process_that_starts_beside_others_waits_for_none_of_their_logins(database: BotDatabase) -> None:
    for part in (0, 2):
        database.logins.took(4, part)
        assert database.logins.begin(part) == 0
    assert database.logins.begin(2) == 20, "its own restart is one"
