"""What cannot be read is left out, and said."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from embeddings.errors import NotesError
from embeddings.index.embedders.choice import OneModel
from embeddings.index.ingest import ingest
from embeddings.index.protocols import RecordStore
from tests.fakes import DAY_ONE, DAY_TWO, FakeEmbedder, write_notes
from tests.index.helpers import (
    sessions,
    statuses,
)

BAD: dict[str, tuple[bytes, str]] = {
    "empty.md": (b"", "empty"),
    "blank.md": (b" \n\t\n", "empty"),
    "cyrillic.md": ("## Чайник\n\nПоёт.\n".encode("cp1251"), "not UTF-8"),
    "huge.md": (b"## Much\n\n" + b"rope " * 1_000_001, "larger than 5 MB"),
    "binary.md": (b"## Nul\n\n\0\n", "null byte"),
}


def test_what_cannot_be_read_is_skipped_with_its_reason_and_the_rest_goes_in(
    notes: Path, store: RecordStore, embedder: FakeEmbedder, tmp_path: Path
) -> None:
    write_notes(notes, {name: data for name, (data, _) in BAD.items()})
    write_notes(tmp_path, {"outside.md": "## Secret\n\nThe password is rope.\n"})
    (notes / "outside.md").symlink_to(tmp_path / "outside.md")
    (notes / "nowhere.md").symlink_to(tmp_path / "nothing.md")
    (notes / "circle.md").symlink_to(notes / "circle.md")
    (notes / "folder.md").mkdir()
    os.mkfifo(notes / "pipe.md")
    report = ingest(notes, store, OneModel(embedder))
    reasons = {file.file: file.reason or "" for file in report.files if file.status == "skipped"}
    wanted = {name: reason for name, (_, reason) in BAD.items()} | {
        "outside.md": "leads out of the notes folder",
        "nowhere.md": "unreadable",
        "circle.md": "unreadable",
        "pipe.md": "not a regular file",
    }
    assert reasons.keys() == wanted.keys()
    for file, reason in wanted.items():
        assert reason in reasons[file]
    assert report.sessions == 5
    assert statuses(report)["day1.md"] == "added"
    with store.read() as reader:
        assert reader.skipped() == reasons
    assert not any("secret" in session.id for session in sessions(store))


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unreadable to root")
def test_an_unreadable_file_is_skipped(notes: Path, store: RecordStore, embedder: FakeEmbedder) -> None:
    (notes / "day1.md").chmod(0)
    report = ingest(notes, store, OneModel(embedder))
    assert statuses(report) == {"day1.md": "skipped", "day2.md": "added"}


def test_a_file_that_becomes_unreadable_takes_its_sessions_with_it_and_brings_them_back(
    notes: Path, store: RecordStore, embedder: FakeEmbedder
) -> None:
    ingest(notes, store, OneModel(embedder))
    (notes / "day2.md").write_bytes(b"\xff" + DAY_TWO.encode())
    report = ingest(notes, store, OneModel(embedder))
    assert statuses(report) == {"day1.md": "unchanged", "day2.md": "skipped"}
    assert {session.file for session in sessions(store)} == {"day1.md"}
    write_notes(notes)
    report = ingest(notes, store, OneModel(embedder))
    assert statuses(report) == {"day1.md": "unchanged", "day2.md": "added"}
    assert {session.file for session in sessions(store)} == {"day1.md", "day2.md"}


def test_a_name_that_is_no_text_is_skipped(notes: Path, store: RecordStore, embedder: FakeEmbedder) -> None:
    try:
        Path(os.fsdecode(os.fsencode(notes) + b"/caf\xe9.md")).write_text(DAY_TWO)
    except OSError:
        pytest.skip("this file system takes no such name")
    report = ingest(notes, store, OneModel(embedder))
    assert statuses(report) == {"caf?.md": "skipped", "day1.md": "added", "day2.md": "added"}


def test_no_folder_and_an_empty_one_are_said_in_one_sentence(
    tmp_path: Path, store: RecordStore, embedder: FakeEmbedder
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file.md").write_text(DAY_ONE)
    for folder, said in (
        (tmp_path / "none", r"There is no folder .*none"),
        (tmp_path / "empty", r"empty holds no notes"),
        (tmp_path / "file.md", r"is a file, not a folder"),
    ):
        with pytest.raises(NotesError, match=said) as caught:
            ingest(folder, store, OneModel(embedder))
        assert re.fullmatch(r"[^\n]+\.", str(caught.value))
