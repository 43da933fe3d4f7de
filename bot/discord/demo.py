"""The bot's real replies as an HTML page, or in the terminal, for someone who has no Discord application.

Everything goes the way that it goes in Discord (``bot.service.service``, ``bot.discord.replies``); only the
last step differs: the parts of a message become HTML instead of discord.py's objects.

    python -m bot.discord.demo [QUESTION ...] [-o FILE | --console]
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TextIO

from markupsafe import Markup

from bot.discord.cards import lists
from bot.discord.cards.help import help_message
from bot.discord.cards.recap import Choice, day_key, preview
from bot.discord.cards.status import report_message, status_message
from bot.discord.commands.channels import FORM_LABELS
from bot.discord.console import ConsoleChat
from bot.discord.markdown_html import blocks, inline
from bot.discord.message import (
    AttachedFile,
    Card,
    ChannelMenu,
    Gallery,
    Menu,
    Message,
    Part,
    Row,
    Text,
    notice,
)
from bot.discord.recaps import plan_of, tell_day
from bot.discord.replies import reply_with_answer, reply_with_session, reply_with_whole_session
from bot.render.images import Attachment
from bot.render.labels import counted_sessions
from bot.render.templating import environment
from bot.service.batching import Query
from bot.service.database import BotDatabase
from bot.service.publish import Publisher
from bot.service.service import Service
from bot.service.tenants import Tenants
from bot.settings import Settings, load_settings
from embeddings.digest import directory
from embeddings.errors import QuothError

_PERSON = 1
_HERE = "1"
"""The one channel of the terminal."""
_KINDS = {
    Text: "text",
    Gallery: "gallery",
    AttachedFile: "file",
    Row: "row",
    Menu: "menu",
    ChannelMenu: "channels",
    Card: "card",
}
"""What the page calls the parts of messages."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What a person did, and what the bot replied."""

    did: str
    messages: Sequence[Message]
    private: bool = False


# ---------------------------------------------------------------------- messages as HTML


def picture(file: Attachment) -> Markup:
    """Return a picture that needs no file beside the page."""
    kind = "png" if file.name.endswith(".png") else "jpeg"
    data = base64.b64encode(file.data).decode()
    return Markup('<img src="data:image/{};base64,{}" alt="{}">').format(kind, data, file.description)


def _kind_of(part: Part) -> str:
    return _KINDS[type(part)]


def page(scenes: Sequence[Scene]) -> str:
    """Return the HTML page of scenes."""
    filters = {"blocks": blocks, "inline": inline, "picture": picture, "kind": _kind_of}
    return environment("bot.render", **filters).get_template("demo.html").render(scenes=scenes)


# ---------------------------------------------------------------------- the scenes


async def scenes(service: Service, asked: Sequence[str]) -> AsyncIterator[Scene]:
    """Ask, browse and look up, as a person would."""
    for question in asked or _questions(service):
        answer, reply = await service.ask(_PERSON, Query(service.check(question)))
        messages = await reply_with_answer(service, answer, reply, threads=True)
        yield Scene(f"/ask question: {question}", messages)
    if asked or not service.suggestions.sessions:
        return
    yield Scene("/help", [help_message(service)], private=True)
    first = next(
        chain((s for s in service.suggestions.sessions if s.kind == "talk"), service.suggestions.sessions)
    )
    reply = await service.keep(_PERSON, "session", first.title, session=first.id)
    card = await reply_with_session(service, first, reply.key)
    yield Scene(f"/session title: {first.title}", [card], private=True)
    whole = await reply_with_whole_session(service, first, reply.key, 0)
    yield Scene("pressed “Whole session”", [whole], private=True)
    found = list(service.suggestions.sessions)
    listed = lists.sessions_message(found, "Sessions", reply.key, 0, counted_sessions(found))
    yield Scene("/sessions", [listed], private=True)
    links = lists.links_message(directory.links(found), "Links", reply.key, 0)
    yield Scene("/links", [links], private=True)
    yield Scene(
        "/speakers", [lists.people_message(directory.speakers(found), "Speakers", reply.key, 0)], True
    )
    if (name := next((speaker.name for s in found for speaker in s.speakers), None)) is not None:
        spoke = service.suggestions.by_speaker(name)
        yield Scene(f"/speaker name: {name}", [lists.speakers_message(spoke, name, reply.key, 0)], True)
    yield Scene("/days", [lists.days_message(service.suggestions.days, reply.key, 0)], private=True)
    told = await service.off_loop(service.core.announced, None)
    yield Scene("/announced", [lists.announced_message(told, "Announced", reply.key, 0)], private=True)
    if recaps := await service.off_loop(service.core.recaps):
        day = await tell_day(service, day_key(recaps[-1]))
        planned = day.messages("cards", service)
        choices = [Choice(reply.key, 0, "cards", page) for page in range(2)]
        previews = [preview(planned, choice, FORM_LABELS) for choice in choices]
        yield Scene(f"/recap day: {recaps[-1].title}", previews, private=True)
        yield Scene("shared it", [one.as_message(1, place) for place, one in enumerate(planned)])
    yield Scene("/status", [status_message(service, 3, 1, 0.08)], private=True)
    if service.report is not None:
        yield Scene("/reindex", [report_message(service.report)], private=True)
    yield Scene("/session title: nothing of that name", [notice(str(await _refused(service)))], private=True)


