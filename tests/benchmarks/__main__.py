"""``python -m tests.benchmarks [NAME ...]``: measure, and hold the figures to their goals.

Without a name the quick ones run (some minutes). ``--work DIR`` keeps notes, libraries and the peers'
environment from run to run (default ``.quoth/bench``). Figures are ratios of what ran side by side, so that
they hold on other machines and beside other work. Ends with 1 where a goal is missed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks import commands, ingest, memory, picture, questions, recall, scale
from tests.benchmarks.table import Figure, missed, show

_Measure = Callable[[Path], list[Figure]]


def _scale(work: Path) -> list[Figure]:
    found = scale.every(work / "scale")
    picture.draw(found, work / "scale.svg")
    picture.show(found)
    return scale.figures(found)


MEASURES: dict[str, tuple[str, _Measure, bool]] = {
    "questions": ("a warm question, many at once", questions.measure, True),
    "commands": ("the command from a cold start", commands.measure, True),
    "again": ("nothing changed, one session changed", ingest.again, True),
    "recall": ("what an index of many misses of the model's own vectors", recall.measure, False),
    "memory": ("a running library at ten thousand chunks", memory.measure, False),
    "peers": ("a full ingest beside other libraries, which are installed apart", ingest.against_peers, False),
    "scale": ("a thousand to a million chunks: an hour, 10 GB of disk", _scale, False),
}
BY_NAME = (
    "ablation",
    "calibrate",
    "engines",
    "kill",
    "loopback_load",
    "own_sums",
    "parse",
    "recap",
    "share_kill",
    "soak",
    "structure",
    "web_load",
)
"""Further ones, each run as ``python -m tests.benchmarks.NAME`` with arguments of its own."""


def main() -> int:
    """Measure what the command line names; return the exit code."""
    menu = "\n".join(f"  {name:10} {what}" for name, (what, _, _) in MEASURES.items())
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks",
        description=f"What can be measured:\n{menu}\nWithout a name: those that take a few minutes.\n"
        f"By python -m tests.benchmarks.NAME: {', '.join(BY_NAME)}.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("names", nargs="*", metavar="NAME", choices=[*MEASURES, []])
    parser.add_argument("--work", type=Path, default=Path(".quoth/bench"))
    chosen = parser.parse_args()
    chosen.work.mkdir(parents=True, exist_ok=True)
    figures: list[Figure] = []
    for name in chosen.names or [name for name, (_, _, quick) in MEASURES.items() if quick]:
        what, measure, _ = MEASURES[name]
        found = measure(chosen.work.absolute())
        show(f"{name}: {what}", found)
        figures += found
    print("More, by python -m tests.benchmarks.NAME:", ", ".join(BY_NAME))
    if failed := missed(figures):
        print("Missed:", "; ".join(f"{figure.name} (goal {figure.goal})" for figure in failed))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
