"""The bot in a loopback Discord: questions, presses, notes handed in, recaps by hand and by schedule."""

from __future__ import annotations

import asyncio
import datetime as dt
import random
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from bot.service.clock import Clock
from bot.service.database import BotDatabase, database_place
from bot.service.dues import Dues
from embeddings.text import tokens
from embeddings.text.small_talk import small_talk
from tests.benchmarks.soak.door import Plan
from tests.benchmarks.soak.served import Served, ServedDoor, started, verdict_in
from tests.benchmarks.soak.tally import Tally
from tests.loopback.actors import APP, CHANNEL, GUILD, MANAGE_GUILD, SEND, TOKEN, Data, Upload, Use
from tests.loopback.process import command
from tests.loopback.reading import buttons, components, name_of, words
from tests.loopback.server import running
from tests.loopback.sharing_server import SharingServer
from tests.waiting import GUARD, until

_ORGANISER = SEND | MANAGE_GUILD
_BOSS = 99
_PEOPLE = 1000
"""So many that nobody asks twice within a moment, as whoever ends a sentence in a second message does."""
_LISTS = ("sessions", "speakers", "days", "announced", "help", "gaps")
_HANDED_IN = (
    "# Extra | Day 1 - {day}\n\n## Buoys that listen, {turn}\n\nDee Moor - Diver\n\nIt hears {turn} whales.\n"
)


class Forgetful(SharingServer):
    """Keeps what is shared, and of what it was told besides only what is waited for."""

    def __init__(self) -> None:
        super().__init__(Clock())
        self.replies: defaultdict[str, asyncio.Event] = defaultdict(asyncio.Event)
        """Whether a person's message was replied to, by its id, while that is waited for."""
        self.replied: dict[str, Data] = {}
        self._last: dict[str, Use] = {}

    async def _post_message(self, request: web.Request) -> web.Response:
        before = len(self.messages)
        response = await super()._post_message(request)
        for message in self.messages[before:]:
            to = (message["sent"].get("message_reference") or {}).get("message_id")
            if to is not None:
                self.standing[int(message["channel_id"])].remove(message)
                self.replied[str(to)] = message
                self.replies[str(to)].set()
        return response

    def forget(self) -> None:
        """Drop what nobody waits for."""
        for kept in (self.messages, self.changed, self.requests, self.files, self.reactions):
            kept.clear()
        for held in (self.nonces, self.uploads, self.replies, self.replied):
            held.clear()
        # What follows from a press may come a moment later.
        for token in self._last:
            del self.uses[token]
        self._last = dict(self.uses)
        self.gateway.session.log.clear()
        self.gateway.presences.clear()
        for channel, messages in self.standing.items():
            self.standing[channel] = [one for one in messages if "interaction_metadata" not in one]


