"""Questions are answered in the order they come; those that wait are encoded together."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from bot.service.batching import Batcher, BusyError, Query
from embeddings.errors import UnknownDayError
from tests.services import Controlled, Gate
from tests.waiting import turns


@pytest.fixture
def batcher(library: Controlled) -> Iterator[Batcher]:
    made = Batcher(library)
    yield made
    made.close()


async def test_one_question_waits_for_no_other(batcher: Batcher, library: Controlled) -> None:
    answer = await batcher.ask(Query("how do lighthouses send their state?"))
    assert answer.matches[0].session.title == "Lighthouses that talk"
    assert library.batches == [], "nothing waited, so nothing was gathered"


async def test_questions_that_wait_are_encoded_together(batcher: Batcher, library: Controlled) -> None:
    library.before = gate = Gate("ask")
    first = asyncio.create_task(batcher.ask(Query("ferry")))
    await gate.until_reached()
    rest = [asyncio.create_task(batcher.ask(Query(f"tides {number}"))) for number in range(40)]
    kept = asyncio.create_task(batcher.ask(Query("knots", session="day1/mooring-without-ropes")))
    await turns()
    gate.open()
    answers = await asyncio.gather(first, *rest, kept)
    assert library.batches == [32, 8]
    assert [answer.question for answer in answers[1:41]] == [f"tides {number}" for number in range(40)]
    assert library.asked[-1] == ("knots", None, "day1/mooring-without-ropes")


async def test_an_error_is_of_its_own_question_alone(batcher: Batcher) -> None:
    questions = [Query("ferry"), Query("tides", day="Day 9"), Query("lamps send")]
    ferry, tides, lamps = await asyncio.gather(*map(batcher.ask, questions), return_exceptions=True)
    assert isinstance(tides, UnknownDayError)
    assert not isinstance(ferry, BaseException)
    assert not isinstance(lamps, BaseException)


async def test_a_defect_reaches_everyone_who_waits_and_the_next_is_answered(
    batcher: Batcher, library: Controlled
) -> None:
    with library.failing("ask_many", ZeroDivisionError()):
        outcomes = await asyncio.gather(
            batcher.ask(Query("a b")), batcher.ask(Query("c d")), return_exceptions=True
        )
        assert [type(outcome) for outcome in outcomes] == [ZeroDivisionError] * 2
    assert (await batcher.ask(Query("ferry"))).verdict == "answer"


async def test_too_many_are_turned_away(library: Controlled) -> None:
    batcher = Batcher(library, most_waiting=1)
    library.before = gate = Gate("ask")
    tasks = [asyncio.create_task(batcher.ask(Query("ferry"))) for _ in range(3)]
    await gate.until_reached()
    gate.open()
    outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    assert sum(isinstance(outcome, BusyError) for outcome in outcomes) == 2
    batcher.close()


async def test_a_quote_that_no_longer_stands_is_not_shown(batcher: Batcher, library: Controlled) -> None:
    library.edit("every minute", "every hour")
    answer = await batcher.ask(Query("lamp sends state"))
    assert all("every minute" not in quote.text for quote in answer.quotes)
    library.file.write_text("# emptied\n")
    answer = await batcher.ask(Query("lamp sends state"))
    assert (answer.verdict, answer.quotes) == ("none", ())
