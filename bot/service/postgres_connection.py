"""The connection to the bot's tables in a PostgreSQL database, where its library stands too.

What is written is confirmed by the database before a call returns. A connection that was lost is made again
by the next call.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from bot.service.connection import Cursor, UnkeptError
from embeddings.errors import LibraryError
from embeddings.index.address import DatabaseAddress
from embeddings.index.stores.postgres.connection import Database, connect, guard

STEPS = Path(__file__).with_name("migrations")
"""The folder of the steps that make the bot's tables."""
_PATIENCE = 10.0
"""Seconds within which the database gives a sign: no statement here takes long, and others wait for it."""


class _Transaction:
    """Statements as the tables write them, with question marks, over a connection of psycopg."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def execute(self, statement: str, values: Sequence[object] = (), /) -> Cursor:
        return self._db.execute(statement.replace("?", "%s"), values)

    def executemany(self, statement: str, values: Sequence[Sequence[object]], /) -> object:
        with self._db.cursor() as cursor:
            cursor.executemany(statement.replace("?", "%s"), values)
        return None


class PostgresConnection:
    """The bot's tables in a database. Thread-safe; every call blocks for a moment."""

    def __init__(self, address: DatabaseAddress) -> None:
        """Connect to the database at ``address``; raises LibraryError where it cannot be used."""
        self._address = address
        self._lock = threading.Lock()
        self._failed: LibraryError | None = None
        """Why it could not be connected the last time."""
        self._failures = 0
        self._db: Database | None = self._connected()

    def close(self) -> None:
        """Let go of the connection."""
        with self._lock:
            if self._db is not None:
                self._db.close()

    @contextmanager
    def writing(self) -> Iterator[_Transaction]:
        """Hold a transaction, which is written whole or, where anything is raised, not at all."""
        with self._told(), self._turn() as db, db.transaction():
            yield _Transaction(db)

    def change(self, statement: str, *values: object) -> int:
        """Run one statement that writes; returns how many rows it touched."""
        with self.writing() as connection:
            return connection.execute(statement, values).rowcount

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Return all rows of a query."""
        with self._told(), self._turn() as db:
            return _Transaction(db).execute(query, values).fetchall()

    def columns(self, table: str) -> list[str]:
        """Return the names of a table's columns."""
        found = self.rows(
            "SELECT column_name FROM information_schema.columns "
            "WHERE table_schema = current_schema() AND table_name = ? ORDER BY ordinal_position",
            table,
        )
        return [str(name) for (name,) in found]

    def count_on(self) -> None:
        """Have new shares numbered after those that were written with numbers of their own."""
        # Number by number: to set a sequence takes a right that whoever reads and writes does not have.
        ((number,),) = self.rows("SELECT nextval(pg_get_serial_sequence('shares', 'share'))")
        self.rows(
            "SELECT count(nextval(pg_get_serial_sequence('shares', 'share'))) "
            "FROM generate_series(?, (SELECT max(share) FROM shares))",
            number + 1,
        )

    def leave_no_trace(self) -> None:
        """Do nothing: the database takes deleted rows out of its files by itself (autovacuum)."""

    def _connected(self) -> Database:
        db = connect(self._address, STEPS, _PATIENCE)
        # Whatever the role or the database has for its default.
        db.isolation_level, db.read_only = psycopg.IsolationLevel.READ_COMMITTED, False
        return db

    @contextmanager
    def _turn(self) -> Iterator[Database]:
        """Have the connection for oneself, as one that stands.

        Who waited while somebody found that the database is away is told so as well: where it gives no
        sign, each would wait for all before them.
        """
        # A number, and not the error of before: each would hold the one before it, by its traceback.
        before = self._failures
        with self._lock:
            if self._failed is not None and self._failures != before:
                raise LibraryError(str(self._failed)) from self._failed.__cause__
            try:
                db = self._begun()
            except LibraryError as error:
                self._failed = error
                self._failures += 1
                raise
            yield db

    def _begun(self) -> Database:
        """Return a connection that stands, made again where the database ended it or went away."""
        if self._db is not None and not self._db.closed:
            try:
                self._db.execute("SELECT 1")
            except psycopg.OperationalError:
                self._db.close()
        if self._db is None or self._db.closed:
            self._db = self._connected()
        return self._db

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Have the database's errors leave as UnkeptError."""
        try:
            with guard(self._address):
                yield
        except LibraryError as error:
            if not isinstance(error.__cause__, psycopg.Error):
                raise
            raise UnkeptError(str(error)) from error
