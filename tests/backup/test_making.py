"""A backup is whole, for its owner alone, and is not made of what is damaged."""

from __future__ import annotations

import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.backup.archive import BackupError
from bot.backup.backup import backup
from bot.backup.restore import restore
from bot.service.database import BotDatabase
from bot.service.replies import Reply
from embeddings.errors import LibraryError
from embeddings.library import Library
from tests.backup.helpers import judge, scratch, titles
from tests.fakes import FakeEmbedder, write_notes


def test_a_backup_is_for_its_owner_alone(library: Library, database: BotDatabase, tmp_path: Path) -> None:
    database.replies.keep(Reply("k", "p", "ask", "what was asked"))
    backup(library.path, tmp_path / "q.zip")
    assert (tmp_path / "q.zip").stat().st_mode & 0o077 == 0
    kept = restore(library.path, tmp_path / "q.zip").kept
    assert kept is not None
    assert kept.stat().st_mode & 0o077 == 0


def test_a_backup_while_notes_and_feedback_are_written_is_one_state(
    library: Library, notes: Path, database: BotDatabase, tmp_path: Path
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
                judge(database, f"k{number}")
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


def test_a_database_that_nobody_locks_is_saved_however_long_copying_takes(
    library: Library, database: BotDatabase, tmp_path: Path
) -> None:
    """Patience is for locks: copying a large library may take longer than that."""
    judge(database, "k1")
    assert backup(library.path, tmp_path / "q.zip", wait=0.0).judgements == 1
    assert restore(library.path, tmp_path / "q.zip", wait=0.0).saved.judgements == 1


def test_a_damaged_database_is_not_saved_as_a_backup(
    library: Library, database: BotDatabase, tmp_path: Path
) -> None:
    for number in range(200):
        judge(database, f"key{number}")
    database.close()
    data = bytearray((tmp_path / "memory.db").read_bytes())
    data[8192:12288] = b"\xff" * 4096
    (tmp_path / "memory.db").write_bytes(data)
    with pytest.raises(BackupError, match=r"memory\.db"):
        backup(library.path, tmp_path / "q.zip")
    assert not (tmp_path / "q.zip").exists()


@pytest.mark.parametrize("damaged", ["library.db", "servers/team-a/library.db"])
def test_a_damaged_library_keeps_nothing_else_from_being_saved(
    library: Library, database: BotDatabase, tmp_path: Path, damaged: str
) -> None:
    """It is derived from the notes; what people entered is not."""
    judge(database, "k1")
    notes = write_notes(tmp_path / "a", {"talk.md": "# E | Day 1\n\n## Reefs\n\nA reef grows."})
    team = Library(notes, tmp_path / "servers" / "team-a" / "library.db", FakeEmbedder())
    team.refresh()
    sound = team if damaged == "library.db" else library
    count = len(titles(sound))
    team.close()
    library.close()
    scratch(tmp_path / damaged)
    saved = backup(library.path, tmp_path / "q.zip")
    assert (saved.sessions, saved.judgements) == (count, 1)
    (remark,) = saved.remarks
    assert str(tmp_path / damaged) in remark
    assert "\n" not in remark
    with zipfile.ZipFile(tmp_path / "q.zip") as archive:
        assert damaged not in archive.namelist()
    assert restore(tmp_path / "new" / "library.db", tmp_path / "q.zip").saved.judgements == 1


def test_a_damaged_library_alone_is_not_a_backup(library: Library, tmp_path: Path) -> None:
    library.close()
    scratch(library.path)
    with pytest.raises(BackupError, match=r"library\.db"):
        backup(library.path, tmp_path / "q.zip")
    assert not (tmp_path / "q.zip").exists()


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda folder: folder / "no" / "q.zip", "There is no folder"),
        (lambda folder: folder, "not a plain file"),
        (lambda folder: folder / "library.db", "the library itself"),
    ],
)
def test_where_a_backup_cannot_be_written_is_told(
    library: Library, tmp_path: Path, make: Callable[[Path], Path], said: str
) -> None:
    with pytest.raises(BackupError, match=said):
        backup(library.path, make(tmp_path))


def test_a_library_that_is_not_there_is_no_backup_though_the_bot_has_a_database(
    library: Library, database: BotDatabase, tmp_path: Path
) -> None:
    judge(database, "k1")
    misspelt = library.path.with_name("libary.db")
    with pytest.raises(BackupError, match=r"There is no library at .*libary\.db: run `quoth ingest` first"):
        backup(misspelt, tmp_path / "saved.zip")
    assert not (tmp_path / "saved.zip").exists()


def test_a_backup_is_not_written_through_a_link(library: Library, tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("mine")
    (tmp_path / "q.zip").symlink_to(tmp_path / "precious")
    with pytest.raises(BackupError, match="not a plain file"):
        backup(library.path, tmp_path / "q.zip")
    assert (tmp_path / "precious").read_text() == "mine"
