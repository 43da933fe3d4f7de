"""How often a person and a server may ask."""

from __future__ import annotations

from bot.service.rate_limits import Limits, RateLimit
from tests.clocks import ManualClock


def test_a_window_slides(clock: ManualClock) -> None:
    limit = RateLimit(2, 60, clock=clock)
    limit.use("a")
    clock.move(20)
    limit.use("a")
    assert limit.wait("a") == 40
    assert limit.wait("b") == 0
    clock.move(40.5)
    assert limit.wait("a") == 0


def test_a_refused_use_counts_against_nobody(clock: ManualClock) -> None:
    limits = Limits(2, 3, clock=clock)
    assert [limits.take(1, 9), limits.take(1, 9), limits.take(1, 9)] == [0, 0, 60]
    assert limits.take(2, 9) == 0, "the refused use took nothing from the server"
    assert limits.take(3, 9) == 60
    assert limits.take(3, None) == 0, "a direct message is of no server"


def test_a_person_is_told_once_a_minute(clock: ManualClock) -> None:
    limits = Limits(1, 1, clock=clock)
    assert [limits.tell(1), limits.tell(1), limits.tell(2)] == [True, False, True]
    clock.move(61)
    assert limits.tell(1)


def test_limits_forget_who_was_away_longest(clock: ManualClock) -> None:
    limit = RateLimit(1, 60, clock=clock, most_keys=2)
    for key in ("a", "b", "c"):
        limit.use(key)
    assert [limit.wait(key) for key in ("a", "b", "c")] == [0, 60, 60]


def test_presses_have_a_bound_of_their_own() -> None:
    limits = Limits(1, 2, clock=ManualClock())
    assert limits.take(1, 9) == 0
    assert limits.take(1, 9) == 60
    assert [limits.press(1, 9) for _ in range(4)] == [0, 0, 0, 60]
    assert [limits.press(2, 9) for _ in range(4)] == [0, 0, 0, 60]
    assert limits.press(3, 9) == 60, "the server's six are used"
    assert limits.take(2, 9) == 0, "presses count against no question"
