"""Replies, the threads and feedback that hang on them, and the questions without an answer."""

from __future__ import annotations

from pathlib import Path

from bot.service.database import BotDatabase
from bot.service.replies import Reply
from tests.clocks import ManualClock
from tests.service.helpers import kept_reply


def test_a_reply_is_found_by_its_key_and_its_message_also_after_a_restart(
    tmp_path: Path, clock: ManualClock
) -> None:
    path = tmp_path / "memory.db"
    first = BotDatabase.open(path, keep_days=2, clock=clock)
    kept = kept_reply(first, "k1", day="Day 1", session="s1", verdict="answer", kept_to="s1")
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


def test_the_last_word_on_a_reply_counts(database: BotDatabase) -> None:
    kept_reply(database, "k1")
    assert database.replies.judge("k1", "a", useful=True)
    assert database.replies.judge("k1", "a", useful=False)
    assert database.replies.judge("k1", "b", useful=True)
    assert database.replies.feedback() == (1, 1)
    assert not database.replies.judge("gone", "a", useful=True)


def test_gaps_gather_what_found_no_answer(database: BotDatabase, clock: ManualClock) -> None:
    for user in (1, 2, 2):
        clock.move(1)
        kept_reply(
            database,
            f"k{clock.time()}",
            user,
            asked="Any Kafka? " if user == 1 else "any kafka?",
            verdict="none",
            server=1,
        )
    kept_reply(database, "answered", asked="lamps?", verdict="answer", server=1)
    kept_reply(database, "useless", 3, asked="ropes?", verdict="answer", server=1)
    database.replies.judge("useless", database.person(3), useful=False)
    kept_reply(database, "close", 3, asked="buoys?", verdict="closest", server=1)
    database.replies.judge("close", database.person(3), useful=False)
    kept_reply(database, "talk", 3, asked="you are useless", verdict="talk", server=1)
    kept_reply(database, "list", kind="sessions", asked="", verdict="none", server=1)
    gaps = [
        (gap.question.strip().casefold(), gap.people, gap.times, gap.found)
        for gap in database.replies.gaps(1)
    ]
    assert sorted(gaps) == [
        ("any kafka?", 2, 3, "none"),
        ("buoys?", 1, 1, "closest"),
        ("ropes?", 1, 1, "answer"),
    ]
    assert gaps[0][0] == "any kafka?", "of most people"


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
    kept_reply(database, "k1")
    database.replies.sent("k1", [5, 6])
    database.forget(database.person(1))
    assert database.connection.rows("SELECT count(*) FROM messages") == [(0,)]
    database.replies.sent("k1", [7])
    assert database.replies.of_message(7) is None, "forgotten before it was sent"


def test_servers_are_kept_apart(database: BotDatabase) -> None:
    for number, server in enumerate((1, 2, None)):
        kept = kept_reply(database, f"k{number}", asked=f"from {server}", verdict="none", server=server)
        assert database.replies.find(f"k{number}") == kept
        database.replies.judge(kept.key, "p", useful=server == 1)
    assert [gap.question for gap in database.replies.gaps(1)] == ["from 1"]
    assert [gap.question for gap in database.replies.gaps(2)] == ["from 2"]
    assert database.replies.gaps(3) == []
    assert database.replies.private_gaps(2) == 0
    assert database.replies.private_gaps(2, direct=True) == 1, "of a direct message that it was"
    assert (database.replies.feedback(1), database.replies.feedback(2), database.replies.feedback(3)) == (
        (1, 0),
        (0, 1),
        (0, 0),
    )
    assert database.replies.feedback(1, private=True) == (1, 1)


def test_what_is_forgotten_while_it_is_answered_is_not_kept(database: BotDatabase) -> None:
    mine, theirs = (Reply(f"r{user}", database.person(user), "ask", "what?") for user in (1, 2))
    for reply in (mine, theirs):
        database.replies.begin(f"begun {reply.key}", reply.person, 1)
    database.forget(database.person(1), 1)
    assert not database.replies.keep(mine, "begun r1")
    assert database.replies.keep(theirs, "begun r2")
    database.replies.withdraw(["begun r1", "begun r2"])
    assert database.connection.rows("SELECT key FROM replies") == [("r2",)]
