"""The server that tests have of their own ends with them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.paths import ROOT
from tests.waiting import until

RUN = """
import sys
from tests import postgres
print(postgres.server(), flush=True)
sys.stdin.read()
"""


def runs(process: int) -> bool:
    """Tell whether a process runs; one that ended may be there until it is asked for."""
    try:
        stat = Path("/proc", str(process), "stat").read_text(encoding="utf-8")
    except OSError:
        return False
    return not stat.rpartition(")")[2].startswith(" Z")


async def test_tests_that_are_killed_leave_no_server_and_no_files_behind() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", RUN], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as tests:
        assert tests.stdout is not None
        data = Path(tests.stdout.readline().strip())
        server = int((data / "postmaster.pid").read_text(encoding="utf-8").splitlines()[0])
        assert runs(server)
        tests.kill()
    await until(lambda: not runs(server) and not data.parent.exists())
