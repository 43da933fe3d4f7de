"""Answers as messages: pure functions, every size kept, every word of a note in its place.

What was asked stands first, so that it is read without scrolling: the sentence that answers, what stands
around it, where both stand. The session follows in two lines, then what can be done.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.discord.cards.parts import (
    COLOURS,
    ROOM,
    SESSION_COLOUR,
    about,
    card,
    corrections,
    feedback,
    joined_lines,
    link_buttons,
    links_button,
    own,
    quote_block,
    recording_button,
    rows,
    session_menu,
    title_of,
)
from bot.discord.custom_ids import MenuAct, ReplyButton
from bot.discord.markdown import Block, cut_escaped, escape, paginate
from bot.discord.message import Button, Gallery, LinkButton, Message, Part
from bot.discord.words_of_notes import of_notes
from bot.render.answering import ShownQuote, shown_quotes
from bot.render.images import Attachment
from bot.render.links import NotesSite
from embeddings.answer.nothing import NEAREST
from embeddings.records import ACCOUNTS_DIFFER, Answer, Quote, Session

if TYPE_CHECKING:
    from bot.summaries.summary import Summary

_NOTHING = "Nothing in the notes on this."
"""Said where a reply has no words of its own that can be seen."""
_MOST_MESSAGES = 3
"""Messages that one answer takes at most; what is longer is under "Whole session"."""
_MORE = "More on this"
_NEAREST = "Sessions that come nearest"


def answer_messages(
    answer: Answer,
    key: str,
    site: NotesSite,
    *,
    private: bool = False,
    threads: bool = False,
    pictures: Sequence[Attachment] = (),
    summary: Summary | None = None,
) -> list[Message]:
    """Return an answer as messages: the first has all that can be pressed, others what did not fit.

    ``private`` offers to share it, ``threads`` to go on in a thread. A ``summary`` stands above the quotes,
    which then have the numbers that it names.
    """
    if answer.kind == "talk":
        said = cut_escaped(answer.lead, 2500) or _NOTHING
        return [Message(parts=(card(SESSION_COLOUR, own(said)),))]
    if answer.verdict == "none" or not answer.matches:
        return [_nothing(answer, key)]
    session = answer.matches[0].session
    colour = COLOURS[answer.verdict]
    pages = _pages(answer, site, summary)
    links = _link_buttons(answer, session)
    buttons: list[LinkButton | Button] = [*links_button(answer.links, links, key), *feedback(key)]
    if private:
        buttons.append(share_button(key))
    # One row where they fit: the recording is the first button of all.
    shown_rows = rows([*links, *buttons]) if len(links) == 1 else (*rows(links), *rows(buttons))
    shown: list[Part] = [Gallery(tuple(file.name for file in pictures))] if pictures else []
    first = card(
        colour, own(pages[0]), *shown, f"**{title_of(session)}**\n{about(session)}".strip(), *shown_rows
    )
    menu = session_menu([match.session for match in answer.matches[1:]], key, _MORE, _acts(answer, threads))
    rest = [Message(parts=(card(colour, own(page)),)) for page in pages[1:]]
    return [Message(parts=(first, *menu), files=tuple(pictures)), *rest]


def share_button(key: str) -> Button:
    """Return the button that shows a private reply to all of the channel."""
    return Button("Share here", str(ReplyButton("share", key)), "primary")


def _pages(answer: Answer, site: NotesSite, summary: Summary | None) -> list[str]:
    blocks = [Block("text", text) for text in [*_opening(answer), *_summary(summary)]]
    for number, shown in enumerate(shown_quotes(answer), 1):
        blocks += _blocks(shown, site, None if summary is None else number)
    if answer.remark:
        blocks.append(Block("text", f"-# {cut_escaped(answer.remark, 500)}"))
    pages = paginate(blocks, ROOM)
    if len(pages) > _MOST_MESSAGES:
        rest = f"{pages[_MOST_MESSAGES - 1]}\n-# The rest is under “Whole session”."
        pages = [*pages[: _MOST_MESSAGES - 1], rest]
    return pages


def _acts(answer: Answer, threads: bool) -> list[MenuAct]:
    acts: list[MenuAct] = ["#more"] if answer.more else []
    acts.append("#whole")
    if threads:
        acts.append("#thread")
    return acts


def _link_buttons(answer: Answer, session: Session) -> tuple[LinkButton, ...]:
    """Return the links that were asked for; where none was, the recording."""
    asked = link_buttons(answer.links[: answer.asked_links])
    return asked or recording_button(session)


def _opening(answer: Answer) -> list[str]:
    """Return what is said before the quotes: a sentence that answers speaks for itself, one of several that
    differ does not.
    """
    alone = answer.answer is not None and answer.lead != ACCOUNTS_DIFFER
    lead = "" if alone else cut_escaped(answer.lead, 600)
    return [line for line in (corrections(answer), lead) if line]


def _summary(summary: Summary | None) -> list[str]:
    """Return a summary: who wrote it, and its sentences, each with the number of its quote."""
    if summary is None:
        return []
    sentences = [f"{of_notes(cut_escaped(one.text, 600))} ({one.quote})" for one in summary.sentences]
    return [f"-# {escape(summary.heading)}", *sentences]


def _blocks(shown: ShownQuote, site: NotesSite, number: int | None) -> list[Block]:
    """Return a quote: the sentence that answers, its surroundings, and below both their place."""
    whole = quote_block(shown.quote, site, number)
    if not shown.answer or shown.quote.code:
        return [whole]
    if not shown.rest:
        return [Block("bold", shown.answer, whole.after)]
    return [Block("bold", shown.answer), Block("quote", shown.rest, whole.after)]


def _nothing(answer: Answer, key: str) -> Message:
    menu = session_menu((match.session for match in answer.matches), key, _NEAREST)
    # The menu names the nearest sessions.
    lead = answer.lead.partition(NEAREST)[0] + "." if menu and NEAREST in answer.lead else answer.lead
    said = joined_lines(corrections(answer), cut_escaped(lead, 2500)) or _NOTHING
    remark = cut_escaped(answer.remark or "", 500)
    box = card(COLOURS["none"], own(said, f"-# {remark}" if remark else ""), *rows(feedback(key)))
    return Message(parts=(box, *menu))


def more_quotes(quotes: Sequence[Quote], session: Session, site: NotesSite) -> list[Message]:
    """Return further quotes of a session."""
    pages = paginate([quote_block(quote, site) for quote in quotes], ROOM)[:_MOST_MESSAGES]
    title = f"**{title_of(session)}**"
    first = card(SESSION_COLOUR, title, pages[0], *rows(recording_button(session)))
    return [Message(parts=(box,)) for box in (first, *(card(SESSION_COLOUR, page) for page in pages[1:]))]
