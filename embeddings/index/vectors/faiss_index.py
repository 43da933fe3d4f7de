"""The FAISS index over the chunks' vectors: derived from the library, never trusted.

Its kind follows from how many chunks there are, and nobody has to choose:

- below ``FLAT_BELOW`` all vectors stand in memory and every one is compared: exact;
- from there on they stand in lists around centres (IVF), a byte a number. A question looks into the lists
  nearest to it, and what is found there is measured again with the library's own vectors, so that cosines are
  exact. What is missed are chunks of lists that were not looked into: of the model's own vectors one or two
  of a hundred (``tests/benchmarks/recall.py``). Memory is about a quarter of the vectors'.

An index that is there keeps its kind until it is twice too large, or too small, for it.

The file beside the library is only a saving of time. Whatever is in it is compared, id by id, with the
chunks that the library holds now: what is missing is added from the library, what is gone is taken out,
and a file that is absent, damaged, of another model or of another kind is made again without a word. Chunk
ids are never used twice (see ``sqlite_writer``), so an id that is there is the chunk it says; its vector is
the one that was written, or the checksum at the file's end would tell. A large file is not written again for
a small change, which is then made at each opening instead.
"""

from __future__ import annotations

import logging
import math
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import faiss
import numpy as np

from embeddings.index import protocols
from embeddings.index.embedders.sentence_transformers import cores
from embeddings.index.protocols import Ids, Reader, Vectors
from embeddings.index.vectors import checksum

_log = logging.getLogger(__name__)

FLAT_BELOW = 60_000
"""Chunks up to which all are compared: about 5 ms and 90 MB at 384 numbers a vector."""
_HYSTERESIS = 2
"""An index keeps its kind, and its lists, until it is this many times too large or too small for them."""
_SAMPLE = 40
"""Vectors a list that its centre is learnt from."""
_SHARE, _MOST_LISTS = 1 / 4, 192
"""Share of the lists that a question looks into, and the most of them. Of 512 lists an eighth would miss
three of a hundred chunks. The more lists there are, the finer they are, and the smaller a share will do.
"""
_SPARE = 40
"""So many more than are asked for are measured again with exact vectors: a byte a number misplaces some."""
_FEW = 2_000
"""Chunks to choose from that are compared one by one rather than looked for."""
_CHUNK = 20_000
"""Vectors read from the library at a time."""
_SMALL_CHANGE = 1 / 20
"""Share of the vectors up to which a change to a large index is not worth writing the file again."""


