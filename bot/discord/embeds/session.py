"""Sessions as messages: the card of one, and a page of its whole text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.discord.custom_ids import ReplyButton
from bot.discord.embeds.cards import (
    ROOM,
    SESSION_COLOUR,
    head,
    link_buttons,
    more_links,
    paged,
    quote_block,
    session_menu,
    turners,
)
from bot.discord.markdown import Block, cut_escaped, paginate
from bot.discord.message import Button, Message
from bot.render.links import NotesSite
from bot.render.shorten import plain
from embeddings.records import NO_RECORDING, Quote, Session, TextBlock


def session_message(
    session: Session,
    text_blocks: Sequence[TextBlock],
    key: str,
    site: NotesSite,
    *,
    related: Sequence[tuple[Session, str]],
    gone: int = 0,
    share: bool = True,
) -> Message:
    """Return a session's card: who, when, how it begins, its links, and sessions that are related to it.

    ``gone`` says how much of its text is left out, since it does not stand in the notes any more.
    """
    opening = next((text_block for text_block in text_blocks if text_block.kind == "prose"), None)
    blocks = _left_out(gone)
    if opening is not None:
        blocks.append(quote_block(Quote.of_block(opening, session), site))
    if session.lacks_recording:
        blocks.append(Block("text", f"*{NO_RECORDING}*"))
    for other, reason in related[:3]:
        line = f"Related: {cut_escaped(other.title, 200)}"
        blocks.append(Block("text", line + (f" ({cut_escaped(reason, 200)})" if plain(reason) else "")))
    description = paginate(blocks, ROOM)[0]
    links = link_buttons(session.links)
    card = head(session, site, description, SESSION_COLOUR)
    buttons = [Button("Whole session", str(ReplyButton("whole", key)))]
    if share:
        buttons.append(Button("Share here", str(ReplyButton("share", key)), "primary"))
    return Message(
        cards=(replace(card, fields=card.fields + more_links(session.links, links)),),
        links=links,
        menu=session_menu((other for other, _ in related), key, "Related sessions"),
        buttons=tuple(buttons),
    )


def whole_message(
    session: Session, text_blocks: Sequence[TextBlock], key: str, page: int, site: NotesSite, *, gone: int = 0
) -> Message:
    """Return one page of the whole text of a session, with buttons to turn; pages count from 0.

    ``gone`` says how much of it is left out, since it does not stand in the notes any more.
    """
    pages = paginate([*_left_out(gone), *_whole_blocks(text_blocks)], ROOM)
    page = max(0, min(page, len(pages) - 1))
    description = pages[page] or "The notes hold no text for this session."
    card = head(session, site, description, SESSION_COLOUR)
    links = link_buttons(session.links)
    fields = () if page else card.fields + more_links(session.links, links)
    card = replace(card, fields=fields, footer=paged(card.footer, page, len(pages)))
    return Message(cards=(card,), links=links, buttons=turners("whole", key, page, len(pages)))


def _left_out(gone: int) -> list[Block]:
    said = "The notes changed just now: what they no longer say is left out. Look again in a minute."
    return [Block("text", f"*{said}*")] if gone else []


def _whole_blocks(text_blocks: Sequence[TextBlock]) -> Iterator[Block]:
    """Return each text block, with an empty line where the notes have one."""
    for number, text_block in enumerate(text_blocks):
        if number and text_block.line > text_blocks[number - 1].end_line + 1:
            yield Block("text", "")
        yield _whole_block(text_block)


def _whole_block(text_block: TextBlock) -> Block:
    # Without a visible character, its own marks would be shown in its place.
    if text_block.kind == "heading" and (shown := cut_escaped(text_block.text, 1000)):
        return Block("text", f"**{shown}**")
    if text_block.kind == "item":
        # The notes' own mark, which text blocks go without; figure spaces keep the nesting.
        return Block("quote", "\u2007\u2007" * text_block.depth + "• " + text_block.text)
    return Block("code" if text_block.kind == "code" else "quote", text_block.text)
