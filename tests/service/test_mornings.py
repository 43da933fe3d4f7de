"""When recaps are due: by the clock of the place, whatever is done to the system's."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from bot.service.mornings import bound, new_mornings, next_time, pause
from bot.service.schedules import Schedule

DAY = dt.timedelta(days=1)
TODAY = dt.date(2031, 5, 3)
SCHEDULE = Schedule(1, 2, "cards", dt.time(8, 30), "UTC", TODAY - DAY, late=2)


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


def test_a_morning_comes_at_its_time_and_once() -> None:
    assert new_mornings(SCHEDULE, at("2031-05-03 08:29")) == []
    assert new_mornings(SCHEDULE, at("2031-05-03 08:30")) == [TODAY]
    assert new_mornings(replace(SCHEDULE, done=TODAY), at("2031-05-03 23:00")) == []


def test_mornings_that_were_missed_come_after_all_within_their_bound() -> None:
    missed = replace(SCHEDULE, done=TODAY - 9 * DAY)
    assert new_mornings(missed, at("2031-05-03 09:00")) == [TODAY - 2 * DAY, TODAY - DAY, TODAY]
    assert new_mornings(replace(missed, late=0), at("2031-05-03 09:00")) == [TODAY]


def test_a_time_just_before_midnight_is_not_lost_by_a_look_just_after() -> None:
    late = replace(SCHEDULE, at=dt.time(23, 59), done=TODAY - DAY, late=0)
    assert new_mornings(late, at("2031-05-04 00:00")) == [TODAY]


def test_what_was_never_seen_to_begins_with_the_next_morning() -> None:
    fresh = replace(SCHEDULE, done=None)
    assert new_mornings(fresh, at("2031-05-03 08:00")) == []
    assert new_mornings(fresh, at("2031-05-03 08:30")) == [TODAY]


@pytest.mark.parametrize(
    ("zone", "hour", "jumps"),
    [("Europe/Berlin", dt.time(2, 30), "2031-03-30"), ("America/Havana", dt.time(0, 30), "2031-03-09")],
)
def test_an_hour_that_is_left_out_loses_no_morning(zone: str, hour: dt.time, jumps: str) -> None:
    day = dt.date.fromisoformat(jumps)
    schedule = replace(SCHEDULE, zone=zone, at=hour, done=day - DAY)
    hours = [at(f"{jumps} 00:00") + dt.timedelta(hours=n) for n in range(12)]
    assert [new_mornings(schedule, hour) for hour in hours][-1] == [day]


def test_an_hour_that_comes_twice_makes_no_second_morning() -> None:
    day = dt.date(2031, 10, 26)
    schedule = replace(SCHEDULE, zone="Europe/Berlin", at=dt.time(2, 30), done=day - DAY)
    assert new_mornings(schedule, at("2031-10-26 00:30")) == [day]
    done = replace(schedule, done=day)
    assert all(new_mornings(done, at("2031-10-26 00:00") + dt.timedelta(minutes=n)) == [] for n in range(180))


def test_a_clock_that_was_set_back_over_midnight_makes_no_second_morning() -> None:
    assert new_mornings(replace(SCHEDULE, done=TODAY + DAY), at("2031-05-03 09:00")) == []


def test_a_clock_that_was_far_ahead_for_a_moment_loses_no_morning() -> None:
    ahead = replace(SCHEDULE, done=TODAY + 400 * DAY, late=0)
    assert new_mornings(ahead, at("2031-05-03 09:00")) == [TODAY]
    assert next_time(ahead, at("2031-05-03 09:00")) == at("2031-05-03 09:00")


def test_a_recap_is_tried_until_the_morning_after_its_last_late_day() -> None:
    assert bound(replace(SCHEDULE, late=0), TODAY - DAY) == at("2031-05-04 08:30")
    assert bound(SCHEDULE, TODAY - DAY) == at("2031-05-06 08:30")


def test_pauses_grow_from_a_minute_to_an_hour() -> None:
    assert [pause(tries) / 60 for tries in (1, 2, 3, 6, 7, 500)] == [1, 2, 4, 32, 60, 60]


def test_times_are_those_of_the_place_across_the_change_of_the_clocks() -> None:
    before = at("2031-03-29 12:00")
    schedule = Schedule(1, 2, "cards", dt.time(2, 30), "Europe/Berlin", before.date())
    assert next_time(schedule, before).astimezone(dt.UTC) == at("2031-03-30 01:30")
    assert next_time(replace(schedule, done=None), before) == before, "due already"
