"""Archives that are brought back as backups, which may be damaged or a stranger's."""

from __future__ import annotations

import tempfile
import zipfile
from functools import cache
from pathlib import Path

from bot.backup.archive import pack, unpack
from bot.backup.layout import DATABASE, databases
from bot.service.database import BotDatabase
from tests.fuzz.targets.common import refused_in_a_sentence

_PATCH = 3
"""Bytes that change one of an archive: two for its place, one for what it becomes."""


def archive(data: bytes) -> None:
    """Backups: the databases as they were packed, or one sentence, and nothing beside their folder.

    ``data`` is an archive itself, "*" and a manifest, or changes to single bytes of a sound backup.
    """
    with tempfile.TemporaryDirectory() as place:
        source, target = Path(place, "q.zip"), Path(place, "unpacked")
        target.mkdir()
        if data.startswith(b"*"):
            with zipfile.ZipFile(source, "w") as made:
                made.writestr("manifest.json", data[1:])
                made.writestr(DATABASE, b"no database")
        else:
            source.write_bytes(data if data.startswith(b"PK") else _patched(data))
        with refused_in_a_sentence():
            found = unpack(source, target)
            assert set(found) <= set(databases(Path("library.db")))
            assert {path.parent for path in found.values()} <= {target}
        assert {path.name for path in Path(place).iterdir()} == {"q.zip", "unpacked"}


def _patched(data: bytes) -> bytes:
    changed = bytearray(_sound())
    for start in range(0, len(data) - _PATCH + 1, _PATCH):
        where = int.from_bytes(data[start : start + 2], "big")
        changed[where % len(changed)] = data[start + 2]
    return bytes(changed)


@cache
def _sound() -> bytes:
    with tempfile.TemporaryDirectory() as place:
        path = Path(place, DATABASE)
        BotDatabase.open(path, keep_days=9, secret="fuzz").close()
        pack({DATABASE: path}, Path(place, "q.zip"))
        return Path(place, "q.zip").read_bytes()
