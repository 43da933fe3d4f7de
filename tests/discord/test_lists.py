"""Lists: complete over their pages, and each link once however it is written."""

from __future__ import annotations

import re
from pathlib import Path

from bot.discord.embeds import lists
from embeddings.digest import directory
from embeddings.records import Link, Session
from tests.attacks.defence import wire
from tests.services import make_library

KEY = "k" * 12
VIDEO = Link("youtube", "Video", "https://www.youtube.com/watch?v=lamp", recording=True)
LAMP = Session("a", "Lamps *that* talk", None, None, None, "a.md", 1, 2, links=(VIDEO,))


def test_a_list_is_complete_over_its_pages() -> None:
    many = [
        Session(f"s{n}", f"Talk {n}", "Harbour Days", f"Day {n // 30}", None, "a.md", n + 1, n + 1)
        for n in range(70)
    ]
    pages = [lists.sessions_message(many, "Sessions", KEY, page) for page in range(4)]
    text = "\n".join(page.cards[0].description for page in pages)
    assert re.findall(r"^(\d+)\\\. ", text, re.MULTILINE)[:70] == [str(n) for n in range(1, 71)]
    assert "Page 3 of 3" in pages[2].cards[0].footer
    assert pages[3].cards[0].description == pages[2].cards[0].description
    assert [press.disabled for press in pages[0].buttons] == [True, False]
    for page in pages[:3]:
        assert page.menu is not None
        assert len(page.menu.options) == page.cards[0].description.count("\\. ")


def test_links_are_listed_once_with_all_their_sessions() -> None:
    other = Session("b", "Other", None, None, None, "b.md", 1, 2, links=(VIDEO,))
    found = [entry for entry in directory.links([LAMP, other]) if entry.link.kind == "youtube"]
    assert [(entry.link.url, [s.title for s in entry.sessions]) for entry in found] == [
        ("https://www.youtube.com/watch?v=lamp", [LAMP.title, "Other"])
    ]
    (card,) = lists.links_message(found, "Links", KEY, 0).cards
    assert "<https://www.youtube.com/watch?v=lamp>" in card.description


def test_a_link_that_every_session_holds_is_found_without_comparing_sessions() -> None:
    class Counted(str):
        __slots__ = ()
        compared = 0

        def __eq__(self, other: object) -> bool:
            Counted.compared += 1
            return str.__eq__(self, other)

        __hash__ = str.__hash__

    link = VIDEO
    many = [
        Session(Counted(f"s{n}"), f"Talk {n}", None, None, None, "a.md", n + 1, n + 1, links=(link, link))
        for n in range(50)
    ]
    (found,) = directory.links(many)
    assert list(found.sessions) == many
    assert Counted.compared == 0


async def test_the_command_lists_two_spellings_of_a_link_as_one(tmp_path: Path) -> None:
    make_library(tmp_path).add("[Once more](https://youtu.be/lamp0000001?utm_source=talk)")
    async with wire(tmp_path) as server:
        listed = (await (await server.slash("links")).answer())["embeds"][0]["description"]
        videos = await server.slash("links", kind="recordings and videos")
        assert (await videos.answer())["embeds"][0]["description"].startswith("1 link.")
    assert listed.startswith("2 links, each once.")
    (line,) = [line for line in listed.split("\n") if "lamp0000001" in line]
    assert "Lighthouses that talk; Tides as a service" in line
