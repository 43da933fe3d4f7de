"""The file of a backup: a zip archive of SQLite databases, and a manifest with their digests.

It is checked whole as it is unpacked, into a folder of its own, before anybody uses what it holds.
"""

from __future__ import annotations

import hashlib
import json
import lzma
import sqlite3
import zipfile
import zlib
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.backup import layout
from bot.backup.layout import MARKS, SERVERS
from embeddings.errors import QuothError

FORM = 2
"""Of the archive, which is 1 where no server has a library of its own. A newer one is refused."""
_MANIFEST = "manifest.json"
_MOST = 8 * 1024**3
"""Bytes that a database may unpack to: more than any notes, less than would fill most disks."""
_CHUNK = 1 << 20
_DAMAGED = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    lzma.LZMAError,
    NotImplementedError,
    RuntimeError,
    EOFError,
)
"""What reading an archive raises that is cut, altered, or packed in a way that nothing here unpacks."""
_VIEW = "days"
"""The one view that Quoth makes, in a library."""


class BackupError(QuothError):
    """A backup cannot be written, or is not one that can be restored."""


class DamagedError(BackupError):
    """A database is not sound, or not what it is called."""


def pack(copies: dict[str, Path], target: Path) -> None:
    """Write databases, by name, to an archive."""
    manifest = {
        "quoth-backup": FORM if any(map(SERVERS.fullmatch, copies)) else 1,
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "files": {
            name: {"sha256": digest(path), "bytes": path.stat().st_size} for name, path in copies.items()
        },
    }
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_MANIFEST, json.dumps(manifest, indent=1))
        for name, path in copies.items():
            archive.write(path, name)


def digest(path: Path) -> str:
    """Return the SHA-256 of a file, as hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def unpack(source: Path, folder: Path) -> dict[str, Path]:
    """Unpack what the manifest names, checked; returns the databases by name. Raises BackupError."""
    try:
        with zipfile.ZipFile(source) as archive:
            with archive.open(_MANIFEST) as packed:
                manifest = json.loads(packed.read(_CHUNK))
            if int(manifest["quoth-backup"]) > FORM:
                raise BackupError(f"{source} was made by a newer Quoth: upgrade Quoth to restore it.")
            files: dict[str, dict[str, Any]] = manifest["files"]
            if not files or not all(map(layout.kind, files)):
                raise BackupError(f"{source} holds files other than Quoth's databases: it is not used.")
            staged = {}
            for name, facts in files.items():
                staged[name] = folder / layout.flat(name)
                _take(archive, name, staged[name], int(facts["bytes"]))
                if digest(staged[name]) != facts["sha256"]:
                    raise BackupError(f"{source} is damaged ({name} is not as it was saved): use another.")
                check(staged[name], name)
            return staged
    except FileNotFoundError as error:
        raise BackupError(f"There is no file {source}.") from error
    except OSError as error:
        raise BackupError(f"{source} cannot be read ({error.strerror or error}).") from error
    except _DAMAGED as error:
        raise BackupError(f"{source} is damaged or is not a backup of Quoth: use another.") from error
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
        raise BackupError(f"{source} is not a backup of Quoth: it does not say what it holds.") from error


def _take(archive: zipfile.ZipFile, name: str, target: Path, size: int) -> None:
    """Unpack one member, which must have the size that the manifest states."""
    if not 0 < size <= _MOST:
        raise BackupError(f"{name} in the backup has {size} bytes: it is not used.")
    with archive.open(name) as packed, target.open("wb") as file:
        left = size
        while part := packed.read(_CHUNK):
            left -= len(part)
            if left < 0:
                break
            file.write(part)
    if left:
        raise BackupError(f"{name} in the backup does not have the {size} bytes that it states: use another.")


def check(path: Path, name: str) -> None:
    """Raise DamagedError unless the database is sound and what it is called."""
    try:
        with closing(sqlite3.connect(path)) as database:
            database.execute("PRAGMA trusted_schema = OFF")
            tables = {
                row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            }
            if not MARKS[layout.kind(name)] <= tables:
                raise DamagedError(f"{name} is not what its name says: it holds other tables.")
            # Views and triggers of a stranger's could run when rows are copied or read.
            strange = "SELECT type FROM sqlite_master WHERE type = 'trigger' OR (type = 'view' AND name <> ?)"
            for (kind,) in database.execute(strange, (_VIEW,)):
                raise DamagedError(f"{name} contains a {kind} that Quoth never writes: it is not used.")
            found = [row[0] for row in database.execute("PRAGMA integrity_check(1)")]
            if found != ["ok"]:
                raise DamagedError(f"{name} is damaged ({' '.join(str(found[0]).split())}).")
    except sqlite3.Error as error:
        raise DamagedError(f"{name} is damaged ({error}).") from error
