"""What keeps Quoth fast, held to by structure rather than by a clock."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from embeddings.answer import retrieve
from embeddings.answer.retrieve import Term
from embeddings.index.catalogue import Catalogue
from embeddings.index.embedders.model_files import WEIGHTS, packaged_folder
from embeddings.index.embedders.onednn import _Packed, pack, remap
from embeddings.index.embedders.sentence_transformers import SentenceTransformerEmbedder, _batches
from embeddings.index.stores import sqlite, sqlite_schema
from embeddings.index.stores.sqlite_reader import SqliteReader
from embeddings.library import Library
from embeddings.records import Session
from embeddings.text import tokens
from tests.fakes import NOTES, FakeEmbedder, write_notes

HEAVY = (
    "torch", "transformers", "sentence_transformers", "faiss", "numpy", "markdown_it", "discord", "babel"
)  # fmt: skip


def imported(code: str) -> set[str]:
    """Run code in a new interpreter and give the packages that it brought in."""
    said = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nprint(*{{name.split('.')[0] for name in sys.modules}})"],
        check=True,
        capture_output=True,
        text=True,
    )
    return set(said.stdout.split())


def test_records_are_read_without_anything_heavy(library: Library) -> None:
    code = (
        "from pathlib import Path\nfrom embeddings.index.stores.sqlite import SqliteStore\n"
        "from embeddings.records_reader import RecordsReader\n"
        f"reader = RecordsReader(Path({str(library.notes)!r}), SqliteStore(Path({str(library.path)!r})))\n"
        "assert reader.sessions() and reader.text_blocks(reader.sessions()[0].id)"
    )
    assert imported(code).isdisjoint(HEAVY)


def test_notes_are_read_and_the_command_is_known_without_torch() -> None:
    for module in ("embeddings.notes", "embeddings.library", "bot.cli.main", "bot.render.terminal"):
        assert imported(f"import {module}").isdisjoint({"torch", "transformers", "sentence_transformers"})
    assert imported("import bot.cli.main").isdisjoint(HEAVY)


def test_a_word_longer_than_the_model_reads_is_indexed_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has many chunks, each with the words of the whole for full-text search."""
    long = "lamp" * 3000
    write_notes(tmp_path / "notes", {"day1.md": f"# Harbour 2031\n\n## Lamps at sea\n\n{long}\n"})
    read: list[str] = []
    tokenize = tokens.tokenize

    def noted(text: str) -> list[str]:
        read.append(text)
        return tokenize(text)

    monkeypatch.setattr(tokens, "tokenize", noted)
    library = Library(tmp_path / "notes", tmp_path / "library.db", FakeEmbedder())
    library.refresh()
    with library.reading() as snapshot:
        assert snapshot.store.chunk_count() > 20
    assert sum(long in text for text in read) < 5
    library.close()


def test_many_questions_are_answered_as_each_alone(library: Library) -> None:
    asked = [
        f"what about {word} number {number}?" for number in range(20) for word in ("tape", "foghorn", "rope")
    ]
    assert library.ask_many(asked) == [library.ask(text) for text in asked]


