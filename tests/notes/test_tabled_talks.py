"""Talks that are the rows of a table, and tables that are only programmes."""

from __future__ import annotations

import pytest

from embeddings.notes.formats.markdown import MarkdownFormat
from tests.notes.reading import folder, sessions, titles

ROWS = (
    (
        "09:00",
        "Boiling water at scale",
        "Orsolya Varga",
        "Pressure matters more than heat in a kettle.",
    ),
    ("10:00", "Pipes for small houses", "Tjark Brandsma", "Copper is still cheapest and bends over oak."),
    ("11:00", "Steam for beginners", "Nkechi Obi", "A valve with two springs is enough for us."),
)


def table(*, header: tuple[str, ...] = ("Time", "Talk", "Speaker", "Notes"), columns: int = 4) -> str:
    lines = [header[:columns], ("---",) * columns, *(row[:columns] for row in ROWS)]
    return "# Kettle Conf 2022\n\n" + "".join(f"| {' | '.join(line)} |\n" for line in lines)


@pytest.mark.parametrize(
    "header", [("Time", "Talk", "Speaker", "Notes"), ("Zeit", "Titel", "Referent", "Notizen")]
)
def test_a_row_with_a_title_a_speaker_and_notes_is_a_talk(header: tuple[str, ...]) -> None:
    found = sessions(("notes.md", table(header=header)))
    assert [session.title for session in found] == [row[1] for row in ROWS]
    assert [[who.name for who in session.speakers] for session in found] == [[row[2]] for row in ROWS]


def test_its_text_stands_on_the_line_of_the_row() -> None:
    text = table()
    lines = text.split("\n")
    for row, note in zip(ROWS, folder(("notes.md", text)).notes[0].sessions, strict=True):
        assert row[3] in [block.text for block in note.text_blocks]
        for block in note.text_blocks:
            wanted = " ".join(MarkdownFormat().words_at([block.text]))
            assert wanted in " ".join(MarkdownFormat().words_at([lines[block.line - 1]]))


def test_a_programme_without_notes_holds_no_talks() -> None:
    assert titles(("notes.md", table(columns=3) + "\nIt rained.\n")) == ["Kettle Conf 2022"]


def test_a_programme_of_the_notes_below_it_is_left_as_it_is() -> None:
    text = table() + "".join(f"\n## {row[1]}\n\nNotes of {row[0]} and more of them.\n" for row in ROWS)
    found = sessions(("notes.md", text))
    assert [session.title for session in found] == [row[1] for row in ROWS]
    assert min(session.line for session in found) > 8
