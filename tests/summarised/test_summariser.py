"""Asking a model: what is shown of its reply, how long that may take, and what is told where it fails."""

from __future__ import annotations

import asyncio
import gzip
import logging
from dataclasses import dataclass

import pytest
from aiohttp import web

from bot.summaries.address import model_address
from bot.summaries.summariser import Summariser
from bot.summaries.summary import Summary, SummarySentence
from tests.summarised.model import NAME, Model, Reply, chat, saying, with_content

QUESTION = "what do lamps do?"
QUOTES = ("A lamp sends its state every minute.", "The keepers saved 40 % of their diesel.")
STATE, DIESEL = ("Lamps send their state every minute.", 1), ("Keepers saved 40 % of their diesel.", 2)
KEY = "sk-s3cret-k3y"


async def always(_sentence: str, _number: int) -> bool:
    return True


@dataclass
class Time:
    """Seconds that pass when a test says so."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


def summariser(model: Model, seconds: float = 30.0, now: Time | None = None) -> Summariser:
    return Summariser(model.address, KEY, seconds, now or Time())


async def summary(asked: Summariser, question: str = QUESTION) -> Summary | None:
    return await asked.summarise(question, QUOTES, "en", always)


async def test_the_sentences_of_a_model_are_shown_with_their_quotes(model: Model) -> None:
    model.reply = saying(STATE, DIESEL)
    found = await summary(summariser(model))
    assert found == Summary(NAME, (SummarySentence(*STATE), SummarySentence(*DIESEL)))
    assert found.heading == "Summary by harbour-3b, from the quotes below:"
    assert model.told == {
        "question": QUESTION,
        "quotes": [{"number": 1, "text": QUOTES[0]}, {"number": 2, "text": QUOTES[1]}],
    }
    assert model.asked[0]["model"] == NAME
    assert model.headers[0]["Authorization"] == f"Bearer {KEY}"


async def test_what_no_quote_holds_is_left_out_and_two_sentences_are_enough(model: Model) -> None:
    invented = [("Lamps send their state every hour.", 1), ("Bo Tern keeps 9 lamps.", 1)]
    misplaced = [(DIESEL[0], 1), (STATE[0], 0), (STATE[0], -1), (STATE[0], 3)]
    third = ("A lamp sends its state.", 1)
    model.reply = saying(*invented, *misplaced, STATE, STATE)
    found = await summary(summariser(model))
    assert found is not None
    assert found.sentences == (SummarySentence(*STATE),)
    model.reply = saying(STATE, DIESEL, third)
    found = await summary(summariser(model))
    assert found is not None
    assert len(found.sentences) == 2


@pytest.mark.parametrize(
    "said", [saying(), saying(("Buy our lamps now.", 1))], ids=["nothing", "another thing"]
)
async def test_where_no_sentence_holds_nothing_is_shown(said: Reply, model: Model) -> None:
    model.reply = said
    assert await summary(summariser(model)) is None


async def test_a_model_is_sent_nothing_in_a_language_whose_not_is_unknown(model: Model) -> None:
    model.reply = saying(STATE)
    assert await summariser(model).summarise(QUESTION, QUOTES, "sv", always) is None
    assert model.asked == []


async def test_a_sentence_needs_the_readers_word_where_there_is_one(model: Model) -> None:
    model.reply = saying(STATE, DIESEL)
    read: list[tuple[str, int]] = []

    async def doubts(sentence: str, number: int) -> bool:
        read.append((sentence, number))
        return number == 2

    found = await summariser(model).summarise(QUESTION, QUOTES, "en", doubts)
    assert found == Summary(NAME, (SummarySentence(*DIESEL),))
    assert read == [STATE, DIESEL]


async def test_a_reply_that_is_shown_again_is_not_asked_for_again(model: Model) -> None:
    model.reply = saying(STATE)
    asked = summariser(model)
    assert await summary(asked) == await summary(asked)
    await summary(asked, "and what do keepers do?")
    assert len(model.asked) == 2


# ---------------------------------------------------------------------- what goes wrong


async def broken(_: web.Request) -> web.StreamResponse:
    return web.Response(status=500, text=f"quota of {KEY} is used up")


async def elsewhere(_: web.Request) -> web.StreamResponse:
    return web.Response(status=307, headers={"Location": "/latest/meta-data"})


async def hang_up(request: web.Request) -> web.StreamResponse:
    assert request.transport is not None
    request.transport.close()
    return web.Response()


async def ten_megabytes(_: web.Request) -> web.StreamResponse:
    return chat("x" * 10_000_000)


async def packed(_: web.Request) -> web.StreamResponse:
    said = b'{"choices": [{"message": {"content": "' + b" " * 50_000_000 + b'"}}]}'
    return web.Response(body=gzip.compress(said, 1), headers={"Content-Encoding": "gzip"})


async def without_end(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse()
    await response.prepare(request)
    while request.transport is not None and not request.transport.is_closing():
        await response.write(b" " * 4096)
        await asyncio.sleep(0)
    return response


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (broken, "it answers with HTTP 500"),
        (elsewhere, "it answers with HTTP 307"),
        (hang_up, "it cannot be asked (ServerDisconnectedError)"),
        (ten_megabytes, "it answers with more than 128 KiB"),
        (packed, "it answers with more than 128 KiB"),
        (without_end, "it answers with more than 128 KiB"),
        (with_content("I cannot help with lamps."), "it does not answer in the form that it was asked for"),
    ],
)
async def test_what_goes_wrong_is_one_line_of_the_log_and_leaves_the_quotes_alone(
    said: Reply, why: str, model: Model, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    model.reply = said
    assert await summary(summariser(model)) is None
    (line,) = [record.getMessage() for record in caplog.records if record.name.startswith("bot.")]
    assert line in (
        f"No summary by 127.0.0.1:{model.port}: {why}.",
        f"No summary by {model.address.host}: {why}.",
    )
    assert not [word for word in (KEY, "lamp", "diesel", NAME) if word in caplog.text.replace("harbour", "")]
    assert model.elsewhere == []


async def test_a_model_that_is_not_there_leaves_the_quotes_alone(caplog: pytest.LogCaptureFixture) -> None:
    address = model_address("http://127.0.0.1:1/v1#small")
    assert address is not None
    assert await summary(Summariser(address)) is None
    assert "No summary by 127.0.0.1:1: it cannot be asked (ClientConnectorError)." in caplog.text


async def test_a_slow_model_is_waited_for_no_longer_than_is_said(
    model: Model, caplog: pytest.LogCaptureFixture
) -> None:
    waiting = asyncio.Event()

    async def never(_: web.Request) -> web.StreamResponse:
        await asyncio.Event().wait()
        raise AssertionError

    async def turn() -> None:
        waiting.set()

    model.reply = never
    found, _ = await asyncio.gather(summary(summariser(model, 0.05)), turn())
    assert found is None
    assert waiting.is_set(), "others go on meanwhile"
    assert "it takes too long" in caplog.text


async def test_a_slow_second_opinion_counts_in_the_same_seconds(model: Model) -> None:
    model.reply = saying(STATE)

    async def never(_sentence: str, _number: int) -> bool:
        await asyncio.Event().wait()
        return True

    # Enough for the reply of a busy machine; the second opinion would never come.
    assert await summariser(model, 2.0).summarise(QUESTION, QUOTES, "en", never) is None


async def test_after_a_failure_nobody_waits_for_the_model_for_half_a_minute(model: Model) -> None:
    now = Time(100.0)
    asked = summariser(model, now=now)
    model.reply = broken
    assert await summary(asked) is None
    model.reply = saying(STATE)
    now.now += 29
    assert await summary(asked) is None
    assert len(model.asked) == 1
    now.now += 2
    assert await summary(asked) is not None
