"""Mentions and Markdown in notes, titles, names and questions are words like any other."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.discord import markdown
from bot.discord.client import QuothBot
from bot.discord.message import Message
from tests.attacks.defence import stands_only_by, stands_only_by_on_the_wire
from tests.attacks.surface import everything, live, markdown_of
from tests.loopback.actors import APP
from tests.loopback.reading import words
from tests.loopback.server import Loopback

MENTIONS = (
    "@everyone",
    "@here",
    "<@1>",
    "<@!1>",
    "<@&2>",
    "<#3>",
    "</ask:4>",
    "<:e:5>",
    "<t:0:R>",
    "<id:home>",
)
MARKS = (
    "[bank](https://evil.example)",
    "<https://evil.example>",
    "https://evil.example/login",
    "**bold** __under__ ~~gone~~ ||spoiler||",
    "# heading",
    "> quoted\n>>> all the rest",
    "- item\n1. item",
    "-# small",
    "`code` ```\nfence",
    "[x]: https://evil.example",
)
_LINE_MARK = re.compile(r"\s*(-#|[#>+-]|\d+[.)])")
UNESCAPED = (markdown, "escape", lambda text: text)


@pytest.mark.parametrize("text", MENTIONS)
def test_a_mention_in_notes_titles_and_names_is_only_text(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Defence: ``markdown.escape``."""

    def check() -> None:
        for post in everything(f"so {text} it is"):
            for shown in markdown_of(post):
                assert text not in live(shown)

    stands_only_by(monkeypatch, check, UNESCAPED)


@pytest.mark.parametrize("text", MARKS)
def test_markdown_in_notes_titles_and_names_is_only_text(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Defence: ``markdown.escape``. Live marks are our own: as many as around a harmless word."""

    def marks(posts: list[Message]) -> list[list[str]]:
        found = []
        for post in posts:
            lines = [line for shown in markdown_of(post) for line in live(shown).split("\n")]
            # An item of a quote is shown as an item.
            inner = [re.sub(r"^> (?: *- (?=\S))?", "", line) for line in lines]
            found.append(
                sorted(mark for line in inner for mark in re.findall(r"[*_~|`<\[\]]|[A-Za-z]:(?=\S)", line))
                + sorted(mark[0] for line in inner if (mark := _LINE_MARK.match(line)) is not None)
            )
        return found

    def check() -> None:
        assert marks(everything(text)) == marks(everything("word"))

    stands_only_by(monkeypatch, check, UNESCAPED)


async def test_a_mention_in_a_question_pings_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Defence: ``AllowedMentions.none()`` on the client."""

    async def check(server: Loopback) -> None:
        await server.say(f"<@{APP}> @everyone <@&5> how do lighthouses send their state?")
        message = await server.next_message(1)
        assert message["sent"]["allowed_mentions"]["parse"] == []
        assert message["sent"]["allowed_mentions"].get("replied_user") is not True
        assert server.pinging == []

    def ping(bot: QuothBot) -> None:
        bot._connection.allowed_mentions = discord.AllowedMentions.all()

    await stands_only_by_on_the_wire(tmp_path, monkeypatch, check, change=ping)


async def test_a_mention_in_what_is_refused_is_only_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: ``notice`` escapes what it repeats of a person's words."""

    async def check(server: Loopback) -> None:
        use = await server.slash("links", day="@everyone <@1>")
        content = (await use.answer())["content"]
        assert "everyone" in content
        assert "@everyone" not in live(content)
        assert "<@1>" not in live(content)

    await stands_only_by_on_the_wire(tmp_path, monkeypatch, check, UNESCAPED)


async def test_the_name_of_who_shares_is_only_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Defence: ``markdown.escape``; anybody may call themselves anything."""
    member = Loopback.member

    def named(self: Loopback, *arguments: Any) -> Any:
        return {**member(self, *arguments), "nick": "@everyone [b](https://x.example)"}

    monkeypatch.setattr(Loopback, "member", named)

    async def check(server: Loopback) -> None:
        use = await server.slash("ask", question="how do lighthouses send their state?", private=True)
        share = await server.press(await use.answer(), "Share here")
        await share.answer()
        content = live(words(share.followups[0]).split("\n")[0])
        assert content.endswith("shared:")
        assert "@everyone" not in content
        assert "](" not in content

    await stands_only_by_on_the_wire(tmp_path, monkeypatch, check, UNESCAPED)
