"""What of a file that was handed in is taken: its text, as plain files of notes; nothing else of it is kept.

Pages and Word documents are taken as the Markdown that they are read as, so that no script, macro or picture
of theirs lies among the notes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.inbox import word
from embeddings.notes.folder import refusal
from embeddings.notes.formats.documents.errors import DocumentError
from embeddings.notes.formats.documents.extract import markdown_of
from embeddings.notes.model import Skipped
from embeddings.notes.other_files import kind_of_other
from embeddings.text.decoding import decode
from embeddings.text.document_names import HTML, WORD

_MOST_TEXT = 1_000_000
"""Characters of the text of one file: five hundred pages."""
_LONGEST_LINE = 50_000
_MOST_LINES = 50_000
PLAIN = (".md", ".txt")
_SIGNS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff\ufdd0-\ufdef]")
"""What stands in no text that was written by a person."""
_OTHER_FORMS: Mapping[bytes, str] = {
    b"%PDF": "PDF",
    b"PK\x03\x04": "an archive",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "an archive",
    b"Rar!": "an archive",
    b"7z\xbc\xaf": "an archive",
    b"MZ": "a program",
    b"\x7fELF": "a program",
    b"{\\rtf": "Rich Text",
    b"\xd0\xcf\x11\xe0": "a document of an old Office",
}
"""How files of other forms begin, whatever they are called."""
_UNTAKEN: Mapping[str, str] = {
    ".docm": "a Word document with macros: save it as .docx",
    ".dotm": "a Word template with macros: save it as .docx",
    ".doc": "a Word document of an old form: save it as .docx",
    ".pdf": "a PDF: hand in what it was made from",
}
_PICTURE = re.compile(r"<img\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NotesFile:
    """One file of notes: its path within the folder that it will be kept in, and its text."""

    name: str
    text: str

    @property
    def data(self) -> bytes:
        """The file as it is written."""
        return self.text.encode("utf-8")


@dataclass(frozen=True, slots=True)
class Taken:
    """What is taken of a file that was handed in."""

    name: str
    """What it is called, without its suffix: as the folder that it is kept in may be."""
    files: tuple[NotesFile, ...]
    left_out: tuple[Skipped, ...] = ()
    """Files of an archive that are not taken, each with the reason."""
    pictures: bool = False
    """Whether pictures were left out."""
    macros: bool = False
    """Whether macros were."""


def one_file(stem: str, suffix: str, data: bytes) -> Taken:
    """Return what is taken of a file that is no archive; raises Unusable."""
    text, pictures, macros = text_of(suffix, data)
    file = NotesFile(f"{stem}{suffix if suffix in PLAIN else '.md'}", text)
    if kind := kind_of_other(file.name, text):
        raise Unusable(clause(kind))
    return Taken(stem, (file,), pictures=pictures, macros=macros)


class Unusable(ValueError):  # noqa: N818 - the clause alone, which is part of a sentence
    """Why a file cannot be taken, in a clause."""


def text_of(suffix: str, data: bytes) -> tuple[str, bool, bool]:
    """Return the text of a file, and whether pictures and macros were left out; raises Unusable."""
    how = _READERS.get(suffix)
    if how is None:
        known = ", ".join((*READ, ".zip"))
        raise Unusable(f"it is {_UNTAKEN.get(suffix, f'none of the forms that are taken ({known})')}")
    text, pictures, macros = how(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if reason := refusal(text.encode("utf-8", "replace")):
        raise Unusable(clause(reason))
    if len(text) > _MOST_TEXT:
        raise Unusable(f"its text has more than {_MOST_TEXT:,} characters")
    lines = text.split("\n")
    if len(lines) > _MOST_LINES:
        raise Unusable(f"it has more than {_MOST_LINES:,} lines")
    if max(map(len, lines)) > _LONGEST_LINE:
        raise Unusable(f"it has a line of more than {_LONGEST_LINE:,} characters")
    if _SIGNS.search(text):
        raise Unusable("it holds signs that stand in no text")
    return text, pictures, macros


def _plain(data: bytes) -> tuple[str, bool, bool]:
    _must_be_text(data)
    return decode(data), False, False


def _page(data: bytes) -> tuple[str, bool, bool]:
    _must_be_text(data)
    return _extracted("page.html", data), _PICTURE.search(decode(data)) is not None, False


def _document(data: bytes) -> tuple[str, bool, bool]:
    try:
        parts = word.looked_at(data)
    except DocumentError as error:
        raise Unusable(clause(str(error))) from None
    return _extracted("document.docx", data), parts.pictures, parts.macros


def _must_be_text(data: bytes) -> None:
    form = next((form for start, form in _OTHER_FORMS.items() if data.startswith(start)), None)
    reason = f"it is {form}, whatever it is called" if form else refusal(data)
    if reason:
        raise Unusable(clause(reason))


def _extracted(name: str, data: bytes) -> str:
    try:
        return markdown_of(name, data).decode("utf-8")
    except DocumentError as error:
        raise Unusable(clause(str(error))) from None


def clause(reason: str) -> str:
    """Return a reason of the core's ("empty") as a clause."""
    return reason if reason.startswith(("it ", "its ")) else f"it is {reason}"


_READERS: Mapping[str, Callable[[bytes], tuple[str, bool, bool]]] = {
    **dict.fromkeys(PLAIN, _plain),
    **dict.fromkeys(HTML, _page),
    **dict.fromkeys(WORD, _document),
}
"""How the text of a file is had, by its suffix."""
READ: tuple[str, ...] = tuple(_READERS)
"""The suffixes of files whose text is taken."""
