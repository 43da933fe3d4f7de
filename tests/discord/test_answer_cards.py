"""What an answer shows, and in which order."""

from __future__ import annotations

import string
from dataclasses import replace
from pathlib import Path

import discord
import pytest

from bot.discord import message
from bot.discord.cards import answer as answer_cards
from bot.discord.cards import lists, parts
from bot.discord.cards import session as session_cards
from bot.discord.view import view_of
from bot.discord.violations import components, violations
from bot.render.images import Attachment
from bot.render.links import NotesSite
from bot.render.shorten import length
from embeddings.records import Answer, Image, Link, Match, Quote, Session, Speaker, TextBlock
from tests.loopback.rules import V2, complaints

HERE = NotesSite("https://github.com/harbour/notes/blob/0123abcd/notes")
KEY = "k" * 12

LAMP = Session(
    id="day1/lamps",
    title="Lamps *that* talk",
    event="Harbour Days 2031",
    day="Day 1",
    date="2031-05-02",
    file="day 1.md",
    line=3,
    end_line=20,
    sponsor="Foghorn Ltd",
    speakers=(Speaker("Ada Quill", "Keeper", "Foghorn Ltd"),),
    links=(
        Link("github", "Code of the lamp", "https://github.com/foghorn/lamp"),
        Link("youtube", "Video", "https://www.youtube.com/watch?v=lamp", recording=True),
        Link("other", "www.mybank.example", "https://evil.example/login"),
        Link("other", "script", "javascript:alert(1)"),
    ),
    images=(Image("The lamp", "lamp.png", 9),),
)
ROPES = Session("day1/ropes", "Mooring without ropes", None, "Day 1", None, "day 1.md", 21, 30)
SAID = Quote("It costs *nothing* [at all](https://evil.example).", "day 1.md", 7, 8, LAMP.id)
FENCE = Quote("lamp --on", "day 1.md", 12, 12, LAMP.id, code=True)
ANSWER = Answer(
    "what do lamps cost?",
    "answer",
    "The notes on Lamps say:",
    (Match(LAMP, 1.0), Match(ROPES, 0.4)),
    (SAID, FENCE),
    (SAID,),
    LAMP.links,
    None,
    (("lmaps", "lamps"),),
)


def test_the_sentence_that_answers_stands_first_and_in_bold() -> None:
    sentence = replace(SAID, text="It costs *nothing* [at all](https://evil.example).")
    around = replace(SAID, text=f"We asked.\n{sentence.text}\nSo did they.", line=6, end_line=8)
    (post,) = answer_cards.answer_messages(
        replace(ANSWER, quotes=(FENCE, around), nearest=sentence), KEY, NotesSite()
    )
    assert post.texts[0].split("\n") == [
        r"> **It costs \*nothing\* \[at all\](https\://evil.example).**",
        r"> \[…\]",
        "> We asked.",
        r"> \[…\]",
        "> So did they.",
        "-# day 1.md, lines 6–8",
        "```",
        "lamp --on",
        "```",
        "-# day 1.md, line 12",
    ]


def test_the_reply_says_what_is_in_the_record_in_few_lines() -> None:
    (post,) = answer_cards.answer_messages(ANSWER, KEY, HERE, threads=True)
    said, about = post.texts
    assert r"> It costs \*nothing\* \[at all\](https\://evil.example)." in said
    assert "```\nlamp --on\n```" in said
    jump = "https://github.com/harbour/notes/blob/0123abcd/notes/day%201.md?plain=1#L7-L8"
    assert f"-# [day 1.md, lines 7–8]({jump})" in said
    assert about == "**Lamps \\*that\\* talk**\n-# Ada Quill (Foghorn Ltd) · Day 1 · Fri 2 May 2031"
    (menu,) = post.menus
    assert [option.value for option in menu.options] == ["#more", "#whole", "#thread", ROPES.id]
    assert [press.label or press.emoji for press in post.buttons] == ["Links (2)", "👍", "👎"]


@pytest.mark.parametrize(
    ("wrong", "right", "said"),
    [
        ("lmaps", "lamps", False),
        ("harbor", "harbour", True),
        ("anchers", "anchors", True),
        ("ferrys", "ferry", False),
        ("Éclairs", "eclairs", False),
        ("tied", "tide", False),
        ("ropes", "rows", True),
    ],
)
def test_what_was_searched_instead_is_said_where_it_may_mean_another_thing(
    wrong: str, right: str, said: bool
) -> None:
    (post,) = answer_cards.answer_messages(replace(ANSWER, corrections=((wrong, right),)), KEY, HERE)
    assert (f"-# Searched “{right}” for “{wrong}”." in post.markdown) is said


def test_pictures_are_shown_with_what_they_show_in_words() -> None:
    picture = Attachment("lamp.png", b"...", "The lamp at night")
    (post,) = answer_cards.answer_messages(ANSWER, KEY, HERE, pictures=[picture])
    assert violations(post) == []
    (gallery,) = [item for item in view_of(post).walk_children() if isinstance(item, discord.ui.MediaGallery)]
    assert [(one.media.url, one.description) for one in gallery.items] == [
        ("attachment://lamp.png", "The lamp at night")
    ]


