"""Proof that a quote stands in the notes: its words, in order and unbroken, at the lines that it names.

The file is read again when a reply is made, so nothing is shown that the notes no longer say. Compared are
words, as the format of the file shows them: Markdown's marks, link targets and HTML tags are neither asked
for nor held against a quote.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

from embeddings.records import Quote, TextBlock
from embeddings.text.decoding import lines_of_text
from embeddings.text.document_names import is_document
from embeddings.text.markdown_words import SUFFIXES, words_of_markdown

WordsAt = Callable[[Sequence[str]], Sequence[str]]
"""Returns the words of lines as their format shows them (``NoteFormat.words_at``)."""


def words_at_of(file: str) -> WordsAt:
    """Return the ``words_at`` of a file's format, of Markdown where no format claims it."""
    if file.lower().endswith(SUFFIXES):
        return words_of_markdown
    from embeddings.notes.formats.registry import FORMATS  # and with it what reads Markdown, which is slow

    form = FORMATS.for_file(file)
    return words_of_markdown if form is None else form.words_at


@lru_cache(maxsize=4096)
def _plain(words_at: WordsAt, text: str) -> str:
    # A reply proves the same few sentences alone, joined to their neighbours, and as part of a quote.
    return " ".join(words_at(text.split("\n")))


@lru_cache(maxsize=64)
def _lines(path: Path, size: int, changed_ns: int) -> tuple[str, ...]:  # noqa: ARG001 - part of the key
    data = path.read_bytes()
    if is_document(path.name):
        from embeddings.notes.formats.documents.extract import markdown_of  # which documents alone need

        data = markdown_of(path.name, data)
    return tuple(lines_of_text(data))


def lines_of(root: Path, file: str) -> Sequence[str]:
    """Return the lines of a note as it is on disk; none where it is gone, no text, or outside ``root``."""
    path = root / file
    try:
        if not path.resolve().is_relative_to(root.resolve()):
            return ()
        state = path.stat()
        return _lines(path, state.st_size, state.st_mtime_ns)
    except (OSError, RuntimeError, ValueError):  # of a link in a circle; of what is no text, or no document
        return ()


def stands(root: Path, quote: Quote, words_at: WordsAt | None = None) -> bool:
    """Return whether the words of ``quote`` stand in its file now, unbroken, at its lines.

    ``words_at`` is that of the file's format (``words_at_of``) where none is given.
    """
    return stand_at(lines_of(root, quote.file), quote, words_at)


def standing(root: Path, quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """Return those of ``quotes`` that stand in their files now; each file is looked at once."""
    lines = {file: lines_of(root, file) for file in {quote.file for quote in quotes}}
    return tuple(quote for quote in quotes if stand_at(lines[quote.file], quote))


def text_block_stands(lines: Sequence[str], text_block: TextBlock, words_at: WordsAt) -> bool:
    """Return whether a text block stands in these lines; one without a word goes by its characters."""
    if not _plain(words_at, text_block.text):
        there = "".join(lines[text_block.line - 1 : text_block.end_line])
        return "".join(text_block.text.split()) in "".join(there.split())
    return _words_stand(lines, text_block, words_at)


def stand_at(lines: Sequence[str], quote: Quote, words_at: WordsAt | None = None) -> bool:
    """Return whether the words of ``quote`` stand unbroken in these lines, at the lines that it names.

    ``words_at`` is that of the file's format (``words_at_of``) where none is given.
    """
    return _words_stand(lines, quote, words_at or words_at_of(quote.file))


def _words_stand(lines: Sequence[str], text: Quote | TextBlock, words_at: WordsAt) -> bool:
    wanted = _plain(words_at, text.text)
    there = _plain(words_at, "\n".join(lines[text.line - 1 : text.end_line]))
    return bool(wanted) and f" {wanted} " in f" {there} "