class FaissIndex:
    """Nearest chunks by inner product, which is the cosine since all vectors are of length one."""

    def __init__(self, index: faiss.IndexIDMap2 | faiss.IndexIVF, reader: Reader, dimension: int) -> None:
        """Wrap a FAISS index whose ids are chunk ids; ``reader`` has the exact vectors where it has not."""
        self._index = index
        self._reader = reader
        self._dimension = dimension

    @property
    def size(self) -> int:
        """Vectors in the index."""
        return int(self._index.ntotal)

    @property
    def exact(self) -> bool:
        """Whether every vector is compared with every question."""
        return isinstance(self._index, faiss.IndexIDMap2)

    @classmethod
    def open(
        cls,
        path: Path,
        reader: Reader,
        dimension: int,
        fingerprint: str,
        previous: protocols.VectorIndex | None = None,
    ) -> FaissIndex:
        """Return the index of what ``reader`` holds, from ``previous`` or the file where they help.

        The file lies beside the library at ``path``. ``previous`` stays as it is: others may be searching it.
        """
        path = index_path(path, fingerprint)
        wanted = reader.vector_ids()
        shared: Any = previous._index if isinstance(previous, FaissIndex) else None
        index = _read(path, dimension) if shared is None else shared
        if index is not None and not _fits(index, len(wanted)):
            index = None
        if index is not None:
            held = np.sort(_ids(index))
            gone, missing = _without(held, wanted), _without(wanted, held)
            changed = len(gone) + len(missing)
            if changed and index is shared:
                index = cast("Any", faiss.clone_index(index))
            _change(index, gone, missing, reader, dimension)
        if index is None or index.ntotal != len(wanted):  # an id stood in the file more than once
            index = _build(wanted, reader, dimension)
            changed = len(wanted)
        if index.ntotal != len(wanted):
            raise AssertionError(f"{index.ntotal} vectors for {len(wanted)} chunks")
        if isinstance(index, faiss.IndexIVF):  # which a file may state otherwise
            index.nprobe = max(1, min(round(index.nlist * _SHARE), _MOST_LISTS))
        if changed and (len(wanted) < FLAT_BELOW or changed > _SMALL_CHANGE * len(wanted)):
            _write(index, path)
        return cls(index, reader, dimension)

    def over(self, reader: Reader) -> FaissIndex:
        """Return this index for use with ``reader``, which reads the state that the index was opened for."""
        return FaissIndex(self._index, reader, self._dimension)

    def search(
        self, questions: Vectors, limit: int, among: Ids | None = None
    ) -> list[list[tuple[int, float]]]:
        """Return (chunk, cosine) of the nearest ``limit`` for each question, nearest first.

        ``questions`` has the shape (questions, dim), each of length one; ``among`` are the chunks to choose
        from, all by default. Every one of a few is compared, whatever the size of the library.
        """
        if among is not None and len(among) <= _FEW:
            return [self._measured(question, among, limit) for question in questions]
        if not self.size or not len(questions):
            return [[] for _ in questions]
        limit = min(limit, self.size)
        looked = limit if self.exact else min(limit + _SPARE, self.size)
        # One question is too little work to share: waking the other cores cost more than they did of it.
        with _threads(1):
            scores, ids = self._index.search(
                np.ascontiguousarray(questions), looked, params=self._parameters(among)
            )
        if self.exact:
            return [
                [(int(i), float(s)) for i, s in zip(*row, strict=True) if i >= 0]
                for row in zip(ids, scores, strict=True)
            ]
        return [
            self._measured(question, row[row >= 0], limit)
            for question, row in zip(questions, ids, strict=True)
        ]

    def _parameters(self, among: Ids | None) -> faiss.SearchParameters | None:
        if among is None:
            return None
        chosen = faiss.IDSelectorBatch(among)
        if isinstance(self._index, faiss.IndexIDMap2):
            return faiss.SearchParameters(sel=chosen)  # type: ignore[call-arg]
        # Those to choose from may lie in any list.
        return faiss.SearchParametersIVF(sel=chosen, nprobe=self._index.nlist)  # type: ignore[call-arg]

    def _measured(self, question: Vectors, ids: Ids, limit: int) -> list[tuple[int, float]]:
        """Return the nearest ``limit`` of ``ids`` by their exact vectors."""
        cosines = self.vectors(ids.tolist()) @ question
        nearest = np.argsort(-cosines, kind="stable")[:limit]
        return [(int(ids[i]), float(cosines[i])) for i in nearest]

    def vectors(self, ids: Sequence[int]) -> Vectors:
        """Return the vectors of these chunks: shape (ids, dim)."""
        if not len(ids):
            return np.zeros((0, self._dimension), dtype=np.float32)
        if self.exact:
            return self._index.reconstruct_batch(np.asarray(ids, dtype=np.int64))
        return self._reader.vectors(ids, self._dimension)


def index_path(library: Path, fingerprint: str) -> Path:
    """Name the index file of a library and model."""
    return library.with_name(f"{library.stem}.{fingerprint[:12]}.faiss")


def _lists(count: int) -> int:
    """Return how many lists ``count`` vectors need, 0 for a flat index: a power of two near 2 sqrt(count).

    Looking for the nearest centres and looking into the lists then take about the same time.
    """
    return 0 if count < FLAT_BELOW else int(2 ** round(math.log2(2 * math.sqrt(count))))


