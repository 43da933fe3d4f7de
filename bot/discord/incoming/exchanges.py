"""What people asked by message of late, with what was replied, so that an edit changes the reply.

Held in memory for as long as the words of private questions are, and kept nowhere: after a restart, an edited
question is one that was not seen before.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import re
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import discord

from bot.discord.incoming.reading import Incoming
from bot.service.clock import Clock
from bot.service.private_words import SECONDS
from embeddings.text.small_talk import small_talk

_MOST = 1000
"""Messages that are remembered."""
_AT_ONCE = dt.timedelta(seconds=3)
"""Within which a second message goes on with the sentence of the first."""
_CONVERSATION = dt.timedelta(minutes=10)
"""Within which a question may be about what the one before it was of."""
_COMPLETE = re.compile(r"[?!.…。？！:]\W*$")
_BEGINS = re.compile(
    r"(?:wh(?:at|o|en|ere|y|ich|ose)|how|is|are|was|were|did|does|do|can|could|has|have|any|list|show|tell"
    r"|wer|was|wann|wo|warum|welche\w*|wie|gab|hat|qui|que|quoi|quand|où|pourquoi|quel\w*|comment|est"
    r"|quién|qué|cuándo|dónde|cómo|cuál\w*|quem|quando|onde|como|qual|quais)\b",
    re.IGNORECASE,
)
"""Words that a question of its own begins with."""


@dataclass(eq=False, slots=True)
class Exchange:
    """One question, of one message or of several that were sent at once, and its reply."""

    person: int
    """Who asks."""
    used: float
    """When something was last said of it, by a clock that never goes back."""
    parts: dict[int, Incoming] = field(default_factory=dict)
    """What each message said, by its id, in order."""
    replies: list[int] = field(default_factory=list)
    """The messages of the reply."""
    kept: list[str] = field(default_factory=list)
    """The keys that the reply is kept under."""
    before: int | None = None
    """The person's message before it in the same channel, some minutes ago at most."""
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held while a reply is made: one after the other."""
    version: int = 0
    """Counts what was said, changed or taken back: a reply to less than all of it is of no use."""

    @property
    def asked(self) -> Incoming | None:
        """What is asked now; None where all was taken back."""
        if not self.parts:
            return None
        first, *rest = self.parts.values()
        if not rest:
            return first
        question = " ".join(part.question for part in self.parts.values() if part.question)
        own = all(part.own for part in self.parts.values())
        return Incoming(question, first.context, first.hint, own=own)


class Exchanges:
    """The exchanges of late, by the ids of their messages."""

    def __init__(self, clock: Clock, most: int = _MOST) -> None:
        """``most`` messages are remembered, by the time of ``clock``; the oldest are forgotten first."""
        self._clock = clock
        self._most = most
        self._known: OrderedDict[int, Exchange] = OrderedDict()
        self._last: OrderedDict[tuple[int, int], tuple[int, dt.datetime]] = OrderedDict()
        """The last message of each person in each channel, and when it was sent."""

    def find(self, message: int) -> Exchange | None:
        """Return the exchange that a message is part of."""
        self._drop_old()
        return self._known.get(message)

    def said(self, message: discord.Message, incoming: Incoming) -> Exchange:
        """Note what a message says, for the first time or changed; return its exchange."""
        now = self._clock.monotonic()
        exchange = (
            self.find(message.id)
            or self._begun(message, incoming)
            or Exchange(message.author.id, now, before=self._before(message))
        )
        exchange.parts[message.id] = incoming
        exchange.version += 1
        exchange.used = now
        self._known[message.id] = exchange
        self._known.move_to_end(message.id)
        self._last[message.channel.id, message.author.id] = message.id, message.created_at
        self._drop_old()
        return exchange

    def forget(self, theirs: Callable[[int], bool]) -> None:
        """Let go of all that a person said, who is known by their id."""
        people = {known.person for known in self._known.values()} | {person for _, person in self._last}
        forgotten = {person for person in people if theirs(person)}
        for message in [message for message, known in self._known.items() if known.person in forgotten]:
            del self._known[message]
        for place in [place for place in self._last if place[1] in forgotten]:
            del self._last[place]

    def _drop_old(self) -> None:
        before = self._clock.monotonic() - SECONDS
        while self._known and (
            len(self._known) > self._most or next(iter(self._known.values())).used < before
        ):
            self._known.popitem(last=False)
        while len(self._last) > self._most:
            self._last.popitem(last=False)

    def taken_back(self, message: int) -> Exchange | None:
        """Note that a message was deleted; return its exchange, where it is remembered."""
        exchange = self._known.pop(message, None)
        if exchange is not None:
            exchange.parts.pop(message, None)
            exchange.version += 1
        return exchange

    def earlier(self, exchange: Exchange) -> Iterator[Exchange]:
        """Yield the exchanges of a conversation that came before one, the latest first."""
        while exchange.before is not None and (found := self.find(exchange.before)) is not None:
            yield found
            exchange = found

    def _before(self, message: discord.Message) -> int | None:
        last = self._last.get((message.channel.id, message.author.id))
        lately = last is not None and dt.timedelta(0) <= message.created_at - last[1] <= _CONVERSATION
        return last[0] if last is not None and lately else None

    def _begun(self, message: discord.Message, incoming: Incoming) -> Exchange | None:
        """Return the exchange whose sentence a message goes on with, sent a moment after its beginning."""
        before = self._last.get((message.channel.id, message.author.id))
        if before is None or message.reference is not None:
            return None
        exchange = self._known.get(before[0])
        # Discord's times alone: what was busy in between does not matter.
        if exchange is None or not dt.timedelta(0) <= message.created_at - before[1] <= _AT_ONCE:
            return None
        asked = exchange.asked
        return exchange if asked is not None and goes_on(asked.question, incoming.question) else None


def goes_on(begun: str, text: str) -> bool:
    """Tell whether a text goes on with a question that was begun and not finished."""
    if not begun or not text or _COMPLETE.search(begun) is not None or _BEGINS.match(text) is not None:
        return False
    return _BEGINS.match(begun) is not None and small_talk(begun) is None and small_talk(text) is None
