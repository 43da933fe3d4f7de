"""Backups of the library and the bot's database in one file, made and brought back while the bot runs.

The file is a zip archive of SQLite databases and a manifest with their digests. A backup is one state of each
database. Bringing one back checks it whole before anything is touched, keeps what there was in a file of its
own, and writes into the databases through SQLite itself: a bot that is running goes on with what was brought
back. The library gets a new generation, and a vector index made anew from it.
"""

from __future__ import annotations

import dataclasses
import os
import secrets
import shutil
import sqlite3
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.backup import diff, layout
from bot.backup.archive import BackupError, DamagedError, check, pack, unpack
from bot.backup.layout import LIBRARY, MEMORY
from bot.service.database import BotDatabase
from embeddings.errors import LibraryError, NewerLibraryError, OlderLibraryError
from embeddings.index.stores import sqlite

_WAIT = 30.0
"""Seconds that a database is waited for which another process writes."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What a backup holds."""

    sessions: int | None
    """None where it holds no library."""
    judgements: int | None
    """Feedback of people; None where it holds no memory."""
    remarks: tuple[str, ...] = ()
    """What was left out, and why."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What bringing back a backup did."""

    saved: Saved
    kept: Path | None
    """The file that holds what there was before; None where there was nothing."""
    remarks: tuple[str, ...]


# ---------------------------------------------------------------------- making one


def backup(library: Path, target: Path) -> Saved:
    """Write the library at ``library`` and the memory beside it to ``target``; raises BackupError."""
    try:
        plain = not target.is_symlink() and (target.is_file() or not target.exists())
        nowhere = not target.parent.is_dir()
    except OSError as error:  # a name that is longer than any can be, or a folder that may not be entered
        raise BackupError(f"{target} cannot be written ({error.strerror}): name another file.") from error
    if not plain:
        raise BackupError(f"{target} is no plain file: name one, for example quoth.zip.")
    if nowhere:
        raise BackupError(f"There is no folder {target.parent} to write {target.name} into: make it first.")
    there = {name: path for name, path in layout.databases(library).items() if path.is_file()}
    if not there:
        raise BackupError(
            f"There is no library at {library}: run `quoth ingest` first, or name its --library."
        )
    if target.absolute() in {path.absolute() for path in there.values()}:
        raise BackupError(f"{target} is the library itself: name another file, for example quoth.zip.")
    try:
        with tempfile.TemporaryDirectory(prefix=f".{target.name}.", dir=target.parent) as folder:
            copies, remarks = _copies(there, Path(folder))
            saved = dataclasses.replace(_summary(copies), remarks=tuple(remarks))
            made = Path(folder, "archive")
            pack(copies, made)
            made.chmod(0o600)  # it holds what people asked
            made.replace(target)
    except sqlite3.Error as error:
        raise BackupError(f"{library} and what lies beside it cannot be read ({error}).") from error
    except OSError as error:
        raise BackupError(
            f"{target} cannot be written ({error.strerror}): check the folder's permissions and free space."
        ) from error
    return saved


def _copies(there: dict[str, Path], folder: Path) -> tuple[dict[str, Path], list[str]]:
    """Copy all databases; a library that is damaged is left out with a remark where another one is sound.

    It can be made again from the notes, and is no reason to save nothing of what cannot.
    """
    copies, remarks, first = {}, [], None
    for name, path in there.items():
        try:
            copies[name] = _copy(path, folder / layout.flat(name), name)
        except DamagedError as error:
            if name == MEMORY:
                raise
            first = first or error
            remarks.append(f"Left out, for it is made again from the notes: {error}")
    if first is not None and not copies:
        raise first
    return copies, remarks


def _copy(source: Path, target: Path, name: str) -> Path:
    """Copy one state of a database, whatever is written to it meanwhile; raises BackupError."""
    address = f"{source.absolute().as_uri()}?mode=ro"
    try:
        with (
            closing(sqlite3.connect(address, uri=True, timeout=_WAIT)) as old,
            closing(sqlite3.connect(target)) as new,
        ):
            _pour(old, new)
            new.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError as error:  # locked, or a disk that is full
        raise BackupError(f"{source} cannot be read ({error}).") from error
    except sqlite3.DatabaseError as error:
        raise DamagedError(f"{source} cannot be read ({error}).") from error
    try:
        check(target, name)
    except DamagedError as error:
        raise DamagedError(f"{source} cannot be used: {error}") from error
    return target


