"""A library of what several people noted: each session once, whose words they are, what they differ in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from embeddings.library import Library
from embeddings.records import ACCOUNTS_DIFFER
from tests.attendees import ANNA, NOTES
from tests.fakes import FakeEmbedder, write_notes


@pytest.fixture
def library(tmp_path: Path, embedder: FakeEmbedder) -> Iterator[Library]:
    """What three people noted of one day."""
    opened = Library(write_notes(tmp_path / "notes", NOTES), tmp_path / "library.db", embedder)
    opened.refresh()
    yield opened
    opened.close()


def test_each_session_is_listed_once_and_counted_once(library: Library) -> None:
    titles = ["Keeping capstans turning", "Electric lanterns for the pier", "Knots for fishing nets"]
    assert [session.title for session in library.sessions()] == titles
    (day,) = library.days()
    assert day.sessions == 3
    assert day.files == ("anna/day1.md", "ben/day1.md", "cleo/all.md")
    assert library.ask("how many sessions were there?").lead.startswith("3 sessions")


@pytest.mark.parametrize("name", ["Keeping capstans turning", "HAR101", "ben/day1/keeping-capstans-turning"])
def test_it_is_found_by_what_each_person_calls_it(library: Library, name: str) -> None:
    session = library.session(name)
    assert [account.noted_by for account in session.accounts] == ["Anna", "Ben", "Cleo Marsh"]


def test_each_account_is_shown_whole(library: Library) -> None:
    session = library.session("Keeping capstans turning")
    others, gone = library.others(session)
    assert [other.account.noted_by for other in others] == ["Ben", "Cleo Marsh"]
    assert "A brush with oil" in others[0].text_blocks[-2].text + others[0].text_blocks[-1].text
    assert gone == 0


def test_accounts_that_contradict_each_other_are_both_quoted(library: Library) -> None:
    answer = library.ask("how many capstans were measured over two winters?")
    assert answer.lead == ACCOUNTS_DIFFER
    assert {quote.noted_by for quote in answer.quotes} == {"Anna", "Ben"}
    assert "40 capstans" in answer.quotes[0].text + answer.quotes[-1].text
    assert "45 capstans" in answer.quotes[0].text + answer.quotes[-1].text


def test_accounts_that_agree_are_both_quoted_and_nothing_is_said_to_differ(library: Library) -> None:
    answer = library.ask("how many litres of oil do electric lanterns save a night?")
    assert answer.verdict == "answer"
    assert answer.lead != ACCOUNTS_DIFFER
    assert {quote.noted_by for quote in answer.quotes} == {"Anna", "Ben"}


def test_what_one_person_alone_noted_is_told_in_their_words(library: Library) -> None:
    answer = library.ask("what did more than any grease, a brush?")
    assert {quote.noted_by for quote in answer.quotes} == {"Ben"}
    assert {quote.session for quote in answer.quotes} == {library.session("HAR101").id}


@pytest.mark.parametrize(
    ("asked", "address"),
    [
        ("is there a recording of keeping capstans turning?", "https://youtu.be/capstans001"),
        ("are there slides of keeping capstans turning?", "https://slides.example/capstans"),
    ],
)
def test_a_link_is_handed_over_whoever_noted_it(library: Library, asked: str, address: str) -> None:
    answer = library.ask(asked)
    assert answer.links[0].url == address
    assert len({link.url for link in answer.links}) == len(answer.links) == 2
    assert "No recording" not in (answer.remark or "")


def test_nothing_is_said_of_whose_words_they_are_where_one_alone_took_notes(library: Library) -> None:
    answer = library.ask("which knot held longest in the cold?")
    assert [quote.noted_by for quote in answer.quotes] == [None]
    assert "accounts" not in library.session("Knots for fishing nets").as_json()


def test_a_recap_tells_a_session_once_from_all_accounts(library: Library) -> None:
    (recap,) = library.recaps()
    assert len(recap.entries) == 3
    told = [said.quote.noted_by for said in recap.entries[0].quotes]
    assert len(set(told)) > 1
    assert None not in told


def test_a_summary_of_one_session_names_whose_words_it_quotes(library: Library) -> None:
    answer = library.ask("summarise keeping capstans turning")
    assert {quote.noted_by for quote in answer.quotes} <= {"Anna", "Ben", "Cleo Marsh"}


def test_more_goes_on_with_what_others_noted(library: Library) -> None:
    first = library.ask("what about salt and bearings?", session=library.session("HAR101").id)
    more = library.ask("tell me more", session=library.session("HAR101").id, after=first)
    shown = {quote.text for quote in first.quotes}
    assert more.quotes
    assert shown.isdisjoint(quote.text for quote in more.quotes)


def test_an_account_is_never_related_to_its_own_session(library: Library) -> None:
    session = library.session("HAR101")
    assert session.id not in [other.id for other, _ in library.related(session.id)]


def test_the_published_form_names_each_account(library: Library) -> None:
    published = library.session("HAR101").as_json()
    assert published["accounts"][1] == {"noted_by": "Ben", "file": "ben/day1.md", "line": 3, "end_line": 9}
    answer = library.ask("how many capstans were measured over two winters?").as_json()
    assert {quote["noted_by"] for quote in answer["quotes"]} == {"Anna", "Ben"}


def test_a_quote_of_an_account_that_changed_is_not_shown(library: Library) -> None:
    (library.notes / "anna/day1.md").write_text(ANNA.replace("40 capstans", "forty of them"))
    answer = library.ask("how many capstans were measured over two winters?")
    assert not any("40" in quote.text for quote in answer.quotes)