class DiscordDoor(ServedDoor):
    """People who ask by command and by mention, and what else they do with the bot."""

    at_once = 16

    def __init__(self, served: Served, server: Forgetful, plan: Plan, database: BotDatabase) -> None:
        super().__init__(served, plan)
        self._server = server
        self._database = database
        self._asked = 0

    async def ask(self, draw: random.Random, question: str, tally: Tally) -> None:
        began = time.perf_counter()
        self._asked += 1
        person = 100 + self._asked % _PEOPLE
        by_mention, beside = draw.random() < 0.4, draw.random()
        # To a mention without a word, and to a nod, nothing is said where others read along.
        by_mention = by_mention and bool(tokens.tokenize(question)) and small_talk(question) is None
        try:
            message = await (self._mention if by_mention else self._command)(question, person)
        except TimeoutError:
            way = "mention" if by_mention else "command"
            tally.failed(f"no answer to the {way} {question!r}", time.perf_counter() - began)
            return
        shown = words(message)
        verdict = verdict_in(shown)
        tally.took(time.perf_counter() - began, verdict)
        try:
            if beside < 0.1:
                await self._press_one(draw, message, person, tally)
            elif beside < 0.15:
                use = await self._server.slash(draw.choice(_LISTS), user=person)
                await use.answer()
                tally.beside["lists"] += 1
        except TimeoutError:
            tally.went_wrong("a press or a list was not answered")

    async def _command(self, question: str, person: int) -> Data:
        return await (await self._server.slash("ask", question=question, user=person)).answer()

    async def _mention(self, question: str, person: int) -> Data:
        now = dt.datetime.now(dt.UTC).isoformat()
        said = await self._server.say(f"<@{APP}> {question}", user=person, timestamp=now)
        async with asyncio.timeout(GUARD):
            await self._server.replies[said["id"]].wait()
        return self._server.replied[said["id"]]

    async def _press_one(self, draw: random.Random, message: Data, person: int, tally: Tally) -> None:
        server = self._server
        menus = [one for one in components(message["components"]) if one["type"] == 3]
        there = [one for one in buttons(message) if one.get("custom_id") and not one.get("disabled")]
        if menus and draw.random() < 0.5:
            use = await server.pick(message, draw.choice(menus[0]["options"])["value"], user=person)
            tally.beside["picked"] += 1
        elif there:
            use = await server.press(message, name_of(draw.choice(there)), user=person)
            tally.beside["pressed"] += 1
        else:
            return
        await self._acknowledged(use)

    async def _acknowledged(self, use: Use) -> None:
        async with asyncio.timeout(GUARD):
            await use.acknowledged.wait()

    async def between(self, turn: int, tally: Tally) -> None:
        server = self._server
        server.forget()
        self.served.look(tally)
        if server.refused:
            tally.went_wrong(f"Discord refused {server.refused}")
            server.refused.clear()
        if server.pinging:
            tally.went_wrong(f"could ping: {server.pinging[0]}")
            server.pinging.clear()
        yesterday = dt.datetime.now(dt.UTC).date() - dt.timedelta(days=1)
        try:
            await self._until_read(turn)
            tally.beside["notes read again"] += 1
            await self._hand_in(turn, yesterday, tally)
            await self._share(yesterday, tally)
            await self._schedule(yesterday, tally)
        except (TimeoutError, RuntimeError, AssertionError) as error:
            tally.went_wrong(f"turn {turn}: {error!r}")

    async def _until_read(self, turn: int) -> None:
        async with asyncio.timeout(GUARD):
            while True:
                use = await self._server.slash("session", title=f"Round {turn}")
                if f"about {turn} boats" in words(await use.answer()):
                    return
                await asyncio.sleep(0.5)

    async def _hand_in(self, turn: int, day: dt.date, tally: Tally) -> None:
        """Hand in notes and have them approved; the ones of the turn before are removed."""
        server, name = self._server, f"turn{turn}.md"
        if turn:
            which = f"turn{turn - 1}.md"
            use = await server.slash("notes remove", user=_BOSS, permissions=_ORGANISER, which=which)
            shown = await use.answer()
            use = await server.press(shown, "Remove", user=_BOSS, permissions=_ORGANISER)
            await self._acknowledged(use)
            tally.beside["removed"] += 1
        text = _HANDED_IN.format(day=f"{day:%A, %B} {day.day}, {day.year}", turn=turn)
        use = await server.slash("notes add", file=Upload(name, text.encode()))
        await self._acknowledged(await server.press(await use.answer(), "Hand in"))
        await server.until(lambda: bool(self._to_decide()))
        use = await server.press(self._to_decide()[0], "Approve", user=_BOSS, permissions=_ORGANISER)
        await self._acknowledged(use)
        place = self.plan.notes / "inbox"
        await until(lambda: any(place.glob(f"[!.]*/{name}")))  # those with a dot come and go
        tally.beside["approved"] += 1

    def _to_decide(self) -> list[Data]:
        """Return the messages under which organisers decide, newest first: a schedule posts there too."""
        posted = reversed(self._server.messages)
        return [one for one in posted if "Approve" in map(name_of, buttons(one))]

    async def _share(self, day: dt.date, tally: Tally) -> None:
        shown = await (await self._server.slash("recap", day=day.isoformat())).answer()
        if not buttons(shown):
            tally.went_wrong(f"no preview of a recap: {words(shown)}")
            return
        use = await self._server.press(shown, "Share")
        await until(lambda: bool(use.followups) or use.answered.is_set())
        told = "\n".join(words(one) for one in [*use.followups, *([use.message] if use.message else [])])
        if "Shared:" not in told and "Brought up to date:" not in told:
            tally.went_wrong(f"the recap was not shared: {told}")
        tally.beside["shared"] += 1

    async def _schedule(self, day: dt.date, tally: Tally) -> None:
        """Schedule, as if the morning had come just now: the bot posts at its next look."""
        organiser = {"user": _BOSS, "permissions": _ORGANISER}
        due = [one for one in self._database.dues.of(GUILD) if one.posted]
        tally.beside["posted by schedule"] += len(due)
        await (await self._server.slash("schedule remove", **organiser)).answer()
        use = await self._server.slash("schedule set", **organiser, channel=CHANNEL, time="00:00", zone="UTC")
        told = words(await use.answer())
        if "Set." not in told:
            tally.went_wrong(f"nothing was scheduled: {told}")
        with self._database.connection.writing() as connection:
            Dues.add(connection, GUILD, day, 0.0)


@asynccontextmanager
async def opened(plan: Plan) -> AsyncIterator[DiscordDoor]:
    """Start Discord and the bot; they end with the block."""
    async with running(Forgetful()) as server:
        assert isinstance(server, Forgetful)
        limits = {"QUOTH_PERSON_LIMIT": "1000", "QUOTH_SERVER_LIMIT": "100000"}
        arguments = ["small"] if plan.small else []
        given = {"DISCORD_TOKEN": TOKEN, "QUOTH_GUILD": str(GUILD), **limits}
        async with started(command(server, *arguments), plan, **given) as served:
            async with asyncio.timeout(120):
                await server.gateway.connected.wait()
            for _ in range(600):
                use = await server.slash("notes set", user=_BOSS, permissions=_ORGANISER, channel=CHANNEL)
                if "hand in notes" in words(await use.answer()):
                    break
                await asyncio.sleep(0.2)
            database = BotDatabase.open(database_place(plan.library), keep_days=90)
            try:
                yield DiscordDoor(served, server, plan, database)
            finally:
                database.close()
