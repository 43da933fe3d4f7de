"""Questions about days: the sessions of the day that is asked for, and whether it is asked for alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import lru_cache

from embeddings.answer.question import Question
from embeddings.answer.retrieve import Term
from embeddings.index.catalogue import Catalogue, day_number
from embeddings.records import Session
from embeddings.text import tokens
from embeddings.text.dates import month_and_day_in, weekday_in, weekday_of, words_of_days, words_of_months

_EVENTS, _DAYS = 3, 4
"""Events, and days of each, that are named before the rest is counted."""
_LEAST = 5
"""Letters of an event's name by which it is known without its year."""


def asks_for_a_day(question: Question, terms: Sequence[Term], event: str | None = None) -> bool:
    """Tell whether a question names a day, with its ``event`` or alone, and nothing else ("what did day 2
    cover?").
    """
    return question.names_a_day and not _without_times(terms, "", event)


def asks_for_a_month(question: Question, terms: Sequence[Term]) -> bool:
    """Tell whether a question names a month and nothing else ("what was on in April 2025?")."""
    named = words_of_months()
    return question.whole_month is not None and all(t.word in named or t.word.isdigit() for t in terms)


def sessions_in_month(question: Question, catalogue: Catalogue) -> list[Session]:
    """Return the sessions that are dated in the month that a question names."""
    if question.whole_month is None:
        return []
    year, month = question.whole_month
    dated = [(session, dt.date.fromisoformat(session.date)) for session in catalogue.sessions if session.date]
    return [session for session, day in dated if day.month == month and year in (None, day.year)]


def months_of(sessions: Iterable[Session]) -> str:
    """Return the months that sessions are dated in, with their years: "2025-04, 2026-04"."""
    return ", ".join(sorted({session.date[:7] for session in sessions if session.date}))


def asks_for_a_missing_day(question: Question, terms: Sequence[Term], catalogue: Catalogue) -> bool:
    """Tell whether a question is of a day or a month, and of nothing else, that the notes do not have."""
    if asks_for_a_day(question, terms, event_named(question, catalogue)):
        return sessions_on(question, catalogue) is None
    return asks_for_a_month(question, terms) and not sessions_in_month(question, catalogue)


def event_named(question: Question, catalogue: Catalogue) -> str | None:
    """Return the event whose name stands in a question of a day, its year aside where no other is called so;
    None where none does, or several do.
    """
    if not question.names_a_day:
        return None
    said = _joined(question.text)
    events = {day.event for day in catalogue.days if day.event}
    whole = [event for event in events if _joined(event) in said]
    named = whole or [event for event in events if len(_bare(event)) >= _LEAST and _bare(event) in said]
    longest = [event for event in named if not any(_joined(event) in _joined(o) for o in named if o != event)]
    return longest[0] if len(longest) == 1 else None


@lru_cache(maxsize=1024)
def _joined(text: str) -> str:
    """Return the words of a text as one: "RubyHack" and "Ruby Hack" are called alike."""
    return "".join(tokens.tokenize(text))


@lru_cache(maxsize=1024)
def _bare(event: str) -> str:
    return "".join(word for word in tokens.tokenize(event) if not word.isdigit())


def sessions_on(question: Question, catalogue: Catalogue) -> list[Session] | None:
    """Return the sessions of the day that a question names, of the event where it names one; None where it
    names none that there is.

    The second day of an event whose days have no numbers is that of its second date.
    """
    event = event_named(question, catalogue)
    if event is None:
        return _on_day(question, catalogue.sessions)
    sessions = [session for session in catalogue.sessions if session.event == event]
    found = _on_day(question, sessions)
    if found is None and question.day_number is not None and not any(day_number(s.day) for s in sessions):
        dates = sorted({session.date for session in sessions if session.date is not None})
        if question.day_number <= len(dates):
            found = [session for session in sessions if session.date == dates[question.day_number - 1]]
    return found


def _on_day(question: Question, sessions: Sequence[Session]) -> list[Session] | None:
    found: list[Session] = []
    if question.date is not None:
        found = [s for s in sessions if s.date == question.date] or [
            # Notes that write no year: "June 6".
            s
            for s in sessions
            if s.date is None and question.month == month_and_day_in(s.day or "")
        ]
    elif question.day_number is not None:
        found = [s for s in sessions if day_number(s.day) == question.day_number]
    elif question.month is not None:
        found = [
            s for s in sessions if question.month in (_month_and_day(s.date), month_and_day_in(s.day or ""))
        ]
    elif question.weekday is not None:
        found = [s for s in sessions if question.weekday in (weekday_of(s.date), weekday_in(s.day or ""))]
    return found or None


def _month_and_day(date: str | None) -> tuple[int, int] | None:
    if date is None:
        return None
    day = dt.date.fromisoformat(date)
    return day.month, day.day


def without_day(terms: Iterable[Term], session: Session, event: str | None = None) -> tuple[Term, ...]:
    """Return the words of a question without those that name the day or the month of ``session``, or the
    ``event``.
    """
    return _without_times(terms, f"{session.day} {session.date}", event)


def _without_times(terms: Iterable[Term], day: str, event: str | None) -> tuple[Term, ...]:
    words = {*tokens.tokenize(f"{day} {event or ''}"), _bare(event or "")}
    words |= words_of_days()
    return tuple(term for term in terms if term.word not in words and not term.word.isdigit())


def covered(catalogue: Catalogue) -> str:
    """Say which days the notes cover, in a few words."""
    events: dict[str | None, list[str]] = {}
    for day in catalogue.days:
        events.setdefault(day.event, []).append(day.title)
    parts = []
    for event, days in list(events.items())[:_EVENTS]:
        names = list(dict.fromkeys(days))
        more = f" and {len(names) - _DAYS} more" if len(names) > _DAYS else ""
        shown = ", ".join(names[:_DAYS]) + more
        parts.append(f"{event} ({shown})" if event else shown)
    if len(events) > _EVENTS:
        parts.append(f"{len(events) - _EVENTS} more events")
    return "; ".join(parts) or "nothing yet"
