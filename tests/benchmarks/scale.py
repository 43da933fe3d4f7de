"""A thousand to a million chunks: time to open, search, add and find nothing changed; recall, memory.

Each size is measured in a process of its own, so that its memory is its own; ``python -m tests.benchmarks
scale`` runs every size.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np

from embeddings.answer import compose, retrieve
from embeddings.index import releases, staleness
from embeddings.index.snapshot import Snapshot
from embeddings.index.stores.sqlite import SqliteStore
from embeddings.library import Library
from tests.benchmarks import synthetic
from tests.benchmarks.process import resident
from tests.benchmarks.table import Figure

SIZES = (1_000, 10_000, 100_000, 1_000_000)
_QUESTIONS = 200
_ADDED = 100
_NEAREST = 10
_FILES = 100
_REFRESHES = 50


@dataclass(frozen=True, slots=True)
class Measured:
    """What one size takes: seconds, bytes, shares."""

    chunks: int
    open: float
    """The records, the vectors and the words, from files to the first question answered."""
    cold_p95: float
    """Of a question's search right after the machine started: nothing of the library is in its file cache."""
    search: float
    """Median, the library in the file cache: both legs and the evidence for each session."""
    search_p95: float
    vectors_p95: float
    """Of the vectors' leg alone."""
    exact: float
    """Median: every vector compared, in memory."""
    recall: float
    """Of the exactly nearest ten."""
    add: float
    """Writing a hundred chunks, vectors given, and taking them up: records, words and index."""
    memory: int
    """More than before the library was opened."""
    unchanged: float
    """The least of some refreshes where nothing of the hundred files changed."""


