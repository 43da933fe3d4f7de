"""A library copied to another place is the same library there."""

from __future__ import annotations

from pathlib import Path

import pytest

from embeddings.errors import LibraryError
from embeddings.index.copying import copy_library
from embeddings.index.protocols import RecordStore
from embeddings.index.storage import Storage
from embeddings.index.stores.sqlite import SqliteStore
from embeddings.library import Library
from tests.fakes import FakeEmbedder
from tests.in_memory import BruteForceIndex
from tests.index.helpers import contents, state


def test_all_of_a_library_is_there_and_back_again(
    library: Library, store: RecordStore, tmp_path: Path
) -> None:
    back = SqliteStore(tmp_path / "back.db")
    source = SqliteStore(library.path)
    done: list[tuple[int, int]] = []
    assert copy_library(source, store, lambda *some: done.append(some)) == 5
    assert copy_library(store, back) == 5
    assert contents(source) == contents(store) == contents(back)
    assert state(source) == state(store) == state(back)
    assert done[-1][0] == done[-1][1] >= 5
    there = Library(library.notes, Storage(store, BruteForceIndex.open), FakeEmbedder())
    question = "what is stored in the mine?"
    assert there.ask(question).quotes == library.ask(question).quotes != ()
    source.close()
    back.close()
    there.close()


def test_what_was_there_is_replaced_whole_or_not_at_all(library: Library, store: RecordStore) -> None:
    source = SqliteStore(library.path)
    copy_library(source, store)
    before = contents(store)

    def fail(done: int, _: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        copy_library(source, store, fail)
    assert contents(store) == before
    assert copy_library(source, store) == 5
    assert contents(store) == before
    source.close()


def test_an_empty_library_is_not_copied(store: RecordStore, tmp_path: Path) -> None:
    empty = SqliteStore(tmp_path / "empty.db")
    empty.create()
    with pytest.raises(LibraryError, match="nothing to copy"):
        copy_library(empty, store)