async def _refused(service: Service) -> QuothError:
    try:
        await service.session("nothing of that name")
    except QuothError as error:
        return error
    raise AssertionError("The notes hold a session of that name.")


def _questions(service: Service) -> list[str]:
    talks = [session for session in service.suggestions.sessions if session.kind == "talk"]
    about = next(chain((s for s in talks if s.recordings), talks), None)
    # Without what stands in brackets, as people would ask.
    asked = [f"what did {about.title.split(' (')[0][:200]} cover?"] if about else []
    return [*asked, "which sessions had a recording?", "what did they say about submarines?"]


@asynccontextmanager
async def started(settings: Settings) -> AsyncIterator[Service]:
    """Bring the library up to date, and serve from it with a database of a moment."""
    from embeddings.library import Library

    core = Library.open(settings.folder, settings.library, model=settings.model)
    with tempfile.TemporaryDirectory() as folder:
        service = Service(settings, core, BotDatabase.open(Path(folder) / "memory.db", keep_days=1))
        try:
            await service.start()
            yield service
        finally:
            await service.close()


async def render(settings: Settings, asked: Sequence[str]) -> str:
    """Return the page of the bot's replies."""
    async with started(settings) as service:
        return page([scene async for scene in scenes(service, asked)])


async def talk(service: Service, asked: Sequence[str], out: TextIO) -> None:
    """Print the bot's replies, and the last day's recap as it is shared."""
    chat = ConsoleChat(out)
    async for scene in scenes(service, asked):
        did = await chat.send(_HERE, notice(scene.did))
        for message in scene.messages:
            await chat.reply(_HERE, did, message)
    recaps = await service.off_loop(service.core.recaps) if not asked else []
    if recaps:
        share = service.database.shares.begin(0, int(_HERE), day_key(recaps[-1]), "cards")
        await Publisher[Message](Tenants(service), plan_of, lambda _: chat).carry_out(share)


async def print_replies(settings: Settings, asked: Sequence[str]) -> None:
    """Print the bot's replies on standard output."""
    async with started(settings) as service:
        await talk(service, asked, sys.stdout)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the page and say where; 2 and one sentence where it cannot be made."""
    parser = argparse.ArgumentParser(
        prog="python -m bot.discord.demo",
        description="The bot's real replies, as an HTML page or in the terminal.",
    )
    parser.add_argument("question", nargs="*", help="what to ask instead of the usual")
    parser.add_argument("-o", "--output", type=Path, default=Path(".quoth/demo.html"), metavar="FILE")
    parser.add_argument("--console", action="store_true", help="print the replies instead of a page")
    given = parser.parse_args(arguments)
    try:
        if given.console:
            asyncio.run(print_replies(load_settings(), given.question))
            return 0
        html = asyncio.run(render(load_settings(), given.question))
        given.output.parent.mkdir(parents=True, exist_ok=True)
        given.output.write_text(html, encoding="utf-8")
    except (QuothError, OSError) as error:
        sys.stderr.write(f"quoth: {error}\n")
        return 2
    sys.stdout.write(f"Open {given.output} in a browser.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
