"""Notes that people hand in, as messages: how they read, what becomes of them, and the list of all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from types import MappingProxyType

from bot.discord.cards.lists import Line, list_message
from bot.discord.cards.parts import SESSION_COLOUR, card, own, rows
from bot.discord.custom_ids import NotesButton
from bot.discord.markdown import cut_escaped
from bot.discord.message import Button, Message, Part
from bot.discord.words_of_notes import of_notes
from bot.inbox.preview import Preview
from bot.render import labels
from bot.render.labels import UNTITLED, counted
from bot.render.shorten import plain
from bot.service.submissions import State, Submission
from embeddings.notes import Finding
from embeddings.records import Session

_SESSIONS, _DOUBTS, _LEFT_OUT = 8, 5, 4
"""Of each, how many are shown: a preview stays one message."""
STATES: Mapping[State, str] = MappingProxyType(
    {
        "shown": "Not handed in yet.",
        "waiting": "Waits for an organiser.",
        "taking": "Approved: it is being written among the notes.",
        "taken": "Approved: it is among the notes.",
        "refused": "Refused: nothing of it was taken.",
        "removing": "Removed: it is no longer kept.",
        "removed": "Removed: it is no longer kept.",
    }
)
"""How a submission stands, for organisers and for who handed it in."""


def preview_message(submission: Submission, preview: Preview) -> Message:
    """Return how a file reads, for who would hand it in."""
    buttons = (
        Button("Hand in", str(NotesButton("send", submission.key)), "primary"),
        Button("Leave it", str(NotesButton("drop", submission.key))),
    )
    asked = "Nothing is taken before you hand it in and an organiser approves it."
    return Message(
        parts=(
            card(SESSION_COLOUR, own("### Notes to hand in", _file(submission)), *_read(submission, preview)),
            card(SESSION_COLOUR, own(asked), *rows(buttons)),
        )
    )


def submission_message(submission: Submission, preview: Preview | None) -> Message:
    """Return what organisers see of a submission: how it reads while it waits, what became of it after."""
    head = own("### Notes that were handed in", _file(submission), _by(submission))
    if submission.state != "waiting" or preview is None:
        return Message(parts=(card(SESSION_COLOUR, head, own(STATES[submission.state])),))
    buttons = (
        Button("Approve", str(NotesButton("approve", submission.key)), "primary"),
        Button("Refuse", str(NotesButton("refuse", submission.key))),
    )
    return Message(parts=(card(SESSION_COLOUR, head, *_read(submission, preview), *rows(buttons)),))


def removal_message(submission: Submission) -> Message:
    """Ask once whether a submission is to be removed."""
    what = (
        "It goes out of the notes for everybody."
        if submission.state == "taken"
        else "It is taken back, and nothing of it is kept."
    )
    button = Button("Remove", str(NotesButton("remove", submission.key)), "primary")
    return Message(parts=(card(SESSION_COLOUR, own(_file(submission), what), *rows([button])),))


def submissions_message(found: Iterable[Submission], key: str, page: int) -> Message:
    """Return what was handed in, newest first."""
    lines = [
        Line(f"• {_file(one)} — {labels.joined(*_facts(one))}", f"**{STATES[one.state]}**") for one in found
    ]
    lead = "" if lines else "Nothing was handed in here."
    return list_message("Notes that were handed in", lead, lines, key, page)


def name_of(submission: Submission) -> str:
    """Return what a submission is called, in plain text."""
    return plain(submission.file) or UNTITLED


def _file(submission: Submission) -> str:
    return of_notes(f"**{cut_escaped(name_of(submission), 120)}**")


def _by(submission: Submission) -> str:
    when = f"<t:{int(submission.at)}:f>"
    return f"By <@{submission.user}>, {when}." if submission.user is not None else f"By somebody, {when}."


def _facts(submission: Submission) -> tuple[str, ...]:
    who = f"<@{submission.user}>" if submission.user is not None else ""
    return (counted(submission.sessions, "session"), who, f"<t:{int(submission.at)}:f>")


def _read(submission: Submission, preview: Preview) -> tuple[Part, ...]:
    """Return the parts that tell how a file reads."""
    left_out = [
        f"• {of_notes(f'{cut_escaped(one.file, 50)}: {cut_escaped(one.reason, 90)}')}"
        for one in preview.left_out
    ]
    remarks = [
        "Pictures are left out." if submission.pictures else "",
        "Macros are left out." if submission.macros else "",
    ]
    texts = (
        (
            f"I read {counted(len(preview.sessions), 'session')} in it:",
            *_first(map(_session, preview.sessions), _SESSIONS),
        ),
        ("Doubts:", *_first(map(_doubt, preview.doubts), _DOUBTS)),
        ("Left out:", *_first(left_out, _LEFT_OUT)),
        ("", *remarks),
    )
    return tuple(own(*lines) for lines in texts if any(lines[1:]))


def _first(lines: Iterable[str], most: int) -> list[str]:
    """Return the first lines, and how many more there are."""
    every = list(lines)
    return every if len(every) <= most else [*every[:most], f"and {len(every) - most} more"]


def _session(session: Session) -> str:
    title = cut_escaped(session.title, 90) or UNTITLED
    whose = labels.whose_notes(session.noted_by)
    about = cut_escaped(labels.joined(labels.names(session), labels.when(session), whose), 150)
    return f"• {of_notes(f'**{title}**')}" + (f" — {of_notes(about)}" if about else "")


def _doubt(finding: Finding) -> str:
    file = PurePosixPath(*PurePosixPath(finding.file).parts[2:])
    return f"• {of_notes(cut_escaped(f'{file}:{finding.line}: {finding.message}', 180))}"
