"""Answers and sessions as messages: pure functions, every size kept, every word of a note in its place.

Custom ids are ``q:ACT:KEY`` or ``q:ACT:KEY:PAGE``; the key is of a reply that the bot's database holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bot.discord import message
from bot.discord.markdown import Block, cut_escaped, paginate
from bot.discord.message import Button, Card, Field, LinkButton, Menu, Message, Option
from bot.render import labels, links
from bot.render.labels import RECORDING, UNTITLED
from bot.render.links import LINK_LABELS, NotesSite
from bot.render.shorten import cut, length, plain
from bot.service.suggestions import token
from embeddings.records import NO_RECORDING, Answer, Link, Quote, Session, TextBlock, Verdict

ROOM = 3300
"""Units of quotes on one card: with the most that the other parts take, a message stays under 6000."""
_PEOPLE_ROOM = 700
_LINKS_ROOM = 900
_MOST_POSTS = 3
"""Messages that one answer takes at most; what is longer is under the button for the whole session."""
COLOURS: dict[Verdict, int] = {"answer": 0x2E8B57, "closest": 0xD08B00, "none": 0x6B7280}
SESSION_COLOUR = 0x5865F2
_ADDRESS = re.compile(r"://|\bwww\.|\w\.[a-z]{2,}(/|$)", re.IGNORECASE)


# ---------------------------------------------------------------------- places, facts, links


def place(site: NotesSite, file: str, line: int, end_line: int) -> str:
    """Return the Markdown of where words stand: file and lines, linked where the notes are on the web."""
    lines = f"line{'' if line == end_line else 's'} {labels.line_numbers(line, end_line)}"
    shown = f"{cut_escaped(file, 150)}, {lines}"
    address = site.page(file, line, end_line)
    if address is None or length(address) > message.LINK_URL:
        return f"-# {shown}"
    return f"-# [{shown}]({address.replace('(', '%28').replace(')', '%29')})"


def quote_block(quote: Quote, site: NotesSite) -> Block:
    """Return a quote as it stands in the notes, with its place."""
    after = place(site, quote.file, quote.line, quote.end_line)
    return Block("code" if quote.code else "quote", quote.text, after)


def facts(session: Session) -> tuple[Field, ...]:
    """Return when a session was, who spoke, and who paid."""
    found = []
    when = labels.when(session)
    if plain(when):
        found.append(Field("When", cut_escaped(when, 300)))
    if session.sponsor and plain(session.sponsor):
        found.append(Field("Sponsor", cut_escaped(session.sponsor, 150)))
    if people := _people(session):
        found.append(Field("Speaker" if len(session.speakers) == 1 else "Speakers", people, inline=False))
    return tuple(found)


def _people(session: Session) -> str:
    lines: list[str] = []
    for speaker in session.speakers:
        name = cut_escaped(speaker.name, 120)
        about = labels.role_and_company(speaker)
        line = f"**{name}**" + (f", {cut_escaped(about, 160)}" if plain(about) else "") if name else ""
        if line and length("\n".join([*lines, line])) > _PEOPLE_ROOM - 20:
            lines.append(f"and {len(session.speakers) - len(lines)} more")
            break
        if line:
            lines.append(line)
    return "\n".join(lines)


def link_buttons(given: Sequence[Link]) -> tuple[LinkButton, ...]:
    """Return buttons for the first links that may be offered, recordings first; labels end in the host."""
    found: dict[str, LinkButton] = {}
    for link in sorted(given, key=lambda link: not link.recording):
        url = links.safe_url(link.url, message.LINK_URL)
        # A host that does not fit whole would be shown in part, which could read as another.
        if url is None or len(links.host(url)) > 50 or len(found) == message.ROW_BUTTONS:
            continue
        room = message.BUTTON_LABEL - len(links.host(url)) - 3
        named = RECORDING if link.recording else plain(link.label) or LINK_LABELS[link.kind]
        found.setdefault(url, LinkButton(f"{cut(named, room)} · {links.host(url)}", url))
    return tuple(found.values())


def more_links(given: Sequence[Link], shown: Iterable[LinkButton]) -> tuple[Field, ...]:
    """Return the links that have no button as bare addresses, which show where they lead."""
    on_buttons = {button.url for button in shown}
    lines: list[str] = []
    for link in given:
        url = links.safe_url(link.url, message.EMBED_URL)
        if url is None or url in on_buttons:
            continue
        line = f"{cut_escaped(link.label, 80) or LINK_LABELS[link.kind]}: <{url}>"
        if line in lines:
            continue
        if length("\n".join([*lines, line])) > _LINKS_ROOM - 40:
            lines.append("and more: see /session or /links")
            break
        lines.append(line)
    return (Field("More links", "\n".join(lines), inline=False),) if lines else ()


def title_url(session: Session, site: NotesSite) -> str | None:
    """Return where a card's title leads: the recording, else the note on the web.

    A title that looks like an address leads nowhere, since it could name another host than it opens.
    """
    if _ADDRESS.search(session.title):
        return None
    for link in session.recordings:
        if url := links.safe_url(link.url, message.EMBED_URL):
            return url
    return site.page(session.file, session.line, session.end_line)


def session_menu(sessions: Iterable[Session], key: str, placeholder: str) -> Menu | None:
    """Return a menu of sessions; None where there are none."""
    options: dict[str, Option] = {}
    for session in sessions:
        if len(options) == message.OPTIONS:
            break
        label = cut(plain(session.title), message.OPTION_TEXT) or UNTITLED
        about = labels.joined(session.day or session.date, labels.names(session))
        value = token(session.id)
        options.setdefault(value, Option(label, value, cut(plain(about), message.OPTION_TEXT)))
    return Menu(f"q:pick:{key}", placeholder, tuple(options.values())) if options else None


def span_of(session: Session) -> str:
    """Return where a session stands, for a footer, which is plain."""
    return f"{cut(plain(session.file), 150)} · lines {session.line}–{session.end_line}"


def head(session: Session, site: NotesSite, description: str, colour: int) -> Card:
    """Return a session's card: title, facts, and where it stands."""
    return Card(
        title=cut_escaped(session.title, message.EMBED_TITLE) or UNTITLED,
        url=title_url(session, site),
        description=description,
        fields=facts(session),
        footer=span_of(session),
        colour=colour,
    )


