"""One state of the library with what reads it: what every step of answering is handed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from embeddings.index.catalogue import Catalogue
from embeddings.index.protocols import Embedder, Reader, VectorIndex


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The records, the vectors, the store and the embedder that belong together, while they are read."""

    catalogue: Catalogue
    index: VectorIndex
    store: Reader
    embedder: Embedder
    notes: Path
    """The folder, for the proof that a quote stands in it."""
