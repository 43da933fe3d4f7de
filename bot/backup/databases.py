"""Databases copied and put in place whole, whatever other processes do with them meanwhile."""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from bot.backup.archive import BackupError, DamagedError, check

WAIT = 30.0
"""Seconds that a database is waited for which another process writes."""


def copy(source: Path, target: Path, name: str, wait: float) -> Path:
    """Copy one state of a database, whatever is written to it meanwhile.

    Raises BackupError, also where another process keeps it locked for ``wait`` seconds.
    """
    address = f"{source.absolute().as_uri()}?mode=ro"
    try:
        with (
            closing(sqlite3.connect(address, uri=True, timeout=wait)) as old,
            closing(sqlite3.connect(target)) as new,
        ):
            pour(old, new, wait)
            new.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError as error:  # locked, or a disk that is full
        raise BackupError(
            f"{source} cannot be copied ({error}): "
            "free some disk space, or end what else uses it, and try again."
        ) from error
    except sqlite3.DatabaseError as error:
        raise DamagedError(f"{source} cannot be read ({error}).") from error
    try:
        check(target, name)
    except DamagedError as error:
        raise DamagedError(f"{source} cannot be used: {error}") from error
    return target


def pour(old: sqlite3.Connection, new: sqlite3.Connection, wait: float) -> None:
    """Write a whole database over another in one transaction; gives up after ``wait`` seconds of a lock."""
    latest = time.monotonic() + wait

    def progress(status: int, remaining: int, total: int) -> None:
        del remaining, total
        # SQLite's own patience does not hold here: Python tries again for ever. Copying itself may take long.
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > latest:
            raise sqlite3.OperationalError("another process keeps it locked")

    old.backup(new, progress=progress)


@contextmanager
def watched(path: Path) -> Iterator[Callable[[], bool]]:
    """Return what tells whether somebody wrote to a database since; to one that is damaged nobody did."""

    def version() -> int | None:
        with suppress(sqlite3.DatabaseError):
            return int(database.execute("PRAGMA data_version").fetchone()[0])
        return None

    with closing(sqlite3.connect(path)) as database:
        before = version()
        yield lambda: version() != before


def put(staged: Path, target: Path, name: str, wait: float) -> str | None:
    """Write a database over another through SQLite, so that whoever has it open goes on with the new one.

    Returns a remark where what was there was damaged and had to be moved aside. Raises BackupError.
    """
    remark = None
    if target.is_file():
        try:
            with (
                closing(sqlite3.connect(staged)) as new,
                closing(sqlite3.connect(target, timeout=wait)) as old,
            ):
                old.execute("PRAGMA schema_version").fetchone()
                pour(new, old, wait)
            check(target, name)
            return None
        except sqlite3.OperationalError as error:
            raise BackupError(f"{target} cannot be written ({error}): stop the bot and try again.") from error
        except (sqlite3.DatabaseError, BackupError):
            remark = f"The damaged file is now {_move_aside(target)}: restart the bot if it is running."
    beside = target.with_name(f".{target.name}.{secrets.token_hex(3)}")
    shutil.copyfile(staged, beside)
    hand_over(beside)
    beside.replace(target)
    return remark


def _move_aside(target: Path) -> Path:
    aside = target.with_name(f"{target.name}.damaged-{secrets.token_hex(3)}")
    for ending in ("", "-wal", "-shm"):
        part = target.with_name(target.name + ending)
        if part.exists():
            part.replace(aside.with_name(aside.name + ending))
    return aside


def nearest(folder: Path) -> Path:
    """Return the folder, or the nearest above it that exists."""
    return next((one for one in (folder, *folder.absolute().parents) if one.is_dir()), folder)


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, as ``hand_over`` has them."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir()
        hand_over(folder)


def hand_over(path: Path) -> None:
    """Keep a new file or folder from others; what root makes is for the owner of the folder that it is in.

    Otherwise the bot, which runs as another user, could not open what was restored.
    """
    if path.is_file():
        path.chmod(0o600)
    if os.geteuid() == 0:
        above = path.parent.stat()
        os.lchown(path, above.st_uid, above.st_gid)
