"""Mornings in the database: noted once, claimed by one, and gone with what they belong to."""

from __future__ import annotations

import datetime as dt

from bot.service.database import BotDatabase
from bot.service.dues import Due
from bot.service.schedules import Schedule

TODAY = dt.date(2031, 5, 3)
YESTERDAY = dt.date(2031, 5, 2)
SCHEDULE = Schedule(1, 2, "cards", dt.time(8), "UTC", organiser=77)


def begun(database: BotDatabase) -> Due:
    database.schedules.keep(SCHEDULE)
    assert database.schedules.begin(SCHEDULE, [TODAY], 10.0)
    (due,) = database.dues.of(1)
    return due


def test_of_two_looks_at_a_schedule_only_one_notes_the_morning(database: BotDatabase) -> None:
    assert begun(database) == Due(1, YESTERDAY, next=10.0)
    assert not database.schedules.begin(SCHEDULE, [TODAY], 10.0)
    (now,) = database.schedules.every()
    assert now.done == TODAY
    assert len(database.dues.every()) == 1


def test_a_schedule_that_was_changed_meanwhile_is_looked_at_anew(database: BotDatabase) -> None:
    begun(database)
    assert not database.schedules.begin(SCHEDULE, [TODAY + dt.timedelta(1)], 10.0)
    assert database.schedules.every()[0].done == TODAY


def test_of_two_processes_one_carries_a_morning_out(database: BotDatabase) -> None:
    due = begun(database)
    claimed = database.dues.claim(due, 900.0)
    assert claimed == Due(1, YESTERDAY, tries=1, next=900.0)
    assert database.dues.claim(due, 900.0) is None
    assert not database.dues.drop(due), "somebody sees to it"


def test_who_comes_back_too_late_changes_nothing(database: BotDatabase) -> None:
    first = database.dues.claim(begun(database), 900.0)
    assert first is not None
    second = database.dues.claim(database.dues.of(1)[0], 1800.0)
    assert second is not None
    database.dues.note(first, 5.0, posted=False, trouble="It broke.")
    database.dues.tell(first, "It broke.")
    assert database.dues.of(1) == [second]
    database.dues.note(second, 5000.0, posted=True, trouble=None)
    assert database.dues.of(1) == [Due(1, YESTERDAY, 2, 5000.0, posted=True)]
    assert database.dues.drop(database.dues.of(1)[0])
    assert database.dues.every() == []


def test_what_failed_is_tried_at_once_where_the_schedule_is_set_again(database: BotDatabase) -> None:
    claimed = database.dues.claim(begun(database), 900.0)
    assert claimed is not None
    database.dues.note(claimed, 5000.0, posted=False, trouble="The channel is gone.")
    database.dues.tell(claimed, "The channel is gone.")
    assert database.dues.of(1)[0].told == "The channel is gone."
    database.schedules.keep(SCHEDULE, 60.0)
    assert database.dues.of(1) == [Due(1, YESTERDAY, 1, 60.0)]


def test_what_was_posted_is_left_in_its_channel_where_another_is_set(database: BotDatabase) -> None:
    claimed = database.dues.claim(begun(database), 900.0)
    assert claimed is not None
    database.dues.note(claimed, 5000.0, posted=True, trouble=None)
    database.schedules.keep(Schedule(1, 3, "cards", dt.time(8), "UTC", TODAY), 60.0)
    assert database.dues.every() == []


def test_removing_a_schedule_ends_what_is_due_for_it(database: BotDatabase) -> None:
    begun(database)
    assert database.schedules.remove(1)
    assert database.dues.every() == []


def test_whoever_set_a_schedule_may_be_forgotten_and_it_goes_on(database: BotDatabase) -> None:
    database.schedules.keep(SCHEDULE)
    assert database.forget(database.person(77), 77) == 1
    (schedule,) = database.schedules.every()
    assert schedule.organiser is None
    assert database.forget(database.person(77), 77) == 0
