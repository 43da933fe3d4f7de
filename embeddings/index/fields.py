"""What of a session is searched: stated once, for the full-text index, the catalogue and the suggestions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from embeddings.records import Session, TextBlock
from embeddings.text import tokens

OUTSIDE = "~"
"""Stands in a vocabulary before words of what is in no session, which are counted apart."""


@dataclass(frozen=True, slots=True)
class Fields:
    """A session's searched fields beside its text, as the notes write them, words between spaces."""

    title: str
    """The title and the event's own code for the session."""
    people: str
    """Of every speaker the name, the role and the company; the sponsor."""
    names: str
    """The same without the roles."""
    where: str
    """The event, the day's label, the room or track, and the names of the file and its folders."""


def searched(session: Session) -> Fields:
    """Return the fields that a session is searched by."""
    names = [part for s in session.speakers for part in (s.name, s.company or "")]
    roles = [s.role or "" for s in session.speakers]
    return Fields(
        title=_joined([session.title, session.code or ""]),
        people=_joined([*names, *roles, session.sponsor or ""]),
        names=_joined([*names, session.sponsor or ""]),
        where=_joined([session.event or "", session.day or "", session.group or "", _split(session.file)]),
    )


def vocabulary(session: Session, text_blocks: Sequence[TextBlock]) -> set[str]:
    """Return the words that a question may have meant: of the title, the names and the text.

    Not of the code and the roles: a code is never misspelt into a word, and no role is asked for by itself.
    Those of what is in no session have ``OUTSIDE`` before them.
    """
    found = set(tokens.tokenize(_joined([session.title, searched(session).names])))
    for text_block in text_blocks:
        found.update(tokens.tokenize(text_block.text))
    return found if session.is_listed else {OUTSIDE + word for word in found}


def _split(file: str) -> str:
    """Return the words that a file and its folders are named by, without what the suffix says."""
    return re.sub(r"[/_.-]+", " ", file.rpartition(".")[0] or file)


def _joined(parts: Sequence[str]) -> str:
    return " ".join(part for part in parts if part)
