"""Does a library still hold its notes as they are? Told from names, sizes and times of change alone."""

from __future__ import annotations

import hashlib
import json
import os
import time
from functools import cache
from pathlib import Path

from embeddings.index.stores.sqlite import Store

_SETTLED_NS = 2_000_000_000
"""A file written less than so long before the ingest may be written again within the clock's grain: not
trusted.
"""


def folder_fingerprint(root: Path, code_fingerprint: str) -> str:
    """Sum up the folder's state without reading a file: names, sizes and times of change.

    Gives "" where a file was changed too shortly ago for its time to tell the next change;
    ``code_fingerprint`` is what else the library depends on.
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
    if abs(time.time_ns() - newest) < _SETTLED_NS:
        return ""
    return hashlib.sha256(
        json.dumps([code_fingerprint, str(root.absolute()), sorted(seen)]).encode()
    ).hexdigest()


@cache
def code_fingerprint() -> str:
    """Sum up the code that turns notes into what is stored: where it changes, so does the library."""
    core = Path(__file__).parents[1]
    shaping = [core / "records.py"]
    shaping += [path for package in ("text", "notes", "index") for path in (core / package).rglob("*.py")]
    digest = hashlib.sha256()
    for path in sorted(shaping):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def up_to_date(store: Store, root: Path) -> bool:
    """Tell whether the library already holds the folder as it is, without reading a file."""
    now = folder_fingerprint(root, code_fingerprint())
    return now != "" and now == store.meta("signature")


def same_model(store: Store, stamp: str) -> bool:
    """Tell whether the library was made with the model files of this ``stamp`` (see ``weights``)."""
    return stamp == store.meta("model_stamp")
