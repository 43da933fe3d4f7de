"""What of a file is in no session: an introduction, a closing word, front matter, a file left out.

It is no session and is listed nowhere. Its text is quoted where no session answers, and its words count as
mentioned: of what stands in a file nobody is told that the notes never say it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from embeddings.notes.model import Note, SessionNote
from embeddings.notes.segment.boundaries import Boundary
from embeddings.notes.segment.no_session import UNTOLD
from embeddings.notes.segment.view import View
from embeddings.records import Session, TextBlock

MARK = "~"
"""In the id of what is outside the sessions of a file: no id of a session has it."""
_TOLD = frozenset({"paragraph", "item", "code"})
"""Kinds of blocks that say something."""


def boundary_outside(view: View, boundaries: Sequence[Boundary]) -> Boundary | None:
    """Return the blocks of a file that are in no session, as one; None where they hold nothing to quote."""
    blocks = _blocks_outside(view, boundaries)
    if view.index in UNTOLD or not any(view.blocks[index].kind in _TOLD for index in blocks):
        return None
    title = view.title
    lines = {line for i in blocks for line in range(view.blocks[i].line, view.blocks[i].end_line + 1)}
    byline = replace(
        title.byline,
        speakers=[who for who in title.byline.speakers if who.line in lines],
        lines=title.byline.lines & lines,
    )
    return Boundary(
        title=title.title,
        shown=title.shown,
        speakers=title.speakers,
        line=view.blocks[blocks[0]].line,
        blocks=blocks,
        byline=byline,
        group=None,
        around=(),
        title_lines=frozenset({title.line}),
        whole=True,
    )


def unquoted_text(view: View, boundaries: Sequence[Boundary], outside: Boundary | None) -> str:
    """Return what a file holds beside all that may be quoted: its front matter, and blocks of no session."""
    front = view.text.split("\n")[: view.front.height] if view.front.height else []
    blocks = [] if outside is not None else _blocks_outside(view, boundaries)
    return "\n".join([*front, *(view.blocks[index].text for index in blocks)])


def _blocks_outside(view: View, boundaries: Sequence[Boundary]) -> list[int]:
    inside = {index for boundary in boundaries for index in boundary.blocks}
    return [index for index in range(len(view.blocks)) if index not in inside]


def as_outside(entry: SessionNote, note: Note, name: str) -> SessionNote:
    """Return text that was read like a session as what is outside the sessions of its file."""
    own = entry.session
    languages = Counter(one.session.language for one in note.sessions) or Counter([own.language])
    session = replace(
        own,
        id=name,
        kind="outside",
        event=None if own.event == own.title else own.event,
        language=languages.most_common(1)[0][0],
    )
    if note.sessions:  # a day of its own it has none: it is of all of them
        session = replace(session, day=note.day, date=note.date)
    return replace(entry, session=session)


def words_alone(note: Note, title: str, text: str, name: str) -> SessionNote:
    """Return words of a file that are never quoted."""
    lines = text.count("\n") + 1
    session = Session(name, title, note.event, note.day, note.date, note.file, 1, lines, "unquoted")
    return SessionNote(session, (TextBlock("prose", text, 1, lines),))


def as_words_alone(entry: SessionNote) -> SessionNote:
    """Return a session that is none after all as words that are never quoted."""
    return replace(entry, session=replace(entry.session, id=f"{entry.session.id}{MARK}", kind="unquoted"))
