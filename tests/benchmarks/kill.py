"""Kill an ingest and a writer of feedback at random moments: ``python -m tests.benchmarks.kill [MOMENTS]``.

The suite does the same at 50 moments each (``tests/test_kill.py``, ``tests/test_faults.py``).
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from pathlib import Path

import pytest

from tests.feedback import check_kept, write_until_killed


def main() -> int:
    moments = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    began = time.monotonic()
    draw = random.Random()  # noqa: S311 - nothing secret
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "memory.db")
        last = -1
        for _ in range(moments):
            last = write_until_killed(path, last + 1, draw.uniform(0, 0.05))
            kept = check_kept(path, range(last + 1))
            # One more may have been written whose confirmation was not read: its number is skipped.
            last = max(last, kept - 1)
    print(f"feedback: killed {moments} times, {last + 1} judgements confirmed, none lost")
    os.environ["MOMENTS_TO_KILL_AT"] = str(moments)
    code = pytest.main(["-q", "tests/test_kill.py"])
    print(f"ingest: killed {moments} times; {time.monotonic() - began:.0f} s in all")
    return code


if __name__ == "__main__":
    sys.exit(main())
