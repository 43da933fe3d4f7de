from __future__ import annotations

from pathlib import Path

import pytest

from embeddings.digest import announcements
from embeddings.digest.announcements import news_of, same_link
from embeddings.library import Library
from embeddings.proof import stands
from tests.digest.notes import DAYS
from tests.fakes import FakeEmbedder, write_notes


@pytest.fixture
def library(tmp_path: Path, embedder: FakeEmbedder) -> Library:
    opened = Library(write_notes(tmp_path / "notes", DAYS), tmp_path / "library.db", embedder)
    opened.refresh()
    return opened


def test_a_link_stands_once_with_all_its_sessions(library: Library) -> None:
    found = {same_link(entry.link.url): entry for entry in announcements.links(library.sessions())}
    assert len(found) == 3
    assert [s.title for s in found["spout.example/shop?#"].sessions] == ["Steam for all", "Slow cups"]
    assert len(found["youtube:kettle00001"].sessions) == 2
    assert len(announcements.links(library.sessions("Day 2"))) == 3


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
    pilgrim, quist = announcements.speakers(library.sessions())
    assert (pilgrim.name, quist.name) == ("Wanda Pilgrim", "Bo Quist")
    assert pilgrim.roles == ("Thermal Engineer", "Head of Steam")
    assert pilgrim.companies == ("Spout",)
    assert [s.title for s in pilgrim.sessions] == ["Steam for all", "Slow cups"]


def test_what_was_announced(library: Library) -> None:
    found = library.announced()
    assert [(one.news, one.quote.text) for one in found] == [
        ("launch", "Samovar, a kettle that boils on demand"),
        ("launch", "Quiet mode"),
        ("saving", "The old kettle took 90 seconds, the new one is down to 12."),
        ("figure", "Of all cups made in a year, 41 % are broken by cats."),
    ]
    assert all(stands(library.notes, one.quote) for one in found)
    assert [one.news for one in library.announced("Day 2")] == ["figure"]


@pytest.mark.parametrize(
    ("text", "news"),
    [
        ("They launched a managed queue in two regions.", "launch"),
        ("The service is now generally available in Lisbon.", "launch"),
        ("La sortie prévue est au printemps, dit-elle.", "launch"),
        ("这个功能下周正式上线给所有用户", "launch"),
        ("The bill went from 31k to 4k per month.", "saving"),
        ("It saves up to 50 percent of the cost.", "saving"),
        ("Start-up 48 s -> 9 s on the cheap phone", "saving"),
        ("9,400 fridges report once an hour.", "figure"),
        ("The site costs 27 € a month to run.", "figure"),
        ("It answers in less than a blink of an eye.", None),
        ("In 2019 they moved to another office.", None),
        ("Never deploy on a Friday afternoon.", None),
        ("50 %", None),
    ],
)
def test_what_a_sentence_states(text: str, news: str | None) -> None:
    assert news_of(text) == news
