"""What is kept of a server goes some days after the bot left it, and stays where it comes back in time."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from bot.inbox.handed_in import NotesFile
from bot.service.connection import SqliteConnection
from bot.service.database import BotDatabase
from bot.service.schedules import Schedule
from bot.service.submissions import InboxSetting, Submission
from tests.clocks import DAY, ManualClock
from tests.service.helpers import kept_reply

LEFT, STAYED = 71, 72


def filled(database: BotDatabase) -> None:
    """Keep something of every kind, of two servers."""
    for server in (LEFT, STAYED):
        kept_reply(database, f"k{server}", server, asked=f"asked in {server}", server=server)
        database.replies.judge(f"k{server}", database.person(server), useful=True)
        database.replies.keep_thread(server, "s1", server)
        database.shares.begin(server, server, ("E", "Day 1", None), "cards")
        schedule = Schedule(server, 2, "cards", dt.time(8), "UTC")
        database.schedules.keep(schedule)
        database.schedules.begin(schedule, [dt.date(2031, 5, 3)], 0.0)
        database.presence.toggle(server, "s1", database.person(server), server)
        database.submissions.open(server, InboxSetting(2))
        new = Submission(f"s{server}", server, "default", server, "day2.md", "day2", 1, 5.0)
        database.submissions.add(new, [NotesFile("day2.md", f"asked in {server}")])


def servers_in(database: BotDatabase) -> set[object]:
    """Return the servers that anything is kept of, in whatever table has a column for them."""
    if isinstance(database.connection, SqliteConnection):
        columns = [
            (table, row[1])
            for (table,) in database.connection.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
            for row in database.connection.rows(f"PRAGMA table_info({table})")
        ]
    else:
        columns = database.connection.rows(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
        )
    found: set[object] = set()
    for table, column in columns:
        if column in ("guild", "server"):
            found |= {row[0] for row in database.connection.rows(f"SELECT {column} FROM {table}")}  # noqa: S608 - ours
    return found


def test_all_that_is_kept_of_a_server_goes_after_its_days(
    database: BotDatabase, clock: ManualClock, tmp_path: Path
) -> None:
    filled(database)
    database.departures.left(LEFT)
    clock.move(29 * DAY)
    database.departures.left(LEFT)  # told again, it does not begin anew
    assert database.departures.prune(30) == 0
    assert servers_in(database) == {LEFT, STAYED}
    clock.move(1.1 * DAY)
    assert database.departures.prune(30) > 4
    assert servers_in(database) == {STAYED}
    assert database.replies.find(f"k{STAYED}") is not None
    assert b"asked in 71" not in b"".join(file.read_bytes() for file in tmp_path.rglob("*.db*"))


def test_a_server_that_comes_back_in_time_finds_all_as_it_was(
    database: BotDatabase, clock: ManualClock
) -> None:
    filled(database)
    database.departures.left(LEFT)
    clock.move(20 * DAY)
    database.departures.back(LEFT)
    clock.move(20 * DAY)
    assert database.departures.prune(30) == 0
    assert servers_in(database) == {LEFT, STAYED}


def test_what_happened_while_the_bot_was_not_running_is_noted_at_the_start(
    database: BotDatabase, clock: ManualClock
) -> None:
    filled(database)
    database.departures.left(STAYED)
    database.departures.compare({STAYED})
    clock.move(31 * DAY)
    database.departures.prune(30)
    assert servers_in(database) == {STAYED}
