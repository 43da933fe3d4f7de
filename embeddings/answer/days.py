"""Questions about days: the sessions of the day that is asked for, and whether it is asked for alone."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from embeddings.answer.question import Question
from embeddings.answer.retrieve import Term
from embeddings.index.catalogue import Catalogue, day_number
from embeddings.records import Session
from embeddings.text import tokens
from embeddings.text.dates import (
    find_year,
    month_and_day_in,
    weekday_in,
    weekday_of,
    words_of_days,
    words_of_months,
)
from embeddings.text.day_labels import DAY_NUMBER, day_number_in, names_last_day
from embeddings.text.function_words import ALL_FUNCTION_WORDS
from embeddings.text.numerals import LAST

_OF = re.compile(
    r",? (?:of|at|in|from|im|em|do|da|de|del|no|na|en|der|des|auf|bei|beim|von|vom|du|au|al|della?) (.+)"
)
_EVENTS, _DAYS = 3, 4
"""Events, and days of each, that are named before the rest is counted."""
_WITH_YEAR = re.compile(r"\D{5,}(?:19|20)\d\d")
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
    whole = [event for event in events if _joined(event) in said or (_to_year(event) or " ") in said]
    named = whole or [event for event in events if len(_bare(event)) >= _LEAST and _bare(event) in said]
    if not named:
        return _said_of_the_day(question, events)
    longest = [event for event in named if not any(_joined(event) in _joined(o) for o in named if o != event)]
    return longest[0] if len(longest) == 1 else None


def _said_of_the_day(question: Question, events: Iterable[str]) -> str | None:
    """Return what a day is said to be of, "the last day of X", where an event's name has its words."""
    words = [word for word in tokens.tokenize(_of_what(question) or "") if word not in ALL_FUNCTION_WORDS]
    if not words or not any(_is_called(event, " ".join(words)) for event in events):
        return None
    return " ".join(map(question.as_written, words))


def _of_what(question: Question) -> str | None:
    """Return what a day is said to be of, folded: "the last day of X"."""
    day = DAY_NUMBER.search(tokens.fold(question.text))
    of = None if day is None else _OF.match(day.string, day.end())
    return of and of[1]


def _is_called(event: str | None, words: str) -> bool:
    return set(tokens.tokenize(words)) <= set(tokens.tokenize(event or ""))


@lru_cache(maxsize=1024)
def _joined(text: str) -> str:
    """Return the words of a text as one: "RubyHack" and "Ruby Hack" are called alike."""
    return "".join(tokens.tokenize(text))


@lru_cache(maxsize=1024)
def _to_year(event: str) -> str | None:
    """Return an event's name up to its year, "ropehack2031" of "RopeHack 2031, day 2"."""
    found = _WITH_YEAR.match(_joined(event))
    return found and found[0]


@lru_cache(maxsize=1024)
def _bare(event: str) -> str:
    return "".join(word for word in tokens.tokenize(event) if not word.isdigit())


def sessions_on(question: Question, catalogue: Catalogue) -> list[Session] | None:
    """Return the sessions of the day that a question names, of the event where it names one; None where it
    names none that there is.

    The second day of an event whose days have no numbers is that of its second date, and a year means the
    events of that year, where there are some; a day of a year that there is not is none.
    """
    event = event_named(question, catalogue)
    sessions: Sequence[Session] = catalogue.sessions
    if event is not None:
        sessions = [session for session in sessions if session.event == event] or [
            session for session in sessions if _is_called(session.event, event)
        ]
    elif question.day_number is not None and question.year is not None:
        sessions = [one for one in sessions if _year_of(one) == question.year] or sessions
    if question.day_number is not None and _is_of_a_missing_year(question, sessions):
        return None
    if question.date is None and question.day_number == LAST:
        return _on_last_day(sessions)
    found = _on_day(question, sessions)
    if found is None and question.day_number is not None and len({s.event for s in sessions}) == 1:
        dates = _dates_for_numbers(sessions)
        if 0 < question.day_number <= len(dates):
            found = [session for session in sessions if session.date == dates[question.day_number - 1]]
    return found


def _is_of_a_missing_year(question: Question, sessions: Sequence[Session]) -> bool:
    """Tell whether a day is said to be of a year, or of an event of one, that no session is of."""
    years = {_year_of(session) for session in sessions}
    if question.year is None or years & {question.year, None}:
        return False
    of = _of_what(question)
    if of is not None and of.startswith(str(question.year)):
        return True
    names = {_bare(session.event or "") for session in sessions} - {""}
    said = _joined(question.text)
    return any(
        re.search(rf"{re.escape(name)}(?:of|in|from|im|em|en|de)?{question.year}", said) for name in names
    )


def _dates_for_numbers(sessions: Sequence[Session]) -> list[str]:
    """Return the dates of an event whose days have no numbers, in order; none where they have."""
    if any(_number_of(session) for session in sessions):
        return []
    return sorted({session.date for session in sessions if session.date is not None})


def _on_last_day(sessions: Sequence[Session]) -> list[Session] | None:
    """Return the sessions of what the notes call the last day, else of that of each event with several."""
    called = [session for session in sessions if names_last_day(f"{session.event} {session.day}")]
    if called:
        return called
    events: dict[str | None, list[Session]] = {}
    for session in sessions:
        events.setdefault(session.event, []).append(session)
    found: list[Session] = []
    for members in events.values():
        numbers = {number for one in members if (number := _number_of(one)) is not None}
        dates = _dates_for_numbers(members)
        if numbers and max(numbers) > 1:
            found += [one for one in members if _number_of(one) == max(numbers)]
        elif len(dates) > 1:
            found += [one for one in members if one.date == dates[-1]]
    return found or None


def _number_of(session: Session) -> int | None:
    """Return the number of a session's day: of its label, or where the event is called "fourth day of"."""
    return day_number(session.day) or day_number_in(session.event or "")


def _year_of(session: Session) -> int | None:
    """Return the year of a session, by its date, event or file."""
    return (
        int(session.date[:4]) if session.date else find_year(session.event or "") or find_year(session.file)
    )


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
        found = [s for s in sessions if _number_of(s) == question.day_number] or [
            s for s in sessions if day_number_in(s.title) == question.day_number
        ]
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
    words.add((_to_year(event or "") or "")[:-4])
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
