"""What of a file is in no session: it is found, quoted and never denied, and listed nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from embeddings.index.copying import copy_library
from embeddings.library import Library
from tests.fakes import FakeEmbedder, write_notes
from tests.in_memory import InMemoryStore

DAY = """\
---
tags: [regatta]
---
# Saltwind Summit 2021, Day 1

The summit was opened by a brass band, and two hecklers were led out of the boathouse.
Lunch is served in the cannery.

- Bagpipe repair (https://bagpipe.example/repair)

## Cold storage for tidal sensors

Ilse Vandermolen - Principal Engineer - Brinewood

Tidal sensors write four readings a second, and most of them are never looked at again.
Lunch was late that day, and cold.

## Lighthouse scheduling with priority queues

Ravi Okonjo - Staff Engineer - Lampwick Software

Every lamp on the coast is switched by one scheduler, which keeps its jobs in a priority queue.
"""
COVER = """\
# Harbour Days 2022

## Welcome

Held at the old tannery on the quay, with room for ninety boats.

## Sessions
"""
TEMPLATE = "# Talk title - Speaker name\n\n## Takeaways\n\nHow the flugelhorn is played.\n"
NOTES = {"2021/day1.md": DAY, "README.md": COVER, "template.md": TEMPLATE}


@pytest.fixture
def summit(tmp_path: Path, embedder: FakeEmbedder) -> Iterator[Library]:
    with closing(
        Library(write_notes(tmp_path / "notes", NOTES), tmp_path / "library.db", embedder)
    ) as opened:
        opened.refresh()
        yield opened


def test_text_before_the_first_session_of_a_file_is_quoted(summit: Library) -> None:
    answer = summit.ask("who led the hecklers out of the boathouse?")
    assert answer.verdict != "none"
    assert "two hecklers were led out" in answer.quotes[0].text
    assert (answer.quotes[0].file, answer.quotes[0].line) == ("2021/day1.md", 6)
    assert "never mention" not in (answer.remark or "")
    assert "no speaker for this session" not in (answer.remark or "")


def test_text_of_a_file_without_sessions_is_quoted(summit: Library) -> None:
    answer = summit.ask("what was held at the old tannery?")
    assert answer.verdict == "answer"
    assert answer.quotes[0].file == "README.md"


def test_a_thing_that_is_only_named_there_is_hedged(summit: Library) -> None:
    answer = summit.ask("what did they say about bagpipe repair?")
    assert answer.verdict == "closest"
    assert "Bagpipe repair" in answer.quotes[0].text


def test_a_session_that_answers_comes_before_what_is_in_none(summit: Library) -> None:
    answer = summit.ask("how late was lunch that day?")
    assert answer.matches[0].session.title == "Cold storage for tidal sensors"


def test_what_is_in_no_session_is_listed_nowhere(summit: Library) -> None:
    titles = ["Cold storage for tidal sensors", "Lighthouse scheduling with priority queues"]
    assert [session.title for session in summit.sessions()] == titles
    assert [day.sessions for day in summit.days()] == [2]
    listed = summit.ask("list all sessions")
    assert [match.session.title for match in listed.matches] == titles
    for related, _ in summit.related(summit.sessions()[0].id):
        assert related.title in titles


def test_who_goes_on_about_what_is_in_no_session_is_answered_from_it(summit: Library) -> None:
    first = summit.ask("who led the hecklers out of the boathouse?")
    answer = summit.ask("and what did the band play?", after=first)
    assert answer.matches[0].session.file == "2021/day1.md"
    assert "brass band" in answer.quotes[0].text


@pytest.mark.parametrize(
    ("goes_on", "told"),
    [
        ("more", "The notes say no more of this text."),
        ("any other talks by her?", "no speaker for this text"),
    ],
)
def test_who_goes_on_about_it_is_not_told_of_a_session(summit: Library, goes_on: str, told: str) -> None:
    answer = summit.ask(goes_on, after=summit.ask("what was held at the old tannery?"))
    assert told in answer.lead
    assert "this session" not in f"{answer.lead} {answer.remark}"


@pytest.mark.parametrize("question", ["when was it?", "what day was that?"])
def test_it_does_not_tell_a_time_that_it_lacks(summit: Library, question: str) -> None:
    first = summit.ask("what was held at the old tannery?")
    assert summit.ask(question, after=first).verdict != "answer"


def test_who_asks_for_sessions_is_not_told_that_it_is_one(summit: Library) -> None:
    assert summit.ask("list the sessions about the tannery").verdict != "answer"


def test_its_links_are_among_those_of_the_notes(summit: Library) -> None:
    found = [link.url for session in summit.texts() for link in session.links]
    assert found == ["https://bagpipe.example/repair"]
    assert [one.file for one in summit.texts("Day 1") if not one.is_listed] == ["2021/day1.md"]


def test_what_is_published_of_it_says_that_it_is_no_session(summit: Library) -> None:
    told = summit.ask("what was held at the old tannery?").as_json()
    assert told["sessions"][0]["kind"] == "outside"
    assert "kind" not in summit.ask("how late was lunch that day?").as_json()["sessions"][0]


def test_a_thing_that_only_such_text_mentions_is_told_with_its_place(summit: Library) -> None:
    assert summit.ask("did anyone mention hecklers?").lead.startswith(
        "No session mentions 'hecklers'; it stands in 2021/day1.md:6."
    )


@pytest.mark.parametrize(("word", "where"), [("regatta", "front matter"), ("flugelhorn", "a template")])
def test_no_word_of_a_file_is_said_to_be_never_mentioned(summit: Library, word: str, where: str) -> None:
    answer = summit.ask(f"does the {word} keep jobs in a priority queue?")
    assert "never mention" not in (answer.remark or ""), where
    assert "'zither'" in (summit.ask("does the zither keep jobs in a priority queue?").remark or "")


def test_what_is_taken_out_of_the_notes_is_no_longer_mentioned(tmp_path: Path) -> None:
    notes = write_notes(tmp_path / "notes", NOTES)
    library = Library(notes, tmp_path / "library.db", FakeEmbedder())
    assert library.refresh().sessions == 2
    assert library.refresh().sessions == 2  # nothing changed, and nothing else is counted
    write_notes(
        notes, {"2021/day1.md": DAY.replace(" by a brass band, and two hecklers", ", and two guests")}
    )
    assert library.refresh().sessions == 2
    assert "'hecklers'" in (library.ask("were the hecklers led out of the boathouse?").remark or "")
    library.close()


def test_a_copied_library_holds_it_as_well(summit: Library) -> None:
    target = InMemoryStore()
    assert copy_library(summit._store, target) == 2
    with target.read() as reader, summit._store.read() as source:
        assert reader.vocabulary() == source.vocabulary()
        assert reader.languages() == {"en": 2}
