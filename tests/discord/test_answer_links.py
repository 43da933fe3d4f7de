from __future__ import annotations

from dataclasses import replace

from bot.discord.cards.answer import answer_messages
from bot.discord.cards.session import session_links_message
from bot.render.links import NotesSite
from embeddings.records import Answer, Link, Match, Quote, Session

LINKS = tuple(
    Link("other", f"Chart {line}", f"https://charts.example.org/{line}", line, recording=line == 14)
    for line in range(5, 15)
)
TIDES = Session("day1/tides", "Tides", None, "Day 1", None, "day1.md", 3, 20, links=LINKS)
SAID = Quote("The sixth chart is the best.", "day1.md", 6, 6, TIDES.id)


def urls(answer: Answer) -> list[str]:
    (post,) = answer_messages(answer, "key", NotesSite())
    return [button.url.rpartition("/")[2] for button in post.links]


def labels(answer: Answer) -> list[str]:
    (post,) = answer_messages(answer, "key", NotesSite())
    return [button.label for button in post.buttons]


def test_a_reply_has_one_button_for_the_recording_and_one_for_all_other_links() -> None:
    answer = Answer("?", "answer", "The notes say:", (Match(TIDES, 1.0),), (SAID,), links=LINKS)
    assert urls(answer) == ["14"]
    assert "Links (9)" in labels(answer)


def test_where_all_links_are_shown_no_button_offers_more() -> None:
    alone = replace(TIDES, links=LINKS[-1:])
    answer = Answer("?", "answer", "They say:", (Match(alone, 1.0),), (SAID,), links=alone.links)
    assert urls(answer) == ["14"]
    assert not [label for label in labels(answer) if label.startswith("Links")]


def test_the_link_that_was_asked_for_is_the_button() -> None:
    given = (LINKS[4], *LINKS[:4], *LINKS[5:])
    answer = Answer("?", "answer", "They say:", (Match(TIDES, 1.0),), (SAID,), links=given, asked_links=1)
    assert urls(answer) == ["9"]
    assert "Links (9)" in labels(answer)


def test_every_link_is_shown_in_full_and_once_at_a_press() -> None:
    post = session_links_message(TIDES)
    assert all(post.markdown.count(f"<{link.url}>") == 1 for link in LINKS)
    assert post.links == ()


def test_a_session_without_links_says_so() -> None:
    assert "The notes link to nothing here." in session_links_message(replace(TIDES, links=())).markdown
