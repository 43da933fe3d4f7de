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
from embeddings.proof import lines_of, text_block_stands
from embeddings.text.markdown_words import words_of_markdown


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
    assert [(entry.file, entry.reason) for entry in skipped] == [("LICENSE.md", "a licence")]
    assert sorted(["a10", "a9", "a"], key=natural) == ["a", "a9", "a10"]


def test_each_file_that_is_left_out_has_its_reason(tmp_path: Path) -> None:
    outside = write(tmp_path / "secret.md", "# Secret\n\ntext")
    notes = tmp_path / "notes"
    write(notes / "good.md", "# Steam\n\ntext")
    write(notes / "latin.md", b"\xe9\xe9\xe9")
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
        "latin.md": "not UTF-8 (byte 0xe9 at offset 0)",
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


def left_out(folder: Path) -> dict[str, str]:
    return {entry.file: entry.reason for entry in scan(folder)[1]}


def test_a_talk_named_like_a_file_of_a_repository_is_read(tmp_path: Path) -> None:
    for name in ("security-at-scale.md", "authors-and-ai.md", "requirements engineering.md", "security.md"):
        write(tmp_path / name, "# Kettles for all\n\nSpeaker: Ida Voss\n\nThe steam rose and fell all night.")
    assert len(scan(tmp_path)[0]) == 4
    assert left_out(tmp_path) == {}


def test_files_that_are_no_notes_are_told_by_what_they_say(tmp_path: Path) -> None:
    others = {
        "SECURITY.md": ("# Security\n\nReport a vulnerability to us.", "a security policy"),
        "license-mit.md": ("Permission is hereby granted, free of charge", "a licence"),
        "requirements.txt": ("# ours\nkettle==1.2\nspout>=3\n", "a list of packages"),
        "robots.txt": ("User-agent: *\nDisallow: /", "written for machines"),
        "ads.txt": ("kettle.example, pub-1, DIRECT, f0", "written for machines"),
        "Talk.md": ("---\ntags: x\n---\n# {{title}}\n\nSpeaker:", "a template: its title is a placeholder"),
        "Day.md": ("# <% tp.file.title %>\n", "a template: its title is a placeholder"),
        "big.md": (
            "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12\n",
            "a pointer of Git LFS, without the text",
        ),
        "old.md": ("Notes moved to [here](./new.md)", "it says only where its notes have moved"),
    }
    for name, (text, _) in others.items():
        write(tmp_path / name, text)
    write(tmp_path / "new.md", "# How we moved to [the cloud](https://cloud.example)\n\n" + "Steam. " * 60)
    assert [source.file for source in scan(tmp_path)[0]] == ["new.md"]
    assert left_out(tmp_path) == {name: reason for name, (_, reason) in others.items()}


def test_a_format_that_is_not_read_is_named(tmp_path: Path) -> None:
    write(tmp_path / "a.md", "# Steam\n\ntext")
    write(tmp_path / "b.PPTX", "PK")
    write(tmp_path / "slides/c.pdf", "%PDF")
    write(tmp_path / "d.png", "PNG")
    assert left_out(tmp_path) == {
        "b.PPTX": "PowerPoint, which is not read; save what notes it holds as Markdown (.md)",
        "slides/c.pdf": "PDF, which is not read; save what notes it holds as Markdown (.md)",
    }


def test_a_folder_of_nothing_but_other_files_holds_no_notes(tmp_path: Path) -> None:
    write(tmp_path / "robots.txt", "User-agent: *")
    with pytest.raises(NotesError, match="holds no notes; put Markdown files"):
        scan(tmp_path)
    write(tmp_path / "b.epub", "PK")
    with pytest.raises(
        NotesError, match=r"holds no notes that are read \(b\.epub is EPUB\); put Markdown files"
    ):
        scan(tmp_path)


def test_a_file_of_two_names_is_read_once(tmp_path: Path) -> None:
    real = write(tmp_path / "b.md", "# Steam\n\ntext")
    (tmp_path / "a.md").symlink_to(real)
    os.link(real, tmp_path / "c.md")
    write(tmp_path / "d.md", "# Steam\n\ntext")
    assert [source.file for source in scan(tmp_path)[0]] == ["b.md", "d.md"]
    assert left_out(tmp_path) == {"a.md": "the same file as b.md", "c.md": "the same file as b.md"}


ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_notes_in_other_encodings_are_read_and_proved(tmp_path: Path, encoding: str) -> None:
    text = "# Café talk\n\nSpeaker: Zoë Kühn\n\nThe kettle “sings” à la carte – every day.\n"
    write(tmp_path / "day.md", text.encode(encoding))
    ((note,), skipped) = (read_folder(tmp_path).notes, read_folder(tmp_path).skipped)
    assert skipped == ()
    (entry,) = note.sessions
    assert entry.session.title == "Café talk"
    lines = lines_of(tmp_path, "day.md")
    assert list(lines) == text.split("\n")
    assert all(text_block_stands(lines, block, words_of_markdown) for block in entry.text_blocks)


def test_a_link_whose_target_has_too_long_a_name_costs_no_other_file(tmp_path: Path) -> None:
    write(tmp_path / "good.md", "# Steam\n\ntext")
    (tmp_path / "long.md").symlink_to("x" * 300)
    assert [source.file for source in scan(tmp_path)[0]] == ["good.md"]
    assert left_out(tmp_path) == {"long.md": "unreadable (file name too long)"}
