"""Backups: whole, checked before use, brought back under a running bot, and no feedback lost unsaid."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import os
import re
import sqlite3
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from bot.backup import backup as module
from bot.backup.archive import BackupError, digest
from bot.backup.backup import backup, restore
from bot.service import connection
from bot.service.database import BotDatabase
from bot.service.refresh import watch
from bot.service.replies import Reply
from bot.service.schedules import Schedule
from bot.service.service import Service
from bot.settings import Settings
from embeddings.errors import LibraryError
from embeddings.library import Library
from tests.clocks import FolderChanges
from tests.fakes import NOTES, FakeEmbedder, write_notes
from tests.paths import ROOT

DAY = ("E", "Day 1", "2031-01-01")
QUESTION = "how long does a reading fetched from tape take?"


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[BotDatabase]:
    opened = BotDatabase.open(tmp_path / "memory.db", keep_days=9)
    yield opened
    opened.close()


def judge(memory: BotDatabase, key: str, *, useful: bool = True) -> None:
    memory.replies.keep(Reply(key, memory.person(7), "ask", "what?", verdict="answer"))
    assert memory.replies.judge(key, memory.person(7), useful=useful)


def titles(library: Library) -> list[str]:
    return [session.title for session in library.sessions()]


def test_what_was_saved_comes_back_under_a_running_bot(
    library: Library, notes: Path, memory: BotDatabase, tmp_path: Path
) -> None:
    """``library`` and ``memory`` stay open throughout, as a running bot has them."""
    judge(memory, "k1")
    before, answer = titles(library), library.ask(QUESTION)
    saved = backup(library.path, tmp_path / "q.zip")
    assert (saved.sessions, saved.judgements) == (len(before), 1)

    (notes / "day2.md").unlink()
    write_notes(notes, {"day1.md": NOTES["day1.md"].replace("eleven minutes", "two days")})
    library.refresh()
    later = titles(library)
    assert later != before
    memory.forget(memory.person(7))
    index = [path.read_bytes() for path in tmp_path.glob("library.*.faiss")]
    assert index

    done = restore(library.path, tmp_path / "q.zip")
    assert done.saved == saved
    assert not list(tmp_path.glob("library.*.faiss"))
    assert titles(library) == before
    assert memory.replies.feedback() == (1, 0)
    # The library is behind the notes now, of which not all can be proved, until they are read again.
    assert library.ask(QUESTION).quotes != answer.quotes
    judge(memory, "k2")
    library.refresh()
    assert titles(library) == later
    assert "two days" in library.ask(QUESTION).quotes[0].text
    write_notes(notes)
    library.refresh()
    again = library.ask(QUESTION)
    assert again.quotes == answer.quotes
    assert [m.session.id for m in again.matches] == [m.session.id for m in answer.matches]


async def test_a_running_bot_reads_the_notes_anew_after_a_restore(
    library: Library, notes: Path, tmp_path: Path
) -> None:
    service = Service(
        Settings(notes=notes, library=library.path),
        library,
        BotDatabase.open(tmp_path / "memory.db", keep_days=9),
    )
    await service.start()
    backup(library.path, tmp_path / "q.zip")
    saved = library.generation()
    (notes / "day2.md").unlink()
    write_notes(notes, {"day1.md": NOTES["day1.md"].replace("eleven minutes", "two days")})
    changes = FolderChanges()
    task = asyncio.create_task(watch(service, notes, changes))
    try:
        await changes.tell(True)
        assert library.generation() != saved
        later = titles(library)
        await asyncio.to_thread(restore, library.path, tmp_path / "q.zip")
        assert titles(library) != later
        await changes.tell(False)
        assert "two days" in library.ask(QUESTION).quotes[0].text
        assert [session.title for session in service.suggestions.sessions] == later
        assert titles(library) == later
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        await service.close()


def test_a_vector_index_of_another_state_is_not_served(library: Library, notes: Path, tmp_path: Path) -> None:
    """Defence: ids are never used again, and what is in the file is held against the library id by id."""
    backup(library.path, tmp_path / "q.zip")
    wanted = [(m.session.id, round(m.score, 4)) for m in library.ask(QUESTION).matches]
    (notes / "day2.md").unlink()
    library.refresh()
    library.ask(QUESTION)
    newer = {path: path.read_bytes() for path in tmp_path.glob("library.*.faiss")}
    restore(library.path, tmp_path / "q.zip")
    for path, data in newer.items():
        path.write_bytes(data)  # as a bot would that writes its index at the very same moment
    opened = Library(notes, library.path, FakeEmbedder())
    try:
        assert [(m.session.id, round(m.score, 4)) for m in opened.ask(QUESTION).matches] == wanted
    finally:
        opened.close()


def test_feedback_since_the_backup_is_not_lost_unsaid(
    library: Library, memory: BotDatabase, tmp_path: Path
) -> None:
    judge(memory, "k1")
    backup(library.path, tmp_path / "q.zip")
    judge(memory, "k2")
    judge(memory, "k3", useful=False)
    with pytest.raises(BackupError, match=r"2 of feedback.*--replace"):
        restore(library.path, tmp_path / "q.zip")
    assert memory.replies.feedback() == (2, 1)
    done = restore(library.path, tmp_path / "q.zip", replace=True)
    assert memory.replies.feedback() == (1, 0)
    assert any("2 of feedback" in remark for remark in done.remarks)
    assert done.kept is not None
    assert restore(library.path, done.kept).saved.judgements == 3
    assert memory.replies.feedback() == (2, 1)


def test_what_the_bot_writes_by_itself_is_no_entry_of_peoples(
    library: Library, memory: BotDatabase, tmp_path: Path
) -> None:
    shares = memory.shares
    memory.schedules.keep(Schedule(1, 2, "cards", dt.time(8), "UTC", dt.date(2031, 1, 1)))
    memory.presence.toggle(1, "talk", memory.person(7), 7)
    backup(library.path, tmp_path / "q.zip")
    memory.replies.keep(Reply("k", memory.person(7), "ask", "what?"))
    memory.replies.sent("k", [111, 112])
    schedule = memory.schedules.of(1)
    assert schedule is not None
    (share,) = memory.schedules.see_to(schedule, dt.date(2031, 1, 2), [("E", "Day 1", "2031-01-01")])
    shares.plan(share.id, 0, ["talk"])
    restore(library.path, tmp_path / "q.zip")
    assert memory.presence.users(1, "talk") == [7]


def test_no_recap_is_posted_twice_after_a_restore(
    library: Library, memory: BotDatabase, tmp_path: Path
) -> None:
    shares, today = memory.shares, dt.date(2031, 1, 2)
    memory.schedules.keep(Schedule(1, 2, "cards", dt.time(8), "UTC"))
    backup(library.path, tmp_path / "q.zip")
    (share,) = memory.schedules.see_to(memory.schedules.every()[0], today, [DAY])
    shares.plan(share.id, 0, ["talk"])
    shares.sent(share.id, 0, 999, "x", ["talk"])
    shares.finish(share.id)
    posted = shares.parts(share.id)
    restore(library.path, tmp_path / "q.zip")
    assert memory.schedules.see_to(memory.schedules.every()[0], today, [DAY]) == []
    found = shares.find(2, DAY)
    assert found is not None
    assert found.finished
    assert found.id == share.id
    assert shares.parts(found.id) == posted
    assert memory.schedules.see_to(memory.schedules.every()[0], today + dt.timedelta(1), [DAY]) == []


def test_the_later_day_of_a_schedule_stays(library: Library, memory: BotDatabase, tmp_path: Path) -> None:
    day = dt.date(2031, 1, 2)
    for saved, now, kept in ((None, day, day), (day, None, day), (day, day.replace(day=1), day), (None,) * 3):
        memory.schedules.keep(Schedule(1, 2, "cards", dt.time(8), "UTC", saved))
        backup(library.path, tmp_path / "q.zip")
        memory.schedules.keep(Schedule(1, 2, "cards", dt.time(8), "UTC", now))
        restore(library.path, tmp_path / "q.zip")
        assert memory.schedules.every()[0].done == kept


def test_what_was_posted_stays_known_from_both_memories(
    library: Library, memory: BotDatabase, tmp_path: Path
) -> None:
    """The bot was begun anew without its memory, and has other shares under the same numbers."""
    other = ("E", "Day 2", "2031-01-02")
    shares = memory.shares
    for channel in (2, 3, 4):
        share = shares.begin(1, channel, DAY, "cards")
        shares.plan(share.id, 0, [f"old{channel}"])
    numbers = {share.channel: share.id for share in shares.unfinished()}
    backup(library.path, tmp_path / "q.zip")
    with memory.connection.writing() as connection:
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
    library: Library, memory: BotDatabase, tmp_path: Path, table: str
) -> None:
    memory.schedules.keep(Schedule(1, 2, "cards", dt.time(8), "UTC"))
    backup(library.path, tmp_path / "q.zip")
    if table == "schedules":
        memory.schedules.keep(Schedule(1, 2, "cards", dt.time(9), "UTC"))
    else:
        memory.presence.toggle(1, "talk", memory.person(7), 7)
    with pytest.raises(BackupError, match=f"1 of {table}.*--replace"):
        restore(library.path, tmp_path / "q.zip")
    assert bool(memory.presence.users(1, "talk")) == (table == "presence")
    restore(library.path, tmp_path / "q.zip", replace=True)
    assert memory.schedules.every() == [Schedule(1, 2, "cards", dt.time(8), "UTC")]
    assert not memory.presence.users(1, "talk")


def _formed(path: Path, change: str) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.executescript(change)


@pytest.mark.parametrize("name", ["library.db", "memory.db"])
@pytest.mark.parametrize("folder", ["new", "folder-older"])
def test_a_newer_database_in_a_backup_is_refused_wherever_it_lies(
    library: Library, memory: BotDatabase, tmp_path: Path, name: str, folder: str
) -> None:
    judge(memory, "k1")
    library.close()
    memory.close()
    _formed(tmp_path / name, "PRAGMA user_version = 99")
    backup(library.path, tmp_path / "q.zip")
    with pytest.raises(BackupError, match=f"{name} was written by a newer Quoth") as caught:
        restore(tmp_path / folder / "library.db", tmp_path / "q.zip")
    assert "\n" not in str(caught.value)
    assert not list(tmp_path.glob(f"{folder}/*"))


@pytest.mark.parametrize("replace", [False, True])
@pytest.mark.parametrize(
    "change",
    ["", "CREATE TABLE votes (a); INSERT INTO votes VALUES (1); ALTER TABLE feedback ADD COLUMN note TEXT;"],
)
def test_a_newer_database_is_not_written_over(
    library: Library, memory: BotDatabase, tmp_path: Path, change: str, replace: bool
) -> None:
    backup(library.path, tmp_path / "q.zip")
    judge(memory, "k1")
    memory.close()
    _formed(tmp_path / "memory.db", f"{change} PRAGMA user_version = 99;")
    before = titles(library)
    with pytest.raises(BackupError, match=r"memory\.db was written by a newer Quoth") as caught:
        restore(library.path, tmp_path / "q.zip", replace=replace)
    assert "\n" not in str(caught.value)
    assert ".restore." not in str(caught.value)
    assert titles(library) == before
    with closing(sqlite3.connect(tmp_path / "memory.db")) as database:
        assert database.execute("SELECT count(*) FROM feedback").fetchone() == (1,)


def test_feedback_of_an_older_database_is_not_lost_unsaid(
    library: Library, memory: BotDatabase, tmp_path: Path
) -> None:
    """The memory that is there has the form of a Quoth before: another number of columns, no schedules."""
    backup(library.path, tmp_path / "q.zip")
    memory.close()
    for path in tmp_path.glob("memory.db*"):
        path.unlink()
    _formed(tmp_path / "memory.db", connection.MIGRATIONS[0])
    _formed(
        tmp_path / "memory.db",
        "INSERT INTO replies VALUES ('k', 1, 'p', 'ask', 'what?', '', '', '', '', 1);"
        "INSERT INTO feedback VALUES ('k', 'p', 1, 1); PRAGMA user_version = 1;",
    )
    with pytest.raises(BackupError, match=r"1 of feedback.*--replace"):
        restore(library.path, tmp_path / "q.zip")
    done = restore(library.path, tmp_path / "q.zip", replace=True)
    assert done.kept is not None
    assert restore(library.path, done.kept).saved.judgements == 1


@pytest.mark.parametrize(
    "change", ["ALTER TABLE feedback RENAME COLUMN useful TO u;", "CREATE TABLE notes_of_mine (a); "]
)
def test_a_database_of_another_form_is_told_in_a_sentence(
    library: Library, memory: BotDatabase, tmp_path: Path, change: str
) -> None:
    backup(library.path, tmp_path / "q.zip")
    memory.close()
    _formed(tmp_path / "memory.db", change)
    with pytest.raises(BackupError, match="cannot be brought back") as caught:
        restore(library.path, tmp_path / "q.zip")
    assert "\n" not in str(caught.value)


def test_a_backup_is_for_its_owner_alone(library: Library, memory: BotDatabase, tmp_path: Path) -> None:
    memory.replies.keep(Reply("k", "p", "ask", "what was asked"))
    backup(library.path, tmp_path / "q.zip")
    assert (tmp_path / "q.zip").stat().st_mode & 0o077 == 0
    kept = restore(library.path, tmp_path / "q.zip").kept
    assert kept is not None
    assert kept.stat().st_mode & 0o077 == 0


def test_a_backup_while_notes_and_feedback_are_written_is_one_state(
    library: Library, notes: Path, memory: BotDatabase, tmp_path: Path
) -> None:
    stop = threading.Event()
    failed: list[Exception] = []

    def write() -> None:
        number = 0
        try:
            while not stop.is_set():
                number += 1
                write_notes(notes, {"day3.md": f"# Day 3\n\n## Talk {number}\n\nIt is about {number} boats."})
                library.refresh()
                judge(memory, f"k{number}")
        except (LibraryError, AssertionError) as error:
            failed.append(error)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            backup(library.path, tmp_path / f"{number}.zip")
    finally:
        stop.set()
        writer.join()
    assert not failed
    for number in range(5):
        folder = tmp_path / f"back{number}"
        saved = restore(folder / "library.db", tmp_path / f"{number}.zip").saved
        other = Library(notes, folder / "library.db", FakeEmbedder())
        assert len(other.sessions()) == saved.sessions
        other.close()


def test_into_an_empty_place(library: Library, memory: BotDatabase, tmp_path: Path) -> None:
    judge(memory, "k1")
    backup(library.path, tmp_path / "q.zip")
    done = restore(tmp_path / "new" / "library.db", tmp_path / "q.zip")
    assert done.kept is None
    other = BotDatabase.open(tmp_path / "new" / "memory.db", keep_days=9)
    assert other.replies.feedback() == (1, 0)
    other.close()


def test_over_a_damaged_library_and_memory(library: Library, memory: BotDatabase, tmp_path: Path) -> None:
    judge(memory, "k1")
    backup(library.path, tmp_path / "q.zip")
    library.close()
    memory.close()
    for name in ("library.db", "memory.db"):
        (tmp_path / name).write_bytes(b"this is no database at all" * 400)
    done = restore(library.path, tmp_path / "q.zip")
    aside = {path.name.split(".damaged-")[0] for path in tmp_path.glob("*.damaged-*")}
    assert aside == {"library.db", "memory.db"}
    assert sum("damaged" in remark for remark in done.remarks) >= 2
    opened = BotDatabase.open(tmp_path / "memory.db", keep_days=9)
    assert opened.replies.feedback() == (1, 0)
    opened.close()


def test_a_damaged_database_is_not_saved_as_a_backup(
    library: Library, memory: BotDatabase, tmp_path: Path
) -> None:
    for number in range(200):
        judge(memory, f"key{number}")
    memory.close()
    data = bytearray((tmp_path / "memory.db").read_bytes())
    data[8192:12288] = b"\xff" * 4096
    (tmp_path / "memory.db").write_bytes(data)
    with pytest.raises(BackupError, match=r"memory\.db"):
        backup(library.path, tmp_path / "q.zip")
    assert not (tmp_path / "q.zip").exists()


def _scratch(path: Path) -> None:
    """Damage pages in the middle of a database that nobody has open."""
    data = bytearray(path.read_bytes())
    data[8192:20480] = b"\xff" * 12288
    path.write_bytes(data)


@pytest.mark.parametrize("damaged", ["library.db", "servers/team-a/library.db"])
def test_a_damaged_library_keeps_nothing_else_from_being_saved(
    library: Library, memory: BotDatabase, tmp_path: Path, damaged: str
) -> None:
    """It is derived from the notes; what people entered is not."""
    judge(memory, "k1")
    notes = write_notes(tmp_path / "a", {"talk.md": "# E | Day 1\n\n## Reefs\n\nA reef grows."})
    team = Library(notes, tmp_path / "servers" / "team-a" / "library.db", FakeEmbedder())
    team.refresh()
    sound = team if damaged == "library.db" else library
    count = len(titles(sound))
    team.close()
    library.close()
    _scratch(tmp_path / damaged)
    saved = backup(library.path, tmp_path / "q.zip")
    assert (saved.sessions, saved.judgements) == (count, 1)
    (remark,) = saved.remarks
    assert str(tmp_path / damaged) in remark
    assert "\n" not in remark
    with zipfile.ZipFile(tmp_path / "q.zip") as archive:
        assert damaged not in archive.namelist()
    assert restore(tmp_path / "new" / "library.db", tmp_path / "q.zip").saved.judgements == 1


def test_a_damaged_library_alone_is_no_backup(library: Library, tmp_path: Path) -> None:
    library.close()
    _scratch(library.path)
    with pytest.raises(BackupError, match=r"library\.db"):
        backup(library.path, tmp_path / "q.zip")
    assert not (tmp_path / "q.zip").exists()


def test_a_backup_that_is_refused_leaves_no_folder(tmp_path: Path) -> None:
    (tmp_path / "q.zip").write_bytes(b"no archive")
    for source in ("q.zip", "missing.zip"):
        with pytest.raises(BackupError):
            restore(tmp_path / "a" / "b" / "library.db", tmp_path / source)
    assert [path.name for path in tmp_path.iterdir()] == ["q.zip"]


@pytest.mark.usefixtures("memory")
@pytest.mark.parametrize("user", [0, 1000])
def test_what_root_brings_back_is_the_folders_owners(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, user: int
) -> None:
    """Only root may give files away, so that the calls are seen here and their effect is not."""
    team = Library(library.notes, tmp_path / "servers" / "team-a" / "library.db", FakeEmbedder())
    team.refresh()
    team.close()
    backup(library.path, tmp_path / "q.zip")
    given: dict[str, tuple[int, int]] = {}
    home = tmp_path / "new"

    def lchown(path: Path, owner: int, group: int) -> None:
        # A file is made under a passing name, with a dot before it and a random ending.
        given[re.sub(r"^\.(.*)\.\w{6}$", r"\1", path.name)] = owner, group

    monkeypatch.setattr(os, "geteuid", lambda: user)
    monkeypatch.setattr(os, "lchown", lchown)
    home.mkdir()
    restore(home / "library.db", tmp_path / "q.zip")
    files = {"library.db", "memory.db", "servers", "team-a"}
    owner = home.stat().st_uid, home.stat().st_gid
    assert given == (dict.fromkeys(files, owner) if user == 0 else {})
    given.clear()
    restore(home / "library.db", tmp_path / "q.zip")
    assert [Path(name).suffix for name in given] == ([".part"] if user == 0 else [])


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_the_owner_of_the_folder_can_open_what_root_brought_back(
    library: Library, memory: BotDatabase, tmp_path: Path
) -> None:
    judge(memory, "k1")
    backup(library.path, tmp_path / "q.zip")
    home = tmp_path / "new"
    home.mkdir()
    os.chown(home, 10001, 10002)
    restore(home / "library.db", tmp_path / "q.zip")
    restore(home / "library.db", tmp_path / "q.zip")
    found = {path.name.split("-")[0]: path.stat() for path in home.iterdir()}
    assert set(found) == {"library.db", "memory.db", "before"}
    assert {(one.st_uid, one.st_gid) for one in found.values()} == {(10001, 10002)}


def _altered(archive: Path, change: Callable[[str, bytes], bytes], name: str = "") -> None:
    with zipfile.ZipFile(archive) as old:
        members = {member: old.read(member) for member in old.namelist()}
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as new:
        for member, data in members.items():
            new.writestr(member, change(member, data) if member == (name or member) else data)


def _manifest(archive: Path, change: Callable[[dict[str, object]], object]) -> None:
    def edit(_: str, data: bytes) -> bytes:
        facts = json.loads(data)
        change(facts)
        return json.dumps(facts).encode()

    _altered(archive, edit, "manifest.json")


def _claim(archive: Path, database: Path, name: str = "library.db") -> None:
    """Make an archive that is right in itself and holds ``database``."""
    facts = {"sha256": digest(database), "bytes": database.stat().st_size}
    with zipfile.ZipFile(archive, "w") as new:
        new.writestr("manifest.json", json.dumps({"quoth-backup": 1, "files": {name: facts}}))
        new.write(database, name)


def _truncate(archive: Path, _: Path) -> None:
    archive.write_bytes(archive.read_bytes()[:-200])


def _flip(archive: Path, _: Path) -> None:
    _altered(archive, lambda _name, data: data[:-1] + bytes([data[-1] ^ 1]), "library.db")


def _newer(archive: Path, _: Path) -> None:
    _manifest(archive, lambda facts: facts.update({"quoth-backup": 99}))


def _elsewhere(archive: Path, _: Path) -> None:
    _manifest(
        archive, lambda facts: facts.update({"files": {"../../etc/passwd": {"sha256": "", "bytes": 1}}})
    )


def _bomb(archive: Path, _: Path) -> None:
    _altered(archive, lambda _name, data: data + b"\0" * 50_000_000, "library.db")


def _stranger(archive: Path, folder: Path) -> None:
    with closing(sqlite3.connect(folder / "other.db")) as other:
        other.execute("CREATE TABLE t (x)")
        other.commit()
    _claim(archive, folder / "other.db")


def _trigger(archive: Path, folder: Path) -> None:
    with closing(sqlite3.connect(folder / "armed.db")) as armed:
        for table in ("meta", "replies", "feedback"):
            armed.execute(f"CREATE TABLE {table} (x)")
        armed.execute("CREATE TRIGGER t AFTER INSERT ON feedback BEGIN DELETE FROM replies; END")
        armed.commit()
    _claim(archive, folder / "armed.db", "memory.db")


def _newer_library(archive: Path, folder: Path) -> None:
    with zipfile.ZipFile(archive) as old:
        old.extract("library.db", folder / "x")
    with closing(sqlite3.connect(folder / "x" / "library.db")) as newer:
        newer.execute("PRAGMA user_version = 99")
    _claim(archive, folder / "x" / "library.db")


def _pickle(archive: Path, _: Path) -> None:
    import pickle

    archive.write_bytes(pickle.dumps({"library": b"x"}))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_truncate, "damaged"),
        (_flip, "damaged"),
        (_newer, "newer Quoth"),
        (_elsewhere, "other files"),
        (_bomb, "has not the"),
        (_stranger, "not what it is called"),
        (_trigger, "triggers"),
        (_newer_library, "newer Quoth"),
        (_pickle, "damaged, or no backup"),
    ],
)
def test_what_is_no_sound_backup_is_refused_and_nothing_touched(
    library: Library, memory: BotDatabase, tmp_path: Path, change: Callable[[Path, Path], None], said: str
) -> None:
    """Defence: manifest, digests, sizes, tables and SQLite's own check, all before anything is written."""
    judge(memory, "k1")
    before = titles(library)
    archive = tmp_path / "q.zip"
    backup(library.path, archive)
    change(archive, tmp_path)
    with pytest.raises(BackupError, match=said) as caught:
        restore(library.path, archive)
    assert "\n" not in str(caught.value)
    assert titles(library) == before
    assert memory.replies.feedback() == (1, 0)
    assert not list(tmp_path.glob("before-restore-*"))
    assert not list(tmp_path.glob(".restore*"))


