"""A folder of notes as sessions: who spoke, when, what was linked, and what may be quoted.

``read_folder`` is all that most callers need. ``scan`` touches the disk, ``read`` does not.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from embeddings.notes.config import FolderConfig, read_config
from embeddings.notes.folder import scan
from embeddings.notes.formats.registry import FORMATS, Formats
from embeddings.notes.lint import lint
from embeddings.notes.model import MAX_BYTES, MAX_LINES, Finding, Folder, Note, SessionNote, Skipped, Source
from embeddings.notes.reader import read

__all__ = [
    "MAX_BYTES",
    "MAX_LINES",
    "Finding",
    "Folder",
    "FolderConfig",
    "Note",
    "SessionNote",
    "Skipped",
    "Source",
    "lint",
    "read",
    "read_config",
    "read_folder",
    "scan",
]


def read_folder(root: Path, formats: Formats = FORMATS) -> Folder:
    """Read a folder of notes; raises NotesError where it cannot be used."""
    config = read_config(root)
    sources, skipped = scan(root, formats)
    folder = read(sources, config, formats)
    return replace(folder, skipped=(*skipped, *folder.skipped))