def measure(path: Path, count: int) -> Measured:
    """Measure one size in this process."""
    synthetic.library(path, count)
    embedder = synthetic.GivenVectors()
    maker = synthetic.Maker(seed=1)
    vectors = maker.vectors(_QUESTIONS)
    asked = [maker.question() for _ in range(_QUESTIONS)]
    embedder.rank("warm")
    make_index(path)  # the first opening makes it, once in a library's life
    before = resident()
    library = Library(path.parent, path, embedder)
    started = time.perf_counter()
    with library.reading() as state:
        _search(state, asked[0], vectors[0])
    opened = time.perf_counter() - started
    cold: list[float] = []
    whole: list[float] = []
    dense: list[float] = []
    found: list[set[int]] = []
    with library.reading() as state:
        _forget(path)
        for text, vector in zip(asked[: _QUESTIONS // 2], maker.vectors(_QUESTIONS // 2), strict=True):
            started = time.perf_counter()
            _search(state, text, vector)
            cold.append(time.perf_counter() - started)
        _recall(path)
        for text, vector in zip(asked, vectors, strict=True):
            started = time.perf_counter()
            _search(state, text, vector)
            whole.append(time.perf_counter() - started)
            started = time.perf_counter()
            ((*nearest,),) = state.index.search(vector[None, :], _NEAREST)
            dense.append(time.perf_counter() - started)
            found.append({number for number, _ in nearest})
    memory = resident() - before
    exact_seconds, truth = _exact(path, vectors)
    started = time.perf_counter()
    maker.write(SqliteStore(path), _ADDED, first=count)
    with library.reading() as state:
        assert state.index.size == count + _ADDED
    added = time.perf_counter() - started
    library.close()
    _take_back(path, count)
    unchanged = _unchanged(path, embedder)
    return Measured(
        count,
        opened,
        float(np.percentile(cold, 95)),
        statistics.median(whole),
        float(np.percentile(whole, 95)),
        float(np.percentile(dense, 95)),
        exact_seconds,
        statistics.mean(len(a & b) / _NEAREST for a, b in zip(found, truth, strict=True)),
        added,
        memory,
        unchanged,
    )


def make_index(path: Path) -> None:
    """Open the library once in another process, which makes its index."""
    code = (
        "import sys; from pathlib import Path\n"
        "from embeddings.library import Library; from tests.benchmarks import synthetic\n"
        "path = Path(sys.argv[1])\n"
        "with Library(path.parent, path, synthetic.GivenVectors()).reading(): pass\n"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], check=True)


def _search(state: Snapshot, text: str, vector: np.ndarray[tuple[int, ...], np.dtype[np.float32]]) -> None:
    prepared = compose.prepare(state, text)
    retrieve.search(state, retrieve.weigh(state, prepared.question, prepared.corrections), vector)


def _exact(
    path: Path, vectors: np.ndarray[tuple[int, ...], np.dtype[np.float32]]
) -> tuple[float, list[set[int]]]:
    """Compare every vector with every question: the seconds of one question, and the nearest of each."""
    with SqliteStore(path).read() as reader:
        ids = reader.vector_ids()
        table = np.empty((len(ids), synthetic.DIMENSION), dtype=np.float32)
        for start in range(0, len(ids), 20_000):
            table[start : start + 20_000] = reader.vectors(
                ids[start : start + 20_000].tolist(), synthetic.DIMENSION
            )
    seconds, nearest = [], []
    for vector in vectors:
        started = time.perf_counter()
        cosines = table @ vector
        best = np.argpartition(-cosines, _NEAREST)[:_NEAREST]
        seconds.append(time.perf_counter() - started)
        nearest.append({int(i) for i in ids[best]})
    return statistics.median(seconds), nearest


def _forget(path: Path) -> None:
    """Take a file out of the system's cache, where the system can."""
    with path.open("rb") as file:
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _recall(path: Path) -> None:
    """Bring a file into the system's cache."""
    with path.open("rb") as file:
        while file.read(2**24):
            pass


def _take_back(path: Path, count: int) -> None:
    """Remove what was added to ``count`` chunks, so that the library can be measured again."""
    with SqliteStore(path).write() as writer:
        added = writer.sessions()[-_ADDED // synthetic.CHUNKS_A_SESSION :]
        writer.remove([session.id for session in added])
        writer.set_state(synthetic.state("taken back", count))


def _unchanged(path: Path, embedder: synthetic.GivenVectors) -> float:
    """Return the seconds of a refresh of a folder that is as it was read; no file of it is opened."""
    notes = path.with_suffix(".notes")
    notes.mkdir(exist_ok=True)
    files = {f"day{number}.md": "" for number in range(_FILES)}
    for name in files:
        (notes / name).touch()
    library = Library(notes, path, embedder, clock=lambda: 0)
    with SqliteStore(path).write() as writer:
        state = writer.state
        assert state is not None
        folder = staleness.folder_fingerprint(notes, lambda: 0)
        writer.set_files(files, [])
        writer.set_state(
            replace(state, folder=folder, code=staleness.code_fingerprint(), release=releases.own())
        )
    took = []
    for _ in range(_REFRESHES):
        started = time.perf_counter()
        report = library.refresh()
        took.append(time.perf_counter() - started)
        assert len(report.files) == _FILES
    library.close()
    return min(took)


def every(work: Path, sizes: tuple[int, ...] = SIZES) -> list[Measured]:
    """Measure each size in a process of its own; the libraries are kept in ``work``."""
    work.mkdir(parents=True, exist_ok=True)
    found = []
    for count in sizes:
        run = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.scale", str(work / f"{count}.db"), str(count)],
            check=True,
            stdout=subprocess.PIPE,
        )
        found.append(Measured(**json.loads(run.stdout.splitlines()[-1])))
    return found


def figures(found: list[Measured]) -> list[Figure]:
    """Hold the largest size to its goals."""
    smallest, largest = found[0], found[-1]
    raw = largest.chunks * synthetic.DIMENSION * 4
    return [
        Figure(
            f"{largest.chunks:,} chunks: search p95",
            largest.search_p95 * 1e3,
            "ms",
            at_most=15,
            note=f"{largest.cold_p95 * 1e3:.0f} ms where nothing is in the file cache",
        ),
        Figure("recall of the exactly nearest 10", largest.recall, "", at_least=0.98),
        Figure("memory / raw vectors", largest.memory / raw, "x", at_most=1.6),
        Figure("opening", largest.open, "s", at_most=5),
        Figure(
            f"nothing changed: {largest.chunks:,} / {smallest.chunks:,} chunks",
            largest.unchanged / smallest.unchanged,
            "x",
            at_most=2,
            note=f"{largest.unchanged * 1e3:.1f} ms with {_FILES} files",
        ),
        Figure(f"writing {_ADDED} chunks to the store and taking them up", largest.add, "s", at_most=0.5),
    ]


if __name__ == "__main__":
    print(json.dumps(asdict(measure(Path(sys.argv[1]), int(sys.argv[2])))))
