"""The ``quoth`` command.

Answers go to standard output, progress and complaints to standard error. Exit codes: 0 done, 1 nothing found,
2 bad usage or bad input, with one sentence that says what and where.
"""

from __future__ import annotations

import io
import json
import logging
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from bot.cli import operations, recap
from bot.cli.options import BAD_INPUT, NOTHING_FOUND, DayOption, JsonOption, LibraryOption, NotesOption
from embeddings.errors import QuothError

if TYPE_CHECKING:
    from bot.settings import Settings
    from embeddings.library import Library
    from embeddings.records_reader import RecordsReader

app = typer.Typer(
    help="Answer questions about session notes, word for word.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _settings(notes: Path | None, library: Path | None) -> Settings:
    """Give the settings of the environment, with what the command line says instead."""
    from bot.settings import load_settings

    settings = load_settings()
    changed = {name: value for name, value in (("notes", notes), ("library", library)) if value is not None}
    return settings.model_copy(update=changed)


def _open(settings: Settings) -> Library:
    from embeddings.library import Library

    return Library.open(settings.notes, settings.library, model=settings.model)


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None] | None]:
    """Show a bar for chunks embedded, on a terminal only."""
    from bot.render.terminal import diagnostics

    console = diagnostics()
    if not console.is_terminal:
        yield None
        return
    from rich.progress import Progress

    with Progress(console=console, transient=True) as bar:
        task = bar.add_task("Embedding", total=None)
        yield lambda done, whole: bar.update(task, completed=done, total=whole)


@contextmanager
def _library(notes: Path | None, library: Path | None) -> Iterator[Library]:
    """Open the library, brought up to date with its notes."""
    opened = _open(_settings(notes, library))
    try:
        if not opened.up_to_date():
            with _progress() as progress:
                report = opened.refresh(progress)
            if report.changed:
                from bot.render.terminal import diagnostics, show_summary

                show_summary(diagnostics(), report)
        yield opened
    finally:
        opened.close()


@contextmanager
def _register(notes: Path | None, library: Path | None) -> Iterator[RecordsReader]:
    """Open the library for its records alone: where the notes did not change, no model is loaded for them."""
    from embeddings.records_reader import RecordsReader

    settings = _settings(notes, library)
    register = RecordsReader(settings.notes, settings.library)
    try:
        if register.holds(settings.model):
            yield register
            return
    finally:
        register.close()
    with _library(notes, library) as opened:
        yield opened


def _print_json(value: object) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    sys.stdout.flush()


@app.command()
def ingest(
    folder: Annotated[
        Path | None, typer.Argument(metavar="NOTES", help="The folder of notes.", show_default=False)
    ] = None,
    notes: NotesOption = None,
    library: LibraryOption = None,
) -> None:
    """Bring the library up to date with the notes, and report on each file."""
    from bot.render.terminal import output, show_report

    opened = _open(_settings(folder or notes, library))
    with _progress() as progress:
        report = opened.refresh(progress)
    show_report(output(), report)


def _answer_lines(opened: Library, day: str | None) -> None:
    """Answer each line of standard input with a line of JSON."""
    for line in sys.stdin:
        if line.strip():
            _print_json(opened.ask(line.strip(), day=day).as_json())


@app.command()
def ask(
    question: Annotated[
        str,
        typer.Argument(
            metavar="QUESTION", help="The question; with --json, - reads one a line from standard input."
        ),
    ],
    day: DayOption = None,
    as_json: JsonOption = False,
    notes: NotesOption = None,
    library: LibraryOption = None,
) -> None:
    """Answer a question with quotes from the notes."""
    with _library(notes, library) as opened:
        if as_json and question == "-":
            _answer_lines(opened, day)
            return
        answer = opened.ask(question, day=day)
    if as_json:
        _print_json(answer.as_json())
    else:
        from bot.render.terminal import output, show_answer

        show_answer(output(), answer)
    if answer.verdict == "none":
        raise typer.Exit(NOTHING_FOUND)


