"""A checksum at the end of a file, by which a disk's fault is noticed in what no other check can tell."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import BinaryIO, Literal

State = Literal["whole", "unsealed", "altered"]

_MARK = b"\nSHA-256:"
"""Stands between what the file holds and the checksum of that."""
_LENGTH = len(_MARK) + hashlib.sha256().digest_size
_PIECE = 1 << 20
"""Bytes that are read at a time."""


def seal(path: Path) -> None:
    """Write the checksum of a file at its end; raises OSError."""
    with path.open("r+b") as file:
        found = _of(file, file.seek(0, os.SEEK_END))
        file.write(_MARK + found)


def state_of(path: Path) -> State:
    """Return whether a file is as it was sealed; raises OSError where it cannot be read.

    One that was cut off has lost its seal, and one of a Quoth that sealed none never had it.
    """
    with path.open("rb") as file:
        length = file.seek(0, os.SEEK_END) - _LENGTH
        if length < 0:
            return "unsealed"
        file.seek(length)
        mark, found = file.read(len(_MARK)), file.read()
        if mark != _MARK:
            return "unsealed"
        return "whole" if _of(file, length) == found else "altered"


def _of(file: BinaryIO, length: int) -> bytes:
    """Return the checksum of a file's first ``length`` bytes."""
    digest = hashlib.sha256()
    file.seek(0)
    for start in range(0, length, _PIECE):
        digest.update(file.read(min(_PIECE, length - start)))
    return digest.digest()
