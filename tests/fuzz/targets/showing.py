"""What is shown of any record: messages, pages, terminal, addresses, the log."""

from __future__ import annotations

import json
import logging
import sys
import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path

from bot.discord import message
from bot.discord.cards import answer as answer_cards
from bot.discord.cards import lists, parts
from bot.discord.cards import recap as recap_cards
from bot.discord.cards import session as session_cards
from bot.logs.logs import JsonFormatter, TextFormatter
from bot.logs.redact import Redactor
from bot.render import links as address
from bot.render import page, shorten
from bot.render.images import Attachment, locate
from bot.service import suggestions
from bot.service.shares import Form
from embeddings.digest.directory import LinkEntry
from embeddings.digest.recap import AttributedQuote, Recap, RecapEntry
from embeddings.notes.fields import links as web
from embeddings.records import Answer, Day, Image, Link, Match, Quote, Session, Speaker, TextBlock
from embeddings.text import markdown_words
from tests.fuzz.checks import NOTES_URL, Page, check_address, check_page, check_post, check_terminal
from tests.fuzz.targets.common import SITE, printed


def _records(text: str) -> tuple[Session, Quote, Link]:
    """Records whose every text is of ``text``, apart at its NULs."""
    parts = (text.split("\0") + [text] * 6)[:6]
    link = Link("other", parts[3], parts[4], 1, parts[5], recording=len(text) % 2 == 0)
    session = Session(
        id=parts[0] or "x", title=parts[1], event=parts[2], day=parts[3], date=None, file=parts[4] or "f",
        line=1, end_line=2, sponsor=parts[5], links=(link,), group=parts[0],
        speakers=(Speaker(parts[2], parts[1], parts[0]), Speaker(parts[5])),
    )  # fmt: skip
    return session, Quote(text, session.file, 1, 2, session.id, code=len(text) % 3 == 0), link


def rendering(data: bytes) -> None:
    """Cards, lists and lines of any record: within Discord's limits, with no live mark, link or mention."""
    text = data.decode("utf-8", "replace")
    session, quote, link = _records(text)
    title = session.title
    # What a reply opens with, remarks and corrects is never empty.
    lead, remark, corrected = (
        f"The notes on {title} say:",
        f"No {session.event}.",
        ((f"w{title}", f"r{text}"),),
    )
    part = replace(quote, text=text[: len(text) // 2])
    answer = Answer(
        text, "answer", lead, (Match(session, 1.0),), (quote,), (quote,), (link,), remark, corrected, part
    )
    none = Answer(text, "none", lead, (Match(session, 1.0),), remark=remark)
    prose = TextBlock("prose", text, 1, 2)
    text_blocks = [
        prose,
        TextBlock("heading", title, 3, 3),
        TextBlock("item", text, 4, 5, 1),
        TextBlock("code", text, 6, 9),
    ]
    posts = [
        *answer_cards.answer_messages(answer, "key", SITE),
        *answer_cards.answer_messages(none, "key", SITE),
        *answer_cards.more_quotes([quote], session, SITE),
        *(session_cards.whole_message(session, text_blocks, "key", number, SITE) for number in range(3)),
        session_cards.session_message(session, [prose], "key", SITE, related=[(session, title)]),
        lists.sessions_message([session] * 3, title, "key", 0),
        lists.links_message([LinkEntry(link, (session,))], title, "key", 0),
        lists.speakers_message([(session.speakers[0], [session])], title, "key", 0),
        lists.days_message([Day(title, remark, None, ("f",), 2)], "key", 0),
    ]
    if text.strip():
        posts.append(message.notice(text))
    for post in posts:
        check_post(post)
    check_terminal(printed(answer))
    choices = suggestions.Suggestions((session,), (Day(title, remark, None, ("f",), 2),))
    for suggest in (choices.suggest_sessions, choices.suggest_people, choices.suggest_days):
        assert all(
            0 < shorten.length(c.label) <= 100 and 0 < shorten.length(c.value) <= 100 for c in suggest("")
        )


@cache
def _made_of() -> frozenset[str]:
    """What pages are made of that show every kind of thing."""
    pages = (_page("word" + "s" * n + "\0word\0word\0word\0https://a.example/\0word") for n in range(6))
    return frozenset().union(*(Page(html).made_of for html in pages))


def _page(text: str) -> str:
    session, quote, _ = _records(text)
    entry = RecapEntry(
        session,
        (AttributedQuote(quote, "own"), AttributedQuote(quote, "abstract"), AttributedQuote(quote)),
        quote,
    )
    recap = Recap(session.event, session.day, "2021-05-04", (entry, RecapEntry(session)))
    return page.render([recap, recap], Path("/nonexistent"), notes_url=NOTES_URL, search=True)


def recap(data: bytes) -> None:
    """Recaps of any record: the page has its own tags alone, the messages fit and have no live mark."""
    text = data.decode("utf-8", "replace")
    session, quote, _ = _records(text)
    shown = check_page(_page(text), _made_of())
    said = "".join(shown.text).replace("\r\n", "\n").replace("\r", "\n")
    assert quote.text.replace("\r\n", "\n").replace("\r", "\n").replace(
        "\0", "\ufffd"
    ).strip() in said.replace("\0", "\ufffd")
    told = Recap(
        session.event, session.day, None, (RecapEntry(session, (AttributedQuote(quote),), quote),) * 2
    )
    forms: tuple[Form, ...] = ("cards", "thread")
    for form in forms:
        planned = recap_cards.planned(told, form, SITE, Attachment(recap_cards.page_name(told), b"x"))
        for place, one in enumerate(planned):
            check_post(one.as_message(1, place))
        check_post(recap_cards.preview(planned, recap_cards.Choice("key", 1, form, 1), {form: "Form"}))
    assert 0 < shorten.length(recap_cards.thread_title(told)) <= 100


def links(data: bytes) -> None:
    """Addresses: what is offered opens the host that it shows; pictures come from the notes' folder alone."""
    text = data.decode("utf-8", "replace")
    safe = address.safe_url(text)
    check_address(safe)
    if safe is not None:
        assert address.safe_url(safe) == safe
        assert address.host(safe) == address.host(safe).lower()
    for button in parts.link_buttons([Link("other", text, text, 1, text)]):
        assert button.url == safe
    assert not web.is_web(text) or web.target(text).label.strip()
    markdown_words.words(text)
    with tempfile.TemporaryDirectory() as name:
        root = Path(name, "notes")
        root.mkdir()
        (root / "a.png").touch()
        Path(name, "b.png").touch()
        found = locate(Image("x", text, 1), "n.md", root)
        assert found is None or found.is_relative_to(root.resolve())


def log(data: bytes) -> None:
    """The log: one line a record, with no secret in it, also of what failed."""
    text = data.decode("utf-8", "replace")
    for form in (JsonFormatter(), TextFormatter()):
        try:
            raise ValueError(f"{text} hunter2 {text}")
        except ValueError:
            record = logging.LogRecord(
                "n", 20, "f", 1, "said %s", (f"hunter2 {text}hunter2",), sys.exc_info()
            )
        record.request = "-"
        Redactor(["hunter2"]).filter(record)
        line = form.format(record)
        assert "hunter2" not in line
        if isinstance(form, JsonFormatter):
            assert "\n" not in line
            json.loads(line)
        else:
            # A traceback is of many lines, but none of them can pass for a line of the log.
            assert all(c.isprintable() or c == "\n" for c in line)
            assert all(rest.startswith("  ") for rest in line.split("\n")[1:])
