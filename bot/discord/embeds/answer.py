"""Answers as messages: pure functions, every size kept, every word of a note in its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.discord.custom_ids import ReplyButton
from bot.discord.embeds.cards import (
    COLOURS,
    ROOM,
    SESSION_COLOUR,
    corrections,
    feedback,
    head,
    link_buttons,
    more_links,
    quote_block,
    session_menu,
)
from bot.discord.markdown import Block, cut_escaped, paginate
from bot.discord.message import Button, Card, Field, Message
from bot.render.answering import ShownQuote, links_shown, shown_quotes
from bot.render.links import NotesSite
from embeddings.records import Answer, Link, Quote, Session

_NOTHING = "Nothing in the notes on this."
"""Said where a reply has no words of its own that can be seen."""
_MOST_MESSAGES = 3
"""Messages that one answer takes at most; what is longer is under the button for the whole session."""


def answer_messages(
    answer: Answer, key: str, site: NotesSite, *, private: bool = False, threads: bool = False
) -> list[Message]:
    """Return an answer as messages: the first has the card and all buttons, others only what did not fit.

    ``private`` offers to share it, ``threads`` to go on in a thread.
    """
    if answer.kind == "talk":
        return [
            Message(
                cards=(Card(description=cut_escaped(answer.lead, 2500) or _NOTHING, colour=SESSION_COLOUR),)
            )
        ]
    if answer.verdict == "none" or not answer.matches:
        return [_nothing(answer, key)]
    session = answer.matches[0].session
    colour = COLOURS[answer.verdict]
    blocks = [Block("text", text) for text in _opening(answer)]
    blocks += [block for shown in shown_quotes(answer) for block in _blocks(shown, site)]
    if answer.remark:
        blocks.append(Block("text", f"*{cut_escaped(answer.remark, 500)}*"))
    pages = paginate(blocks, ROOM)
    if len(pages) > _MOST_MESSAGES:
        pages = [
            *pages[: _MOST_MESSAGES - 1],
            f"{pages[_MOST_MESSAGES - 1]}\n-# The rest is under “Whole session”.",
        ]
    near = links_shown(answer)
    links = link_buttons(near, recordings_first=not answer.asked_links)
    card = head(session, site, pages[0], colour)
    card = replace(card, fields=card.fields + more_links(near, links) + _all_links(answer, near))
    others = [match.session for match in answer.matches[1:]]
    buttons = [Button("More quotes", str(ReplyButton("more", key)))] if answer.more else []
    buttons.append(Button("Whole session", str(ReplyButton("whole", key))))
    if private:
        buttons.append(Button("Share here", str(ReplyButton("share", key)), "primary"))
    elif threads:
        buttons.append(Button("Go on in a thread", str(ReplyButton("thread", key))))
    first = Message(
        cards=(card,),
        links=links,
        menu=session_menu(others, key, "Other sessions that match"),
        buttons=(*buttons, *feedback(key)),
    )
    rest = [Message(cards=(Card(description=page, colour=colour),)) for page in pages[1:]]
    return [first, *rest]


def _all_links(answer: Answer, shown: Sequence[Link]) -> tuple[Field, ...]:
    """Say where the links are that are not shown; nothing where all are."""
    left = len(answer.links) - len(shown)
    return (Field("All links", f"{left} more under “Whole session”", inline=False),) if left > 0 else ()


def _opening(answer: Answer) -> list[str]:
    lines = [corrected] if (corrected := corrections(answer)) else []
    lead = cut_escaped(answer.lead, 600)
    # Where a sentence answers, it alone is in bold.
    lines.append(lead if answer.answer else f"**{lead}**")
    return lines


def _blocks(shown: ShownQuote, site: NotesSite) -> list[Block]:
    """Return a quote: the sentence that answers, its surroundings, and the place under both."""
    whole = quote_block(shown.quote, site)
    if not shown.answer or shown.quote.code:
        return [whole]
    if not shown.rest:
        return [Block("bold", shown.answer, whole.after)]
    return [Block("bold", shown.answer), Block("quote", shown.rest, whole.after)]


def _nothing(answer: Answer, key: str) -> Message:
    lines = [corrections(answer), cut_escaped(answer.lead, 2500), cut_escaped(answer.remark or "", 500)]
    card = Card(
        description="\n".join(line for line in lines if line) or _NOTHING,
        colour=COLOURS["none"],
    )
    menu = session_menu((match.session for match in answer.matches), key, "Sessions that come nearest")
    return Message(cards=(card,), menu=menu, buttons=feedback(key))


def more_quotes(quotes: Sequence[Quote], session: Session, site: NotesSite) -> list[Message]:
    """Return further quotes of a session."""
    pages = paginate([quote_block(quote, site) for quote in quotes], ROOM)[:_MOST_MESSAGES]
    first = Message(cards=(head(session, site, pages[0], SESSION_COLOUR),), links=link_buttons(session.links))
    return [first, *(Message(cards=(Card(description=page, colour=SESSION_COLOUR),)) for page in pages[1:])]
