"""What commands are called in the languages of Discord's clients."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.discord.client import CommandsAlone
from bot.phrases.phrases import ENGLISH, LANGUAGES, LOCALES, language_of, table
from bot.service.tenants import Tenants
from tests.loopback.bot import alive
from tests.loopback.server import Loopback, running
from tests.services import make_service

Payload = dict[str, Any]
_NAME = re.compile(r"[-_'\w]{1,32}")
"""Letters, digits, dashes and underscores, as Discord takes them."""


@pytest.fixture
async def payloads(tmp_path: Path) -> AsyncIterator[list[Payload]]:
    """The commands as they are sent to Discord."""
    bot = CommandsAlone(Tenants(make_service(tmp_path)))
    await bot.load_commands()
    yield await bot.registration.payloads()
    await bot.tenants.close()


def inside(payload: Payload) -> Iterator[Payload]:
    """Return a command, its options and theirs."""
    yield payload
    for option in payload.get("options") or ():
        yield from inside(option)


def siblings(payloads: list[Payload]) -> Iterator[list[Payload]]:
    """Return what stands beside each other: the commands, and the options of each."""
    yield [one for one in payloads if one.get("type", 1) == 1]
    for payload in payloads:
        for one in inside(payload):
            yield list(one.get("options") or ())


async def test_every_command_and_option_has_a_name_and_description_in_each_language(
    payloads: list[Payload],
) -> None:
    for payload in payloads:
        for one in inside(payload):
            assert set(one["name_localizations"]) == set(LOCALES), one["name"]
            if payload.get("type", 1) == 1:
                assert set(one["description_localizations"]) == set(LOCALES), one["name"]
            for choice in one.get("choices") or ():
                assert set(choice["name_localizations"]) == set(LOCALES), choice["name"]


async def test_names_keep_discords_rules(payloads: list[Payload]) -> None:
    for payload in payloads:
        slash = payload.get("type", 1) == 1
        for one in inside(payload):
            for name in one["name_localizations"].values():
                assert unicodedata.normalize("NFC", name) == name
                assert name == name.strip()
                assert 1 <= len(name) <= 32
                assert not slash or (_NAME.fullmatch(name) and name == name.lower()), name


async def test_descriptions_and_choices_are_no_longer_than_discord_takes(payloads: list[Payload]) -> None:
    for payload in payloads:
        for one in inside(payload):
            for text in (one.get("description_localizations") or {}).values():
                assert 1 <= len(text.encode("utf-16-le")) // 2 <= 100, text
            for choice in one.get("choices") or ():
                names = choice["name_localizations"]
                assert all(1 <= len(name) <= 100 for name in names.values())


@pytest.mark.parametrize("locale", sorted(LOCALES))
async def test_no_two_that_stand_beside_each_other_have_one_name(
    payloads: list[Payload], locale: str
) -> None:
    for beside in siblings(payloads):
        names = [one["name_localizations"][locale] for one in beside]
        assert len(set(names)) == len(names), names
        for one in beside:
            taken = {other["name"] for other in beside if other is not one}
            assert one["name_localizations"][locale] not in taken, "the English name of another"


async def test_no_table_has_words_for_what_is_no_more(payloads: list[Payload]) -> None:
    known: set[str] = set()

    def walk(one: Payload, above: str) -> None:
        key = f"{above} {one['name']}".strip()
        known.add(key)
        for option in one.get("options") or ():
            walk(option, key)

    for payload in payloads:
        walk(payload, "")
    on_messages = {payload["name"] for payload in payloads if payload.get("type", 1) != 1}
    for language in LANGUAGES:
        assert set(table(language)["names"]) == known
        assert set(table(language)["descriptions"]) == known - on_messages


def test_the_locales_are_discords_and_all_others_are_english() -> None:
    assert set(LOCALES) <= {locale.value for locale in discord.Locale}
    assert language_of("es-419") == language_of("es-ES") == "es"
    assert language_of("en-GB") == language_of("fi") == language_of("") == ENGLISH


async def test_discord_is_sent_the_names_and_not_sent_them_again(tmp_path: Path) -> None:
    server = Loopback()
    async with running(server):
        async with alive(server, tmp_path):
            ((_, sent),) = server.commands
            names = {command["name"]: command["name_localizations"]["de"] for command in sent}
            assert names["ask"] == "fragen"
        async with alive(server, tmp_path) as bot:
            assert len(server.commands) == 1
            assert not await bot.registration.differs()
