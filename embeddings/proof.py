"""Proof that a quote stands in the notes: its words, in order and unbroken, at the lines that it names.

The file is read again when a reply is made, so nothing is shown that the notes no longer say. Compared are
words: Markdown's marks, link targets and HTML tags are neither asked for nor held against a quote.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from embeddings.records import Quote, TextBlock
from embeddings.text.markdown_words import words


@lru_cache(maxsize=4096)
def _plain(markdown: str) -> str:
    # A reply proves the same few sentences alone, joined to their neighbours, and as part of a quote.
    return " ".join(words(markdown))


@lru_cache(maxsize=64)
def _lines(path: Path, size: int, changed_ns: int) -> tuple[str, ...]:  # noqa: ARG001 - part of the key
    # Not ``splitlines``, for which a vertical tab or U+2028 ends a line too: Markdown counts otherwise.
    return tuple(path.read_text(encoding="utf-8-sig", errors="replace").split("\n"))


def lines_of(root: Path, file: str) -> Sequence[str]:
    """Give the lines of a note as it is on disk now; none where it is gone or leads out of ``root``."""
    path = root / file
    try:
        if not path.resolve().is_relative_to(root.resolve()):
            return ()
        state = path.stat()
        return _lines(path, state.st_size, state.st_mtime_ns)
    except (OSError, RuntimeError):  # the last for a link in a circle
        return ()


def stands(root: Path, quote: Quote) -> bool:
    """Tell whether the words of ``quote`` stand in its file now, unbroken, at its lines."""
    return stand_at(lines_of(root, quote.file), quote)


def text_block_stands(lines: Sequence[str], text_block: TextBlock) -> bool:
    """Tell whether a text block stands in these lines; one without a word goes by its characters."""
    if not _plain(text_block.text):
        there = "".join(lines[text_block.line - 1 : text_block.end_line])
        return "".join(text_block.text.split()) in "".join(there.split())
    return _words_stand(lines, text_block)


def stand_at(lines: Sequence[str], quote: Quote) -> bool:
    """Tell whether the words of ``quote`` stand unbroken in these lines of a file, at the lines it names."""
    return _words_stand(lines, quote)


def _words_stand(lines: Sequence[str], text: Quote | TextBlock) -> bool:
    wanted = _plain(text.text)
    there = _plain("\n".join(lines[text.line - 1 : text.end_line]))
    return bool(wanted) and f" {wanted} " in f" {there} "
