"""Lists: complete over their pages, and each link once however it is written."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from bot.discord.cards import lists
from bot.render.links import NotesSite
from embeddings.digest import directory
from embeddings.records import Answer, Day, Link, Match, Quote, Session
from tests.attacks.defence import wire
from tests.loopback.reading import words
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
    text = "\n".join(page.markdown for page in pages)
    assert re.findall(r"^(\d+)\\\. ", text, re.MULTILINE)[:70] == [str(n) for n in range(1, 71)]
    assert "-# Page 3 of 3" in pages[2].texts
    assert pages[3] == pages[2]
    assert [press.disabled for press in pages[0].buttons] == [True, False]
    for page in pages[:3]:
        (menu,) = page.menus
        assert len(menu.options) == page.markdown.count("\\. ")


def test_sessions_without_a_day_stand_under_no_other_day() -> None:
    dated = replace(LAMP, id="b", title="Nets", day="Day 1")
    both = lists.sessions_message([dated, LAMP], "Sessions", KEY, 0).markdown
    places = [both.index(text) for text in ("-# Day 1", "Nets", "-# No day in the notes", "that")]
    assert places == sorted(places)
    assert "No day" not in lists.sessions_message([LAMP], "Sessions", KEY, 0).markdown


def test_days_of_no_event_stand_under_no_other_event() -> None:
    found = [Day("Harbour Days", "Day 1", None, ("a.md",), 2), Day(None, "Day 7", None, ("b.md",), 1)]
    shown = lists.days_message(found, KEY, 0).markdown
    assert shown.index("Harbour Days") < shown.index("-# No event in the notes") < shown.index("Day 7")


def test_a_break_is_listed_without_a_number() -> None:
    lunch = replace(LAMP, id="c", title="Lunch", kind="other", links=())
    nets = replace(LAMP, id="b", title="Nets")
    shown = lists.sessions_message([LAMP, lunch, nets], "Sessions", KEY, 0).markdown
    assert "• **Lunch**" in shown
    assert "2\\. **Nets**" in shown


def test_links_are_listed_once_with_all_their_sessions() -> None:
    other = Session("b", "Other", None, None, None, "b.md", 1, 2, links=(VIDEO,))
    found = [entry for entry in directory.links([LAMP, other]) if entry.link.kind == "youtube"]
    assert [(entry.link.url, [s.title for s in entry.sessions]) for entry in found] == [
        ("https://www.youtube.com/watch?v=lamp", [LAMP.title, "Other"])
    ]
    assert "<https://www.youtube.com/watch?v=lamp>" in lists.links_message(found, "Links", KEY, 0).markdown


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
        listed = words(await (await server.slash("links")).answer())
        videos = await server.slash("links", kind="recordings and videos")
        assert "\n1 link." in words(await videos.answer())
    assert "\n2 links, each once." in listed
    lines = listed.split("\n")
    (place,) = [place for place, line in enumerate(lines) if "lamp0000001" in line]
    assert lines[place + 1] == "-# Lighthouses that talk; Tides as a service"


def test_what_is_on_a_list_is_not_quoted_below_it_again() -> None:
    shown = Quote(LAMP.title, "a.md", 1, 1, LAMP.id)
    said = Quote("The lamp is on the list of the year.", "a.md", 2, 2, LAMP.id)
    answer = Answer("?", "answer", "1 session:", (Match(LAMP, 1.0),), (shown, said), kind="list")
    text = lists.listing_message(answer, KEY, 0, NotesSite()).markdown
    assert text.count("Lamps") == 1
    assert "> The lamp is on the list of the year." in text
