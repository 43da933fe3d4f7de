"""Files that only list the talks that other files hold notes of: a programme is no notes of a session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from embeddings.notes.model import Note, Skipped
from embeddings.notes.outside import as_words_alone
from embeddings.text.markdown_words import words

LEAST = 3
"""Talks that a programme lists at least."""

BARE = 0.8
"""The share of its talks that have no text there."""

ELSEWHERE = 0.6
"""The share of its talks of which another file has notes."""


def without_programmes(notes: Sequence[Note], skipped: list[Skipped]) -> list[Note]:
    """Return the notes without the talks of programmes, which are added to ``skipped`` with the reason."""
    places: dict[str, set[str]] = {}
    for note in notes:
        for entry in note.sessions:
            if entry.session.words:
                places.setdefault(_key(entry.session.title), set()).add(note.file)
    found: list[Note] = []
    for note in notes:
        if _is_programme(note, places):
            skipped.append(Skipped(note.file, "a list of talks that other files tell of"))
            told = map(as_words_alone, note.sessions)
            note = replace(note, sessions=(), findings=(), outside=(*note.outside, *told))
        found.append(note)
    return found


def _is_programme(note: Note, places: dict[str, set[str]]) -> bool:
    count = len(note.sessions)
    if count < LEAST or sum(not entry.session.words for entry in note.sessions) < BARE * count:
        return False
    told = sum(bool(places.get(_key(entry.session.title), set()) - {note.file}) for entry in note.sessions)
    return told >= ELSEWHERE * count


def _key(title: str) -> str:
    return " ".join(words(title))
