"""How much of what was read in notes is still read once a habit of writing has changed them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from statistics import mean

from embeddings.notes import FolderConfig, Source, read, read_config, scan
from embeddings.notes.folder import refusal
from embeddings.records import Session
from embeddings.text.markdown_words import words
from tests.notes.mutations import Files, Mutation


@dataclass(frozen=True, slots=True)
class Notes:
    """A folder as text, with its ``quoth.toml``, and the sessions that are read from it."""

    files: Files
    config: FolderConfig
    sessions: Sequence[Session]


@dataclass(frozen=True, slots=True)
class Survival:
    """Of the sessions that stood there before, the share found by title, and with the same speakers."""

    found: float
    speakers: float
    extra: float
    """Sessions that were not there before, as a share of those that were."""
    lost: tuple[str, ...]


def notes_in(root: Path) -> Notes:
    """Read a folder of notes from disk."""
    sources, _ = scan(root)
    files = {
        source.file: re.sub(r"\r\n?", "\n", source.data.decode("utf-8").removeprefix("\ufeff"))
        for source in sources
        if not refusal(source.data)
    }
    config = read_config(root)
    return Notes(files, config, sessions_in(files, config))


def sessions_in(files: Files, config: FolderConfig | None = None) -> list[Session]:
    """Return the sessions that are read from files."""
    folder = read([Source(file, text.encode()) for file, text in files.items()], config or FolderConfig())
    return [entry.session for note in folder.notes for entry in note.sessions]


def survival(notes: Notes, mutation: Mutation) -> Survival | None:
    """Compare the sessions before and after; None where the habit changes nothing in these notes."""
    files = mutation.apply(notes.files, notes.sessions)
    if files == notes.files or not notes.sessions:
        return None
    after = sessions_in(files, notes.config)
    pairs = matched(notes.sessions, after, anywhere=mutation.moves)
    same_people = [_people(session) == _people(other) for session, other in pairs]
    kept = {id(session) for session, _ in pairs}
    count = len(notes.sessions)
    return Survival(
        len(pairs) / count,
        mean(same_people) if same_people else 0.0,
        (len(after) - len(pairs)) / count,
        tuple(f"{session.file}: {session.title}" for session in notes.sessions if id(session) not in kept),
    )


def matched(
    wanted: Sequence[Session], found: Sequence[Session], *, anywhere: bool
) -> list[tuple[Session, Session]]:
    """Pair sessions by title, each once: of the same file, or of any."""
    left = list(found)
    pairs: list[tuple[Session, Session]] = []
    for exact in (True, False):
        for session in wanted:
            if any(session is done for done, _ in pairs):
                continue
            hit = next(
                (
                    other
                    for other in left
                    if (anywhere or other.file == session.file)
                    and same_title(session.title, other.title, exact)
                ),
                None,
            )
            if hit is not None:
                left.remove(hit)
                pairs.append((session, hit))
    return pairs


def same_title(first: str, second: str, exact: bool = False) -> bool:
    """Whether nine tenths of the words of two titles agree, or all of them."""
    one, two = words(first), words(second)
    if exact or not one or not two:
        return bool(one) and one == two
    return SequenceMatcher(None, one, two, autojunk=False).ratio() >= 0.9


def _people(session: Session) -> set[str]:
    return {" ".join(words(speaker.name)) for speaker in session.speakers}
