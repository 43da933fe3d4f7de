"""Models that were trained with a prompt before questions, before what is searched, or before both."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer

from embeddings.errors import ModelError
from embeddings.index.embedders.model_files import Prompts, packaged_folder, prompts
from embeddings.index.embedders.sentence_transformers import SentenceTransformerEmbedder
from embeddings.library import Library

DEFAULT = {"prompts": {"retrieval": "represent the note: "}, "default_prompt_name": "retrieval"}
PASSAGE = {"prompts": {"query": "query: ", "passage": "passage: "}}
DOCUMENT = {"prompts": {"query": "query: ", "document": "text: ", "passage": "passage: "}}
QUERY_ONLY = {"prompts": {"query": "find: "}, "default_prompt_name": "query"}
TEXT = "Ropes.\nA bend joins two ropes. The harbour is closed."

MakeModel = Callable[[Mapping[str, object]], Path]


@pytest.fixture
def make_model(tmp_path: Path) -> MakeModel:
    """Makes a folder of the packaged model's files with a configuration of its own."""

    def make(config: Mapping[str, object]) -> Path:
        folder = tmp_path / f"model{len(list(tmp_path.glob('model*')))}"
        for file in packaged_folder().rglob("*"):
            if file.is_file():
                copy = folder / file.relative_to(packaged_folder())
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.symlink_to(file)
        (folder / "config_sentence_transformers.json").unlink()
        (folder / "config_sentence_transformers.json").write_text(json.dumps(config))
        return folder

    return make


@pytest.mark.parametrize(
    ("config", "found"),
    [
        ({}, Prompts()),
        ({"prompts": None, "default_prompt_name": None}, Prompts()),
        ({"prompts": {"query": None, "document": None}}, Prompts()),
        (DEFAULT, Prompts("represent the note: ", "represent the note: ")),
        (PASSAGE, Prompts("query: ", "passage: ")),
        (DOCUMENT, Prompts("query: ", "text: ")),
        (QUERY_ONLY, Prompts("find: ", "")),
        (
            {"prompts": {**PASSAGE["prompts"], "x": "y"}, "default_prompt_name": "x"},
            Prompts("query: ", "passage: "),
        ),
    ],
)
def test_questions_and_chunks_have_the_prompts_of_their_names_else_the_default(
    make_model: MakeModel, config: Mapping[str, object], found: Prompts
) -> None:
    assert prompts(make_model(config)) == found


def test_a_folder_without_a_configuration_of_prompts_has_none(tmp_path: Path) -> None:
    assert prompts(tmp_path) == Prompts()


@pytest.mark.parametrize(
    "config", [{"prompts": ["query: "]}, {"prompts": {"query": 3}}, {"default_prompt_name": [1]}]
)
def test_prompts_that_are_not_texts_are_refused_in_one_sentence(
    make_model: MakeModel, config: Mapping[str, object]
) -> None:
    folder = make_model(config)
    with pytest.raises(ModelError, match=r"prompts that are not texts\.$"):
        _ = SentenceTransformerEmbedder(folder).fingerprint
    (folder / "config_sentence_transformers.json").write_text("{")
    with pytest.raises(ModelError, match=r"cannot be read \(.*\)\.$"):
        _ = SentenceTransformerEmbedder(folder).stamp


@pytest.mark.parametrize("config", [DEFAULT, PASSAGE, QUERY_ONLY])
def test_a_model_with_prompts_ingests_and_answers(
    make_model: MakeModel, config: Mapping[str, object], notes: Path, tmp_path: Path
) -> None:
    library = Library.open(notes, tmp_path / "library.db", model=make_model(config))
    report = library.refresh()
    assert report.embedded == report.chunks == 6
    answer = library.ask("how long does it take to fetch a reading from tape?")
    assert answer.verdict == "answer"
    assert "eleven minutes" in answer.quotes[0].text
    library.close()


@pytest.mark.parametrize("config", [DEFAULT, PASSAGE, QUERY_ONLY])
def test_vectors_are_those_of_sentence_transformers_with_the_prompts(
    make_model: MakeModel, config: Mapping[str, object]
) -> None:
    folder = make_model(config)
    embedder = SentenceTransformerEmbedder(folder)
    plain = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    found = prompts(folder)
    np.testing.assert_allclose(
        embedder.encode_queries([TEXT]),
        plain.encode([TEXT], prompt=found.query, normalize_embeddings=True),
        atol=1e-5,
    )
    (chunk,) = embedder.encode_chunks([TEXT], [[]])
    (theirs,) = plain.encode([TEXT], prompt=found.chunk, normalize_embeddings=True)
    np.testing.assert_allclose(chunk.vector, theirs, atol=1e-5)


def test_a_span_holds_the_tokens_of_its_own_words_and_none_of_the_prompt(make_model: MakeModel) -> None:
    folder = make_model(PASSAGE)
    embedder = SentenceTransformerEmbedder(folder)
    plain = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    start = TEXT.index("A bend")
    (found,) = embedder.encode_chunks([TEXT], [[(0, len(TEXT)), (start, TEXT.index(" The"))]])
    (states,) = plain.encode([TEXT], prompt="passage: ", output_value="token_embeddings")
    assert len(states) == 17, "[CLS] passage : ropes . a bend joins two ropes . the harbour is closed . [SEP]"
    for row, inside in enumerate([slice(3, 16), slice(5, 11)]):
        mean = states[inside].mean(dim=0).numpy()
        np.testing.assert_allclose(found.parts[row], mean / np.linalg.norm(mean), atol=1e-5)


def test_the_tokens_of_the_prompt_count_against_the_limit(
    make_model: MakeModel, packaged: SentenceTransformerEmbedder
) -> None:
    embedder = SentenceTransformerEmbedder(make_model(PASSAGE))
    assert embedder.limit == packaged.limit - 2, "the prompt has two tokens"
    assert embedder.count_tokens(["rope", ""]) == [3, 2]
    longest = "rope " * (embedder.limit - 2)
    assert embedder.count_tokens([longest]) == [embedder.limit]
    assert len(embedder.encode_chunks([longest], [[]])) == 1
    with pytest.raises(ModelError, match="read 256 of 257 tokens"):
        embedder.encode_chunks([longest + "rope"], [[]])


def test_a_prompt_that_leaves_no_room_is_refused_in_one_sentence(make_model: MakeModel) -> None:
    embedder = SentenceTransformerEmbedder(make_model({"prompts": {"document": "rope " * 250}}))
    with pytest.raises(ModelError, match="its prompt has 250 tokens, of 256 that it reads") as caught:
        _ = embedder.limit
    assert "\n" not in str(caught.value)


def test_a_library_made_with_other_prompts_is_embedded_again(
    make_model: MakeModel, notes: Path, tmp_path: Path
) -> None:
    folder = make_model(PASSAGE)
    first = Library.open(notes, tmp_path / "library.db", model=folder)
    first.refresh()
    first.close()
    (folder / "config_sentence_transformers.json").write_text(json.dumps(DOCUMENT))
    second = Library.open(notes, tmp_path / "library.db", model=folder)
    assert not second.up_to_date()
    report = second.refresh()
    assert report.embedded == report.chunks
    second.close()