# ---------------------------------------------------------------------- an answer


def answer_posts(
    answer: Answer, key: str, site: NotesSite, *, private: bool = False, threads: bool = False
) -> list[Message]:
    """Return an answer as messages: the first has the card and all buttons, others only what did not fit.

    ``private`` offers to share it, ``threads`` to go on in a thread.
    """
    if answer.verdict == "none" or not answer.matches:
        return [_nothing(answer, key)]
    session = answer.matches[0].session
    colour = COLOURS[answer.verdict]
    blocks = [Block("text", text) for text in _opening(answer)]
    blocks += [quote_block(quote, site) for quote in answer.quotes]
    if answer.remark:
        blocks.append(Block("text", f"*{cut_escaped(answer.remark, 500)}*"))
    pages = paginate(blocks, ROOM)
    if len(pages) > _MOST_POSTS:
        pages = [
            *pages[: _MOST_POSTS - 1],
            f"{pages[_MOST_POSTS - 1]}\n-# The rest is under “Whole session”.",
        ]
    buttons = link_buttons(answer.links)
    card = head(session, site, pages[0], colour)
    card = replace(card, fields=card.fields + more_links(answer.links, buttons))
    others = [match.session for match in answer.matches[1:]]
    presses = [Button("More quotes", f"q:more:{key}")] if answer.more else []
    presses.append(Button("Whole session", f"q:whole:{key}"))
    if private:
        presses.append(Button("Share here", f"q:share:{key}", "primary"))
    elif threads:
        presses.append(Button("Go on in a thread", f"q:thread:{key}"))
    first = Message(
        cards=(card,),
        links=buttons,
        menu=session_menu(others, key, "Other sessions that match"),
        presses=(*presses, *feedback(key)),
    )
    rest = [Message(cards=(Card(description=page, colour=colour),)) for page in pages[1:]]
    return [first, *rest]


