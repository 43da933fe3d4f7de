"""The store of a library in one SQLite file, which is the only truth: the vector index is derived from it."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

from embeddings.index.stores.sqlite_reader import SqliteReader
from embeddings.index.stores.sqlite_schema import connect_to_read, connect_to_write, guard, transaction
from embeddings.index.stores.sqlite_writer import SqliteWriter


class SqliteStore:
    """A library file. May be used from many threads; every method raises LibraryError.

    One connection to read from is kept between readers, whose pages SQLite then has in memory. It is opened
    again where the file was replaced since, as a restored backup does.
    """

    def __init__(self, path: Path) -> None:
        """Keep the library at ``path``; the file is opened at the first use."""
        self.path = path
        self._lock = threading.Lock()
        self._idle: tuple[sqlite3.Connection, tuple[int, int]] | None = None

    @property
    def identity(self) -> str:
        """The path of the file."""
        return str(self.path)

    def create(self) -> None:
        """Make the file where there is none, and empty it where an older Quoth wrote it."""
        connect_to_write(self.path).close()

    @contextmanager
    def read(self) -> Iterator[SqliteReader]:
        """Read one state of the library, whatever is written meanwhile."""
        db, file = self._taken()
        try:
            with guard(self.path):
                db.execute("BEGIN")
                try:
                    yield SqliteReader(db, self.path)
                finally:
                    db.execute("COMMIT")
        finally:
            self._give_back(db, file)

    @contextmanager
    def write(self) -> Iterator[SqliteWriter]:
        """Write all that follows or, where anything is raised, nothing; waits for another writer to end."""
        db = connect_to_write(self.path)
        try:
            with guard(self.path), transaction(db):
                writer = SqliteWriter(db, self.path)
                yield writer
                writer.finish()
        finally:
            # First: whoever writes closes last where nobody else reads, and so brings the log into the file.
            self.close()
            db.close()

    def alone(self, waiting: Callable[[], None]) -> AbstractContextManager[None]:  # noqa: ARG002 - nobody waits
        """Let whoever asks: on one machine there is hardly ever a second."""
        return nullcontext()

    def close(self) -> None:
        """Let go of the file; the next use opens it again."""
        with self._lock:
            idle, self._idle = self._idle, None
        if idle is not None:
            idle[0].close()

    def _taken(self) -> tuple[sqlite3.Connection, tuple[int, int]]:
        """Return a connection that nobody else uses, with what its file is known by."""
        with self._lock:
            idle, self._idle = self._idle, None
        file = _file(self.path)
        if idle is not None:
            if idle[1] == file:
                return idle
            idle[0].close()
        return connect_to_read(self.path), file

    def _give_back(self, db: sqlite3.Connection, file: tuple[int, int]) -> None:
        with self._lock:
            keep = self._idle is None and not db.in_transaction  # as it is where it could not be ended
            if keep:
                self._idle = db, file
        if not keep:
            db.close()


def _file(path: Path) -> tuple[int, int]:
    """Return what tells a file from one that replaces it: device and number, zeros where there is none."""
    try:
        found = path.stat()
    except OSError:
        return (0, 0)
    return found.st_dev, found.st_ino
