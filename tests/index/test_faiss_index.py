from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import faiss
import numpy as np
import pytest

from embeddings.index.embedders.sentence_transformers import Vectors
from embeddings.index.stores.sqlite import Store
from embeddings.index.vectors.faiss_index import VectorIndex, index_path
from embeddings.library import Library
from tests.fakes import NOTES, FakeEmbedder, write_notes


@pytest.fixture
def store(library: Library) -> Iterator[Store]:
    opened = Store(library.path)
    yield opened
    opened.close()


def check(index: VectorIndex, store: Store, embedder: FakeEmbedder) -> None:
    """The index holds the library's chunks, each under its own id, and nothing else."""
    ids = store.vector_ids().tolist()
    wanted = store.vectors(ids, embedder.dimension)
    assert index.size == len(ids) > 0
    np.testing.assert_array_equal(index.vectors(ids), wanted)
    for number, vector in zip(ids, wanted, strict=True):
        ((nearest, cosine), *_) = index.search(vector[None, :], 3)[0]
        assert nearest == number
        assert cosine == pytest.approx(1, abs=1e-5)


def open_index(store: Store, embedder: FakeEmbedder) -> VectorIndex:
    return VectorIndex.open(store, embedder.dimension, embedder.fingerprint)


def test_the_index_is_saved_beside_the_library_and_read_again(store: Store, embedder: FakeEmbedder) -> None:
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
    store: Store, embedder: FakeEmbedder, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    path = index_path(store.path, embedder.fingerprint)
    faiss.write_index(foreign(kind, store.vector_ids().tolist(), embedder.dimension), str(path))
    check(open_index(store, embedder), store, embedder)
    check(open_index(store, embedder), store, embedder)
    assert caplog.records == []


@pytest.mark.parametrize("left", [0, 1, 3, 50, 200, -1])
def test_a_missing_or_truncated_index_is_made_again(store: Store, embedder: FakeEmbedder, left: int) -> None:
    open_index(store, embedder)
    path = index_path(store.path, embedder.fingerprint)
    whole = path.read_bytes()
    path.write_bytes(whole[:left])
    check(open_index(store, embedder), store, embedder)
    assert path.read_bytes() == whole
    path.unlink()
    check(open_index(store, embedder), store, embedder)
    assert path.read_bytes() == whole


def test_a_file_of_something_else_is_replaced(store: Store, embedder: FakeEmbedder) -> None:
    path = index_path(store.path, embedder.fingerprint)
    path.write_bytes(b"#!/bin/sh\nexit\n" * 100)
    check(open_index(store, embedder), store, embedder)


def test_a_stale_index_takes_what_changed_and_nothing_else(
    library: Library, store: Store, embedder: FakeEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_index(store, embedder)
    path = index_path(store.path, embedder.fingerprint)
    old = path.read_bytes()
    before = set(store.vector_ids().tolist())
    changed = NOTES["day2.md"].replace("about once a week", "only in thick fog")
    write_notes(library.notes, {"day2.md": changed})
    library.refresh()
    after = set(store.vector_ids().tolist())
    new = after - before
    assert len(new) == 1
    read: list[int] = []
    plain = Store.vectors

    def spy(self: Store, ids: list[int], dimension: int) -> Vectors:
        read.extend(ids)
        return plain(self, ids, dimension)

    monkeypatch.setattr(Store, "vectors", spy)
    open_index(store, embedder)
    assert read == list(new)
    path.write_bytes(old)
    check(open_index(store, embedder), store, embedder)


def test_an_index_that_cannot_be_saved_is_used_all_the_same(store: Store, embedder: FakeEmbedder) -> None:
    index_path(store.path, embedder.fingerprint).mkdir()
    check(open_index(store, embedder), store, embedder)
    assert [p.name for p in store.path.parent.iterdir() if p.suffix == ".faiss" and p.is_file()] == []


def test_an_empty_library_finds_nothing(tmp_path: Path, embedder: FakeEmbedder) -> None:
    store = Store(tmp_path / "empty.db", write=True)
    index = open_index(store, embedder)
    question = embedder.encode_queries(["rope"])
    assert index.size == 0
    assert index.search(question, 5) == [[]]
    assert index.vectors([]).shape == (0, embedder.dimension)
    store.close()


def test_a_search_gives_the_nearest_first_and_no_more_than_there_are(
    store: Store, embedder: FakeEmbedder
) -> None:
    index = open_index(store, embedder)
    questions = embedder.encode_queries(["foghorn gulls", "rope knot"])
    found = index.search(questions, 100)
    assert [len(row) for row in found] == [index.size, index.size]
    for row, question in zip(found, questions, strict=True):
        cosines = [cosine for _, cosine in row]
        assert cosines == sorted(cosines, reverse=True)
        assert cosines[0] == pytest.approx(float(index.vectors([row[0][0]])[0] @ question), abs=1e-6)
    assert store.indexed([found[0][0][0]])[found[0][0][0]][0].startswith("day2/foghorn")
    assert index.search(questions[:0], 5) == []