def _pour(old: sqlite3.Connection, new: sqlite3.Connection) -> None:
    """Write a whole database over another in one transaction."""
    latest = time.monotonic() + _WAIT

    def progress(status: int, remaining: int, total: int) -> None:
        del status, remaining, total
        # SQLite's own patience does not hold here: Python tries again for ever.
        if time.monotonic() > latest:
            raise sqlite3.OperationalError("another process keeps it locked")

    old.backup(new, progress=progress)


def _summary(copies: dict[str, Path]) -> Saved:
    def count(kind: str, table: str) -> int | None:
        counts = []
        for path in (path for name, path in copies.items() if layout.kind(name) == kind):
            with closing(sqlite3.connect(path)) as database:
                counts.append(int(database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]))  # noqa: S608 - ours
        return sum(counts) if counts else None

    return Saved(count(LIBRARY, "sessions"), count(MEMORY, "feedback"))


# ---------------------------------------------------------------------- bringing one back


def restore(library: Path, source: Path, *, replace: bool = False) -> Restored:
    """Bring the backup ``source`` back to the library at ``library`` and the memory beside it.

    Raises BackupError, and leaves all as it was, where the backup is damaged, newer than this Quoth, or older
    than feedback that is there now; ``replace`` gives that feedback up. What there was is kept in a file of
    its own either way.
    """
    try:
        with tempfile.TemporaryDirectory(prefix=".restore.", dir=_nearest(library.parent)) as folder:
            staged = unpack(source, Path(folder))
            remarks = _bring_up_to_date(staged)
            there = {name: path for name, path in layout.databases(library).items() if path.is_file()}
            sound = _keep(there, Path(folder), remarks)
            _must_be_known(sound, there, staged)
            if MEMORY in sound and MEMORY in staged:
                remarks += _compare(sound[MEMORY], staged[MEMORY], replace=replace)
            kept = _keep_aside(library, sound)
            saved = _summary(staged)
            for name in sorted(staged, key=lambda name: (name != MEMORY, name)):
                place = layout.place(library, name)
                _make_folder(place.parent)
                _put(staged[name], place, name, remarks)
                if name != MEMORY:
                    for index in place.parent.glob(f"{place.stem}.*.faiss"):
                        index.unlink(missing_ok=True)
    except sqlite3.Error as error:
        raise BackupError(
            f"{source} cannot be brought back to {library.parent} ({error}): "
            "take another backup, or move away what lies there."
        ) from error
    except OSError as error:
        raise BackupError(
            f"The backup cannot be brought back to {library.parent} ({error.strerror or error}): "
            "check the folder's permissions and free space."
        ) from error
    return Restored(saved, kept, tuple(remarks))


def _bring_up_to_date(staged: dict[str, Path]) -> list[str]:
    """Give the databases the form that this Quoth writes; raises BackupError for a newer one's."""
    remarks = []
    for name, path in list(staged.items()):
        try:
            _open(path, name)
        except NewerLibraryError as error:
            raise BackupError(
                f"The backup's {name} was written by a newer Quoth: upgrade Quoth to bring it back."
            ) from error
        except LibraryError as error:
            if name == MEMORY or not isinstance(error, OlderLibraryError):
                raise BackupError(f"The backup cannot be brought back: {error}") from error
            staged.pop(name).unlink()
            remarks.append(
                f"The backup's {name} is of an older Quoth: it is made again from the notes instead."
            )
    for name, path in staged.items():
        with closing(sqlite3.connect(path)) as database:
            database.execute("PRAGMA journal_mode = DELETE")
            if name != MEMORY:
                # Whoever has another state open sees by this that it is another.
                database.execute(
                    "INSERT OR REPLACE INTO meta VALUES ('generation', ?)", (secrets.token_hex(8),)
                )
                database.commit()
    return remarks


def _open(path: Path, name: str) -> None:
    """Open a database once, a memory to bring it up to date; raises LibraryError."""
    if name == MEMORY:
        BotDatabase.open(path, keep_days=1).close()
        with closing(sqlite3.connect(path)) as database:
            database.execute("PRAGMA journal_mode = DELETE")  # one file, whole by itself
    else:
        sqlite.Store(path).close()


