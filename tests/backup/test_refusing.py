"""What is newer, damaged or strange is refused, and nothing is touched."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import tracemalloc
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.backup.archive import BackupError
from bot.backup.backup import backup
from bot.backup.restore import restore
from bot.service import connection
from bot.service.database import BotDatabase
from embeddings.library import Library
from tests.backup.helpers import altered, claim, formed, judge, manifest, titles
from tests.paths import ROOT


@pytest.mark.parametrize("name", ["library.db", "memory.db"])
@pytest.mark.parametrize("folder", ["new", "folder-older"])
def test_a_newer_database_in_a_backup_is_refused_wherever_it_lies(
    library: Library, database: BotDatabase, tmp_path: Path, name: str, folder: str
) -> None:
    judge(database, "k1")
    library.close()
    database.close()
    formed(tmp_path / name, "PRAGMA user_version = 99")
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
def test_a_newer_database_is_not_overwritten(
    library: Library, database: BotDatabase, tmp_path: Path, change: str, replace: bool
) -> None:
    backup(library.path, tmp_path / "q.zip")
    judge(database, "k1")
    database.close()
    formed(tmp_path / "memory.db", f"{change} PRAGMA user_version = 99;")
    before = titles(library)
    with pytest.raises(BackupError, match=r"memory\.db was written by a newer Quoth") as caught:
        restore(library.path, tmp_path / "q.zip", replace=replace)
    assert "\n" not in str(caught.value)
    assert ".restore." not in str(caught.value)
    assert titles(library) == before
    with closing(sqlite3.connect(tmp_path / "memory.db")) as there:
        assert there.execute("SELECT count(*) FROM feedback").fetchone() == (1,)


def test_feedback_of_an_older_database_is_not_lost_unsaid(
    library: Library, database: BotDatabase, tmp_path: Path
) -> None:
    """The database that is there has the form of a Quoth before: another number of columns, no schedules."""
    backup(library.path, tmp_path / "q.zip")
    database.close()
    for path in tmp_path.glob("memory.db*"):
        path.unlink()
    formed(tmp_path / "memory.db", connection.MIGRATIONS[0])
    formed(
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
    library: Library, database: BotDatabase, tmp_path: Path, change: str
) -> None:
    backup(library.path, tmp_path / "q.zip")
    database.close()
    formed(tmp_path / "memory.db", change)
    with pytest.raises(BackupError, match="cannot be restored") as caught:
        restore(library.path, tmp_path / "q.zip")
    assert "\n" not in str(caught.value)


def test_a_backup_that_is_refused_leaves_no_folder(tmp_path: Path) -> None:
    (tmp_path / "q.zip").write_bytes(b"no archive")
    for source in ("q.zip", "missing.zip"):
        with pytest.raises(BackupError):
            restore(tmp_path / "a" / "b" / "library.db", tmp_path / source)
    assert [path.name for path in tmp_path.iterdir()] == ["q.zip"]


def _truncate(archive: Path, _: Path) -> None:
    archive.write_bytes(archive.read_bytes()[:-200])


def _flip(archive: Path, _: Path) -> None:
    altered(archive, lambda _name, data: data[:-1] + bytes([data[-1] ^ 1]), "library.db")


def _alter_what_is_packed(archive: Path, _: Path) -> None:
    """As a disk does, so that the packed database cannot even be unpacked."""
    with zipfile.ZipFile(archive) as held:
        member = held.getinfo("library.db")
    data = bytearray(archive.read_bytes())
    data[member.header_offset + 30 + len(member.filename)] = 0xFF  # no kind of block begins so
    archive.write_bytes(data)


def _without_end(archive: Path, _: Path) -> None:
    altered(archive, lambda _name, data: data.replace(b'"quoth-backup": 1', b'"quoth-backup": 1e999'))


def _newer(archive: Path, _: Path) -> None:
    manifest(archive, lambda facts: facts.update({"quoth-backup": 99}))


def _elsewhere(archive: Path, _: Path) -> None:
    manifest(archive, lambda facts: facts.update({"files": {"../../etc/passwd": {"sha256": "", "bytes": 1}}}))


def _bomb(archive: Path, _: Path) -> None:
    altered(archive, lambda _name, data: data + b"\0" * 50_000_000, "library.db")


def _stranger(archive: Path, folder: Path) -> None:
    with closing(sqlite3.connect(folder / "other.db")) as other:
        other.execute("CREATE TABLE t (x)")
        other.commit()
    claim(archive, folder / "other.db")


def _trigger(archive: Path, folder: Path) -> None:
    with closing(sqlite3.connect(folder / "armed.db")) as armed:
        for table in ("meta", "replies", "feedback"):
            armed.execute(f"CREATE TABLE {table} (x)")
        armed.execute("CREATE TRIGGER t AFTER INSERT ON feedback BEGIN DELETE FROM replies; END")
        armed.commit()
    claim(archive, folder / "armed.db", "memory.db")


def _view(archive: Path, folder: Path) -> None:
    with closing(sqlite3.connect(folder / "armed.db")) as armed:
        for table in ("meta", "replies", "feedback"):
            armed.execute(f"CREATE TABLE {table} (x)")
        endless = "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x FROM n) SELECT x FROM n"
        armed.execute(f"CREATE VIEW shares AS {endless}")
        armed.commit()
    claim(archive, folder / "armed.db", "memory.db")


def _newer_library(archive: Path, folder: Path) -> None:
    with zipfile.ZipFile(archive) as old:
        old.extract("library.db", folder / "x")
    with closing(sqlite3.connect(folder / "x" / "library.db")) as newer:
        newer.execute("PRAGMA user_version = 99")
    claim(archive, folder / "x" / "library.db")


def _pickle(archive: Path, _: Path) -> None:
    import pickle

    archive.write_bytes(pickle.dumps({"library": b"x"}))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_truncate, "damaged"),
        (_flip, "damaged"),
        (_alter_what_is_packed, "damaged or is not a backup"),
        (_without_end, "does not say what it holds"),
        (_newer, "newer Quoth"),
        (_elsewhere, "files other than"),
        (_bomb, "does not have the"),
        (_stranger, "not what its name says"),
        (_trigger, "contains a trigger"),
        (_view, "contains a view"),
        (_newer_library, "newer Quoth"),
        (_pickle, "damaged or is not a backup"),
    ],
)
def test_what_is_not_a_sound_backup_is_refused_and_nothing_touched(
    library: Library, database: BotDatabase, tmp_path: Path, change: Callable[[Path, Path], None], said: str
) -> None:
    """Defence: manifest, digests, sizes, tables and SQLite's own check, all before anything is written."""
    judge(database, "k1")
    before = titles(library)
    archive = tmp_path / "q.zip"
    backup(library.path, archive)
    change(archive, tmp_path)
    with pytest.raises(BackupError, match=said) as caught:
        restore(library.path, archive)
    assert "\n" not in str(caught.value)
    assert titles(library) == before
    assert database.replies.feedback() == (1, 0)
    assert not list(tmp_path.glob("before-restore-*"))
    assert not list(tmp_path.glob(".restore*"))


