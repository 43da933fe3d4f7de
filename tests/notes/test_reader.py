"""Sessions as records: names that last, other places that hold the same, languages, limits."""

from __future__ import annotations

import pytest

from embeddings.notes import Folder, FolderConfig, Source, read
from embeddings.notes.model import MAX_BYTES
from tests.notes.reading import DAY, sessions


def test_identities_stay_when_other_sessions_change() -> None:
    before = {session.title: session.id for session in sessions(("day2.md", DAY))}
    after = {
        session.title: session.id
        for session in sessions(("day2.md", DAY.replace("## Breakfast", "## Lunch")))
    }
    assert before["The kettle and the cloud: why steam is not a metaphor"] == (
        "day2/the-kettle-and-the-cloud-why-steam-is-not-a-metaphor"
    )
    assert all(after[title] == name for title, name in before.items() if title != "Breakfast")


def test_a_session_in_two_files_names_both_places() -> None:
    first, second = sessions(
        ("a.md", "# Steam by Anna Berg\n\ntext\n"), ("b.md", "# Steam by Anna Berg\n\ntext\n")
    )
    assert (first.also, second.also) == (("b.md:1",), ("a.md:1",))
    assert first.id != second.id


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "# Bouilloires\n\nLa vapeur est dans la bouilloire et les tasses sont sur la table pour vous.",
            "fr",
        ),
        ("# 水壶\n\n水烧开了以后，壶会发出声音。", "zh"),
        ("# やかん\n\nお湯が沸くとやかんが鳴ります。", "ja"),
        ("# Kettles\n\nThe water is in the kettle.", "en"),
    ],
)
def test_the_language_of_a_session(text: str, language: str) -> None:
    assert sessions(("n.md", text))[0].language == language


def test_what_is_too_large_is_left_out() -> None:
    folder = read_day(b"#" * (2 * MAX_BYTES))
    assert [(entry.file, entry.reason) for entry in folder.skipped] == [("day1.md", "larger than 5 MB")]


def test_too_many_lines_are_left_out() -> None:
    folder = read_day(b"#\n" * 300_000)
    assert folder.notes == ()
    assert "lines" in folder.skipped[0].reason


def read_day(data: bytes) -> Folder:
    return read([Source("day1.md", data)], FolderConfig())
