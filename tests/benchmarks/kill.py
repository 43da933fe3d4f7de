"""Kill an ingest, an approval of notes and a writer of feedback at random points.

usage: python -m tests.benchmarks.kill [MOMENTS] [postgres]

The suite does the same at fewer moments (``test_kill.py``, ``test_kill_approval.py`` and ``test_away.py`` in
``tests/faults``). With ``postgres`` only the feedback, in a database; ``tests.benchmarks.engines kills`` is
for ingests into one.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from pathlib import Path

import pytest

from embeddings.index.address import Place
from tests import postgres
from tests.faults.feedback import check_kept, write_until_killed


def feedback(place: Place, moments: int) -> None:
    """Kill a writer at so many moments, and look after each that all it confirmed is there."""
    draw = random.Random()  # noqa: S311 - nothing secret
    confirmed: list[int] = []
    number = 0
    for _ in range(moments):
        confirmed += write_until_killed(place, number, draw.randint(1, 50))
        number = check_kept(place, confirmed)
    print(f"feedback: killed {moments} times, {len(confirmed)} judgements confirmed, none lost", flush=True)


def main() -> int:
    moments = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    if sys.argv[2:3] == ["postgres"]:
        feedback(postgres.empty_bot(), moments)
        return 0
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        feedback(Path(folder, "memory.db"), moments)
    os.environ["MOMENTS_TO_KILL_AT"] = str(moments)
    code = pytest.main(["-q", "tests/faults/test_kill.py", "tests/faults/test_kill_approval.py"])
    print(f"ingest, approval: killed {moments} times each; {time.monotonic() - began:.0f} s in all")
    return code


if __name__ == "__main__":
    sys.exit(main())