def _must_be_known(sound: dict[str, Path], there: dict[str, Path], staged: dict[str, Path]) -> None:
    """Raise BackupError where a newer Quoth's would be written over; a memory is brought up to date."""
    for name in sound.keys() & staged.keys():
        try:
            _open(sound[name], name)
        except OlderLibraryError:
            pass  # it is derived from the notes, and so is what replaces it
        except NewerLibraryError as error:
            raise BackupError(
                f"{there[name]} was written by a newer Quoth and is not written over: "
                "bring the backup back with that one, or move the file away."
            ) from error
        except LibraryError as error:
            raise BackupError(
                f"{there[name]} cannot be compared with the backup, and is not written over: move it away."
            ) from error


def _compare(now: Path, then: Path, *, replace: bool) -> list[str]:
    """Hold the memory that is there against the backup's; raises BackupError unless all may go."""
    remarks = []
    if lost := diff.lost(now, then):
        counts = ", ".join(f"{count} of {table}" for table, count in lost.items())
        if not replace:
            raise BackupError(
                f"People made entries that this backup does not hold ({counts}): they would be lost. "
                "Say --replace if that is meant; what there is now is then kept in a file beside."
            )
        remarks.append(f"Not in the backup, and given up: {counts}.")
    diff.keep_posted(now, then)
    if diff.other_key(now, then):
        remarks.append("People are known by another key in this backup: start the bot again if it runs.")
    return remarks


def _keep(there: dict[str, Path], folder: Path, remarks: list[str]) -> dict[str, Path]:
    """Copy what there is now; what cannot be read is told and left to ``_put``, which moves it aside."""
    sound = {}
    for name, path in there.items():
        try:
            sound[name] = _copy(path, folder / f"kept-{layout.flat(name)}", name)
        except BackupError as error:
            remarks.append(f"Not kept: {error}")
    return sound


def _keep_aside(library: Path, sound: dict[str, Path]) -> Path | None:
    if not sound:
        return None
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    kept = library.parent / f"before-restore-{stamp}.zip"
    beside = kept.with_suffix(".part")
    pack(sound, beside)
    _hand_over(beside)
    beside.replace(kept)
    return kept


def _put(staged: Path, target: Path, name: str, remarks: list[str]) -> None:
    """Write a database over another through SQLite, so that whoever has it open goes on with the new one."""
    if target.is_file():
        try:
            with (
                closing(sqlite3.connect(staged)) as new,
                closing(sqlite3.connect(target, timeout=_WAIT)) as old,
            ):
                old.execute("PRAGMA schema_version").fetchone()
                _pour(new, old)
            check(target, name)
            return
        except sqlite3.OperationalError as error:
            raise BackupError(
                f"{target} cannot be written ({error}): stop the bot, and try again."
            ) from error
        except (sqlite3.DatabaseError, BackupError):
            remarks.append(
                f"What was damaged lies at {_move_aside(target)} now: start the bot again if it runs."
            )
    beside = target.with_name(f".{target.name}.{secrets.token_hex(3)}")
    shutil.copyfile(staged, beside)
    _hand_over(beside)
    beside.replace(target)


def _move_aside(target: Path) -> Path:
    aside = target.with_name(f"{target.name}.damaged-{secrets.token_hex(3)}")
    for ending in ("", "-wal", "-shm"):
        part = target.with_name(target.name + ending)
        if part.exists():
            part.replace(aside.with_name(aside.name + ending))
    return aside


def _nearest(folder: Path) -> Path:
    """Give the folder, or the nearest above it that there is."""
    return next((one for one in (folder, *folder.absolute().parents) if one.is_dir()), folder)


def _make_folder(folder: Path) -> None:
    if not folder.is_dir():
        _make_folder(folder.parent)
        folder.mkdir()
        _hand_over(folder)


def _hand_over(path: Path) -> None:
    """Keep a new file or folder from others; what root makes is for the owner of the folder that it is in.

    Else the bot, which runs as another user, could not open what was brought back.
    """
    if path.is_file():
        path.chmod(0o600)
    if os.geteuid() == 0:
        above = path.parent.stat()
        os.lchown(path, above.st_uid, above.st_gid)
