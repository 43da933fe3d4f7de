from __future__ import annotations

import asyncio
import re
import string
from dataclasses import replace
from pathlib import Path
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.discord import limits, message
from bot.discord.embeds import answer as answer_embeds
from bot.discord.embeds import cards, lists
from bot.discord.embeds import session as session_embeds
from bot.discord.message import Button, Card, LinkButton, Message
from bot.discord.send import embed_of, view_of
from bot.discord.violations import violations
from bot.render.links import NotesSite
from bot.render.shorten import length
from bot.service.replies import Gap
from bot.service.suggestions import Suggestions
from embeddings.digest import directory
from embeddings.records import Answer, AnswerKind, Day, Image, Link, Match, Quote, Session, Speaker, TextBlock

HERE = NotesSite("https://github.com/harbour/notes/blob/0123abcd/notes")
KEY = "k" * 12

# Anything a note or a question may hold, and the worst of it: marks only, very long, blank, outside the BMP.
wild = (
    st.text(max_size=60)
    | st.text(alphabet="*_`|~\\<>[]()@#:-> \n", max_size=400)
    | st.sampled_from(
        ["", " ", "\u200b", "x" * 5000, "😀" * 3000, "word " * 2000, "`" * 4000, "\n" * 3000, "]" * 300]
    )
)
maybe = st.none() | wild
urls = st.sampled_from(
    [
        "https://www.youtube.com/watch?v=a",
        "https://" + "a." * 60 + "example/",
        "https://example.org/" + "x" * 3000,
        "javascript:alert(1)",
        "https://youtube.com@evil.example/",
        "https://example.org/(a)",
    ]
) | st.text(max_size=20).map(lambda text: f"https://example.org/{text}")
speakers = st.builds(Speaker, name=wild, role=maybe, company=maybe)
links = st.builds(
    Link,
    kind=st.sampled_from(["youtube", "aws", "github", "other"]),
    label=wild,
    url=urls,
    recording=st.booleans(),
)
sessions = st.builds(
    Session,
    id=wild,
    title=wild,
    event=maybe,
    day=maybe,
    date=st.sampled_from([None, "2031-05-02"]),
    file=wild,
    line=st.integers(1, 10**9),
    end_line=st.integers(1, 10**9),
    kind=st.sampled_from(["talk", "other"]),
    sponsor=maybe,
    speakers=st.lists(speakers, max_size=6).map(tuple),
    links=st.lists(links, max_size=12).map(tuple),
)
quotes = st.builds(
    Quote,
    text=wild,
    file=wild,
    line=st.integers(1, 99),
    end_line=st.integers(1, 99),
    session=wild,
    code=st.booleans(),
)


