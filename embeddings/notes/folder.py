"""Which files of a folder are notes, each read from disk once. No link is followed out of the folder."""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePosixPath

from embeddings.errors import NotesError
from embeddings.notes.formats.documents.errors import DocumentError
from embeddings.notes.formats.documents.extract import LARGEST, markdown_of
from embeddings.notes.formats.registry import FORMATS, Formats
from embeddings.notes.model import MAX_BYTES, Skipped, Source
from embeddings.notes.other_files import kind_of_other
from embeddings.text.decoding import decode
from embeddings.text.document_names import is_document

_UNREAD = {
    ".doc": "Word", ".odt": "OpenDocument", ".rtf": "Rich Text", ".pages": "Pages",
    ".pdf": "PDF", ".epub": "EPUB", ".pptx": "PowerPoint",
    ".ipynb": "a Jupyter notebook", ".tex": "LaTeX", ".textile": "Textile", ".mediawiki": "MediaWiki",
    ".wiki": "MediaWiki", ".creole": "Creole",
}  # fmt: skip
"""Files that people take for notes and that no format claims, by their suffix; the report names each."""


def scan(root: Path, formats: Formats = FORMATS) -> tuple[list[Source], list[Skipped]]:
    """Read the notes under ``root`` in natural order; return them, and what was left out with the reason.

    Notes are the files that one of the ``formats`` claims, but for those that ``other_files`` knows; no
    other file is looked at.
    """
    sources: list[Source] = []
    seen: dict[tuple[int, int], Source] = {}
    skipped: list[Skipped] = []
    try:
        if not root.exists():
            raise NotesError(f"There is no folder {root}; name the folder of your notes with --notes.")
        if not root.is_dir():
            raise NotesError(f"{root} is a file, not a folder of notes; name the folder that holds it.")
        home = root.resolve()
        paths = _walk(root, home, formats, skipped)
    except (OSError, RuntimeError) as error:
        detail = getattr(error, "strerror", None) or "a link in a circle"
        raise NotesError(f"The folder {root} cannot be read ({detail.lower()}).") from error
    others = 0
    notes = {
        path.with_suffix(""): path
        for path in paths
        if formats.for_file(path.name) and not is_document(path.name)
    }
    # Links come last: of a file that has two names, the one that is no link is read.
    paths.sort(key=lambda path: (_is_link(path), natural(path.relative_to(root).as_posix())))
    for path in paths:
        file = path.relative_to(root).as_posix()
        if _printable(file) != file:  # no JSON, no database and no link could hold it
            skipped.append(Skipped(_printable(file), "its name is not UTF-8"))
            continue
        same = notes.get(path.with_suffix("")) if is_document(path.name) else None
        reason, data = _read(path, home, formats) if same is None else (f"the same notes as {same.name}", b"")
        if not reason:
            source = Source(file, data)
            twin = seen.setdefault(_place(path), source)
            reason = f"the same file as {twin.file}" if twin is not source and twin.data == data else None
            kind = None if reason else kind_of_other(file, decode(data))
            others += kind is not None
            reason = reason or kind
        else:
            others += formats.for_file(file) is None
        if reason:
            skipped.append(Skipped(file, reason))
        else:
            sources.append(source)
    sources.sort(key=lambda source: natural(source.file))
    if not sources and len(skipped) == others:
        unread = [entry for entry in skipped if formats.for_file(entry.file) is None]
        named = f" that are read ({unread[0].file} is {_kind(unread[0].file)})" if unread else ""
        raise NotesError(f"{root} holds no notes{named}; put {formats.described()} into it.")
    return sources, skipped


def natural(name: str) -> list[tuple[int, int, str]]:
    """Return a key by which "day10" comes after "day2", and a folder's own files before its folders."""
    parts = re.split(r"(\d+)", name.casefold())
    return [
        (0, int(part), "") if part.isdecimal() and len(part) < 20 else (1, 0, part) for part in parts if part
    ]


def _kind(file: str) -> str:
    """Return what a file is that no format claims."""
    return _UNREAD.get(PurePosixPath(file).suffix.lower(), "of no known format")


def _printable(name: str) -> str:
    """Return a file's name with a question mark for each byte that is not text."""
    return name.encode("utf-8", "replace").decode("utf-8")


def _walk(root: Path, home: Path, formats: Formats, skipped: list[Skipped]) -> list[Path]:
    found: list[Path] = []
    pending = [root]
    while pending:
        folder = pending.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            if folder == root:
                raise
            name = _printable(folder.relative_to(root).as_posix())
            skipped.append(Skipped(name, f"unreadable ({(error.strerror or 'error').lower()})"))
            continue
        for entry in entries:
            path = Path(entry.path)
            if entry.name.startswith(".") or entry.name in ("node_modules", "__pycache__"):
                continue
            if entry.is_dir(follow_symlinks=False):
                pending.append(path)
            elif entry.is_symlink() and _is_folder(path):
                # A folder by another name would be read twice, or lie outside.
                inside = path.resolve().is_relative_to(home)
                reason = (
                    "a link to a folder of the notes"
                    if inside
                    else "a link that leads out of the notes folder"
                )
                skipped.append(Skipped(_printable(path.relative_to(root).as_posix()), reason))
            elif formats.for_file(path.name) or path.suffix.lower() in _UNREAD:
                found.append(path)
    return found


def _is_link(path: Path) -> bool:
    try:
        return path.is_symlink()
    except OSError:  # its folder may be listed and not entered
        return False


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # the name that a link leads to is too long, or the like
        return False


def _place(path: Path) -> tuple[int, int]:
    """Return what two names of one file share."""
    try:
        state = path.stat()
    except OSError:  # deleted since it was read
        return -1, hash(path)
    return state.st_dev, state.st_ino


def _read(path: Path, home: Path, formats: Formats) -> tuple[str | None, bytes]:
    if formats.for_file(path.name) is None:
        return f"{_kind(path.name)}, which is not read; save what notes it holds as {formats.usual()}", b""
    try:
        if path.is_symlink() and not path.resolve(strict=True).is_relative_to(home):
            return "a link that leads out of the notes folder", b""
        if not path.is_file():
            return "not a regular file", b""
        largest = LARGEST if is_document(path.name) else MAX_BYTES
        if path.stat().st_size > largest:
            return f"larger than {largest // 1_000_000} MB", b""
        data = path.read_bytes()
        if is_document(path.name):
            data = markdown_of(path.name, data)
    except DocumentError as error:
        return str(error), b""
    except (OSError, RuntimeError) as error:
        detail = (getattr(error, "strerror", None) or "a link in a circle").lower()
        return f"unreadable ({detail})", b""
    return refusal(data), data


def refusal(data: bytes) -> str | None:
    """Return why a file's bytes cannot be notes, or None."""
    if len(data) > MAX_BYTES:
        return f"larger than {MAX_BYTES // 1_000_000} MB"
    if not data.strip():
        return "empty"
    try:
        text = decode(data)
    except UnicodeDecodeError as error:
        return f"not UTF-8 (byte 0x{data[error.start]:02x} at offset {error.start})"
    if "\0" in text:
        return "not text (it holds a null byte)"
    return None if text.strip() else "empty"
