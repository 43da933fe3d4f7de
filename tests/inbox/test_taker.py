"""Whose notes were handed in: a name that is written into them, and nothing but that."""

from __future__ import annotations

import pytest

from bot.inbox import taker
from bot.inbox.errors import InboxError
from bot.inbox.handed_in import NotesFile
from embeddings.notes import Source, read

STEAM = "# Steam for all kettles\n\nSteam is hot, they said at length.\n"


def noted_by(name: str, text: str, file: str = "steam.md") -> str | None:
    """Return who took the notes of the one session in a file that was handed in under a name."""
    (told,) = taker.with_taker([NotesFile(file, text)], taker.name_of(name))
    (note,) = read([Source(told.name, told.data)]).notes
    (entry,) = note.sessions
    assert entry.session.title == "Steam for all kettles"
    return entry.session.noted_by


@pytest.mark.parametrize(
    "text",
    [
        STEAM,
        f"---\ndate: 2031-05-02\n---\n\n{STEAM}",
        f"+++\ndate = 2031-05-02\n+++\n\n{STEAM}",
        f"\n---\ndate: 2031-05-02\n---\n\n{STEAM}",
    ],
    ids=["no front matter", "YAML", "TOML", "an empty line before it"],
)
def test_a_name_is_read_back_from_the_notes(text: str) -> None:
    assert noted_by("Anna Berg", text) == "Anna Berg"


def test_plain_text_names_it_too() -> None:
    assert noted_by("Anna Berg", STEAM, "steam.txt") == "Anna Berg"


def test_what_the_notes_say_themselves_counts() -> None:
    assert noted_by("Anna Berg", f"---\nnoted_by: Bo Rask\n---\n\n{STEAM}") == "Bo Rask"


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("  Anna\n Berg ", "Anna Berg"),
        ('Anna "the kettle" Berg', 'Anna "the kettle" Berg'),
        ("Anna\u202e\u200b\x00Berg", "AnnaBerg"),
        ("x" * 500, "x" * taker.LONGEST_NAME),
        ("田中", "田中"),
        ("title: Other\n---", "title: Other ---"),
    ],
)
def test_a_name_stays_on_its_line_whatever_is_in_it(given: str, name: str) -> None:
    assert noted_by(given, STEAM) == name


@pytest.mark.parametrize("given", ["", "  ", "123", "@!#", "\u200b"])
def test_what_is_no_name_is_refused_in_a_sentence(given: str) -> None:
    with pytest.raises(InboxError, match="say whose notes these are"):
        taker.name_of(given)
