"""Ask many questions, with the notes changed now and then: does the bot stay quick, right and small?

``python -m tests.benchmarks.soak [QUESTIONS] [EVERY] [NOTES] [--small]``: 100,000 questions, read again every
1,000, over the sample notes; ``--small`` takes the tests' small encoder instead of the model, to look at the
machinery alone. Prints errors, the slope of the memory after the first tenth, and the median and 99th
percentile of the seconds that a question took.
"""

from __future__ import annotations

import asyncio
import gc
import itertools
import random
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from bot.asker import Query
from bot.desk import Desk, memory_path
from bot.memory import Memory
from bot.settings import Settings
from embeddings.encoder import Encoder
from embeddings.errors import QuothError
from embeddings.library import Library
from tests.small import SmallEncoder

ROOT = Path(__file__).parent.parent.parent
FORMS = (
    "what did {} cover?",
    "who spoke about {}?",
    "{}",
    "is there a recording of {}?",
    "which sessions mention {}?",
    "what is {} good for, xyzzy {}?",
)


def resident() -> int:
    """Bytes of this process in memory."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


async def soak(desk: Desk, notes: Path, questions: int, every: int) -> int:
    draw = random.Random(1)  # noqa: S311 - nothing secret
    seconds: list[float] = []
    sizes: list[tuple[int, int]] = []
    verdicts: dict[str, int] = {}
    errors = 0
    stopped = asyncio.Event()
    # Told to stop, it says how far it got.
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    began = time.monotonic()
    for number in range(questions):
        if stopped.is_set():
            break
        if number % every == 0:
            extra = notes / "extra.md"
            body = f"# Extra\n\n## Round {number}\n\nAda Quill - Keeper\n\nIt is about {number} boats.\n"
            extra.write_text(body * (1 + number // every % 5), encoding="utf-8")
            await desk.refresh()
            gc.collect()
            sizes.append((number, resident()))
        titles = [session.title for session in desk.shelf.sessions]
        words = draw.choice(titles).split()
        start = draw.randrange(len(words))
        subject = " ".join(words[start : start + draw.randint(1, 4)])
        text = desk.check(draw.choice(FORMS).format(subject, subject)[:500])
        at = time.perf_counter()
        try:
            answer, reply = await desk.ask(number % 50, Query(text))
            verdicts[answer.verdict] = verdicts.get(answer.verdict, 0) + 1
            if number % 10 == 0:
                desk.memory.judge(reply.key, reply.person, useful=True)
        except QuothError:
            errors += 1
        seconds.append(time.perf_counter() - at)
        if number % 5000 == 4999:
            print(f"{number + 1} questions, {resident() / 1e6:.0f} MB", file=sys.stderr, flush=True)
    settled = [entry for entry in sizes if entry[0] >= questions // 10]
    slope = (
        float(np.polyfit([n for n, _ in settled], [s for _, s in settled], 1)[0]) if len(settled) > 2 else 0.0
    )
    print(
        f"{len(seconds)} of {questions} questions, {len(sizes)} readings of the notes, "
        f"{time.monotonic() - began:.0f} s"
    )
    print(f"verdicts: {verdicts}; errors: {errors}; feedback kept: {desk.memory.feedback()[0]}")
    print(
        f"memory: {sizes[0][1] / 1e6:.0f} MB, at the end {resident() / 1e6:.0f} MB, "
        f"slope {slope * 1000:.0f} bytes a 1000 questions"
    )
    low, high = np.percentile(seconds, [50, 99])
    print(
        f"a question: median {low * 1000:.1f} ms, p99 {high * 1000:.1f} ms, "
        f"longest {max(seconds) * 1000:.0f} ms"
    )
    return errors


async def _main(questions: int, every: int, source: Path, small: bool) -> int:
    with tempfile.TemporaryDirectory() as folder:
        notes = Path(folder, "notes")
        shutil.copytree(source, notes)
        library = Path(folder, "library.db")
        core = Library(notes, library, SmallEncoder() if small else Encoder())
        settings = Settings(notes=notes, library=library, watch=False)
        desk = Desk(settings, core, Memory.open(memory_path(library), keep_days=90))
        await desk.start()
        try:
            return await soak(desk, notes, questions, every)
        finally:
            await desk.close()


def main() -> int:
    small = "--small" in sys.argv
    given = [argument for argument in sys.argv[1:] if argument != "--small"]
    defaults = ["100000", "1000", str(ROOT / "notes")]
    questions, every, notes = itertools.chain(given, defaults[len(given) :])
    return 1 if asyncio.run(_main(int(questions), int(every), Path(notes), small)) else 0


if __name__ == "__main__":
    sys.exit(main())
