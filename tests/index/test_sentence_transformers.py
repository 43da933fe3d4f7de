from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer

from embeddings.errors import ModelError
from embeddings.index.embedders.model_files import PACKAGED_SHA256, packaged_folder, verify
from embeddings.index.embedders.sentence_transformers import SentenceTransformerEmbedder
from embeddings.library import Library


def one_sentence(error: BaseException) -> str:
    text = str(error)
    assert text.endswith(".")
    assert "\n" not in text
    return text


def altered_copy(folder: Path) -> Path:
    """The packaged model with one byte of its weights changed."""
    shutil.copytree(packaged_folder(), folder)
    weights = folder / "model.safetensors"
    data = bytearray(weights.read_bytes())
    data[-1] ^= 1
    weights.write_bytes(bytes(data))
    return folder


def test_the_packaged_weights_are_the_published_ones() -> None:
    with (packaged_folder() / "model.safetensors").open("rb") as file:
        assert hashlib.file_digest(file, "sha256").hexdigest() == PACKAGED_SHA256


def test_altered_weights_are_refused_in_one_sentence_before_they_are_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, notes: Path
) -> None:
    folder = altered_copy(tmp_path / "model")
    monkeypatch.setattr("embeddings.index.embedders.sentence_transformers.packaged_folder", lambda: folder)
    library = Library.open(notes, tmp_path / "library.db")
    for use in (
        lambda: SentenceTransformerEmbedder().fingerprint,
        lambda: SentenceTransformerEmbedder().load(),
        lambda: SentenceTransformerEmbedder().encode_queries(["rope"]),
        lambda: SentenceTransformerEmbedder().encode_chunks(["rope"], [[]]),
        library.refresh,
    ):
        with pytest.raises(ModelError) as caught:
            use()
        said = one_sentence(caught.value)
        assert str(folder / "model.safetensors") in said
        assert PACKAGED_SHA256[:12] in said
        assert "not used" in said
    library.close()


def test_missing_weights_are_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"model\.safetensors cannot be read \(No such file") as caught:
        verify(tmp_path, None)
    one_sentence(caught.value)


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no sentence-transformers model") as caught:
        SentenceTransformerEmbedder(tmp_path)
    assert "QUOTH_MODEL" in one_sentence(caught.value)


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("config.json", "{}"),
        ("config.json", "no json"),
        ("sentence_bert_config.json", "[]"),
        ("tokenizer.json", "{}"),
        ("model.safetensors", "short"),
    ],
)
def test_a_damaged_folder_of_ones_own_is_refused_in_one_sentence(
    tmp_path: Path, file: str, text: str
) -> None:
    folder = tmp_path / "model"
    shutil.copytree(packaged_folder(), folder)
    (folder / file).write_text(text)
    embedder = SentenceTransformerEmbedder(folder)
    with pytest.raises(ModelError) as caught:
        _ = (
            embedder.dimension,
            embedder.limit,
            embedder.count_tokens(["rope"]),
            embedder.encode_queries(["rope"]),
        )
    assert str(folder) in one_sentence(caught.value)


def test_a_folder_of_ones_own_is_known_by_its_weights(
    tmp_path: Path, packaged: SentenceTransformerEmbedder
) -> None:
    other = SentenceTransformerEmbedder(altered_copy(tmp_path / "model"))
    assert other.fingerprint != packaged.fingerprint
    assert packaged.fingerprint == PACKAGED_SHA256


def test_question_vectors_are_of_length_one_and_near_what_they_mean(
    packaged: SentenceTransformerEmbedder,
) -> None:
    vectors = packaged.encode_queries(["a boat on the sea", "a ship in the water", "tax law of 1950"])
    assert vectors.shape == (3, packaged.dimension) == (3, 384)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, rtol=1e-5)
    assert vectors[0] @ vectors[1] > 0.6 > 0.3 > vectors[0] @ vectors[2]


@pytest.fixture(scope="module")
def plain() -> SentenceTransformer:
    """The packaged model as anyone would load it: its layers and its weights as they are."""
    return SentenceTransformer(str(packaged_folder()), device="cpu", local_files_only=True)


def test_question_vectors_are_those_of_sentence_transformers(
    packaged: SentenceTransformerEmbedder, plain: SentenceTransformer
) -> None:
    texts = [f"The lamp on pier {number} is lit" + " at night" * number for number in range(60)]
    theirs = plain.encode(texts, normalize_embeddings=True)
    np.testing.assert_allclose(packaged.encode_queries(texts), theirs, atol=1e-5)
    for number in (0, 1, 2, 3, 17, 59):
        ours = packaged.encode_queries([texts[number]])
        np.testing.assert_allclose(ours, theirs[number : number + 1], atol=1e-5)


def test_chunk_vectors_are_those_of_sentence_transformers(
    packaged: SentenceTransformerEmbedder, plain: SentenceTransformer
) -> None:
    text = "Lamps.\n" + "One scheduler switches every lamp on the coast, and nobody rows out at dusk. " * 5
    (found,) = packaged.encode_chunks([text], [[(0, len(text))]])
    (theirs,) = plain.encode([text], normalize_embeddings=True)
    np.testing.assert_allclose(found.vector, theirs, atol=1e-5)
    (tokens,) = plain.encode([text], output_value="token_embeddings")
    mean = tokens[1:-1].mean(dim=0).numpy()  # without the special ones at both ends
    np.testing.assert_allclose(found.parts[0], mean / np.linalg.norm(mean), atol=1e-5)


