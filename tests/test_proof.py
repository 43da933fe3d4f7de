from __future__ import annotations

from pathlib import Path

import pytest

from embeddings import proof
from embeddings.library import Library
from embeddings.records import Quote, TextBlock
from embeddings.text.markdown_words import words_of_markdown
from tests.fakes import DAY_ONE, FakeEmbedder, write_notes

NOTE = """\
# Ropes

A **bend** joins [two ropes](https://ropes.example.org/two "both"), and a
hitch ties <em>one</em> rope to a post. ![A hitch](hitch.png)
Henk's words: “It’s a knot.”
"""


def quote(text: str, line: int = 1, end_line: int | None = None, file: str = "note.md") -> Quote:
    return Quote(text, file, line, end_line or line, "note/ropes")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_notes(tmp_path / "notes", {"note.md": NOTE})


@pytest.mark.parametrize(
    ("text", "line", "end_line"),
    [
        ("A bend joins two ropes, and a\nhitch ties one rope to a post.", 3, 4),
        ("A bend joins two ropes", 3, 3),
        ("A hitch", 4, 4),
        ("Henk's words: “It’s a knot.”", 5, 5),
        ("henks words its a knot", 1, 5),
    ],
)
def test_words_that_stand_there_are_proved(folder: Path, text: str, line: int, end_line: int) -> None:
    assert proof.stands(folder, quote(text, line, end_line))


@pytest.mark.parametrize(
    ("text", "line", "end_line"),
    [
        ("A bend joins three ropes", 3, 3),  # another word
        ("A bend two ropes", 3, 3),  # a word left out
        ("ropes two joins bend A", 3, 3),  # another order
        ("end joins two rope", 3, 3),  # parts of words
        ("A bend joins two ropes", 4, 5),  # elsewhere
        ("A bend joins two ropes", 40, 41),  # beyond the end
        ("ropes.example.org", 3, 3),  # a link's target is no text
        ("...", 3, 3),  # no word at all
        ("", 3, 3),
    ],
)
def test_anything_else_is_not(folder: Path, text: str, line: int, end_line: int) -> None:
    assert not proof.stands(folder, quote(text, line, end_line))


def test_a_note_that_changed_no_longer_holds_the_quote(folder: Path) -> None:
    said = quote("Henk's words: “It’s a knot.”", 5)
    assert proof.stands(folder, said)
    write_notes(folder, {"note.md": NOTE.replace("a knot", "no knot")})
    assert not proof.stands(folder, said)
    write_notes(folder, {"note.md": "one line more\n" + NOTE})
    assert not proof.stands(folder, said)
    (folder / "note.md").unlink()
    assert not proof.stands(folder, said)


def test_nothing_outside_the_folder_is_read(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("the password is rope")
    (folder / "link.md").symlink_to(tmp_path / "secret.md")
    for file in ("../secret.md", str(tmp_path / "secret.md"), "link.md"):
        assert not proof.stands(folder, quote("the password is rope", file=file))
        assert proof.lines_of(folder, file) == ()


@pytest.mark.parametrize("mark", ["\x0b", "\x0c", "\u2028", "\x85", "\x1e", "\r", "\r\n", "\ufeff"])
def test_lines_are_counted_as_markdown_does(tmp_path: Path, embedder: FakeEmbedder, mark: str) -> None:
    text = (
        mark + DAY_ONE if mark == "\ufeff" else DAY_ONE.replace("very long queue.", f"very{mark}long queue.")
    )
    notes = write_notes(tmp_path / "notes", {"day1.md": text.replace("\n", mark) if mark == "\r\n" else text})
    library = Library(notes, tmp_path / "library.db", embedder)
    library.refresh()
    asked = library.ask("how long does it take to fetch a reading from tape?")
    assert any("takes eleven minutes" in said.text for said in asked.quotes)
    assert all(library.current(said) for said in asked.quotes)
    library.close()


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("A bend joins two ropes", True),
        ("A bend joins three ropes", False),
        ("<em>", True),
        ("** [ (", False),
        ("?!", False),
        ("![", True),
    ],
)
def test_a_text_block_without_a_word_goes_by_its_characters(folder: Path, text: str, *, stands: bool) -> None:
    lines, block = proof.lines_of(folder, "note.md"), TextBlock("prose", text, 3, 4)
    assert proof.text_block_stands(lines, block, words_of_markdown) is stands
    assert not proof.text_block_stands((), block, words_of_markdown), "its note is gone"
