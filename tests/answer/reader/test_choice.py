"""Which reader answers are read by: the trained one where it fits, else none, and the reason is told."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from embeddings.answer.reader import adapter, choice
from embeddings.answer.reader.lora_reader import LoraReader
from embeddings.answer.reader.protocol import NoReader, Passage
from embeddings.index.embedders import multilingual
from embeddings.index.embedders.model_files import packaged_folder
from embeddings.index.embedders.sentence_transformers import SentenceTransformerEmbedder
from embeddings.library import Library
from tests.fakes import FakeEmbedder, write_notes


def test_the_packaged_model_is_read_with_the_adapter() -> None:
    reader = choice.reader_for(SentenceTransformerEmbedder())
    assert isinstance(reader, LoraReader)
    assert reader.state is None
    assert choice.reader_for(SentenceTransformerEmbedder()) is reader, "its layers are in memory once"


class OfAllLanguages(FakeEmbedder):
    fingerprint = multilingual.FINGERPRINT


def test_beside_the_multilingual_model_what_the_reader_can_read_is_read() -> None:
    reader = choice.reader_for(OfAllLanguages())
    assert reader.state is None
    assert [language for language in ("en", "de", "ja", "ko", "zh") if reader.reads(language)] == ["en", "de"]


def test_weights_that_were_altered_are_not_read_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"altered")
    monkeypatch.setattr(choice, "packaged_folder", lambda: tmp_path)
    monkeypatch.setattr(choice, "_trained", choice._trained.__wrapped__)
    reader = choice.reader_for(OfAllLanguages())
    assert isinstance(reader, NoReader)
    assert "not the published ones" in reader.state


def test_with_another_model_nothing_is_read_and_that_is_said() -> None:
    reader = choice.reader_for(FakeEmbedder())
    assert isinstance(reader, NoReader)
    assert reader.state == choice.OTHER_MODEL
    assert not reader.reads("en")
    with pytest.raises(NotImplementedError):
        reader.read([Passage("who?", "A title", ("Ada.",))])


def test_a_damaged_adapter_costs_the_reader_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    damaged = tmp_path / "adapter.safetensors"
    damaged.write_bytes(b"no adapter")
    monkeypatch.setattr(choice, "_trained", lambda: LoraReader(packaged_folder(), damaged, adapter.SHA256))
    with caplog.at_level(logging.WARNING):
        reader = choice.reader_for(SentenceTransformerEmbedder())
    assert reader.state is not None
    assert "is damaged" in reader.state
    assert reader.state.endswith("Until then answers are judged by the named evidence alone.")
    assert "is damaged" in caplog.text


def test_answers_go_on_by_the_evidence_alone_where_nothing_is_read(tmp_path: Path) -> None:
    library = Library(write_notes(tmp_path / "notes"), tmp_path / "library.db", FakeEmbedder())
    library.refresh()
    (found,) = library.consider(["what does the classifier confuse with a foghorn?"])
    library.close()
    assert library.answer_reader.state == choice.OTHER_MODEL
    assert found.answer.quotes
    assert found.read is None


@pytest.mark.parametrize("warmed", [True, False])
def test_an_adapter_that_goes_after_the_start_costs_the_reader_alone(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, *, warmed: bool
) -> None:
    file = tmp_path / "adapter.safetensors"
    file.write_bytes(adapter.FILE.read_bytes())
    reader = LoraReader(packaged_folder(), file, adapter.SHA256)
    library = Library(write_notes(tmp_path / "notes"), tmp_path / "library.db", FakeEmbedder(), reader=reader)
    library.refresh()
    assert library.reader_state() is None
    file.unlink()
    with caplog.at_level(logging.WARNING):
        if warmed:
            library.warm()
        answer = library.ask("what does the classifier confuse with a foghorn?")
    state = library.reader_state()
    library.close()
    assert answer.quotes
    assert state is not None
    assert state.startswith("The answer reader cannot be loaded")
    assert caplog.text.count("The answer reader cannot be loaded") == 1
