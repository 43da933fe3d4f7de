"""The tables in the database, made and brought up to date by yoyo-migrations: forward only, each step whole.

Steps are the files beside this one, in the order of their names; the database keeps which of them it took.
One process at a time takes them. It may be another role that does than the one that reads and writes.
"""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg import errors, sql

from embeddings.errors import LibraryError, NewerLibraryError, OlderLibraryError
from embeddings.index.address import DatabaseAddress

if TYPE_CHECKING:
    from embeddings.index.stores.postgres.connection import Database

STEPS = Path(__file__).with_name("migrations")
"""The folder of the steps that make the tables of libraries."""
LOCK = 0x71756F7468
"""The advisory lock of whoever takes steps: "quoth" in ASCII; those of other work are numbered from it. It
ends with the connection.
"""
_TAKEN = "_yoyo_migration"
_MADE = """
    SELECT DISTINCT made.relkind::text, made.relname FROM pg_class AS named
    LEFT JOIN pg_depend ON refobjid = named.oid AND refclassid = 'pg_class'::regclass
        AND classid = 'pg_class'::regclass
    JOIN pg_class AS made ON made.oid IN (named.oid, objid) AND made.relkind IN ('r', 'S')
    WHERE named.relnamespace = current_schema()::regnamespace AND named.relname = ANY(%(names)s)
"""
"""Finds tables and sequences of these names, and the sequences that number rows of such a table."""

_PATIENCE = "SET lock_timeout = '1s'"
"""Said to the connections of steps: all who read would wait behind one that waits for who writes."""
_PAUSE = 1.0
"""Seconds between two tries of a step, in which the others go on."""
_USE_TABLE = sql.SQL("GRANT SELECT, INSERT, UPDATE, DELETE ON {} TO {}")
_USE_SEQUENCE = sql.SQL("GRANT USAGE ON SEQUENCE {} TO {}")


@cache
def known(folder: Path = STEPS) -> frozenset[str]:
    """Return the names of the steps in a folder: whose tables they make, and a number (``library-0001``)."""
    return frozenset(path.stem for path in folder.glob("*.sql"))


def check_version(db: Database, address: DatabaseAddress, folder: Path = STEPS) -> None:
    """Raise LibraryError where the tables that a folder's steps make are older or newer, psycopg.Error where
    there are none.
    """
    if known(folder) - _taken_before(db, address, folder):
        raise OlderLibraryError(
            f"The database of {address} was made by an older Quoth: run `quoth library migrate` with the "
            "role that owns its tables."
        )


def _taken_before(db: Database, address: DatabaseAddress, folder: Path) -> set[str]:
    """Return the steps of a folder's kind that were taken; raises NewerLibraryError where one is unknown."""
    steps = known(folder)
    whose = min(steps).partition("-")[0]
    taken = {str(row[0]) for row in db.execute("SELECT migration_id FROM _yoyo_migration")}
    taken = {step for step in taken if step.partition("-")[0] == whose}
    if taken - steps:
        raise NewerLibraryError(
            f"The database of {address} was made by a newer Quoth ({min(taken - steps)}): upgrade Quoth."
        )
    return taken


def migrate(
    address: DatabaseAddress, given: dict[str, Any], role: str | None = None, *more: Path
) -> list[str]:
    """Take the steps that are missing, of libraries and of ``more`` folders; return their names.

    ``role`` is let use the tables, as are those that were before; ``given`` are the parameters of the
    connection. Raises LibraryError and psycopg.Error.
    """
    from yoyo import read_migrations
    from yoyo.backends.core.postgresql import PostgresqlPsycopgBackend
    from yoyo.connections import DatabaseURI

    uri = DatabaseURI("postgresql+psycopg", None, None, None, None, given.get("dbname", ""), {
        name: value for name, value in given.items() if name != "dbname"
    })  # fmt: skip
    with psycopg.connect(**given, autocommit=True) as db:
        db.execute("SELECT pg_advisory_lock(%s)", (LOCK,))
        _make_extension(db, address)
        opened: list[Any] = []

        class Backend(PostgresqlPsycopgBackend):  # type: ignore[misc]
            """One that lets go of its connections, which yoyo leaves open."""

            def connect(self, uri: Any) -> Any:
                opened.append(super().connect(uri))
                opened[-1].execute(_PATIENCE)
                return opened[-1]

        backend = Backend(uri, _TAKEN)
        try:
            backend.init_database()
            backend.break_lock()  # of a process that was killed: whoever holds the lock above is alone
            steps = backend.to_apply(read_migrations(*map(str, (STEPS, *more))))
            for folder in (STEPS, *more):
                _taken_before(db, address, folder)
            _take(backend, steps)
        finally:
            for connection in opened:
                connection.close()
        for one in dict.fromkeys([*_granted(db), *([] if role is None else [role])]):
            _grant(db, one, (STEPS, *more))
        return [str(step.id) for step in steps]


def _take(backend: Any, steps: Any) -> None:
    """Take steps in their order, each once whoever writes a library meanwhile has ended."""
    for step in steps:
        while True:
            try:
                backend.apply_one(step)
                break
            except errors.LockNotAvailable:
                time.sleep(_PAUSE)


def _make_extension(db: psycopg.Connection[Any], address: DatabaseAddress) -> None:
    """Make pgvector in the database; where it is already, no right to do so is needed."""
    if db.execute("SELECT 1 FROM pg_extension WHERE extname = 'vector'").fetchone() is not None:
        return
    try:
        db.execute("CREATE EXTENSION IF NOT EXISTS vector")
    except (errors.InsufficientPrivilege, errors.UndefinedFile, errors.FeatureNotSupported) as error:
        raise LibraryError(
            f"The database of {address} has no pgvector: install it on the server, and run "
            "`CREATE EXTENSION vector` in the database with a role that may."
        ) from error


def _granted(db: psycopg.Connection[Any]) -> list[str]:
    """Return the roles that were let write libraries: the tables of later steps are theirs as well."""
    rows = db.execute(
        "SELECT DISTINCT rolname FROM pg_class, aclexplode(relacl) AS held, pg_roles "
        "WHERE pg_class.oid = 'libraries'::regclass AND privilege_type = 'INSERT' "
        "AND pg_roles.oid = grantee AND grantee != relowner"
    )
    return [str(name) for (name,) in rows]


def _grant(db: psycopg.Connection[Any], role: str, folders: Sequence[Path]) -> None:
    """Let a role read and write what the steps of these folders made, nothing else, and make no table."""
    name = sql.Identifier(role)
    with db.transaction():
        for kind, relation in db.execute(_MADE, {"names": _made(folders)}).fetchall():
            grant = _USE_SEQUENCE if kind == "S" else _USE_TABLE
            db.execute(grant.format(sql.Identifier(relation), name))
        db.execute(sql.SQL("GRANT SELECT ON {} TO {}").format(sql.Identifier(_TAKEN), name))


def _made(folders: Sequence[Path]) -> list[str]:
    """Return the names of the tables and sequences that steps make: a database may hold others' as well."""
    steps = "".join(path.read_text(encoding="utf-8") for folder in folders for path in folder.glob("*.sql"))
    return re.findall(r"CREATE (?:TABLE|SEQUENCE) IF NOT EXISTS (\w+)", steps)
