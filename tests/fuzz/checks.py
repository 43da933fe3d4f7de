"""What must hold of whatever is shown: Discord's Markdown, HTML and a terminal, read independently."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from html.parser import HTMLParser
from urllib.parse import urlsplit

import yarl

from bot.discord.message import Message
from bot.discord.violations import violations

NOTES_URL = "https://notes.example/n"
_FENCE = re.compile(r"^```\n(?:(?!```).)*?\n```$", re.S | re.M)
_ESCAPED = re.compile(r"\\[^0-9A-Za-z\s]")
_OWN_LINK = re.compile(rf"\[([^\[\]]*)\]\({re.escape(NOTES_URL)}/[!-'*-~]*\)")
_BARE_LINK = re.compile(r"(?<=: )<https?://[!-;=?-~]+>$", re.M)
_WHOLE_LINE = re.compile(
    # A title, of a list with its number, or words of ours that are a line or open one.
    # What is highlighted of a quote stands as far in as its lines do.
    r"^( *(?:\d+· |• )?)(\*{1,2})(?!\*)([^*]+)\2(?=$|,| — )",
    re.M,
)
_LIVE = re.compile(r"[\\*_~|`<@\[\]]|(?<=[A-Za-z+.-]):(?=[\w/])")
_LIVE_AT_START = re.compile(r"\s*(?:[#>+-]|\d+[.)])")


def check_post(post: Message) -> None:
    """A message fits Discord's sizes, and no mark in it is live but our own."""
    assert not violations(post), violations(post)
    for text in post.texts:
        check_markdown(text)
    for menu in post.menus:
        for option in menu.options:
            check_plain(option.label)
            check_plain(option.description)
    for button in post.buttons:
        check_plain(button.label)
    for link in post.links:
        check_plain(link.label)
        check_address(link.url)
        assert link.label.endswith(f" · {urlsplit(link.url).netloc}")


def check_markdown(text: str) -> None:
    """Nothing in it pings, masks a link, hides or formats, but what we put there ourselves."""
    rest = _ESCAPED.sub("·", _FENCE.sub("", text))
    rest = _BARE_LINK.sub("", _OWN_LINK.sub(r"\1", rest))
    lines = []
    for line in rest.split("\n"):
        for own in ("> ", "-# ", "### "):
            line = line.removeprefix(own)
        # An item, as far in as its lists are.
        lines.append(re.sub(r"^ *- (?=\S)", "", line))
    rest = _WHOLE_LINE.sub(r"\1\3", "\n".join(lines))
    assert not _LIVE.search(rest), (text, rest)
    for line in rest.split("\n"):
        assert not _LIVE_AT_START.match(line), (text, line)


def check_plain(text: str) -> None:
    """A label is one line that reads as it is written."""
    assert not [c for c in text if unicodedata.category(c) in ("Cc", "Cs") or c in "\u202a\u202e\u2066\u2067"]


def check_address(url: str | None) -> None:
    """An address opens a host of the web that is not posed as by a user name; other readers agree on it."""
    if url is None:
        return
    parts = urlsplit(url)
    assert url.isascii()
    assert parts.scheme in ("http", "https")
    assert parts.hostname
    assert not re.search(r"[\s\\<>\"\x00-\x20\x7f]", url), url
    assert "@" not in parts.netloc
    assert yarl.URL(url, encoded=True).raw_host == parts.hostname, url


class Page(HTMLParser):
    """What a page is made of: tags with their attributes, and where it leads."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.made_of: set[str] = set()
        self.leads_to: list[str] = []
        self.text: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.made_of |= {tag, *(f"{tag} {name}" for name, _ in attrs)}
        self.leads_to += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def check_page(html: str, made_of: Iterable[str]) -> Page:
    """A page has no other tags and attributes than ``made_of``, and leads nowhere but to the web."""
    page = Page(html)
    assert page.made_of <= set(made_of), page.made_of - set(made_of)
    for address in page.leads_to:
        if not address.startswith("#"):
            check_address(address)
    return page


def check_terminal(text: str) -> None:
    """Nothing in it moves the cursor, recolours the screen or turns the reading direction."""
    assert not [c for c in text if c not in "\n\t\u200c\u200d" and unicodedata.category(c) in ("Cc", "Cf")]
