"""Sessions as messages: the card of one, a page of its whole text, and its links."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.discord.cards.answer import share_button
from bot.discord.cards.parts import (
    ROOM,
    SESSION_COLOUR,
    card,
    facts,
    joined_lines,
    link_lines,
    links_button,
    own,
    page_of,
    place,
    quote_block,
    recording_button,
    rows,
    session_menu,
    title_of,
    turners,
)
from bot.discord.custom_ids import ReplyButton
from bot.discord.markdown import Block, cut_escaped, paginate
from bot.discord.message import Button, LinkButton, Message, Text
from bot.discord.words_of_notes import of_notes
from bot.render.entities import words_of
from bot.render.links import NotesSite
from bot.render.shorten import plain
from embeddings.records import NO_RECORDING, Quote, Session, TextBlock
from embeddings.records_reader import AccountText

_ALL_LINKS = 2400
"""Units of a session's links where nothing else is shown."""
_NAMED = 10
"""People who are named on a card as having been there."""


def session_message(
    session: Session,
    text_blocks: Sequence[TextBlock],
    key: str,
    site: NotesSite,
    *,
    related: Sequence[tuple[Session, str]],
    there: Sequence[int] = (),
    gone: int = 0,
    share: bool = True,
    others: Sequence[AccountText] = (),
) -> Message:
    """Return a session's card: who, when, how it begins, its links, and a menu of sessions related to it.

    ``there`` are the ids of those who said that they were there. ``gone`` says how much of its text is left
    out, since it does not stand in the notes any more; ``others`` are the accounts of other people.
    """
    blocks = _left_out(gone)
    for account, text in ((session, text_blocks), *((one.account, one.text_blocks) for one in others)):
        opening = next((text_block for text_block in text if text_block.kind == "prose"), None)
        if opening is not None:
            blocks.append(quote_block(Quote.of_block(opening, account), site))
    if session.lacks_recording:
        blocks.append(Block("text", f"*{NO_RECORDING}*"))
    recording = recording_button(session)
    buttons: list[LinkButton | Button] = [*recording, *links_button(session.links, recording, key)]
    buttons.append(Button("Whole session", str(ReplyButton("whole", key))))
    if share:
        buttons.append(share_button(key))
    box = card(
        SESSION_COLOUR, _head(session), own(paginate(blocks, ROOM)[0]), _were_there(there), *rows(buttons)
    )
    why = {other.id: f"{plain(reason)}." for other, reason in related if plain(reason)}
    menu = session_menu((other for other, _ in related), key, "Related sessions", told=why)
    return Message(parts=(box, *menu))


def _head(session: Session) -> str:
    return joined_lines(f"### {title_of(session)}", *facts(session))


def _were_there(there: Sequence[int]) -> Text:
    if not there:
        return own()
    named = [f"<@{user}>" for user in there[:_NAMED]]
    if len(there) > _NAMED:
        named.append(f"{len(there) - _NAMED} more")
    return own(f"**Were there, so ask them:** {', '.join(named)}")


def whole_message(
    session: Session,
    text_blocks: Sequence[TextBlock],
    key: str,
    page: int,
    site: NotesSite,
    *,
    gone: int = 0,
    others: Sequence[AccountText] = (),
) -> Message:
    """Return one page of the whole text of a session, with buttons to turn; pages count from 0.

    ``gone`` says how much of it is left out, since it does not stand in the notes any more. What each of
    several people wrote stands under whose notes it is.
    """
    pages = paginate(_all_blocks(session, text_blocks, others), ROOM)
    page = max(0, min(page, len(pages) - 1))
    recording = recording_button(session)
    turned = turners("whole", key, page, len(pages))
    buttons: list[LinkButton | Button] = [*turned, *recording, *links_button(session.links, recording, key)]
    box = card(
        SESSION_COLOUR,
        f"### {title_of(session)}" if page else _head(session),
        "" if page else joined_lines(*(block.markdown for block in _left_out(gone))),
        of_notes(pages[page]) if pages[page].strip() else own("The notes hold no text for this session."),
        place(site, session.file, session.line, session.end_line),
        *page_of(page, len(pages)),
        *rows(buttons),
    )
    return Message(parts=(box,))


def session_links_message(session: Session) -> Message:
    """Return all links of a session, each once, with its address in full."""
    lines = link_lines(session.links, _ALL_LINKS)
    title = f"**{title_of(session)}**"
    if not lines:
        return Message(parts=(card(SESSION_COLOUR, title, "The notes link to nothing here."),))
    return Message(parts=(card(SESSION_COLOUR, title, lines),))


def _left_out(gone: int) -> list[Block]:
    said = "The notes changed just now: what they no longer say is left out. Look again in a minute."
    return [Block("text", f"*{said}*")] if gone else []


def _all_blocks(
    session: Session, text_blocks: Sequence[TextBlock], others: Sequence[AccountText]
) -> Iterator[Block]:
    """Return all text of a session, that of each account under a line that names who took the notes."""
    if session.accounts:
        yield _heading(session)
    yield from _whole_blocks(text_blocks)
    for other in others:
        yield Block("text", "")
        yield _heading(other.account)
        yield from _whole_blocks(other.text_blocks)


def _heading(account: Session) -> Block:
    named = " · ".join(filter(None, [account.noted_by, account.file]))
    return Block("text", f"-# **{cut_escaped(named, 250)}**")


def _whole_blocks(text_blocks: Sequence[TextBlock]) -> Iterator[Block]:
    """Return each text block, with an empty line where the notes have one."""
    for number, text_block in enumerate(text_blocks):
        before = text_blocks[number - 1] if number else None
        if before is not None and text_block.line > before.end_line + 1:
            yield Block("text", "")
        yield _whole_block(text_block)


def _whole_block(text_block: TextBlock) -> Block:
    """Return a text block as it looks in the notes."""
    # Without a visible character, its own marks would be shown in its place.
    if text_block.kind == "heading" and (shown := cut_escaped(words_of(text_block), 1000)):
        return Block("text", f"**{shown}**")
    if text_block.kind == "item" and text_block.text.strip():
        return Block("item", words_of(text_block), depth=text_block.depth)
    return Block("code" if text_block.kind == "code" else "prose", words_of(text_block))
