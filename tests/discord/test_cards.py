"""Whatever notes and people write, no message passes a size that Discord takes, or leads elsewhere."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.discord import limits, message
from bot.discord.cards import answer as answer_cards
from bot.discord.cards import lists
from bot.discord.cards import recap as recap_cards
from bot.discord.cards import session as session_cards
from bot.discord.fallbacks import plain_of
from bot.discord.message import Button, Card, Gallery, LinkButton, Message, Row, Text
from bot.discord.view import view_of
from bot.discord.violations import violations
from bot.render.images import Attachment
from bot.render.links import NotesSite
from bot.render.shorten import length
from bot.service.replies import Gap
from bot.service.shares import FORMS, Form
from bot.service.suggestions import Suggestions
from embeddings.digest import directory
from embeddings.digest.recap import AttributedQuote, Recap, RecapEntry
from embeddings.records import Answer, AnswerKind, Day, Link, Match, Quote, Session, Speaker, TextBlock
from embeddings.records_reader import AccountText
from tests.loopback.rules import V2, complaints

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
    noted_by=maybe,
)


def _part(answer: Answer) -> Quote | None:
    """Return half of a quote for the sentence that answers or comes nearest, where there is one to be had."""
    if answer.nearest is None or not answer.quotes:
        return answer.nearest
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
    nearest=st.none() | quotes,
    kind=st.sampled_from(get_args(AnswerKind)),
).map(lambda answer: replace(answer, nearest=_part(answer)))
sites = st.sampled_from([NotesSite(), HERE])
slow = settings(max_examples=40, deadline=None)


def sendable(*posts: Message) -> None:
    for post in posts:
        assert violations(post) == []


@slow
@given(answers, sites, st.booleans(), st.booleans())
def test_no_answer_passes_a_limit(answer: Answer, site: NotesSite, private: bool, threads: bool) -> None:
    sendable(*answer_cards.answer_messages(answer, KEY, site, private=private, threads=threads))


@slow
@given(answers, sites, st.booleans())
def test_discords_own_rules_find_nothing_wrong_with_an_answer(
    answer: Answer, site: NotesSite, private: bool
) -> None:
    async def found() -> list[str]:
        posts = answer_cards.answer_messages(answer, KEY, site, private=private, threads=True)
        laid_out = [view_of(post).to_components() for post in posts]  # type: ignore[no-untyped-call]
        return [said for one in laid_out for said in complaints({"flags": V2, "components": one})]

    assert asyncio.run(found()) == []


@slow
@given(answers, sites, st.integers(0, 9))
def test_no_listing_passes_a_limit(answer: Answer, site: NotesSite, page: int) -> None:
    sendable(lists.listing_message(answer, KEY, page, site))


@slow
@given(st.lists(quotes, min_size=1, max_size=4), sessions, sites)
def test_no_more_quotes_pass_a_limit(given_quotes: list[Quote], session: Session, site: NotesSite) -> None:
    sendable(*answer_cards.more_quotes(given_quotes, session, site))


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
    others = [AccountText(replace(other, noted_by=reason, account_of="a"), text) for other in related]
    session = replace(session, accounts=tuple(other.account for other in others))
    sendable(
        session_cards.session_message(
            session, text, KEY, site, related=[(other, reason) for other in related], others=others
        )
    )
    sendable(session_cards.whole_message(session, text, KEY, page, site, others=others))


@slow
@given(st.lists(sessions, max_size=40), wild, st.integers(0, 9))
def test_no_list_passes_a_limit(found: list[Session], title: str, page: int) -> None:
    sendable(lists.sessions_message(found, title, KEY, page))
    sendable(lists.links_message(directory.links(found), title, KEY, page))
    people = [(speaker, [session]) for session in found for speaker in session.speakers]
    sendable(lists.speakers_message(people, title, KEY, page))
    days = [Day(session.event, session.day, session.date, (session.file,), 3) for session in found]
    sendable(lists.days_message(days, KEY, page))
    sendable(lists.gaps_message([Gap(session.title, 2, 3, 0.0, "none") for session in found], KEY, page))


entries = st.builds(
    RecapEntry,
    session=sessions,
    quotes=st.lists(
        st.builds(AttributedQuote, quote=quotes, attribution=st.sampled_from(["own", "abstract", None])),
        max_size=3,
    ).map(tuple),
    review=st.none() | quotes,
)


@slow
@given(
    st.lists(entries, min_size=1, max_size=20),
    maybe,
    maybe,
    sites,
    st.sampled_from(FORMS),
    st.integers(0, 20),
)
def test_no_recap_passes_a_limit(
    told: list[RecapEntry], event: str | None, day: str | None, site: NotesSite, form: Form, page: int
) -> None:
    recap = Recap(event, day, None, tuple(told))
    messages = recap_cards.planned(recap, form, site, Attachment("recap.html", b"x"))
    sendable(*(one.as_message(999_999, place) for place, one in enumerate(messages)))
    sendable(recap_cards.preview(messages, recap_cards.Choice(KEY, 10**19, form, page), {form: "A form"}))


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
    buttons = (Button("a" * 81, "q"), Button("b", "q"), *(LinkButton("", "https://example.org"),) * 4)
    post = Message(
        content="x" * 2001,
        parts=(
            Card(tuple(Text("x" * 500) for _ in range(40))),
            Card(()),
            Row(buttons),
            Text(" "),
            Gallery(("gone.png",)),
        ),
    )
    found = " ".join(violations(post))
    for what in (
        "content",
        "plain words and parts",
        "components:",
        "texts in all",
        "card: empty",
        "text: empty",
        "buttons in a row",
        "label",
        "twice",
        "button: empty",
        "gone.png is not attached",
    ):
        assert what in found


@slow
@given(answers, sites)
def test_the_only_masked_links_lead_to_the_notes(answer: Answer, site: NotesSite) -> None:
    for post in answer_cards.answer_messages(answer, KEY, site):
        for text in post.texts:
            unescaped = re.sub(r"\\[^0-9A-Za-z\s]", "", text)
            fenced = re.sub(r"```\n.*?\n```", "", unescaped, flags=re.DOTALL)
            for address in re.findall(r"\]\(([^)]*)\)", fenced):
                assert site.url is not None
                assert address.startswith(site.url + "/")


@slow
@given(answers, sites)
def test_what_takes_no_parts_is_told_in_plain_words(answer: Answer, site: NotesSite) -> None:
    for post in answer_cards.answer_messages(answer, KEY, site):
        plain = plain_of(post)
        assert violations(plain) == []
        assert not plain.parts
        assert post.texts[0].split("\n")[0] in plain.content or length(post.texts[0]) > 1900
