"""Links that pose as others: masked, look-alike, with a user name, of another scheme, with what is unseen."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from bot.discord.embeds import cards, lists
from bot.render import links, page
from bot.render.links import NotesSite
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
        assert cards.link_buttons([link]) == ()
        assert cards.more_links([link], []) == ()
        assert cards.title_url(session, NotesSite()) is None
        assert page.shown_links([link]) == []
        (card,) = lists.links_message([LinkEntry(link, (session,))], "Links", "k", 0).cards
        assert card.description.startswith("0 links")

    stands_only_by(
        monkeypatch,
        check,
        (links, "safe_url", through),
        (links, "host", lambda _: "good.example"),
    )


@pytest.mark.parametrize("where", ["buttons", "more", "title", "page", "list"])
def test_each_place_that_offers_links_asks(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Defence: ``links.safe_url``, which each place that offers links asks."""
    link = Link("other", "Good", "https://aws.amazon.com@evil.example/", 1, "Good", recording=True)
    session = session_of("Good", links=(link,))
    offered: dict[str, Callable[[], object]] = {
        "buttons": lambda: cards.link_buttons([link]),
        "more": lambda: cards.more_links([link], []),
        "title": lambda: cards.title_url(session, NotesSite()),
        "page": lambda: page.shown_links([link]),
        "list": lambda: (
            "evil" in lists.links_message([LinkEntry(link, (session,))], "L", "k", 0).cards[0].description
        ),
    }
    offer = offered[where]

    def check() -> None:
        assert not offer()

    stands_only_by(monkeypatch, check, (links, "safe_url", through))


def test_a_look_alike_shows_its_real_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """Defence: hosts are written as a browser looks them up; Cyrillic letters become ``xn--``."""

    def check() -> None:
        (button,) = cards.link_buttons([Link("other", "AWS", "https://\u0430m\u0430zon.com/login", 1)])
        assert "xn--" in button.label
        assert "xn--" in button.url

    stands_only_by(monkeypatch, check, (links, "safe_url", through), (links, "host", lambda url: url[8:18]))


def test_a_label_cannot_name_another_host_than_it_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    """Defence: a button's label ends in the host."""

    def check() -> None:
        link = Link("other", "https://aws.amazon.com", "https://evil.example/", 1, recording=False)
        (button,) = cards.link_buttons([link])
        assert button.label.endswith("· evil.example")

    stands_only_by(monkeypatch, check, (links, "host", lambda _: ""))


def test_a_title_that_is_an_address_opens_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Defence: ``cards._ADDRESS``."""

    def check() -> None:
        recording = Link("youtube", "v", "https://evil.example/", 1, recording=True)
        assert cards.title_url(session_of("https://aws.amazon.com", links=(recording,)), NotesSite()) is None

    stands_only_by(monkeypatch, check, (cards, "_ADDRESS", re.compile(r"(?!)")))
