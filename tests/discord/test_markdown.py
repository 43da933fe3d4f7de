from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord.markdown import (
    Block,
    cut_escaped,
    escape,
    paginate,
    render,
)
from bot.render.shorten import length

MARKS = "\\*_~|`<>@#[]()-+.:/! \n12ab😀é"
noted = st.text(alphabet=st.sampled_from(MARKS), max_size=200) | st.text(max_size=200)


def shown(markdown: str) -> str:
    """What Discord shows of text in which every mark is escaped: a backslash gives way to what it escapes."""
    return re.sub(r"\\([^0-9A-Za-z\s])", r"\1", markdown)


def active(markdown: str) -> str:
    """The Markdown without what is escaped."""
    return re.sub(r"\\[^0-9A-Za-z\s]", "·", markdown)


@given(noted)
def test_escaped_text_is_shown_as_it_stands(text: str) -> None:
    assert shown(escape(text)) == text.replace("\r\n", "\n").replace("\r", "\n")


@given(noted)
def test_no_mark_of_escaped_text_is_active(text: str) -> None:
    left = active(escape(text))
    assert not re.search(r"[*_~|`<@\[\]\\]", left)
    assert not re.search(r"^\s*([#>+-]|\d+[.)])", left, re.MULTILINE)
    assert not re.search(r"[A-Za-z]:\S", left), "an address would become a link"


def test_nothing_unseen_is_put_into_a_quote() -> None:
    assert escape("@everyone <@123> ping") == r"\@everyone \<\@123> ping"
    assert "\u200b" not in escape("@everyone")


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("**bold** and _it_", r"\*\*bold\*\* and \_it\_"),
        ("# heading", r"\# heading"),
        ("> quote", r"\> quote"),
        ("-# small", r"\-# small"),
        ("1. first", r"1\. first"),
        ("well-known 3.5 #1", "well-known 3.5 #1"),
        ("[bank](https://evil.example)", r"\[bank\](https\://evil.example)"),
        ("||spoiler||", r"\|\|spoiler\|\|"),
        (r"back\slash", r"back\\slash"),
        ("at 10:30", "at 10:30"),
    ],
)
def test_marks(text: str, markdown: str) -> None:
    assert escape(text) == markdown


@given(noted)
def test_a_quote_stays_within_its_bar(text: str) -> None:
    assert all(line.startswith("> ") for line in render("quote", text).split("\n"))


@given(noted)
def test_code_cannot_close_its_fence(text: str) -> None:
    markdown = render("code", text)
    if markdown.startswith("```"):
        assert "```" not in markdown[3:-3]
        assert markdown[-4:] == "\n```"
    else:
        assert all(line.startswith("> ") for line in markdown.split("\n"))


@given(noted, st.integers(2, 80))
def test_cut_escaped_keeps_the_limit_and_escapes_whole(text: str, limit: int) -> None:
    short = cut_escaped(text, limit)
    assert length(short) <= limit
    assert "\n" not in short
    assert not active(short).endswith("\\"), "it would escape what comes next"


def test_what_stands_behind_much_white_space_is_not_lost() -> None:
    assert cut_escaped("\n" * 5000 + "Day 1", 20) == "Day 1"


# ---------------------------------------------------------------------- pages

blocks = st.builds(
    Block,
    st.sampled_from(["quote", "code"]),
    st.text(alphabet=st.sampled_from(MARKS), min_size=1, max_size=900).filter(str.strip),
    st.sampled_from(["", "-# day1.md, line 3"]),
)


@given(st.lists(blocks, max_size=6))
def test_pages_fit_and_lose_nothing(given_blocks: list[Block]) -> None:
    pages = paginate(given_blocks, 300)
    assert all(length(page) <= 300 for page in pages)
    text = shown("\n".join(pages))
    for block in given_blocks:
        for word in block.text.split():
            if len(word) < 40 and not set(word) & set("`>\\"):
                assert word in text
    for page in pages:
        assert page.count("```") % 2 == 0 or "\\`" in page


def test_a_block_moves_to_the_next_page_whole() -> None:
    first, second = Block("quote", "a" * 150), Block("quote", "b " * 80, "-# day1.md, line 4")
    pages = paginate([first, second], 250)
    assert len(pages) == 2
    assert pages[1].endswith("-# day1.md, line 4")
    assert pages[1].startswith("> b")


def test_a_long_fence_is_closed_and_opened_again() -> None:
    code = "\n".join(f"line {number}" for number in range(100))
    pages = paginate([Block("code", code)], 300)
    assert len(pages) > 2
    assert all(page.startswith("```\n") and page.endswith("\n```") for page in pages)
    assert [line for page in pages for line in page.split("\n")[1:-1]] == code.split("\n")


def test_a_link_in_a_long_quote_is_not_cut() -> None:
    address = "https://example.org/" + "x" * 60
    pages = paginate([Block("quote", f"{'word ' * 50}{address} {'word ' * 50}")], 300)
    assert sum(address.replace(":", "\\:") in page for page in pages) == 1
