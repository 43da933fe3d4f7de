"""Does a library still hold its notes as they are? Told from names, sizes and times of change alone.

The only place where that is decided: before an ingest, before an answer and before a list.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

from embeddings.index import releases
from embeddings.index.protocols import LibraryState

Clock = Callable[[], int]
"""The time that files are stamped with: nanoseconds since 1970."""

_SETTLED_NS = 2_000_000_000
"""A file written less than so long before the ingest may be written again within the clock's grain: not
trusted.
"""


def holds_notes(state: LibraryState | None, folder: str, *, as_newer: bool = True) -> bool:
    """Tell whether a library holds the notes of this ``folder_fingerprint``, read by this code.

    With ``as_newer`` or by that of a newer release: where two share a library each would else write it again
    after the other, without end.
    """
    if state is None or folder == "" or state.folder != folder:
        return False
    newer = releases.order(state.release) > releases.order(releases.own())
    return state.code == code_fingerprint() or (as_newer and newer)


def made_with(state: LibraryState | None, stamp: str, fingerprint: Callable[[], str]) -> bool:
    """Tell whether a library was made with a model.

    Model files of the same ``stamp`` are the same; else the model's ``fingerprint`` is asked for.
    """
    return state is not None and (state.model_stamp == stamp or state.model == fingerprint())


def folder_fingerprint(root: Path, clock: Clock = time.time_ns) -> str:
    """Return a digest of the folder's state, told without reading a file: names, sizes and times of change.

    Returns "" where a file was changed too shortly ago for its time to tell the next change.
    """
    seen: list[tuple[str, int, int]] = []
    newest = 0
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in files:
            path = Path(folder, name)
            try:
                state = path.stat()
            except OSError:
                seen.append((str(path), -1, -1))
                continue
            newest = max(newest, state.st_mtime_ns, state.st_ctime_ns)
            seen.append((str(path), state.st_size, state.st_mtime_ns))
    if abs(clock() - newest) < _SETTLED_NS:
        return ""
    return hashlib.sha256(json.dumps([str(root.absolute()), sorted(seen)]).encode()).hexdigest()


@cache
def code_fingerprint() -> str:
    """Return a digest of the code that turns notes into what is stored."""
    core = Path(__file__).parents[1]
    shaping = [core / "records.py"]
    shaping += [
        path for package in ("text", "accounts", "notes", "index") for path in (core / package).rglob("*.py")
    ]
    digest = hashlib.sha256()
    for path in sorted(shaping):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