def test_no_questions_give_no_vectors(packaged: SentenceTransformerEmbedder) -> None:
    assert packaged.encode_queries([]).shape == (0, 384)
    assert packaged.encode_chunks([], []) == []


def test_a_chunk_is_encoded_as_a_question_of_the_same_words_would_be(
    packaged: SentenceTransformerEmbedder,
) -> None:
    texts = [
        "Ropes.\nA bend joins two ropes.",
        "Lamps.\nOne scheduler switches every lamp on the coast. " * 3,
    ]
    found = packaged.encode_chunks(texts, [[(7, 31)], []])
    np.testing.assert_allclose(
        np.stack([one.vector for one in found]), packaged.encode_queries(texts), atol=1e-5
    )


def test_a_span_has_the_mean_of_its_tokens_in_their_context(packaged: SentenceTransformerEmbedder) -> None:
    text = "Ropes.\nA bend joins two ropes. The harbour is closed."
    first, second = text.index("A bend"), text.index("The harbour")
    spans = [(first, second - 1), (second, len(text)), (6, 7)]
    (found,) = packaged.encode_chunks([text], [spans])
    assert found.parts.shape == (3, 384)
    np.testing.assert_allclose(np.linalg.norm(found.parts[:2], axis=1), 1, rtol=1e-5)
    assert not found.parts[2].any(), "a span without a token has no direction"
    about_rope, about_harbour = packaged.encode_queries(["joining ropes", "the closed harbour"])
    assert found.parts[0] @ about_rope > found.parts[1] @ about_rope
    assert found.parts[1] @ about_harbour > found.parts[0] @ about_harbour


def test_order_is_kept_whatever_the_lengths_and_batches(packaged: SentenceTransformerEmbedder) -> None:
    texts = [f"lamp {number} " * (5 + 5 * number % 27) for number in range(40)]
    told: list[tuple[int, int]] = []
    found = packaged.encode_chunks(texts, [[]] * 40, lambda done, whole: told.append((done, whole)))
    np.testing.assert_allclose(found[7].vector, packaged.encode_queries([texts[7]])[0], atol=1e-5)
    assert len(told) > 1
    assert told == sorted(set(told))
    assert told[-1] == (40, 40)


def test_lengths_that_differ_are_both_named(packaged: SentenceTransformerEmbedder) -> None:
    with pytest.raises(ValueError, match="2 texts but 1 lists of spans"):
        packaged.encode_chunks(["a", "b"], [[]])


def test_tokens_are_counted_with_the_special_ones_and_past_the_limit(
    packaged: SentenceTransformerEmbedder,
) -> None:
    assert packaged.count_tokens(["rope", "", "rope " * 1000]) == [3, 2, 1002]
    assert packaged.limit == 256


def test_a_model_that_reads_less_than_it_says_is_found_out(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(packaged_folder(), folder)
    embedder = SentenceTransformerEmbedder(folder)
    embedder.load()
    embedder._model.max_seq_length = 16
    with pytest.raises(ModelError, match="read 16 of 102 tokens"):
        embedder.encode_chunks(["rope " * 100], [[]])


def test_rank_tells_common_words_from_rare_ones(packaged: SentenceTransformerEmbedder) -> None:
    common, rarer = packaged.rank("the"), packaged.rank("harbour")
    assert common is not None
    assert rarer is not None
    assert 0 <= common < rarer <= 1
    assert packaged.rank("brinewoodian") is None


def test_changing_the_model_embeds_everything_again(
    notes: Path, tmp_path: Path, packaged: SentenceTransformerEmbedder
) -> None:
    path = tmp_path / "library.db"
    first = Library.open(notes, path)
    made = first.refresh()
    assert made.embedded == made.chunks > 0
    assert first.up_to_date() or first.refresh().embedded == 0
    first.close()
    other = Library.open(notes, path, model=altered_copy(tmp_path / "model"))
    assert not other.up_to_date()
    again = other.refresh()
    assert again.embedded == again.chunks == made.chunks
    assert other.ask("what joins two ropes?").matches
    other.close()
    config = json.loads((packaged_folder() / "config.json").read_text())
    assert config["hidden_size"] == packaged.dimension


_MANY_LENGTHS = """
import ctypes
from embeddings.index.embedders.sentence_transformers import SentenceTransformerEmbedder

class Heap(ctypes.Structure):
    _fields_ = [(name, ctypes.c_size_t) for name in "arena a b c mapped d e used free f".split()]

libc = ctypes.CDLL(None)
libc.mallinfo2.restype = Heap
embedder = SentenceTransformerEmbedder()
for words in range(130):
    embedder.encode_queries(["rope " * (1 + words)])
    if words == 64:
        before = libc.mallinfo2().used
print(libc.mallinfo2().used - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the heap is measured as glibc counts it")
def test_questions_of_ever_new_lengths_do_not_make_the_process_grow() -> None:
    """Each length has kernels of its own, of which the last ones are kept: all of them were 110 MB here."""
    said = subprocess.run(
        [sys.executable, "-c", _MANY_LENGTHS], capture_output=True, text=True, check=True, timeout=120
    )
    assert int(said.stdout) < 25e6
