"""The bot's file: its versions, what is forgotten, and a write that fails."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.service.connection import MIGRATIONS
from bot.service.database import BotDatabase
from bot.service.replies import Reply
from embeddings.errors import LibraryError
from tests.clocks import ManualClock
from tests.service.helpers import kept_reply


def test_no_user_id_is_written(tmp_path: Path, clock: ManualClock) -> None:
    path = tmp_path / "memory.db"
    database = BotDatabase.open(path, keep_days=2, clock=clock)
    user = 184837265019283746
    kept_reply(database, "k1", user)
    database.replies.judge("k1", database.person(user), useful=True)
    database.close()
    assert str(user).encode() not in b"".join(file.read_bytes() for file in tmp_path.iterdir())


def test_people_are_known_by_another_hash_under_another_secret(tmp_path: Path) -> None:
    with (
        closing(BotDatabase.open(tmp_path / "a.db", keep_days=2, secret="one")) as one,
        closing(BotDatabase.open(tmp_path / "b.db", keep_days=2, secret="two")) as two,
        closing(BotDatabase.open(tmp_path / "c.db", keep_days=2)) as own,
    ):
        assert len({one.person(1), two.person(1), own.person(1), one.person(2)}) == 4


def test_what_another_secret_stands_for_is_known_to_be_there_until_it_is_pruned(
    tmp_path: Path, clock: ManualClock
) -> None:
    def opened(secret: str | None) -> BotDatabase:
        return BotDatabase.open(tmp_path / "memory.db", keep_days=2, secret=secret, clock=clock)

    with closing(opened(None)) as first:
        kept_reply(first, "k1")
        assert first.unknown_before() is None
    clock.move(60)
    changed = clock.time()
    with closing(opened("one")) as second:
        assert second.forget(second.person(1)) == 0
        assert second.unknown_before() == changed
    clock.move(60)
    with closing(opened("one")) as third:
        assert third.unknown_before() == changed, "it was changed once"
        kept_reply(third, "k2")
        clock.move(2 * 86_400 - 60)
        third.prune()
        assert third.unknown_before() is None
        assert third.replies.find("k2") is not None


def test_forgetting_a_person_leaves_the_others(database: BotDatabase) -> None:
    kept_reply(database, "mine", 1)
    kept_reply(database, "theirs", 2)
    database.replies.judge("theirs", database.person(1), useful=True)
    database.replies.judge("mine", database.person(2), useful=True)
    assert database.forget(database.person(1)) == 2
    assert database.replies.find("mine") is None
    assert database.replies.find("theirs") is not None
    assert database.replies.feedback() == (0, 0), "what was said of a forgotten reply goes with it"
    assert database.forget(database.person(1)) == 0


def test_what_is_forgotten_is_gone_from_the_file(tmp_path: Path, clock: ManualClock) -> None:
    path = tmp_path / "memory.db"
    database = BotDatabase.open(path, keep_days=2, clock=clock)
    kept_reply(database, "k1", asked="a very private question")
    assert b"very private" in b"".join(file.read_bytes() for file in tmp_path.iterdir())
    database.forget(database.person(1))
    assert b"very private" not in b"".join(file.read_bytes() for file in tmp_path.iterdir())
    database.close()


def test_the_old_is_pruned(database: BotDatabase, clock: ManualClock) -> None:
    kept_reply(database, "old")
    clock.move(1.5 * 86_400)
    kept_reply(database, "new")
    clock.move(86_400)
    assert database.prune() == 1
    assert database.replies.find("old") is None
    assert database.replies.find("new") is not None


def test_a_database_of_a_newer_version_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "memory.db"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(LibraryError, match="newer Quoth"):
        BotDatabase.open(path, keep_days=2)


def test_a_write_that_fails_leaves_nothing_behind(database: BotDatabase) -> None:
    kept = kept_reply(database, "k1")
    with pytest.raises(LibraryError):
        database.replies.keep(kept)
    kept_reply(database, "k2")
    assert database.replies.find("k2") is not None


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
def test_an_upgrade_keeps_what_people_gave(tmp_path: Path, version: int) -> None:
    path = tmp_path / "older.db"
    with closing(sqlite3.connect(path)) as older:
        older.executescript(";".join(MIGRATIONS[:version]))
        older.execute(
            "INSERT INTO replies (key, at, person, kind, asked, verdict, message) "
            "VALUES ('k', 1e10, 'p', 'ask', 'what?', 'none', ?)",
            (5 if version < 4 else None,),
        )
        if version >= 4:
            older.execute("INSERT INTO messages VALUES (5, 'k')")
        older.execute("INSERT INTO feedback VALUES ('k', 'p', 1, 1e10)")
        if version > 1:
            older.execute(
                "INSERT INTO schedules (guild, channel, form, at, zone) "
                "VALUES (1, 2, 'cards', '18:00', 'UTC')"
            )
            older.execute("INSERT INTO presence VALUES (1, 's', 'p', 7, 1e10)")
        older.execute(f"PRAGMA user_version = {version}")
        older.commit()
    database = BotDatabase.open(path, keep_days=9)
    assert database.replies.feedback() == (1, 0)
    assert database.replies.of_message(5) == Reply("k", "p", "ask", "what?", verdict="none")
    if version > 1:
        assert database.connection.rows("SELECT count(*) FROM schedules, presence") == [(1,)]
        (schedule,) = database.schedules.every()
        assert (schedule.late, schedule.publish, schedule.organiser) == (1, False, None)
    database.close()
