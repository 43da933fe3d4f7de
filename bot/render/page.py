"""Recaps to one self-contained HTML page: nothing is fetched, nothing runs but the optional search.

The templates escape everything that comes from notes. Links are offered only where they lead to the web as
written, each with its host. A Content-Security-Policy in the page allows its own style and search, named by
their digests, and pictures that stand in it; nothing else.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from markupsafe import Markup

from bot.render import links
from bot.render.entities import words_of
from bot.render.inline_images import MOST, Inlined, inlined
from bot.render.labels import (
    RECORDING,
    WHOSE,
    counted,
    counted_sessions,
    joined,
    long_date,
    place,
    role_and_company,
    whose_notes,
)
from bot.render.links import NotesSite
from bot.render.templating import environment
from embeddings.digest.recap import AttributedQuote, Recap, RecapEntry
from embeddings.records import Link, Quote


@dataclass(frozen=True, slots=True)
class Shown:
    """Where pictures may be, and how many of a session are shown."""

    notes: Path
    images: Path | None
    most: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quote stands: what is shown, and the address where the notes are on the web."""

    shown: str
    address: str | None


@dataclass(frozen=True, slots=True)
class ShownQuote:
    """A quote with its place; ``whose`` says whose words it is in where that can be told."""

    text: str
    place: Place
    whose: str


@dataclass(frozen=True, slots=True)
class ShownLink:
    """A link that may be offered, with the host that it leads to."""

    label: str
    url: str
    host: str
    recording: bool


@dataclass(frozen=True, slots=True)
class ShownSession:
    """One session of the page."""

    anchor: str
    title: str
    language: str
    group: str
    sponsor: str
    speakers: tuple[str, ...]
    about: tuple[str, ...]
    """Of each speaker, role and company in one line; empty where the notes give none."""
    quotes: tuple[ShownQuote, ...]
    verdict: ShownQuote | None
    pictures: tuple[Inlined, ...]
    more_pictures: int
    links: tuple[ShownLink, ...]
    place: Place
    remark: str


@dataclass(frozen=True, slots=True)
class ShownDay:
    """One day of the page."""

    anchor: str
    title: str
    date: str
    counted: str
    """How many sessions it has, in words."""
    sessions: tuple[ShownSession, ...]

    @property
    def facts(self) -> str:
        """What it holds, counted."""
        people = {name for session in self.sessions for name in session.speakers}
        recordings = sum(any(link.recording for link in session.links) for session in self.sessions)
        counts = ((len(people), "speaker"), (recordings, "recording"))
        return joined(self.counted, *(counted(n, noun) for n, noun in counts if n))


def render(
    recaps: Sequence[Recap],
    notes: Path,
    *,
    images: Path | None = None,
    notes_url: str | None = None,
    search: bool = False,
    pictures: bool = True,
) -> str:
    """Return the page of ``recaps``, at least one; blocks while pictures are read.

    ``notes`` and ``images`` are the folders that pictures may be in, ``notes_url`` is where the notes stand
    on the web. With ``search`` the page has a box that finds sessions by their words, offline;
    without ``pictures`` it stays small.
    """
    if not recaps:
        raise ValueError("a page of no day")
    site = NotesSite(notes_url)
    anchors: set[str] = set()
    events = {recap.event for recap in recaps}
    shown = Shown(notes, images, MOST if pictures else 0)
    days = tuple(
        _day(recap, shown, site, anchors, short=len(recaps) > 1 and len(events) == 1) for recap in recaps
    )
    style, script = _text("recap.css"), _text("search.js") if search else ""
    return (
        environment("bot.render")
        .get_template("recap.html")
        .render(
            title=days[0].title if len(days) == 1 else _common_title(recaps),
            days=days,
            several=len(days) > 1,
            search=search,
            style=Markup(style),  # noqa: S704 - a file of ours
            script=Markup(script),  # noqa: S704 - a file of ours
            style_digest=_digest(style),
            script_digest=_digest(script) if script else "",
            most=MOST,
        )
    )


@cache
def _text(name: str) -> str:
    return (files("bot.render") / "templates" / name).read_text(encoding="utf-8").strip()


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")


def _common_title(recaps: Sequence[Recap]) -> str:
    events = list(dict.fromkeys(recap.event for recap in recaps if recap.event))
    return events[0] if len(events) == 1 else "All days"


def _day(recap: Recap, shown: Shown, site: NotesSite, anchors: set[str], *, short: bool) -> ShownDay:
    # Below the name of the one event that there is, it need not stand again.
    title = (recap.day or recap.date or recap.title) if short else recap.title
    return ShownDay(
        _anchor(title, anchors),
        title,
        long_date(recap.date),
        counted_sessions([entry.session for entry in recap.entries]),
        tuple(_session(entry, shown, site, anchors) for entry in recap.entries),
    )


def _session(entry: RecapEntry, shown: Shown, site: NotesSite, anchors: set[str]) -> ShownSession:
    session = entry.session
    pictures, more = inlined(session, shown.notes, shown.images, shown.most)
    return ShownSession(
        anchor=_anchor(session.title, anchors),
        title=session.title,
        language=session.language,
        group=session.group or "",
        # A title that says "sponsored by" says it once.
        sponsor=session.sponsor if session.sponsor and session.sponsor not in session.title else "",
        speakers=tuple(speaker.name for speaker in session.speakers),
        about=tuple(role_and_company(speaker) for speaker in session.speakers),
        quotes=tuple(_quote(said, site) for said in entry.quotes),
        verdict=_quote(AttributedQuote(entry.review), site) if entry.review else None,
        pictures=pictures,
        more_pictures=more,
        links=tuple(shown_links(entry.links)),
        place=_place(Quote("", session.file, session.line, session.end_line, session.id), site),
        remark=entry.remark or "",
    )


def _quote(said: AttributedQuote, site: NotesSite) -> ShownQuote:
    return ShownQuote(
        words_of(said.quote),
        _place(said.quote, site),
        joined(WHOSE[said.attribution], whose_notes(said.quote.noted_by)),
    )


def _place(quote: Quote, site: NotesSite) -> Place:
    where = place(quote.file, quote.line, quote.end_line)
    return Place(where, site.page(quote.file, quote.line, quote.end_line))


def shown_links(given: Sequence[Link]) -> list[ShownLink]:
    """Return the links that may be offered, each once, with the host that they really lead to."""
    found: dict[str, ShownLink] = {}
    for link in given:
        url = links.safe_url(link.url, links.LONGEST)
        if url is not None:
            label = RECORDING if link.recording else " ".join(link.label.split()) or links.host(url)
            found.setdefault(url, ShownLink(label, url, links.host(url), link.recording))
    return list(found.values())


def _anchor(title: str, taken: set[str]) -> str:
    """Return an id made of the title's words, which no other has."""
    stem = "-".join(re.findall(r"\w+", title.lower()))[:60].rstrip("-") or "entry"
    if not "a" <= stem[0] <= "z":
        stem = f"s-{stem}"  # older tools take an id for one only where it begins with a letter
    anchor, number = stem, 2
    while anchor in taken:
        anchor, number = f"{stem}-{number}", number + 1
    taken.add(anchor)
    return anchor
