"""Every face of the bot to a reader whose Discord is in Japanese: what the notes do not say is in Japanese.

The notes are in Japanese throughout, so that a word in Latin letters can only be the bot's own.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.discord.cards import status
from bot.discord.cards.help import help_message
from bot.discord.error_messages import words_for
from bot.discord.incoming import reading
from bot.discord.localised import localised
from bot.discord.message import Button, LinkButton, Menu, Message, Row, Text, notice
from bot.discord.once import UncertainError
from bot.phrases.phrases import LANGUAGES, table
from bot.service.errors import TakenOverError
from bot.service.service import _UNKNOWN_LINK, ASK_SOMETHING
from embeddings.index.ingest import FileReport, ModelReport, Report
from tests.attacks.surface import everything
from tests.loopback.actors import APP, MANAGE_GUILD, SEND, Data, Upload, Use
from tests.loopback.bot import alive
from tests.loopback.reading import components
from tests.loopback.server import running
from tests.loopback.sharing_server import SharingServer
from tests.paths import ROOT
from tests.services import make_service

ORGANISER = SEND | MANAGE_GUILD
NOTE = """# 港の日々 2031 | 一日目 - 2031-05-02

## 話す灯台

灯野 明 - 灯台守 - 霧笛社

灯台は毎分その状態を知らせ、誰も船を出さずに済みます。
灯台守は燃料の四割を節約しました。

