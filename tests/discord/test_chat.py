"""Chats that the bot publishes to: the same tests for Discord, over the loopback, and for a terminal."""

from __future__ import annotations

import io
import re
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from bot.discord import send as sending
from bot.discord.chat import DiscordChat
from bot.discord.console import ConsoleChat, lines_of
from bot.discord.message import Button, Card, ChannelMenu, LinkButton, Message, Row, Text
from bot.discord.recaps import plan_of
from bot.render.images import Attachment
from bot.service.chat import MessageGoneError, ThreadedChat
from bot.service.publish import Publisher
from bot.service.shares import DayKey, Form
from bot.service.tenants import Tenants
from tests.loopback.actors import CHANNEL, GUILD
from tests.loopback.bot import connected
from tests.loopback.fault import Fault
from tests.loopback.reading import titles, words
from tests.loopback.server import running
from tests.loopback.sharing_server import FORUM, OTHER_FORUM, SharingServer
from tests.services import make_service

PLACE, OTHER_PLACE = str(CHANNEL), str(CHANNEL + 1)
DAY: DayKey = ("Harbour Days 2031", "Day 1", "2031-05-02")
TITLES = ["Lighthouses that talk", "Mooring without ropes", "Tides as a service"]
NONCE = "0123456789abcdef01234567"


class Terminal(io.StringIO):
    """A terminal that can go away before or after it has shown what is written."""

    def __init__(self) -> None:
        super().__init__()
        self.breaks: str | None = None

    def write(self, text: str) -> int:
        if self.breaks == "before":
            self.breaks = None
            raise OSError("the terminal is gone")
        return super().write(text)

    def flush(self) -> None:
        if self.breaks == "after":
            self.breaks = None
            raise OSError("the terminal is gone")


@dataclass
class Platform:
    """A chat, what stands in a place of it, and a hand that makes the next send fail."""

    chat: ThreadedChat[Message]
    texts: Callable[[str], list[str]]
    fail: Callable[[str], None]
    """``before`` or ``after`` the message arrived."""
    answered: Callable[[str, str], str | None]
    """Returns which message one, by place and id, is the reply to."""
    forget: Callable[[], None]
    """Forget nonces where the platform does so some minutes later."""


@pytest.fixture(params=["discord", "terminal"])
async def platform(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Platform]:
    if request.param == "terminal":
        terminal = Terminal()
        console = ConsoleChat(terminal)

        def printed(place: str) -> list[str]:
            messages = console.standing.get(place, {}).values()
            found = [title for message in messages for title in _titles(message)]
            assert all(text in terminal.getvalue() for text in found)
            return found

        def answered(place: str, sent: str) -> str | None:
            found = re.search(rf"^— #{sent} in {place}, to #(\w+)$", terminal.getvalue(), re.MULTILINE)
            return found and found[1]

        yield Platform(
            console, printed, lambda when: setattr(terminal, "breaks", when), answered, lambda: None
        )
        return
    monkeypatch.setattr(sending, "REPEATS", sending.Repeats(waits=()))
    server = SharingServer()
    server.forums = [OTHER_FORUM, FORUM]

    def standing(place: str) -> list[str]:
        found = server.standing.get(int(place), [])
        return [title for m in found for title in titles(m) or [words(m)]]

    def fail(when: str) -> None:
        server.faults = [Fault("POST", "/messages", f"drop-{when}")]

    def replied(place: str, sent: str) -> str | None:
        (message,) = [one for one in server.standing[int(place)] if one["id"] == sent]
        return str(message["sent"]["message_reference"]["message_id"])

    def forget() -> None:
        server.keeps_nonces = False

    async with running(server), connected(server, Tenants(make_service(tmp_path))) as bot:
        yield Platform(DiscordChat(bot, GUILD), standing, fail, replied, forget)


def _titles(message: Message) -> list[str]:
    """Return the first line of a message's words, or of each of its cards."""
    cards = [replace(message, parts=part.parts) for part in message.parts if isinstance(part, Card)]
    return [one.texts[0].split("\n")[0].strip("*") for one in cards or [message]]


def told(text: str, mark: str = "r:here:1:1:1") -> Message:
    """Return a message that is known again by its button."""
    return Message(parts=(Text(text), Row((Button("I was there", mark),))))


async def test_what_is_sent_stands_there_with_an_id(platform: Platform) -> None:
    first = await platform.chat.send(PLACE, told("one"), nonce=NONCE)
    second = await platform.chat.send(PLACE, told("two"))
    assert first != second
    assert platform.texts(PLACE) == ["one", "two"]
    assert first in platform.chat.address(PLACE, first)


async def test_what_stands_can_be_changed_and_answered(platform: Platform) -> None:
    first = await platform.chat.send(PLACE, told("one"), nonce=NONCE)
    await platform.chat.edit(PLACE, first, told("one, changed"))
    reply = await platform.chat.reply(PLACE, first, told("an answer"))
    assert reply != first
    assert platform.answered(PLACE, reply) == first
    assert platform.texts(PLACE) == ["one, changed", "an answer"]


async def test_what_is_sent_again_under_its_nonce_comes_once(platform: Platform) -> None:
    first = await platform.chat.send(PLACE, told("one"), nonce=NONCE)
    assert await platform.chat.send(PLACE, told("one"), nonce=NONCE) == first
    other = await platform.chat.send(PLACE, told("one"), nonce="f" * 24)
    assert other != first
    assert await platform.chat.send(PLACE, told("one")) not in (first, other)
    assert platform.texts(PLACE) == ["one", "one", "one"]


