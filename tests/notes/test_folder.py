"""The folder: which files are notes, front matter, quoth.toml, and what lint finds."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from embeddings.errors import NotesError
from embeddings.notes import FolderConfig, lint, read_config, read_folder, scan
from embeddings.notes.folder import natural
from embeddings.notes.formats.frontmatter import read_front_matter


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


def test_front_matter_in_its_three_forms() -> None:
    yaml = read_front_matter(["---", "title: Steam", "date: 2022-05-03", "---", "text"])
    assert (yaml.text("title"), yaml.date("date"), yaml.height) == ("Steam", "2022-05-03", 4)
    toml = read_front_matter(["+++", 'title = "Steam"', "date = 2022-05-03T10:00:00Z", "+++"])
    assert (toml.text("title"), toml.date("date"), toml.height) == ("Steam", "2022-05-03", 4)
    pelican = read_front_matter(["Title: Steam", "Date: 2022-05-03 10:00", "", "text"])
    assert (pelican.text("title"), pelican.date("date"), pelican.height) == ("Steam", "2022-05-03", 2)


def test_what_only_looks_like_front_matter_is_text() -> None:
    assert read_front_matter(["---", "just a line between rules", "---"]).height == 0
    assert read_front_matter(["---", "title: never closed"]).height == 0
    assert read_front_matter(["Title: one key alone", "", "text"]).height == 0


def test_front_matter_that_is_broken_is_said_and_still_used() -> None:
    front = read_front_matter(["---", "title: Steam: a love story", "tags: [a", "---"])
    assert front.problem is not None
    assert front.text("title") == "Steam: a love story"


def test_front_matter_runs_nothing() -> None:
    front = read_front_matter(["---", "title: !!python/object/apply:os.system [echo]", "---"])
    assert front.problem is not None


def test_config_are_read_and_checked(tmp_path: Path) -> None:
    assert read_config(tmp_path) == FolderConfig()
    write(tmp_path / "quoth.toml", 'level = 3\nexclude = ["drafts/*"]\nevent = "Kettle Conf"\nyear = 2021\n')
    assert read_config(tmp_path) == FolderConfig(3, ("drafts/*",), "Kettle Conf", 2021, None)
    write(tmp_path / "quoth.toml", "levle = 3\n")
    with pytest.raises(
        NotesError, match="unknown key levle; the keys are level, exclude, event, year, base_url"
    ):
        read_config(tmp_path)
    write(tmp_path / "quoth.toml", "level = 9\n")
    with pytest.raises(NotesError, match="level must be"):
        read_config(tmp_path)
    write(tmp_path / "quoth.toml", "level = \n")
    with pytest.raises(NotesError, match="not valid TOML"):
        read_config(tmp_path)
    write(tmp_path / "quoth.toml", 'base_url = "javascript:alert(1)"\n')
    with pytest.raises(NotesError, match="base_url must be an address"):
        read_config(tmp_path)


def test_every_key_of_the_config_is_documented() -> None:
    from embeddings.notes import config

    assert all(f"{key} = " in (config.__doc__ or "") for key in config.KEYS)


def test_reading_notes_loads_nothing_heavy() -> None:
    code = "import sys, embeddings.notes; print([m for m in ('torch', 'numpy', 'faiss') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_lint_is_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    write(tmp_path / "b.md", "# Steam\n\ntext\n")
    write(tmp_path / "a.md", "# Whistles\n\ntext\n")
    assert [finding.file for finding in lint(tmp_path)] == ["a.md", "b.md"]


def test_a_name_that_is_no_text_is_left_out(tmp_path: Path) -> None:
    write(tmp_path / "good.md", "# Steam\n\ntext")
    try:
        write(Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.md")), "# Steam\n\ntext")
    except OSError:
        pytest.skip("this file system takes no such name")
    folder = read_folder(tmp_path)
    assert [note.file for note in folder.notes] == ["good.md"]
    assert [(entry.file, entry.reason) for entry in folder.skipped] == [("caf?.md", "its name is not UTF-8")]
