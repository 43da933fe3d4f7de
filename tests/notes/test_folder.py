"""The folder: which files are notes, and why others are left out."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from embeddings.errors import NotesError
from embeddings.notes import read_folder, scan
from embeddings.notes.folder import natural


def write(path: Path, data: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_files_come_in_the_order_that_people_count(tmp_path: Path) -> None:
    for name in (
        "day10.md",
        "day2.md",
        "sub/day1.markdown",
        "notes.txt",
        "picture.png",
        ".hidden/x.md",
        "LICENSE.md",
    ):
        write(tmp_path / name, "# Steam\n\ntext")
    sources, skipped = scan(tmp_path)
    assert [source.file for source in sources] == ["day2.md", "day10.md", "notes.txt", "sub/day1.markdown"]
    assert skipped == []
    assert sorted(["a10", "a9", "a"], key=natural) == ["a", "a9", "a10"]


def test_each_file_that_is_left_out_has_its_reason(tmp_path: Path) -> None:
    outside = write(tmp_path / "secret.md", "# Secret\n\ntext")
    notes = tmp_path / "notes"
    write(notes / "good.md", "# Steam\n\ntext")
    write(notes / "latin.md", b"caf\xe9")
    write(notes / "empty.md", " \n")
    write(notes / "huge.md", b"x" * 5_000_001)
    write(notes / "null.md", b"a\0b")
    (notes / "link.md").symlink_to(outside)
    (notes / "elsewhere").symlink_to(tmp_path)
    (notes / "circle.md").symlink_to(notes / "circle.md")
    os.mkfifo(notes / "pipe.md")
    folder = read_folder(notes)
    assert [note.file for note in folder.notes] == ["good.md"]
    assert {entry.file: entry.reason for entry in folder.skipped} == {
        "latin.md": "not UTF-8 (byte 0xe9 at offset 3)",
        "empty.md": "empty",
        "huge.md": "larger than 5 MB",
        "null.md": "not text (it holds a null byte)",
        "link.md": "a link that leads out of the notes folder",
        "elsewhere": "a link that leads out of the notes folder",
        "circle.md": next(entry.reason for entry in folder.skipped if entry.file == "circle.md"),
        "pipe.md": "not a regular file",
    }
    assert "unreadable" in next(entry.reason for entry in folder.skipped if entry.file == "circle.md")


def test_a_folder_that_cannot_be_used_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(NotesError, match="There is no folder"):
        scan(tmp_path / "nowhere")
    with pytest.raises(NotesError, match="holds no notes"):
        scan(tmp_path)
    with pytest.raises(NotesError, match="is a file"):
        scan(write(tmp_path / "a.md", "x"))


def test_reading_notes_loads_nothing_heavy() -> None:
    code = "import sys, embeddings.notes; print([m for m in ('torch', 'numpy', 'faiss') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_name_that_is_no_text_is_left_out(tmp_path: Path) -> None:
    write(tmp_path / "good.md", "# Steam\n\ntext")
    try:
        write(Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.md")), "# Steam\n\ntext")
    except OSError:
        pytest.skip("this file system takes no such name")
    folder = read_folder(tmp_path)
    assert [note.file for note in folder.notes] == ["good.md"]
    assert [(entry.file, entry.reason) for entry in folder.skipped] == [("caf?.md", "its name is not UTF-8")]