def test_a_manifest_that_unpacks_without_end_takes_no_memory(tmp_path: Path) -> None:
    """Defence: no more of it is unpacked than any manifest has."""
    with zipfile.ZipFile(tmp_path / "q.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", b" " * (64 << 20))
    tracemalloc.start()
    try:
        with pytest.raises(BackupError, match="does not say what it holds"):
            restore(tmp_path / "library.db", tmp_path / "q.zip")
        assert tracemalloc.get_traced_memory()[1] < 16 << 20
    finally:
        tracemalloc.stop()


def test_what_there_is_no_room_to_keep_is_not_overwritten(
    library: Library, database: BotDatabase, tmp_path: Path
) -> None:
    """People's entries since the backup are more than the disk has room for, and the backup is less."""
    backup(library.path, tmp_path / "q.zip")
    for number in range(300):
        judge(database, f"k{number}")
    database.close()
    size = (tmp_path / "memory.db").stat().st_size
    done = subprocess.run(
        [sys.executable, "-c", _RESTORE, str(library.path), str(tmp_path / "q.zip"), str(size - 4096)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.startswith("refused:"), done.stderr
    assert "free some disk space" in done.stdout
    opened = BotDatabase.open(tmp_path / "memory.db", keep_days=9)
    assert opened.replies.feedback() == (300, 0)
    opened.close()


_RESTORE = """
import resource, signal, sys
from pathlib import Path
from bot.backup.archive import BackupError
from bot.backup.restore import restore
library, source, size = sys.argv[1:]
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(size), int(size)))
try:
    restore(Path(library), Path(source))
except BackupError as error:
    print("refused:", error)
"""