@app.command()
def sessions(
    day: DayOption = None,
    as_json: JsonOption = False,
    notes: NotesOption = None,
    library: LibraryOption = None,
) -> None:
    """List the sessions, in the order of the notes."""
    with _register(notes, library) as opened:
        found = opened.sessions(day)
    if as_json:
        for session in found:
            _print_json(session.as_json())
    else:
        from bot.render.terminal import output, show_sessions

        show_sessions(output(), found)
    if not found:
        raise typer.Exit(NOTHING_FOUND)


@app.command()
def session(
    title: Annotated[str, typer.Argument(metavar="TITLE", help="The session's title, nearly so, or its id.")],
    as_json: JsonOption = False,
    notes: NotesOption = None,
    library: LibraryOption = None,
) -> None:
    """Show one session: who, when, its text and links."""
    with _register(notes, library) as opened:
        found = opened.session(title)
        text_blocks = opened.text_blocks(found.id)
    if as_json:
        _print_json(found.as_json())
    else:
        from bot.render.terminal import output, show_session

        show_session(output(), found, text_blocks)


@app.command()
def lint(
    folder: Annotated[
        Path | None, typer.Argument(metavar="NOTES", help="The folder of notes.", show_default=False)
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 1 when there is anything to mend.")
    ] = False,
    as_json: JsonOption = False,
    notes: NotesOption = None,
) -> None:
    """Name what an author may want to mend in the notes, by file and line."""
    from bot.render.terminal import output, show_findings
    from embeddings.notes import lint as find

    findings = find(_settings(folder or notes, None).notes)
    if as_json:
        for finding in findings:
            _print_json(
                {"file": finding.file, "line": finding.line, "rule": finding.rule, "message": finding.message}
            )
    else:
        show_findings(output(), findings)
    if findings and strict:
        raise typer.Exit(NOTHING_FOUND)


@app.command()
def evaluate(
    questions: Annotated[Path, typer.Argument(metavar="QUESTIONS", help="Labelled questions, JSON lines.")],
    misses: Annotated[bool, typer.Option("--misses", help="List what went wrong, and why.")] = False,
    as_json: JsonOption = False,
    notes: NotesOption = None,
    library: LibraryOption = None,
) -> None:
    """Measure the answers on labelled questions."""
    from embeddings.evaluation import as_json as judged_as_json
    from embeddings.evaluation import evaluate as judge_all
    from embeddings.evaluation import read_questions

    labels = read_questions(questions)
    with _library(notes, library) as opened:
        judged = judge_all(opened, labels)
    if as_json:
        _print_json(judged_as_json(judged))
        return
    from bot.render.terminal import output, show_evaluation

    show_evaluation(output(), judged, misses=misses)


@app.command()
def run(notes: NotesOption = None, library: LibraryOption = None) -> None:
    """Run the Discord bot; DISCORD_TOKEN must be set."""
    from bot.discord.client import run as run_bot

    raise typer.Exit(run_bot(_settings(notes, library)))


def _speak_utf8() -> None:
    """Make no character of a question or a note an error: UTF-8 in pipes, ``?`` for what a terminal lacks."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


recap.register(app, settings=_settings, library=_library)
operations.register(app, settings=_settings)


def main() -> NoReturn:
    """Run the command; every failure that a person can mend ends in one sentence and exit code 2."""
    _speak_utf8()
    level = os.environ.get("QUOTH_LOG_LEVEL", "").upper()
    known = level in logging.getLevelNamesMapping()  # one that is not is refused with the other settings
    logging.basicConfig(level=level if known else "WARNING", format="%(levelname)s %(name)s: %(message)s")
    try:
        app(prog_name="quoth", standalone_mode=True)
    except QuothError as error:
        from bot.render.terminal import clean, diagnostics

        diagnostics().print(clean(f"quoth: {error}"), style="red", soft_wrap=True)
        sys.exit(BAD_INPUT)
    except BrokenPipeError:
        # The reader (head, less) has what it wanted. Standard output must not be flushed again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    sys.exit(0)
