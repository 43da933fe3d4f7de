"""Titles, names, days and lines of notes stay word for word, also where they read like phrases."""

from __future__ import annotations

import pytest

from bot.discord.cards.lists import days_message, sessions_message, speakers_message
from bot.discord.cards.session import whole_message
from bot.discord.localised import localised
from bot.discord.message import Message, Text
from bot.discord.words_of_notes import around_notes, as_sent, of_notes
from bot.render.links import NotesSite
from embeddings.records import Day, Session, Speaker, TextBlock

_ALIKE = ("Launches", "Speakers", "recording", "None.", "Hello!", "2 days", "Recap: day of kites", "Set.")
"""Words that stand among the phrases of the bot's."""


def _session(title: str, *people: str, day: str = "Day 1") -> Session:
    speakers = tuple(Speaker(name, None, None) for name in people)
    return Session(
        id="d/1",
        title=title,
        event=day,
        day=day,
        date="2031-05-02",
        file="d.md",
        line=1,
        end_line=9,
        speakers=speakers,
    )


@pytest.mark.parametrize("words", _ALIKE)
@pytest.mark.parametrize("language", ["de", "ja"])
def test_titles_names_days_and_lines_that_read_like_phrases_stay(words: str, language: str) -> None:
    text = TextBlock(kind="prose", text=words, line=2, end_line=2)
    listed = sessions_message([_session(words, words, day=words)], "Sessions", "k", 0)
    spoken = speakers_message([(Speaker(words, None, None), [_session("Kites")])], "Ada", "k", 0)
    days = days_message([Day(words, words, "2031-05-02", ("d.md",), 2)], "k", 0)
    whole = whole_message(_session("Kites"), [text], "k", 0, NotesSite(None))
    listing = localised(listed, language).markdown
    assert f"**{words}** — {words}" in listing
    assert f"-# {words} · {words} · 2031-05-02" in listing
    assert f"-# {words}" in localised(spoken, language).markdown
    assert f"• {words} · 2031-05-02 — " in localised(days, language).markdown
    assert words in localised(whole, language).markdown.split("\n")
    for message in (listed, spoken, days, whole):
        assert as_sent(message.markdown) == message.markdown, "what is sent has no marks"


def test_what_is_the_bots_own_beside_words_of_notes_is_in_the_readers_language() -> None:
    listed = sessions_message([_session("")], "Sessions", "k", 0)
    days = days_message([Day(None, "Launches", None, ("d.md",), 2)], "k", 0)
    assert "• Launches — 2 Sessions" in localised(days, "de").markdown.split("\n")
    assert localised(listed, "de").markdown != listed.markdown


def test_marks_that_were_cut_or_forged_are_never_sent() -> None:
    assert of_notes("") == ""
    assert Message(parts=(Text("\ufdd0Hello\ufdd1 \ufdd1\ufdd0"),)).markdown == "Hello "
    assert around_notes("say " + of_notes("say")[:-1], str.upper) == "SAY say"
    assert around_notes("\ufdd07\ufdd1 " + of_notes("a\ufdd0b"), str.upper) == "7 ab"
