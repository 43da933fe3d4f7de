"""Parts of the cards of answers, sessions and recaps: where words stand, facts, links, menus, buttons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.discord import limits
from bot.discord.custom_ids import ReplyButton, SessionMenu
from bot.discord.markdown import Block, cut_escaped
from bot.discord.message import Button, Card, Field, LinkButton, Menu, Option
from bot.render import labels, links
from bot.render.labels import RECORDING, UNTITLED
from bot.render.links import LINK_LABELS, NotesSite
from bot.render.shorten import cut, length, plain
from bot.service.suggestions import token
from embeddings.records import Answer, Link, Quote, Session, Verdict

ROOM = 3300
"""Units of quotes on one card: with the most that the other parts take, a message stays under 6000."""
_PEOPLE_ROOM = 700
_LINKS_ROOM = 900
COLOURS: dict[Verdict, int] = {"answer": 0x2E8B57, "closest": 0xD08B00, "none": 0x6B7280}
SESSION_COLOUR = 0x5865F2
_ADDRESS = re.compile(r"://|\bwww\.|\w\.[a-z]{2,}(/|$)", re.IGNORECASE)


# ---------------------------------------------------------------------- places, facts, links


def place(site: NotesSite, file: str, line: int, end_line: int) -> str:
    """Return the Markdown of where words stand: file and lines, linked where the notes are on the web."""
    lines = f"line{'' if line == end_line else 's'} {labels.line_numbers(line, end_line)}"
    shown = f"{cut_escaped(file, 150)}, {lines}"
    address = site.page(file, line, end_line)
    if address is None or length(address) > limits.LINK_URL:
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


def link_buttons(given: Sequence[Link], *, recordings_first: bool = True) -> tuple[LinkButton, ...]:
    """Return buttons for the first links that may be offered, recordings first; labels end in the host."""
    found: dict[str, LinkButton] = {}
    for link in sorted(given, key=lambda link: recordings_first and not link.recording):
        url = links.safe_url(link.url, limits.LINK_URL)
        # A host that does not fit whole would be shown in part, which could read as another.
        if url is None or len(links.host(url)) > 50 or len(found) == limits.ROW_BUTTONS:
            continue
        room = limits.BUTTON_LABEL - len(links.host(url)) - 3
        named = RECORDING if link.recording else plain(link.label) or LINK_LABELS[link.kind]
        found.setdefault(url, LinkButton(f"{cut(named, room)} · {links.host(url)}", url))
    return tuple(found.values())


def more_links(given: Sequence[Link], shown: Iterable[LinkButton]) -> tuple[Field, ...]:
    """Return the links that have no button as bare addresses, which show where they lead."""
    on_buttons = {button.url for button in shown}
    lines: list[str] = []
    for link in given:
        url = links.safe_url(link.url, limits.EMBED_URL)
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
        if url := links.safe_url(link.url, limits.EMBED_URL):
            return url
    return site.page(session.file, session.line, session.end_line)


def session_menu(sessions: Iterable[Session], key: str, placeholder: str) -> Menu | None:
    """Return a menu of sessions; None where there are none."""
    options: dict[str, Option] = {}
    for session in sessions:
        if len(options) == limits.OPTIONS:
            break
        label = cut(plain(session.title), limits.OPTION_TEXT) or UNTITLED
        about = labels.joined(session.day or session.date, labels.names(session))
        value = token(session.id)
        options.setdefault(value, Option(label, value, cut(plain(about), limits.OPTION_TEXT)))
    return Menu(str(SessionMenu(key)), placeholder, tuple(options.values())) if options else None


def span_of(session: Session) -> str:
    """Return where a session stands, for a footer, which is plain."""
    return f"{cut(plain(session.file), 150)} · lines {session.line}–{session.end_line}"


def head(session: Session, site: NotesSite, description: str, colour: int) -> Card:
    """Return a session's card: title, facts, and where it stands."""
    return Card(
        title=cut_escaped(session.title, limits.EMBED_TITLE) or UNTITLED,
        url=title_url(session, site),
        description=description,
        fields=facts(session),
        footer=span_of(session),
        colour=colour,
    )


def paged(footer: str, page: int, pages: int) -> str:
    """Add to a footer which page this is, where there are several."""
    shown = f"Page {page + 1} of {pages}" if pages > 1 else ""
    return " · ".join(part for part in (footer, shown) if part)


def turners(act: str, key: str, page: int, pages: int) -> tuple[Button, ...]:
    """Return buttons to the page before and after; none where there is one page."""
    if pages < 2:
        return ()
    before = Button("◀ Back", str(ReplyButton(act, key, max(page - 1, 0), back=True)), disabled=page == 0)
    after = Button("Next ▶", str(ReplyButton(act, key, min(page + 1, pages - 1))), disabled=page == pages - 1)
    return before, after


def feedback(key: str) -> tuple[Button, Button]:
    """Return the buttons that say whether a reply helped."""
    return Button("Useful", str(ReplyButton("yes", key))), Button("Not useful", str(ReplyButton("no", key)))


def corrections(answer: Answer) -> str:
    """Say which words were searched instead of misspelt ones; empty where there were none."""
    pairs = [
        f"“{cut_escaped(right, 60)}” for “{cut_escaped(wrong, 60)}”" for wrong, right in answer.corrections
    ]
    return f"-# Searched {', '.join(pairs[:4])}." if pairs else ""
