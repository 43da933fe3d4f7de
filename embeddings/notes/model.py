"""What reading a folder of notes gives: files, the sessions in them, and what an author may want to mend."""

from __future__ import annotations

from dataclasses import dataclass

from embeddings.records import Session, TextBlock

MAX_BYTES = 5_000_000
"""A larger file was not written by a person; it is left out, and the reason is told."""

MAX_LINES = 200_000
"""A file of more lines than this is left out too: every line costs memory, however short it is."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was read from disk, once; ``file`` is relative to the notes, with forward slashes."""

    file: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was left out, and why in one clause; ``remedy`` is what its author may do, as another."""

    file: str
    reason: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something an author may want to mend; ``line`` is 1-based, ``rule`` a short kebab-case name."""

    file: str
    line: int
    rule: str
    message: str


@dataclass(frozen=True, slots=True)
class SessionNote:
    """A session with what may be quoted of it, in the order of the notes."""

    session: Session
    text_blocks: tuple[TextBlock, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """One file that was read. ``day`` and ``date`` are None where its sessions differ in them."""

    file: str
    event: str | None
    day: str | None
    date: str | None
    sessions: tuple[SessionNote, ...]
    findings: tuple[Finding, ...]
    outside: tuple[SessionNote, ...] = ()
    """What of the file is in no session: text that may be quoted, and words alone."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of notes: what was read, what was left out, and where its files are published."""

    notes: tuple[Note, ...]
    skipped: tuple[Skipped, ...]
    base_url: str | None = None
