"""Which files are documents: read as Markdown that is made of them, without lines to point at."""

from __future__ import annotations

HTML = (".html", ".htm")
WORD = (".docx",)


def is_document(file: str) -> bool:
    """Tell whether a file is a document, by its name."""
    return file.lower().endswith((*HTML, *WORD))
