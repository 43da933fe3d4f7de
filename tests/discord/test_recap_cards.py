"""A recap as messages, within Discord's sizes."""

from __future__ import annotations

from typing import Any

import pytest

from bot.discord.cards.recap import Choice, page_name, planned, preview
from bot.discord.commands.channels import FORM_LABELS
from bot.discord.violations import violations
from bot.render.images import Attachment
from bot.render.links import NotesSite
from embeddings.digest.recap import AttributedQuote, Recap, RecapEntry
from embeddings.records import Link, Quote, Session, Speaker


@pytest.mark.parametrize("form", ["cards", "thread", "forum"])
def test_the_largest_day_stays_within_discords_sizes(form: Any) -> None:
    entries = []
    for number in range(60):
        people = tuple(Speaker("N" * 200 + str(n), "R" * 300, "C" * 300) for n in range(9))
        links = tuple(Link("other", "*" * 300, f"https://x{n}.example/" + "y" * 400, 1) for n in range(30))
        session = Session(
            f"day1/{'i' * 150}{number}", f"{number}" + "_" * 400, "E" * 300,
            "Day 1", None, "f" * 300 + ".md", 1, 9,
            sponsor="S" * 300, speakers=people, links=links,
        )  # fmt: skip
        quotes = tuple(
            AttributedQuote(Quote("*" * 3000, session.file, 1, 2, session.id), "own") for _ in range(3)
        )
        entries.append(RecapEntry(session, quotes, quotes[0].quote))
    recap = Recap("E" * 300, "D" * 300, None, tuple(entries))
    messages = planned(recap, form, NotesSite("https://notes.example"), Attachment("a.html", b"x"))
    assert sum(len(message.sessions) for message in messages) == 60
    for place, message in enumerate(messages):
        post = message.as_message(999_999, place)
        assert violations(post) == []
        assert len(post.buttons) == len(set(post.buttons)) == len(message.sessions)
    pages = [preview(messages, Choice("k" * 40, 10**19, form, page), FORM_LABELS) for page in range(61)]
    assert all(violations(page) == [] for page in pages)
    assert len({page.parts[0] for page in pages}) == 61, "each session has its page"


def test_two_days_pages_have_two_names_and_plain_ones_stay_plain() -> None:
    """By its page the message that heads a recap is known again."""

    def name(event: str, day: str) -> str:
        return page_name(Recap(event, day, None, ()))

    assert name("Harbour Days", "Day 1") == "recap-harbour-days-day-1.html"
    assert name("港の日", "初日") != name("港の日", "最終日")
    assert name("harbour " * 9, "Day 1") != name("harbour " * 9, "Day 2")
    assert all(len(name(event, "Day 1")) < 90 for event in ("harbour " * 9, "港の日" * 90))
