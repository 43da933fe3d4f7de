"""What an assistant gets of the notes: quotes that stand there, with their places and a verdict."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from embeddings.library import Library
from tests import attendees
from tests.fakes import DAY_ONE, DAY_TWO, write_notes
from tests.mcp.conftest import Assistant

TEXTS = {"day1.md": DAY_ONE, "day2.md": DAY_TWO}


def stands(quote: dict[str, Any]) -> bool:
    """Tell whether a published quote is what its lines hold, marks of Markdown aside."""
    lines = TEXTS[quote["file"]].splitlines()[quote["line"] - 1 : quote["end_line"]]
    plain = " ".join(" ".join(lines).replace("*", "").replace("- ", "").split())
    return " ".join(quote["text"].replace("- ", "").split()) in plain


async def test_a_question_is_answered_with_quotes_that_stand_where_they_say(assistant: Assistant) -> None:
    answer = await assistant.given("ask", question="How long does a reading fetched from tape take?")
    assert answer["verdict"] == "answer"
    assert "eleven minutes" in answer["answer"]["text"]
    assert answer["quotes"]
    assert all(stands(quote) for quote in answer["quotes"])
    first = answer["sessions"][0]
    assert first["title"].startswith("Cold storage")
    assert first["speakers"][0] == {
        "name": "Ilse Vandermolen",
        "role": "Principal Engineer",
        "company": "Brinewood",
    }
    assert [link["url"] for link in answer["links"] if link["recording"]] == [
        "https://www.youtube.com/watch?v=tidal000001"
    ]


async def test_what_the_notes_do_not_hold_is_said_to_be_missing(assistant: Assistant) -> None:
    answer = await assistant.given("ask", question="What did they say about quantum cryptography in Brazil?")
    assert answer["verdict"] != "answer"
    assert answer["answer"] is None


async def test_every_tool_says_the_same_as_the_library(assistant: Assistant, library: Library) -> None:
    question = "Who mistakes a ferry for a foghorn?"
    asked, told = await assistant.given("ask", question=question), library.ask(question)
    assert (asked["verdict"], asked["reply"]) == (told.verdict, told.lead)
    assert [quote["text"] for quote in asked["quotes"]] == [quote.text for quote in told.published_quotes]


async def test_a_search_gives_sessions_with_their_nearest_passage(assistant: Assistant) -> None:
    found = (await assistant.given("search", text="foghorn classifier", limit=2))["found"]
    assert found[0]["session"]["title"] == "Foghorn acoustics and machine listening"
    assert stands(found[0]["quote"])
    assert len(found) <= 2


async def test_a_search_keeps_to_the_day_that_is_named(assistant: Assistant) -> None:
    found = (await assistant.given("search", text="foghorn lamp rope", day="Day 1", limit=20))["found"]
    assert {hit["session"]["file"] for hit in found} == {"day1.md"}


async def test_the_sessions_of_a_day_are_listed_whole_and_in_order(assistant: Assistant) -> None:
    listed = (await assistant.given("list_sessions", day="2"))["sessions"]
    assert [one["title"] for one in listed] == [
        "Foghorn acoustics and machine listening",
        "Rope splicing for software people",
    ]
    assert {one["date"] for one in listed} == {"2021-05-05"}
    assert len((await assistant.given("list_sessions"))["sessions"]) == 5


async def test_a_session_is_given_whole(assistant: Assistant) -> None:
    whole = await assistant.given("get_session", session="lighthouse scheduling")
    assert all(stands(quote) for quote in whole["quotes"] if "heap.push" not in quote["text"])
    assert whole["quotes"][-1]["text"] == "No slides were handed out."


async def test_what_several_people_noted_is_given_with_whose_notes_each_quote_is(
    assistant: Assistant, notes: Path
) -> None:
    write_notes(notes, attendees.NOTES)
    whole = await assistant.given("get_session", session="keeping capstans turning")
    assert [one["noted_by"] for one in whole["session"]["accounts"]] == ["Anna", "Ben", "Cleo Marsh"]
    assert {quote["noted_by"] for quote in whole["quotes"]} == {"Anna", "Ben", "Cleo Marsh"}
    assert {quote["session"] for quote in whole["quotes"]} == {whole["session"]["id"]}
    answer = await assistant.given("ask", question="how many capstans were measured over two winters?")
    assert answer["reply"] == "The notes differ:"
    assert {quote["noted_by"] for quote in answer["quotes"]} == {"Anna", "Ben"}


async def test_what_is_in_no_session_is_given_as_such(assistant: Assistant, notes: Path) -> None:
    write_notes(notes, {"day1.md": DAY_ONE.replace("\n\n", "\n\nA brass band led two hecklers out.\n\n", 1)})
    first = (await assistant.given("ask", question="which brass band led hecklers out?"))["sessions"][0]
    assert first["kind"] == "outside"
    assert (await assistant.given("get_session", session=first["id"]))["session"]["kind"] == "outside"


async def test_a_day_is_told_in_the_words_of_the_notes(assistant: Assistant) -> None:
    days = (await assistant.given("recap", day="Day 1"))["days"]
    assert [day["date"] for day in days] == ["2021-05-04"]
    quotes = [quote for told in days[0]["sessions"] for quote in told["quotes"]]
    assert quotes
    assert all(stands(quote) for quote in quotes)


async def test_notes_that_changed_are_read_again_before_an_answer(assistant: Assistant, notes: Path) -> None:
    text = DAY_TWO.replace("about once a week", "about twice a day")
    (notes / "day2.md").write_text(text, encoding="utf-8")
    answer = await assistant.given("ask", question="How often does it mistake a ferry for a foghorn?")
    assert any("twice a day" in quote["text"] for quote in answer["quotes"])


async def test_notes_that_are_gone_leave_the_last_state_without_quotes_that_no_longer_stand(
    assistant: Assistant, notes: Path
) -> None:
    for file in notes.glob("*.md"):
        file.unlink()
    notes.rmdir()
    listed = (await assistant.given("list_sessions"))["sessions"]
    assert len(listed) == 5
    answer = await assistant.given("ask", question="How long does a reading fetched from tape take?")
    assert answer["quotes"] == []


async def test_bad_arguments_get_one_sentence(assistant: Assistant) -> None:
    assert await assistant.refused("ask", question=" ") == (
        "The question is empty: ask something, for example `what did the keynote cover?`."
    )
    assert "no day 'Day 9'" in await assistant.refused("recap", day="Day 9")
    assert "zebra" in await assistant.refused("get_session", session="zebra")
    for arguments in ({"question": 5}, {}, {"question": "x" * 501}):
        said = await assistant.refused("ask", **arguments)
        assert said.startswith("The arguments of `ask` are wrong (`question`: ")
        assert "\n" not in said
        assert "pydantic" not in said
    assert "limit" in await assistant.refused("search", text="tape", limit=10_000)


async def test_half_a_character_and_control_signs_are_only_words(assistant: Assistant) -> None:
    for text in ("tape \x00 \x1b[2J", "tape \N{RIGHT-TO-LEFT OVERRIDE} @everyone", "'; DROP TABLE sessions"):
        assert (await assistant.given("ask", question=text))["verdict"]
