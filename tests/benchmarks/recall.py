"""What an index of many chunks misses of the model's own vectors, asked questions as people ask them.

The chunks and sentences of a large folder of notes are indexed as a library of so many chunks would be.
Vectors made from seeds and noise (``synthetic``) lie in clear heaps and tell nothing of this: there, the
lists that hold what is nearest are always looked into.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from embeddings.index.embedders.sentence_transformers import SentenceTransformerEmbedder
from embeddings.index.protocols import Ids, Vectors
from embeddings.index.stores.sqlite import SqliteStore
from embeddings.index.vectors.faiss_index import FaissIndex
from tests.benchmarks import folder, questions
from tests.benchmarks.table import Figure

_SIZE = 3_900_000
"""Bytes of notes that make ten thousand chunks, sixty thousand with their sentences."""
_NEAREST = 10


class Held:
    """As much of a store as an index asks for: vectors by number."""

    def __init__(self, table: Vectors) -> None:
        self._table = table

    def vector_ids(self) -> Ids:
        """Return the number of each vector."""
        return np.arange(len(self._table), dtype=np.int64)

    def vectors(self, ids: Sequence[int], dimension: int) -> Vectors:
        """Return these rows: shape (ids, dimension)."""
        return self._table[np.asarray(ids, dtype=np.int64)].reshape(-1, dimension)


def measure(work: Path) -> list[Figure]:
    """Compare what the index finds with what comparing every vector finds."""
    embedder = SentenceTransformerEmbedder()
    library = questions.prepared(work, embedder, _SIZE)
    library.close()
    with SqliteStore(library.path).read() as reader:
        own = reader.vectors(reader.vector_ids().tolist(), embedder.dimension)
        parts = [p.parts for s in reader.session_digests() for p in reader.chunks(s) if len(p.parts)]
    table = _unit(np.vstack([own, *parts]))
    asked = embedder.encode_queries(folder.questions())
    with tempfile.TemporaryDirectory() as place:
        index = FaissIndex.open(
            Path(place, "library.db"),
            Held(table),  # type: ignore[arg-type]
            embedder.dimension,
            embedder.fingerprint,
        )
    shares, first = [], []
    for question, found in zip(asked, index.search(asked, _NEAREST), strict=True):
        cosines = table @ question
        nearest = np.argsort(-cosines)[:_NEAREST]
        # Notes that stand twice have vectors that stand twice: either is the nearest.
        least = cosines[nearest[-1]] - 1e-6
        shares.append(sum(cosine >= least for _, cosine in found) / _NEAREST)
        first.append(found[0][1] >= cosines[nearest[0]] - 1e-6)
    kind = "every vector compared" if index.exact else "in lists"
    return [
        Figure(
            "recall of the nearest 10, the model's vectors",
            float(np.mean(shares)),
            "",
            at_least=0.98,
            note=f"{len(table)} vectors, {kind}; the very nearest found for {100 * np.mean(first):.1f} %",
        )
    ]


def _unit(rows: Vectors) -> Vectors:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows[lengths[:, 0] > 0] / lengths[lengths > 0][:, None], dtype=np.float32)
