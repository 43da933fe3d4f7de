"""A line typed on a terminal: edited, asked before, or completed with the notes' names by Tab."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.output import create_output

from bot.render.terminal import clean
from embeddings.index.address import DatabaseAddress, Place
from embeddings.records import Session

_PROMPT = "? "
_MOST_WORDS = 8
"""So many words before the cursor may be the beginning of a name."""


class LineEditor:
    """Asks for one line after the other; the prompt goes to standard error, answers go to standard output."""

    def __init__(self, names: Iterable[str], history: History) -> None:
        """Complete ``names``, and keep what is typed in ``history``."""
        self._session: PromptSession[str] = PromptSession(
            _PROMPT,
            completer=NameCompleter(names),
            complete_while_typing=False,
            history=history,
            output=create_output(stdout=sys.stderr),
        )

    def line(self) -> str | None:
        """Return the next line; None at the end. Ctrl-C takes back what was typed."""
        while True:
            try:
                return self._session.prompt().strip()
            except KeyboardInterrupt:
                continue
            except EOFError:
                return None


class NameCompleter(Completer):
    """Completes what stands before the cursor to the names that go on like it, or with a word of them."""

    def __init__(self, names: Iterable[str]) -> None:
        """Complete ``names``, each of which may have several words."""
        self._names = list(dict.fromkeys(names))

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:  # noqa: ARG002
        """Yield the names for the most words before the cursor that are the beginning of any."""
        before = document.text_before_cursor
        for start in [match.start() for match in re.finditer(r"\S+", before)][-_MOST_WORDS:]:
            typed = before[start:].casefold()
            found = [name for name in self._names if name.casefold().startswith(typed)]
            found = found or [name for name in self._names if f" {typed}" in name.casefold()]
            if found:
                yield from (Completion(name, start - len(before)) for name in found)
                return


def names_in(sessions: Sequence[Session]) -> list[str]:
    """Return what people ask about by name: titles, speakers and days, without what would move the cursor."""
    found = [session.title for session in sessions]
    found += [speaker.name for session in sessions for speaker in session.speakers]
    found += [session.day for session in sessions if session.day is not None]
    return [clean(name) for name in dict.fromkeys(found)]


def history_at(library: Place) -> History:
    """Return what was asked before: in a file beside the library's, which only its owner may read.

    Where there is no such file and none can be made, it is kept until the end of the conversation.
    """
    if isinstance(library, DatabaseAddress):
        return InMemoryHistory()
    path = library.absolute().with_name("chat_history")
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600))
    except OSError:
        return InMemoryHistory()
    return _FileHistory(path)


class _FileHistory(FileHistory):
    """A history in a file that ends no conversation where the disk is full."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))

    def store_string(self, string: str) -> None:
        """Add a line to the file."""
        with suppress(OSError):
            super().store_string(string)
