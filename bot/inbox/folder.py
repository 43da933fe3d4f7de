"""The folder of the notes that approved notes are kept in: each submission in a folder of its own.

A folder is written beside its place, under a name that no reader of notes looks at, and then given its own:
whenever the bot ends, it is there whole or not at all.
"""

from __future__ import annotations

import itertools
import os
import secrets
import shutil
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePath

from bot.inbox.errors import InboxError
from bot.inbox.handed_in import NotesFile
from bot.inbox.names import another
from embeddings.notes.reader import slug

INBOX = "inbox"
"""What the folder is called, within that of the notes."""
_NEW, _GONE = ".new-", ".gone-"


def free_place(notes: Path, wanted: str, taken: Collection[str]) -> str:
    """Return a name for a folder of the inbox that nothing there has, and that is not among ``taken``.

    Sessions are known by the letters and digits of their folder: what hangs on one would hang on another
    where two folders had the same ("day-2" and "day 2").
    """
    with _told():
        there = {slug(path.stem if path.is_file() else path.name) for path in _inbox(notes).glob("*")}
    there |= set(map(slug, taken))
    names = (another(wanted, number) for number in itertools.count())
    return next(name for name in names if slug(name) not in there)


def put(notes: Path, place: str, key: str, files: Sequence[NotesFile]) -> None:
    """Write files into ``place``; a place that is there already holds them. Raises InboxError.

    ``key`` is of this submission alone.
    """
    with _told():
        inbox = _inbox(notes)
        if not inbox.is_dir():
            inbox.mkdir(exist_ok=True)
        target = _within(inbox, place)
        # Of two processes that write the same one is first, and neither disturbs the other.
        new = _within(inbox, f"{_NEW}{key}-{secrets.token_hex(4)}")
        try:
            if not target.exists():
                _write(new, files)
                new.rename(target)
        except OSError:
            if not target.exists():
                raise
        finally:
            for left in inbox.glob(f"{_NEW}{key}-*"):
                shutil.rmtree(left, ignore_errors=True)


def _write(folder: Path, files: Sequence[NotesFile]) -> None:
    for file in files:
        path = _within(folder, file.name)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as opened:
            opened.write(file.data)
            opened.flush()
            os.fsync(opened.fileno())


def drop(notes: Path, place: str, key: str) -> None:
    """Take the folder ``place`` out of the inbox, whole; one that is gone already is no error."""
    with _told():
        inbox = _inbox(notes)
        target, gone = _within(inbox, place), _within(inbox, f"{_GONE}{key}")
        if target.exists():
            shutil.rmtree(gone, ignore_errors=True)
            target.rename(gone)
        shutil.rmtree(gone, ignore_errors=True)


def _inbox(notes: Path) -> Path:
    """Return the inbox; raises InboxError where a link stands in its place, which could lead anywhere."""
    inbox = notes / INBOX
    if inbox.is_symlink() or (inbox.exists() and not inbox.is_dir()):
        raise _unwritable("a link or a file stands in its place")
    return inbox


def _within(folder: Path, name: str) -> Path:
    """Return a path in a folder; raises InboxError for a name that leads elsewhere.

    None of ours does, but a database that was brought back from a backup may be somebody else's.
    """
    path = PurePath(name)
    if not path.parts or path.is_absolute() or ".." in path.parts:
        raise _unwritable("a name leads out of it")
    return folder / path


@contextmanager
def _told() -> Iterator[None]:
    """Have errors of the system leave as InboxError."""
    try:
        yield
    except OSError as error:
        raise _unwritable((error.strerror or "an error").lower()) from error


def _unwritable(why: str) -> InboxError:
    return InboxError(f"The folder “{INBOX}” of the notes cannot be written ({why}): tell whoever runs me.")
