"""Recaps and digests as text for a terminal or a file, and as Markdown.

The words of the notes stay as they are: in a terminal only control characters are taken out, in Markdown
every mark is escaped, so that it shows what the notes say and nothing more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.text import Text

from bot.render.entities import words_of
from bot.render.labels import (
    NEWS_HEADINGS,
    VERDICT,
    WHOSE,
    joined,
    long_date,
    place,
    role_and_company,
    whose_notes,
)
from bot.render.links import LINK_HEADINGS, NotesSite
from bot.render.page import shown_links
from bot.render.terminal import clean, show_head, show_links, show_quote
from embeddings.digest.announcements import NEWS, Announcement
from embeddings.digest.directory import LinkEntry, SpeakerEntry
from embeddings.digest.recap import Recap, RecapEntry
from embeddings.records import Link, Quote, Session

_MARKS = re.compile(r"[\\`*_\[\]<>~|&$]")
_LINE_START = re.compile(r"^(\s*)([#+=-])", re.MULTILINE)
_NUMBERED = re.compile(r"^(\s*\d+)([.)])", re.MULTILINE)
_SCHEME = re.compile(r"(?<=[A-Za-z]):(?=//)")


# ---------------------------------------------------------------------- for a terminal


def show_recap(console: Console, recap: Recap) -> None:
    """Show a day: each session with who spoke, its quotes with their places, the verdict, its links."""
    console.print(Text(clean(recap.title), style="bold underline"))
    if date := long_date(recap.date):
        console.print(Text(date))
    for entry in recap.entries:
        console.print()
        show_head(console, entry.session)
        for said in entry.quotes:
            show_quote(console, said.quote)
            if WHOSE[said.attribution]:
                console.print(Text(f"  {WHOSE[said.attribution]}", style="italic dim"))
        if entry.review:
            console.print(Text(f"  {VERDICT}:", style="bold yellow"))
            show_quote(console, entry.review)
        if entry.links:
            show_links(console, entry.links)
        if entry.remark:
            console.print(Text(entry.remark, style="italic"))


def show_link_digest(console: Console, entries: Sequence[LinkEntry]) -> None:
    """Show links by kind, each once, with the sessions that hold it."""
    for kind, heading in LINK_HEADINGS.items():
        of_kind = [entry for entry in entries if entry.link.kind == kind]
        if not of_kind:
            continue
        console.print(Text(f"{heading} ({len(of_kind)})", style="bold underline"))
        for entry in of_kind:
            console.print(
                Text.assemble(
                    (clean(entry.link.label), "bold"), "  ", (clean(entry.link.url), "blue underline")
                ),
                soft_wrap=True,
            )
            for session in entry.sessions:
                console.print(Text(f"  {_named(session)}", style="dim"))
        console.print()


def show_speakers(console: Console, entries: Iterable[SpeakerEntry]) -> None:
    """Show who spoke, with roles, companies and sessions."""
    for entry in entries:
        about = ", ".join([*entry.roles, *entry.companies])
        console.print(Text.assemble((clean(entry.name), "bold"), f"  {clean(about)}" if about else ""))
        for session in entry.sessions:
            console.print(Text(f"  {_named(session)}", style="dim"))


def show_announced(console: Console, found: Sequence[Announcement]) -> None:
    """Show what was announced: launches, savings, figures, each as a quote with its session."""
    for news in NEWS:
        of_kind = [one for one in found if one.news == news]
        if not of_kind:
            continue
        console.print(Text(f"{NEWS_HEADINGS[news]} ({len(of_kind)})", style="bold underline"))
        before = ""
        for one in of_kind:
            if one.session.id != before:
                console.print(Text(_named(one.session), style="bold"))
                before = one.session.id
            show_quote(console, one.quote)
        console.print()


def _named(session: Session) -> str:
    when = session.day or session.date
    return clean(f"{session.title} ({when})" if when else session.title)


# ---------------------------------------------------------------------- as Markdown


def markdown(recap: Recap, notes_url: str | None = None) -> str:
    """Return a day as CommonMark, with links to the notes where they stand on the web."""
    site = NotesSite(notes_url)
    parts = [f"# {escape_line(recap.title)}"]
    if date := long_date(recap.date):
        parts.append(date)
    parts += [_entry(entry, site) for entry in recap.entries]
    return "\n\n".join(parts) + "\n"


def _entry(entry: RecapEntry, site: NotesSite) -> str:
    session = entry.session
    parts = [f"## {escape_line(session.title)}"]
    people = [
        f"- **{escape_line(speaker.name)}**" + (f", {escape_line(about)}" if about else "")
        for speaker in session.speakers
        for about in [role_and_company(speaker)]
    ]
    if people:
        parts.append("\n".join(people))
    parts += [_quoted(said.quote, site, WHOSE[said.attribution]) for said in entry.quotes]
    if entry.review:
        parts += [f"**{VERDICT}:**", _quoted(entry.review, site, "")]
    if links := _link_lines(entry.links):
        parts.append(links)
    if entry.remark:
        parts.append(f"*{entry.remark}*")
    return "\n\n".join(parts)


def _quoted(quote: Quote, site: NotesSite, whose: str) -> str:
    # Spaces that open a line would make code of it; those that do not break keep the nesting of a list.
    lines = [
        "> " + "\u00a0" * (len(line) - len(line.lstrip(" "))) + escape(line.lstrip(" "))
        for line in words_of(quote).split("\n")
    ]
    where = escape_line(place(quote.file, quote.line, quote.end_line))
    address = site.page(quote.file, quote.line, quote.end_line)
    cited = f"[{where}](<{address}>)" if address else where
    whose = joined(whose, escape_line(whose_notes(quote.noted_by)))
    # A backslash at the end of a line breaks it, as the notes do.
    return "\\\n".join(lines) + f"\n>\n> — {cited}" + (f", {whose}" if whose else "")


def _link_lines(links: Sequence[Link]) -> str:
    return "\n".join(
        f"- [{escape_line(link.label)}](<{link.url}>) ({escape_line(link.host)})"
        for link in shown_links(links)
    )


def escape(text: str) -> str:
    """Return CommonMark that shows exactly ``text``."""
    text = _MARKS.sub(r"\\\g<0>", clean(text))
    text = _SCHEME.sub(r"\\:", text)
    text = _LINE_START.sub(r"\1\\\2", text)
    return _NUMBERED.sub(r"\1\\\2", text)


def escape_line(text: str) -> str:
    """Return CommonMark that shows ``text`` in one line."""
    return escape(" ".join(text.split()))
