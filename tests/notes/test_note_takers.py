"""Who took the notes: told by a line, by front matter, by ``quoth.toml``, or by the folder."""

from __future__ import annotations

import pytest

from embeddings.notes import FolderConfig
from embeddings.notes.findings import duplicates
from tests.notes.reading import folder, sessions


@pytest.mark.parametrize(
    ("line", "taker"),
    [
        ("Notes by Anna", "Anna"),
        ("*Notes taken by Anna Berg*", "Anna Berg"),
        ("Notes by [[people/Anna]]", "Anna"),
        ("- Note taker: Anna Berg, Bo Rask", "Anna Berg, Bo Rask"),
        ("Scribe: anna", "anna"),
        ("Mitschrift von Anna Berg", "Anna Berg"),
        ("Notes de Marie Lune", "Marie Lune"),
        ("記録：田中", "田中"),
    ],
)
def test_a_line_of_its_own_names_who_took_the_notes(line: str, taker: str) -> None:
    (session,) = sessions(("steam.md", f"# Boiling water at scale\n\n{line}\n\nSteam is hot, they said.\n"))
    assert session.noted_by == taker
    assert session.speakers == ()


@pytest.mark.parametrize(
    "line",
    ["Notes by hand are better than notes by machine.", "Notes de version", "Scribe tools were shown",
     "Notes by day", "Notes on Anna Berg", "Notes by"],
)  # fmt: skip
def test_a_line_that_only_begins_so_names_nobody(line: str) -> None:
    (session,) = sessions(("steam.md", f"# Boiling water at scale\n\n{line}\n\nSteam is hot, they said.\n"))
    assert session.noted_by is None


def test_a_line_before_the_sessions_names_who_noted_all_of_them() -> None:
    text = "# Kettle Conf 2021\n\nNotes by Anna Berg\n\n## Steam for all\n\nHot.\n\n## Slow cups\n\nCold.\n"
    assert {session.noted_by for session in sessions(("day.md", text))} == {"Anna Berg"}


@pytest.mark.parametrize("key", ["noted_by", "note-taker", "notes by", "scribe"])
def test_front_matter_names_who_took_the_notes(key: str) -> None:
    text = f"---\ntitle: Boiling water at scale\n{key}: Anna Berg\n---\n\nSteam is hot, they said.\n"
    (session,) = sessions(("steam.md", text))
    assert session.noted_by == "Anna Berg"


def test_the_settings_of_a_folder_count_before_what_its_files_say() -> None:
    config = FolderConfig(files=(("anna/*", {"noted_by": "Anna Berg"}),))
    text = "# Boiling water at scale\n\nNotes by Bo\n\nSteam is hot, they said.\n"
    found = sessions(("anna/steam.md", text), ("bo/steam.md", text), config=config)
    assert [session.noted_by for session in found] == ["Anna Berg", "Bo"]


DAY = "# Kettle Conf 2021 | Day 1 - Tuesday, Oct. 5\n\n" + "\n".join(
    f"## {title}\n\n{{0}} {number} was told of, at length and in detail.\n"
    for number, title in enumerate(("Boiling water at scale", "Why kettles whistle", "Descaling for all"))
)


def test_folders_that_hold_the_same_sessions_are_named_by_who_took_notes() -> None:
    found = sessions(("anna-berg/day1.md", DAY.format("Steam")), ("ben/day1.md", DAY.format("A lid")))
    assert [session.noted_by for session in found] == ["Anna Berg"] * 3 + ["Ben"] * 3


@pytest.mark.parametrize(
    ("one", "other"),
    [("draft", "final"), ("2021", "2022"), ("en", "fr"), ("day1", "day2"), ("monday", "tuesday")],
)
def test_folders_that_are_called_by_no_person_name_nobody(one: str, other: str) -> None:
    found = sessions((f"{one}/notes.md", DAY.format("Steam")), (f"{other}/notes.md", DAY.format("A lid")))
    assert {session.noted_by for session in found} == {None}


def test_a_folder_with_a_copy_of_another_names_nobody() -> None:
    found = sessions(("anna/day1.md", DAY.format("Steam")), ("ben/day1.md", DAY.format("Steam")))
    assert {session.noted_by for session in found} == {None}


def test_folders_of_other_sessions_name_nobody() -> None:
    other = DAY.replace("Boiling water at scale", "Tea leaves").replace(
        "Descaling for all", "Cups and saucers"
    )
    found = sessions(("anna/day1.md", DAY.format("Steam")), ("ben/day1.md", other.format("A lid")))
    assert {session.noted_by for session in found} == {None}


@pytest.mark.parametrize("named", [True, False])
def test_titles_that_several_people_write_are_no_sections(named: bool) -> None:
    people = ("anna", "bo", "cid", "dee")
    config = FolderConfig(files=tuple((f"{one}/*", {"noted_by": one}) for one in people if named))
    files = [(f"{one}/{'notes' if named else 'day1'}.md", DAY.format(f"What {one} heard")) for one in people]
    found = sessions(*files, config=config)
    assert len(found) == 12


def test_what_several_people_noted_is_no_duplicate_to_mend() -> None:
    found = folder(("anna/day1.md", DAY.format("Steam")), ("ben/day1.md", DAY.format("A lid")))
    assert not list(duplicates([entry for note in found.notes for entry in note.sessions]))
