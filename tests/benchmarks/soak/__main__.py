"""Ask many questions at one of the doors, with the notes changed now and then: is it quick, right and small?

``python -m tests.benchmarks.soak DOOR [--questions 100000] [--every 1000] [--notes DIR]
[--labelled FILE...] [--small] [--postgres]``. DOOR is ``service`` (what is behind all doors, in this
process), ``discord`` (the bot as a process, this one is its Discord), ``web`` or ``mcp``.

Questions are made up of titles, of nonsense and of as many characters as are read; the files of
``--labelled``, in the form that ``quoth evaluate`` reads, are put among them. ``--small`` takes the tests'
small embedder instead of the model, to look at the machinery alone.

After each change of the notes a line says how far it got, so that one that is cut off has told something:
the size of the process, its slope over the last half, what failed, and the median and 99th percentile of the
seconds that a question took. Ends with 1 where anything failed.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import sys
import tempfile
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from embeddings.evaluation import read_questions
from embeddings.index.address import Place
from tests import postgres
from tests.benchmarks.soak import assistant, discord, service, web
from tests.benchmarks.soak.door import Door, Plan, soak
from tests.paths import ROOT

DOORS: dict[str, Callable[[Plan], AbstractAsyncContextManager[Door]]] = {
    "service": service.opened,
    "discord": discord.opened,
    "web": web.opened,
    "mcp": assistant.opened,
}


async def _ask(door: str, plan: Plan) -> int:
    async with DOORS[door](plan) as opened:
        return await soak(opened, plan)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("door", choices=DOORS)
    parser.add_argument("--questions", type=int, default=100_000)
    parser.add_argument("--every", type=int, default=1_000)
    parser.add_argument("--notes", type=Path, default=ROOT / "notes")
    parser.add_argument("--labelled", type=Path, nargs="*", default=[])
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--postgres", action="store_true")
    given = parser.parse_args()
    labelled = [label.question for file in given.labelled for label in read_questions(file)]
    with tempfile.TemporaryDirectory() as folder:
        notes = Path(folder, "notes")
        shutil.copytree(given.notes, notes)
        library: Place = postgres.empty_bot() if given.postgres else Path(folder, "library.db")
        plan = Plan(notes, library, given.questions, given.every, labelled, given.small)
        return 1 if asyncio.run(_ask(given.door, plan)) else 0


if __name__ == "__main__":
    sys.exit(main())
