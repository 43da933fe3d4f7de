from __future__ import annotations

import io
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bot.discord import demo
from bot.discord.demo import Scene, page, scenes
from bot.discord.markdown import escape, render
from bot.discord.markdown_html import blocks
from bot.discord.message import Card, Message
from bot.discord.message import Text as Words
from tests.services import make_library, serving


class Text(HTMLParser):
    """The text of a page, and the elements that it is in."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text: list[str] = []
        self.tags: list[str] = []
        self.feed(html)

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.tags.append(tag)


@given(st.text(alphabet="\\*_~|`<>@#[]()-+.:/!&\"' 12ab😀é", max_size=60))
def test_escaped_text_is_shown_as_it_stands(text: str) -> None:
    """The second reader of the Markdown that the bot writes agrees with the first."""
    html = Text(blocks(escape(text)))
    assert "".join(html.text).replace("\xa0", "") == text
    assert set(html.tags) <= {"p"}


@given(st.text(alphabet="*`>_\n ab", min_size=1, max_size=60).filter(str.strip))
def test_a_quote_is_one_quote(text: str) -> None:
    assert Text(blocks(render("quote", text))).tags.count("blockquote") == 1


def test_a_time_is_shown_as_one() -> None:
    assert blocks("<t:1935650400:R>") == "<p><code>2031-05-04 08:40 UTC</code></p>"
    assert blocks("<t:99999999999>").startswith("<p><code>5138-")
    assert "&lt;t:" in blocks("\\<t:1935650400:R>")


def test_the_marks_of_the_bot_become_elements() -> None:
    html = blocks(
        "**bold** *it* `code`\n> q\n-# [day.md, line 3](https://example.org/#L3)\n```\na < b\n```\n<https://x.org>"
    )
    assert html == (
        "<p><strong>bold</strong> <em>it</em> <code>code</code></p><blockquote><p>q</p></blockquote>"
        '<p class="small"><a href="https://example.org/#L3">day.md, line 3</a></p><pre>a &lt; b</pre>'
        '<p><a href="https://x.org">https://x.org</a></p>'
    )


def test_nothing_of_a_note_becomes_html() -> None:
    hostile = "<script>alert(1)</script>"
    card = Card((Words(escape(hostile)), Words(render("code", hostile))))
    html = page([Scene(hostile, [Message(parts=(card,)), Message(content=escape(hostile))])])
    assert "<script" not in html
    assert html.count("&lt;script&gt;") == 4 * 4, "at two sizes, dark and light"


async def test_the_page_shows_real_replies(tmp_path: Path) -> None:
    library = make_library(tmp_path)
    Image.new("RGB", (40, 30), "navy").save(library.notes / "lamp.png")
    async with serving(tmp_path, library) as service:
        shown = [scene async for scene in scenes(service, [])]
        html = page(shown)
        questions = ["how much diesel do keepers need?", "zyzzyva?"]
        asked = page([scene async for scene in scenes(service, questions)])
    assert [scene.did.split(" ")[0] for scene in shown] == [
        *["/ask"] * 3,
        "/help",
        "/session",
        "pressed",
        "/sessions",
        "/links",
        "/speakers",
        "/speaker",
        "/days",
        "/announced",
        "/recap",
        "shared",
        "/status",
        "/reindex",
        "/session",
    ]
    text = "".join(Text(html).text)
    assert "A lamp sends its state every minute, and nobody has to row out." in text
    assert "▶ Recording · www.youtube.com" in text
    assert "Nothing in the notes on this." in "".join(Text(asked).text)
    assert '<img src="data:image/jpeg;base64,' in asked
    assert re.search(r"(?i)<script|src=\"http", html + asked) is None, "the page needs nothing beside it"


async def test_the_terminal_shows_real_replies_and_a_recap_that_is_shared(tmp_path: Path) -> None:
    out = io.StringIO()
    async with serving(tmp_path) as service:
        await demo.talk(service, [], out)
        assert service.database.shares.unfinished() == []
    text = out.getvalue()
    assert "— #1 in 1\n/ask question: what did Lighthouses that talk cover?\n" in text
    assert "> A lamp sends its state every minute, and nobody has to row out." in text
    assert "Recap: Harbour Days 2031 · Day 1" in text
    assert text.count("[I was there]") == 6, "in what is shared by hand, and of itself"
    assert "\\" not in text, "nothing is escaped for Discord"


def test_a_page_that_cannot_be_made_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QUOTH_NOTES", str(tmp_path / "missing"))
    monkeypatch.setenv("QUOTH_LIBRARY", str(tmp_path / "library.db"))
    assert demo.main(["-o", str(tmp_path / "demo.html")]) == 2
    errors = capsys.readouterr().err
    assert errors.startswith("quoth: ")
    assert errors.count("\n") == 1
    assert not (tmp_path / "demo.html").exists()
