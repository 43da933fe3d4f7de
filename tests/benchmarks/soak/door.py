"""Drives one of Quoth's doors: so many questions at a time, the notes changed after so many."""

from __future__ import annotations

import asyncio
import random
import signal
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from embeddings.index.address import Place
from tests.benchmarks.soak.made_up import change, draw_question
from tests.benchmarks.soak.tally import Tally


class Door(Protocol):
    """Where questions are asked."""

    at_once: int
    """Questions that are asked at a time."""

    async def titles(self) -> Sequence[str]:
        """Return what may be asked about, after the notes changed."""

    async def ask(self, draw: random.Random, question: str, tally: Tally) -> None:
        """Ask one question, and note what came of it."""

    async def between(self, turn: int, tally: Tally) -> None:
        """Do what else people do, after the notes changed."""

    def resident(self) -> int:
        """Return the bytes that the process behind the door holds."""


@dataclass(frozen=True)
class Plan:
    """What is asked of whom."""

    notes: Path
    """May be written to."""
    library: Place
    questions: int
    every: int
    """Questions after which the notes change."""
    labelled: Sequence[str]
    small: bool
    """Whether the tests' small embedder answers instead of the model."""


async def soak(door: Door, plan: Plan) -> int:
    """Ask all questions; return how many went wrong. Told to stop, it says how far it got."""
    draw = random.Random(1)  # noqa: S311 - nothing secret
    tally = Tally(np.full(plan.questions, 0, dtype=np.float32))
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    turn = 0
    while tally.asked < plan.questions and not stopped.is_set():
        change(plan.notes, turn)
        await door.between(turn, tally)
        tally.sizes.append((tally.asked, door.resident()))
        print(tally.line(), flush=True)
        titles = await door.titles()
        left = min(plan.every, plan.questions - tally.asked)
        for start in range(0, left, door.at_once):
            asked = [
                draw_question(draw, titles, plan.labelled) for _ in range(min(door.at_once, left - start))
            ]
            await asyncio.gather(*(door.ask(draw, question, tally) for question in asked))
        turn += 1
    tally.sizes.append((tally.asked, door.resident()))
    print(f"at the end: {tally.line()}", flush=True)
    return tally.errors
