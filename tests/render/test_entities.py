"""Entities in notes are shown as the signs that they stand for, and quotes keep what the file has."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from bot.discord.cards.parts import quote_block
from bot.discord.markdown import paginate
from bot.render import terminal
from bot.render.answering import shown_quotes
from bot.render.entities import decoded, words_of
from bot.render.links import NotesSite
from bot.web.views import cited
from embeddings.records import Answer, Quote, TextBlock

SAID = Quote("It&#8217;s hot &amp; it whistles.", "day1.md", 3, 3, "day1/kettles")
SHOWN = "It’s hot & it whistles."
NOWHERE = NotesSite(None)


def test_each_face_shows_the_sign_and_the_record_keeps_what_the_file_has() -> None:
    paper = io.StringIO()
    terminal.show_quote(Console(file=paper, width=100), SAID)
    assert SHOWN in paper.getvalue()
    assert quote_block(SAID, NOWHERE).text == SHOWN
    assert cited(SAID, NOWHERE).rest == SHOWN
    (first,) = shown_quotes(Answer("what?", "answer", "The notes say:", quotes=(SAID,), nearest=SAID))
    assert first.answer == SHOWN
    assert SAID.as_json()["text"] == SAID.text


def test_spaces_that_tags_left_are_shown_as_one() -> None:
    assert (
        words_of(Quote("by   Mara   Tern  \n  and others", "day1.md", 3, 4, "x"))
        == "by Mara Tern  \n  and others"
    )


def test_code_is_shown_as_it_stands() -> None:
    assert words_of(Quote("a   b", "day1.md", 3, 3, "x", code=True)) == "a   b"
    assert words_of(Quote("a &amp;&amp; b", "day1.md", 3, 3, "x", code=True)) == "a &amp;&amp; b"
    assert words_of(TextBlock("code", "a &lt; b", 3, 3)) == "a &lt; b"


@pytest.mark.parametrize(
    "text",
    ["a &copy=1 of a query", "AT&T; and more", "&#8238;turned round", "one&#10;> another", "& alone"],
)
def test_what_is_no_sign_or_would_change_the_line_stays_as_it_is(text: str) -> None:
    assert decoded(text) == text


def test_a_mention_made_of_entities_is_escaped_as_one_of_signs_is() -> None:
    said = Quote("&lt;@&amp;42&gt; &#64;everyone", "day1.md", 3, 3, "x")
    plain = Quote("<@&42> @everyone", "day1.md", 3, 3, "x")
    assert paginate([quote_block(said, NOWHERE)], 1000) == paginate([quote_block(plain, NOWHERE)], 1000)
