"""Plain text as an outline by tabs, and a programme beside it."""

from __future__ import annotations

from tests.notes.reading import folder, sessions, titles

NOTES = "\tWater boils.\n\n\t\tAt a hundred degrees.\n\n\t\t\tIn most towns.\n\n\tSteam is hot.\n\n"
DAY = "".join(
    f"{title}\n\n{NOTES}"
    for title in (
        "Anna Berg - @annab - Lids and Covers - https://kettle.example/slides",
        "Tom Weaver - @tomw - Steam for all",
        "Ida Voss - @idav - Whistles",
    )
)
PROGRAMME = """\
# Kettle Conf 2021

## Talks

* Anna Berg - @annab - Lids and Covers
* Tom Weaver - @tomw - Steam for all
* Ida Voss - @idav - Whistles
"""


def test_lines_at_the_margin_of_an_outline_are_the_talks() -> None:
    found = sessions(("first_day.txt", DAY))
    assert [(one.title, [who.name for who in one.speakers]) for one in found] == [
        ("Lids and Covers", ["Anna Berg"]),
        ("Steam for all", ["Tom Weaver"]),
        ("Whistles", ["Ida Voss"]),
    ]
    assert all(one.words > 5 for one in found)


def test_what_an_outline_says_is_quoted_as_notes_and_not_as_code() -> None:
    (note,) = folder(("first_day.txt", DAY)).notes
    kinds = {block.kind for entry in note.sessions for block in entry.text_blocks}
    assert "code" not in kinds
    assert any(
        block.text == "At a hundred degrees." for entry in note.sessions for block in entry.text_blocks
    )


def test_code_that_is_indented_by_tabs_stays_code() -> None:
    code = "".join(f"\tboil({number})\n" for number in range(12))
    (note,) = folder(("kettle.md", f"# Boiling in code\n\nAnna Berg, Spout\n\nLike this:\n\n{code}")).notes
    assert [block.kind for block in note.sessions[0].text_blocks].count("code") == 1


def test_a_programme_of_talks_that_other_files_tell_of_holds_none() -> None:
    read = folder(("README.md", PROGRAMME), ("first_day.txt", DAY))
    assert [len(note.sessions) for note in read.notes] == [0, 3]
    assert [(skip.file, skip.reason) for skip in read.skipped] == [
        ("README.md", "a list of talks that other files tell of")
    ]


def test_a_programme_alone_is_all_that_there_is() -> None:
    assert titles(("README.md", PROGRAMME)) == ["Lids and Covers", "Steam for all", "Whistles"]
