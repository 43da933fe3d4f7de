"""Pages of a vault that are no notes of a talk are told apart, and named in the report with the reason."""

from __future__ import annotations

import pytest

from embeddings.notes import FolderConfig, Source, read

TALK = ("Talks/Boiling water.md", "# Boiling water\n\nSpeaker: Anna Berg\n\nIt boils after four minutes.")
PERSON = "# Paul Gruber\n\nWorks at Spout. Met at the kettle stand."


def read_as(*files: tuple[str, str]) -> tuple[list[str], dict[str, str]]:
    folder = read([Source(file, text.encode()) for file, text in files], FolderConfig())
    titles = [entry.session.title for note in folder.notes for entry in note.sessions]
    return titles, {skipped.file: skipped.reason for skipped in folder.skipped}


@pytest.mark.parametrize(
    ("file", "text", "reason"),
    [
        ("People/Paul Gruber.md", PERSON, "a page on a person"),
        ("Paul Gruber.md", f"---\ntags: [person]\n---\n{PERSON}", "a page on a person"),
        ("Daily/2025-05-20.md", "# Tuesday 20 May 2025\n\n- dentist\n- write it up", "the page of a day"),
        ("Talks.md", "# All of it\n\nOwner: Ida\n\n[Talks](Talks/all.csv)", "a page over other pages"),
    ],
)
def test_pages_of_a_vault_are_no_talks(file: str, text: str, reason: str) -> None:
    other = ("Talks/Lids.md", "# Lids that fit\n\nSpeaker: Jo Harper\n\nThey all do.")
    titles, skipped = read_as(TALK, other, (file, text))
    assert titles == ["Boiling water", "Lids that fit"]
    assert skipped[file].startswith(reason)


@pytest.mark.parametrize(
    ("file", "text", "title"),
    [
        ("Talks/Paul Gruber.md", PERSON, "Paul Gruber"),
        ("People/Paul Gruber.md", f"{PERSON}\n\nSpeaker: Paul Gruber", "Paul Gruber"),
        ("Daily/2025-05-20.md", "# Tuesday 20 May 2025\n\n" + "Steam rises. " * 40, "Tuesday 20 May 2025"),
        ("Talks.md", "# Talks that we gave\n\n" + "Steam rises. " * 40, "Talks that we gave"),
    ],
)
def test_what_may_be_notes_of_a_talk_stays(file: str, text: str, title: str) -> None:
    assert title in read_as(TALK, (file, text))[0]


def test_what_minutes_end_in_is_no_talk() -> None:
    talks = "".join(
        f"## {title} - {who}\n\nIt boils, and everybody waits.\n\n"
        for title, who in (("Boiling water", "Anna Berg"), ("Lids that fit", "Paul Gruber"))
    )
    for heading in ("AOB", "Offene Punkte", "Ruegos y preguntas"):
        assert read_as(("kettle-guild.md", f"# Kettle guild\n\n{talks}## {heading}\n\nMore tea."))[0] == [
            "Boiling water",
            "Lids that fit",
        ]
