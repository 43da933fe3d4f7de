"""Searching one and the same large library with both engines.

Vectors are made of seeds and noise (``synthetic``); both engines get the same.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from embeddings.index.protocols import Ids, Vectors
from embeddings.index.storage import Storage, in_database, in_file
from embeddings.text import tokens
from tests import postgres
from tests.benchmarks.synthetic import DIMENSION, GivenVectors, Maker

QUESTIONS = 200
NEAREST = 10
DEPTH = 40
"""Chunks that a question looks for."""
KEPT_TO = 3_000
"""Chunks of a day of a large conference: more than are compared one by one."""


def _percentiles(run: Callable[[int], object]) -> str:
    """Return the median and the 95th percentile, in milliseconds, of so many runs."""
    took = []
    for number in range(QUESTIONS):
        began = time.perf_counter()
        run(number)
        took.append(1000 * (time.perf_counter() - began))
    return f"{np.median(took):7.2f} {np.percentile(took, 95):7.2f}"


def measure(name: str, storage: Storage, count: int, asked: Vectors, words: list[list[str]]) -> None:
    """Fill a library, search it, and print a line for each kind of search."""
    storage.store.create()
    began = time.perf_counter()
    Maker().write(storage.store, count)
    written = time.perf_counter() - began
    with storage.store.read() as reader:
        began = time.perf_counter()
        index = storage.open_index(reader, DIMENSION, GivenVectors.fingerprint, None)
        opened = time.perf_counter() - began
        print(f"{count:8} {name:9} written {written:7.1f} s, opened {opened:6.2f} s")
        ids = reader.vector_ids()
        table = reader.vectors(ids.tolist(), DIMENSION)
    day = ids[count // 3 : count // 3 + min(KEPT_TO, count)]
    for what, among in (("all", None), ("a day", day)):

        def one(number: int, among: Ids | None = among) -> list[tuple[int, float]]:
            with storage.store.read() as reader:
                return index.over(reader).search(asked[number][None, :], DEPTH, among)[0]

        one(0)
        speed = _percentiles(one)
        rows = np.arange(count) if among is None else np.searchsorted(ids, among)
        right = 0
        for number in range(QUESTIONS):
            nearest = rows[np.argsort(-(table[rows] @ asked[number]))[:NEAREST]]
            right += len(set(ids[nearest].tolist()) & {i for i, _ in one(number)[:NEAREST]})
        print(f"{count:8} {name:9} nearest of {what:6} {speed} ms  recall {right / QUESTIONS / NEAREST:.3f}")

    def matched(number: int) -> object:
        with storage.store.read() as reader:
            return reader.match(words[number], DEPTH)

    matched(0)
    print(f"{count:8} {name:9} words of all      {_percentiles(matched)} ms", flush=True)


def measure_all(sizes: Sequence[int]) -> None:
    """Measure libraries of so many chunks."""
    maker = Maker(seed=1)
    asked = maker.vectors(QUESTIONS)
    words = [sorted({tokens.stem(word, "en") for word in maker.question().split()}) for _ in range(QUESTIONS)]
    with tempfile.TemporaryDirectory() as folder:
        for count in sizes:
            for name, storage in (
                ("embedded", in_file(Path(folder) / f"{count}.db")),
                ("postgres", in_database(postgres.fresh())),
            ):
                measure(name, storage, count, asked, words)
                storage.store.close()
