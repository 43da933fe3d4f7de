"""Sockets of a library, which only the user who runs the process can open: their paths and addresses.

Python on Windows has none: what they are for goes without them there.
"""

from __future__ import annotations

import hashlib
import os
import socket
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from embeddings.index.address import DatabaseAddress, Place

_LONGEST_ADDRESS = 100
"""Bytes that a socket's path may have: the system's own limit is 104 to 108."""


def available() -> bool:
    """Tell whether this system has such sockets."""
    return hasattr(socket, "AF_UNIX")


def among_temporary(library: DatabaseAddress) -> tuple[Path, str]:
    """Return the folder of sockets of libraries in databases, and what this one is called."""
    return _temporary_folder(), hashlib.sha256(str(library).encode()).hexdigest()[:16]


def _temporary_folder() -> Path:
    # Where users have no number, each has a folder for temporary files.
    owner = os.getuid() if hasattr(os, "getuid") else "own"
    return Path(tempfile.gettempdir(), f"quoth-{owner}")


def _must_be_own(folder: Path) -> None:
    """Raise PermissionError where others could have made a folder among temporary files.

    They could put a socket of their own there, and read what is asked and answer it.
    """
    state = folder.lstat()
    if not stat.S_ISDIR(state.st_mode) or state.st_uid != os.getuid() or state.st_mode & 0o077:
        raise PermissionError(f"{folder} is not this user's alone: remove it, or set TMPDIR")


def make_folder(library: Place) -> None:
    """Make the folder that a library's sockets stand in, where it has one of its own."""
    if isinstance(library, DatabaseAddress):
        with suppress(OSError):  # which is told by whoever makes the socket
            among_temporary(library)[0].mkdir(mode=0o700, exist_ok=True)


def beside(library: Place, name: str) -> Path:
    """Return the path of a library's socket: beside its file, else among temporary files."""
    if isinstance(library, DatabaseAddress):
        folder, known = among_temporary(library)
        return folder / f"{known}.{name}.sock"
    return library.absolute().parent / f"{name}.sock"


@contextmanager
def reachable(path: Path) -> Iterator[str]:
    """Yield an address of a socket that is short enough, however deep its folder lies; raises OSError."""
    if path.parent == _temporary_folder():
        _must_be_own(path.parent)
    if len(os.fsencode(path)) <= _LONGEST_ADDRESS or not Path("/proc/self/fd").is_dir():
        yield str(path)
        return
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{folder}/{path.name}"
    finally:
        os.close(folder)
