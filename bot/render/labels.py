"""Set phrases, and facts of notes in one line: each is written here once, for every place that shows it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from embeddings.records import Session, Speaker, talks_of
from embeddings.text.document_names import is_document

if TYPE_CHECKING:
    from embeddings.digest.announcements import News
    from embeddings.digest.attribution import Attribution

NO_DAY, NO_EVENT = "No day in the notes", "No event in the notes"
"""What stands over those entries of a list that have neither a day nor an event, where others have one."""
UNTITLED = "Untitled"
"""Shown for a session whose title has no visible character."""
RECORDING = "Recording"
"""What the link to a session's recording is called."""
VERDICT = "The attendee’s verdict"
WHOSE: dict[Attribution | None, str] = {
    "abstract": "from the session’s abstract",
    "own": "in the attendee’s words",
    None: "",
}
"""How a quote is marked by whose words it is in."""
NEWS_HEADINGS: dict[News, str] = {"launch": "Launches", "saving": "Savings", "figure": "Figures"}


def counted(count: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun: "1 session", "2 sessions"; ``plural`` where it does not end in "s"."""
    return f"{count} {noun if count == 1 else plural or noun + 's'}"


def counted_sessions(sessions: Sequence[Session]) -> str:
    """Return how many sessions there are, with the noun; breaks and the like are not counted among talks."""
    return counted(len(talks_of(sessions)), "session")


def joined(*facts: str | None) -> str:
    """Return the facts that there are in one line, each once."""
    return " · ".join(dict.fromkeys(fact for fact in facts if fact))


def when(session: Session) -> str:
    """Return a session's event, day and date in one line, the date in a few letters."""
    return joined(session.event, day_and_date(session.day, session.date))


def by_day(headings: Sequence[str], otherwise: str = NO_DAY) -> list[str]:
    """Return what stands over each entry of a list, given the day of each, "" where none is known of it.

    Where others have one, ``otherwise`` tells those without from the day before them; else nothing stands.
    """
    return [heading or (otherwise if any(headings) else "") for heading in headings]


def day_and_date(day: str | None, date: str | None) -> str:
    """Return a day's name and its ISO date in a few letters; a name that is the date is left out."""
    return joined(day if day != date else None, short_date(date))


def role_and_company(speaker: Speaker) -> str:
    """Return what is known of a speaker besides the name, in one line."""
    return ", ".join(fact for fact in (speaker.role, speaker.company) if fact)


def names(session: Session) -> str:
    """Return who spoke, in one line."""
    return ", ".join(speaker.name for speaker in session.speakers)


def whose_notes(noted_by: str | None) -> str:
    """Return whose notes words are from: "Anna’s notes"; empty where nobody is named."""
    return f"{' '.join(noted_by.split())}’s notes" if noted_by else ""


def account_heading(account: Session) -> str:
    """Return what stands over one of several accounts of a session: whose notes they are, else their file."""
    return whose_notes(account.noted_by) or account.file


def line_numbers(line: int, end_line: int, dash: str = "–") -> str:
    """Return the lines of a note that something stands on: "7" or "7–9"."""
    return str(line) if line == end_line else f"{line}{dash}{end_line}"


def place(file: str, line: int, end_line: int, dash: str = "–") -> str:
    """Return where words stand: "day1.md:7–9", or the name alone of a document, which has no lines."""
    return file if is_document(file) else f"{file}:{line_numbers(line, end_line, dash)}"


def long_date(date: str | None) -> str:
    """Return an ISO date written out, "Friday, 2 May 2031"; empty where there is none."""
    if date is None:
        return ""
    day = dt.date.fromisoformat(date)
    return f"{day:%A}, {day.day} {day:%B} {day.year}"


def short_date(date: str | None) -> str:
    """Return an ISO date in a few letters, "Fri 2 May 2031"; empty where there is none."""
    if date is None:
        return ""
    day = dt.date.fromisoformat(date)
    return f"{day:%a} {day.day} {day:%b} {day.year}"
