"""Where a summary is shown, and where none is; without a model nothing of it is loaded."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest
from aiohttp import web

from bot.discord.cards.status import status_message
from bot.discord.localised import localised
from bot.discord.replies import reply_with_answer
from bot.phrases.phrases import LANGUAGES
from bot.service.batching import Query
from bot.settings import Settings, SettingsError
from embeddings.library import Library
from tests.cli.helpers import QUESTION, process
from tests.fakes import write_notes
from tests.loopback.actors import APP
from tests.loopback.bot import alive
from tests.loopback.reading import words
from tests.loopback.server import running
from tests.paths import ROOT
from tests.services import serving
from tests.summarised.model import Model, saying
from tests.web.conftest import Open

LAMPS = "how do lighthouses send their state?"
STATE = "A lamp sends its state every minute."
TAPE = "A reading fetched from tape takes eleven minutes."
HEADING = "Summary by harbour-3b, from the quotes below:"


async def test_a_card_shows_who_summarised_and_numbers_the_quotes(tmp_path: Path, model: Model) -> None:
    model.reply = saying((STATE, 1))
    async with serving(tmp_path, summary_model=model.address) as service:
        answer, reply = await service.ask(7, Query(LAMPS), 1)
        first, *_ = await reply_with_answer(service, answer, reply)
    summary = first.markdown.index(HEADING)
    assert summary < first.markdown.index(f"{STATE} (1)") < first.markdown.index("(1) day1.md")
    assert f"-# {HEADING}" in first.markdown.split("\n")


async def test_a_card_without_a_summary_is_as_it_was(tmp_path: Path, model: Model) -> None:
    async def broken(_: web.Request) -> web.StreamResponse:
        return web.Response(status=503)

    async with serving(tmp_path / "off") as service:
        answer, reply = await service.ask(7, Query(LAMPS), 1)
        off = await reply_with_answer(service, answer, reply)
    for said in (saying(("Lamps are sold out.", 1)), broken):
        model.reply = said
        async with serving(tmp_path / str(id(said)), summary_model=model.address) as service:
            answer, reply = await service.ask(7, Query(LAMPS), 1)
            shown = await reply_with_answer(service, answer, reply)
        assert [one.markdown for one in shown] == [one.markdown for one in off]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_who_summarised_is_said_in_the_readers_language(
    language: str, tmp_path: Path, model: Model
) -> None:
    model.reply = saying((STATE, 1))
    async with serving(tmp_path, summary_model=model.address) as service:
        answer, reply = await service.ask(7, Query(LAMPS), 1)
        first, *_ = await reply_with_answer(service, answer, reply)
        shown = localised(first, language).markdown
        status = localised(status_message(service, 0, 0, 0.1), language).markdown
    assert "harbour-3b" in shown
    assert HEADING not in shown
    assert f"{STATE} (1)" in shown, "a model's words are no phrase"
    assert "(1) day1.md" in shown
    assert ", line" not in shown
    assert f"127.0.0.1:{model.port}" in status.replace("\\", "")
    assert "Summaries" not in status


async def test_status_names_the_model_where_there_is_one(tmp_path: Path, model: Model) -> None:
    async with serving(tmp_path / "on", summary_model=model.address, summary_private=True) as service:
        said = status_message(service, 0, 0, 0.1).markdown
    told = f"**Summaries:** by harbour-3b at 127.0.0.1:{model.port}, also of what is asked privately"
    assert told in said.replace("\\", "")
    async with serving(tmp_path / "off") as service:
        assert "Summaries" not in status_message(service, 0, 0, 0.1).markdown


async def test_a_private_answer_has_a_summary_where_the_settings_say_so(tmp_path: Path, model: Model) -> None:
    model.reply = saying((STATE, 1))
    async with serving(tmp_path, summary_model=model.address, summary_private=True) as service:
        answer, reply = await service.ask(7, Query(LAMPS), None)
        assert await service.summary(answer, reply) is not None


def test_the_terminal_shows_it_above_the_quotes(folder: Path, model: Model) -> None:
    model.reply = saying((TAPE, 1))
    done = process(folder, "ask", QUESTION, env={"QUOTH_SUMMARY_MODEL": model.setting})
    lines = done.stdout.decode().splitlines()
    place = lines.index(HEADING)
    assert lines[place + 1] == f"{TAPE} (1)"
    assert any(line.startswith("  (1) day1.md:") for line in lines[place:])
    without = process(folder, "ask", QUESTION).stdout.decode()
    assert HEADING not in without
    assert "(1)" not in without


def test_a_conversation_and_questions_from_a_pipe_have_summaries_too(folder: Path, model: Model) -> None:
    model.reply = saying((TAPE, 1))
    given = {"QUOTH_SUMMARY_MODEL": model.setting}
    for command in (["chat"], ["ask", "-"]):
        done = process(folder, *command, env=given, stdin=f"{QUESTION}\n".encode())
        assert HEADING in done.stdout.decode()


def test_json_has_none_and_asks_nobody(folder: Path, model: Model) -> None:
    done = process(folder, "ask", "--json", QUESTION, env={"QUOTH_SUMMARY_MODEL": model.setting})
    assert b"Summary" not in done.stdout
    assert model.asked == []


def test_a_key_that_cannot_be_sent_is_told_and_not_shown() -> None:
    from bot.service.summaries import summariser_of

    settings = Settings.model_validate(
        {"summary_model": "https://llm.example/v1#small", "summary_key": "sk s3cret\nX-Other: 1"}
    )
    with pytest.raises(SettingsError, match=r"^QUOTH_SUMMARY_KEY is not a key") as caught:
        summariser_of(settings)
    assert "s3cret" not in str(caught.value)


async def test_a_page_shows_it_above_the_quotes(serving_pages: Open, library: Library, model: Model) -> None:
    from bot.service.summaries import summariser_of

    model.reply = saying((TAPE, 1))
    summariser = summariser_of(Settings.model_validate({"summary_model": model.setting}))
    browser = await serving_pages(library, summariser=summariser)
    page = await browser.get("/ask?q=how+long+does+it+take+to+fetch+a+reading+from+tape%3F")
    assert page.words.index(HEADING) < page.words.index(f"{TAPE} (1)") < page.words.index("(1) day1.md:")
    listed = await browser.get("/ask?q=which+sessions+were+there%3F")
    assert "Summary by" not in listed.words
    assert len(model.asked) == 1


def test_without_a_model_nothing_of_it_is_loaded(tmp_path: Path) -> None:
    write_notes(tmp_path / "notes")
    code = (
        "import sys, bot.cli.ask, bot.cli.chat, bot.discord.app, bot.web.site\n"
        "from bot.settings import Settings\n"
        "from bot.service.summaries import summariser_of\n"
        "assert summariser_of(Settings()) is None\n"
        "print(sorted(name for name in sys.modules if name.startswith('bot.summaries.')))"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=env, cwd=tmp_path, capture_output=True, check=True
    )
    assert done.stdout.decode().strip() == "['bot.summaries.address']", "which the settings are read with"


async def test_answers_of_one_message_wait_for_their_summaries_together(tmp_path: Path, model: Model) -> None:
    both = asyncio.Event()

    async def once_both_are_asked(request: web.Request) -> web.StreamResponse:
        if len(model.asked) == 2:
            both.set()
        await both.wait()
        return await saying((STATE, 1))(request)

    model.reply = once_both_are_asked
    address = model.address
    async with running() as server, alive(server, tmp_path, summary_model=address, summary_seconds=60):
        await server.say(f"<@{APP}> {LAMPS} Who holds a ferry of 900 tons?")
        first = words(await server.next_message(1))
        assert HEADING in first
    assert len(model.asked) == 2
