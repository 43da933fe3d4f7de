"""Archives (zip) that were handed in, looked at whole before anything is unpacked."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

_BEGINS = b"PK\x03\x04"
_MOST_ENTRIES = 2_000
_MOST_BYTES = 60_000_000
"""Of all entries together, once unpacked."""
_MOST_OF_ONE = 20_000_000
_RATIO = 200
"""Bytes that one packed byte may become."""
_SMALL = 1_000_000
"""Bytes of an entry that is never too much, however well it was packed."""
_DEEPEST = 12
"""Folders within folders."""
_LONGEST_NAME = 400
_ENCRYPTED = 0x1
_WAYS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class ArchiveError(ValueError):
    """Why an archive is not unpacked, in a clause."""


@contextmanager
def opened(data: bytes) -> Iterator[zipfile.ZipFile]:
    """Open an archive of which all entries were looked at; raises ArchiveError."""
    if not data.startswith(_BEGINS):
        raise ArchiveError("it does not begin as an archive does")
    with _told():
        archive = zipfile.ZipFile(io.BytesIO(data))
    with archive:
        _check(archive.infolist())
        yield archive


def read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Return what an entry holds; raises ArchiveError where that is not what it says."""
    with _told():
        data = archive.read(entry)
    if len(data) != entry.file_size:
        raise ArchiveError("it is damaged, or says more than it holds")
    return data


@contextmanager
def _told() -> Iterator[None]:
    """Have what goes wrong while an archive is read leave as ArchiveError."""
    try:
        yield
    except (
        *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError),
        *(ArithmeticError, RuntimeError),
    ) as error:
        # RuntimeError is for passwords, and for what Python cannot unpack.
        raise ArchiveError("it is damaged, or packed in a way that is not read") from error


def _check(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > _MOST_ENTRIES:
        raise ArchiveError(f"it holds more than {_MOST_ENTRIES:,} files")
    seen: set[str] = set()
    for entry in entries:
        # What is behind a null byte in the name is cut off by Python; as it was written it has it still.
        name = entry.orig_filename
        if _leads_out(name):
            raise ArchiveError("a file in it has a name that leads elsewhere")
        if name.casefold() in seen:
            raise ArchiveError("two files in it have one name")
        seen.add(name.casefold())
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise ArchiveError("it holds a link, or what is no file")
        if entry.flag_bits & _ENCRYPTED:
            raise ArchiveError("it is encrypted")
        if entry.compress_type not in _WAYS:
            raise ArchiveError("it is packed in a way that is not read")
        if entry.file_size > _MOST_OF_ONE:
            raise ArchiveError(f"a file in it is larger than {_MOST_OF_ONE // 1_000_000} MB once unpacked")
        if entry.file_size > max(_SMALL, _RATIO * entry.compress_size):
            raise ArchiveError("a file in it becomes far larger once unpacked than any text does")
    if sum(entry.file_size for entry in entries) > _MOST_BYTES:
        raise ArchiveError(f"it is larger than {_MOST_BYTES // 1_000_000} MB once unpacked")


def _leads_out(name: str) -> bool:
    """Tell whether a name is absolute, steps up, is of a device, or no name at all."""
    parts = name.removesuffix("/").split("/")
    return (
        len(name) > _LONGEST_NAME
        or len(parts) > _DEEPEST
        or not name.isprintable()
        or any(sign in name for sign in "\\:\0")
        or any(part.strip() in ("", ".", "..") for part in parts)
    )