async def test_a_nonce_counts_in_its_place_alone(platform: Platform) -> None:
    here = await platform.chat.send(PLACE, told("one"), nonce=NONCE)
    assert await platform.chat.find_sent(OTHER_PLACE, NONCE, told("one"), after=None, since=0.0) is None
    there = await platform.chat.send(OTHER_PLACE, told("two"), nonce=NONCE)
    assert here != there
    assert (platform.texts(PLACE), platform.texts(OTHER_PLACE)) == (["one"], ["two"])
    assert await platform.chat.find_sent(PLACE, NONCE, told("one"), after=None, since=0.0) == here
    assert await platform.chat.find_sent(OTHER_PLACE, NONCE, told("two"), after=None, since=0.0) == there


async def test_what_is_gone_can_be_neither_changed_nor_removed(platform: Platform) -> None:
    first = await platform.chat.send(PLACE, told("one"), nonce=NONCE)
    await platform.chat.remove(PLACE, first)
    assert platform.texts(PLACE) == []
    with pytest.raises(MessageGoneError):
        await platform.chat.edit(PLACE, first, told("two"))
    with pytest.raises(MessageGoneError):
        await platform.chat.remove(PLACE, first)


@pytest.mark.parametrize("message", [told("one"), Message("a page", files=(Attachment("a.html", b"x"),))])
async def test_a_send_that_fails_after_it_arrived_is_found_again(
    platform: Platform, message: Message
) -> None:
    platform.forget()
    platform.fail("after")
    with pytest.raises((OSError, *platform.chat.failures)):
        await platform.chat.send(PLACE, message, nonce=NONCE)
    assert len(platform.texts(PLACE)) == 1
    found = await platform.chat.find_sent(PLACE, NONCE, message, after=None, since=0.0)
    assert found is not None
    await platform.chat.edit(PLACE, found, told("changed"))
    assert platform.texts(PLACE) == ["changed"]


async def test_a_send_that_fails_before_it_arrived_is_not_found(platform: Platform) -> None:
    await platform.chat.send(PLACE, told("another", "r:here:9:9:9"), nonce="f" * 24)
    platform.fail("before")
    with pytest.raises((OSError, *platform.chat.failures)):
        await platform.chat.send(PLACE, told("one"), nonce=NONCE)
    assert platform.texts(PLACE) == ["another"]
    assert await platform.chat.find_sent(PLACE, NONCE, told("one"), after=None, since=0.0) is None


async def test_a_thread_is_opened_once(platform: Platform) -> None:
    first = await platform.chat.send(PLACE, told("one"), nonce=NONCE)
    thread = await platform.chat.open_thread(PLACE, first, "Recap")
    assert await platform.chat.open_thread(PLACE, first, "Recap") == thread
    await platform.chat.send(thread, told("inside"))
    assert platform.texts(thread) == ["inside"]


async def test_a_post_is_found_by_its_title_and_first_message(platform: Platform) -> None:
    page = Message("a page", files=(Attachment("a.html", b"x"),))
    assert await platform.chat.find_post(str(FORUM), "Recap", page) is None
    post = await platform.chat.open_post(str(FORUM), "Recap", page)
    assert await platform.chat.find_post(str(FORUM), "Recap", page) == post
    assert await platform.chat.find_post(str(FORUM), "Another", page) is None
    assert await platform.chat.find_post(str(OTHER_FORUM), "Recap", page) is None
    other = Message("a page", files=(Attachment("b.html", b"x"),))
    assert await platform.chat.find_post(str(FORUM), "Recap", other) is None
    elsewhere = await platform.chat.open_post(str(OTHER_FORUM), "Recap", page)
    assert await platform.chat.find_post(str(OTHER_FORUM), "Recap", page) == elsewhere != post


@pytest.mark.parametrize("form", ["cards", "thread"])
@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_share_that_is_cut_off_is_completed_and_nothing_comes_twice(
    platform: Platform, tmp_path: Path, form: Form, when: str
) -> None:
    (tmp_path / "service").mkdir()
    service = make_service(tmp_path / "service")
    await service.start()
    publisher = Publisher[Message](Tenants(service), plan_of, lambda _: platform.chat)
    share = service.database.shares.begin(GUILD, CHANNEL, DAY, form)
    platform.forget()
    platform.fail(when)
    await publisher.complete()
    assert [one.id for one in service.database.shares.unfinished()] == [share.id]
    await publisher.complete()
    await publisher.complete()
    assert service.database.shares.unfinished() == []
    again = service.database.shares.share(share.id)
    assert again is not None
    shown = platform.texts(PLACE) + (platform.texts(again.thread) if again.thread else [])
    head, *rest = shown
    assert head == "Recap: Harbour Days 2031 · Day 1"
    assert rest == TITLES
    await service.close()


def test_a_terminal_shows_what_discord_shows() -> None:
    buttons = (LinkButton("Recording · a.example", "https://a.example/"), Button("Share", "q:share:k"))
    card = Card((Text("### Title \\[1\\]\n-# small \\*print\\*\n> a \\`b\\`"), Row(buttons)))
    mark = Row((Button("", "q:yes:k", emoji="👍"),))
    message = Message(parts=(Text("**Noted**"), card, mark, ChannelMenu("r", "Where")))
    assert list(lines_of(message)) == [
        "Noted",
        "Title [1]",
        "small *print*",
        "> a `b`",
        "[Recording · a.example] https://a.example/  [Share]",
        "[👍]",
        "[Where]",
    ]


def test_nothing_that_is_shown_can_steer_a_terminal() -> None:
    card = Card((Text("\x1b[2J red"), Text("\x1b]0;title\x07"), Row((Button("\x1bc", "q:a:k"),))))
    shown = "\n".join([*lines_of(Message("\x9b31m")), *lines_of(Message(parts=(card,)))])
    assert not set(shown) & set("\x1b\x07\x9b")
