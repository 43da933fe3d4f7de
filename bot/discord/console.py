"""The bot's messages on a terminal, for someone who has no Discord application: a chat like any other.

Messages have ids and can be changed, answered and found again, so that the bot publishes to a terminal as it
does to Discord (``bot.service.publish``).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import TextIO

from bot.discord.message import Button, ChannelMenu, LinkButton, Menu, Message, Part, Row, Text
from bot.render.terminal import clean
from bot.service.chat import MessageGoneError

_MARKS = re.compile(r"\\([^0-9A-Za-z\s])|\*\*|^-# |^#{1,3} ", re.MULTILINE)
"""Discord's marks: what is escaped stands for itself, and the bot's own bold and small print go."""


class ConsoleChat:
    """Prints what is sent, with its id; remembers what stands for as long as the program runs."""

    failures: tuple[type[Exception], ...] = (OSError,)

    def __init__(self, out: TextIO) -> None:
        """``out`` is a terminal, or a file."""
        self._out = out
        self._ids = map(str, itertools.count(1))
        self._nonces: dict[tuple[str, str], str] = {}
        self._posts: dict[str, tuple[str, str, Message]] = {}
        """The forum, title and first message of each post, as they were sent."""
        self.standing: dict[str, dict[str, Message]] = {}
        """The messages that stand, by place and id, oldest first."""

    async def send(self, place: str, message: Message, *, nonce: str | None = None) -> str:
        """Print a message; return its id. What was printed under its nonce is not printed again."""
        if nonce is not None and (known := self._nonces.get((place, nonce))) is not None:
            return known
        return self._write(place, message, nonce=nonce)

    async def edit(self, place: str, sent: str, message: Message) -> None:
        """Print a message again as it is now; raises MessageGoneError."""
        self._must_stand(place, sent)
        self._print(f"#{sent} in {place}, changed", message)
        self.standing[place][sent] = message
        self._out.flush()

    async def reply(self, place: str, to: str, message: Message) -> str:
        """Print a message as the reply to another one; return its id."""
        return self._write(place, message, f", to #{to}")

    async def find_sent(
        self, place: str, nonce: str, message: Message, *, after: str | None, since: float
    ) -> str | None:
        """Return the id of the message that was printed under ``nonce``, None where none was."""
        del message, after, since  # nonces are kept here
        return self._nonces.get((place, nonce))

    async def remove(self, place: str, sent: str) -> None:
        """Say that a message is gone; raises MessageGoneError."""
        self._must_stand(place, sent)
        self._out.write(f"— #{sent} in {place}, removed\n")
        del self.standing[place][sent]
        self._out.flush()

    async def open_thread(self, place: str, sent: str, title: str) -> str:
        """Open the thread below a message, or find it open: it is a place of the message's id."""
        self._must_stand(place, sent)
        if sent not in self.standing:
            self._out.write(f"— thread {sent}: {clean(title)}\n")
            self.standing[sent] = {}
            self._out.flush()
        return sent

    async def publish(self, place: str, sent: str) -> None:
        """Do nothing: a terminal is followed by nobody."""

    async def open_post(self, forum: str, title: str, message: Message, tag: int | None = None) -> str:
        """Open a post with its first message, which has the post's id; a terminal has no tags."""
        del tag
        post = next(self._ids)
        self._out.write(f"— post {post} in {forum}: {clean(title)}\n")
        self._print(f"#{post} in {post}", message)
        self.standing[post] = {post: message}
        self._posts[post] = forum, title, message
        self._out.flush()
        return post

    async def find_post(self, forum: str, title: str, message: Message) -> str | None:
        """Return the id of a post with this title and first message, None where there is none."""
        for post, (where, named, first) in self._posts.items():
            if (where, named) == (forum, title) and _same(first, message):
                return post
        return None

    def address(self, place: str, sent: str) -> str:
        """Return where a message stands."""
        return f"#{sent} in {place}"

    def _write(self, place: str, message: Message, about: str = "", *, nonce: str | None = None) -> str:
        number = next(self._ids)
        self._print(f"#{number} in {place}{about}", message)
        # It is there from now on, also where the terminal goes away at this moment.
        self.standing.setdefault(place, {})[number] = message
        if nonce is not None:
            self._nonces[place, nonce] = number
        self._out.flush()
        return number

    def _print(self, heading: str, message: Message) -> None:
        self._out.write("\n".join([f"— {heading}", *lines_of(message), ""]) + "\n")

    def _must_stand(self, place: str, sent: str) -> None:
        if sent not in self.standing.get(place, {}):
            raise MessageGoneError("That message is gone.")


def _same(first: Message, second: Message) -> bool:
    """Tell whether two messages are one, perhaps with other words since: by first button, else by files."""
    if first.buttons and second.buttons:
        return first.buttons[0].custom_id == second.buttons[0].custom_id
    return {file.name for file in first.files} == {file.name for file in second.files}


def lines_of(message: Message) -> Iterator[str]:
    """Return a message as lines of text: nothing in it is Markdown any more, or could steer a terminal."""
    if message.content:
        yield from _lines(message.content)
    for part in message.flat():
        yield from _part_lines(part)
    for file in message.files:
        yield f"[{clean(file.name)}]"


def _part_lines(part: Part) -> Iterator[str]:
    if isinstance(part, Text):
        yield from _lines(part.markdown)
    elif isinstance(part, Row):
        yield "  ".join(map(_shown, part.buttons))
    elif isinstance(part, Menu):
        yield f"[{part.placeholder}: {' | '.join(clean(option.label) for option in part.options)}]"
    elif isinstance(part, ChannelMenu):
        yield f"[{part.placeholder}]"


def _shown(button: Button | LinkButton) -> str:
    if isinstance(button, LinkButton):
        return f"[{clean(button.label)}] {button.url}"
    return f"[{clean(button.label) or button.emoji}]"


def _lines(markdown: str) -> list[str]:
    text = clean(_MARKS.sub(lambda mark: mark[1] or "", markdown))
    return text.split("\n") if text else []
