"""A warm question beside a bare encode and search, and many questions at once beside one after the other."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path

import faiss
from sentence_transformers import SentenceTransformer

from embeddings.answer.reader.protocol import AnswerReader, NoReader
from embeddings.index.embedders.sentence_transformers import SentenceTransformerEmbedder
from embeddings.index.stores.sqlite import SqliteStore
from embeddings.library import Library
from tests.benchmarks import clock, folder
from tests.benchmarks.table import Figure

SIZE = 700_000
_ROUNDS = 7
_EACH_ROUND = 64
_MOST = {"read": 5.0, "unread": 1.25}
"""Times a bare encode and search that a question may take: read by the answer reader, and without it.

It reads 128 tokens of quotes where a question has a dozen: four times the work, 60 ms at most on two cores.
"""
_LEAST = {"read": 1.5, "unread": 2.5}
"""Times as many questions in a second when asked together: what is read is long, and gains less."""


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
    prepared(work, embedder).close()
    kept = {"read": None, "unread": NoReader("switched off to be measured without")}
    return [one for name, reader in kept.items() for one in _measure(work, embedder, name, reader)]


def _measure(
    work: Path, embedder: SentenceTransformerEmbedder, name: str, answer_reader: AnswerReader | None
) -> list[Figure]:
    """Measure with the answer reader that goes with the embedder, or with another."""
    notes, path = work / f"notes-{SIZE}", work / f"library-{SIZE}.db"
    library = Library(notes, path, embedder, reader=answer_reader)
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
            f"one warm question, {name} / bare encode + flat search",
            statistics.median(ratios),
            "x",
            at_most=_MOST[name],
            note=f"{statistics.median(ours) * 1e3:.1f} ms / {statistics.median(theirs) * 1e3:.1f} ms, "
            f"rounds {min(ratios):.2f} to {max(ratios):.2f}",
        ),
        Figure(
            f"64 questions together, {name}, throughput",
            clock.ratio(many, "one by one", "together"),
            "x",
            at_least=_LEAST[name],
            note=f"{many['one by one'].median:.2f} s one by one, {many['together'].median:.2f} s together",
        ),
    ]


def _seconds(work: Callable[[str], object], question: str) -> float:
    started = time.perf_counter()
    work(question)
    return time.perf_counter() - started