def test_lists_of_the_notes_are_lists_in_discord() -> None:
    listed = replace(SAID, text="We need:\n- rope\n  - of hemp\n3. a *knot*")
    (post,) = answer_cards.answer_messages(replace(ANSWER, quotes=(listed,)), KEY, HERE)
    assert "> We need:\n> - rope\n>   - of hemp\n> 3\\. a \\*knot\\*" in post.texts[0]
    blocks = [
        TextBlock("heading", "What is needed", 1, 1, 3),
        TextBlock("item", "rope\nand tar", 3, 4),
        TextBlock("item", "of hemp", 5, 5, 1),
        TextBlock("code", "tie --twice", 7, 7),
    ]
    whole = session_cards.whole_message(LAMP, blocks, KEY, 0, HERE)
    assert whole.texts[1] == ("**What is needed**\n\n- rope\n  and tar\n  - of hemp\n\n```\ntie --twice\n```")


def test_items_that_answer_stand_in_bold_as_items_with_their_nesting_above_their_place() -> None:
    sentence = replace(SAID, text="- Rope\n  - of *hemp*\n  1. tarred", line=5, end_line=7)
    around = replace(SAID, text=f"{sentence.text}\n  - of silk\n    - dyed", line=5, end_line=9)
    (post,) = answer_cards.answer_messages(
        replace(ANSWER, quotes=(around, FENCE), nearest=sentence), KEY, NotesSite()
    )
    assert post.texts[0].split("\n")[:7] == [
        "> - **Rope**",
        r">   - **of \*hemp\***",
        r">   **1\. tarred**",
        ">   - of silk",
        ">     - dyed",
        "-# day 1.md, lines 5–9",
        "```",
    ]


def test_link_buttons_show_the_real_host_and_nothing_unsafe() -> None:
    labels = {button.url: button.label for button in parts.link_buttons(LAMP.recordings + LAMP.links)}
    assert list(labels) == [
        "https://www.youtube.com/watch?v=lamp",
        "https://github.com/foghorn/lamp",
        "https://evil.example/login",
    ]
    assert labels["https://www.youtube.com/watch?v=lamp"] == "▶ Recording · www.youtube.com"
    assert labels["https://evil.example/login"] == "www.mybank.example · evil.example"


def test_a_private_reply_can_be_shared() -> None:
    (post,) = answer_cards.answer_messages(ANSWER, KEY, NotesSite(), private=True)
    assert "Share here" in [press.label for press in post.buttons]
    assert "-# day 1.md, lines 7–8" in post.markdown


def test_nothing_is_quoted_where_the_notes_hold_nothing() -> None:
    answer = Answer(
        "kafka?", "none", "Nothing on this.", (Match(ROPES, 0.1),), remark="The notes never mention 'kafka'."
    )
    (post,) = answer_cards.answer_messages(answer, KEY, NotesSite())
    assert post.texts == ("Nothing on this.\n-# The notes never mention 'kafka'.",)
    (menu,) = post.menus
    assert menu.placeholder == "Sessions that come nearest"
    listed = replace(answer, lead="Nothing on this. They cover Day 1; nearest titles: Mooring without ropes.")
    (post,) = answer_cards.answer_messages(listed, KEY, NotesSite())
    assert post.texts[0].startswith("Nothing on this. They cover Day 1.\n"), "the menu has the titles"


def test_quotes_too_long_for_one_message_go_on_in_the_next() -> None:
    long = [Quote("word " * 400, "day1.md", n, n, LAMP.id) for n in (1, 2, 3)]
    answer = Answer("q", "answer", "Lead", (Match(LAMP, 1.0),), tuple(long))
    posts = answer_cards.answer_messages(answer, KEY, NotesSite())
    assert len(posts) == 3
    assert posts[0].buttons
    assert not any(post.buttons or post.menus for post in posts[1:])
    text = "".join(post.markdown for post in posts)
    assert text.count("word") == 1200
    assert text.count("-# day1.md") == 3


async def test_the_parts_become_discord_objects() -> None:
    (post,) = answer_cards.answer_messages(ANSWER, KEY, HERE)
    view = view_of(post)
    assert view.is_finished(), "discord.py would keep it for good"
    assert view.content_length() == sum(map(length, post.texts))
    assert len(list(view.walk_children())) == components(post)
    payload = {"flags": V2, "components": view.to_components()}  # type: ignore[no-untyped-call]
    assert complaints(payload) == []


def test_texts_of_our_own_keep_to_the_alphabet_of_custom_ids() -> None:
    (post,) = answer_cards.answer_messages(ANSWER, KEY, HERE)
    allowed = set(string.ascii_letters + string.digits + ":-_")
    assert all(set(press.custom_id) <= allowed for press in post.buttons)


def test_no_card_knows_discord() -> None:
    for module in (parts, lists, message):
        assert module.__file__ is not None
        assert "import discord" not in Path(module.__file__).read_text(encoding="utf-8")
