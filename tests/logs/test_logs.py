"""Lines of the log: one object each, not to be forged, without secrets."""

from __future__ import annotations

import asyncio
import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest

from bot.logs.logs import request, set_up
from bot.logs.redact import Redactor
from bot.service.batching import Query
from embeddings.errors import NotesError
from tests.loopback.actors import APP, TOKEN
from tests.loopback.bot import alive, library_under, quiet
from tests.loopback.server import running
from tests.services import serving


class Written(io.StringIO):
    """What a log's only handler writes."""

    def set_up(self, form: Literal["text", "json"], *hidden: str) -> None:
        """As the bot does at its start; pytest's own handlers are left out of it."""
        logging.getLogger().handlers[:] = [logging.StreamHandler(self)]
        set_up(form, *hidden)


@pytest.fixture
def stream() -> Iterator[Written]:
    root, last = logging.getLogger(), logging.lastResort
    assert last is not None
    level, kept, filters, formatter = root.level, root.handlers[:], last.filters[:], last.formatter
    root.setLevel(logging.DEBUG)
    yield Written()
    root.setLevel(level)
    root.handlers[:] = kept
    last.filters[:] = filters
    last.formatter = formatter


@pytest.mark.parametrize("level", [logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR])
@pytest.mark.parametrize("name", ["discord.gateway", "discord.http", "discord.webhook", "discord.client"])
def test_discords_own_lines_keep_to_the_level_and_tell_no_events(
    stream: Written, monkeypatch: pytest.MonkeyPatch, level: int, name: str
) -> None:
    logging.getLogger().setLevel(level)
    monkeypatch.setattr(logging.getLogger(name), "level", logging.NOTSET)
    stream.set_up("json")
    for written in (logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR):
        logging.getLogger(name).log(written, "line")
    lowest = level if name == "discord.client" else max(level, logging.INFO)
    levels = [json.loads(line)["level"] for line in stream.getvalue().splitlines()]
    assert levels == [logging.getLevelName(x) for x in (10, 20, 30, 40) if x >= lowest]


def test_a_line_is_one_object_without_secrets(stream: Written) -> None:
    stream.set_up("json", "hunter2")
    log = logging.getLogger("bot.test")
    log.warning("password %s\nforged line", "hunter2")
    try:
        raise ValueError("hunter2")
    except ValueError:
        log.exception("It broke.")
    first, second = (json.loads(line) for line in stream.getvalue().splitlines())
    assert first["message"] == "password [hidden]\nforged line"
    assert first["level"] == "WARNING"
    assert first["request"] == "-"
    assert first["at"].endswith("+00:00")
    assert "ValueError: [hidden]" in second["traceback"]
    assert "hunter2" not in stream.getvalue()


def test_a_line_for_people_cannot_be_forged(stream: Written) -> None:
    stream.set_up("text", "hunter2")
    logging.getLogger("bot.test").warning("asked \n2031-01-01 ERROR all is lost \x1b[2J%s", "hunter2")
    assert len(stream.getvalue().splitlines()) == 1
    assert "\x1b" not in stream.getvalue()
    assert "hunter2" not in stream.getvalue()
    assert r"\n2031" in stream.getvalue()


async def test_what_is_done_for_one_request_carries_its_id_in_threads_too(
    stream: Written, tmp_path: Path
) -> None:
    stream.set_up("json")
    log = logging.getLogger("bot.test")
    async with serving(tmp_path) as service:
        both = asyncio.Barrier(2)

        async def serve(name: str) -> None:
            with service.at_work():
                log.info("%s begins", name)
                await both.wait()
                await service.ask(1, Query("how do lighthouses send their state?"))
                await service.off_loop(log.info, f"{name} in a thread")

        await asyncio.gather(serve("one"), serve("two"))
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    ids = {
        name: {line["request"] for line in lines if line["message"].startswith(name)}
        for name in ("one", "two")
    }
    assert all(len(found) == 1 for found in ids.values())
    assert ids["one"] != ids["two"]
    asked = [line["request"] for line in lines if line["message"].startswith("Asked: answer")]
    assert set(asked) == ids["one"] | ids["two"]
    assert "lighthouses" not in stream.getvalue()  # what people ask is in no log


def test_a_request_within_a_request_is_the_same() -> None:
    with request() as outer, request() as inner:
        assert inner == outer
    with request() as other:
        assert other != outer


async def test_the_whole_bot_writes_no_token(stream: Written, tmp_path: Path) -> None:
    """Defence: the filter on every handler. The most verbose level, a whole conversation, and a defect."""
    stream.set_up("json", TOKEN)
    async with running() as server, alive(server, tmp_path) as bot:
        await server.say(f"<@{APP}> how do lighthouses send their state?")
        await server.next_message(1)
        use = await server.slash("ask", question=f"is {TOKEN} your token?")
        await use.answer()
        with library_under(bot).failing("ask", NotesError(f"token {TOKEN}")):
            await (await server.slash("ask", question="tides?")).answer()
        status = await server.slash("status", permissions=1 << 5)
        await status.answer()
        await quiet(bot)
        logging.getLogger("discord").error("login %s", {"Authorization": f"Bot {TOKEN}"})
    assert stream.getvalue().count("\n") > 5
    assert TOKEN not in stream.getvalue()
    assert use.token not in stream.getvalue()
    assert TOKEN not in json.dumps(status.message)


def test_every_handler_gets_the_filter(stream: Written) -> None:
    stream.set_up("text", "hunter2")
    assert stream.getvalue() == ""
    for handler in [*logging.getLogger().handlers, logging.lastResort]:
        assert handler is not None
        assert any(isinstance(one, Redactor) for one in handler.filters)


def test_secrets_are_hidden_in_arguments_and_tracebacks() -> None:
    redactor = Redactor(["hunter2", ""])
    record = logging.LogRecord(
        "n", logging.INFO, "f", 1, "token %s at /webhooks/12/%s", ("hunter2", "x" * 40), None
    )
    assert redactor.filter(record)
    assert record.getMessage() == "token [hidden] at /webhooks/12/[hidden]"
