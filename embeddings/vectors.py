"""The FAISS index over the passages' vectors: derived from the library, never trusted.

The file beside the library is only a saving of time. Whatever is in it is compared, id by id, with the
passages that the library holds now: what is missing is added from the library, what is gone is taken out, and
a file that is absent, damaged or of another model is made anew without a word. Passage ids are never used
twice (see ``store``), so an id that is there is the passage it says.
"""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

import faiss
import numpy as np

from embeddings.encoder import Vectors
from embeddings.store import Store

_log = logging.getLogger(__name__)


class VectorIndex:
    """Nearest passages by inner product, which is the cosine since all vectors are of length one."""

    def __init__(self, index: faiss.IndexIDMap2) -> None:
        """Wrap a FAISS index whose ids are passage ids."""
        self._index = index

    @property
    def size(self) -> int:
        """Vectors in the index."""
        return int(self._index.ntotal)

    @classmethod
    def open(cls, store: Store, dimension: int, fingerprint: str) -> VectorIndex:
        """Give the index of what ``store`` holds, from its file where that helps."""
        path = index_path(store.path, fingerprint)
        index = _read(path, dimension)
        changed = index is None
        if index is None:
            index = _empty(dimension)
        wanted = store.vector_ids()
        held = faiss.vector_to_array(index.id_map)
        gone = np.setdiff1d(held, wanted)
        if len(gone):
            index.remove_ids(gone)  # type: ignore[arg-type]
            changed = True
        missing = np.setdiff1d(wanted, held)
        if len(missing):
            index.add_with_ids(store.vectors(missing.tolist(), dimension), missing)
            changed = True
        if index.ntotal != len(wanted):  # an id stood in the file more than once
            index = _empty(dimension)
            index.add_with_ids(store.vectors(wanted.tolist(), dimension), wanted)
            changed = True
        if index.ntotal != len(wanted):
            raise AssertionError(f"{index.ntotal} vectors for {len(wanted)} passages")
        if changed:
            _write(index, path)
        return cls(index)

    def search(self, questions: Vectors, limit: int) -> list[list[tuple[int, float]]]:
        """Give (passage, cosine) of the nearest ``limit`` for each question, nearest first.

        ``questions`` has the shape (questions, dim), each of length one.
        """
        if not self.size or not len(questions):
            return [[] for _ in questions]
        # One question is too little work to share: waking the other cores cost more than they did of it.
        faiss.omp_set_num_threads(1)
        scores, ids = self._index.search(np.ascontiguousarray(questions), min(limit, self.size))
        return [
            [(int(i), float(s)) for i, s in zip(*row, strict=True) if i >= 0]
            for row in zip(ids, scores, strict=True)
        ]

    def vectors(self, ids: Sequence[int]) -> Vectors:
        """Give the vectors of these passages: shape (ids, dim)."""
        return (
            np.stack([self._index.reconstruct(int(i)) for i in ids])
            if len(ids)
            else np.zeros((0, self._index.d), dtype=np.float32)
        )


def index_path(library: Path, fingerprint: str) -> Path:
    """Name the index file of a library and model."""
    return library.with_name(f"{library.stem}.{fingerprint[:12]}.faiss")


def _empty(dimension: int) -> faiss.IndexIDMap2:
    return faiss.IndexIDMap2(faiss.IndexFlatIP(dimension))


def _read(path: Path, dimension: int) -> faiss.IndexIDMap2 | None:
    try:
        index = faiss.read_index(str(path))
    except RuntimeError:  # what FAISS raises for a missing, truncated or foreign file
        return None
    if (
        isinstance(index, faiss.IndexIDMap2)
        and index.d == dimension
        and index.metric_type == faiss.METRIC_INNER_PRODUCT
        and isinstance(faiss.downcast_index(index.index), faiss.IndexFlat)
        and index.id_map.size() == index.index.ntotal == index.ntotal
    ):
        return index
    return None


def _write(index: faiss.IndexIDMap2, path: Path) -> None:
    """Write beside and move over, so that a reader never sees half a file; a failure costs time later,
    nothing else.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=path.name, dir=path.parent)
        os.close(handle)
        try:
            faiss.write_index(index, name)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except (OSError, RuntimeError) as error:
        _log.info(
            "The vector index %s was not saved (%s); it will be made again at the next start.",
            path.name,
            error,
        )
