"""What people entered that a backup of the bot's memory does not hold.

Both memories are files of their own here, of the form that this Quoth writes.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

_PASSING = {"messages", "meta", "parts", "replies", "shares", "threads"}
"""Tables of the memory that hold what the bot notes for itself, and forgets by itself."""
_OWN = {"schedules": {"done"}}
"""Columns that the bot writes itself, in tables of what people entered."""
_BOTH = ("main", "backup")
"""The memories as they are attached: what is there now, and the backup's."""


def lost(now: Path, then: Path) -> dict[str, int]:
    """Count, by table, what people put into the memory ``now`` and ``then`` does not hold."""
    found = {}
    with closing(sqlite3.connect(now)) as database:
        database.execute("ATTACH ? AS backup", (str(then),))
        theirs = {
            row[0]
            for row in database.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'")
            if row[0] not in _PASSING and not row[0].startswith("sqlite_")
        }
        for table in sorted(theirs):
            # Named with their table: SQLite would take a bare name that it does not know for a text.
            columns = ", ".join(
                f"held.{_quoted(row[0])}"
                for row in database.execute("SELECT name FROM pragma_table_info(?, 'main')", (table,))
                if row[0] not in _OWN.get(table, ())
            )
            here, there = (f"SELECT {columns} FROM {where}.{_quoted(table)} AS held" for where in _BOTH)  # noqa: S608 - quoted
            count = database.execute(f"SELECT count(*) FROM ({here} EXCEPT {there})").fetchone()[0]  # noqa: S608 - as above
            if count:
                found[table] = int(count)
    return found


def other_key(now: Path, then: Path) -> bool:
    """Tell whether people are known by another key in the backup."""
    keys: set[tuple[object, ...]] = set()
    for path in (now, then):
        with closing(sqlite3.connect(path)) as database:
            keys.update(database.execute("SELECT value FROM meta WHERE name = 'secret'"))
    return len(keys) > 1


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