def _part(answer: Answer) -> Quote | None:
    """Return half of a quote for the sentence that answers, where there is one to be had."""
    if answer.answer is None or not answer.quotes:
        return answer.answer
    quote = answer.quotes[-1]
    return replace(quote, text=quote.text[: len(quote.text) // 2])


answers = st.builds(
    Answer,
    question=wild,
    verdict=st.sampled_from(["answer", "closest", "none"]),
    lead=wild,
    matches=st.lists(st.builds(Match, sessions, st.floats(0, 1)), max_size=8).map(tuple),
    quotes=st.lists(quotes, max_size=4).map(tuple),
    more=st.lists(quotes, max_size=3).map(tuple),
    links=st.lists(links, max_size=12).map(tuple),
    remark=maybe,
    corrections=st.lists(st.tuples(wild, wild), max_size=6).map(tuple),
    answer=st.none() | quotes,
    kind=st.sampled_from(get_args(AnswerKind)),
).map(lambda answer: replace(answer, answer=_part(answer)))
sites = st.sampled_from([NotesSite(), HERE])
slow = settings(max_examples=40, deadline=None)


def sendable(*posts: Message) -> None:
    for post in posts:
        assert violations(post) == []


@slow
@given(answers, sites, st.booleans(), st.booleans())
def test_no_answer_passes_a_limit(answer: Answer, site: NotesSite, private: bool, threads: bool) -> None:
    sendable(*answer_embeds.answer_messages(answer, KEY, site, private=private, threads=threads))


@slow
@given(answers, sites, st.integers(0, 9))
def test_no_listing_passes_a_limit(answer: Answer, site: NotesSite, page: int) -> None:
    sendable(lists.listing_message(answer, KEY, page, site))


@slow
@given(st.lists(quotes, min_size=1, max_size=4), sessions, sites)
def test_no_more_quotes_pass_a_limit(given_quotes: list[Quote], session: Session, site: NotesSite) -> None:
    sendable(*answer_embeds.more_quotes(given_quotes, session, site))


text_blocks = st.builds(
    TextBlock,
    kind=st.sampled_from(["prose", "item", "code", "heading", "speaker", "caption", "link"]),
    text=wild,
    line=st.integers(1, 99),
    end_line=st.integers(1, 99),
    depth=st.integers(0, 9),
)


@slow
@given(
    sessions,
    st.lists(text_blocks, max_size=8),
    sites,
    st.integers(0, 30),
    st.lists(sessions, max_size=3),
    wild,
)
def test_no_session_passes_a_limit(
    session: Session,
    text: list[TextBlock],
    site: NotesSite,
    page: int,
    related: list[Session],
    reason: str,
) -> None:
    sendable(
        session_embeds.session_message(
            session, text, KEY, site, related=[(other, reason) for other in related]
        )
    )
    sendable(session_embeds.whole_message(session, text, KEY, page, site))


@slow
@given(st.lists(sessions, max_size=40), wild, st.integers(0, 9))
def test_no_list_passes_a_limit(found: list[Session], title: str, page: int) -> None:
    sendable(lists.sessions_message(found, title, KEY, page))
    sendable(lists.links_message(directory.links(found), title, KEY, page))
    people = [(speaker, [session]) for session in found for speaker in session.speakers]
    sendable(lists.speakers_message(people, title, KEY, page))
    days = [Day(session.event, session.day, session.date, (session.file,), 3) for session in found]
    sendable(lists.days_message(days, KEY, page))
    sendable(lists.gaps_message([Gap(session.title, 2, 3, 0.0, False) for session in found], KEY, page))


@slow
@given(wild)
def test_no_notice_passes_a_limit(text: str) -> None:
    if text.strip():
        sendable(message.notice(text))


@slow
@given(st.lists(sessions, max_size=40), wild)
def test_autocomplete_offers_what_discord_takes(found: list[Session], typed: str) -> None:
    days = [Day(session.event, session.day, session.date, (session.file,), 1) for session in found]
    suggestions = Suggestions(tuple(found), tuple(days))
    for choices in (
        suggestions.suggest_sessions(typed),
        suggestions.suggest_people(typed),
        suggestions.suggest_days(typed),
    ):
        assert len(choices) <= limits.CHOICES
        assert len({choice.value for choice in choices}) == len(choices)
        for choice in choices:
            assert 1 <= length(choice.label) <= limits.CHOICE_TEXT
            assert 1 <= length(choice.value) <= limits.CHOICE_TEXT


def test_a_limit_that_is_passed_is_found() -> None:
    post = Message(
        content="x" * 2001,
        cards=tuple(Card(description="x" * 4097) for _ in range(11)),
        links=tuple(LinkButton("", "https://example.org") for _ in range(6)),
        buttons=(Button("a" * 81, "q"), Button("b", "q")),
    )
    found = " ".join(violations(post))
    for what in (
        "content",
        "embeds:",
        "embeds total",
        "description",
        "buttons in a row",
        "label",
        "twice",
        "button: empty",
    ):
        assert what in found


# ---------------------------------------------------------------------- what a reply shows

LAMP = Session(
    id="day1/lamps",
    title="Lamps *that* talk",
    event="Harbour Days 2031",
    day="Day 1",
    date="2031-05-02",
    file="day 1.md",
    line=3,
    end_line=20,
    sponsor="Foghorn Ltd",
    speakers=(Speaker("Ada Quill", "Keeper", "Foghorn Ltd"),),
    links=(
        Link("github", "Code of the lamp", "https://github.com/foghorn/lamp"),
        Link("youtube", "Video", "https://www.youtube.com/watch?v=lamp", recording=True),
        Link("other", "www.mybank.example", "https://evil.example/login"),
        Link("other", "script", "javascript:alert(1)"),
    ),
    images=(Image("The lamp", "lamp.png", 9),),
)
ROPES = Session("day1/ropes", "Mooring without ropes", None, "Day 1", None, "day 1.md", 21, 30)
SAID = Quote("It costs *nothing* [at all](https://evil.example).", "day 1.md", 7, 8, LAMP.id)
FENCE = Quote("lamp --on", "day 1.md", 12, 12, LAMP.id, code=True)
ANSWER = Answer(
    "what do lamps cost?",
    "answer",
    "The notes on Lamps say:",
    (Match(LAMP, 1.0), Match(ROPES, 0.4)),
    (SAID, FENCE),
    (SAID,),
    LAMP.links,
    None,
    (("lmaps", "lamps"),),
)


def test_the_sentence_that_answers_stands_first_and_in_bold() -> None:
    sentence = replace(SAID, text="It costs *nothing* [at all](https://evil.example).")
    around = replace(SAID, text=f"We asked.\n{sentence.text}\nSo did they.", line=6, end_line=8)
    (post,) = answer_embeds.answer_messages(
        replace(ANSWER, quotes=(FENCE, around), answer=sentence), KEY, NotesSite()
    )
    _, lead, *shown = post.cards[0].description.split("\n")
    assert lead == "The notes on Lamps say:"
    assert shown == [
        r"> **It costs \*nothing\* \[at all\](https\://evil.example).**",
        "> We asked.",
        r"> \[…\]",
        "> So did they.",
        "-# day 1.md, lines 6–8",
        "```",
        "lamp --on",
        "```",
        "-# day 1.md, line 12",
    ]


def test_the_reply_holds_everything_from_the_record() -> None:
    (post,) = answer_embeds.answer_messages(ANSWER, KEY, HERE, threads=True)
    (card,) = post.cards
    assert card.title == r"Lamps \*that\* talk"
    assert card.url == "https://www.youtube.com/watch?v=lamp"
    assert r"> It costs \*nothing\* \[at all\](https\://evil.example)." in card.description
    assert "```\nlamp --on\n```" in card.description
    jump = "https://github.com/harbour/notes/blob/0123abcd/notes/day%201.md#L7-L8"
    assert f"-# [day 1.md, lines 7–8]({jump})" in card.description
    assert "Searched “lamps” for “lmaps”" in card.description
    assert [(field.name, field.value) for field in card.fields] == [
        ("When", "Harbour Days 2031 · Day 1 · 2031-05-02"),
        ("Sponsor", "Foghorn Ltd"),
        ("Speaker", "**Ada Quill**, Keeper, Foghorn Ltd"),
    ]
    assert card.footer == "day 1.md · lines 3–20"
    assert post.menu is not None
    assert [option.value for option in post.menu.options] == [ROPES.id]
    assert [press.label for press in post.buttons] == [
        "More quotes",
        "Whole session",
        "Go on in a thread",
        "Useful",
        "Not useful",
    ]


def test_link_buttons_show_the_real_host_and_nothing_unsafe() -> None:
    labels = {button.url: button.label for button in cards.link_buttons(LAMP.links)}
    assert list(labels) == [
        "https://www.youtube.com/watch?v=lamp",
        "https://github.com/foghorn/lamp",
        "https://evil.example/login",
    ]
    assert labels["https://www.youtube.com/watch?v=lamp"] == "Recording · www.youtube.com"
    assert labels["https://evil.example/login"] == "www.mybank.example · evil.example"


@slow
@given(answers, sites)
def test_the_only_masked_links_lead_to_the_notes(answer: Answer, site: NotesSite) -> None:
    for post in answer_embeds.answer_messages(answer, KEY, site):
        for card in post.cards:
            texts = [card.title, card.description, *(field.value for field in card.fields)]
            for text in texts:
                unescaped = re.sub(r"\\[^0-9A-Za-z\s]", "", text)
                fenced = re.sub(r"```\n.*?\n```", "", unescaped, flags=re.DOTALL)
                for address in re.findall(r"\]\(([^)]*)\)", fenced):
                    assert site.url is not None
                    assert address.startswith(site.url + "/")


def test_a_title_that_looks_like_an_address_leads_nowhere() -> None:
    for title in ("https://mybank.example", "www.mybank.example", "mybank.example/login"):
        assert (
            cards.title_url(Session("a", title, None, None, None, "a.md", 1, 2, links=LAMP.links), HERE)
            is None
        )


def test_a_private_reply_can_be_shared() -> None:
    (post,) = answer_embeds.answer_messages(ANSWER, KEY, NotesSite(), private=True)
    assert "Share here" in [press.label for press in post.buttons]
    assert "-# day 1.md, lines 7–8" in post.cards[0].description


def test_nothing_is_quoted_where_the_notes_hold_nothing() -> None:
    answer = Answer(
        "kafka?", "none", "Nothing on this.", (Match(ROPES, 0.1),), remark="The notes never mention 'kafka'."
    )
    (post,) = answer_embeds.answer_messages(answer, KEY, NotesSite())
    assert ">" not in post.cards[0].description
    assert "never mention 'kafka'" in post.cards[0].description
    assert post.menu is not None
    assert post.menu.placeholder == "Sessions that come nearest"


def test_quotes_too_long_for_one_message_go_on_in_the_next() -> None:
    long = [Quote("word " * 400, "day1.md", n, n, LAMP.id) for n in (1, 2, 3)]
    answer = Answer("q", "answer", "Lead", (Match(LAMP, 1.0),), tuple(long))
    posts = answer_embeds.answer_messages(answer, KEY, NotesSite())
    assert len(posts) == 3
    assert posts[0].buttons
    assert not any(post.buttons or post.menu for post in posts[1:])
    text = "".join(card.description for post in posts for card in post.cards)
    assert text.count("word") == 1200
    assert text.count("-# day1.md") == 3


def test_the_parts_become_discord_objects() -> None:
    async def build() -> None:
        (post,) = answer_embeds.answer_messages(ANSWER, KEY, HERE)
        embed = embed_of(post.cards[0])
        assert embed.title == post.cards[0].title
        assert len(embed) == post.cards[0].size
        view = view_of(post)
        assert view is not None
        assert view.is_finished(), "discord.py would keep it for good"
        assert [len(row["components"]) for row in view.to_components()] == [3, 1, 4]

    asyncio.run(build())


def test_texts_of_our_own_keep_to_the_alphabet_of_custom_ids() -> None:
    (post,) = answer_embeds.answer_messages(ANSWER, KEY, HERE)
    allowed = set(string.ascii_letters + string.digits + ":-_")
    assert all(set(press.custom_id) <= allowed for press in post.buttons)


def test_no_card_knows_discord() -> None:
    for module in (cards, lists, message):
        assert module.__file__ is not None
        assert "import discord" not in Path(module.__file__).read_text(encoding="utf-8")