def test_a_library_of_an_older_quoth_is_made_again_and_the_memory_kept(
    library: Library, memory: BotDatabase, tmp_path: Path
) -> None:
    judge(memory, "k1")
    before = titles(library)
    backup(library.path, tmp_path / "q.zip")
    with zipfile.ZipFile(tmp_path / "q.zip") as archive:
        archive.extractall(tmp_path / "x")
    with closing(sqlite3.connect(tmp_path / "x" / "library.db")) as older:
        older.execute("PRAGMA user_version = 0")
    names = ("library.db", "memory.db")
    with zipfile.ZipFile(tmp_path / "q.zip", "w") as archive:
        facts = {
            n: {
                "sha256": digest(tmp_path / "x" / n),
                "bytes": (tmp_path / "x" / n).stat().st_size,
            }
            for n in names
        }
        archive.writestr("manifest.json", json.dumps({"quoth-backup": 1, "files": facts}))
        for name in names:
            archive.write(tmp_path / "x" / name, name)
    done = restore(library.path, tmp_path / "q.zip")
    assert any("older Quoth" in remark for remark in done.remarks)
    assert done.saved.judgements == 1
    assert titles(library) == before


def test_a_locked_database_is_told_and_nothing_half_restored(
    library: Library, memory: BotDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    judge(memory, "k1")
    backup(library.path, tmp_path / "q.zip")
    monkeypatch.setattr(module, "_WAIT", 0.3)
    with closing(sqlite3.connect(tmp_path / "memory.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(BackupError, match="stop the bot"):
            restore(library.path, tmp_path / "q.zip")
        other.execute("ROLLBACK")
    assert memory.replies.feedback() == (1, 0)
    restore(library.path, tmp_path / "q.zip")


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda folder: folder / "no" / "q.zip", "There is no folder"),
        (lambda folder: folder, "no plain file"),
        (lambda folder: folder / "library.db", "the library itself"),
    ],
)
def test_where_a_backup_cannot_be_written_is_told(
    library: Library, tmp_path: Path, make: Callable[[Path], Path], said: str
) -> None:
    with pytest.raises(BackupError, match=said):
        backup(library.path, make(tmp_path))


