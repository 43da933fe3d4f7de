"""The nearest chunks of very large libraries, which have vectors and no words, by both engines in turn.

The database's graph is built once all is written, in the memory that ``docs/scale.md`` advises: a vector at a
time it takes hours. Both engines are asked each question one after the other, so that what else the machine
does is in the figures of both.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import psycopg
from psycopg import sql

from embeddings.index.protocols import Ids, Reader, RecordStore, VectorIndex, Vectors
from embeddings.index.storage import Storage, in_database, in_file
from embeddings.index.stores.postgres.connection import parameters
from tests import postgres
from tests.benchmarks.engines.search import DEPTH, KEPT_TO, NEAREST, QUESTIONS
from tests.benchmarks.synthetic import DIMENSION, GivenVectors, Maker

_MEMORY = {"shared_buffers": "4GB", "max_wal_size": "20GB", "checkpoint_timeout": "1h"}
_TO_BUILD = "4GB"
_GRAPH = "vectors_384"
_SOME = 20_000
"""Vectors that are read at a time."""
_GRAIN = 1e-5
"""So little two countings of one cosine may differ."""

Search = Callable[[int], list[tuple[int, float]]]


def measure_all(sizes: Sequence[int]) -> None:
    """Measure libraries of so many chunks."""
    postgres.configure(**_MEMORY)
    asked = Maker(seed=1).vectors(QUESTIONS)
    with tempfile.TemporaryDirectory() as folder:
        for count in sizes:
            storages = {
                "embedded": in_file(Path(folder) / f"{count}.db"),
                "postgres": in_database(postgres.fresh()),
            }
            for name, storage in storages.items():
                storage.store.create()
                began = time.perf_counter()
                build = _written_before_graph if name == "postgres" else _written
                build(storage.store, count)
                print(f"{count:8} {name} written in {time.perf_counter() - began:.1f} s", flush=True)
            _compare(count, storages, asked)
            for storage in storages.values():
                storage.store.close()


def _written(store: RecordStore, count: int) -> None:
    Maker(words=False).write(store, count)


def _written_before_graph(store: RecordStore, count: int) -> None:
    with psycopg.connect(**parameters(postgres.address(postgres.migrated())), autocommit=True) as db:
        made = db.execute("SELECT indexdef FROM pg_indexes WHERE indexname = %s", (_GRAPH,)).fetchone()
        assert made is not None
        db.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(_GRAPH)))
        _written(store, count)
        db.execute(sql.SQL("SET maintenance_work_mem = {}").format(sql.Literal(_TO_BUILD)))
        began = time.perf_counter()
        db.execute(sql.SQL(made[0]))
        print(f"{count:8} postgres graph built in {time.perf_counter() - began:.1f} s", flush=True)
        db.execute("VACUUM ANALYZE vectors")


def _compare(count: int, storages: dict[str, Storage], asked: Vectors) -> None:
    """Print what both find among all chunks, and among those of a day, and how long it takes."""
    searches: dict[str, Callable[[Ids | None], Search]] = {}
    days: dict[str, tuple[Ids, Vectors]] = {}
    every = np.zeros((0, DIMENSION), dtype=np.float32)
    for name, storage in storages.items():
        with storage.store.read() as reader:
            began = time.perf_counter()
            index = storage.open_index(reader, DIMENSION, GivenVectors.fingerprint, None)
            print(f"{count:8} {name} opened in {time.perf_counter() - began:.1f} s", flush=True)
            ids = reader.vector_ids()
            day = ids[count // 3 : count // 3 + min(KEPT_TO, count)]
            days[name] = day, _table(reader, day)
            # Both have the same vectors, and not in one order.
            every = every if len(every) else _table(reader, ids)

        def of(among: Ids | None, storage: Storage = storage, index: VectorIndex = index) -> Search:
            def search(number: int) -> list[tuple[int, float]]:
                with storage.store.read() as reader:
                    return index.over(reader).search(asked[number][None, :], DEPTH, among)[0]

            return search

        searches[name] = of
    for what in ("all", "a day"):
        took: dict[str, list[float]] = {name: [] for name in storages}
        right = dict.fromkeys(storages, 0)
        asks = {name: searches[name](None if what == "all" else days[name][0]) for name in storages}
        for ask in asks.values():
            ask(0)
        for number in range(QUESTIONS):
            for name, ask in asks.items():
                began = time.perf_counter()
                found = ask(number)
                took[name].append(1000 * (time.perf_counter() - began))
                cosines = (every if what == "all" else days[name][1]) @ asked[number]
                least = np.partition(cosines, -NEAREST)[-NEAREST] - _GRAIN
                right[name] += sum(cosine >= least for _, cosine in found[:NEAREST])
        for name in storages:
            print(
                f"{count:8} {name} nearest of {what:6} {np.median(took[name]):8.2f} ms, "
                f"95 of 100 {np.percentile(took[name], 95):8.2f} ms, "
                f"recall {right[name] / QUESTIONS / NEAREST:.3f}",
                flush=True,
            )


def _table(reader: Reader, ids: Ids) -> Vectors:
    """Return all vectors, some at a time."""
    table = np.empty((len(ids), DIMENSION), dtype=np.float32)
    for start in range(0, len(ids), _SOME):
        table[start : start + _SOME] = reader.vectors(ids[start : start + _SOME].tolist(), DIMENSION)
    return table
