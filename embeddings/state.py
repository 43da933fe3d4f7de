"""One state of the library with what reads it: what every step of answering is handed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from embeddings.catalogue import Catalogue
from embeddings.encoder import TextEncoder
from embeddings.store import Store
from embeddings.vectors import VectorIndex


@dataclass(frozen=True, slots=True)
class State:
    """The records, the vectors, the file and the encoder that belong together."""

    catalogue: Catalogue
    index: VectorIndex
    store: Store
    encoder: TextEncoder
    notes: Path
    """The folder, for the proof that a quote stands in it."""
