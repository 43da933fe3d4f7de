"""Two states of the bot's database: what people entered that a backup lacks, and what was posted since it.

Both are files of their own here, in the form that this Quoth writes.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

_PASSING = {"departures", "dues", "messages", "meta", "parts", "replies", "shares", "threads"}
"""Tables that hold what the bot notes for itself, and forgets by itself."""
_OWN = {"schedules": {"done"}}
"""Columns that the bot writes itself, in tables of what people entered."""
_BOTH = ("main", "backup")
"""The databases as they are attached: what is there now, and the backup's."""


def lost(now: Path, then: Path) -> dict[str, int]:
    """Count, by table, what people put into the database ``now`` and ``then`` does not hold."""
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


def keep_posted(now: Path, then: Path) -> None:
    """Note in the database ``then`` what was posted by ``now``, so that no recap is posted twice.

    Likewise which servers the bot left: what is kept of those that it is in must not go as theirs would.
    A share of ``then`` keeps its number, which the buttons of its messages name, unless a later one has it.
    """
    with closing(sqlite3.connect(then)) as database:
        database.execute("ATTACH ? AS now", (str(now),))
        database.executescript(_KEEP_POSTED)


_KEEP_POSTED = """
BEGIN;
UPDATE main.schedules SET done = (
    SELECT max(coalesce(main.schedules.done, ''), held.done)
    FROM now.schedules AS held WHERE held.guild = main.schedules.guild
) WHERE guild IN (SELECT guild FROM now.schedules WHERE done IS NOT NULL);
INSERT OR REPLACE INTO main.dues SELECT * FROM now.dues AS held WHERE EXISTS (
    SELECT 1 FROM main.schedules WHERE guild = held.guild
);
DELETE FROM main.departures;
INSERT INTO main.departures SELECT * FROM now.departures;
CREATE TEMP TABLE old_shares AS SELECT * FROM main.shares AS old WHERE NOT EXISTS (
    SELECT 1 FROM now.shares AS held WHERE held.channel = old.channel AND held.day = old.day
);
CREATE TEMP TABLE old_parts AS SELECT * FROM main.parts WHERE share IN (SELECT share FROM old_shares);
CREATE TEMP TABLE numbers AS SELECT share AS old, CASE
    WHEN share NOT IN (SELECT share FROM now.shares) THEN share
    ELSE row_number() OVER (ORDER BY share) + (
        SELECT max(share) FROM (SELECT share FROM now.shares UNION SELECT share FROM main.shares)
    )
END AS new FROM old_shares;
DELETE FROM main.parts;
DELETE FROM main.shares;
INSERT INTO main.shares SELECT * FROM now.shares;
INSERT INTO main.parts SELECT * FROM now.parts;
UPDATE old_shares SET share = (SELECT new FROM numbers WHERE old = old_shares.share);
UPDATE old_parts SET share = (SELECT new FROM numbers WHERE old = old_parts.share);
INSERT INTO main.shares SELECT * FROM old_shares;
INSERT INTO main.parts SELECT * FROM old_parts;
COMMIT;
"""


def other_key(now: Path, then: Path) -> bool:
    """Tell whether people are known by another key in the backup."""
    keys: set[tuple[object, ...]] = set()
    for path in (now, then):
        with closing(sqlite3.connect(path)) as database:
            keys.update(database.execute("SELECT value FROM meta WHERE name = 'secret'"))
    return len(keys) > 1


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
