"""Every place where a reply shows words of notes and people, and what of its Markdown is live."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.discord import message
from bot.discord.cards import answer as answer_cards
from bot.discord.cards import inbox, lists, status
from bot.discord.cards import recap as recap_cards
from bot.discord.cards import session as session_cards
from bot.discord.cards.recap import Choice, PlannedMessage
from bot.discord.message import Message
from bot.inbox.preview import Preview
from bot.render.images import Attachment
from bot.render.links import NotesSite
from bot.service.replies import Gap
from bot.service.shares import FORMS
from bot.service.submissions import Submission
from bot.summaries.summary import Summary, SummarySentence
from embeddings.digest.announcements import Announcement
from embeddings.digest.directory import LinkEntry, SpeakerEntry
from embeddings.digest.recap import AttributedQuote, Recap, RecapEntry
from embeddings.index.ingest import FileReport, ModelReport, Report
from embeddings.notes import Finding, Skipped
from embeddings.records import Answer, Day, Link, Match, Quote, TextBlock
from embeddings.records_reader import AccountText
from tests.attacks.defence import session_of


def everything(text: str) -> list[Message]:
    """Return every kind of reply, with ``text`` wherever words of notes or people stand."""
    session = session_of(text)
    link = Link("other", text, "https://good.example/", 1, text)
    quote = Quote(text, "n.md", 1, 3, "s", noted_by=text)
    account = replace(session, noted_by=text, account_of=session.id)
    others = [AccountText(account, [TextBlock("prose", text, 1, 3)])]
    answer = Answer(
        text, "answer", text, (Match(session, 1.0),), (quote,), (quote,), (link,), text, ((text, text),)
    )
    summary = Summary(text, (SummarySentence(text, 1),))
    none = Answer(text, "none", text, (Match(session, 1.0),), remark=text)
    site = NotesSite("https://notes.example/n")
    person = SpeakerEntry(text, (text,), (text,), (session,))
    return [
        *answer_cards.answer_messages(answer, "k", site),
        *answer_cards.answer_messages(answer, "k", site, summary=summary),
        *answer_cards.answer_messages(none, "k", site),
        *answer_cards.more_quotes([quote], session, site),
        session_cards.session_message(
            session,
            [TextBlock("prose", text, 1, 3)],
            "k",
            site,
            related=[(session, text)],
            others=others,
        ),
        session_cards.whole_message(
            replace(session, accounts=(account,)),
            [TextBlock("prose", text, 1, 2), TextBlock("heading", text, 3, 3)],
            "k",
            0,
            site,
            others=others,
        ),
        lists.sessions_message([session], "Sessions", "k", 0, "1 session"),
        lists.listing_message(answer, "k", 0, site),
        lists.links_message([LinkEntry(link, (session,))], "Links", "k", 0),
        lists.speakers_message([(session.speakers[0], [session])], text, "k", 0),
        lists.people_message([person], text, "k", 0),
        lists.announced_message([Announcement("launch", quote, session)], text, "k", 0),
        lists.days_message([Day(text, text, None, ("n.md",), 1)], "k", 0),
        lists.gaps_message([Gap(text, 1, 1, 0.0, "none")], "k", 0),
        *(one.as_message(1, place) for place, one in enumerate(recap(text))),
        *(
            recap_cards.preview(recap(text), Choice("k", 1, "cards", page), {"cards": "Cards"})
            for page in range(3)
        ),
        session_cards.session_links_message(replace(session, links=(link,))),
        status.report_message(
            Report(
                (FileReport(text, "changed", 1, text),), 1, 1, 1, 0.1, ModelReport(text, text, changed=True)
            )
        ),
        *handed_in(text),
        message.notice(text),
    ]


def handed_in(text: str) -> list[Message]:
    """Return what is shown of a file that is called, and says, ``text``."""
    waiting = Submission("k", 1, "default", 7, text, text, 1, 0.0, "waiting", pictures=True, macros=True)
    doubt = Finding(f"inbox/x/{text}", 1, "no-speaker", text)
    found = Preview((session_of(text),) * 12, (doubt,) * 9, (Skipped(text, text),) * 9)
    return [
        inbox.preview_message(waiting, found),
        inbox.submission_message(waiting, found),
        inbox.submission_message(replace(waiting, state="taken", user=None), None),
        inbox.removal_message(waiting),
        inbox.submissions_message([waiting, replace(waiting, state="taken")], "k", 0),
    ]


def recap(text: str) -> list[PlannedMessage]:
    """Return a day's messages in every form."""
    quote = Quote(text, "n.md", 1, 3, "s")
    day = Recap(text, text, None, (RecapEntry(session_of(text), (AttributedQuote(quote, "own"),), quote),))
    page = Attachment(recap_cards.page_name(day), b"", "")
    site = NotesSite("https://notes.example/n")
    return [message for form in FORMS for message in recap_cards.planned(day, form, site, page)]


def markdown_of(post: Message) -> list[str]:
    """Return what of a message Discord reads as Markdown."""
    return list(post.texts)


def live(markdown: str) -> str:
    """Return Markdown without what is escaped, our own links, and what a whole fence holds."""
    rest = re.sub(r"```\n.*?\n```", "", markdown, flags=re.S)
    rest = re.sub(r"\\[^0-9A-Za-z\s]", "·", rest)
    return re.sub(r"\[([^\]]*)\]\(https://notes\.example/[^)\s]*\)|<https://good\.example/>", r"\1", rest)
