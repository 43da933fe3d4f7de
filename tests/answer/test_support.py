"""Does a quote hold what a sentence says: the trained reader's word on it, and none without a reader."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from embeddings.index.embedders.sentence_transformers import SentenceTransformerEmbedder
from embeddings.library import Library
from tests.fakes import write_notes

QUESTION = "how long does it take to fetch a reading from tape?"


def test_the_reader_tells_what_a_quote_says_from_what_it_does_not(
    tmp_path: Path, packaged: SentenceTransformerEmbedder
) -> None:
    opened = Library(write_notes(tmp_path / "notes"), tmp_path / "library.db", packaged)
    opened.refresh()
    quote = opened.ask(QUESTION).quotes[0]
    held = opened.support("Fetching a reading from tape takes eleven minutes.", quote)
    other = opened.support("The harbour office sells routers to gulls.", quote)
    assert held is not None
    assert other is not None
    assert held > 0 > other
    assert opened.support("Anything.", replace(quote, session="gone")) is None
    opened.close()


def test_without_a_reader_nothing_is_told(library: Library) -> None:
    assert library.support("Anything.", library.ask(QUESTION).quotes[0]) is None
