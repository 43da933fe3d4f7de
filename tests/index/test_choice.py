"""Which model a library is made with: what is asked for, or what the notes' languages ask for."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from embeddings.errors import ModelError
from embeddings.index.embedders import choice, hub, multilingual
from embeddings.index.embedders.choice import ModelChoice, OneModel
from embeddings.index.embedders.model_files import PACKAGED_SHA256, packaged_folder
from embeddings.index.protocols import LibraryState
from tests.fakes import FakeEmbedder

made: list[str] = []
"""The models that were made, in order."""


class English(FakeEmbedder):
    fingerprint = PACKAGED_SHA256

    def __init__(self, folder: Path | None = None) -> None:
        super().__init__(name="english" if folder is None else folder.name)
        if folder is not None:
            self.fingerprint = super().fingerprint
        made.append(self.name)


class Multilingual(FakeEmbedder):
    fingerprint = multilingual.FINGERPRINT

    def __init__(self) -> None:
        super().__init__(name="multilingual")
        made.append(self.name)


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small embedders in place of both models, and the extra installed."""
    made.clear()
    monkeypatch.setattr(choice, "SentenceTransformerEmbedder", English)
    monkeypatch.setattr(choice, "MultilingualEmbedder", Multilingual)
    monkeypatch.setattr(multilingual, "installed", lambda: Path("weights"))


def state_of(fingerprint: str) -> LibraryState:
    return LibraryState("g", fingerprint)


@pytest.mark.parametrize(
    ("sessions", "wanted"),
    [
        ({}, "english"),
        ({"en": 40}, "english"),
        ({"en": 91, "de": 5, "fr": 4}, "english"),
        ({"en": 90, "de": 5, "fr": 5}, "multilingual"),
        ({"ja": 1}, "multilingual"),
        ({"en": 3, "zh": 7}, "multilingual"),
    ],
)
def test_a_tenth_of_the_sessions_in_other_languages_takes_the_multilingual_model(
    sessions: dict[str, int], wanted: str
) -> None:
    assert ModelChoice().for_languages(sessions).embedder.name == wanted


def test_why_a_model_was_chosen_is_told() -> None:
    assert ModelChoice().for_languages({"en": 30, "de": 10}).why == "10 of 40 sessions are not in English"
    assert ModelChoice("english").for_languages({"de": 10}).why == "QUOTH_MODEL asks for it"


def test_without_the_extra_the_english_model_is_taken_and_the_other_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(multilingual, "installed", lambda: None)
    found = ModelChoice().for_languages({"de": 10})
    assert found.embedder.name == "english"
    assert found.why == "10 of 10 sessions are not in English, but the multilingual model is not installed"
    with pytest.raises(ModelError, match="not installed"):
        ModelChoice("multilingual")


@pytest.mark.parametrize("wanted", ["english", "multilingual", "English", "MULTILINGUAL"])
def test_a_model_that_is_asked_for_is_taken_whatever_the_notes_are(wanted: str) -> None:
    for sessions in ({"en": 10}, {"de": 10}):
        assert ModelChoice(wanted).for_languages(sessions).embedder.name == wanted.lower()


def test_a_folder_is_taken_whatever_the_notes_are(tmp_path: Path) -> None:
    for wanted in (tmp_path, str(tmp_path)):
        models = ModelChoice(wanted)
        assert models.for_languages({"de": 10}).embedder.name == tmp_path.name
        assert models.made(state_of(models.for_languages({}).embedder.fingerprint)) is not None


def test_a_model_is_made_only_when_it_is_needed_and_once() -> None:
    models = ModelChoice()
    models.for_languages({"en": 10})
    assert made == ["english"]
    assert models.made(state_of("another")) is None
    threads = [threading.Thread(target=models.for_languages, args=({"de": 10},)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == ["english", "multilingual"]


def test_a_library_is_answered_with_the_model_that_it_was_made_with(monkeypatch: pytest.MonkeyPatch) -> None:
    models = ModelChoice("english")
    first = models.made(state_of(multilingual.FINGERPRINT))
    assert first is not None
    assert first.name == "multilingual"
    english = models.made(state_of(PACKAGED_SHA256))
    assert english is not None
    assert english.name == "english"
    monkeypatch.setattr(multilingual, "installed", lambda: None)
    assert ModelChoice("english").made(state_of(multilingual.FINGERPRINT)) is None


def test_one_model_is_chosen_always() -> None:
    embedder = FakeEmbedder()
    models = OneModel(embedder)
    assert models.for_languages({"de": 3}).embedder is embedder
    assert models.made(state_of(embedder.fingerprint)) is embedder
    assert models.made(state_of("another")) is None


# ---------------------------------------------------------------------- a model's name on the hub


def test_a_name_on_the_hub_is_fetched_once_without_pickles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def download(name: str, *, allow_patterns: list[str], local_files_only: bool) -> str:
        asked.append((name, local_files_only))
        assert not [pattern for pattern in allow_patterns if "bin" in pattern or "pt" in pattern]
        return str(tmp_path)

    monkeypatch.setattr("huggingface_hub.snapshot_download", download)
    monkeypatch.delenv("HF_HUB_OFFLINE")
    models = ModelChoice("saltwind/gulls-small")
    assert models.for_languages({"de": 1}).embedder.name == tmp_path.name
    assert asked == [("saltwind/gulls-small", False)]


def test_a_name_on_the_hub_is_not_looked_up_by_who_stays_offline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(ModelError) as caught:
        ModelChoice("saltwind/gulls-small")
    assert str(caught.value) == (
        "QUOTH_MODEL is 'saltwind/gulls-small': there is no such folder, and no such model could be fetched "
        "from the Hugging Face hub (HF_HUB_OFFLINE is set)."
    )


def test_what_the_hub_answers_is_told_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def download(*_: object, **__: object) -> str:
        raise OSError("The network is\nunreachable.\nRead the manual.")

    monkeypatch.setattr("huggingface_hub.snapshot_download", download)
    monkeypatch.delenv("HF_HUB_OFFLINE")
    with pytest.raises(ModelError, match=r"hub \(The network is\)\.$"):
        hub.fetched("saltwind/gulls-small")


def test_a_folder_of_such_a_name_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "saltwind" / "gulls").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    assert ModelChoice("saltwind/gulls").for_languages({}).embedder.name == "gulls"


@pytest.mark.parametrize("wanted", ["/nowhere/at/all", "nowhere", "a/b/c", "../x/y"])
def test_what_is_neither_a_folder_nor_a_name_is_no_model(
    wanted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    with pytest.raises(ModelError, match="no sentence-transformers model") as caught:
        ModelChoice(wanted)
    assert wanted in str(caught.value)
    assert packaged_folder().is_dir()
