from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.service.connection import MIGRATIONS
from bot.service.database import BotDatabase
from bot.service.rate_limits import Limits, RateLimit
from bot.service.replies import Reply
from embeddings.errors import LibraryError
from tests.clocks import ManualClock


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def database(tmp_path: Path, clock: ManualClock) -> BotDatabase:
    return BotDatabase.open(tmp_path / "deep" / "memory.db", keep_days=2, clock=clock)


def reply(database: BotDatabase, key: str, user: int = 1, **more: Any) -> Reply:
    kept = Reply(key, database.person(user), more.pop("kind", "ask"), more.pop("asked", "what?"), **more)
    database.replies.keep(kept)
    return kept


def test_a_reply_is_found_by_its_key_and_its_message_also_after_a_restart(
    tmp_path: Path, clock: ManualClock
) -> None:
    path = tmp_path / "memory.db"
    first = BotDatabase.open(path, keep_days=2, clock=clock)
    kept = reply(first, "k1", day="Day 1", session="s1", verdict="answer", kept_to="s1")
    first.replies.sent("k1", [77, 78])
    first.replies.keep_thread(5, "s1")
    person = first.person(1)
    first.close()
    second = BotDatabase.open(path, keep_days=2, clock=clock)
    assert second.replies.find("k1") == kept
    assert second.replies.of_message(77) == second.replies.of_message(78) == kept
    assert second.replies.of_message(79) is None
    assert second.replies.thread_session(5) == "s1"
    assert second.replies.thread_session(6) is None
    assert second.replies.find("other") is None
    assert second.person(1) == person, "its own key is kept"
    second.close()


def test_no_user_id_is_written(tmp_path: Path, clock: ManualClock) -> None:
    path = tmp_path / "memory.db"
    database = BotDatabase.open(path, keep_days=2, clock=clock)
    user = 184837265019283746
    reply(database, "k1", user)
    database.replies.judge("k1", database.person(user), useful=True)
    database.close()
    assert str(user).encode() not in b"".join(file.read_bytes() for file in tmp_path.iterdir())


def test_people_are_known_by_another_hash_under_another_secret(tmp_path: Path) -> None:
    one = BotDatabase.open(tmp_path / "a.db", keep_days=2, secret="one")
    two = BotDatabase.open(tmp_path / "b.db", keep_days=2, secret="two")
    own = BotDatabase.open(tmp_path / "c.db", keep_days=2)
    assert len({one.person(1), two.person(1), own.person(1), one.person(2)}) == 4


def test_the_last_word_on_a_reply_counts(database: BotDatabase) -> None:
    reply(database, "k1")
    assert database.replies.judge("k1", "a", useful=True)
    assert database.replies.judge("k1", "a", useful=False)
    assert database.replies.judge("k1", "b", useful=True)
    assert database.replies.feedback() == (1, 1)
    assert not database.replies.judge("gone", "a", useful=True)


def test_gaps_gather_what_was_asked_in_vain(database: BotDatabase, clock: ManualClock) -> None:
    for user in (1, 2, 2):
        clock.move(1)
        reply(
            database,
            f"k{clock.time()}",
            user,
            asked="Any Kafka? " if user == 1 else "any kafka?",
            verdict="none",
        )
    reply(database, "answered", asked="lamps?", verdict="answer")
    reply(database, "useless", 3, asked="ropes?", verdict="answer")
    database.replies.judge("useless", database.person(3), useful=False)
    reply(database, "list", kind="sessions", asked="", verdict="none")
    gaps = [
        (gap.question.strip().casefold(), gap.people, gap.times, gap.useless)
        for gap in database.replies.gaps()
    ]
    assert gaps == [("any kafka?", 2, 3, False), ("ropes?", 1, 1, True)]


def test_forgetting_a_person_leaves_the_others(database: BotDatabase) -> None:
    reply(database, "mine", 1)
    reply(database, "theirs", 2)
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
    reply(database, "k1", asked="a very private question")
    assert b"very private" in b"".join(file.read_bytes() for file in tmp_path.iterdir())
    database.forget(database.person(1))
    assert b"very private" not in b"".join(file.read_bytes() for file in tmp_path.iterdir())
    database.close()


