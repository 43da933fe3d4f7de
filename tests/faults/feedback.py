"""A process that writes feedback and says what it kept, to be killed at any moment, and what must be left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterable

from bot.service.connection import SqliteConnection
from bot.service.database import BotDatabase
from embeddings.index.address import Place
from tests.paths import ROOT

WRITER = """
import sys
from bot.service.database import BotDatabase
from bot.service.replies import Reply
from embeddings.index.address import place_of

database = BotDatabase.open(place_of(sys.argv[1]), keep_days=9)
began = int(sys.argv[2])
for number in range(began, began + 100_000):
    database.replies.keep(Reply(f"k{number}", database.person(number), "ask", "what?", verdict="answer"))
    database.replies.judge(f"k{number}", database.person(number), useful=number % 2 == 0)
    sys.stdout.write(f"{number}\\n")
    sys.stdout.flush()
"""


def write_until_killed(place: Place, began: int, count: int) -> list[int]:
    """Write feedback from ``began`` on, killed after ``count`` confirmations; return all that came."""
    command = [sys.executable, "-c", WRITER, str(place), str(began)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        first = "".join(process.stdout.readline() for _ in range(count))
        # It goes on writing meanwhile, so that this finds it anywhere.
        os.kill(process.pid, signal.SIGKILL)
        rest = process.stdout.read()
    assert process.returncode == -signal.SIGKILL, "it ended before it was killed"
    # The last line may be half a number.
    return [int(line) for line in (first + rest).splitlines(keepends=True) if line.endswith("\n")]


def check_kept(place: Place, confirmed: Iterable[int]) -> int:
    """Every confirmed judgement is there, as it was given; give the number to go on with."""
    database = BotDatabase.open(place, keep_days=9)
    try:
        judged = {row[0]: row[1] for row in database.connection.rows("SELECT key, useful FROM feedback")}
        replies = {str(row[0]) for row in database.connection.rows("SELECT key FROM replies")}
        for number in confirmed:
            assert judged.get(f"k{number}") == int(number % 2 == 0), f"feedback {number} is lost"
        assert judged.keys() <= replies
        if isinstance(database.connection, SqliteConnection):
            assert database.connection.rows("PRAGMA integrity_check") == [("ok",)]
            assert database.connection.rows("PRAGMA foreign_key_check") == []
        # A reply may have been kept whose judgement was not reached, or one whose confirmation was not read.
        return max((int(key[1:]) for key in replies), default=-1) + 1
    finally:
        database.close()
