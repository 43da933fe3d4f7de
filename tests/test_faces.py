"""The same sixty questions through every face: terminal, browser, assistant and Discord say the same."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote as percent_encode

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from mcp import Client

from bot.mcp.server import NotesServer
from bot.service.current_notes import CurrentNotes
from bot.web.server import application
from bot.web.site import Site
from embeddings.records import Answer
from tests.cli.helpers import COMMAND
from tests.fakes import FakeEmbedder
from tests.loopback.bot import alive
from tests.loopback.reading import words
from tests.loopback.server import Loopback, running
from tests.paths import COLLECTIONS, ROOT
from tests.services import Controlled
from tests.web.conftest import Parsed

ASKED = 30
"""Questions of each collection."""
PORT = 8766
"""That the pages are told they are served at."""
CUT = "[…]"
"""Where Discord leaves out what it showed above."""


@pytest.fixture(params=["a02", "b07"])
def collection(request: pytest.FixtureRequest) -> Path:
    """Invented notes with questions, answerable and not."""
    return COLLECTIONS / str(request.param)


@pytest.fixture
def questions(collection: Path) -> list[str]:
    lines = (collection / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    return [str(json.loads(line)["question"]) for line in lines[-ASKED:]]


@pytest.fixture
def library(collection: Path, tmp_path: Path) -> Controlled:
    made = Controlled(collection / "notes", tmp_path / "library.db", FakeEmbedder())
    made.refresh()
    return made


@pytest.fixture
def answers(library: Controlled, questions: list[str]) -> list[Answer]:
    """What the library answers."""
    found = [library.ask(question) for question in questions]
    assert len(found) == ASKED
    assert {answer.verdict for answer in found} == {"answer", "closest", "none"}
    return found


def test_the_terminal_gives_the_librarys_answers(
    library: Controlled, questions: list[str], answers: list[Answer]
) -> None:
    done = subprocess.run(
        [
            *(sys.executable, "-c", COMMAND, "ask", "--json", "-"),
            *("--notes", str(library.notes), "--library", str(library.path)),
        ],
        input="\n".join(questions),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert told == [json.loads(json.dumps(answer.as_json())) for answer in answers]


async def test_an_assistant_is_given_the_librarys_answers(library: Controlled, answers: list[Answer]) -> None:
    async with Client(NotesServer(CurrentNotes(library))) as client:
        for answer in answers:
            result = await client.call_tool("ask", {"question": answer.question})
            assert result.structured_content is not None
            told, given = dict(result.structured_content), answer.as_json()
            # Typed records have every field, also one that says nothing.
            quotes = [{"noted_by": None, **quote} for quote in given["quotes"]]
            assert (told["verdict"], told["reply"]) == (given["verdict"], given["reply"])
            assert told["quotes"] == quotes


async def test_a_browser_shows_the_librarys_answers(library: Controlled, answers: list[Answer]) -> None:
    async with browser(library) as client:
        for answer in answers:
            address = f"/ask?q={percent_encode(answer.question)}"
            async with client.get(address, headers={"Host": f"127.0.0.1:{PORT}"}) as page:
                text = await page.text()
            assert f'class="reply {answer.verdict}"' in text
            shown = Parsed(text).words
            assert " ".join(answer.lead.split()) in shown
            if answer.kind != "list":
                assert words_of(quoted(answer)) <= words_of(shown)
                assert all(f"{quote.file}:{quote.line}" in shown for quote in answer.quotes)


@asynccontextmanager
async def browser(library: Controlled) -> AsyncIterator[TestClient[web.Request, web.Application]]:
    site = Site(library)
    async with TestClient(TestServer(application(site, "127.0.0.1", PORT, None))) as client:
        yield client
    await site.close()


async def test_discord_shows_the_librarys_answers(
    library: Controlled, answers: list[Answer], tmp_path: Path
) -> None:
    async with running() as discord, alive(discord, tmp_path, library, person_limit=1000):
        for answer in answers:
            message = await said(discord, answer.question)
            shown = re.sub(r"\\(.)", r"\1", words(message)).replace("**", "")
            if answer.verdict != "answer":
                assert answer.lead.partition(".")[0] in shown
            if answer.kind != "list":
                assert words_of(inside(shown).replace(CUT, "")) == words_of(quoted(answer))


async def said(discord: Loopback, question: str) -> dict[str, Any]:
    """Return the message that a person gets."""
    return await (await discord.slash("ask", question=question)).answer()


def inside(markdown: str) -> str:
    """Return what stands in Markdown's quotes and fences of code."""
    lines, fenced = [], False
    for line in markdown.splitlines():
        if line.startswith("```"):
            fenced = not fenced
        elif fenced or line.startswith(">"):
            lines.append(line.lstrip(">"))
    return "\n".join(lines)


def quoted(answer: Answer) -> str:
    return "\n".join(quote.text for quote in answer.quotes)


def words_of(text: str) -> set[str]:
    """Return the words of a text without the marks of lists, which each face draws in its own way."""
    return set(re.findall(r"\w+", re.sub(r"^\s*(?:[-*+•]|\d+[.)])\s", "", text, flags=re.M)))
