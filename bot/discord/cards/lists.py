"""Lists as messages: sessions, speakers, links, days, gaps; complete, a page at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from types import MappingProxyType

from bot.discord import limits
from bot.discord.cards.parts import (
    COLOURS,
    SESSION_COLOUR,
    card,
    corrections,
    feedback,
    joined_lines,
    own,
    page_of,
    quote_block,
    rows,
    session_menu,
    sponsor_of,
    turners,
)
from bot.discord.markdown import cut_escaped, paginate
from bot.discord.message import Button, Message
from bot.discord.words_of_notes import of_notes
from bot.render import labels, links
from bot.render.entities import words_of
from bot.render.labels import NEWS_HEADINGS, NO_DAY, NO_EVENT, UNTITLED, by_day, counted, day_and_date
from bot.render.links import LINK_HEADINGS, LINK_LABELS, NotesSite
from bot.render.shorten import length
from bot.service.replies import Gap
from embeddings.digest.announcements import Announcement
from embeddings.digest.directory import LinkEntry, SpeakerEntry
from embeddings.records import Answer, Day, Session, Speaker, Verdict, talks_of
from embeddings.text.tokens import fold_line

_ROOM = 1600
"""Units of lines on one page: two screens of a phone."""
_EVIDENCE = 900
"""Units of quotes beside a list: with a full page of it they stay under Discord's 4000."""
_TOLD, _QUOTED = 3, 500
"""Quotes below a session of a list, and units of each: a line is never longer than a page."""
_LINES = limits.OPTIONS
"""Sessions on one page: as many as the menu below it takes."""

_WHY: Mapping[Verdict, str] = MappingProxyType(
    {"none": "no answer", "closest": "only what comes close", "answer": "answered but not useful"}
)
"""Why a question is among the unanswered ones."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a list; ``heading``, Markdown, is put above it where it differs from the line before."""

    markdown: str
    heading: str = ""
    session: Session | None = None


def list_message(
    title: str,
    lead: str,
    lines: Sequence[Line],
    key: str,
    page: int,
    *,
    evidence: str = "",
    colour: int = SESSION_COLOUR,
    buttons: Sequence[Button] = (),
) -> Message:
    """Return one page of a list, with a menu of its sessions and buttons to turn; pages count from 0.

    The first page also has ``evidence``: quotes that show why something is on the list.
    """
    pages = _pages(lines)
    page = max(0, min(page, len(pages) - 1))
    shown: list[str] = []
    heading = ""
    for line in pages[page]:
        if line.heading and line.heading != heading:
            shown.append(line.heading)
        heading = line.heading
        shown.append(line.markdown)
    named = cut_escaped(title, limits.TITLE)
    box = card(
        colour,
        own(f"### {named}" if named else "", lead),
        own("\n".join(shown) or ("" if lead else "None.")),
        "" if page else evidence,
        *page_of(page, len(pages)),
        *rows([*turners("page", key, page, len(pages)), *buttons]),
    )
    sessions = [line.session for line in pages[page] if line.session is not None]
    return Message(parts=(box, *session_menu(sessions, key, "Show a session")))


def _pages(lines: Sequence[Line]) -> list[list[Line]]:
    pages: list[list[Line]] = [[]]
    size = 0
    for line in lines:
        own = length(line.markdown) + 1
        headed = own + (length(line.heading) + 1 if line.heading else 0)
        cost = own if pages[-1] and pages[-1][-1].heading == line.heading else headed
        if pages[-1] and (size + cost > _ROOM or len(pages[-1]) == _LINES):
            pages.append([])
            size, cost = 0, headed
        pages[-1].append(line)
        size += cost
    return pages


def session_line(session: Session, number: int | None = None) -> Line:
    """Return a session on one line: title, speakers, whether there is a recording."""
    title = f"**{_title(session, 250)}**"
    people = of_notes(cut_escaped(labels.names(session), 200))
    extra = ["recording" if session.recordings else "", sponsor_of(session)]
    about = " · ".join(part for part in (people, cut_escaped(", ".join(filter(None, extra)), 120)) if part)
    start = f"{number}\\. " if number is not None else "• "
    when = cut_escaped(labels.joined(of_notes(session.event or ""), _day(session.day, session.date)), 250)
    return Line(f"{start}{title}" + (f" — {about}" if about else ""), f"-# {when}" if when else "", session)


def _title(session: Session, limit: int) -> str:
    return of_notes(cut_escaped(session.title, limit)) or UNTITLED


def _day(name: str | None, date: str | None) -> str:
    """Return a day whose name is the notes', and its date, which is said in the reader's language."""
    return day_and_date(of_notes(name) if name and name != date else None, date)


def sessions_message(sessions: Sequence[Session], title: str, key: str, page: int, lead: str = "") -> Message:
    """Return sessions in the order that they come in, numbered but for breaks and the like."""
    lines = _by_day(map(session_line, sessions, _numbers(sessions)))
    return list_message(title, lead, lines, key, page)


def _numbers(sessions: Sequence[Session]) -> Iterator[int | None]:
    """Return the number of each session in a list; a break among talks is not counted and has none."""
    numbers, talks = count(1), {session.id for session in talks_of(sessions)}
    return (next(numbers) if session.id in talks else None for session in sessions)


def _by_day(lines: Iterable[Line], otherwise: str = NO_DAY) -> list[Line]:
    """Return lines with what stands over those of which the notes name no day, where they do of others."""
    lines = list(lines)
    headings = by_day([line.heading for line in lines], f"-# {otherwise}")
    return [replace(line, heading=heading) for line, heading in zip(lines, headings, strict=True)]


