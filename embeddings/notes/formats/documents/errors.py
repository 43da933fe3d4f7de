"""Why nothing can be extracted of a document."""

from __future__ import annotations


class DocumentError(ValueError):
    """The document cannot be read; the text is why, as a report of left-out files has it ("empty")."""
