"""``chat``: asking on in a terminal, a question a line, each of which may go on about the reply before."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from bot.cli.library import library_of
from bot.cli.options import DayOption, LibraryOption, NotesOption
from bot.render.terminal import diagnostics, output, show_answer
from embeddings.answer import follow_up
from embeddings.errors import EmptyQuestionError
from embeddings.library import Library
from embeddings.records import Answer

_PROMPT = "? "
_ENDS = frozenset({"exit", "quit", ":q"})
_WELCOME = "Ask a question a line; an empty line or Ctrl-D ends."


def chat(day: DayOption = None, notes: NotesOption = None, library: LibraryOption = None) -> None:
    """Answer one question after the other, with follow-ups."""
    with library_of(notes, library) as opened:
        _converse(opened, day)


def _converse(library: Library, day: str | None) -> None:
    """Answer each line of standard input until an empty one, or its end."""
    console = output()
    before: Answer | None = None
    for text in _lines():
        after = before if before is not None and follow_up.leans(text) else None
        try:
            answer = library.ask(text, day=day, after=after)
        except EmptyQuestionError as error:
            console.print(str(error), markup=False)
            continue
        show_answer(console, answer)
        console.print()
        before = follow_up.remembered(answer, before)


def _lines() -> Iterator[str]:
    """Yield what is typed, with a prompt on a terminal."""
    asks, told = sys.stdin.isatty(), diagnostics()
    if asks:
        told.print(_WELCOME)
    while True:
        if asks:
            told.print(_PROMPT, end="")
        text = sys.stdin.readline().strip()
        if not text or text.casefold() in _ENDS:
            return
        yield text
