"""One process at a time: two with one database would answer each question, and post each recap, twice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from embeddings.errors import LibraryError
from embeddings.index.address import DatabaseAddress, Place
from embeddings.index.stores.choice import require_driver


class RunningError(LibraryError):
    """Another process runs the bot with the same database."""


@contextmanager
def alone_with(database: Place) -> Iterator[None]:
    """Hold the bot's database for this process until the block ends, or the process does, however it ends.

    Raises RunningError where another process has it, and LibraryError where it cannot be locked.
    """
    if isinstance(database, DatabaseAddress):
        require_driver(database)
        from bot.service.postgres_connection import lock

        with lock(database) as held:
            if not held:
                raise RunningError(_running(database))
            yield
    else:
        with _lock_beside(database):
            yield


def _running(database: Place) -> str:
    return (
        f"Another `quoth run` has the bot's database {database}: end that one first, since two would "
        "answer each question twice."
    )


@contextmanager
def _lock_beside(database: Path) -> Iterator[None]:
    """Hold the operating system's lock on a file beside the database."""
    lock = FileLock(f"{database}.lock")
    try:
        database.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout as error:
        raise RunningError(_running(database)) from error
    except OSError as error:
        raise LibraryError(
            f"The bot's database {database} cannot be locked ({error.strerror or error}): correct the "
            "permissions of its folder."
        ) from error
    try:
        yield
    finally:
        lock.release()