def _fits(index: Any, count: int) -> bool:
    """Tell whether an index is of the right kind for ``count`` vectors, or near enough to keep."""
    if isinstance(index, faiss.IndexIDMap2):
        return count < FLAT_BELOW * _HYSTERESIS
    if count < FLAT_BELOW / _HYSTERESIS:
        return False
    right = _lists(max(count, FLAT_BELOW))
    return bool(right / _HYSTERESIS <= index.nlist <= right * _HYSTERESIS)


def _build(ids: Ids, reader: Reader, dimension: int) -> Any:
    """Make an index of these chunks."""
    lists = _lists(len(ids))
    if not lists:
        flat = faiss.IndexIDMap2(faiss.IndexFlatIP(dimension))
        _add(flat, ids, reader, dimension)
        return flat
    centres = faiss.IndexFlatIP(dimension)
    index = faiss.IndexIVFScalarQuantizer(
        centres, dimension, lists, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT
    )
    index.cp.spherical = True
    index.cp.niter = 8
    index.cp.max_points_per_centroid = _SAMPLE
    chance = np.random.default_rng(0)
    sample = np.sort(chance.choice(ids, min(len(ids), lists * _SAMPLE), replace=False))
    with _threads(cores()):
        index.train(reader.vectors(sample.tolist(), dimension))
        _add(index, ids, reader, dimension)
    return index


def _change(index: Any, gone: Ids, missing: Ids, reader: Reader, dimension: int) -> None:
    if len(gone):
        index.remove_ids(gone)
    _add(index, missing, reader, dimension)


def _add(index: Any, ids: Ids, reader: Reader, dimension: int) -> None:
    for start in range(0, len(ids), _CHUNK):
        some = ids[start : start + _CHUNK]
        index.add_with_ids(reader.vectors(some.tolist(), dimension), some)


def _without(some: Ids, others: Ids) -> Ids:
    """Return those of ``some`` that are not among ``others``; both ascending."""
    if not len(others):
        return some
    places = np.searchsorted(others, some)
    places[places == len(others)] = 0
    absent: Ids = some[others[places] != some]
    return absent


def _ids(index: Any) -> Ids:
    """Return the ids that are in an index, in any order."""
    if isinstance(index, faiss.IndexIDMap2):
        return np.asarray(faiss.vector_to_array(index.id_map), dtype=np.int64)
    lists = index.invlists
    held = [
        faiss.rev_swig_ptr(lists.get_ids(i), lists.list_size(i)).copy()
        for i in range(index.nlist)
        if lists.list_size(i)
    ]
    return np.concatenate(held) if held else np.zeros(0, dtype=np.int64)


@contextmanager
def _threads(count: int) -> Iterator[None]:
    before = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(count)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(before)


def _read(path: Path, dimension: int) -> Any:
    try:
        sealed = checksum.state_of(path)
        if sealed == "altered":
            _log.warning("The vector index %s was damaged; it is made again from the library.", path.name)
        if sealed != "whole":
            return None
        index = faiss.read_index(str(path))
    except (OSError, RuntimeError, MemoryError):  # FAISS raises the latter two for a truncated or foreign one
        return None
    if index.d != dimension or index.metric_type != faiss.METRIC_INNER_PRODUCT:
        return None
    if isinstance(index, faiss.IndexIDMap2):
        flat = isinstance(faiss.downcast_index(index.index), faiss.IndexFlat)
        return index if flat and index.id_map.size() == index.index.ntotal == index.ntotal else None
    if isinstance(index, faiss.IndexIVFScalarQuantizer) and index.is_trained:
        return index if index.sq.qtype == faiss.ScalarQuantizer.QT_8bit else None
    return None


def _write(index: Any, path: Path) -> None:
    """Write beside and move over, so that a reader never sees half a file; a failure costs time later,
    nothing else.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=path.name, dir=path.parent)
        os.close(handle)
        try:
            faiss.write_index(index, name)
            checksum.seal(Path(name))
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
