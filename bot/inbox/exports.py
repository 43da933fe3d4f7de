"""What people hand in: one file, or an archive as Notion, Google Docs and others export it; bounded."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

from bot.inbox import archive
from bot.inbox.errors import RefusedError
from bot.inbox.handed_in import PLAIN, READ, NotesFile, Taken, Unusable, one_file
from bot.inbox.names import NAMELESS, another, split, usable
from embeddings.notes.model import Skipped

LARGEST = 8_000_000
"""Bytes of a file that is handed in."""
_ARCHIVE = ".zip"
_MOST_FILES = 200
"""Files of notes in an archive."""
_MOST_TEXT = 3_000_000
"""Characters of all of them together."""
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".bmp", ".heic", ".tif", ".tiff", ".avif")
_NESTED = (".zip", ".gz", ".tar", ".tgz", ".7z", ".rar", ".bz2", ".xz")
_BESIDE = ("__macosx", ".ds_store", "thumbs.db", "desktop.ini")
"""What systems put into archives by themselves."""


def take(name: str, data: bytes) -> Taken:
    """Return what is taken of a file; raises RefusedError, with one sentence, where it is nothing."""
    stem, suffix = split(name)
    try:
        if len(data) > LARGEST:
            raise Unusable(f"it is larger than {LARGEST // 1_000_000} MB")
        return _of_archive(stem, data) if suffix == _ARCHIVE else one_file(stem, suffix, data)
    except (Unusable, archive.ArchiveError) as error:
        raise refused(name, str(error)) from None


def refused(name: str, why: str) -> RefusedError:
    """Return why a file is not taken, as a sentence that names it."""
    shown = " ".join(name.encode("utf-8", "replace").decode("utf-8").split())
    return RefusedError(f"“{shown[-80:]}” is not taken: {why}.")


def _of_archive(stem: str, data: bytes) -> Taken:
    files: dict[str, NotesFile] = {}
    left_out: list[Skipped] = []
    pictures = macros = False
    with archive.opened(data) as opened:
        entries = [entry for entry in opened.infolist() if not entry.is_dir() and not _beside(entry.filename)]
        if any(entry.filename.lower().endswith(_NESTED) for entry in entries):
            raise Unusable("it holds another archive: unpack it, and hand in what is inside")
        notes = [entry for entry in entries if entry.filename.lower().endswith(READ)]
        if len(notes) > _MOST_FILES:
            raise Unusable(f"it holds more than {_MOST_FILES} files of notes")
        pictures = any(entry.filename.lower().endswith(_PICTURES) for entry in entries)
        for entry in entries:
            shown = entry.filename
            if not shown.lower().endswith(READ):
                if not shown.lower().endswith(_PICTURES):
                    left_out.append(Skipped(shown, "no file of notes"))
                continue
            own, suffix = split(shown)
            try:
                taken = one_file(own, suffix, archive.read(opened, entry))
            except Unusable as error:
                left_out.append(Skipped(shown, str(error)))
                continue
            file = _placed(shown, taken.files[0], files)
            files[file.name.casefold()] = file
            pictures, macros = pictures or taken.pictures, macros or taken.macros
            if sum(len(one.text) for one in files.values()) > _MOST_TEXT:
                raise Unusable(f"its text has more than {_MOST_TEXT:,} characters")
    if not files:
        why = f": {left_out[0].file} is left out, as {left_out[0].reason}" if left_out else ""
        raise Unusable(f"it holds no notes{why}")
    return Taken(stem, tuple(files.values()), tuple(left_out), pictures, macros)


def _beside(name: str) -> bool:
    return any(part.lower().startswith(_BESIDE) or part.startswith("._") for part in name.split("/"))


def _folder(name: str) -> str:
    """Return a usable name of a folder, which no file of notes can have beside it."""
    kept = usable(name)
    return kept.replace(".", " ") if kept.lower().endswith(PLAIN) else kept


def _placed(entry: str, file: NotesFile, others: dict[str, NotesFile]) -> NotesFile:
    """Return a file in the folders that it has in the archive, under a name that no other file has."""
    folders = [_folder(part) for part in PurePosixPath(entry).parent.parts]
    path = PurePosixPath(*(folder for folder in folders if folder != NAMELESS), file.name)
    number, found = 0, path
    while str(found).casefold() in others:
        number += 1
        found = path.with_stem(another(path.stem, number))
    return replace(file, name=str(found))