def test_a_backup_is_not_written_through_a_link(library: Library, tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("mine")
    (tmp_path / "q.zip").symlink_to(tmp_path / "precious")
    with pytest.raises(BackupError, match="no plain file"):
        backup(library.path, tmp_path / "q.zip")
    assert (tmp_path / "precious").read_text() == "mine"


def test_the_commands(library: Library, memory: BotDatabase, tmp_path: Path) -> None:
    judge(memory, "k1")

    def quoth(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [
                sys.executable,
                "-c",
                "from bot.cli.main import main; main()",
                *arguments,
                "--library",
                str(library.path),
            ],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )

    done = quoth("backup", str(tmp_path / "q.zip"))
    assert done.returncode == 0
    assert "1 piece of feedback saved to" in done.stdout
    judge(memory, "k2")
    refused = quoth("restore", str(tmp_path / "q.zip"))
    assert refused.returncode == 2
    assert refused.stderr.startswith("quoth: People made entries")
    assert "Traceback" not in refused.stderr
    done = quoth("restore", str(tmp_path / "q.zip"), "--replace")
    assert done.returncode == 0
    assert "What there was before is in" in done.stdout
    missing = quoth("restore", str(tmp_path / "missing.zip"))
    assert missing.returncode == 2
    assert "There is no file" in missing.stderr


# ---------------------------------------------------------------------- servers with notes of their own


def test_the_libraries_of_teams_are_saved_and_come_back(
    library: Library, memory: BotDatabase, tmp_path: Path
) -> None:
    judge(memory, "k1")
    backup(library.path, tmp_path / "alone.zip")
    notes = write_notes(tmp_path / "theirs", {"talk.md": "# E | Day 1\n\n## Reefs\n\nA reef grows slowly.\n"})
    team = Library(notes, tmp_path / "servers" / "team-a" / "library.db", FakeEmbedder())
    team.refresh()
    team.ask("how fast does a reef grow?")
    before = titles(team)
    assert before != titles(library)
    saved = backup(library.path, tmp_path / "q.zip")
    assert saved.sessions == len(titles(library)) + len(before)
    forms = {}
    for name in ("alone", "q"):
        with zipfile.ZipFile(tmp_path / f"{name}.zip") as archive:
            forms[name] = json.loads(archive.read("manifest.json"))["quoth-backup"]
    assert forms == {"alone": 1, "q": 2}, "an older Quoth knows what it can bring back"

    write_notes(notes, {"talk.md": "# E | Day 1\n\n## Shoals\n\nA shoal moves.\n"})
    team.refresh()
    team.ask("how does a shoal move?")
    done = restore(library.path, tmp_path / "q.zip")  # while both are open
    assert done.saved == saved
    assert titles(team) == before
    assert not list(team.path.parent.glob("*.faiss"))
    assert done.kept is not None
    with zipfile.ZipFile(done.kept) as archive:
        assert "servers/team-a/library.db" in archive.namelist()
    restore(library.path, tmp_path / "alone.zip")  # made before there was the team: its library stays
    assert titles(team) == before
    team.close()

    new = restore(tmp_path / "new" / "library.db", tmp_path / "q.zip")
    assert new.saved == saved
    moved = Library(notes, tmp_path / "new" / "servers" / "team-a" / "library.db", FakeEmbedder())
    assert titles(moved) == before
    moved.close()


@pytest.mark.parametrize(
    "name",
    [
        "servers/../library.db",
        "servers/../../library.db",
        "servers/a/b/library.db",
        "servers/A/library.db",
        "servers/a b/library.db",
        "servers//library.db",
        "servers/a/library.db\n",
        "servers/a/memory.db",
        "/servers/a/library.db",
        "x/servers/a/library.db",
        "servers\\a\\library.db",
    ],
)
def test_a_team_in_a_backup_leads_nowhere_else(library: Library, tmp_path: Path, name: str) -> None:
    """Defence: the names that a member may have."""
    archive = tmp_path / "evil.zip"
    with zipfile.ZipFile(archive, "w"):
        pass
    _claim(archive, library.path, name)
    place = tmp_path / "deep" / "er" / "library.db"
    with pytest.raises(BackupError, match="holds other files"):
        restore(place, archive)
    assert not (tmp_path / "deep").exists()
