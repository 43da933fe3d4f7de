"""Connections to the database: how they are opened, what a transaction says first, and how they fail.

Each transaction names its library, by which row-level security keeps it from all others; nothing of that
outlasts the transaction, so that a connection pooler may stand between.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias, TypeVar, cast

import psycopg
from psycopg import errors
from psycopg.conninfo import conninfo_to_dict
from psycopg.pq import TransactionStatus

from embeddings.errors import LibraryError
from embeddings.index.address import DatabaseAddress
from embeddings.index.stores.postgres.schema import STEPS, check_version

_Result = TypeVar("_Result")
Database: TypeAlias = psycopg.Connection[tuple[Any, ...]]

STATES = "quoth_states"
"""The channel on which the database tells the name of each library that was written."""
PATIENCE = 60.0
"""Seconds without a sign from the database after which it is taken for gone, though its connection stands."""
READING_PATIENCE = 10.0
"""The same for who reads, since people wait for that."""

_WHERE_UNSAID: dict[str, str | int] = {
    # A database that is not there is told soon, and one whose network went away is not waited for for ever.
    "connect_timeout": 10,
    "tcp_user_timeout": 15_000,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "application_name": "quoth",
    "client_encoding": "UTF8",
}
"""Parameters of a connection, where the address has none of its own."""

_READ = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
_WRITE = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
STATE = "generation, model, model_stamp, dimension, derivation, folder, base_url, notes, release, code"
"""The columns of what a library says of itself, in the order of a LibraryState's fields."""
_LIBRARY = f"SELECT id, {STATE} FROM libraries WHERE name = %s"  # noqa: S608 - the names above
_LIBRARY_HELD = f"{_LIBRARY} FOR UPDATE"


def parameters(address: DatabaseAddress) -> dict[str, Any]:
    """Return what libpq is told; raises LibraryError where it cannot read the address."""
    try:
        given = conninfo_to_dict(address.url)
    except psycopg.ProgrammingError as error:
        raise LibraryError(f"The address {address} cannot be used: {_reason(error)}.") from None
    if address.password is not None:
        given["password"] = address.password
    return {**_WHERE_UNSAID, **given}


class _Patient(psycopg.Connection[Any]):
    """A connection that ends where the database says nothing for too long: a server that hangs, a full disk.

    No setting of the network tells that, since its machine may go on to acknowledge what is sent.
    """

    patience = PATIENCE

    def wait(self, gen: Generator[Any, Any, _Result], *arguments: Any, **options: Any) -> _Result:
        """Wait for what is asked of the database, as long as it gives signs."""
        return super().wait(self._bounded(gen), *arguments, **options)

    def _bounded(self, gen: Generator[Any, Any, _Result]) -> Generator[Any, Any, _Result]:
        sign = time.monotonic()
        try:
            state = next(gen)
            while True:
                ready = yield state
                now = time.monotonic()
                if ready:
                    sign = now
                elif now - sign > self.patience:
                    self.pgconn.finish()
                    raise psycopg.OperationalError(f"no answer within {self.patience:.0f} s")
                state = gen.send(ready)
        except StopIteration as done:
            return cast("_Result", done.value)


def connect(address: DatabaseAddress, steps: Path = STEPS, patience: float = PATIENCE) -> Database:
    """Open a connection to a database that has the tables of these steps; raises LibraryError.

    One whose database says nothing for ``patience`` seconds, while something is asked of it, ends.
    """
    with guard(address):
        db = _Patient.connect(**parameters(address), autocommit=True)
    db.patience = patience
    try:
        with guard(address):
            check_version(db, address, steps)
    except BaseException:
        db.close()
        raise
    return db


class Opened(NamedTuple):
    """The library that a transaction is over."""

    key: int
    said: tuple[Any, ...]
    """Its ``STATE``."""


def begin(db: Database, address: DatabaseAddress, *, write: bool = False) -> Opened | None:
    """Begin a transaction over one library; return that, None where there is no such library.

    A reader sees one state until the end; a writer waits for the one before it, and sees what that wrote.
    """
    opening, library = (_WRITE, _LIBRARY_HELD) if write else (_READ, _LIBRARY)
    if isinstance(db, _Patient):
        db.patience = PATIENCE if write else READING_PATIENCE
    with db.pipeline():
        db.execute(opening)
        db.execute("SELECT set_config('quoth.name', %s, true)", (address.library,))
        if write:
            # Between two statements of an ingest chunks are embedded, for longer than some databases allow.
            db.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        found = db.execute(library, (address.library,))
        db.execute("SELECT set_config('quoth.library', id::text, true) FROM libraries")
    row = found.fetchone()
    return None if row is None else Opened(int(row[0]), row[1:])


def end(db: Database, *, keep: bool) -> None:
    """End the transaction, if the connection still stands; what was written is kept or not."""
    if db.closed or db.info.transaction_status is TransactionStatus.IDLE:
        return
    if keep:
        db.execute("COMMIT")
    else:
        db.execute("ROLLBACK")


@contextmanager
def guard(address: DatabaseAddress) -> Iterator[None]:
    """Let the database's errors leave as LibraryError: one sentence that says what to do."""
    try:
        yield
    except errors.UndefinedTable as error:
        raise LibraryError(
            f"The database of {address} has no tables of Quoth: run `quoth library migrate` with a role that "
            "may make them."
        ) from error
    except errors.InsufficientPrivilege as error:
        raise LibraryError(
            f"The role may not use the library {address} ({_reason(error)}): run "
            "`quoth library migrate --role NAME` with the role that owns the tables."
        ) from error
    except (errors.ReadOnlySqlTransaction, errors.FeatureNotSupported) as error:
        # The second is what a replica says to who would begin a transaction that writes.
        raise LibraryError(
            f"The database of {address} takes no writes ({_reason(error)}): name its primary, not a replica."
        ) from error
    except (errors.DiskFull, errors.ConfigurationLimitExceeded) as error:
        raise LibraryError(
            f"The database of {address} has no room ({_reason(error)}): free some of its disk."
        ) from error
    except errors.ProgramLimitExceeded as error:
        raise LibraryError(
            f"The database of {address} cannot keep what is so long ({_reason(error)}): shorten the path of "
            "the file, or what else the notes have of that length."
        ) from error
    except (psycopg.OperationalError, psycopg.InterfaceError) as error:
        raise LibraryError(
            f"The database of {address} cannot be reached ({_reason(error)}): see whether it runs, and "
            "whether the address, the role and its password are right."
        ) from error
    except psycopg.Error as error:
        raise LibraryError(f"The library {address} cannot be used ({_reason(error)}).") from error


def _reason(error: psycopg.Error) -> str:
    """Return the first line of what the database says, without the full stop at its end."""
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return lines[0].strip().rstrip(".")
