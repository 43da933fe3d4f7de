"""Whether a library still holds its notes as they are, told without reading them."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from embeddings.index import releases
from embeddings.index.embedders.choice import OneModel
from embeddings.index.ingest import ingest
from embeddings.index.protocols import LibraryState, RecordStore
from embeddings.index.staleness import Clock, code_fingerprint, folder_fingerprint, holds_notes, made_with
from tests.fakes import DAY_TWO, FakeEmbedder, write_notes
from tests.index.helpers import state, statuses, vocabulary

STATE = LibraryState(
    "g1", model="weights", model_stamp="file 1", folder="abc", release=releases.own(), code=code_fingerprint()
)


def later() -> int:
    """A clock that is a minute ahead: whatever is written now was written long enough ago."""
    return time.time_ns() + 60_000_000_000


def when_written(path: Path) -> Clock:
    """A clock that stands where a file was written last."""
    return lambda: path.stat().st_ctime_ns


def test_notes_that_settled_are_not_even_read(
    notes: Path, store: RecordStore, embedder: FakeEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_notes(notes, {"empty.md": ""})
    first = ingest(notes, store, OneModel(embedder), clock=later)

    def fail(_: Path) -> None:
        raise AssertionError("the notes were read")

    monkeypatch.setattr("embeddings.notes.scan", fail)
    second = ingest(notes, store, OneModel(embedder), clock=later)
    assert holds_notes(state(store), folder_fingerprint(notes, later))
    assert statuses(second) == {"day1.md": "unchanged", "day2.md": "unchanged", "empty.md": "skipped"}
    assert (second.sessions, second.chunks, second.embedded) == (first.sessions, first.chunks, 0)
    write_notes(notes, {"day3.md": DAY_TWO})
    assert not holds_notes(state(store), folder_fingerprint(notes, later))
    with pytest.raises(AssertionError, match="the notes were read"):
        ingest(notes, store, OneModel(embedder), clock=later)


def test_a_change_within_the_clocks_grain_is_not_missed(
    notes: Path, store: RecordStore, embedder: FakeEmbedder
) -> None:
    path = notes / "day2.md"
    ingest(notes, store, OneModel(embedder), clock=when_written(path))
    before = path.stat()
    changed = DAY_TWO.replace("ferry", "barge")
    assert len(changed) == len(DAY_TWO)
    path.write_text(changed)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (
        statuses(ingest(notes, store, OneModel(embedder), clock=when_written(path)))["day2.md"] == "changed"
    )
    assert vocabulary(store).get("barge") == 1
    assert "ferry" not in vocabulary(store)


def test_a_folder_is_told_by_names_sizes_and_times(notes: Path) -> None:
    seen = [folder_fingerprint(notes, later)]
    write_notes(notes, {"more.md": "x"})
    seen.append(folder_fingerprint(notes, later))
    write_notes(notes, {"more.md": "xy"})
    seen.append(folder_fingerprint(notes, later))
    (notes / "more.md").rename(notes / "less.md")
    seen.append(folder_fingerprint(notes, later))
    os.utime(notes / "less.md", (1, 1))
    seen.append(folder_fingerprint(notes, later))
    assert folder_fingerprint(notes, later) == seen[-1]
    assert len(set(seen)) == len(seen)
    assert all(seen)


@pytest.mark.parametrize(("seconds", "trusted"), [(-3, True), (-1, False), (0, False), (1, False), (3, True)])
def test_a_file_of_this_very_moment_is_not_trusted_nor_one_of_a_clock_that_went_back(
    notes: Path, seconds: int, trusted: bool
) -> None:
    newest = max(path.stat().st_ctime_ns for path in notes.iterdir())
    assert bool(folder_fingerprint(notes, lambda: newest + seconds * 1_000_000_000)) is trusted


def test_a_folder_that_cannot_be_told_is_held_by_no_library() -> None:
    assert holds_notes(STATE, "abc")
    assert not holds_notes(STATE, "abd")
    assert not holds_notes(replace(STATE, folder=""), "")
    assert not holds_notes(None, "abc")


@pytest.mark.parametrize(
    ("release", "left_alone"), [("0.0.9", False), (releases.own(), False), ("1000.0", True), ("", False)]
)
def test_what_other_code_read_is_left_alone_where_it_is_a_newer_release_s(
    notes: Path, store: RecordStore, embedder: FakeEmbedder, release: str, left_alone: bool
) -> None:
    """Else an older `quoth serve` and a newer bot would each write the library again after the other."""
    ingest(notes, store, OneModel(embedder), clock=later)
    read = replace(state(store), release=release, code="other")
    with store.write() as writer:
        writer.set_state(read)
    ingest(notes, store, OneModel(embedder), clock=later)
    assert (state(store) == read) is left_alone
    write_notes(notes, {"day3.md": DAY_TWO})
    ingest(notes, store, OneModel(embedder), clock=later)
    assert state(store).release == releases.own(), "changed notes are read by whoever sees them first"


def test_notes_that_a_newer_release_read_are_read_again_where_that_is_asked_for(
    notes: Path, store: RecordStore, embedder: FakeEmbedder
) -> None:
    ingest(notes, store, OneModel(embedder), clock=later)
    read = state(store)
    with store.write() as writer:
        writer.set_state(replace(read, release="1000.0", code="other"))
    ingest(notes, store, OneModel(embedder), as_newer=False, clock=later)
    assert (state(store).release, state(store).code) == (read.release, read.code)


def test_a_model_is_known_by_its_files_else_by_its_weights() -> None:
    def fail() -> str:
        raise AssertionError("the weights were read")

    assert made_with(STATE, "file 1", fail)
    assert made_with(STATE, "file 2", lambda: "weights")
    assert not made_with(STATE, "file 2", lambda: "others")
    assert not made_with(None, "file 1", fail)
