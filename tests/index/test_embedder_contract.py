"""What every embedder promises; the small one of the tests and both models go through these tests."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from embeddings.index import chunking
from embeddings.index.protocols import Embedder, Vectors
from embeddings.records import TextBlock
from tests.fakes import FakeEmbedder

TEXT = "Ropes.\nA bend joins two ropes. The harbour is closed."
FIRST, SECOND = (7, 30), (31, len(TEXT))


@pytest.fixture(params=["small", "packaged", "multilingual_model"])
def embedder(request: pytest.FixtureRequest) -> Embedder:
    """Each embedder that there is; the model is loaded once for all tests."""
    if request.param == "small":
        return FakeEmbedder()
    model: Embedder = request.getfixturevalue(request.param)
    return model


def test_the_small_embedder_tells_of_each_chunk_once() -> None:
    told: list[str] = []
    FakeEmbedder(before=told.append).encode_chunks(["a bend", "a hitch"], [[], []])
    assert told == ["a bend", "a hitch"]


def check_length_one(vectors: Vectors) -> None:
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=-1), 1, rtol=1e-5)


def test_an_embedder_says_what_it_is_and_always_the_same(embedder: Embedder) -> None:
    for _ in range(2):
        assert len(embedder.fingerprint) == 64
        assert embedder.stamp
        assert embedder.dimension > 0
        assert embedder.limit > 0
    assert (embedder.fingerprint, embedder.stamp) == (embedder.fingerprint, embedder.stamp)


def test_an_embedder_says_which_languages_it_reads(embedder: Embedder) -> None:
    assert embedder.name
    assert embedder.reads("en")
    assert embedder.reads("fr"), "close to English in its letters and many of its words"


def test_questions_become_vectors_of_length_one(embedder: Embedder) -> None:
    vectors = embedder.encode_queries(["a bend joins ropes", "the closed harbour"])
    assert vectors.shape == (2, embedder.dimension)
    assert vectors.dtype == np.float32
    check_length_one(vectors)


def test_a_question_is_encoded_alone_as_among_others(embedder: Embedder) -> None:
    texts = ["a bend joins ropes", "the closed harbour", "who ties knots in the dark on a pier at night"]
    together = embedder.encode_queries(texts)
    for text, vector in zip(texts, together, strict=True):
        np.testing.assert_allclose(embedder.encode_queries([text])[0], vector, atol=1e-5)


def test_a_chunk_has_a_vector_and_one_for_each_span(embedder: Embedder) -> None:
    whole, bare = embedder.encode_chunks([TEXT, "Ropes."], [[FIRST, SECOND, (6, 7)], []])
    assert whole.vector.shape == (embedder.dimension,)
    assert whole.parts.shape == (3, embedder.dimension)
    assert bare.parts.shape == (0, embedder.dimension)
    assert whole.vector.dtype == whole.parts.dtype == np.float32
    check_length_one(np.stack([whole.vector, bare.vector, *whole.parts[:2]]))
    assert not whole.parts[2].any(), "a span without a word has no direction"


def test_a_question_is_nearest_to_the_span_that_answers_it(embedder: Embedder) -> None:
    (found,) = embedder.encode_chunks([TEXT], [[FIRST, SECOND]])
    about_ropes, about_harbour = embedder.encode_queries(["what joins two ropes", "is the harbour closed"])
    assert found.parts[0] @ about_ropes > found.parts[1] @ about_ropes
    assert found.parts[1] @ about_harbour > found.parts[0] @ about_harbour


def test_progress_is_told_up_to_the_last_and_what_it_raises_ends_the_work(embedder: Embedder) -> None:
    told: list[tuple[int, int]] = []
    texts = [f"lamp {number} " * (1 + number) for number in range(20)]
    embedder.encode_chunks(texts, [[]] * 20, lambda done, whole: told.append((done, whole)))
    assert told == sorted(set(told))
    assert told[-1] == (20, 20)

    def stop(_: int, __: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        embedder.encode_chunks(texts, [[]] * 20, stop)


def test_nothing_to_encode_gives_nothing(embedder: Embedder) -> None:
    assert embedder.encode_queries([]).shape == (0, embedder.dimension)
    assert embedder.encode_chunks([], []) == []


def test_lists_of_different_lengths_are_refused(embedder: Embedder) -> None:
    with pytest.raises(ValueError, match=r"2|longer|shorter"):
        embedder.encode_chunks(["a", "b"], [[]])


def test_chunks_that_are_cut_by_its_count_of_tokens_are_read_whole(embedder: Embedder) -> None:
    code = TextBlock("code", "\n".join(f"knot_{n} = tie(rope[{n}], 0x{n:04x})" for n in range(200)), 1, 200)
    chunks = chunking.split("Ropes", [code], embedder.count_tokens, embedder.limit)
    counts = embedder.count_tokens([chunk.text for chunk in chunks])
    assert len(chunks) > 1
    assert max(counts) <= embedder.limit
    assert embedder.count_tokens(["rope"])[0] < embedder.count_tokens(["rope rope"])[0]
    found = embedder.encode_chunks([chunk.text for chunk in chunks], [chunk.spans for chunk in chunks])
    assert [len(one.parts) for one in found] == [len(chunk.spans) for chunk in chunks]


def test_common_words_have_a_low_rank_and_invented_ones_none(embedder: Embedder) -> None:
    rank = embedder.rank("time")
    assert rank is not None
    assert 0 <= rank <= 1
    assert embedder.rank("brinewoodian") is None


def test_many_threads_may_ask_at_once(embedder: Embedder) -> None:
    wanted = embedder.encode_queries(["a bend joins ropes"])
    found: list[Vectors] = []
    threads = [
        threading.Thread(target=lambda: found.append(embedder.encode_queries(["a bend joins ropes"])))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    for one in found:
        np.testing.assert_allclose(one, wanted, atol=1e-6)
