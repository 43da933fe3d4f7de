"""The commands of the day after: ``recap``, ``links``, ``speakers``, ``announced``."""

from __future__ import annotations

import io
import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.cli.library import library_of
from bot.cli.options import DayOption, JsonOption, LibraryOption, NotesOption, settings_of
from bot.cli.output import check_target, print_json, write
from bot.cli.sessions import records_of
from bot.exit_codes import NOTHING_FOUND
from bot.render.labels import counted, day_and_date, joined
from bot.render.page import render
from bot.render.terminal import clean, diagnostics, output
from bot.render.text import markdown, show_announced, show_link_digest, show_recap, show_speakers
from bot.service.sources import site_of, source_of
from bot.settings import Settings
from embeddings.digest import directory
from embeddings.digest.announcements import News
from embeddings.digest.recap import Recap
from embeddings.records import LinkKind


class Format(StrEnum):
    """How a recap is written."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"


_SUFFIXES = {
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".json": Format.JSON,
    ".jsonl": Format.JSON,
    ".txt": Format.TEXT,
    ".text": Format.TEXT,
    "": Format.TEXT,
}


def recap(
    day: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="DAY",
            help="A day: its label (Day 4), number, date, weekday or event. Without one, days are listed.",
            show_default=False,
        ),
    ] = None,
    form: Annotated[
        Format | None,
        typer.Option(
            "--format",
            help="How to write it. [default: by the name of FILE, else text]",
            show_default=False,
        ),
    ] = None,
    target: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write to FILE instead.", show_default=False),
    ] = None,
    whole: Annotated[
        bool, typer.Option("--all", help="All days; the HTML page then has a search box.")
    ] = False,
    notes: NotesOption = None,
    library: LibraryOption = None,
) -> None:
    """Tell a day in the notes' own words.

    The sentences that carry each session, the attendee's verdict where there is one, and links.
    """
    if whole and day:
        raise typer.BadParameter("--all is of all days: leave the day out.")
    chosen = form or _form_of(target)
    if target is not None:
        check_target(target)
    if not whole and not day:
        if form is not None or target is not None:
            raise typer.BadParameter("name a day, which `quoth recap` lists, or give --all for all of them.")
        _list_days(notes, library)
        return
    settings = settings_of(notes, library)
    with library_of(notes, library) as opened:
        found = opened.recaps(" ".join(day) if day else None)
        address = site_of(settings.notes_url, opened.base_url(), source_of(settings)).url
    if not found:
        raise typer.Exit(NOTHING_FOUND)
    if target is None and chosen is Format.TEXT:
        _show(output(), found)
        return
    text = _written(found, chosen, settings, address, whole=whole)
    if target is None:
        sys.stdout.write(text)
        sys.stdout.flush()
    else:
        write(target, text)


def _form_of(target: Path | None) -> Format:
    """Return how a file of this name is written; raises BadParameter where nothing is written so."""
    if target is None:
        return Format.TEXT
    form = _SUFFIXES.get(target.suffix.lower())
    if form is None:
        raise typer.BadParameter(
            f"{clean(target.name)} cannot be written: a recap ends with .html, .md, .txt or .json, or has "
            "the --format that you name; a browser prints the .html page as PDF."
        )
    return form


def _list_days(notes: str | None, library: str | None) -> None:
    """List the days that there is a recap of, without loading the model."""
    with records_of(notes, library) as opened:
        days = opened.days()
    for day in days:
        when = joined(day.event, day_and_date(day.title, day.date))
        output().print(clean(joined(when, counted(day.sessions, "session"))))
    if not days:
        raise typer.Exit(NOTHING_FOUND)
    diagnostics().print(f'Name one, for example `quoth recap "{clean(days[0].title)}"`, or give --all.')


def _show(console: Console, found: list[Recap]) -> None:
    for number, one in enumerate(found):
        if number:
            console.print()
        show_recap(console, one)


def _written(
    found: list[Recap], form: Format, settings: Settings, address: str | None, *, whole: bool
) -> str:
    if form is Format.JSON:
        return "".join(json.dumps(one.as_json(), ensure_ascii=False) + "\n" for one in found)
    if form is Format.HTML:
        return render(found, settings.folder, images=settings.images, notes_url=address, search=whole)
    if form is Format.MARKDOWN:
        return "\n".join(markdown(one, address) for one in found)
    text = io.StringIO()
    console = Console(file=text, highlight=False, markup=False, emoji=False, soft_wrap=True, width=100)
    _show(console, found)
    return text.getvalue()


def links(
    day: DayOption = None,
    kind: Annotated[LinkKind | None, typer.Option("--kind", help="Only these.", show_default=False)] = None,
    as_json: JsonOption = False,
    notes: NotesOption = None,
    library: LibraryOption = None,
) -> None:
    """List the links by kind, each once, with its sessions."""
    with library_of(notes, library) as opened:
        found = directory.links(opened.texts(day))
    found = [entry for entry in found if kind is None or entry.link.kind == kind]
    if as_json:
        print_json(*(entry.as_json() for entry in found))
    else:
        show_link_digest(output(), found)
    if not found:
        raise typer.Exit(NOTHING_FOUND)


def speakers(
    day: DayOption = None,
    as_json: JsonOption = False,
    notes: NotesOption = None,
    library: LibraryOption = None,
) -> None:
    """List who spoke, by name, with their sessions."""
    with library_of(notes, library) as opened:
        found = directory.speakers(opened.sessions(day))
    if as_json:
        print_json(*(entry.as_json() for entry in found))
    else:
        show_speakers(output(), found)
    if not found:
        raise typer.Exit(NOTHING_FOUND)


def announced(
    day: DayOption = None,
    news: Annotated[News | None, typer.Option("--kind", help="Only these.", show_default=False)] = None,
    as_json: JsonOption = False,
    notes: NotesOption = None,
    library: LibraryOption = None,
) -> None:
    """Quote what was announced: launches, savings and figures."""
    with library_of(notes, library) as opened:
        found = opened.announced(day)
    found = [one for one in found if news is None or one.news == news]
    if as_json:
        print_json(*(one.as_json() for one in found))
    else:
        show_announced(output(), found)
    if not found:
        raise typer.Exit(NOTHING_FOUND)
