"""What was asked privately stands in no file; it is held in memory for a while, for the buttons."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.service.batching import Query
from bot.service.errors import ForgottenError
from bot.service.private_words import _MOST, SECONDS, PrivateWords
from tests.clocks import ManualClock
from tests.services import make_service

SECRET = "how do heliotrope lighthouses send their state?"


def test_words_are_held_for_as_long_as_they_are_used() -> None:
    clock = ManualClock()
    words = PrivateWords(clock)
    words.hold("k1", "p", "first")
    words.hold("k2", "p", "second")
    clock.move(SECONDS - 1)
    assert words.recall("k1") == "first"
    clock.move(2)
    assert (words.recall("k1"), words.recall("k2")) == ("first", None)


def test_the_oldest_go_where_there_are_many() -> None:
    words = PrivateWords(ManualClock())
    for number in range(_MOST + 1):
        words.hold(f"k{number}", "p", "words")
    assert words.recall("k0") is None
    assert words.recall("k1") == "words"


def test_a_persons_words_are_let_go_of_when_they_say_so() -> None:
    words = PrivateWords(ManualClock())
    words.hold("mine", "p", "mine")
    words.hold("theirs", "q", "theirs")
    words.forget("p")
    assert (words.recall("mine"), words.recall("theirs")) == (None, "theirs")


@pytest.mark.parametrize(("server", "private"), [(1, True), (None, False)])
async def test_the_words_of_a_private_question_stand_in_no_file(
    tmp_path: Path, server: int | None, private: bool
) -> None:
    service = make_service(tmp_path)
    await service.start()
    _, reply = await service.ask(7, Query(SECRET), server, private=private)
    assert (await service.again(reply)).matches, "its buttons work"
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not any(b"heliotrope" in path.read_bytes() for path in files)
    service.database.forget(service.database.person(7))
    with pytest.raises(ForgottenError):
        await service.again(reply)
    await service.close()
