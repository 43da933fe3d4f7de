"""Bringing a backup back while the bot runs.

It is checked whole before anything is touched. What there was is kept in a file of its own. Then it is
written into the databases through SQLite itself: a bot that is running goes on with what was restored. The
library gets a new generation, and its vector index is built again.
"""

from __future__ import annotations

import secrets
import sqlite3
import tempfile
from contextlib import closing, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.backup import diff, layout
from bot.backup.archive import BackupError, DamagedError, pack, unpack
from bot.backup.backup import Saved, summary
from bot.backup.databases import WAIT, copy, hand_over, make_folder, nearest, put, watched
from bot.backup.layout import DATABASE
from bot.service.database import connection_to
from embeddings.errors import LibraryError, NewerLibraryError, OlderLibraryError
from embeddings.index.stores.sqlite_schema import connect_to_read

_TRIES = 5
"""Times that what there is now is set aside anew because somebody wrote to it meanwhile."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What bringing back a backup did."""

    saved: Saved
    kept: Path | None
    """The file that holds what there was before; None where there was nothing."""
    remarks: tuple[str, ...]


def restore(library: Path, source: Path, *, replace: bool = False, wait: float = WAIT) -> Restored:
    """Bring the backup ``source`` back to the library at ``library`` and the bot's database beside it.

    Raises BackupError, and leaves all as it was, where the backup is damaged, newer than this Quoth, or older
    than feedback that is there now; ``replace`` gives that feedback up. What there was is kept in a file of
    its own either way. A database that another process keeps locked is waited for, ``wait`` seconds at most.
    """
    try:
        with tempfile.TemporaryDirectory(prefix=".restore.", dir=nearest(library.parent)) as folder:
            staged = unpack(source, Path(folder))
            remarks = _bring_up_to_date(staged)
            there = {name: path for name, path in layout.databases(library).items() if path.is_file()}
            kept, told = _set_aside(there, staged, Path(folder), replace=replace, wait=wait)
            remarks += told
            if kept is not None:
                kept = kept.replace(library.parent / kept.name)
                hand_over(kept)
            saved = summary(staged)
            for name in sorted(staged, key=lambda name: (name != DATABASE, name)):
                place = layout.place(library, name)
                make_folder(place.parent)
                if remark := put(staged[name], place, name, wait):
                    remarks.append(remark)
                if name != DATABASE:
                    for index in place.parent.glob(f"{place.stem}.*.faiss"):
                        index.unlink(missing_ok=True)
    except sqlite3.Error as error:
        raise BackupError(
            f"{source} cannot be restored to {library.parent} ({error}): "
            "use another backup, or move away what is there."
        ) from error
    except OSError as error:
        raise BackupError(
            f"The backup cannot be restored to {library.parent} ({error.strerror or error}): "
            "check the folder's permissions and free space."
        ) from error
    return Restored(saved, kept, tuple(remarks))


def _set_aside(
    there: dict[str, Path], staged: dict[str, Path], folder: Path, *, replace: bool, wait: float
) -> tuple[Path | None, list[str]]:
    """Pack what there is now into an archive in ``folder``, held against the backup; returns what to remark.

    Again where the bot's database was written meanwhile, so that nothing is lost that came in just now.
    Raises BackupError.
    """
    for _ in range(_TRIES):
        with watched(there[DATABASE]) if DATABASE in there else nullcontext(lambda: False) as written:
            remarks: list[str] = []
            sound = _keep(there, folder, remarks, wait)
            _must_be_known(sound, there, staged)
            if DATABASE in sound and DATABASE in staged:
                remarks += _compare(sound[DATABASE], staged[DATABASE], replace=replace)
            kept = _packed(sound, folder) if sound else None
            if not written():
                return kept, remarks
    raise BackupError(f"{there[DATABASE]} is written all the time: stop the bot and try again.")


def _bring_up_to_date(staged: dict[str, Path]) -> list[str]:
    """Bring the databases to the form that this Quoth writes; raises BackupError for a newer one's."""
    remarks = []
    for name, path in list(staged.items()):
        try:
            _open(path, name)
        except NewerLibraryError as error:
            raise BackupError(
                f"The backup's {name} was written by a newer Quoth: upgrade Quoth to restore it."
            ) from error
        except LibraryError as error:
            if name == DATABASE or not isinstance(error, OlderLibraryError):
                raise BackupError(f"The backup cannot be restored: {error}") from error
            staged.pop(name).unlink()
            remarks.append(
                f"The backup's {name} is of an older Quoth: it is built again from the notes instead."
            )
    for name, path in staged.items():
        with closing(sqlite3.connect(path)) as database:
            database.execute("PRAGMA journal_mode = DELETE")
            if name != DATABASE:
                # Whoever has another state open sees by this that it is another.
                database.execute(
                    "INSERT OR REPLACE INTO meta VALUES ('generation', ?)", (secrets.token_hex(8),)
                )
                database.commit()
    return remarks


def _open(path: Path, name: str) -> None:
    """Open a database once, the bot's own to bring it up to date; raises LibraryError."""
    if name == DATABASE:
        connection_to(path).close()
        with closing(sqlite3.connect(path)) as database:
            database.execute("PRAGMA journal_mode = DELETE")  # one file, whole by itself
    else:
        connect_to_read(path).close()


def _must_be_known(sound: dict[str, Path], there: dict[str, Path], staged: dict[str, Path]) -> None:
    """Raise BackupError where a newer Quoth's would be overwritten; older ones are brought up to date."""
    for name in sound.keys() & staged.keys():
        try:
            _open(sound[name], name)
        except OlderLibraryError:
            pass  # it is derived from the notes, and so is what replaces it
        except NewerLibraryError as error:
            raise BackupError(
                f"{there[name]} was written by a newer Quoth and is not overwritten: "
                "restore the backup with that one, or move the file away."
            ) from error
        except LibraryError as error:
            raise BackupError(
                f"{there[name]} cannot be compared with the backup and is not overwritten: move it away."
            ) from error


def _compare(now: Path, then: Path, *, replace: bool) -> list[str]:
    """Compare the database that is there with the backup's; raises BackupError unless all may go."""
    remarks = []
    if lost := diff.lost(now, then):
        counts = ", ".join(f"{count} of {table}" for table, count in lost.items())
        if not replace:
            raise BackupError(
                f"People made entries that this backup does not hold ({counts}): they would be lost. "
                "Use --replace if that is intended; what there is now is then kept in a file."
            )
        remarks.append(f"Not in the backup, and discarded: {counts}.")
    diff.keep_posted(now, then)
    if diff.other_key(now, then):
        remarks.append("This backup has another key for people's ids: restart the bot if it is running.")
    return remarks


def _keep(there: dict[str, Path], folder: Path, remarks: list[str], wait: float) -> dict[str, Path]:
    """Copy what there is now; what is damaged is told and left to ``put``, which moves it aside.

    Raises BackupError where there is no room for a copy, or another process keeps something locked.
    """
    sound = {}
    for name, path in there.items():
        try:
            sound[name] = copy(path, folder / f"kept-{layout.flat(name)}", name, wait)
        except DamagedError as error:
            remarks.append(f"Not kept: {error}")
    return sound


def _packed(sound: dict[str, Path], folder: Path) -> Path:
    kept = folder / f"before-restore-{datetime.now(UTC).strftime('%Y%m%dT%H%M%S%f')}.zip"
    pack(sound, kept)
    kept.chmod(0o600)  # before it leaves this folder, which is its owner's alone
    return kept
