"""A conversation: questions one after the other, each of which may go on about the reply before."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain
from typing import TYPE_CHECKING

from bot.cli.replying import considered, show, summarised
from bot.render.terminal import clean, diagnostics, output
from bot.service.current_notes import CurrentNotes
from embeddings.answer import follow_up
from embeddings.errors import QuothError
from embeddings.index.address import Place
from embeddings.library import Library
from embeddings.records import Answer

if TYPE_CHECKING:
    from bot.summaries.summariser import Summariser

_ENDS = frozenset({"exit", "quit", ":q"})
_WELCOME = "Ask, also on about the reply before. Tab completes titles and names; Ctrl-D or `exit` ends."


def converse(
    library: Library,
    place: Place,
    day: str | None,
    *,
    why: bool,
    first: str | None = None,
    summariser: Summariser | None = None,
) -> None:
    """Answer ``first``, where there is one, and what is typed or read after it, until its end.

    ``library`` is kept at ``place``. Raises UnknownDayError at once. What cannot be answered is told, and the
    next question is taken.
    """
    library.sessions(day)
    notes = CurrentNotes(library)
    terminal = sys.stdin.isatty() and sys.stderr.isatty()
    before: Answer | None = None
    try:
        for text in chain([] if first is None else [first], _typed(library, place) if terminal else _read()):
            # On a terminal, Ctrl-C during an answer ends the answer and not the conversation.
            with suppress(*([KeyboardInterrupt] if terminal else [])):
                before = _reply(notes, text, day, before, summariser, why=why)
    finally:
        notes.close()


def _reply(
    notes: CurrentNotes,
    text: str,
    day: str | None,
    before: Answer | None,
    summariser: Summariser | None,
    *,
    why: bool,
) -> Answer | None:
    """Answer one question; return what the next one may point back to."""
    after = before if before is not None and follow_up.leans(text) else None
    try:
        library = notes.library()
        answer, reasons = considered(library, text, day, why=why, after=after)
    except QuothError as error:
        output().print(clean(str(error)))
        return before
    show(answer, [*reasons, ""], summarised(summariser, answer, library))
    return follow_up.remembered(answer, before)


def _read() -> Iterator[str]:
    """Yield the lines of standard input until an empty one."""
    while (text := sys.stdin.readline().strip()) and text.casefold() not in _ENDS:
        yield text


def _typed(library: Library, place: Place) -> Iterator[str]:
    """Yield what is typed on a terminal; an empty line is none."""
    from bot.cli.line_editor import (
        LineEditor,
        history_at,
        names_in,
    )  # prompt_toolkit, which nothing else needs

    diagnostics().print(_WELCOME)
    editor = LineEditor(names_in(library.sessions()), history_at(place))
    while (text := editor.line()) is not None and text.casefold() not in _ENDS:
        if text:
            yield text
