"""What a bot keeps goes with its library to another place, whole, and is not lost by mistake."""

from __future__ import annotations

import datetime as dt
from contextlib import closing
from pathlib import Path

import pytest

from bot.inbox.handed_in import NotesFile
from bot.service.cluster.leases import DatabaseLeases
from bot.service.connection import Connection
from bot.service.database import BotDatabase, connection_to
from bot.service.moving import TABLES, moving
from bot.service.postgres_connection import PostgresConnection
from bot.service.process_lock import RunningError, alone_with
from bot.service.schedules import Schedule
from bot.service.submissions import InboxSetting, Submission
from embeddings.errors import LibraryError
from embeddings.index.address import Place
from tests import postgres
from tests.service.helpers import kept_reply

DAY = ("Harbour Days 2031", "Day 1", "2031-05-02")


def fill(place: Place) -> None:
    """Keep something in each table."""
    with closing(BotDatabase.open(place, keep_days=9)) as bot:
        kept_reply(bot, "k1")
        bot.replies.sent("k1", [71, 72])
        bot.replies.judge("k1", "p", useful=True)
        bot.replies.keep_thread(5, "day1/opening")
        share = bot.shares.begin(2000, 3000, DAY, "cards")
        bot.shares.plan(share.id, 0, ["day1/opening"])
        bot.schedules.keep(Schedule(2000, 3000, "cards", dt.time(8, 30), "UTC"))
        bot.departures.left(4000)
        bot.presence.toggle(2000, "day1/opening", "p", 1)
        bot.submissions.open(2000, InboxSetting(3000, 7))
        new = Submission("s1", 2000, "default", 1, "day2.md", "day2", 1, 5.0, pictures=True)
        bot.submissions.add(new, [NotesFile("day2.md", "# A talk")])
        with bot.connection.writing() as writing:
            bot.dues.add(writing, 2000, dt.date(2031, 5, 2), 0.0)


def contents(place: Place) -> dict[str, list[dict[str, object]]]:
    """Return all rows of all tables, but for a column that only the file has."""
    with closing(connection_to(place)) as connection:
        return {table: _rows(connection, table) for table in TABLES}


def _rows(connection: Connection, table: str) -> list[dict[str, object]]:
    columns = [column for column in connection.columns(table) if (table, column) != ("replies", "message")]
    names = ", ".join(f'"{column}"' for column in columns)
    rows = connection.rows(f"SELECT {names} FROM {table}")  # noqa: S608 - names of ours
    return sorted((dict(zip(columns, row, strict=True)) for row in rows), key=repr)


def test_all_of_it_goes_into_a_database_and_back(tmp_path: Path) -> None:
    file, database, back = tmp_path / "memory.db", postgres.empty_bot(), tmp_path / "back.db"
    fill(file)
    before = contents(file)
    assert all(before.values()), "there is something in each table"
    with moving(file, database) as move:
        assert move() == 14
    assert contents(database) == before
    with moving(database, back) as move:
        assert move() == 14
    assert contents(back) == before


def test_people_are_known_and_shares_are_numbered_on(tmp_path: Path) -> None:
    file, database = tmp_path / "memory.db", postgres.empty_bot()
    fill(file)
    with closing(BotDatabase.open(file, keep_days=9)) as bot:
        person, last = bot.person(7), bot.shares.unfinished()[-1].id
    with moving(file, database) as move:
        move()
    with closing(BotDatabase.open(database, keep_days=9)) as bot:
        assert bot.person(7) == person
        assert bot.shares.begin(2000, 3001, DAY, "cards").id > last


def test_what_a_bot_keeps_there_already_is_not_lost_unless_that_is_said(tmp_path: Path) -> None:
    file, other = tmp_path / "memory.db", postgres.empty_bot()
    fill(file)
    with closing(BotDatabase.open(other, keep_days=9)) as bot:
        kept_reply(bot, "theirs")
    before = contents(other)
    with pytest.raises(LibraryError, match="--replace"), moving(file, other):
        pass
    assert contents(other) == before
    with moving(file, other, replace=True) as move:
        move()
    assert contents(other) == contents(file)


def test_a_library_without_a_bot_is_carried_alone(tmp_path: Path) -> None:
    with moving(tmp_path / "memory.db", tmp_path / "other.db") as move:
        assert move() == 0
    assert not (tmp_path / "other.db").exists()


def test_a_bot_that_runs_is_to_be_ended_first(tmp_path: Path) -> None:
    file, database = tmp_path / "memory.db", postgres.empty_bot()
    fill(file)
    with alone_with(file), pytest.raises(RunningError, match="end that one first"), moving(file, database):
        pass
    with closing(PostgresConnection(database)) as connection:
        DatabaseLeases(connection, "one", 1, seconds=3600).renew()
    with pytest.raises(RunningError, match="end it first"), moving(file, database):
        pass


def test_no_table_is_left_behind() -> None:
    """Those of the processes that run just now are theirs alone."""
    assert set(TABLES) == set(postgres.bot_tables()) - {"processes", "leases"}
