"""Files that would run code where they are read: of the library, its index, the notes, the model."""

from __future__ import annotations

import json
import os
import pickle
import re
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import faiss
import numpy as np
import pytest
import yaml

from embeddings import notes as reader
from embeddings.errors import ModelError
from embeddings.index.embedders import sentence_transformers
from embeddings.index.embedders.sentence_transformers import SentenceTransformerEmbedder
from embeddings.index.vectors.checksum import seal
from embeddings.library import Library
from embeddings.notes import Source
from embeddings.notes.formats import front_values
from tests.attacks.defence import stands_only_by
from tests.fakes import FakeEmbedder, write_notes
from tests.paths import ROOT

ASKED = "how long does a reading from tape take?"


class Armed:
    """Makes a folder where it is unpickled."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[Callable[[str], object], tuple[str]]:
        return (os.mkdir, (str(self.mark),))


@pytest.fixture
def mark(tmp_path: Path) -> Path:
    return tmp_path / "ran"


@pytest.fixture
def armed(mark: Path) -> bytes:
    """A pickle that works, as is seen before it is used."""
    data = pickle.dumps(Armed(mark))
    pickle.loads(data)  # noqa: S301 - the attack itself
    assert mark.is_dir()
    mark.rmdir()
    return data


def trusting(read: Callable[..., Any]) -> Callable[..., Any]:
    """Return ``read`` as it would be where whatever is a pickle is unpickled."""

    def reads(data: Any, *more: Any, **options: Any) -> Any:
        raw = Path(data).read_bytes() if isinstance(data, str) and data.startswith("/") else data
        if isinstance(raw, bytes) and raw.startswith(b"\x80"):
            pickle.loads(raw)  # noqa: S301 - what is shown not to be done
        return read(data, *more, **options)

    return reads


def test_an_index_is_not_unpickled(
    armed: bytes, mark: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: the index is read in FAISS's own form, and made again where it is not that."""
    notes = write_notes(tmp_path / "notes")
    made = Library(notes, tmp_path / "library.db", FakeEmbedder())
    made.refresh()
    made.ask(ASKED)
    made.close()

    def check() -> None:
        (index,) = tmp_path.glob("library.*.faiss")
        index.write_bytes(armed)
        seal(index)
        opened = Library(notes, tmp_path / "library.db", FakeEmbedder())
        assert opened.ask(ASKED).quotes
        opened.close()
        assert not mark.exists()

    read_index = trusting(faiss.read_index)
    stands_only_by(monkeypatch, check, (faiss, "read_index", read_index))


@pytest.mark.parametrize("column", ["parts", "units"])
def test_a_librarys_columns_are_not_unpickled(
    column: str, armed: bytes, mark: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: the library holds JSON and rows of numbers."""
    notes = write_notes(tmp_path / "notes")
    made = Library(notes, tmp_path / "library.db", FakeEmbedder())
    made.refresh()
    made.close()
    with sqlite3.connect(tmp_path / "library.db") as database:
        database.execute(f"UPDATE passages SET {column} = ?", (armed,))  # noqa: S608 - from the list above
    database.close()

    def check() -> None:
        opened = Library(notes, tmp_path / "library.db", FakeEmbedder())
        with suppress(Exception):
            opened.ask(ASKED)
        opened.close()
        assert not mark.exists()

    stands_only_by(
        monkeypatch,
        check,
        (json, "loads", trusting(json.loads)),
        (np, "frombuffer", trusting(np.frombuffer)),
    )


def test_front_matter_builds_no_objects(mark: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Defence: ``front_values._Loader``, which is PyYAML's safe one."""
    data = f"---\ntitle: !!python/object/apply:os.mkdir ['{mark}']\n---\n\n## S\n\nText.\n".encode()

    def check() -> None:
        reader.read([Source("n.md", data)])
        assert not mark.exists()

    stands_only_by(monkeypatch, check, (front_values, "_Loader", yaml.UnsafeLoader))


def test_a_model_of_pickled_weights_is_refused(
    armed: bytes, mark: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: ``verify`` reads the weights in the form of safetensors before anything of a model is used."""
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "modules.json").write_text("[]")
    (folder / "pytorch_model.bin").write_bytes(armed)

    def check() -> None:
        with pytest.raises(ModelError, match=r"model\.safetensors cannot be read"):
            SentenceTransformerEmbedder(folder).load()
        assert not mark.exists()

    def unverified(path: Path, _expected: str | None) -> str:
        pickle.loads((path / "pytorch_model.bin").read_bytes())  # noqa: S301 - what is shown not to be done
        raise ModelError("its weights cannot be used")

    stands_only_by(monkeypatch, check, (sentence_transformers, "verify", unverified))


RUNS = re.compile(
    r"^\s*(?:import|from) (?:pickle|marshal|shelve|dill|joblib|cloudpickle)\b|(?<![.\w])(?:eval|exec)\(|"
    r"\byaml\.(?:unsafe_|full_)?load(?:_all)?\(|os\.system|shell=True|trust_remote_code=True|"
    r"allow_pickle=True|torch\.load\(|np\.load\(",
    re.MULTILINE,
)


def test_nothing_that_runs_code_from_data_is_in_the_source() -> None:
    """Defence: none of these is used."""
    sources = [path for folder in ("bot", "embeddings") for path in (ROOT / folder).rglob("*.py")]
    assert len(sources) > 50
    assert [path.name for path in sources if RUNS.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    "line",
    [
        "import pickle",
        "    from joblib import load",
        "x = eval(text)",
        "yaml.load(text)",
        "yaml.unsafe_load(text)",
        "run(command, shell=True)",
        "np.load(path)",
        "torch.load(path)",
    ],
)
def test_it_would_be_noticed_in_the_source(line: str) -> None:
    assert RUNS.search(f"import os\n{line}\n")
