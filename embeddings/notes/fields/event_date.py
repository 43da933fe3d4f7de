"""Event, day and date of a session: from itself, the headings over it, the file, its folders, front matter.

The first place that states a thing has it. A year that a date is written without is taken from the event's
name, the headings, the file's or the folders' names; where none states it there is no date. Whether
"6/7/2019" has its day first is told by the other dates of the folder; where they do not, it is no date.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath
from typing import TypeVar

from embeddings.notes.config import FolderConfig
from embeddings.notes.fields.titles import event_in, is_group, names_event
from embeddings.notes.formats.frontmatter import FrontMatter
from embeddings.text.dates import (
    DayOrder,
    When,
    find_date,
    find_dates,
    find_day,
    find_year,
    has_weekday,
    strip_dates,
    weekday_of,
    weekdays_in_line,
)
from embeddings.text.markdown_words import without_wiki_marks, words

_T = TypeVar("_T")

_BESIDE_EVENT = re.compile(
    r"^(?:.*\b)?notes?(?: (?:from|of|on|at))?\s+|\s+(?:notes?|talks?|sessions?|summary|recap)$", re.I
)
"""What stands beside an event in the name of a file: "my-notes-from-someconf", "someconf-talks"."""
_MOST_OF_NAME = 5
"""Words of an event in the name of a file."""

_SOON = 60
"""Days within which a post on an event is published."""

_BRACKETS = re.compile(r"[(\[]([^()\[\]]{1,60})[)\]]")
_UNDERSCORES = re.compile(r"(?<!\d)(\d{1,2})_(\d{1,2})_(\d{4})(?!\d)")
_BLANKS = re.compile(r"(?:^|(?<=/))((?:19|20)\d\d) (0[1-9]|1[0-2]) (0[1-9]|[12]\d|3[01])(?!\w)")
_SHORT_YEAR = re.compile(r"(?:^|(?<=/))(0[1-9]|1[0-2])([-_.])(0[1-9]|[12]\d|3[01])\2(1[3-9]|[23]\d)(?![\w-])")
"""Month, day and a year of two digits, or day and month: which, the folder has to tell."""

TALK_DATES = (
    "talk_date",
    "event_date",
    "session_date",
    "conference_date",
    "presented",
    "presented_at",
    "when",
    "event-date",
    "talk-date",
    "session-date",
    "eventdate",
    "talkdate",
    "sessiondate",
    "date_of_talk",
    "date_of_event",
    "held",
    "held_on",
)
"""Keys of front matter that say when a session took place."""

DATES = ("date", "datum", "fecha", "data", "dato", "day")
"""Keys of front matter that hold a date, be it that of publishing."""

EVENTS = ("event", "conference", "conf", "meetup")
"""Keys of front matter that name the event."""


@dataclass(frozen=True, slots=True)
class DatePlaces:
    """Where the day and the date of a session may be stated."""

    file: str
    """Relative to the notes, with forward slashes."""
    front: FrontMatter
    own: str | None
    """The title of the session, where it is the whole file."""
    titles: tuple[str, ...]
    """Those over it: of the headings, the nearest first, then of the file."""
    byline: When | None
    """The date in the lines under its title."""
    stated: When | None = None
    """The date that its own lines state, by a label or on a line of its own."""
    opening: When | None = None
    """The date that the text before the first session of the file states by a label."""
    order: DayOrder | None = None
    """How the folder writes dates of numbers alone, where that can be told."""
    several_days: bool = False
    """Whether the file tells of several days, so that one date of the file cannot be that of all."""
    titled: When | None = None
    """The date in its title, where it is not the whole file."""


def event_of(
    file: str,
    front: FrontMatter,
    titles: Sequence[str],
    opening: str,
    config: FolderConfig,
    *,
    several: bool = False,
) -> str | None:
    """Return the name of the event that a file is about.

    ``titles`` are those over all of its sessions, ``opening`` the text before its first heading; both are
    empty for a file that is one session. The name of a file of ``several`` sessions may be the event's.
    """
    given = config.event or " ".join(without_wiki_marks(front.text(*EVENTS) or "").split())
    if given:
        return given
    for title in titles:
        text = _event_in_title(title)
        if text:
            return text
    path = PurePosixPath(file)
    named = event_in(opening) or _event_in_folders(path.parent.parts)
    return named or (_event_in_name(path.stem) if several else None)


def _event_in_title(title: str) -> str | None:
    """Return what a title over sessions names beside the day and the date."""
    kept: list[str] = []
    title = re.sub(r"^(?:my |some )?notes (?:from|on|of|about|for) (?:the )?", "", title, flags=re.I)
    title = _BRACKETS.sub(_without_date, title)
    for part in re.split(r"\s+[|–—-]+\s+|\s*[|:]\s+", title):
        # A year belongs to the name ("SomeConf 2019") unless it is that of a date.
        whole = find_year(part) and not find_dates(part) and not find_day(part)
        text = part if whole else re.sub(r"\(\W*\)|[\s,;:]+(?=[)\]])", "", strip_dates(part))
        text = re.sub(r"^[\s,;:|–—-]+|[\s,;:|(–—-]+$", "", text)
        if words(strip_dates(part)) and words(text):
            kept.append(" ".join(text.split()))
    name = " - ".join(kept)
    return name if name and not is_group(name) else None


def _without_date(brackets: re.Match[str]) -> str:
    """Return brackets as they are, nothing where they hold the day and the date alone."""
    told = find_dates(brackets[1]) or find_day(brackets[1])
    rest = [word for word in words(strip_dates(brackets[1])) if not has_weekday(word)]
    return " " if told and not rest else brackets[0]


def _event_in_folders(folders: Sequence[str]) -> str | None:
    """Return the event that folders name: "someconf-2019", "2019/someconf", or "someconf/town/2019"."""
    year: str | None = None
    names = [" ".join(re.sub(r"[-_]+", " ", folder).split()) for folder in folders]
    for place, name in enumerate(names):
        if re.fullmatch(r"(?:19|20)\d\d", name):
            year = name
            event = next((over for over in range(place) if _is_event(names[over])), None)
            if event is not None:
                return " ".join(names[event : place + 1])
        elif words(re.sub(r"\d", "", name)) and (find_year(name) or year):
            return name if find_year(name) else f"{name} {year}"
    return None


def _event_in_name(stem: str) -> str | None:
    """Return the event and year that a file is named by: "someconf-2019", "2019-someplace-day-1".

    A date in the name may be that of publishing, and its year another one than the event's.
    """
    text = " ".join(re.sub(r"[-_]+", " ", re.sub(r"^\d{4}[-_.]?\d\d[-_.]?\d\d(?!\d)", " ", stem)).split())
    year = find_year(text)
    name = _BESIDE_EVENT.sub("", " ".join(re.sub(r"\b\d{4}\b", " ", strip_dates(text)).split()))
    if year is None or find_dates(text) or not 1 <= len(words(name)) <= _MOST_OF_NAME:
        return None
    told = _is_event(name) or (find_day(text) is not None and not is_group(name))
    return f"{name} {year}" if told else None


def _is_event(name: str) -> bool:
    """Whether a name without a year reads like that of an event, and of no kind of session."""
    return names_event(name) and not is_group(name)


def day_and_date(
    places: DatePlaces, event: str | None, config: FolderConfig
) -> tuple[str | None, str | None]:
    """Return the day's label ("Day 4"; the date where the notes number no days) and the ISO date."""
    path = PurePosixPath(places.file)
    names = [spaced(part) for part in (path.stem, *reversed(path.parent.parts))]
    own = [] if places.own is None else [places.own]
    titles = places.titles
    year = config.year or _first(find_year(text) for text in (event or "", *titles, *names))

    def first_of(dates: Iterable[When | None]) -> str | None:
        return _first(
            when.iso(year, places.order) or _before(places.front.date(*DATES), when, places.order)
            for when in dates
            if when
        )

    def in_front(keys: Iterable[str]) -> str | None:
        return places.front.date(*keys) or first_of(
            find_date(text) for text in map(places.front.text, keys) if text
        )

    titled = places.titled if places.titled and places.titled.year else None
    stated = [
        *map(find_date, own),
        titled,
        places.stated,
        places.byline,
        *map(find_date, titles),
        places.opening,
    ]
    date = (in_front(TALK_DATES) if own else None) or first_of(stated)
    weekday = _first(title for title in titles if has_weekday(title) and not words(strip_dates(title)))
    if date is None:
        named = [*map(find_date, names), find_date(_joined(path))]
        # Nobody writes "6-7-2019" into the name of a file by one rule; the folder has to tell.
        of_file = first_of(when for when in named if when and (places.order or not when.swappable))
        of_file = of_file or in_front((*TALK_DATES, *DATES))
        date = of_file if _may_be_of(of_file, weekday, places) else None
    return _first(map(find_day, [*titles, *own, *names])) or date or weekday, date


