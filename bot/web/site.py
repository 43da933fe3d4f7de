"""What the pages are made from: the notes as they are now, their words, templates that escape everything."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from aiohttp import web

from bot.render.links import NotesSite
from bot.render.templating import environment
from bot.service.batching import Batcher, Query
from bot.service.current_notes import CurrentNotes
from bot.service.sources import site_of
from bot.service.summaries import summary_of
from bot.sources.checkout import Checkout
from bot.web.word_index import WordIndex
from embeddings.library import Library
from embeddings.records import Answer, Quote

if TYPE_CHECKING:
    from bot.summaries.summariser import Summariser
    from bot.summaries.summary import Summary

T = TypeVar("T")


class Site:
    """One library's pages."""

    def __init__(
        self,
        library: Library,
        *,
        notes_url: str | None = None,
        images: Path | None = None,
        source: Checkout | None = None,
        summariser: Summariser | None = None,
    ) -> None:
        """Show an open library; the caller closes it. ``images`` is the folder of the notes' pictures.

        ``source`` fetches the notes where they are in a repository, ``summariser`` asks a language model.
        """
        self.images = images
        self.notes = library.notes
        self._notes_url = notes_url
        self._source = source
        self._summariser = summariser
        self._current = CurrentNotes(library, threads=2, source=source)
        self.batcher = Batcher(self._current)
        self._words: WordIndex | None = None

    async def use(self, work: Callable[[Library], T]) -> T:
        """Return what ``work`` gives of the library as the notes are now; raises QuothError."""
        return await self._current.use(work)

    async def ask(self, question: str, day: str | None) -> Answer:
        """Answer a question from the notes as they are now; raises QuothError."""
        return await self.batcher.ask(Query(question, day))

    async def summary(self, answer: Answer) -> Summary | None:
        """Return what a language model makes of an answer's quotes, where one is asked; None mostly."""
        if self._summariser is None:
            return None

        async def support(sentence: str, quote: Quote) -> float | None:
            return await self.use(lambda library: library.support(sentence, quote))

        return await summary_of(self._summariser, answer, support)

    def links_to_notes(self, library: Library) -> NotesSite:
        """Return where the notes stand on the web, by the settings or by what the notes say themselves."""
        return site_of(self._notes_url, library.base_url(), self._source)

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
        self._current.close()


def page(template: str, status: int = 200, **values: object) -> web.Response:
    """Return a page."""
    text = environment("bot.web").get_template(template).render(**values)
    return web.Response(text=text, content_type="text/html", status=status)