def test_a_change_is_taken_up_without_reading_what_did_not_change(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {session.id: session for session in library.sessions()}
    library.ask("rope")
    write_notes(library.notes, {"day2.md": NOTES["day2.md"].replace("Henk", "Hank")})
    library.refresh()
    read: list[int] = []
    plain = SqliteReader._sessions

    def spy(self: SqliteReader, ids: list[str] | None = None) -> list[Session]:
        found = plain(self, ids)
        read.append(len(found))
        return found

    monkeypatch.setattr(SqliteReader, "_sessions", spy)
    library.ask("rope")
    after = {session.id: session for session in library.sessions()}
    assert read == [1], "only the session that changed"
    changed = [i for i in after if after[i] != before[i]]
    assert [after[i].speakers[0].name for i in changed] == ["Hank Dorsey"]


def test_that_nothing_changed_is_told_without_a_look_at_sessions_or_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However large the notes are: only the folder is looked at, and the list of its files."""
    library = Library(
        write_notes(tmp_path / "notes"), tmp_path / "library.db", FakeEmbedder(), clock=lambda: 0
    )
    first = library.refresh()
    library.close()
    read: set[str | None] = set()

    def note(_: int, table: str | None, *__: str | None) -> int:
        read.add(table)
        return sqlite3.SQLITE_OK

    def noting(path: Path) -> sqlite3.Connection:
        db = sqlite_schema.connect_to_read(path)
        db.set_authorizer(note)
        return db

    monkeypatch.setattr(sqlite, "connect_to_read", noting)
    assert library.up_to_date()
    again = library.refresh()
    library.close()
    assert (again.sessions, again.chunks, again.embedded) == (first.sessions, first.chunks, 0)
    assert not again.changed
    assert {"meta", "files"} <= read
    assert read.isdisjoint({"sessions", "passages", "stretches", "vectors", "vocabulary"})


def test_batches_hold_every_text_once_within_their_size() -> None:
    tokens = [3, 90, 5, 250, 12, 12, 12, 60, 600, 1] * 20
    for cores in (1, 2, 16):
        batches = _batches(tokens, cores)
        assert sorted(i for batch in batches for i in batch) == list(range(len(tokens)))
        for batch in batches:
            assert len(batch) == 1 or max(tokens[i] for i in batch) * len(batch) <= 512
    few = _batches([12] * 64, 2)
    assert len({len(batch) for batch in few}) <= 2, "few texts are shared out evenly"


def test_packed_layers_give_what_plain_ones_do() -> None:
    if not torch.backends.mkldnn.is_available():  # type: ignore[no-untyped-call]
        pytest.skip("this torch comes without oneDNN, which packs")
    torch.manual_seed(3)
    model = torch.nn.Sequential(torch.nn.Linear(24, 48), torch.nn.GELU(), torch.nn.Linear(48, 8, bias=False))
    x = torch.randn(2, 5, 24)
    with torch.inference_mode():
        plain = model(x)
        assert pack(model)
        assert [type(layer) for layer in model] == [_Packed, torch.nn.GELU, _Packed]
        np.testing.assert_allclose(model(x).numpy(), plain.numpy(), atol=1e-5)


def test_a_torch_that_cannot_pack_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("torch.backends.mkldnn.is_available", lambda: False)
    model = torch.nn.Sequential(torch.nn.Linear(4, 4))
    assert not pack(model)
    assert type(model[0]) is torch.nn.Linear


@pytest.mark.parametrize("error", [RuntimeError("could not create a primitive"), AttributeError("no such")])
def test_layers_stay_plain_where_the_product_of_packed_ones_fails(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(*_: object) -> torch.Tensor:
        raise error

    monkeypatch.setattr(_Packed, "forward", fail)
    model = torch.nn.Sequential(torch.nn.Linear(4, 4), torch.nn.Linear(4, 2, bias=False))
    assert not pack(model)
    assert [type(layer) for layer in model] == [torch.nn.Linear, torch.nn.Linear]


@pytest.mark.parametrize(
    ("held", "mapped"),
    [
        ({"0.weight": torch.ones(4, 4), "0.bias": torch.ones(4)}, True),
        ({"0.weight": torch.ones(4, 4)}, False),
        ({"0.weight": torch.ones(4, 4), "0.bias": torch.ones(5)}, False),
        ({"0.weight": torch.ones(4, 4).half(), "0.bias": torch.ones(4)}, False),
        (None, False),
    ],
)
def test_weights_are_mapped_again_wholly_or_not_at_all(
    tmp_path: Path, held: dict[str, torch.Tensor] | None, mapped: bool
) -> None:
    weights = tmp_path / "model.safetensors"
    if held is None:
        weights.write_bytes(b"no weights")
    else:
        save_file(held, weights)
    model = torch.nn.Sequential(torch.nn.Linear(4, 4))
    before = {name: parameter.detach().clone() for name, parameter in model.named_parameters()}
    assert remap(model, weights) is mapped
    for name, parameter in model.named_parameters():
        assert torch.equal(parameter, torch.ones_like(parameter) if mapped else before[name])
    assert not remap(model, tmp_path / "missing")


def test_words_that_most_sessions_use_are_not_matched_in_large_libraries() -> None:
    sessions = [Session(f"s{i}", "Ropes", None, None, None, "day.md", 1, 1) for i in range(5)]
    catalogue = Catalogue(sessions, {"rope": 2900, "bend": 40, "knot": 90, "splice": 0})
    terms = [Term(word, frozenset({word}), 1.0, True) for word in ("rope", "knot", "bend", "splice")]
    assert retrieve._worth_matching(terms, catalogue) == ["knot", "bend", "splice"]
    small = Catalogue(sessions, {"rope": 5, "bend": 4, "knot": 3})
    assert retrieve._worth_matching(terms, small) == ["rope", "knot", "bend", "splice"]


@pytest.mark.skipif(sys.platform != "linux", reason="reads Linux's own account of a process's memory")
def test_packed_weights_are_not_in_memory_twice(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(packaged_folder(), folder)
    _cache_in_small_pages(folder / WEIGHTS)
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from embeddings.index.embedders.sentence_transformers import SentenceTransformerEmbedder\n"
        "embedder = SentenceTransformerEmbedder(Path(sys.argv[1]), plain=True)\n"
        "embedder.encode_queries(['what do knots have to do with ropes?'])\n"
        "mapped, here = 0, False\n"
        "for line in Path('/proc/self/smaps').read_text().splitlines():\n"
        "    if ' ' in line and '-' in line.split()[0]: here = line.endswith('model.safetensors')\n"
        "    if here and line.startswith('Rss:'): mapped += int(line.split()[1])\n"
        "print('KILOBYTES', mapped)"
    )
    said = subprocess.run(
        [sys.executable, "-c", code, str(folder)], check=True, capture_output=True, text=True
    ).stdout
    # All weights are 90 MB, those that are packed 42; a question needs a few rows of the table of words.
    assert 0 < int(said.split("KILOBYTES")[1]) < 10_000


def _cache_in_small_pages(path: Path) -> None:
    """Let the system hold a file in small pages: of one that lies in huge pages, 2 MB count as mapped for
    each row that is read.
    """
    with path.open("rb", buffering=0) as file:
        os.fsync(file.fileno())
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_RANDOM)
        while file.read(4096):
            pass


def test_questions_of_many_lengths_are_of_few_lengths_for_the_model(
    packaged: SentenceTransformerEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    packaged.load()
    lengths = []

    def noting(features: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
        lengths.append(features["input_ids"].shape[1])
        assert features["attention_mask"].shape == features["input_ids"].shape
        return {"sentence_embedding": torch.ones(1, packaged.dimension)}

    model = packaged._model
    monkeypatch.setattr(model, "forward", noting)
    for count in range(1, 20):
        packaged.encode_queries(["rope " * count])
    assert lengths == [4 * -(-(count + 2) // 4) for count in range(1, 20)]