[録画](https://www.youtube.com/watch?v=lamp0000001)
[資料](https://lamp.example/a)

## 綱のない係留

帆村 凪 - 水先人 - 岸壁社

磁石が九百トンの渡し船を留めます。
"""
OF_NO_LANGUAGE = re.compile(
    r"https?[\\:]*//\S+|<[@#t/:][^>]*>|[\w.-]+\.(?:md|html|example|com)\b|Europe/\w+"
    r"|(?<![A-Za-z])(?:Discord|AWS|GitHub|ID|ms|QUOTH_MODEL|True)(?![A-Za-z])"
)
"""What has Latin letters in every language: addresses, files, names."""
MADE_FOR_TESTS = ("small", "Cards")
"""The model of the tests, and a form of sharing."""
_PERMISSIONS = re.compile("[「“][A-Z][A-Za-z ]+[」”]")
"""Permissions are called as Discord's documents call them."""


def english(shown: str) -> list[str]:
    """Return the words in Latin letters of what is shown to a Japanese reader."""
    rest = _PERMISSIONS.sub("", OF_NO_LANGUAGE.sub("", shown))
    return re.findall(r"[A-Za-z]{2,}[A-Za-z ’'.]*", rest)


def shown_by(message: Message) -> Iterator[str]:
    """Return all words that a message shows, but for those of notes in links and menus."""
    yield message.content
    for part in message.flat():
        if isinstance(part, Text):
            yield part.markdown
        elif isinstance(part, Row):
            yield from (one.label for one in part.buttons if isinstance(one, Button | LinkButton))
        elif isinstance(part, Menu):
            yield part.placeholder
            yield from (option.label for option in part.options)


async def test_every_card_is_in_japanese(tmp_path: Path) -> None:
    service = make_service(tmp_path)
    await service.start()
    report = Report(
        tuple(FileReport("港.md", what, 1, "") for what in ("added", "changed", "removed", "unchanged")),
        *(3, 4, 5),
        0.5,
        ModelReport("模型", "2 of 6 sessions are not in English", changed=True),
    )
    cards = [
        *everything("港"),
        help_message(service),
        status.status_message(service, 1, 2, 0.08),
        status.status_message(
            service, 1, 2, float("nan"), "the permissions “Send Messages” and “Add Reactions”"
        ),
        status.report_message(report),
    ]
    left = [words for card in cards for shown in shown_by(localised(card, "ja")) for words in english(shown)]
    assert [words for words in left if words not in MADE_FOR_TESTS] == []
    await service.close()


def _said(message: Data) -> Iterator[str]:
    yield message.get("content") or ""
    for one in components(message.get("components") or ()):
        for name in ("content", "label", "placeholder"):
            yield one.get(name) or ""
        for option in one.get("options") or ():
            yield option["label"]
            yield option.get("description") or ""


async def test_every_command_and_button_answers_in_japanese(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "港.md").write_text(NOTE, encoding="utf-8")
    server = SharingServer()
    server.locale = "ja"
    left: dict[str, list[str]] = {}

    async def see(what: str, use: Use) -> Data:
        answer = await use.answer()
        for message in (answer, *use.followups):
            found = [words for shown in _said(message) for words in english(shown)]
            if found := [words for words in found if words not in MADE_FOR_TESTS]:
                left.setdefault(what, []).extend(found)
        return answer

    async with running(server), alive(server, tmp_path, person_limit=1000) as bot:
        options: dict[str, dict[str, Any]] = {
            "ask": {"question": "灯台は何を知らせますか"},
            "session": {"title": "話す灯台"},
            "speaker": {"name": "灯野 明"},
            "recap": {"day": "一日目"},
            "notes add": {"file": Upload("港.md", b"x")},
            "notes remove": {"which": "港"},
        }
        stand: list[tuple[str, Data]] = []
        for command in bot.tree.walk_commands():
            if not isinstance(command, discord.app_commands.Command) or command.name == "set":
                continue
            name = command.qualified_name
            use = await server.slash(name, permissions=ORGANISER, **options.get(name, {}))
            stand.append((name, await see(f"/{name}", use)))
        asked: tuple[tuple[str, dict[str, Any]], ...] = (
            ("ask", {"question": "潜水艦と宇宙"}),
            ("ask", {"question": "こんにちは"}),
            ("ask", {"question": "…！"}),
            ("ask", {"question": "灯台は何を知らせますか", "day": "九日目"}),
            ("ask", {"question": "灯台は何を知らせますか", "session": "存在しないもの"}),
            ("ask", {"question": "which sessions have a recording?"}),
            ("session", {"title": "存在しないもの"}),
            ("speaker", {"name": "誰でもない"}),
            ("recap", {"day": "九日目"}),
            *((name, {"day": "九日目"}) for name in ("sessions", "links", "announced", "speakers")),
        )
        for name, given in asked:
            stand.append((name, await see(f"/{name} {given}", await server.slash(name, **given))))
        for name, message in stand:
            for one in list(components(message.get("components") or ())):
                if one["type"] == 2 and "custom_id" in one and not one.get("disabled"):
                    data: Data = {"component_type": 2, "custom_id": one["custom_id"]}
                elif one["type"] == 3:
                    data = {
                        "component_type": 3,
                        "custom_id": one["custom_id"],
                        "values": [one["options"][0]["value"]],
                    }
                else:
                    continue
                label = one.get("label") or one.get("placeholder") or str(one.get("emoji"))
                await see(f"{label} under /{name}", await server._use(3, data, 1, ORGANISER, message))
        await server.say(f"<@{APP}> 灯台は何を知らせますか")
        answer = await server.next_message(len(server.messages) or 1)
        left |= {"a mention": found} if (found := [w for s in _said(answer) for w in english(s)]) else {}
    assert left == {}


# ---------------------------------------------------------------------- what goes wrong

FILES = (
    *("bot/discord", "bot/inbox/folder.py", "bot/service/service.py", "bot/service/lifecycle.py"),
    *("bot/service/batching.py", "bot/service/inbox.py"),
)
OTHERWISE = (
    "Nothing to publish",
    "DISCORD_TOKEN",
    "QUOTH_",
    "That message is gone.",
    "A message passes",
)
"""What no reader in Discord is told: the command line says it, or it is caught."""


def _sentence(node: ast.AST) -> str | None:
    """Return a string as it would be with the figure 7 in place of each value."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(_part(one) for one in node.values)
    return None


def _part(part: ast.expr) -> str:
    if isinstance(part, ast.Constant):
        return str(part.value)
    # What may be added is a sentence of its own.
    return "" if isinstance(part, ast.FormattedValue) and getattr(part.value, "id", "") == "hint" else "7"


def _errors() -> Iterator[str]:
    for place in FILES:
        path = ROOT / place
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            if file.name in ("app.py", "client.py", "registration.py", "demo.py"):
                continue
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "").endswith("Error"):
                    for argument in node.args:
                        for one in (
                            (argument.body, argument.orelse)
                            if isinstance(argument, ast.IfExp)
                            else [argument]
                        ):
                            if (said := _sentence(one)) and not said.startswith(OTHERWISE):
                                yield said


@pytest.mark.parametrize("error", sorted({one for one in _errors() if " " in one}))
def test_whatever_goes_wrong_is_said_in_japanese(error: str) -> None:
    told = localised(notice(error), "ja").content
    assert english(told) == [], told


@pytest.mark.parametrize("said", [str(TakenOverError()), str(UncertainError()), ASK_SOMETHING, _UNKNOWN_LINK])
def test_what_is_said_in_several_places_is_in_japanese(said: str) -> None:
    assert english(localised(notice(said), "ja").content) == []


@pytest.mark.parametrize("hint", [reading._HINT, reading._NO_TEXT, reading._ROLE, reading._ELSEWHERE])
def test_hints_are_in_japanese(hint: str) -> None:
    assert english(localised(notice(hint), "ja").content.replace("Ask the notes about this", "")) == []


LEADS = (
    "3 of 5 sessions have a recording link in the notes:",
    "1 of 5 sessions on 一日目 has no link to code in the notes:",
    "None of the 3 sessions has a link to slides in the notes.",
    "The notes have a link for the one session on 一日目:",
    "2 of 3 sessions at 港 are praised in the notes:",
    "The notes do not judge any of the 3 sessions on 一日目.",
    "4 sessions with 明, in the notes' own words:",
    "The best 3 of 9 sessions on 港, in the notes' own words:",
    "1 of 5 sessions tells of something announced:",
    "The notes on the 3 sessions on 一日目 tell of nothing that was announced.",
    "3 more such sentences are not shown.",
    "The notes have only the title, or code, of 2 of them.",
    "The notes name no speaker of the 3 sessions.",
    "2 speakers: the 3 sessions on 一日目 name who spoke.",
    "1 speaker from 霧笛社: 明.",
    "3 speakers in 2 sessions on 港: 明, 凪.",
    "1 moderator: 明.",
    "The first of 4 sessions on 一日目, in the order of the notes:",
    "The notes do not say how long sessions were. Of 4 sessions these notes are the longest, with 120 words:",
    "2 sessions with a sponsor:",
    "1 session on 一日目:",
    "2 sessions on 一日目, of which the notes call none a 基調:",
    "No speaker of the notes is with 霧笛社.",
    "The notes have this session on 一日目 · 2031-05-02:",
    "The other session with 明:",
    "3 other sessions with 明:",
    "The notes have no other session with 明.",
    "1 session mentions 灯台, with 明:",
    "2 other sessions mention 灯台, with 明, 凪:",
    "No other session with a speaker mentions 灯台.",
    "2 sessions mention 灯台:",
    "The notes link to this:",
    "The reply before names only 1 session.",
    "The reply before names only 3 sessions.",
    "3 sessions in 2031-05:",
    "The notes do not tell who was before 明.",
    "The session after that of 明, in the order of the notes:",
    "The notes name more than one speaker for 2 of 5 sessions on 一日目:",
    "The notes name one speaker for none of 5 sessions.",
    "Yes, 2 sessions mention 灯台:",
    "No session is called so, but 1 session mentions 灯台:",
    "Nobody mentions '灯台' in the notes. They cover 港 (一日目).",
    "The notes on 灯台 and on 渡し船:",
    "2 of 3 sessions that mention 灯台 do not mention 渡し船:",
    "All 3 sessions that mention 灯台 mention 渡し船 too.",
    "The one that mentions 灯台 mentions 渡し船 too.",
    "The notes do not say where 灯野 works.",
    "Nothing in the notes on this. They cover 港 (一日目); nearest titles: 話す灯台; 綱のない係留.",
    "Nothing in the notes on this. They cover 灯台, 係留, 潮 and 16 more.",
    "Hello! Ask me anything about the session notes. The notes cover 灯台, 係留 and 2 more.",
    "Nobody mentions '灯台' in the notes. They cover 港 (一日目, 二日目 and 3 more).",
    "The notes have only the title of this session. No recording in the notes.",
    "The notes never mention '潜水艦'. What is quoted names no time; the session is dated 2031-05-02.",
)


@pytest.mark.parametrize("lead", LEADS)
def test_what_an_answer_begins_with_is_in_japanese(lead: str) -> None:
    (shown,) = localised(Message(parts=(Text(f"**{lead}**", own=True),)), "ja").texts
    assert english(shown) == []


def test_what_leads_nowhere_in_discord_is_not_advised() -> None:
    from embeddings.errors import UnknownSessionError

    told = words_for(UnknownSessionError("The notes have no session 'x'. `quoth sessions` lists them all."))
    assert told == "The notes have no session 'x'. /sessions lists them all."


def test_commands_and_labels_are_named_in_a_text_as_the_reader_sees_them(tmp_path: Path) -> None:
    for language in LANGUAGES:
        shown = " ".join(localised(help_message(make_service(tmp_path)), language).texts)
        assert f"/{table(language)['names']['ask']}`" in shown
        assert table(language)["labels"]["Go on in a thread"] in shown
