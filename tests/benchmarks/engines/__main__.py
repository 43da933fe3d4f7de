"""``python -m tests.benchmarks.engines NAME ...``: see the package."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from tests.benchmarks import engines
from tests.benchmarks.engines import answers, kills, nearest, search, takeover, work
from tests.benchmarks.table import missed, show


def main() -> int:
    """Measure what the command line names; return the exit code."""
    match sys.argv[1:]:
        case ["search", *sizes]:
            search.measure_all([int(size) for size in sizes] or [10_000])
            return 0
        case ["nearest", *sizes]:
            nearest.measure_all([int(size) for size in sizes] or [10_000])
            return 0
        case ["work"]:
            figures = work.measure()
            show("work: an ingest, a warm question, what the embedded engine imports", figures)
            return bool(missed(figures))
        case ["kills", *count]:
            return kills.measure(int(count[0]) if count else 200)
        case ["takeover", *count]:
            return asyncio.run(takeover.measure(int(count[0]) if count else 3))
        case ["answers", notes, questions, *names]:
            return answers.compare(Path(notes), Path(questions), names)
    print(engines.__doc__)
    return 1


if __name__ == "__main__":
    sys.exit(main())
