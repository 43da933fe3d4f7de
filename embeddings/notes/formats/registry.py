"""Which format reads which file: the one place that knows what formats there are."""

from __future__ import annotations

from pathlib import PurePosixPath

from embeddings.notes.formats.base import NoteFormat
from embeddings.notes.formats.documents.extract import HTML_FORMAT, WORD_FORMAT
from embeddings.notes.formats.lightweight.asciidoc import AsciiDocFormat
from embeddings.notes.formats.lightweight.org import OrgFormat
from embeddings.notes.formats.lightweight.rst import RstFormat
from embeddings.notes.formats.markdown import MarkdownFormat


class Formats:
    """Formats by the suffixes of their files; no two may claim the same one (ValueError)."""

    def __init__(self, *formats: NoteFormat) -> None:
        self._by_suffix: dict[str, NoteFormat] = {}
        for entry in formats:
            for suffix in entry.suffixes:
                other = self._by_suffix.setdefault(suffix, entry)
                if other is not entry:
                    raise ValueError(f"{other.name} and {entry.name} both claim files of suffix {suffix}")
        self._formats = formats

    def for_file(self, file: str) -> NoteFormat | None:
        """Return the format of a file, by its suffix in upper or lower case; None where none claims it."""
        return self._by_suffix.get(PurePosixPath(file).suffix.lower())

    def usual(self) -> str:
        """Return the format that most people write notes in, with its usual suffix: "Markdown (.md)"."""
        return f"{self._formats[0].name} ({self._formats[0].suffixes[0]})"

    def described(self) -> str:
        """Return what to put into a folder of notes: "Markdown files (.md, .markdown)"."""
        named = [f"{entry.name} files ({', '.join(entry.suffixes[:2])})" for entry in self._formats]
        return " or ".join([*([", ".join(named[:-1])] if len(named) > 1 else []), named[-1]])


FORMATS = Formats(MarkdownFormat(), RstFormat(), AsciiDocFormat(), OrgFormat(), HTML_FORMAT, WORD_FORMAT)
"""The formats that the program reads."""
