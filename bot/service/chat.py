"""A chat platform, as the bot's service sees it: where messages are sent, changed and found again.

Ids are texts that only the platform understands. A place is whatever messages stand in: a channel, a thread,
a post of a forum. What a message is made of (``M``) is the platform's own.
"""

from __future__ import annotations

from typing import Protocol, TypeVar

from embeddings.errors import QuothError

M = TypeVar("M", contravariant=True)


class MessageGoneError(QuothError):
    """A message was to be changed that is no longer there."""


class PlaceGoneError(QuothError):
    """A channel or thread is no longer there, or the bot may not see it."""


class Chat(Protocol[M]):
    """Where messages are sent, changed and found again; all may raise PlaceGoneError and ``failures``."""

    @property
    def failures(self) -> tuple[type[Exception], ...]:
        """What is raised where the platform refuses, or cannot be reached: trying later may help."""

    async def send(self, place: str, message: M, *, nonce: str | None = None) -> str:
        """Send a message; return its id. What is sent there again under its nonce soon after comes once."""

    async def edit(self, place: str, sent: str, message: M) -> None:
        """Make a message say what ``message`` says; raises MessageGoneError."""

    async def reply(self, place: str, to: str, message: M) -> str:
        """Send a message as the reply to another one; return its id."""

    async def find_sent(
        self, place: str, nonce: str, message: M, *, after: str | None, since: float
    ) -> str | None:
        """Return the id under which a message arrived that was sent under ``nonce``, None where it did not.

        A platform that does not keep nonces knows it by what it holds. ``after`` is the message before it, if
        there is one; ``since`` is when it may have been sent first, in seconds since the epoch.
        """

    async def remove(self, place: str, sent: str) -> None:
        """Remove a message; raises MessageGoneError."""


class ThreadedChat(Chat[M], Protocol[M]):
    """A chat that has threads below messages, and forums of posts."""

    async def open_thread(self, place: str, sent: str, title: str) -> str:
        """Open the thread below a message, or find it open; return its place."""

    async def open_post(self, forum: str, title: str, message: M, tag: int | None = None) -> str:
        """Open a post with its first message, under a tag of the forum's where one is given.

        Returns its place, which is its first message's id, too.
        """

    async def find_post(self, forum: str, title: str, message: M) -> str | None:
        """Return the place of a post of the bot's that arrived, None where it did not."""

    async def publish(self, place: str, sent: str) -> None:
        """Send a message of an announcement channel on to the channels that follow it, once.

        Does nothing where it was sent on already, or the channel has no followers to send it to.
        """

    def address(self, place: str, sent: str) -> str:
        """Return where people find a message."""
