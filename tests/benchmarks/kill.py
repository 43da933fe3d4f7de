"""Kill an ingest and a writer of feedback at random points: ``python -m tests.benchmarks.kill [MOMENTS]``.

The suite does the same at 50 moments each (``tests/faults/test_kill.py``, ``tests/faults/test_away.py``).
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from pathlib import Path

import pytest

from tests.faults.feedback import check_kept, write_until_killed


def main() -> int:
    moments = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    began = time.monotonic()
    draw = random.Random()  # noqa: S311 - nothing secret
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "memory.db")
        confirmed: list[int] = []
        number = 0
        for _ in range(moments):
            confirmed += write_until_killed(path, number, draw.randint(1, 50))
            number = check_kept(path, confirmed)
    print(f"feedback: killed {moments} times, {len(confirmed)} judgements confirmed, none lost", flush=True)
    os.environ["MOMENTS_TO_KILL_AT"] = str(moments)
    code = pytest.main(["-q", "tests/faults/test_kill.py"])
    print(f"ingest: killed {moments} times; {time.monotonic() - began:.0f} s in all")
    return code


if __name__ == "__main__":
    sys.exit(main())
