"""The links and the people of all sessions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from embeddings.digest import directory
from embeddings.library import Library
from embeddings.text.addresses import same_link
from tests.digest.notes import DAYS
from tests.fakes import FakeEmbedder, write_notes


@pytest.fixture
def library(tmp_path: Path, embedder: FakeEmbedder) -> Iterator[Library]:
    opened = Library(write_notes(tmp_path / "notes", DAYS), tmp_path / "library.db", embedder)
    opened.refresh()
    yield opened
    opened.close()


def test_a_link_stands_once_with_all_its_sessions(library: Library) -> None:
    found = {same_link(entry.link.url): entry for entry in directory.links(library.sessions())}
    assert len(found) == 3
    assert [s.title for s in found["spout.example/shop?#"].sessions] == ["Steam for all", "Slow cups"]
    assert len(found["youtube:kettle00001"].sessions) == 2
    assert len(directory.links(library.sessions("Day 2"))) == 3


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://youtu.be/abc?t=3", "https://m.youtube.com/watch?v=abc", True),
        ("http://a.example/x/", "https://www.a.example/x", True),
        ("https://a.example/x?b=1&a=2", "https://a.example/x?a=2&b=1&utm_medium=qr", True),
        ("https://a.example/x#one", "https://a.example/x#two", False),
        ("https://a.example/x", "https://b.example/x", False),
        ("https://www.youtube.com/playlist?list=1", "https://www.youtube.com/playlist?list=2", False),
        ("https://[broken", "https://[broken", True),
    ],
)
def test_what_is_the_same_link(one: str, other: str, same: bool) -> None:
    assert (same_link(one) == same_link(other)) is same


def test_speakers_are_listed_by_family_name_with_all_that_is_said_of_them(library: Library) -> None:
    pilgrim, quist = directory.speakers(library.sessions())
    assert (pilgrim.name, quist.name) == ("Wanda Pilgrim", "Bo Quist")
    assert pilgrim.roles == ("Thermal Engineer", "Head of Steam")
    assert pilgrim.companies == ("Spout",)
    assert [s.title for s in pilgrim.sessions] == ["Steam for all", "Slow cups"]
