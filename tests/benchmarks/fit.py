"""Weights for headings and files, fitted on labelled collections: a logistic regression, pulled to today's.

Each collection counts alike, however many files it has. The pull keeps what the notes say seldom, and what
they do not say at all, where it was set by hand.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from embeddings.notes.segment import weights
from embeddings.notes.segment.view import View

PULL = 0.5
"""Of the squared distance to the weights of today; the loss of a whole collection counts as one at most."""

TABLES = {"SESSION": weights.SESSION, "FILE": weights.FILE}
"""The tables that are fitted; the weights of groups only tell what is left over."""


@dataclass(frozen=True, slots=True)
class Example:
    """What was weighed of a heading or a file, and whether it is (or opens) a session."""

    table: str
    held: tuple[str, ...]
    offset: float
    """Log-odds of what is not fitted: what siblings share, the folder's lean, the score of several."""
    right: bool


def examples_of(view: View, sessions: Sequence[bool], *, whole: bool) -> Iterator[Example]:
    """Return the examples of one file.

    ``sessions`` says for each heading, in order, whether it is one; ``whole`` whether the file is.
    """
    for node, right in zip(view.root.walk(), sessions, strict=True):
        if not (whole and right):
            held = view.features[node.index].session_evidence
            yield _example("SESSION", held, right)
    if math.isfinite(view.group_score):
        example = _example("FILE", view.evidence, whole)
        # What the lean of the folder added is told from the decision itself.
        lean = (view.margin if view.whole else -view.margin) - view.session_score + view.group_score
        yield Example("FILE", example.held, example.offset + lean - view.group_score, whole)


def _example(table: str, found: Mapping[str, float], right: bool) -> Example:
    held = tuple(name for name in found if name in TABLES[table])
    rest = sum(value for name, value in found.items() if name not in TABLES[table])
    return Example(table, held, rest, right)


def fitted(collections: Sequence[Sequence[Example]]) -> dict[str, dict[str, float]]:
    """Return the weights fitted on the examples of collections, by table and feature."""
    found: dict[str, dict[str, float]] = {}
    for table, today in TABLES.items():
        names = list(today)
        number = {name: index for index, name in enumerate(names)}
        rows: list[tuple[float, Example]] = []
        for collection in collections:
            own = [example for example in collection if example.table == table]
            rows += [(1 / len(own), example) for example in own]
        held = np.zeros((len(rows), len(names)))
        for index, (_, example) in enumerate(rows):
            held[index, [number[name] for name in example.held]] = 1.0
        share = np.array([share for share, _ in rows])
        offset = np.array([example.offset for _, example in rows])
        sign = np.array([1.0 if example.right else -1.0 for _, example in rows])
        start = np.array([today[name] for name in names])

        def loss(
            guess: np.ndarray,
            held: np.ndarray = held,
            share: np.ndarray = share,
            offset: np.ndarray = offset,
            sign: np.ndarray = sign,
            start: np.ndarray = start,
        ) -> tuple[float, np.ndarray]:
            margin = sign * (held @ guess + offset)
            slope = -share * sign / (1 + np.exp(np.clip(margin, -50, 50)))
            value = float(share @ np.logaddexp(0, -margin) + PULL * ((guess - start) ** 2).sum())
            return value, held.T @ slope + 2 * PULL * (guess - start)

        result = minimize(loss, start, jac=True, method="L-BFGS-B")
        found[table] = {name: round(float(value), 1) for name, value in zip(names, result.x, strict=True)}
    return found


@contextmanager
def in_use(other: Mapping[str, Mapping[str, float]]) -> Iterator[None]:
    """Use other weights for a while."""
    before = {table: dict(TABLES[table]) for table in other}
    for table, values in other.items():
        TABLES[table].update(values)
    try:
        yield
    finally:
        for table, values in before.items():
            TABLES[table].update(values)


def write(found: Mapping[str, Mapping[str, float]]) -> None:
    """Write fitted weights into the file of weights; its names, order and comments stay."""
    path = Path(str(weights.__file__))
    lines = path.read_text(encoding="utf-8").split("\n")
    table = ""
    for index, line in enumerate(lines):
        opened = re.match(r"([A-Z]+) = \{", line)
        table = opened[1] if opened else table
        entry = re.match(r'    "(.+)": (-?[\d.]+),', line)
        if entry and entry[1] in found.get(table, {}):
            lines[index] = f'    "{entry[1]}": {found[table][entry[1]]},'
    path.write_text("\n".join(lines), encoding="utf-8")
