"""``make bench``: says what can be measured, and measures what takes about two minutes.

Questions, and an ingest again, are measured at once. ``--peers`` adds a full ingest beside other libraries,
installed into an environment of their own; ``--scale`` adds a thousand to a million passages. The rest is run
by name, ``python -m tests.benchmarks.NAME``; each says at its top what it is for.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from tests.benchmarks import ingest, questions, scale
from tests.benchmarks.table import show

BY_NAME = ("ablation", "calibrate", "kill", "loopback_load", "parse", "recap", "share_kill", "soak")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--peers", action="store_true", help="beside other libraries (installs them; half an hour)"
    )
    parser.add_argument(
        "--scale", action="store_true", help="up to a million passages (an hour, 10 GB of disk)"
    )
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        (work / "again").mkdir()
        show("Questions", questions.measure(work / "questions"))
        show("Ingest again", ingest.again(work / "again"))
        if chosen.peers:
            show("Ingest beside other libraries", ingest.against_peers(work / "peers"))
        if chosen.scale:
            show("Scale", scale.figures(scale.every(work / "scale")))
    print("By name:", ", ".join(BY_NAME))


if __name__ == "__main__":
    main()
