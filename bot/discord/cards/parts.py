"""Parts of the cards of answers, sessions and recaps: where words stand, facts, links, menus, buttons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from bot.discord import limits
from bot.discord.custom_ids import MenuAct, ReplyButton, SessionMenu
from bot.discord.markdown import Block, cut_escaped
from bot.discord.message import Button, Card, LinkButton, Menu, Option, Part, Row, Text
from bot.render import labels, links
from bot.render.entities import words_of
from bot.render.labels import RECORDING, UNTITLED
from bot.render.links import LINK_LABELS, NotesSite
from bot.render.shorten import cut, length, plain
from bot.service.suggestions import token
from embeddings.records import Answer, Link, Quote, Session, Verdict
from embeddings.text.document_names import is_document
from embeddings.text.tokens import fold, stem_set

ROOM = 2700
"""Units of quotes on one card: with the most that the other texts take, a message stays under 4000."""
_PEOPLE_ROOM = 500
_LINKS_ROOM = 700
COLOURS: dict[Verdict, int] = {"answer": 0x2E8B57, "closest": 0xD08B00, "none": 0x6B7280}
SESSION_COLOUR = 0x5865F2
_ACT_LABELS: dict[MenuAct, str] = {
    "#more": "More quotes",
    "#whole": "Whole session",
    "#thread": "Go on in a thread",
}


# ---------------------------------------------------------------------- places, facts, links


def place(
    site: NotesSite,
    file: str,
    line: int,
    end_line: int,
    number: int | None = None,
    noted_by: str | None = None,
) -> str:
    """Return the Markdown of where words stand: file and lines, linked where the notes are on the web, and
    whose notes they are.

    ``number`` is what the quote is called by elsewhere on the card.
    """
    small = "-# " if number is None else f"-# ({number}) "
    lines = f", line{'' if line == end_line else 's'} {labels.line_numbers(line, end_line)}"
    shown = cut_escaped(file, 150) + ("" if is_document(file) else lines)
    shown = labels.joined(shown, cut_escaped(labels.whose_notes(noted_by), 110))
    address = site.page(file, line, end_line)
    if address is None or length(address) > limits.LINK_URL:
        return f"{small}{shown}"
    return f"{small}[{shown}]({address.replace('(', '%28').replace(')', '%29')})"


def quote_block(quote: Quote, site: NotesSite, number: int | None = None) -> Block:
    """Return a quote as it stands in the notes, with its place, and the number that it is called by."""
    after = place(site, quote.file, quote.line, quote.end_line, number, quote.noted_by)
    return Block("code" if quote.code else "quote", words_of(quote), after)


def title_of(session: Session, limit: int = limits.TITLE) -> str:
    """Return the Markdown of a session's title, which leads nowhere."""
    return cut_escaped(session.title, limit) or UNTITLED


def sponsor_of(session: Session) -> str:
    """Return who paid; empty where nobody did, or the title says it."""
    sponsor = plain(session.sponsor or "")
    return f"sponsor: {sponsor}" if sponsor and fold(sponsor) not in fold(session.title) else ""


def about(session: Session, limit: int = 160, *, when: bool = True) -> str:
    """Return who spoke and when in one line of small print; empty where the notes do not say."""
    people = [
        f"{speaker.name} ({speaker.company})" if plain(speaker.company or "") else speaker.name
        for speaker in session.speakers
        if plain(speaker.name)
    ]
    if len(people) > 3:
        people = [*people[:2], f"{len(people) - 2} more"]
    day = labels.day_and_date(session.day or session.event, session.date) if when else ""
    shown = cut_escaped(labels.joined(cut(plain(", ".join(people)), limit), plain(day)), limit + 80)
    return f"-# {shown}" if shown else ""


def facts(session: Session) -> tuple[str, ...]:
    """Return lines on when a session was, who paid, and who spoke."""
    line = cut_escaped(labels.joined(plain(labels.when(session)), sponsor_of(session)), 350)
    return tuple(part for part in (f"-# {line}" if line else "", _people(session)) if part)


def _people(session: Session) -> str:
    lines: list[str] = []
    for speaker in session.speakers:
        name = cut_escaped(speaker.name, 120)
        role = labels.role_and_company(speaker)
        line = f"**{name}**" + (f", {cut_escaped(role, 160)}" if plain(role) else "") if name else ""
        if line and length("\n".join([*lines, line])) > _PEOPLE_ROOM - 20:
            lines.append(f"and {len(session.speakers) - len(lines)} more")
            break
        if line:
            lines.append(line)
    return "\n".join(lines)


def link_buttons(given: Iterable[Link], most: int = limits.ROW_BUTTONS) -> tuple[LinkButton, ...]:
    """Return buttons for the first links that may be offered; labels end in the real host."""
    found: dict[str, LinkButton] = {}
    for link in given:
        url = links.safe_url(link.url, limits.LINK_URL)
        # A host that does not fit whole would be shown in part, which could read as another.
        if url is None or len(links.host(url)) > 50 or len(found) == most:
            continue
        room = limits.BUTTON_LABEL - len(links.host(url)) - 3
        named = f"▶ {RECORDING}" if link.recording else plain(link.label) or LINK_LABELS[link.kind]
        found.setdefault(url, LinkButton(f"{cut(named, room)} · {links.host(url)}", url))
    return tuple(found.values())


