"""The store of a library in a PostgreSQL database, beside others: several processes may use it at once."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg

from embeddings.errors import LibraryError
from embeddings.index.address import DatabaseAddress
from embeddings.index.stores.postgres.connection import Database, Opened, begin, connect, end, guard
from embeddings.index.stores.postgres.reader import PostgresReader
from embeddings.index.stores.postgres.schema import LOCK
from embeddings.index.stores.postgres.writer import PostgresWriter

_LOOK_AGAIN = 0.25
"""Seconds between two looks whether another process has brought the library up to date."""
_KEPT = 2
"""Connections that are kept open while nobody uses them."""


class PostgresStore:
    """A library in a database. May be used from many threads; every method raises LibraryError."""

    def __init__(self, address: DatabaseAddress) -> None:
        """Keep the library at ``address``; a connection is made at the first use."""
        self.address = address
        self._lock = threading.Lock()
        self._idle: list[Database] = []

    @property
    def identity(self) -> str:
        """The address, without its password."""
        return str(self.address)

    def create(self) -> None:
        """Make the library where there is none; its database has the tables already."""
        with self._transaction(write=True) as (db, library):
            if library is None:
                # Another process that makes the same one at once is waited for.
                db.execute(
                    "INSERT INTO libraries (name) VALUES (%s) ON CONFLICT DO NOTHING", (self.address.library,)
                )

    @contextmanager
    def read(self) -> Iterator[PostgresReader]:
        """Read one state of the library, whatever is written meanwhile."""
        with self._transaction() as (db, library):
            found = self._there(library)
            yield PostgresReader(db, self.address, found.key, found.said)

    @contextmanager
    def write(self) -> Iterator[PostgresWriter]:
        """Write all that follows or, where anything is raised, nothing; waits for another writer to end."""
        with self._transaction(write=True) as (db, library):
            writer = PostgresWriter(db, self.address, self._there(library).key)
            yield writer
            writer.finish()

    @contextmanager
    def alone(self, waiting: Callable[[], None]) -> Iterator[None]:
        """Have this process alone bring the library up to date meanwhile; ``waiting`` is called until it is.

        The lock is a transaction's, and ends with it, however the process ends.
        """
        with guard(self.address):
            db = connect(self.address)
        try:
            with guard(self.address):
                # Nothing is asked in it for as long as the notes are embedded: it must not end for that.
                db.execute("BEGIN; SET LOCAL idle_in_transaction_session_timeout = 0")
                while not _taken(db, self.address.library):
                    waiting()
                    time.sleep(_LOOK_AGAIN)
            yield
        finally:
            db.close()

    def close(self) -> None:
        """Let go of the connections; the next use makes one again."""
        with self._lock:
            idle, self._idle = self._idle, []
        for db in idle:
            db.close()

    def _there(self, library: Opened | None) -> Opened:
        if library is None:
            raise LibraryError(f"There is no library {self.identity}: run `quoth ingest` first.")
        return library

    @contextmanager
    def _transaction(self, *, write: bool = False) -> Iterator[tuple[Database, Opened | None]]:
        with guard(self.address):
            db, library = self._begun(write=write)
            try:
                yield db, library
                end(db, keep=True)
            except BaseException:
                # What failed is told, and not that a connection which failed cannot be used either.
                try:
                    end(db, keep=False)
                except psycopg.Error:
                    db.close()
                raise
            finally:
                self._give_back(db)

    def _begun(self, *, write: bool) -> tuple[Database, Opened | None]:
        """Return a connection that nobody else uses, with a transaction begun, and the library it is over."""
        while True:
            with self._lock:
                idle = self._idle.pop() if self._idle else None
            db = idle or connect(self.address)
            try:
                return db, begin(db, self.address, write=write)
            except psycopg.OperationalError:
                # One that was kept may have been ended by the database since, as when it was restarted; the
                # others that were kept then are no better.
                db.close()
                if idle is None:
                    raise
                self.close()
            except BaseException:
                db.close()
                raise

    def _give_back(self, db: Database) -> None:
        with self._lock:
            keep = len(self._idle) < _KEPT and not db.closed
            if keep:
                self._idle.append(db)
        if not keep:
            db.close()


def _taken(db: Database, library: str) -> bool:
    """Try to take the lock of whoever brings a library up to date; tells whether it was free."""
    row = db.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, %s))", (library, LOCK)).fetchone()
    return row is not None and bool(row[0])
