from __future__ import annotations

from collections.abc import Iterator

import faiss
import numpy as np
import pytest

from embeddings.index.protocols import Vectors
from embeddings.index.stores.sqlite import SqliteStore
from embeddings.index.stores.sqlite_reader import SqliteReader
from embeddings.index.vectors.checksum import seal
from embeddings.index.vectors.faiss_index import FaissIndex, index_path
from embeddings.library import Library
from tests.fakes import NOTES, FakeEmbedder, write_notes


@pytest.fixture
def store(library: Library) -> Iterator[SqliteStore]:
    opened = SqliteStore(library.path)
    yield opened
    opened.close()


def ids(store: SqliteStore) -> list[int]:
    with store.read() as reader:
        return [int(i) for i in reader.vector_ids()]


def check(index: FaissIndex, store: SqliteStore, embedder: FakeEmbedder) -> None:
    """The index holds the library's chunks, each under its own id, and nothing else."""
    held = ids(store)
    with store.read() as reader:
        wanted = reader.vectors(held, embedder.dimension)
    assert index.size == len(held) > 0
    np.testing.assert_array_equal(index.vectors(held), wanted)
    for number, vector in zip(held, wanted, strict=True):
        ((nearest, cosine), *_) = index.search(vector[None, :], 3)[0]
        assert nearest == number
        assert cosine == pytest.approx(1, abs=1e-5)


def open_index(store: SqliteStore, embedder: FakeEmbedder) -> FaissIndex:
    with store.read() as reader:
        return FaissIndex.open(store.path, reader, embedder.dimension, embedder.fingerprint)


def test_the_index_is_saved_beside_the_library_and_read_again(
    store: SqliteStore, embedder: FakeEmbedder
) -> None:
    check(open_index(store, embedder), store, embedder)
    path = index_path(store.path, embedder.fingerprint)
    assert path.parent == store.path.parent
    written = path.stat().st_mtime_ns
    check(open_index(store, embedder), store, embedder)
    assert path.stat().st_mtime_ns == written


def random_vectors(count: int, dimension: int) -> Vectors:
    found = np.random.default_rng(7).standard_normal((count, dimension)).astype(np.float32)
    return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True), dtype=np.float32)


def foreign(kind: str, ids: list[int], dimension: int) -> faiss.Index:
    """An index file as something else, or a fault, might have left it."""
    count = len(ids)
    numbers = np.array(ids, dtype=np.int64)
    vectors = random_vectors(count, dimension)
    index: faiss.Index
    if kind == "flat, without ids":
        index = faiss.IndexFlatIP(dimension)
        index.add(vectors)
        return index
    if kind == "euclidean":
        index = faiss.IndexIDMap2(faiss.IndexFlatL2(dimension))
        index.add_with_ids(vectors, numbers)
        return index
    if kind == "another dimension":
        index = faiss.IndexIDMap2(faiss.IndexFlatIP(dimension * 2))
        index.add_with_ids(random_vectors(count, dimension * 2), numbers)
        return index
    if kind == "other ids":
        index = faiss.IndexIDMap2(faiss.IndexFlatIP(dimension))
        index.add_with_ids(vectors, numbers + 1_000_000)
        return index
    if kind == "an id twice":
        index = faiss.IndexIDMap2(faiss.IndexFlatIP(dimension))
        index.add_with_ids(vectors, numbers)
        index.add_with_ids(vectors, numbers)
        return index
    assert kind == "compressed"
    index = faiss.IndexIDMap2(
        faiss.IndexScalarQuantizer(dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
    )
    index.add_with_ids(vectors, numbers)
    return index


@pytest.mark.parametrize(
    "kind",
    ["flat, without ids", "euclidean", "another dimension", "other ids", "an id twice", "compressed"],
)
def test_a_foreign_index_is_replaced_without_a_word(
    store: SqliteStore, embedder: FakeEmbedder, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    path = index_path(store.path, embedder.fingerprint)
    faiss.write_index(foreign(kind, ids(store), embedder.dimension), str(path))
    seal(path)
    check(open_index(store, embedder), store, embedder)
    check(open_index(store, embedder), store, embedder)
    assert caplog.records == []


@pytest.mark.parametrize("left", [0, 1, 3, 50, 200, -1])
def test_a_missing_or_truncated_index_is_made_again(
    store: SqliteStore, embedder: FakeEmbedder, left: int
) -> None:
    open_index(store, embedder)
    path = index_path(store.path, embedder.fingerprint)
    whole = path.read_bytes()
    path.write_bytes(whole[:left])
    check(open_index(store, embedder), store, embedder)
    assert path.read_bytes() == whole
    path.unlink()
    check(open_index(store, embedder), store, embedder)
    assert path.read_bytes() == whole


def test_a_file_of_something_else_is_replaced(store: SqliteStore, embedder: FakeEmbedder) -> None:
    path = index_path(store.path, embedder.fingerprint)
    path.write_bytes(b"#!/bin/sh\nexit\n" * 100)
    seal(path)
    check(open_index(store, embedder), store, embedder)


def test_an_index_of_an_older_quoth_without_a_checksum_is_made_again_without_a_word(
    store: SqliteStore, embedder: FakeEmbedder, caplog: pytest.LogCaptureFixture
) -> None:
    made = open_index(store, embedder)
    path = index_path(store.path, embedder.fingerprint)
    sealed = path.read_bytes()
    faiss.write_index(made._index, str(path))
    check(open_index(store, embedder), store, embedder)
    assert path.read_bytes() == sealed
    assert caplog.records == []


@pytest.mark.parametrize("place", [0.3, 0.5, 0.9])
def test_an_index_with_an_altered_vector_under_the_right_id_is_noticed_and_made_again(
    store: SqliteStore, embedder: FakeEmbedder, caplog: pytest.LogCaptureFixture, place: float
) -> None:
    open_index(store, embedder)
    path = index_path(store.path, embedder.fingerprint)
    whole = path.read_bytes()
    altered = bytearray(whole)
    altered[int(place * len(whole))] ^= 0x40
    path.write_bytes(altered)
    check(open_index(store, embedder), store, embedder)
    assert path.read_bytes() == whole
    assert caplog.messages == [
        f"The vector index {path.name} was damaged; it is made again from the library."
    ]


def test_a_stale_index_takes_what_changed_and_nothing_else(
    library: Library, store: SqliteStore, embedder: FakeEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_index(store, embedder)
    path = index_path(store.path, embedder.fingerprint)
    old = path.read_bytes()
    before = set(ids(store))
    changed = NOTES["day2.md"].replace("about once a week", "only in thick fog")
    write_notes(library.notes, {"day2.md": changed})
    library.refresh()
    after = set(ids(store))
    new = after - before
    assert len(new) == 1
    read: list[int] = []
    plain = SqliteReader.vectors

    def spy(self: SqliteReader, wanted: list[int], dimension: int) -> Vectors:
        read.extend(wanted)
        return plain(self, wanted, dimension)

    monkeypatch.setattr(SqliteReader, "vectors", spy)
    open_index(store, embedder)
    assert read == list(new)
    path.write_bytes(old)
    check(open_index(store, embedder), store, embedder)


def test_an_index_that_cannot_be_saved_is_used_all_the_same(
    store: SqliteStore, embedder: FakeEmbedder
) -> None:
    index_path(store.path, embedder.fingerprint).mkdir()
    check(open_index(store, embedder), store, embedder)
    assert [p.name for p in store.path.parent.iterdir() if p.suffix == ".faiss" and p.is_file()] == []