def recording_button(session: Session) -> tuple[LinkButton, ...]:
    """Return the button of a session's recording; none where there is none."""
    return link_buttons(session.recordings, 1)


def links_button(given: Sequence[Link], shown: Iterable[LinkButton], key: str) -> tuple[Button, ...]:
    """Return the button that shows the links which have no button of their own; none where all have one."""
    left = len(_offered(given).keys() - {button.url for button in shown})
    return (Button(f"Links ({left})", str(ReplyButton("links", key))),) if left else ()


def link_lines(given: Iterable[Link], room: int = _LINKS_ROOM) -> str:
    """Return links as lines with bare addresses, which show where they lead."""
    lines: list[str] = []
    for url, link in _offered(given).items():
        line = f"{cut_escaped(link.label, 80) or LINK_LABELS[link.kind]}: <{url}>"
        if length("\n".join([*lines, line])) > room - 40:
            lines.append("and more: see /links")
            break
        lines.append(line)
    return "\n".join(lines)


def _offered(given: Iterable[Link]) -> dict[str, Link]:
    """Return the links that may be offered by their addresses, each once."""
    found: dict[str, Link] = {}
    for link in given:
        if (url := links.safe_url(link.url, limits.TEXT_URL)) is not None:
            found.setdefault(url, link)
    return found


# ---------------------------------------------------------------------- menus and buttons


def session_menu(
    sessions: Iterable[Session],
    key: str,
    placeholder: str,
    acts: Iterable[MenuAct] = (),
    told: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Menu, ...]:
    """Return a menu of what can be done with a reply and of sessions; none where there is nothing to pick.

    Of a session by its id stands below its title what is ``told`` of it, else its day and speakers.
    """
    options: dict[str, Option] = {act: Option(_ACT_LABELS[act], act) for act in acts}
    for session in sessions:
        if len(options) == limits.OPTIONS:
            break
        label = cut(plain(session.title), limits.OPTION_TEXT) or UNTITLED
        why = told.get(session.id, "")
        when = why or labels.joined(session.day or session.date, labels.names(session))
        value = token(session.id)
        options.setdefault(value, Option(label, value, cut(plain(when), limits.OPTION_TEXT), own=bool(why)))
    return (Menu(str(SessionMenu(key)), placeholder, tuple(options.values())),) if options else ()


def own(*lines: str) -> Text:
    """Return lines of the bot's own words, headings among them, as one text."""
    return Text(joined_lines(*lines), own=True)


def page_of(page: int, pages: int) -> tuple[Text, ...]:
    """Say which page this is, where there are several."""
    return (Text(f"-# Page {page + 1} of {pages}"),) if pages > 1 else ()


def turners(act: str, key: str, page: int, pages: int) -> tuple[Button, ...]:
    """Return buttons to the page before and after; none where there is one page."""
    if pages < 2:
        return ()
    before = Button("◀ Back", str(ReplyButton(act, key, max(page - 1, 0), back=True)), disabled=page == 0)
    after = Button("Next ▶", str(ReplyButton(act, key, min(page + 1, pages - 1))), disabled=page == pages - 1)
    return before, after


def feedback(key: str) -> tuple[Button, Button]:
    """Return the small buttons that say whether a reply helped."""
    return (
        Button("", str(ReplyButton("yes", key)), emoji="👍"),
        Button("", str(ReplyButton("no", key)), emoji="👎"),
    )


def rows(buttons: Sequence[LinkButton | Button]) -> tuple[Row, ...]:
    """Return buttons in as many rows as they need."""
    return tuple(
        Row(tuple(buttons[start : start + limits.ROW_BUTTONS]))
        for start in range(0, len(buttons), limits.ROW_BUTTONS)
    )


def card(colour: int, *parts: Part | str) -> Card:
    """Return a card of parts and of Markdown, what is empty left out."""
    texts = [Text(part) if isinstance(part, str) else part for part in parts]
    return Card(tuple(p for p in texts if not isinstance(p, Text) or p.markdown.strip()), colour)


# ---------------------------------------------------------------------- what was searched


def corrections(answer: Answer) -> str:
    """Say which words were searched instead of others, where they mean another thing; else nothing."""
    pairs = [
        f"“{cut_escaped(right, 60)}” for “{cut_escaped(wrong, 60)}”"
        for wrong, right in answer.corrections
        if _means_another(wrong, right)
    ]
    return f"-# Searched {', '.join(pairs[:4])}." if pairs else ""


def _means_another(wrong: str, right: str) -> bool:
    """Tell whether two words may mean different things.

    Another form of one word does not, nor do the same letters in another order or number: a slip of the keys.
    """
    same_letters = set(fold(wrong)) == set(fold(right))
    return not (same_letters or stem_set(wrong, "en") == stem_set(right, "en"))


def joined_lines(*lines: str) -> str:
    """Return the lines that are not empty, as one text."""
    return "\n".join(filter(None, lines))
