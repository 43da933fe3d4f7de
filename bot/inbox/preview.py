"""How notes that were handed in read: their sessions and doubts, by the core's own reader."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.inbox.folder import INBOX
from bot.inbox.handed_in import NotesFile
from embeddings.notes import Finding, Skipped, Source, read, read_config
from embeddings.notes.findings import duplicates
from embeddings.notes.folder import natural
from embeddings.records import Session


@dataclass(frozen=True, slots=True)
class Preview:
    """What notes bring, before anything is taken."""

    sessions: tuple[Session, ...]
    doubts: tuple[Finding, ...]
    """What an author may want to mend, as ``quoth lint`` says it."""
    left_out: tuple[Skipped, ...]


def preview_of(
    files: Sequence[NotesFile], notes: Path, place: str, known: Collection[Session] = ()
) -> Preview:
    """Read files as they would stand in ``place`` of the inbox of ``notes``, by themselves.

    ``known`` are the sessions that the notes hold already. Raises NotesError for a bad ``quoth.toml``.
    """
    sources = [Source(f"{INBOX}/{place}/{file.name}", file.data) for file in files]
    folder = read(sources, read_config(notes))
    entries = [entry for note in folder.notes for entry in note.sessions]
    found = [finding for note in folder.notes for finding in note.findings]
    found += duplicates(entries)
    there = {_folded(session.title): session for session in known}
    for session in (entry.session for entry in entries):
        if (twin := there.get(_folded(session.title))) is not None:
            message = f'"{session.title[:80]}" is in the notes already, in {twin.file}'
            found.append(Finding(session.file, session.line, "duplicate-title", message))
    found = sorted(set(found), key=lambda one: (natural(one.file), one.line, one.rule, one.message))
    return Preview(tuple(entry.session for entry in entries), tuple(found), folder.skipped)


def read_otherwise(before: Iterable[Session], after: Iterable[Session], place: str) -> tuple[str, ...]:
    """Return the files whose sessions read otherwise after than before, but for those in ``place``.

    A note can say who spoke, and how dates are written, for the whole folder.
    """

    def by_file(sessions: Iterable[Session]) -> dict[str, list[Session]]:
        found: dict[str, list[Session]] = {}
        for one in (account for session in sessions for account in session.all_accounts):
            # That the same session stands elsewhere too, or has another account, changes nothing of it.
            found.setdefault(one.file, []).append(replace(one, also=(), account_of=None))
        return {file: sorted(held, key=lambda one: one.line) for file, held in found.items()}

    then, now = by_file(before), by_file(after)
    files = {file for file in (*then, *now) if not file.startswith(f"{INBOX}/{place}/")}
    return tuple(sorted((file for file in files if then.get(file) != now.get(file)), key=natural))


def _folded(title: str) -> str:
    return " ".join(title.casefold().split())
