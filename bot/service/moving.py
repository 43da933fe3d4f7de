"""What a bot keeps, carried from one place to another: all of it, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from bot.service.connection import Connection
from bot.service.database import connection_to
from bot.service.process_lock import RunningError, alone_with
from embeddings.errors import LibraryError
from embeddings.index.address import DatabaseAddress, Place

TABLES = (
    "meta",
    "replies",
    "messages",
    "threads",
    "feedback",
    "shares",
    "parts",
    "schedules",
    "dues",
    "presence",
    "departures",
    "inboxes",
    "submissions",
    "submitted",
)
"""In the order in which they are written: what others refer to comes first."""
_BY_ITSELF = {"meta"}
"""Has entries without anybody having used the bot."""
_MANY = 1_000
"""Rows that are written at a time."""


@contextmanager
def moving(source: Place, target: Place, *, replace: bool = False) -> Iterator[Callable[[], int]]:
    """Return what carries the bot's tables over, and returns how many entries those are.

    Where the source has no bot that is none. Raises RunningError where a bot is
    running with either, and LibraryError where the target keeps something already and is not to ``replace``
    it: at once, before anything else is copied.
    """
    if not _is_there(source):
        yield lambda: 0
        return
    with ExitStack() as held:
        there = held.enter_context(_ours(source))
        here = held.enter_context(_ours(target))
        if not replace and any(_counted(here, table) for table in TABLES if table not in _BY_ITSELF):
            raise LibraryError(
                f"A bot keeps feedback, shares or schedules at {target} already: name another place, or let "
                "--replace have them lost."
            )
        yield lambda: _move(there, here)


def _is_there(place: Place) -> bool:
    return isinstance(place, DatabaseAddress) or place.exists()


@contextmanager
def _ours(place: Place) -> Iterator[Connection]:
    """Return the tables at a place, which no bot uses meanwhile, as far as that can be told."""
    with ExitStack() as held:
        if isinstance(place, Path):
            held.enter_context(alone_with(place))
        connection = held.enter_context(closing(connection_to(place)))
        if isinstance(place, DatabaseAddress) and connection.rows(
            "SELECT 1 FROM processes WHERE until >= clock_timestamp()"
        ):
            raise RunningError(f"A bot is running with {place}: end it first, since what it keeps changes.")
        yield connection


def _counted(connection: Connection, table: str) -> int:
    return int(connection.rows(f"SELECT count(*) FROM {table}")[0][0])  # noqa: S608 - of the list above


def _move(source: Connection, target: Connection) -> int:
    # What one of them has alone is of its own making (see the steps of the file).
    common = {
        table: [column for column in target.columns(table) if column in source.columns(table)]
        for table in TABLES
    }
    entries = 0
    with target.writing() as writing:
        for table in reversed(TABLES):
            writing.execute(f"DELETE FROM {table}")  # noqa: S608 - of the list above
        for table, columns in common.items():
            names = ", ".join(f'"{column}"' for column in columns)
            rows = source.rows(f"SELECT {names} FROM {table}")  # noqa: S608 - names of ours
            holes = ", ".join("?" * len(columns))
            for start in range(0, len(rows), _MANY):
                writing.executemany(
                    f"INSERT INTO {table} ({names}) VALUES ({holes})",  # noqa: S608 - names of ours
                    rows[start : start + _MANY],
                )
            entries += len(rows) if table not in _BY_ITSELF else 0
    target.count_on()
    return entries
