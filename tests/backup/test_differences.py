"""What people entered since the backup is not lost unsaid, and no recap is posted twice."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from bot.backup import restore as restoring
from bot.backup.archive import BackupError, pack
from bot.backup.backup import backup
from bot.backup.restore import restore
from bot.service.database import BotDatabase
from bot.service.replies import Reply
from bot.service.schedules import Schedule
from embeddings.library import Library
from tests import clocks
from tests.backup.helpers import DAY, judge


def test_feedback_since_the_backup_is_not_lost_unsaid(
    library: Library, database: BotDatabase, tmp_path: Path
) -> None:
    judge(database, "k1")
    backup(library.path, tmp_path / "q.zip")
    judge(database, "k2")
    judge(database, "k3", useful=False)
    with pytest.raises(BackupError, match=r"2 of feedback.*--replace"):
        restore(library.path, tmp_path / "q.zip")
    assert database.replies.feedback() == (2, 1)
    done = restore(library.path, tmp_path / "q.zip", replace=True)
    assert database.replies.feedback() == (1, 0)
    assert any("2 of feedback" in remark for remark in done.remarks)
    assert done.kept is not None
    assert restore(library.path, done.kept).saved.judgements == 3
    assert database.replies.feedback() == (2, 1)


def test_what_the_bot_writes_by_itself_is_not_counted_as_an_entry_of_people(
    library: Library, database: BotDatabase, tmp_path: Path
) -> None:
    shares = database.shares
    database.schedules.keep(Schedule(1, 2, "cards", dt.time(8), "UTC", dt.date(2031, 1, 1)))
    database.presence.toggle(1, "talk", database.person(7), 7)
    backup(library.path, tmp_path / "q.zip")
    database.replies.keep(Reply("k", database.person(7), "ask", "what?"))
    database.replies.sent("k", [111, 112])
    schedule = database.schedules.of(1)
    assert schedule is not None
    assert database.schedules.begin(schedule, [dt.date(2031, 1, 2)], 0.0)
    (share,) = database.schedules.shares(schedule, [("E", "Day 1", "2031-01-01")])
    shares.plan(share.id, 0, ["talk"])
    restore(library.path, tmp_path / "q.zip")
    assert database.presence.users(1, "talk") == [7]


def test_no_recap_is_posted_twice_after_a_restore(
    library: Library, database: BotDatabase, tmp_path: Path
) -> None:
    shares, today = database.shares, dt.date(2031, 1, 2)
    database.schedules.keep(Schedule(1, 2, "cards", dt.time(8), "UTC"))
    backup(library.path, tmp_path / "q.zip")
    assert database.schedules.begin(database.schedules.every()[0], [today], 0.0)
    (share,) = database.schedules.shares(database.schedules.every()[0], [DAY])
    shares.plan(share.id, 0, ["talk"])
    shares.sent(share.id, 0, "999", "x", ["talk"])
    shares.finish(share.id)
    posted = shares.parts(share.id)
    (due,) = database.dues.every()
    restore(library.path, tmp_path / "q.zip")
    assert database.schedules.every()[0].done == today
    assert database.dues.every() == [due]
    found = shares.find(2, DAY)
    assert found is not None
    assert found.finished
    assert found.id == share.id
    assert shares.parts(found.id) == posted


def test_the_later_day_of_a_schedule_stays(library: Library, database: BotDatabase, tmp_path: Path) -> None:
    day = dt.date(2031, 1, 2)
    for saved, now, kept in ((None, day, day), (day, None, day), (day, day.replace(day=1), day), (None,) * 3):
        database.schedules.keep(Schedule(1, 2, "cards", dt.time(8), "UTC", saved))
        backup(library.path, tmp_path / "q.zip")
        database.schedules.keep(Schedule(1, 2, "cards", dt.time(8), "UTC", now))
        restore(library.path, tmp_path / "q.zip")
        assert database.schedules.every()[0].done == kept


def test_what_was_posted_stays_known_from_both_databases(
    library: Library, database: BotDatabase, tmp_path: Path
) -> None:
    """The bot was started again without its database, and has other shares under the same numbers."""
    other = ("E", "Day 2", "2031-01-02")
    shares = database.shares
    for channel in (2, 3, 4):
        share = shares.begin(1, channel, DAY, "cards")
        shares.plan(share.id, 0, [f"old{channel}"])
    numbers = {share.channel: share.id for share in shares.unfinished()}
    backup(library.path, tmp_path / "q.zip")
    with database.connection.writing() as connection:
        connection.execute("DELETE FROM shares")
    for channel, day in ((2, other), (3, DAY)):
        share = shares.begin(1, channel, day, "cards")
        shares.plan(share.id, 0, [f"new{channel}"])
    restore(library.path, tmp_path / "q.zip")
    held = {
        (share.channel, share.day): [part.sessions for part in shares.parts(share.id)]
        for share in shares.unfinished()
    }
    assert held == {
        (2, other): [("new2",)],
        (3, DAY): [("new3",)],
        (2, DAY): [("old2",)],
        (4, DAY): [("old4",)],
    }
    assert {share.id for share in shares.unfinished() if share.channel == 4} == {numbers[4]}
    assert len({share.id for share in shares.unfinished()}) == 4


@pytest.mark.parametrize("table", ["schedules", "presence"])
def test_schedules_and_attendance_since_the_backup_are_not_lost_unsaid(
    library: Library, database: BotDatabase, tmp_path: Path, table: str
) -> None:
    database.schedules.keep(Schedule(1, 2, "cards", dt.time(8), "UTC"))
    backup(library.path, tmp_path / "q.zip")
    if table == "schedules":
        database.schedules.keep(Schedule(1, 2, "cards", dt.time(9), "UTC"))
    else:
        database.presence.toggle(1, "talk", database.person(7), 7)
    with pytest.raises(BackupError, match=f"1 of {table}.*--replace"):
        restore(library.path, tmp_path / "q.zip")
    assert bool(database.presence.users(1, "talk")) == (table == "presence")
    restore(library.path, tmp_path / "q.zip", replace=True)
    assert database.schedules.every() == [Schedule(1, 2, "cards", dt.time(8), "UTC")]
    assert not database.presence.users(1, "talk")


def test_a_server_that_the_bot_came_back_to_since_the_backup_keeps_its_entries(
    library: Library, tmp_path: Path
) -> None:
    clock = clocks.ManualClock()
    database = BotDatabase.open(tmp_path / "memory.db", keep_days=9, clock=clock)
    database.presence.toggle(1, "talk", database.person(7), 7)
    database.departures.left(1)
    backup(library.path, tmp_path / "q.zip")
    database.departures.back(1)
    database.departures.left(2)
    restore(library.path, tmp_path / "q.zip")
    clock.move(30 * clocks.DAY)
    database.departures.prune(7)
    assert database.presence.users(1, "talk") == [7]
    database.close()


@pytest.mark.parametrize("writes", [1, 99])
def test_feedback_that_comes_while_a_backup_is_restored_is_not_lost_unsaid(
    library: Library, database: BotDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, writes: int
) -> None:
    judge(database, "k0")
    backup(library.path, tmp_path / "q.zip")
    keys = iter(range(1, writes + 1))

    def packed(copies: dict[str, Path], target: Path) -> None:
        pack(copies, target)
        if (key := next(keys, None)) is not None:
            judge(database, f"k{key}")

    monkeypatch.setattr(restoring, "pack", packed)
    with pytest.raises(BackupError, match=r"1 of feedback.*--replace"):
        restore(library.path, tmp_path / "q.zip")
    assert database.replies.feedback() == (2, 0)
    if writes == 1:
        done = restore(library.path, tmp_path / "q.zip", replace=True)
        assert done.kept is not None
        assert restore(library.path, done.kept).saved.judgements == 2
        return
    with pytest.raises(BackupError, match="written all the time: stop the bot"):
        restore(library.path, tmp_path / "q.zip", replace=True)
    assert not list(tmp_path.glob("before-restore-*"))
