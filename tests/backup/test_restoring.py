"""What was saved comes back, under a running bot, into an empty place and over what is damaged."""

from __future__ import annotations

import asyncio
import json
import os
import re
import sqlite3
import zipfile
from contextlib import closing, suppress
from pathlib import Path

import pytest

from bot.backup.archive import BackupError, digest
from bot.backup.backup import backup
from bot.backup.restore import restore
from bot.service.database import BotDatabase
from bot.service.refresh import watch
from bot.service.service import Service
from bot.settings import Settings
from embeddings.library import Library
from tests.backup.helpers import QUESTION, judge, titles
from tests.clocks import FolderChanges
from tests.fakes import NOTES, FakeEmbedder, write_notes


def test_what_was_saved_comes_back_under_a_running_bot(
    library: Library, notes: Path, database: BotDatabase, tmp_path: Path
) -> None:
    """``library`` and ``database`` stay open throughout, as a running bot has them."""
    judge(database, "k1")
    before, answer = titles(library), library.ask(QUESTION)
    saved = backup(library.path, tmp_path / "q.zip")
    assert (saved.sessions, saved.judgements) == (len(before), 1)

    (notes / "day2.md").unlink()
    write_notes(notes, {"day1.md": NOTES["day1.md"].replace("eleven minutes", "two days")})
    library.refresh()
    later = titles(library)
    assert later != before
    database.forget(database.person(7))
    index = [path.read_bytes() for path in tmp_path.glob("library.*.faiss")]
    assert index

    done = restore(library.path, tmp_path / "q.zip")
    assert done.saved == saved
    assert not list(tmp_path.glob("library.*.faiss"))
    assert titles(library) == before
    assert database.replies.feedback() == (1, 0)
    # The library is behind the notes now, of which not all can be proved, until they are read again.
    assert library.ask(QUESTION).quotes != answer.quotes
    judge(database, "k2")
    library.refresh()
    assert titles(library) == later
    assert "two days" in library.ask(QUESTION).quotes[0].text
    write_notes(notes)
    library.refresh()
    again = library.ask(QUESTION)
    assert again.quotes == answer.quotes
    assert [m.session.id for m in again.matches] == [m.session.id for m in answer.matches]


async def test_a_running_bot_reads_the_notes_again_after_a_restore(
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


def test_into_an_empty_place(library: Library, database: BotDatabase, tmp_path: Path) -> None:
    judge(database, "k1")
    backup(library.path, tmp_path / "q.zip")
    done = restore(tmp_path / "new" / "library.db", tmp_path / "q.zip")
    assert done.kept is None
    other = BotDatabase.open(tmp_path / "new" / "memory.db", keep_days=9)
    assert other.replies.feedback() == (1, 0)
    other.close()


def test_over_a_damaged_library_and_database(library: Library, database: BotDatabase, tmp_path: Path) -> None:
    judge(database, "k1")
    backup(library.path, tmp_path / "q.zip")
    library.close()
    database.close()
    for name in ("library.db", "memory.db"):
        (tmp_path / name).write_bytes(b"this is no database at all" * 400)
    done = restore(library.path, tmp_path / "q.zip")
    aside = {path.name.split(".damaged-")[0] for path in tmp_path.glob("*.damaged-*")}
    assert aside == {"library.db", "memory.db"}
    assert sum("damaged" in remark for remark in done.remarks) >= 2
    opened = BotDatabase.open(tmp_path / "memory.db", keep_days=9)
    assert opened.replies.feedback() == (1, 0)
    opened.close()


@pytest.mark.usefixtures("database")
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
    assert [Path(name).suffix for name in given] == ([".zip"] if user == 0 else [])


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_the_owner_of_the_folder_can_open_what_root_brought_back(
    library: Library, database: BotDatabase, tmp_path: Path
) -> None:
    judge(database, "k1")
    backup(library.path, tmp_path / "q.zip")
    home = tmp_path / "new"
    home.mkdir()
    os.chown(home, 10001, 10002)
    restore(home / "library.db", tmp_path / "q.zip")
    restore(home / "library.db", tmp_path / "q.zip")
    found = {path.name.split("-")[0]: path.stat() for path in home.iterdir()}
    assert set(found) == {"library.db", "memory.db", "before"}
    assert {(one.st_uid, one.st_gid) for one in found.values()} == {(10001, 10002)}


def test_a_library_of_an_older_quoth_is_built_again_and_the_database_kept(
    library: Library, database: BotDatabase, tmp_path: Path
) -> None:
    judge(database, "k1")
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
    library: Library, database: BotDatabase, tmp_path: Path
) -> None:
    judge(database, "k1")
    backup(library.path, tmp_path / "q.zip")
    with closing(sqlite3.connect(tmp_path / "memory.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(BackupError, match="stop the bot"):
            restore(library.path, tmp_path / "q.zip", wait=0.01)
        other.execute("ROLLBACK")
    assert database.replies.feedback() == (1, 0)
    restore(library.path, tmp_path / "q.zip")
