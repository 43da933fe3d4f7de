"""One state of the library with what reads it: what every step of answering is handed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from embeddings.index.catalogue import Catalogue
from embeddings.index.embedders.sentence_transformers import Embedder
from embeddings.index.stores.sqlite import Store
from embeddings.index.vectors.faiss_index import VectorIndex


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The records, the vectors, the file and the embedder that belong together."""

    catalogue: Catalogue
    index: VectorIndex
    store: Store
    embedder: Embedder
    notes: Path
    """The folder, for the proof that a quote stands in it."""
