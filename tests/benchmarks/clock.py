"""Two pieces of work timed side by side, turn about, so that whatever else the machine does falls on both."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timed:
    """Seconds of each round of some piece of work."""

    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle one."""
        return statistics.median(self.seconds)


def side_by_side(work: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, Timed]:
    """Run each piece of work once a round, in another order each round; below five, rounds tell little."""
    seconds: dict[str, list[float]] = {name: [] for name in work}
    names = list(work)
    for turn in range(rounds):
        for name in names[turn % len(names) :] + names[: turn % len(names)]:
            started = time.perf_counter()
            work[name]()
            seconds[name].append(time.perf_counter() - started)
    return {name: Timed(tuple(taken)) for name, taken in seconds.items()}


def ratio(timed: Mapping[str, Timed], ours: str, theirs: str) -> float:
    """Return the median over the rounds of ours / theirs, each pair from one round."""
    pairs = zip(timed[ours].seconds, timed[theirs].seconds, strict=True)
    return statistics.median(our / their for our, their in pairs)
