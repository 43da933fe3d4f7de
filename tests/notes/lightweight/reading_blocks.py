"""Reading a text of one of the formats into blocks that a test can name."""

from __future__ import annotations

from embeddings.notes import Source, read
from embeddings.notes.formats.base import Document, NoteFormat
from embeddings.notes.formats.registry import Formats
from embeddings.records import Session
from tests.notes.test_format_contract import check


def document(form: NoteFormat, text: str) -> Document:
    """Return what a format reads of a text, once it is known to keep the contract of every format."""
    check(form, text.encode())
    return form.read(Source("day1" + form.suffixes[0], text.encode()))


def shown(form: NoteFormat, text: str) -> list[tuple[str, str]]:
    """Return the blocks of a text as their kind and what they show; headings and items with their level."""
    return [
        (f"{block.kind} {block.level}" if block.kind in ("heading", "item") else block.kind, block.text)
        for block in document(form, text).blocks
    ]


def links(form: NoteFormat, text: str) -> list[tuple[str, str, int]]:
    """Return the links of a text: what is shown for each, its address, its line."""
    return [(link.text, link.url, link.line) for block in document(form, text).blocks for link in block.links]


def images(form: NoteFormat, text: str) -> list[tuple[str, str, int]]:
    """Return the images of a text: the words for each, its path, its line."""
    return [
        (image.alt, image.path, image.line) for block in document(form, text).blocks for image in block.images
    ]


def sessions(form: NoteFormat, text: str, stem: str = "day1") -> list[Session]:
    """Return the sessions of one file."""
    folder = read([Source(stem + form.suffixes[0], text.encode())], formats=Formats(form))
    return [entry.session for note in folder.notes for entry in note.sessions]
