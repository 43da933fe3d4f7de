"""The ``quoth`` command.

Answers go to standard output, progress and complaints to standard error. Exit codes: 0 done, 1 nothing found,
2 bad usage or bad input, with one sentence that says what and where.
"""

from __future__ import annotations

import ast
import errno
import io
import logging
import os
import sys
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperCommand, TyperGroup

from bot.cli.output import OutputError
from bot.exit_codes import BAD_INPUT, DONE
from bot.render.terminal import clean, diagnostics
from embeddings.errors import QuothError

COMMANDS = {
    "ingest": "bot.cli.ingest",
    "ask": "bot.cli.ask",
    "chat": "bot.cli.chat",
    "sessions": "bot.cli.sessions",
    "session": "bot.cli.sessions",
    "recap": "bot.cli.recap",
    "links": "bot.cli.recap",
    "speakers": "bot.cli.recap",
    "announced": "bot.cli.recap",
    "lint": "bot.cli.lint",
    "evaluate": "bot.cli.ask",
    "mcp": "bot.cli.mcp",
    "serve": "bot.cli.serve",
    "run": "bot.cli.run",
    "commands": "bot.cli.run",
    "health": "bot.cli.operations",
    "backup": "bot.cli.operations",
    "restore": "bot.cli.operations",
    "library": "bot.cli.libraries",
}
"""The module of each command, which is a function of the same name, in the order that the help shows them."""
_CONTEXT = {"help_option_names": ["-h", "--help"]}


class LazyGroup(TyperGroup):
    """Commands whose modules are imported when one is used; what each does is read from its source."""

    def __init__(self, **attributes: Any) -> None:
        """``attributes`` are typer's."""
        super().__init__(**attributes)
        for name, module in COMMANDS.items():
            self.add_command(TyperCommand(name, help=_docstrings(module)[name], rich_markup_mode=None))

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """Return the command that was named, imported now, and its arguments."""
        name, found, rest = super().resolve_command(ctx, args)
        return name, found if name is None else _loaded(name), rest


class Command(TyperCommand):
    """A command that says in words of its own what of its arguments cannot be used."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments; those too many are mostly words that belong together."""
        ctx.allow_extra_args = True
        try:
            more = super().parse_args(ctx, args)
        except typer.BadParameter as error:
            error.message = error.message.removeprefix("Value error, ")
            raise
        if more:
            ctx.fail(
                f"'{clean(' '.join(more))}' is more than `quoth {self.name}` takes: leave it out, or "
                "put words that belong together in quotation marks."
            )
        return more


@cache
def _docstrings(module: str) -> dict[str, str | None]:
    """Return what the functions of a module do, by name, without importing what they need."""
    spec = find_spec(module)
    assert spec is not None  # noqa: S101 - they are our own modules
    assert spec.origin is not None  # noqa: S101
    parsed = ast.parse(Path(spec.origin).read_text(encoding="utf-8"))
    return {node.name: ast.get_docstring(node) for node in parsed.body if isinstance(node, ast.FunctionDef)}


def _loaded(name: str) -> Any:
    """Return a command as typer makes it of its function."""
    alone = typer.Typer(add_completion=False, rich_markup_mode=None, context_settings=_CONTEXT)
    alone.command(name, cls=Command)(getattr(import_module(COMMANDS[name]), name))
    return typer.main.get_command(alone)


app = typer.Typer(
    cls=LazyGroup,
    help="Answer questions about session notes, word for word.",
    no_args_is_help=True,
    context_settings=_CONTEXT,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


_OUTPUT_FAILS = (errno.ENOSPC, errno.EIO, errno.EBADF)
"""What writing to standard output fails with: a full disk, a broken one, a stream that is not for writing."""


def _tell_version(wanted: bool) -> None:
    if wanted:
        import platform  # both are slow to import
        from importlib.metadata import version

        sys.stdout.write(f"Quoth {version('quoth')}, Python {platform.python_version()}\n")
        raise typer.Exit


@app.callback()
def _quoth(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_tell_version, is_eager=True, help="Show the versions and exit."),
    ] = False,
) -> None:
    """Take the options of the whole; typer makes a group only of an app with commands or a callback."""


def _speak_utf8() -> None:
    """Make no character of a question or a note an error: UTF-8 in pipes, ``?`` for what a terminal lacks."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


def main() -> NoReturn:
    """Run the command; every failure that a person can correct ends in one sentence and exit code 2."""
    _speak_utf8()
    level = os.environ.get("QUOTH_LOG_LEVEL", "").upper()
    known = level in logging.getLevelNamesMapping()  # one that is not is refused with the other settings
    logging.basicConfig(level=level if known else "WARNING", format="%(levelname)s %(name)s: %(message)s")
    try:
        if sys.stdout is None:
            raise OutputError("Standard output is closed, so there is nowhere to write to: leave it open.")
        app(prog_name="quoth", standalone_mode=True)
    except QuothError as error:
        _say(str(error))
        sys.exit(BAD_INPUT)
    except BrokenPipeError:
        # The reader (head, less) has what it wanted. Standard output must not be flushed again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(DONE)
    except OSError as error:
        if error.errno not in _OUTPUT_FAILS or error.filename is not None:
            raise
        # What is still held back would fail once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        _say(
            f"The output cannot be written ({error.strerror or error}): free some space, or write elsewhere."
        )
        sys.exit(BAD_INPUT)
    sys.exit(DONE)


def _say(sentence: str) -> None:
    """Tell a person in one sentence why nothing came of a command; silent where nobody can be told."""
    if sys.stderr is not None:
        diagnostics().print(clean(f"quoth: {sentence}"), style="red", soft_wrap=True)