def test_the_old_is_pruned(database: BotDatabase, clock: ManualClock) -> None:
    reply(database, "old")
    clock.move(1.5 * 86_400)
    reply(database, "new")
    clock.move(86_400)
    assert database.prune() == 1
    assert database.replies.find("old") is None
    assert database.replies.find("new") is not None


def test_a_thread_is_forgotten_once_nobody_asks_in_it(database: BotDatabase, clock: ManualClock) -> None:
    database.replies.keep_thread(1, "s1")
    database.replies.keep_thread(2, "s2")
    clock.move(1.5 * 86_400)
    database.replies.keep_thread(2, "s2")
    clock.move(86_400)
    assert database.prune() == 1
    assert database.replies.thread_session(1) is None
    assert database.replies.thread_session(2) == "s2"


def test_the_messages_of_a_forgotten_reply_are_forgotten(database: BotDatabase) -> None:
    reply(database, "k1")
    database.replies.sent("k1", [5, 6])
    database.forget(database.person(1))
    assert database.connection.rows("SELECT count(*) FROM messages") == [(0,)]
    database.replies.sent("k1", [7])
    assert database.replies.of_message(7) is None, "forgotten before it was sent"


def test_a_database_of_a_newer_version_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "memory.db"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(LibraryError, match="newer Quoth"):
        BotDatabase.open(path, keep_days=2)


def test_a_write_that_fails_leaves_nothing_behind(database: BotDatabase) -> None:
    kept = reply(database, "k1")
    with pytest.raises(LibraryError):
        database.replies.keep(kept)
    reply(database, "k2")
    assert database.replies.find("k2") is not None


def test_servers_are_kept_apart(database: BotDatabase) -> None:
    for number, server in enumerate((1, 2, None)):
        kept = reply(database, f"k{number}", asked=f"from {server}", verdict="none", server=server)
        assert database.replies.find(f"k{number}") == kept
        database.replies.judge(kept.key, "p", useful=server == 1)
    assert [gap.question for gap in database.replies.gaps(1)] == ["from 1"]
    assert [gap.question for gap in database.replies.gaps(2)] == ["from 2"]
    assert database.replies.gaps(3) == []
    assert {gap.question for gap in database.replies.gaps(2, private=True)} == {"from 2", "from None"}
    assert (database.replies.feedback(1), database.replies.feedback(2), database.replies.feedback(3)) == (
        (1, 0),
        (0, 1),
        (0, 0),
    )
    assert database.replies.feedback(1, private=True) == (1, 1)


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
def test_an_upgrade_keeps_what_people_gave(tmp_path: Path, version: int) -> None:
    path = tmp_path / "older.db"
    with closing(sqlite3.connect(path)) as older:
        older.executescript(";".join(MIGRATIONS[:version]))
        older.execute(
            "INSERT INTO replies (key, at, person, kind, asked, verdict, message) "
            "VALUES ('k', 1e10, 'p', 'ask', 'what?', 'none', 5)"
        )
        older.execute("INSERT INTO feedback VALUES ('k', 'p', 1, 1e10)")
        if version > 1:
            older.execute("INSERT INTO schedules VALUES (1, 2, 'messages', '18:00', 'UTC', NULL)")
            older.execute("INSERT INTO presence VALUES (1, 's', 'p', 7, 1e10)")
        older.execute(f"PRAGMA user_version = {version}")
        older.commit()
    database = BotDatabase.open(path, keep_days=9)
    assert database.replies.feedback() == (1, 0)
    assert database.replies.of_message(5) == Reply("k", "p", "ask", "what?", verdict="none")
    if version > 1:
        assert database.connection.rows("SELECT count(*) FROM schedules, presence") == [(1,)]
    database.close()


# ---------------------------------------------------------------------- limits


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
