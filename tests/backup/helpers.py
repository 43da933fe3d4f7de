"""What tests of backups share: feedback, titles, and archives that are changed by hand."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from bot.backup.archive import digest
from bot.service.database import BotDatabase
from bot.service.replies import Reply
from embeddings.library import Library

DAY = ("E", "Day 1", "2031-01-01")
QUESTION = "how long does a reading fetched from tape take?"


def judge(database: BotDatabase, key: str, *, useful: bool = True) -> None:
    database.replies.keep(Reply(key, database.person(7), "ask", "what?", verdict="answer"))
    assert database.replies.judge(key, database.person(7), useful=useful)


def titles(library: Library) -> list[str]:
    return [session.title for session in library.sessions()]


def formed(path: Path, change: str) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.executescript(change)


def scratch(path: Path) -> None:
    """Damage pages in the middle of a database that nobody has open."""
    data = bytearray(path.read_bytes())
    data[8192:20480] = b"\xff" * 12288
    path.write_bytes(data)


def altered(archive: Path, change: Callable[[str, bytes], bytes], name: str = "") -> None:
    with zipfile.ZipFile(archive) as old:
        members = {member: old.read(member) for member in old.namelist()}
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as new:
        for member, data in members.items():
            new.writestr(member, change(member, data) if member == (name or member) else data)


def manifest(archive: Path, change: Callable[[dict[str, object]], object]) -> None:
    def edit(_: str, data: bytes) -> bytes:
        facts = json.loads(data)
        change(facts)
        return json.dumps(facts).encode()

    altered(archive, edit, "manifest.json")


def claim(archive: Path, database: Path, name: str = "library.db") -> None:
    """Make an archive that is right in itself and holds ``database``."""
    facts = {"sha256": digest(database), "bytes": database.stat().st_size}
    with zipfile.ZipFile(archive, "w") as new:
        new.writestr("manifest.json", json.dumps({"quoth-backup": 1, "files": {name: facts}}))
        new.write(database, name)