def feedback(key: str) -> tuple[Button, Button]:
    """Return the buttons that say whether a reply helped."""
    return Button("Useful", f"q:yes:{key}"), Button("Not useful", f"q:no:{key}")


def _opening(answer: Answer) -> list[str]:
    lines = [corrected] if (corrected := corrections(answer)) else []
    lines.append(f"**{cut_escaped(answer.lead, 600)}**")
    return lines


def corrections(answer: Answer) -> str:
    """Say which words were searched instead of misspelt ones; empty where there were none."""
    pairs = [
        f"“{cut_escaped(right, 60)}” for “{cut_escaped(wrong, 60)}”" for wrong, right in answer.corrections
    ]
    return f"-# Searched {', '.join(pairs[:4])}." if pairs else ""


def _nothing(answer: Answer, key: str) -> Message:
    lines = [corrections(answer), cut_escaped(answer.lead, 2500), cut_escaped(answer.remark or "", 500)]
    card = Card(
        description="\n".join(line for line in lines if line) or "Nothing in the notes on this.",
        colour=COLOURS["none"],
    )
    menu = session_menu((match.session for match in answer.matches), key, "Sessions that come nearest")
    return Message(cards=(card,), menu=menu, presses=feedback(key))


def more_posts(quotes: Sequence[Quote], session: Session, site: NotesSite) -> list[Message]:
    """Return further quotes of a session."""
    pages = paginate([quote_block(quote, site) for quote in quotes], ROOM)[:_MOST_POSTS]
    first = Message(cards=(head(session, site, pages[0], SESSION_COLOUR),), links=link_buttons(session.links))
    return [first, *(Message(cards=(Card(description=page, colour=SESSION_COLOUR),)) for page in pages[1:])]


# ---------------------------------------------------------------------- a session


def session_post(
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
    buttons = link_buttons(session.links)
    card = head(session, site, description, SESSION_COLOUR)
    presses = [Button("Whole session", f"q:whole:{key}")]
    if share:
        presses.append(Button("Share here", f"q:share:{key}", "primary"))
    return Message(
        cards=(replace(card, fields=card.fields + more_links(session.links, buttons)),),
        links=buttons,
        menu=session_menu((other for other, _ in related), key, "Related sessions"),
        presses=tuple(presses),
    )


def whole_post(
    session: Session, text_blocks: Sequence[TextBlock], key: str, page: int, site: NotesSite, *, gone: int = 0
) -> Message:
    """Return one page of the whole text of a session, with buttons to turn; pages count from 0.

    ``gone`` says how much of it is left out, since it does not stand in the notes any more.
    """
    pages = paginate([*_left_out(gone), *_whole_blocks(text_blocks)], ROOM)
    page = max(0, min(page, len(pages) - 1))
    description = pages[page] or "The notes hold no text for this session."
    card = head(session, site, description, SESSION_COLOUR)
    if page:
        card = replace(card, fields=())
    card = replace(card, footer=paged(card.footer, page, len(pages)))
    return Message(
        cards=(card,), links=link_buttons(session.links), presses=turners("whole", key, page, len(pages))
    )


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


def paged(footer: str, page: int, pages: int) -> str:
    """Add to a footer which page this is, where there are several."""
    shown = f"Page {page + 1} of {pages}" if pages > 1 else ""
    return " · ".join(part for part in (footer, shown) if part)


def turners(act: str, key: str, page: int, pages: int) -> tuple[Button, ...]:
    """Return buttons to the page before and after; none where there is one page."""
    if pages < 2:
        return ()
    before = Button("◀ Back", f"q:{act}:{key}:{max(page - 1, 0)}b", disabled=page == 0)
    after = Button("Next ▶", f"q:{act}:{key}:{min(page + 1, pages - 1)}n", disabled=page == pages - 1)
    return before, after
