"""A warm question beside a bare encode and search, and many questions at once beside one after the other."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path

import faiss
from sentence_transformers import SentenceTransformer

from embeddings.index.embedders.sentence_transformers import SentenceTransformerEmbedder
from embeddings.index.stores.sqlite import SqliteStore
from embeddings.library import Library
from tests.benchmarks import clock, folder
from tests.benchmarks.table import Figure

SIZE = 700_000
_ROUNDS = 7
_EACH_ROUND = 64


def prepared(work: Path, embedder: SentenceTransformerEmbedder, size: int = SIZE) -> Library:
    """Return the library of about ``size`` bytes of notes under ``work``, made where it is not there yet."""
    notes = work / f"notes-{size}"
    if not notes.is_dir():
        folder.write(notes, size)
    library = Library(notes, work / f"library-{size}.db", embedder)
    if not library.up_to_date():
        library.refresh()
    return library


def measure(work: Path) -> list[Figure]:
    """Measure both."""
    embedder = SentenceTransformerEmbedder()
    library = prepared(work, embedder)
    library.warm()
    # As anyone would load it. On one thread, as the embedder sets it: two gained nothing for one question,
    # and lose all where another program is running.
    model = SentenceTransformer(str(embedder.folder), device="cpu", local_files_only=True)
    flat = faiss.IndexFlatIP(embedder.dimension)
    with SqliteStore(library.path).read() as reader:
        flat.add(reader.vectors(reader.vector_ids().tolist(), embedder.dimension))
    questions = folder.questions()

    def bare(question: str) -> None:
        flat.search(model.encode([question], normalize_embeddings=True, show_progress_bar=False), 5)

    for question in questions[:20]:
        bare(question)
        library.ask(question)
    ours: list[float] = []
    theirs: list[float] = []
    ratios: list[float] = []
    for turn in range(_ROUNDS):
        some = [questions[(turn * _EACH_ROUND + i) % len(questions)] for i in range(_EACH_ROUND)]
        pairs = []
        for number, question in enumerate(some):
            # Turn about: whichever comes second may find the words' rows in the processor's caches.
            if number % 2:
                their, our = _seconds(bare, question), _seconds(library.ask, question)
            else:
                our, their = _seconds(library.ask, question), _seconds(bare, question)
            pairs.append((our, their))
        ours.append(statistics.median(our for our, _ in pairs))
        theirs.append(statistics.median(their for _, their in pairs))
        ratios.append(statistics.median(our / their for our, their in pairs))
    many = clock.side_by_side(
        {
            "together": lambda: library.ask_many(questions[:64]),
            "one by one": lambda: [library.ask(question) for question in questions[:64]],
        },
        rounds=_ROUNDS,
    )
    library.close()
    return [
        Figure(
            "one warm question / bare encode + flat search",
            statistics.median(ratios),
            "x",
            at_most=1.25,
            note=f"{statistics.median(ours) * 1e3:.1f} ms / {statistics.median(theirs) * 1e3:.1f} ms, "
            f"rounds {min(ratios):.2f} to {max(ratios):.2f}",
        ),
        Figure(
            "64 questions together, throughput",
            clock.ratio(many, "one by one", "together"),
            "x",
            at_least=2.5,
            note=f"{many['one by one'].median:.2f} s one by one, {many['together'].median:.2f} s together",
        ),
    ]


def _seconds(work: Callable[[str], object], question: str) -> float:
    started = time.perf_counter()
    work(question)
    return time.perf_counter() - started
