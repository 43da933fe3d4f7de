"""What several targets use: a small library, and what every refusal must be."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from rich.console import Console

from bot.discord import message
from bot.render import terminal
from bot.render.links import NotesSite
from embeddings.errors import QuothError
from embeddings.library import Library
from embeddings.records import Answer
from tests.fakes import FakeEmbedder, write_notes
from tests.fuzz.checks import NOTES_URL, check_post

EMBEDDER = FakeEmbedder()
SITE = NotesSite(NOTES_URL)


@contextmanager
def refused_in_a_sentence() -> Iterator[None]:
    try:
        yield
    except QuothError as error:
        check_sentence(error)
        check_post(message.notice(str(error)))


@cache
def invented_library() -> Library:
    folder = Path(tempfile.mkdtemp(prefix="quoth-fuzz-"))
    library = Library(write_notes(folder / "notes"), folder / "library.db", FakeEmbedder())
    library.refresh()
    return library


def printed(answer: Answer) -> str:
    shown = io.StringIO()
    console = Console(file=shown, highlight=False, markup=False, emoji=False, soft_wrap=True)
    terminal.show_answer(console, answer)
    return shown.getvalue()


def check_sentence(error: Exception) -> None:
    """What is refused is told in one line."""
    assert str(error).strip()
    assert "\n" not in str(error).strip()
