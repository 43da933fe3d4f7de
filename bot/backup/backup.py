"""Backups of the library and the bot's database in one file, made while the bot runs.

The file is a zip archive of SQLite databases and a manifest with their digests. A backup is one state of each
database. ``restore`` brings one back.
"""

from __future__ import annotations

import dataclasses
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bot.backup import layout
from bot.backup.archive import BackupError, DamagedError, pack
from bot.backup.databases import WAIT, copy
from bot.backup.layout import DATABASE, LIBRARY
from embeddings.index.stores.rows import LISTED


@dataclass(frozen=True, slots=True)
class Saved:
    """What a backup holds."""

    sessions: int | None
    """None where it holds no library."""
    judgements: int | None
    """Feedback of people; None where it holds no database of the bot."""
    remarks: tuple[str, ...] = ()
    """What was left out, and why."""


def backup(library: Path, target: Path, *, wait: float = WAIT) -> Saved:
    """Write the library at ``library`` and the bot's database beside it to ``target``; raises BackupError.

    A database that another process keeps locked is waited for, ``wait`` seconds at most.
    """
    try:
        plain = not target.is_symlink() and (target.is_file() or not target.exists())
        nowhere = not target.parent.is_dir()
    except OSError as error:  # a name that is longer than any can be, or a folder that may not be entered
        raise BackupError(f"{target} cannot be written ({error.strerror}): name another file.") from error
    if not plain:
        raise BackupError(f"{target} is not a plain file: name one, for example quoth.zip.")
    if nowhere:
        raise BackupError(f"There is no folder {target.parent} to write {target.name} into: make it first.")
    there = {name: path for name, path in layout.databases(library).items() if path.is_file()}
    if LIBRARY not in there:
        raise BackupError(
            f"There is no library at {library}: run `quoth ingest` first, or name its --library."
        )
    if target.absolute() in {path.absolute() for path in there.values()}:
        raise BackupError(f"{target} is the library itself: name another file, for example quoth.zip.")
    try:
        with tempfile.TemporaryDirectory(prefix=f".{target.name}.", dir=target.parent) as folder:
            copies, remarks = _copies(there, Path(folder), wait)
            saved = dataclasses.replace(summary(copies), remarks=tuple(remarks))
            made = Path(folder, "archive")
            pack(copies, made)
            made.chmod(0o600)  # it holds what people asked
            made.replace(target)
    except sqlite3.Error as error:
        raise BackupError(f"{library} and the files beside it cannot be read ({error}).") from error
    except OSError as error:
        raise BackupError(
            f"{target} cannot be written ({error.strerror}): check the folder's permissions and free space."
        ) from error
    return saved


def _copies(there: dict[str, Path], folder: Path, wait: float) -> tuple[dict[str, Path], list[str]]:
    """Copy all databases; a library that is damaged is left out with a remark where another one is sound.

    It can be built again from the notes; what cannot be is saved all the same.
    """
    copies, remarks, first = {}, [], None
    for name, path in there.items():
        try:
            copies[name] = copy(path, folder / layout.flat(name), name, wait)
        except DamagedError as error:
            if name == DATABASE:
                raise
            first = first or error
            remarks.append(f"Left out, since it can be built again from the notes: {error}")
    if first is not None and not copies:
        raise first
    return copies, remarks


def summary(copies: dict[str, Path]) -> Saved:
    """Count what the databases hold."""

    def count(kind: str, rows: str) -> int | None:
        counts = []
        for path in (path for name, path in copies.items() if layout.kind(name) == kind):
            with closing(sqlite3.connect(path)) as database:
                counts.append(int(database.execute(f"SELECT count(*) FROM {rows}").fetchone()[0]))  # noqa: S608 - ours
        return sum(counts) if counts else None

    return Saved(count(LIBRARY, f"sessions WHERE {LISTED}"), count(DATABASE, "feedback"))
