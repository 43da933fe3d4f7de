"""A terminal is answered by a process that runs with the same library, and by itself where none does."""

from __future__ import annotations

import asyncio
import json
import socket
import stat
from pathlib import Path

import pytest

from bot.service.ask_socket import answering, ask_running
from bot.service.local_socket import beside
from embeddings.errors import QuothError, UnknownDayError
from embeddings.library import Library
from embeddings.records import Answer

QUESTION = "how long does a reading fetched from tape take?"


async def asked(
    library: Path, notes: Path, question: str = QUESTION, day: str | None = None
) -> Answer | None:
    return await asyncio.to_thread(ask_running, library, notes, question, day)


async def test_the_answer_is_the_one_that_the_library_gives(library: Library, tmp_path: Path) -> None:
    async def ask(question: str, day: str | None) -> Answer:
        return library.ask(question, day=day)

    place = tmp_path / "library.db"
    async with answering(place, library.notes, ask):
        assert stat.S_IMODE(beside(place, "ask").stat().st_mode) == 0o600
        for question in (QUESTION, "which sessions were there?", "hello!", "what is quantum chess?"):
            assert await asked(place, library.notes, question) == library.ask(question)
        assert await asked(place, library.notes, day="Day 1") == library.ask(QUESTION, day="Day 1")
        with pytest.raises(QuothError, match="no day 'Day 9'"):
            await asked(place, library.notes, day="Day 9")
    assert not beside(place, "ask").exists()
    assert await asked(place, library.notes) is None


async def test_questions_for_other_notes_are_turned_away(library: Library, tmp_path: Path) -> None:
    async def ask(question: str, _: str | None) -> Answer:
        return library.ask(question)

    place = tmp_path / "library.db"
    async with answering(place, library.notes, ask):
        assert await asked(place, tmp_path / "others") is None


async def test_who_cannot_answer_just_now_leaves_it_to_the_terminal(library: Library, tmp_path: Path) -> None:
    async def ask(_: str, __: str | None) -> Answer | None:
        return None

    async with answering(tmp_path / "library.db", library.notes, ask):
        assert await asked(tmp_path / "library.db", library.notes) is None


@pytest.mark.parametrize("sent", [b"", b"{", b"[]\n", b'{"form": 0}\n', b"x" * 200_000 + b"\n"])
async def test_what_is_no_question_stops_nothing(library: Library, tmp_path: Path, sent: bytes) -> None:
    async def ask(question: str, day: str | None) -> Answer:
        raise UnknownDayError(f"{question} {day}")

    place = tmp_path / "library.db"
    async with answering(place, library.notes, ask):
        reader, writer = await asyncio.open_unix_connection(str(beside(place, "ask")))
        writer.write(sent)
        writer.write_eof()
        reply = await reader.read()
        writer.close()
        assert b"answer" not in reply
        with pytest.raises(QuothError, match="tape"):
            await asked(place, library.notes)


async def test_a_process_that_says_something_else_is_not_believed(library: Library, tmp_path: Path) -> None:
    place = tmp_path / "library.db"

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readline()
        writer.write(json.dumps({"answer": {"question": 5}}).encode() + b"\n")
        writer.close()

    async with await asyncio.start_unix_server(talk, str(beside(place, "ask"))):
        assert await asked(place, library.notes) is None


def test_a_socket_that_a_killed_process_left_is_no_answer(notes: Path, tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(beside(tmp_path / "library.db", "ask")))
    assert ask_running(tmp_path / "library.db", notes, QUESTION, None) is None