def listing_message(
    answer: Answer, key: str, page: int, site: NotesSite, *, buttons: Sequence[Button] = ()
) -> Message:
    """Return an answer that lists sessions, whole.

    Where each is told of, its quotes stand below it; else the first page also quotes what shows that some
    belong there. A title on the list is not quoted again.
    """
    remark = f"-# {cut_escaped(answer.remark, 250)}" if answer.remark else ""
    lead = joined_lines(corrections(answer), f"**{cut_escaped(answer.lead, 250) or 'Sessions:'}**", remark)
    told = answer.kind == "sessions"
    lines = _by_day(
        _told_line(answer, match.session, number) if told else session_line(match.session, number)
        for number, match in enumerate(answer.matches, 1)
    )
    titles = {fold_line(match.session.title) for match in answer.matches}
    quotes = [quote for quote in answer.quotes if fold_line(quote.text) not in titles]
    return list_message(
        "",
        lead,
        lines,
        key,
        page,
        evidence="" if told or not quotes else paginate([quote_block(q, site) for q in quotes], _EVIDENCE)[0],
        colour=COLOURS[answer.verdict],
        buttons=[*feedback(key), *buttons],
    )


def _told_line(answer: Answer, session: Session, number: int) -> Line:
    """Return a session on one line with its quotes below."""
    line = session_line(session, number)
    quoted = [cut_escaped(words_of(quote), _QUOTED) for quote in answer.quotes_of(session)[:_TOLD]]
    return replace(line, markdown="\n".join([line.markdown, *(f"> {text}" for text in quoted if text)]))


def speakers_message(
    found: Sequence[tuple[Speaker, Sequence[Session]]], name: str, key: str, page: int
) -> Message:
    """Return the sessions of one or more speakers."""
    lines = []
    for speaker, sessions in found:
        about = ", ".join(part for part in (speaker.name, speaker.role, speaker.company) if part)
        heading = of_notes(cut_escaped(about, 250))
        lines += [replace(session_line(s), heading=f"-# {heading}" if heading else "") for s in sessions]
    return list_message(f"Sessions with {name}", "", lines, key, page)


def links_message(found: Sequence[LinkEntry], title: str, key: str, page: int) -> Message:
    """Return links, each once and as a bare address, with the sessions that hold it."""
    lines = []
    for kind, heading in LINK_HEADINGS.items():
        for entry in found:
            if entry.link.kind != kind or (url := links.safe_url(entry.link.url, limits.TEXT_URL)) is None:
                continue
            titles = of_notes(cut_escaped("; ".join(session.title for session in entry.sessions), 100))
            label = of_notes(cut_escaped(entry.link.label, 120)) or LINK_LABELS[kind]
            lines.append(
                Line(joined_lines(f"• {label}: <{url}>", f"-# {titles}" if titles else ""), f"**{heading}**")
            )
    lead = f"{counted(len(lines), 'link')}, each once." if len(lines) != 1 else "1 link."
    return list_message(title, lead, lines, key, page)


def announced_message(found: Sequence[Announcement], title: str, key: str, page: int) -> Message:
    """Return what was announced, by kind: each sentence with its session."""
    lines = [
        Line(f"> {cut_escaped(words_of(one.quote), 600)}\n-# {_title(one.session, 150)}", f"**{heading}**")
        for news, heading in NEWS_HEADINGS.items()
        for one in found
        if one.news == news
    ]
    lead = "" if lines else "The notes state no launch, saving or figure."
    return list_message(title, lead, lines, key, page)


def people_message(found: Sequence[SpeakerEntry], title: str, key: str, page: int) -> Message:
    """Return who spoke, each with their sessions."""
    lines = []
    for entry in found:
        about = ", ".join([*entry.roles, *entry.companies])
        titles = "; ".join(session.title for session in entry.sessions)
        named = f"**{of_notes(cut_escaped(entry.name, 100))}**"
        named += f", {shown}" if (shown := of_notes(cut_escaped(about, 120))) else ""
        lines.append(Line(f"• {named}\n-# {of_notes(cut_escaped(titles, 250)) or UNTITLED}"))
    people = counted(len(lines), "person", "people")
    lead = f"{people}, by family name." if len(lines) != 1 else f"{people}."
    return list_message(title, lead, lines, key, page)


def days_message(days: Sequence[Day], key: str, page: int) -> Message:
    """Return the days that the notes cover."""
    lines = []
    for day in days:
        name = cut_escaped(_day(day.title, day.date), 200)
        event = of_notes(cut_escaped(day.event or "", 250))
        lines.append(Line(f"• {name} — {counted(day.sessions, 'session')}", f"-# {event}" if event else ""))
    return list_message("Days in the notes", "", _by_day(lines, NO_EVENT), key, page)


def gaps_message(gaps: Iterable[Gap], key: str, page: int, private: int = 0) -> Message:
    """Return the questions that found no answer, or only what comes close, or none that helped.

    ``private`` is how many more there were, whose words are not kept.
    """
    lines = []
    for gap in gaps:
        last = dt.datetime.fromtimestamp(gap.last, tz=dt.UTC).date().isoformat()
        people = counted(gap.people, "person", "people")
        times = f", {gap.times} times" if gap.times > gap.people else ""
        lines.append(
            Line(f"• {cut_escaped(gap.question, 520)} — {people}{times}, {_WHY[gap.found]}, last {last}")
        )
    lead = "" if lines or private else "No question went unanswered."
    if private:
        lead = f"Besides, {counted(private, 'private question')}, whose words I do not keep."
    return list_message("Unanswered questions", lead, lines, key, page)
