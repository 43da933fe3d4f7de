"""Work that is killed at a step of its own, again and again: each time in a fork of one process.

The process imports what the work needs, once. Each fork counts its steps - a hundred instructions of SQLite,
a file opened or renamed, and what the work itself calls a step - and kills itself at the one it was told; or
the system kills it where it writes a file beyond so many bytes, in the middle of a write.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import pytest

from tests.paths import ROOT

DONE, KILLED = 0, (-signal.SIGKILL, -signal.SIGXFSZ)
Kind = Literal["step", "byte", "none"]
_COUNTING = """
import os, resource, signal, sqlite3, sys

PLACES = {"open", "os.rename", "os.remove", "os.mkdir"}
done, kill, last, counts = 0, "none", 0, True

def step(*_):
    global done
    done += counts
    if kill == "step" and done == last:
        os.kill(os.getpid(), signal.SIGKILL)
    return 0

def begin(counting):
    global counts
    counts = counting

def prepare():
    connect = sqlite3.connect

    def counted(*arguments, **more):
        connection = connect(*arguments, **more)
        connection.set_progress_handler(step, 100)
        return connection

    sqlite3.connect = counted
    sys.addaudithook(lambda event, _: step() if event in PLACES else None)
    if kill == "byte":
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (last, last))

def serve(work):
    global kill, last
    for line in sys.stdin:
        *given, kill, last = line.rstrip("\\n").split("\\t")
        last = int(last)
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            prepare()
            work(*given)
            os.write(writer, str(done).encode())
            os._exit(0)
        os.close(writer)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        with os.fdopen(reader) as told:
            print(status, told.read() or 0, flush=True)
"""


class Forks:
    """Does the work in processes of their own."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def run(self, *given: Path, kind: Kind = "none", moment: int = 0) -> tuple[int, int]:
        """Do the work, killed at a step or where a file would pass so many bytes.

        Returns the exit status, and the steps of work that was not killed.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write("\t".join([*map(str, given), kind, str(moment)]) + "\n")
        self._process.stdin.flush()
        status, steps = map(int, self._process.stdout.readline().split())
        return status, steps


@contextmanager
def forking(work: str) -> Iterator[Forks]:
    """Run the process until the block ends; ``work`` is its code, which ends in ``serve(...)``.

    It may call ``step``, and ``begin(False)`` while what it does does not count.
    """
    if not hasattr(os, "fork"):
        pytest.skip("this system cannot fork")
    with subprocess.Popen(
        [sys.executable, "-c", _COUNTING + work],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield Forks(process)
        assert process.stdin is not None
        process.stdin.close()
