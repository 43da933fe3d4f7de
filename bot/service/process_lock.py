"""One process at a time: two with one database would answer each question, and post each recap, twice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from embeddings.errors import LibraryError


class RunningError(LibraryError):
    """Another process runs the bot with the same database."""


@contextmanager
def alone_with(database: Path) -> Iterator[None]:
    """Hold the bot's database for this process until the block ends, or the process does, however it ends.

    The lock is the operating system's, on a file beside the database. Raises RunningError where another
    process has it, and LibraryError where it cannot be made.
    """
    lock = FileLock(f"{database}.lock")
    try:
        database.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout as error:
        raise RunningError(
            f"Another `quoth run` has the bot's database {database}: end that one first, since two would "
            "answer each question twice."
        ) from error
    except OSError as error:
        raise LibraryError(
            f"The bot's database {database} cannot be locked ({error.strerror or error}): correct the "
            "permissions of its folder."
        ) from error
    try:
        yield
    finally:
        lock.release()
