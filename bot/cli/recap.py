"""The commands of the day after: ``recap``, ``links``, ``speakers``, ``announced``."""

from __future__ import annotations

import io
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.options import NOTHING_FOUND, DayOption, JsonOption, LibraryOption, NotesOption
from embeddings.errors import QuothError

if TYPE_CHECKING:
    from bot.settings import Settings
    from embeddings.digest.recap import Recap
    from embeddings.library import Library

Setter = Callable[[Path | None, Path | None], "Settings"]
Opener = Callable[[Path | None, Path | None], AbstractContextManager["Library"]]


class OutputError(QuothError):
    """The file that was to be written cannot be."""


class Format(StrEnum):
    """How a recap is written."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"


class Kind(StrEnum):
    """A kind of link."""

    YOUTUBE = "youtube"
    AWS = "aws"
    GITHUB = "github"
    OTHER = "other"


class News(StrEnum):
    """A kind of announcement."""

    LAUNCH = "launch"
    SAVING = "saving"
    FIGURE = "figure"


_SUFFIXES = {
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".json": Format.JSON,
    ".jsonl": Format.JSON,
}


def register(app: typer.Typer, *, settings: Setter, library: Opener) -> None:
    """Add the commands; ``settings`` and ``library`` give what --notes and --library name."""

    @app.command()
    def recap(
        day: Annotated[
            str | None,
            typer.Argument(
                metavar="DAY",
                help="A day: its label (Day 4), number, date, weekday or event.",
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
        library_path: LibraryOption = None,
    ) -> None:
        """Tell a day in the notes' own words: the sentences that carry each session, the verdict, links."""
        if whole == (day is not None):
            raise typer.BadParameter(
                'name a day, for example `quoth recap "Day 4"`, or give --all for all of them'
            )
        chosen = form or (_SUFFIXES.get(target.suffix.lower()) if target else None) or Format.TEXT
        if target is not None:
            check_target(target)
        found_settings = settings(notes, library_path)
        with library(notes, library_path) as opened:
            found = opened.recaps(day)
            address = found_settings.notes_url or opened.base_url()
        if not found:
            raise typer.Exit(NOTHING_FOUND)
        if target is None and chosen is Format.TEXT:
            _show(found)
            return
        text = _written(found, chosen, found_settings, address, whole=whole)
        if target is None:
            sys.stdout.write(text)
            sys.stdout.flush()
        else:
            write(target, text)

    @app.command()
    def links(
        day: DayOption = None,
        kind: Annotated[Kind | None, typer.Option("--kind", help="Only these.", show_default=False)] = None,
        as_json: JsonOption = False,
        notes: NotesOption = None,
        library_path: LibraryOption = None,
    ) -> None:
        """List the links of the notes by kind, each once, with the sessions that hold it."""
        from bot.render.terminal import output
        from bot.render.text import show_link_digest
        from embeddings.digest import announcements

        with library(notes, library_path) as opened:
            found = announcements.links(opened.sessions(day))
        found = [entry for entry in found if kind is None or entry.link.kind == kind]
        if as_json:
            _print_lines(entry.as_json() for entry in found)
        else:
            show_link_digest(output(), found)
        if not found:
            raise typer.Exit(NOTHING_FOUND)

    @app.command()
    def speakers(
        day: DayOption = None,
        as_json: JsonOption = False,
        notes: NotesOption = None,
        library_path: LibraryOption = None,
    ) -> None:
        """List who spoke, by name, with their sessions."""
        from bot.render.terminal import output
        from bot.render.text import show_speakers
        from embeddings.digest import announcements

        with library(notes, library_path) as opened:
            found = announcements.speakers(opened.sessions(day))
        if as_json:
            _print_lines(entry.as_json() for entry in found)
        else:
            show_speakers(output(), found)
        if not found:
            raise typer.Exit(NOTHING_FOUND)

    @app.command()
    def announced(
        day: DayOption = None,
        news: Annotated[News | None, typer.Option("--kind", help="Only these.", show_default=False)] = None,
        as_json: JsonOption = False,
        notes: NotesOption = None,
        library_path: LibraryOption = None,
    ) -> None:
        """Quote what was announced: sentences that state launches, savings and figures."""
        from bot.render.terminal import output
        from bot.render.text import show_announced

        with library(notes, library_path) as opened:
            found = opened.announced(day)
        found = [one for one in found if news is None or one.news == news]
        if as_json:
            _print_lines(one.as_json() for one in found)
        else:
            show_announced(output(), found)
        if not found:
            raise typer.Exit(NOTHING_FOUND)


def _show(found: list[Recap]) -> None:
    from bot.render.terminal import output
    from bot.render.text import show_recap

    console = output()
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
        from bot.render.page import render

        return render(found, settings.notes, images=settings.images, notes_url=address, search=whole)
    from bot.render.text import markdown, show_recap

    if form is Format.MARKDOWN:
        return "\n".join(markdown(one, address) for one in found)
    from rich.console import Console

    text = io.StringIO()
    console = Console(file=text, highlight=False, markup=False, emoji=False, soft_wrap=True, width=100)
    for number, one in enumerate(found):
        if number:
            console.print()
        show_recap(console, one)
    return text.getvalue()


def _print_lines(records: Iterable[object]) -> None:
    for record in records:
        sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")
    sys.stdout.flush()


# ---------------------------------------------------------------------- files


def check_target(target: Path) -> None:
    """Raise OutputError where ``target`` is not a plain file that can be written or made."""
    try:
        link, folder = target.is_symlink(), target.is_dir()
        other = target.exists() and not target.is_file()
        nowhere = not target.parent.is_dir()
    except OSError as error:  # a name that is longer than any can be, or a folder that may not be entered
        raise OutputError(f"{target} cannot be written ({error.strerror}): name another file.") from error
    if link:
        raise OutputError(f"{target} is a symbolic link, which is not written through: name the file itself.")
    if folder:
        raise OutputError(f"{target} is a folder: name a file in it, for example {target / 'recap.html'}.")
    if other:
        raise OutputError(f"{target} is no plain file: leave -o out to write to standard output.")
    if nowhere:
        raise OutputError(f"There is no folder {target.parent} to write {target.name} into: make it first.")


def write(target: Path, text: str) -> None:
    """Write beside ``target`` and move it over, so that no reader meets half of it; raises OutputError."""
    check_target(target)
    beside: str | None = None
    try:
        handle, beside = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        # mkstemp makes a file for its owner alone; this one gets what any new file here would.
        mask = os.umask(0)
        os.umask(mask)
        Path(beside).chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~mask)
        Path(beside).replace(target)
    except OSError as error:
        if beside is not None:
            Path(beside).unlink(missing_ok=True)
        raise OutputError(
            f"{target} cannot be written ({error.strerror}): check the folder's permissions and free space."
        ) from error
