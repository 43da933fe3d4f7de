"""What the pages are made from: the notes as they are now, their words, templates that escape everything."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import TypeVar

from aiohttp import web
from jinja2 import Environment, PackageLoader, StrictUndefined

from bot.render.links import NotesSite
from bot.service.batching import Batcher, Query
from bot.service.current_notes import CurrentNotes
from bot.web.word_index import WordIndex
from embeddings.library import Library
from embeddings.records import Answer

T = TypeVar("T")


class Site:
    """One library's pages."""

    def __init__(self, library: Library, *, notes_url: str | None = None, images: Path | None = None) -> None:
        """Show an open library; the caller closes it. ``images`` is the folder of the notes' pictures."""
        self.images = images
        self.notes = library.notes
        self._notes_url = notes_url
        self._current = CurrentNotes(library)
        self.batcher = Batcher(self._current)
        self._threads = ThreadPoolExecutor(2, thread_name_prefix="quoth-web")
        self._words: WordIndex | None = None

    async def use(self, work: Callable[[Library], T]) -> T:
        """Return what ``work`` gives of the library as the notes are now; raises QuothError."""
        return await asyncio.get_running_loop().run_in_executor(
            self._threads, lambda: work(self._current.library())
        )

    async def ask(self, question: str, day: str | None) -> Answer:
        """Answer a question from the notes as they are now; raises QuothError."""
        return await self.batcher.ask(Query(question, day))

    def links_to_notes(self, library: Library) -> NotesSite:
        """Return where the notes stand on the web, by the settings or by what the notes say themselves."""
        return NotesSite(self._notes_url or library.base_url())

    def words(self, library: Library) -> WordIndex:
        """Return the words of the notes as they are now; reads all text after each change."""
        generation = library.generation()
        if self._words is None or self._words.generation != generation:
            self._words = WordIndex(library, generation)
        return self._words

    async def close(self) -> None:
        """Answer what was asked, and let the threads end."""
        await self.batcher.drain()
        self.batcher.close()
        self._threads.shutdown(wait=True)


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("bot.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def page(template: str, status: int = 200, **values: object) -> web.Response:
    """Return a page."""
    text = _environment().get_template(template).render(**values)
    return web.Response(text=text, content_type="text/html", status=status)
