"""What a Word document is made of, looked at before anything of it is read."""

from __future__ import annotations

from dataclasses import dataclass

from bot.inbox import archive
from embeddings.notes.formats.documents.errors import DocumentError

_DECLARED = (b"<!DOCTYPE", b"<!ENTITY")
"""What no Word writes, and by which a part could name others, or grow without an end."""
_TEXT = (".xml", ".rels")


@dataclass(frozen=True, slots=True)
class Parts:
    """What stands in a document beside its text."""

    pictures: bool
    macros: bool


def looked_at(data: bytes) -> Parts:
    """Return what is in a document; raises DocumentError where it is none that is read."""
    try:
        with archive.opened(data) as parts:
            for part in parts.infolist():
                if part.filename.endswith(_TEXT) and any(
                    sign in archive.read(parts, part) for sign in _DECLARED
                ):
                    raise DocumentError("a document that declares what stands in it, as Word never does")
            names = [part.filename.lower() for part in parts.infolist()]
    except archive.ArchiveError as error:
        raise DocumentError(f"no Word document that is read: {error}") from None
    return Parts(
        any("/media/" in name for name in names), any(name.endswith("vbaproject.bin") for name in names)
    )
