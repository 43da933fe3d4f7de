"""When a schedule's recaps are due, tried again, and given up: nothing here reads a clock or a table.

A morning is told by its date in the schedule's own time zone. The recap of a day is due on the morning after
it; it is tried, and brought up to date, until the time of day that is ``late`` days and one after that.
"""

from __future__ import annotations

import datetime as dt
import zoneinfo

from bot.service.schedules import Schedule

_DAY = dt.timedelta(days=1)
_FIRST_PAUSE, _LONGEST_PAUSE = 60.0, 3600.0
"""Seconds between two tries: each pause is twice the one before."""


def pause(tries: int) -> float:
    """Return the seconds to wait after so many tries."""
    return float(min(_FIRST_PAUSE * 2 ** max(0, min(tries, 30) - 1), _LONGEST_PAUSE))


def last_morning(schedule: Schedule, now: dt.datetime) -> dt.date:
    """Return the latest morning whose time has come: today's, or before its time yesterday's."""
    there = now.astimezone(zoneinfo.ZoneInfo(schedule.zone))
    begun = there.time().replace(tzinfo=None) >= schedule.at
    return there.date() if begun else there.date() - _DAY


def new_mornings(schedule: Schedule, now: dt.datetime) -> list[dt.date]:
    """Return the mornings that have come since the last one that was seen to, and are within their bound.

    What was missed while the bot did not run is among them. Where the last one lies ahead, the system's time
    was wrong when it was noted: then those within the bound count as not seen to.
    """
    last = last_morning(schedule, now)
    earliest = last - schedule.late * _DAY
    done = schedule.done
    if done is None:
        done = now.astimezone(zoneinfo.ZoneInfo(schedule.zone)).date() - _DAY
    elif done > last + 2 * _DAY:
        done = earliest - _DAY
    first = max(done + _DAY, earliest)
    return [first + n * _DAY for n in range((last - first).days + 1)]


def bound(schedule: Schedule, date: dt.date) -> dt.datetime:
    """Return when the recap of a date is given up, or left as it stands."""
    morning = date + (2 + schedule.late) * _DAY
    return dt.datetime.combine(morning, schedule.at, zoneinfo.ZoneInfo(schedule.zone))


def next_time(schedule: Schedule, now: dt.datetime) -> dt.datetime:
    """Return when the next morning of a schedule comes; ``now`` where one has come already."""
    if new_mornings(schedule, now):
        return now
    done = schedule.done or last_morning(schedule, now)
    return dt.datetime.combine(done + _DAY, schedule.at, zoneinfo.ZoneInfo(schedule.zone))
