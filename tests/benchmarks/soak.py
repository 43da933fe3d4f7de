"""Ask many questions, with the notes changed now and then: does the bot stay quick, right and small?

``python -m tests.benchmarks.soak [QUESTIONS] [EVERY] [NOTES] [LABELLED...] [--small]``: 100,000 questions,
the notes read again every 1,000, over the sample notes. ``LABELLED`` are files of questions in the form that
``quoth evaluate`` reads, put among those that are made up of titles, of nonsense, and of as many characters
as are read. ``--small`` takes the tests' small embedder instead of the model, to look at the machinery alone.

After each reading of the notes a line says how far it got, so that one that is cut off has told something:
the size of the process, its slope over the last half, what failed, and the median and 99th percentile of the
seconds that a question took. The first thousands fill SQLite's page caches (the one of the bot's database
takes about 300 kB a 1,000 questions until it has the 2 MB that SQLite grants a connection): not a leak.
"""

from __future__ import annotations

import asyncio
import gc
import random
import shutil
import signal
import string
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np

from bot.service.batching import Query
from bot.service.database import BotDatabase, database_place
from bot.service.refresh import take_up
from bot.service.service import LONGEST_QUESTION, Service
from bot.settings import Settings
from embeddings.errors import QuothError
from embeddings.evaluation import read_questions
from embeddings.index.embedders.sentence_transformers import SentenceTransformerEmbedder
from embeddings.library import Library
from embeddings.text import tokens
from tests.benchmarks.process import resident
from tests.fakes import FakeEmbedder
from tests.paths import ROOT

FORMS = (
    "what did {} cover?",
    "who spoke about {}?",
    "{}",
    "is there a recording of {}?",
    "which sessions mention {}?",
    "what is {} good for, xyzzy {}?",
)


@dataclass
class Tally:
    """What came of the questions so far."""

    seconds: np.ndarray[tuple[int], np.dtype[np.float32]]
    """As many as will be asked; written to at once, so that it does not grow in what it measures."""
    asked: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)
    errors: int = 0
    sizes: list[tuple[int, int]] = field(default_factory=list)
    """How many were asked, and the bytes of the process then."""

    def slope(self) -> float:
        """Bytes a 1,000 questions, over the last half."""
        half = [entry for entry in self.sizes if entry[0] >= self.asked / 2]
        if len(half) < 3:
            return 0.0
        return float(np.polyfit([n for n, _ in half], [size for _, size in half], 1)[0]) * 1000

    def line(self) -> str:
        """Tell all of it."""
        done = self.seconds[: max(self.asked, 1)]
        low, high = np.percentile(done, [50, 99])
        return (
            f"{self.asked} questions, {resident() / 1e6:.1f} MB, "
            f"{self.slope() / 1000:+.1f} kB a 1,000 over the last half, "
            f"{self.errors} errors, {dict(self.verdicts)}, median {low * 1000:.1f} ms, "
            f"p99 {high * 1000:.1f} ms, longest {done.max() * 1000:.0f} ms"
        )


def draw_question(draw: random.Random, titles: Sequence[str], labelled: Sequence[str]) -> str:
    """Make up a question, or take one."""
    chance = draw.random()
    if labelled and chance < 0.4:
        return draw.choice(labelled)
    if chance < 0.5:
        letters = string.ascii_lowercase + "  éß日本?*(\"'-<@&"
        return "".join(draw.choices(letters, k=draw.randint(1, 60)))
    if chance < 0.6:
        pieces = " ".join(draw.choices([*titles, *labelled], k=30))
        return pieces[: draw.randint(300, LONGEST_QUESTION)]
    held = draw.choice(titles).split()
    start = draw.randrange(len(held))
    subject = " ".join(held[start : start + draw.randint(1, 4)])
    return draw.choice(FORMS).format(subject, subject)[:LONGEST_QUESTION]


async def soak(service: Service, notes: Path, questions: int, every: int, labelled: Sequence[str]) -> int:
    draw = random.Random(1)  # noqa: S311 - nothing secret
    tally = Tally(np.full(questions, 0, dtype=np.float32))
    stopped = asyncio.Event()
    # Told to stop, it says how far it got.
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    while tally.asked < questions and not stopped.is_set():
        number = tally.asked
        if number % every == 0:
            extra = notes / "extra.md"
            body = f"# Extra\n\n## Round {number}\n\nAda Quill - Keeper\n\nIt is about {number} boats.\n"
            extra.write_text(body * (1 + number // every % 5), encoding="utf-8")
            await take_up(service)
            gc.collect()
            tally.sizes.append((number, resident()))
            print(tally.line(), flush=True)
        await _one(
            service,
            draw,
            tally,
            draw_question(draw, [s.title for s in service.suggestions.sessions], labelled),
        )
    print(
        f"{tally.line()}; {len(tally.sizes)} readings; feedback kept: {service.database.replies.feedback()}"
    )
    return tally.errors


async def _one(service: Service, draw: random.Random, tally: Tally, drawn: str) -> None:
    """Ask as commands do: some within a day or a session, some judged, some answered once more."""
    person, kept = draw.randrange(50), draw.random()
    began = time.perf_counter()
    try:
        text = service.check(drawn)
        session = draw.choice(service.suggestions.sessions)
        day = session.day if kept < 0.1 else None
        answer, reply = await service.ask(person, Query(text, day, session.id if kept > 0.9 else None))
        tally.verdicts[answer.verdict] += 1
        tally.seconds[tally.asked] = time.perf_counter() - began
        if not all(service.core.current(quote) for quote in (*answer.quotes, *answer.more)):
            raise AssertionError(f"not in the notes: {answer.quotes}")
        await service.sent(reply, [tally.asked + 1])
        if tally.asked % 10 == 0:
            await service.off_loop(
                partial(service.database.replies.judge, useful=kept < 0.5), reply.key, reply.person
            )
        if tally.asked % 10 == 1:
            await service.again(await service.reply(reply.key, None))
    except QuothError as error:
        tally.seconds[tally.asked] = time.perf_counter() - began
        if tokens.tokenize(drawn):  # one without a word is rightly refused
            tally.errors += 1
            print(f"{drawn!r}: {error}", flush=True)
        else:
            tally.verdicts["refused"] += 1
    except Exception:  # noqa: BLE001 - counted, and told
        tally.errors += 1
        print(repr(drawn), traceback.format_exc(), flush=True)
    tally.asked += 1


async def _main(questions: int, every: int, source: Path, labelled: Sequence[str], *, small: bool) -> int:
    with tempfile.TemporaryDirectory() as folder:
        notes = Path(folder, "notes")
        shutil.copytree(source, notes)
        library = Path(folder, "library.db")
        core = Library(notes, library, FakeEmbedder() if small else SentenceTransformerEmbedder())
        settings = Settings(notes=notes, library=library, watch=False)
        service = Service(settings, core, BotDatabase.open(database_place(library), keep_days=90))
        await service.start()
        try:
            return await soak(service, notes, questions, every, labelled)
        finally:
            await service.close()


def main() -> int:
    given = [argument for argument in sys.argv[1:] if argument != "--small"]
    defaults = ["100000", "1000", str(ROOT / "notes")]
    questions, every, notes = [*given, *defaults[len(given) :]][:3]
    labelled = [label.question for file in given[3:] for label in read_questions(Path(file))]
    small = "--small" in sys.argv
    return 1 if asyncio.run(_main(int(questions), int(every), Path(notes), labelled, small=small)) else 0


if __name__ == "__main__":
    sys.exit(main())
