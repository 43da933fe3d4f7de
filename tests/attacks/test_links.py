"""Links that pose as others: masked, look-alike, with a user name, of another scheme, with what is unseen."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.discord.cards import lists, parts
from bot.discord.cards import session as session_cards
from bot.render import links, page
from embeddings.digest.directory import LinkEntry
from embeddings.records import Link
from tests.attacks.defence import session_of, stands_only_by

SPOOFS = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,<script>",
    "vbscript:x",
    "file:///etc/passwd",
    "https://aws.amazon.com@evil.example/",
    "https://user:pass@evil.example/",
    "https://aws.amazon.com\\@evil.example/",
    "https://evil.example\u202e/moc.nozama",
    "https://evil.example/\u200bx",
    "https://evil.example/\nhttps://good.example",
    "https://evil.example\x00.good.example",
    "//evil.example",
    "https://",
)


def through(url: str, _limit: int = 512) -> str:
    return url or "x"


@pytest.mark.parametrize("url", SPOOFS)
def test_a_link_that_poses_as_another_is_not_offered(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Defence: ``links.safe_url``, for buttons, lists, card titles and the page."""

    def check() -> None:
        link = Link("other", "Good", url, 1, "Good", recording=True)
        session = session_of("Good", links=(link,))
        assert parts.link_buttons([link]) == ()
        assert parts.links_button([link], (), "k") == ()
        assert parts.link_lines([link]) == ""
        assert page.shown_links([link]) == []
        assert "0 links" in lists.links_message([LinkEntry(link, (session,))], "Links", "k", 0).markdown

    stands_only_by(
        monkeypatch,
        check,
        (links, "safe_url", through),
        (links, "host", lambda _: "good.example"),
    )


@pytest.mark.parametrize("where", ["buttons", "lines", "whole", "page", "list"])
def test_each_place_that_offers_links_asks(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Defence: ``links.safe_url``, which each place that offers links asks."""
    link = Link("other", "Good", "https://aws.amazon.com@evil.example/", 1, "Good", recording=True)
    session = session_of("Good", links=(link,))
    offered: dict[str, Callable[[], object]] = {
        "buttons": lambda: parts.link_buttons([link]),
        "lines": lambda: parts.link_lines([link]),
        "whole": lambda: "evil" in str(session_cards.session_links_message(session)),
        "page": lambda: page.shown_links([link]),
        "list": lambda: "evil" in lists.links_message([LinkEntry(link, (session,))], "L", "k", 0).markdown,
    }
    offer = offered[where]

    def check() -> None:
        assert not offer()

    stands_only_by(monkeypatch, check, (links, "safe_url", through))


def test_a_look_alike_shows_its_real_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """Defence: hosts are written as a browser looks them up; Cyrillic letters become ``xn--``."""

    def check() -> None:
        (button,) = parts.link_buttons([Link("other", "AWS", "https://\u0430m\u0430zon.com/login", 1)])
        assert "xn--" in button.label
        assert "xn--" in button.url

    stands_only_by(monkeypatch, check, (links, "safe_url", through), (links, "host", lambda url: url[8:18]))


def test_a_label_cannot_name_another_host_than_it_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    """Defence: a button's label ends in the host."""

    def check() -> None:
        link = Link("other", "https://aws.amazon.com", "https://evil.example/", 1, recording=False)
        (button,) = parts.link_buttons([link])
        assert button.label.endswith("· evil.example")

    stands_only_by(monkeypatch, check, (links, "host", lambda _: ""))