def _before(published: str | None, when: When, order: DayOrder | None) -> str | None:
    """Return the date of a day without a year that was soon before the post on it was published, or None."""
    if published is None or when.year:
        return None
    then = dt.date.fromisoformat(published)
    for year in (then.year, then.year - 1):
        date = when.iso(year, order)
        if date and 0 <= (then - dt.date.fromisoformat(date)).days <= _SOON:
            return date
    return None


@lru_cache(maxsize=256)
def spaced(name: str) -> str:
    """Return the name of a file or folder with spaces for its underscores, and its date as a text has it."""
    name = _SHORT_YEAR.sub(r"\1-\3-20\4", _UNDERSCORES.sub(r"\1-\2-\3", name))
    return _BLANKS.sub(r"\1-\2-\3", name.replace("_", " "))


def _may_be_of(date: str | None, weekday: str | None, places: DatePlaces) -> bool:
    """Whether the date of a file may be that of a session: on its weekday, or of the one day of the file."""
    if weekday is not None:
        return weekday_of(date) in weekdays_in_line(weekday)
    return not places.several_days


def _joined(path: PurePosixPath) -> str:
    """Return a path with its date in one piece: "2022-05/03/steam.md" is of the third of May."""
    return re.sub(r"(?<![^/])(\d{4})-(\d\d)/(?=\d\d(?:/|\.\w+$))", r"\1/\2/", "/".join(path.parts))


def _first(values: Iterable[_T | None]) -> _T | None:
    return next((value for value in values if value), None)
