"""Attacks by size and by slowness: long questions, large files, text that makes careless code look back."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot import cards, parts
from bot import desk as desk_module
from bot.cards import Look
from bot.desk import LONGEST_QUESTION, Desk, TooLongError, memory_path
from bot.memory import Memory
from bot.pictures import prepare
from bot.settings import Settings
from embeddings import notes as reader
from embeddings.library import Library
from embeddings.notes import Source
from embeddings.records import Stretch
from tests.defence import session_of, stands_only_by, wire
from tests.loopback.core import SmallCore
from tests.loopback.people import APP

ROOT = Path(__file__).parent.parent


def seconds(work: Callable[[], object]) -> float:
    best = 9.0
    for _ in range(2):
        at = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - at)
    return best


HOSTILE = (
    "[" * 200, "![" * 100, "*_" * 100, "`" * 200, "<" * 200, "a@" * 100, "(" * 200, "http://a." * 30,
    "- " * 100, "> " * 100, "|" * 200, "&amp;" * 50, "\\" * 200, "1 " * 100, "A B - " * 40, ": " * 100,
    "Ann Bee and " * 20, "10:00 - " * 30, "\u0301" * 200, "word. " * 40, "--- " * 60,
)  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_notes_take_time_in_proportion_to_their_length(piece: str) -> None:
    """Defence: no expression and no loop of the reader looks back over what it read.

    Quadratic work would take 64 times as long for eight times the text; 20 leaves room for noise.
    """

    def read(times: int) -> float:
        data = ("# T\n\n## S\n\n" + (piece * 10 + "\n") * times).encode()
        return seconds(lambda: reader.read([Source("n.md", data)]))

    small, large = read(2), read(16)
    assert large < max(0.02, small) * 20, f"{small:.3f} s, {large:.3f} s"


def test_a_quadratic_reader_would_be_noticed() -> None:
    """The measure itself: an expression that looks back is far beyond it."""

    def slow(times: int) -> float:
        text = "a" * (500 * times)
        return seconds(lambda: re.search(r"a*b", text))

    small, large = slow(2), slow(16)
    assert large > max(0.001, small) * 20


@pytest.mark.parametrize("piece", [*HOSTILE, "tape ", "x'\" OR NEAR(", "day 1 ", "which sessions "])
def test_a_question_takes_time_in_proportion_to_its_length(piece: str, library: Library) -> None:
    """The command line sets no limit to a question."""
    question = f"what about {piece * 20}"

    def ask(times: int) -> float:
        return seconds(lambda: library.ask(question * times))

    small, large = ask(1), ask(8)
    assert large < max(0.02, small) * 20, f"{small:.3f} s, {large:.3f} s"


@pytest.mark.parametrize("piece", ["*_", "[](", "\n- ", "a ", "`", "😀", "\n", "word "])
def test_a_card_takes_time_in_proportion_to_its_text(piece: str) -> None:
    def show(times: int) -> float:
        stretches = [Stretch("prose", piece * 200 * times, 1, 2)]
        return seconds(lambda: cards.whole_post(session_of("T"), stretches, "k", 0, Look()))

    small, large = show(4), show(32)
    assert large < max(0.02, small) * 20, f"{small:.3f} s, {large:.3f} s"


async def test_an_oversized_question_is_refused_before_any_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: ``LONGEST_QUESTION``."""
    core = SmallCore.at(tmp_path)
    settings = Settings(notes=core.notes, library=tmp_path / "library.db", watch=False)
    desk = Desk(settings, core, Memory.open(memory_path(settings.library), keep_days=9))
    await desk.start()

    def check() -> None:
        try:
            desk.check("tape " * 100_000)
        except TooLongError as error:
            assert str(LONGEST_QUESTION) in str(error)  # noqa: PT017 - the other way must fail, too
        else:
            pytest.fail("it was let through")

    stands_only_by(monkeypatch, check, (desk_module, "LONGEST_QUESTION", 10**9))
    await desk.close()


async def test_an_attachment_is_never_fetched(tmp_path: Path) -> None:
    """Defence: nothing in the bot reads attachments; a hundred megabytes of them cost nothing."""
    async with wire(tmp_path) as server:
        before = len(server.requests)
        attachment = {
            "id": "7",
            "filename": "bomb.zip",
            "size": 100_000_000,
            "url": f"{server.base}/api/attachments/bomb.zip",
            "proxy_url": f"{server.base}/api/attachments/bomb.zip",
        }
        await server.say(f"<@{APP}> what do lighthouses send?", attachments=[attachment])
        await server.next_message(1)
        assert not [path for _, path, _ in server.requests[before:] if "attachments" in path]
    text = "".join(path.read_text() for path in (ROOT / "bot").rglob("*.py"))
    assert not re.search(r"attachment\w*\.(read|save|to_file)\(|\.to_file\(", text)


def test_a_picture_that_discord_would_not_take_is_not_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: the size of what was encoded is held against Discord's limit."""
    from PIL import Image as Pillow

    noise = Pillow.frombytes("RGB", (600, 600), os.urandom(600 * 600 * 3))
    noise.save(tmp_path / "noise.png")
    monkeypatch.setattr(parts, "FILE_BYTES", 50_000)

    def check() -> None:
        assert prepare(tmp_path / "noise.png", "p", "") is None

    stands_only_by(monkeypatch, check, (parts, "FILE_BYTES", 10**9))
