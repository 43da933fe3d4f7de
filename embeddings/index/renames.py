"""The ids of sessions whose file was renamed, or that moved to another file: they stay as they were.

A session's id is made of its file and its title, so that it can be read. Feedback, shares and follow-ups hang
on it: a file that gets another name takes none of them away.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import replace

from embeddings.notes import SessionNote
from embeddings.records import Session, TextBlock


def keep_ids(
    fresh: Sequence[SessionNote],
    held: Sequence[Session],
    text_blocks: Callable[[str], Sequence[TextBlock]],
) -> list[SessionNote]:
    """Return the sessions as read now, each that is known under another id with the id that it had.

    ``held`` are the sessions of the library and ``text_blocks`` gives the text of one by id. A session is the
    same where its file and its title are (it was renamed before), else where its title and its text are; one
    of several that are alike is not. So it is with what stands outside the sessions, which never becomes one.
    """
    now = {entry.session.id for entry in fresh}
    before = {session.id for session in held}
    gone = [session for session in held if session.id not in now]
    new = [entry for entry in fresh if entry.session.id not in before]
    known: dict[str, str] = {}

    def match(old: Callable[[Session], Hashable], read: Callable[[SessionNote], Hashable]) -> None:
        left = [session for session in gone if session.id not in known.values()]
        ids = _alone((old(session), session.id) for session in left)
        unknown = [entry for entry in new if entry.session.id not in known]
        for key, id_now in _alone((read(entry), entry.session.id) for entry in unknown).items():
            if key in ids:
                known[id_now] = ids[key]

    if gone and new:
        match(
            lambda session: (_sort(session), session.file, session.title),
            lambda entry: (_sort(entry.session), entry.session.file, entry.session.title),
        )
        match(
            lambda session: (_sort(session), session.title, *_texts(text_blocks(session.id))),
            lambda entry: (_sort(entry.session), entry.session.title, *_texts(entry.text_blocks)),
        )
    if not known:
        return list(fresh)
    return [
        replace(entry, session=replace(entry.session, id=known[entry.session.id]))
        if entry.session.id in known
        else entry
        for entry in fresh
    ]


def _sort(session: Session) -> str:
    """Return what is never the same as what is of another sort: a session, or a kind of what is none."""
    return "session" if session.is_listed else session.kind


def _texts(text_blocks: Iterable[TextBlock]) -> Iterator[str]:
    return (block.text for block in text_blocks)


def _alone(pairs: Iterable[tuple[Hashable, str]]) -> dict[Hashable, str]:
    """Return the id for each key that only one has."""
    found: dict[Hashable, str] = {}
    several: set[Hashable] = set()
    for key, one in pairs:
        if key in found:
            several.add(key)
        found[key] = one
    return {key: one for key, one in found.items() if key not in several}
