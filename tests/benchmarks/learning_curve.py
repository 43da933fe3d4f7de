"""The learning curve of the weights: f1 of collections that were left out, by how many others were fitted on.

For each number, several draws: some collections are judged, and the weights are fitted on that many of the
others. Where there are no more others, they are all of them.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import mean, pstdev
from typing import TypeVar

import numpy as np

from tests.benchmarks import fit

SIZES = (0, 5, 10, 20, 10_000)
"""Collections that are fitted on; 0 are the weights of today, the last all that are not judged."""

DRAWS = 4
"""Random choices of the collections, the same from run to run."""

JUDGED = 8
"""Collections that are left out in each draw and judged."""

Item = TypeVar("Item")


@dataclass(frozen=True)
class Point:
    """One point of the curve: how many were fitted on, and the mean f1 of what was left out in each draw."""

    size: int
    f1: list[float]


def points(
    collections: Sequence[Item],
    learnt: Sequence[Sequence[fit.Example]],
    judged: Callable[[Item], float],
) -> list[Point]:
    """Return the curve; ``learnt`` are the examples of each collection, ``judged`` returns its f1."""
    found: dict[int, list[float]] = {}
    for draw in range(DRAWS):
        order = np.random.default_rng(draw).permutation(len(collections)).tolist()
        out, rest = order[:JUDGED], order[JUDGED:]
        for size in sorted({min(size, len(rest)) for size in SIZES}):
            weights = fit.fitted([learnt[number] for number in rest[:size]]) if size else {}
            with fit.in_use(weights):
                shares = [judged(collections[number]) for number in out]
            found.setdefault(size, []).append(mean(shares))
    return [Point(size, shares) for size, shares in sorted(found.items())]


def show(curve: Sequence[Point]) -> None:
    """Print one line for each point: the mean over the draws, and how far the draws spread."""
    sys.stdout.write(f"{'fitted on':>10}{'f1':>8}{'spread':>8}{'lowest':>8}\n")
    for point in curve:
        figures = mean(point.f1), pstdev(point.f1), min(point.f1)
        row = "".join(f"{100 * figure:8.1f}" for figure in figures)
        sys.stdout.write(f"{point.size:10}{row}\n")
