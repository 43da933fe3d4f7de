"""Which links may be offered, and how they are written."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.render.links import NotesSite, host, safe_url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "ftp://example.org/x",
        "https://youtube.com@evil.example/",
        "https://user:pw@example.org/",
        "https://exam ple.org",
        "https://example.org\\@evil.example",
        "https://",
        "//example.org",
        "https://exa\u202emple.org",
        "https://example.org:99999/",
        "https://-bad-.example/",
        "https://" + "a" * 600 + ".example/",
        "https://[::1",
        "",
    ],
)
def test_unsafe_links_are_refused(url: str) -> None:
    assert safe_url(url) is None


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://www.youtube.com/watch?v=a&t=3", "https://www.youtube.com/watch?v=a&t=3"),
        ("HTTPS://Example.ORG/Ä", "https://example.org/%C3%84"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://аpple.com/", "https://xn--pple-43d.com/"),
        ("http://example.org:8080/a(b)", "http://example.org:8080/a%28b%29"),
        ("https://example.org/a%20b", "https://example.org/a%20b"),
    ],
)
def test_safe_links_show_their_real_host(url: str, safe: str) -> None:
    assert safe_url(url) == safe
    assert host(safe) in safe


@given(st.text(max_size=60) | st.text(max_size=30).map(lambda t: f"https://{t}"))
def test_any_link_is_plain_or_refused(url: str) -> None:
    safe = safe_url(url)
    assert safe is None or re.fullmatch(r"https?://[!-;=?-~]+", safe)


def test_an_entity_in_an_address_is_read() -> None:
    url = "https://www.youtube.com/watch?v=abc&amp;list=PL1"
    assert safe_url(url) == "https://www.youtube.com/watch?v=abc&list=PL1"
    assert safe_url("https://good.example&#64;evil.example/") is None
    assert safe_url("https://example.org/?a=1&copy=2") == "https://example.org/?a=1&copy=2"


def test_lines_of_a_note_have_an_address_where_the_notes_are_on_the_web() -> None:
    site = NotesSite("https://notes.example/main")
    assert site.page("a b/day1.md", 3, 3) == "https://notes.example/main/a%20b/day1.md#L3"
    assert site.page("day1.md", 3, 5) == "https://notes.example/main/day1.md#L3-L5"
    assert NotesSite().page("day1.md", 3, 5) is None
    assert site.page("n" * 3000, 3, 5) is None, "no browser takes it"
