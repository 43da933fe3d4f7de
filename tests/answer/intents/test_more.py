"""More of a session: what was not quoted yet, until there is no more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from embeddings.library import Library
from tests.fakes import FakeEmbedder, write_notes

COUNT = 40
NOTE = "# Rope Days 2020 | Day 1 - Tuesday, March 3\n" + "".join(
    f"\n## {title}\n\n{who} - Rigger\n\n"
    + "\n\n".join(
        f"A {title.lower()} of the {n}th kind holds {n} tons when it is wet, and {n + 1} when it is dry."
        for n in range(COUNT)
    )
    + "\n"
    for title, who in (("Splice", "Ada Quist"), ("Hitch", "Bo Kelp"))
)


@pytest.fixture(scope="module")
def ropes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder: Path = tmp_path_factory.mktemp("ropes")
    library = Library(write_notes(folder / "notes", {"d.md": NOTE}), folder / "l.db", FakeEmbedder())
    library.refresh()
    yield library
    library.close()


@pytest.mark.parametrize("asks", ["more", "what else did she say?", "mehr bitte", "encore", "más", "更多"])
def test_more_is_what_was_not_quoted_yet(ropes: Library, asks: str) -> None:
    first = ropes.ask("what does a splice hold?")
    answer = ropes.ask(asks, after=first)
    assert (answer.question, answer.verdict, answer.lead) == (asks, "answer", "The notes also say:")
    assert {quote.session for quote in answer.quotes} == {first.matches[0].session.id}
    shown = " ".join(quote.text for quote in first.quotes)
    assert all(line not in shown for quote in answer.quotes for line in quote.text.split("\n"))
    assert all(ropes.current(quote) for quote in answer.quotes)


def test_more_and_more_comes_to_an_end(ropes: Library) -> None:
    seen = ropes.ask("what does a splice hold?")
    for _ in range(COUNT):
        answer = ropes.ask("more", after=seen)
        if answer.verdict == "none":
            break
        assert not set(answer.quotes) & set(seen.quotes)
        seen = replace(seen, quotes=(*seen.quotes, *answer.quotes))
    assert answer.lead == "The notes say no more of this session."
    said = " ".join(quote.text for quote in seen.quotes)
    assert all(f"the {n}th kind" in said for n in range(COUNT))


def test_without_the_reply_before_more_leaves_out_what_is_mostly_shown(ropes: Library) -> None:
    session = ropes.session("Splice").id
    first, more = ropes.ask("what was it about?", session=session), ropes.ask("more", session=session)
    assert more.verdict == "answer"
    assert not set(more.quotes) & set(first.quotes)


def test_the_second_one_is_of_the_reply_before(ropes: Library) -> None:
    listed = ropes.ask("list all talks")
    answer = ropes.ask("who held the second one?", after=listed)
    assert answer.matches[0].session.title == "Hitch"
    assert "Bo Kelp" in " ".join(quote.text for quote in answer.quotes)
    assert ropes.ask("the last one", after=listed).matches[0].session.title == "Hitch"


@pytest.mark.parametrize("asks", ["why?", "warum?", "pourquoi ?", "¿por qué?", "なぜ？"])
def test_why_within_a_session_is_never_surely_answered(ropes: Library, asks: str) -> None:
    answer = ropes.ask(asks, session=ropes.session("Splice").id)
    assert answer.verdict == "closest"


def test_more_without_anything_before_names_nothing(ropes: Library) -> None:
    assert ropes.ask("tell me more").verdict == "none"


@pytest.mark.parametrize("asks", ["how many talks were there?", "list all talks", "what was on Tuesday?"])
def test_a_question_of_all_sessions_is_not_kept_to_the_one_before(ropes: Library, asks: str) -> None:
    before = ropes.ask("what does a splice hold?")
    for answer in (ropes.ask(asks, after=before), ropes.ask(asks, session=before.matches[0].session.id)):
        assert [match.session.title for match in answer.matches] == ["Splice", "Hitch"]
        assert answer.kind == "list"


def test_the_first_one_of_a_day_is_not_that_of_the_reply_before(ropes: Library) -> None:
    before = ropes.ask("what does a hitch hold?")
    answer = ropes.ask("what was the first talk on Tuesday?", after=before)
    assert answer.lead == "The first of 2 sessions on Day 1, in the order of the notes:"


def test_which_talks_somebody_gave_goes_on_about_whom_was_spoken_of(ropes: Library) -> None:
    before = ropes.ask("what does a hitch hold?")
    answer = ropes.ask("which talks did he give?", after=before)
    assert [match.session.title for match in answer.matches] == ["Hitch"]
