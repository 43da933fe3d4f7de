from __future__ import annotations

from bot.discord.embeds.answer import answer_messages
from bot.discord.embeds.session import whole_message
from bot.render.links import NotesSite
from embeddings.records import Answer, Link, Match, Quote, Session, TextBlock

LINKS = tuple(
    Link("other", f"Chart {line}", f"https://charts.example.org/{line}", line, recording=line == 14)
    for line in range(5, 15)
)
TIDES = Session("day1/tides", "Tides", None, "Day 1", None, "day1.md", 3, 20, links=LINKS)
SAID = Quote("The sixth chart is the best.", "day1.md", 6, 6, TIDES.id)


def urls(answer: Answer) -> list[str]:
    (post,) = answer_messages(answer, "key", NotesSite())
    return [button.url.rpartition("/")[2] for button in post.links]


def test_a_reply_has_buttons_for_the_links_beside_its_quotes_and_says_where_the_others_are() -> None:
    answer = Answer("?", "answer", "The notes say:", (Match(TIDES, 1.0),), (SAID,), links=LINKS)
    assert urls(answer) == ["14", "6"]
    (post,) = answer_messages(answer, "key", NotesSite())
    fields = {field.name: field.value for field in post.cards[0].fields}
    assert fields["All links"] == "8 more under “Whole session”"


def test_the_link_that_was_asked_for_is_the_first_button() -> None:
    given = (LINKS[4], *LINKS[:4], *LINKS[5:])
    answer = Answer("?", "answer", "They say:", (Match(TIDES, 1.0),), (SAID,), links=given, asked_links=1)
    assert urls(answer) == ["9", "14", "6"]


def test_the_whole_session_has_every_link() -> None:
    post = whole_message(TIDES, [TextBlock("prose", SAID.text, 6, 6)], "key", 0, NotesSite())
    shown = str(post.links) + str(post.cards[0].fields)
    assert all(link.url in shown for link in LINKS)
