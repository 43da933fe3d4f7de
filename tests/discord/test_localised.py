"""Set phrases of replies in the reader's language; what the notes say stays as it is."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from bot.discord.cards.session import session_message
from bot.discord.localised import language_of_question, localised
from bot.discord.message import (
    Button,
    Card,
    ChannelMenu,
    LinkButton,
    Menu,
    Message,
    Option,
    Row,
    Text,
    notice,
)
from bot.discord.violations import violations
from bot.phrases.phrases import LANGUAGES, language_of_words, say, table
from bot.render.links import NotesSite
from bot.render.shorten import length
from embeddings.records import Session
from tests.loopback.actors import APP
from tests.loopback.bot import alive
from tests.loopback.server import Loopback, running

_VALUE = re.compile(r"\{\w+\}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_phrase_with_its_values(language: str) -> None:
    for kind in ("labels", "lines", "texts", "notices"):
        assert set(table(language)[kind]) == set(table("de")[kind])
        for key, words in table(language)[kind].items():
            assert words.strip() == words != ""
            assert sorted(_VALUE.findall(words)) == sorted(_VALUE.findall(key))
    assert all(length(label) <= 70 for label in table(language)["labels"].values()), "a number may follow"


def test_labels_lines_and_notices_are_in_the_readers_language() -> None:
    message = Message(
        parts=(
            Card(
                (
                    Text("The notes say:\n-# The notes never mention 'quantum'."),
                    Text("Nothing in the notes on this. They cover Day 1."),
                    Row((Button("Share here", "a"),)),
                    Row((Button("Next ▶ (2 of 5)", "b"), Button("Links (3)", "c"))),
                )
            ),
            Menu("m", "More on this", (Option("Whole session", "#whole"), Option("Share", "s1"))),
            ChannelMenu("w", "Where to share it"),
        )
    )
    german = localised(message, "de")
    assert german.texts == (
        "Die Notizen sagen:\n-# In den Notizen kommt nie vor: 'quantum'.",
        "Dazu steht nichts in den Notizen. Sie umfassen Day 1.",
    )
    assert [button.label for button in german.buttons] == ["Hier teilen", "Weiter ▶ (2/5)", "Links (3)"]
    assert [button.custom_id for button in german.buttons] == ["a", "b", "c"]
    (menu,) = german.menus
    assert menu.placeholder == "Mehr dazu"
    assert [option.label for option in menu.options] == ["Ganze Session", "Share"], (
        "a session is called Share"
    )
    assert localised(notice("This works in a server only."), "de").content == "Das geht nur auf einem Server."
    assert localised(message, "en") == message


def test_what_the_notes_say_is_never_put_into_other_words() -> None:
    said = "> The notes say:\n```\nThe notes say:\n```\n**The notes say:**\nThank you.\nShare here"
    said += "\n### Sessions\n**Links**\n-# Recap: Day 1\n-# Sessions with Ada, recording"
    said += "\n• **Status** — recording"
    message = Message(parts=(Text(said), Row((LinkButton("Share here", "https://a.example"),))))
    assert localised(message, "de") == message


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_put_in_is_put_in_as_it_is(language: str) -> None:
    words = r"'a\*b \{days\}'"
    message = Message(parts=(Text(f"The notes never mention {words}."),))
    (shown,) = localised(message, language).texts
    assert words in shown
    assert not violations(localised(message, language))


def test_a_phrase_that_a_language_lacks_is_said_in_english() -> None:
    assert say("Nobody has words for {this}.", "de", this="it") == "Nobody has words for it."
    assert say("Share", "en") == "Share"


def test_the_language_of_a_question_is_that_of_a_table() -> None:
    assert language_of_words("pt", "o que foi dito?") == "pt-BR"
    assert language_of_words("zh", "他們說了什麼") == "zh-TW"
    assert language_of_words("zh", "他们说了什么") == "zh-CN"
    assert language_of_words("fi", "mitä sanottiin") == "en"
    assert language_of_question("谁讲了港口？") == "zh-CN"
    assert language_of_question("wer hat das gesagt?") == "de"
    assert language_of_question("SQL") == language_of_question("was there a demo?") == "en"


async def test_whoever_asks_in_a_german_discord_is_answered_with_german_labels(tmp_path: Path) -> None:
    server = Loopback()
    server.locale = "de"
    async with running(server), alive(server, tmp_path):
        use = await server.slash("ask", question="how do lighthouses send their state?")
        shown = json.dumps(await use.answer(), ensure_ascii=False)
        assert "A lamp sends its state every minute" in shown
        assert "Ganze Session" in shown
        assert "Whole session" not in shown


async def test_a_question_in_german_is_answered_with_german_labels(tmp_path: Path) -> None:
    server = Loopback()
    async with running(server), alive(server, tmp_path):
        await server.say("was sagen die Leuchttürme und wie oft senden sie ihren Zustand?", dm=True)
        shown = json.dumps(await server.next_message(1), ensure_ascii=False)
        assert "Ganze Session" in shown
        assert "Die Notizen scheinen das nicht zu beantworten. Am nächsten kommt:" in shown
        assert "A lamp sends its state every minute" in shown


@pytest.mark.parametrize(
    ("text", "server", "language"),
    [
        ("hallo", "en", "de"),
        ("vielen Dank!", "en", "de"),
        ("hola", "en", "es"),
        ("bonjour", "de", "fr"),
        ("SQL", "de", "de"),
        ("SQL", "en", "en"),
        ("what did they say about SQL?", "de", "en"),
    ],
)
def test_a_message_is_in_its_own_language_and_else_in_that_of_its_server(
    text: str, server: str, language: str
) -> None:
    assert language_of_question(text, server) == language


@pytest.mark.parametrize("text", ["", "??", "<t:1930000000:R>"])
async def test_who_says_no_word_is_replied_to_in_the_language_of_the_server(
    tmp_path: Path, text: str
) -> None:
    server = Loopback()
    server.server_locale = "de"
    async with running(server), alive(server, tmp_path):
        await server.say(f"<@{APP}>{text}")
        assert "Frag mich etwas zu den Notizen" in str(await server.next_message(1))


def test_the_facts_of_a_session_are_called_in_the_readers_language() -> None:
    session = Session("s", "Lights", "Days", "Day 1", None, "a.md", 1, 2, sponsor="Foghorn Ltd")
    shown = localised(session_message(session, [], "k", NotesSite(), related=[]), "de").markdown
    assert "Sponsor: Foghorn Ltd" in shown
    assert "sponsor:" not in shown


def test_no_table_has_words_for_what_is_said_no_more() -> None:
    root = Path(__file__).parents[2]
    files = [file for place in ("bot", "embeddings") for file in (root / place).rglob("*.py")]
    # Strings that are written over several lines are one.
    code = re.sub(r'"\s*\n\s*f?"', "", "\n".join(file.read_text(encoding="utf-8") for file in files))
    for kind in ("labels", "lines", "texts", "notices"):
        for key in table("de")[kind]:
            # What is put together of parts has at least its words in the code.
            words = re.findall(r"[\w’']+", _VALUE.sub(" ", key))
            assert all(word.rstrip("s") in code for word in words), key


@pytest.mark.parametrize(
    "text",
    [
        "zebra https://youtube.com/x",
        "zebra <https://youtube.com/x>",
        "> o que foi dito?\nwhat about zebras?",
        "<@5> zebra <:com:7>",
    ],
)
def test_addresses_quoted_lines_and_markup_say_nothing_of_the_language(text: str) -> None:
    assert language_of_question(text) == "en"
    assert language_of_question(f"{text}\nwas wurde über die Fähren gesagt?") == "de"
