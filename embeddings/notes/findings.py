"""What an author may want to mend, as far as the text alone shows it; ``lint`` adds what needs the disk.

front-matter          the block before the text is not valid YAML or TOML
settings              a level in quoth.toml that no heading of the file has
structure-uncertain   what the sessions of the file are was close to a guess; says what was assumed and why
title-uncertain       the title of a file stands in one of two places; says which was taken
speakers-uncertain    somebody is taken for a speaker by the shape of a line alone
no-speaker            a talk for which nobody is named
no-text               a session with a title and nothing else
duplicate-title       two sessions of one title
unreadable-date       a day that cannot be told: no year, no such day, or month and day could be swapped
publishing-date       the only date is the front matter's, which may be that of publishing
link-text             a link whose text says nothing of where it leads ("here")
empty-link            a link with no address
long-heading          a heading of more than 100 characters
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import takewhile
from pathlib import PurePosixPath

from embeddings.accounts.gathered import groups_of
from embeddings.notes.config import setting
from embeddings.notes.doubts import ALL_FILES, short, speaker_doubts, structure_doubt, title_doubt
from embeddings.notes.fields.event_date import DATES, TALK_DATES, spaced
from embeddings.notes.fields.links import is_web, says_nothing
from embeddings.notes.fields.stated_dates import REACH, is_unread, stated_date, unread_date
from embeddings.notes.formats.base import Block
from embeddings.notes.model import Finding, SessionNote
from embeddings.notes.segment.segmentation import DOUBT
from embeddings.notes.segment.view import View
from embeddings.records import Session
from embeddings.text.dates import DayOrder, find_date, find_dates

LONGEST_HEADING = 100

_AMBIGUOUS = re.compile(r"(?<![\d/.])(0?[1-9]|1[0-2])/(0?[1-9]|1[0-2])/(?:(?:19|20)\d\d|\d\d)(?![\d/])")


def findings_of(
    view: View, sessions: Sequence[SessionNote], order: DayOrder | None = None
) -> Iterator[Finding]:
    """Return the findings of one file, in no particular order; ``order`` is how the folder writes dates."""
    file = view.file
    if message := view.front.problem:
        yield Finding(file, 1, "front-matter", message)
    level = view.config.level_of(file)
    if isinstance(level, int) and view.whole and sum(block.kind == "heading" for block in view.blocks) > 1:
        message = f"level = {level} of quoth.toml is that of no heading here; the file is read as one session"
        yield Finding(file, 1, "settings", message)
    if view.margin < DOUBT and not view.index:
        yield Finding(file, 1, "structure-uncertain", structure_doubt(view, sessions))
    doubt = None if view.index else title_doubt(view)
    if doubt:
        yield Finding(file, view.title.line, "title-uncertain", doubt)
    for block in view.blocks:
        yield from _of_block(file, block, order)
    yield from speaker_doubts(view, sessions)
    for entry in sessions:
        yield from _of_session(view, entry)


def _of_block(file: str, block: Block, order: DayOrder | None) -> Iterator[Finding]:
    if block.kind == "heading" and len(block.title) > LONGEST_HEADING:
        message = f"a heading of {len(block.title)} characters; is it text?"
        yield Finding(file, block.line, "long-heading", message)
    ambiguous = _AMBIGUOUS.search(block.title) if block.kind == "heading" else None
    told = not ambiguous or order is not None or any(when.iso() for when in find_dates(block.title))
    if ambiguous and not told and int(ambiguous[1]) != int(ambiguous[2]):
        yield _of_two_days(file, block.line, ambiguous[0])
    for link in block.links:
        if link.embedded:
            continue
        if not link.url.strip():
            shown = f' "{short(link.text)}"' if link.text else ""
            hint = "; its text, an address, is taken" if is_web(link.text) else ""
            yield Finding(file, link.line, "empty-link", f"the link{shown} has no address{hint}")
        elif says_nothing(link.text):
            shown = f'"{short(link.text)}"' if link.text else "an empty text"
            yield Finding(file, link.line, "link-text", f"{shown} does not say where the link leads")


def _of_session(view: View, entry: SessionNote) -> Iterator[Finding]:
    session = entry.session
    title = short(session.title)
    if session.kind == "talk" and not session.speakers:
        yield Finding(view.file, session.line, "no-speaker", f'no speaker found for "{title}"')
    if not session.words:
        yield Finding(view.file, session.line, "no-text", f'"{title}" has no text')
    if session.date and session.date == view.front.date("date") and not _states(view, session.date):
        line = view.front.lines.get("date", 1)
        message = "the date is taken from the front matter; if it is that of publishing, add event_date"
        yield Finding(view.file, line, "publishing-date", message)
    if session.date is None:
        stated = [view.blocks[0].text if view.blocks else "", session.group or "", session.title]
        found = next((text for text in stated if _without_year(text)), None)
        yield from _unclear(view, session)
        yield from _unread(view, session)
        named = find_date(spaced(PurePosixPath(view.file).stem))
        if named and named.swappable:
            mark = named.swappable
            yield _of_two_days(view.file, 1, mark.join(map(str, (named.day, named.month, named.year))))
        if found:
            message = (
                f'"{short(found)}" names a day but no year; add it, or one line such as '
                f"{setting(view.file, 'year', 2024)} to quoth.toml"
            )
            yield Finding(view.file, session.line, "unreadable-date", message)


def _unclear(view: View, session: Session) -> Iterator[Finding]:
    """Return a finding for the line that dates a session in a way that could be two days."""
    first = bisect_left(view.blocks, session.line, key=lambda block: block.line)
    for block in view.blocks[first : first + REACH]:
        if block.line > session.end_line:
            return
        ambiguous = _AMBIGUOUS.search(block.text) if block.kind != "heading" else None
        when = stated_date([block]) if ambiguous else None
        if ambiguous and when and when.swappable == "/":
            line = block.line + block.text.count("\n", 0, ambiguous.start())
            yield _of_two_days(view.file, line, ambiguous[0])
            return


def _unread(view: View, session: Session) -> Iterator[Finding]:
    """Return findings for what is meant for the date of a session and is none, in front matter or a line."""
    for key in (*TALK_DATES, *DATES):
        text = view.front.text(key)
        if text is None or view.front.date(key) is not None:
            continue
        when = find_date(text)
        if when and when.swappable == "/":
            yield _of_two_days(view.file, view.front.lines.get(key, 1), text)
        elif is_unread(text):
            yield _of_no_day(view.file, view.front.lines.get(key, 1), text)
    first = bisect_left(view.blocks, session.line, key=lambda block: block.line)
    own = takewhile(lambda block: block.line <= session.end_line, view.blocks[first : first + REACH])
    if unread := unread_date(own):
        yield _of_no_day(view.file, unread[1], unread[0])


def _of_no_day(file: str, line: int, date: str) -> Finding:
    message = f'"{short(date)}" is no date that can be read; write it as YYYY-MM-DD'
    return Finding(file, line, "unreadable-date", message)


def _of_two_days(file: str, line: int, date: str) -> Finding:
    message = (
        f"{date} could be two days; write it as YYYY-MM-DD, or add one line to quoth.toml: "
        f"{setting(file, 'dates', 'day first')} or {setting(file, 'dates', 'month first')} {ALL_FILES}"
    )
    return Finding(file, line, "unreadable-date", message)


def _states(view: View, date: str) -> bool:
    """Whether the file's path or another key of its front matter gives the date as well."""
    written = [when.iso() for part in view.file.split("/") for when in find_dates(part)]
    return date in written or view.front.date(*TALK_DATES) is not None


def _without_year(text: str) -> bool:
    when = find_date(text.split("\n")[0])
    return when is not None and when.year is None


def duplicates(entries: Sequence[SessionNote]) -> Iterator[Finding]:
    """Return a finding for every session whose title another one has, over all files; what several people
    noted of one session is no other.
    """
    groups = groups_of([entry.session for entry in entries])
    of = {session.id: number for number, group in enumerate(groups) for session in group}
    seen: dict[str, SessionNote] = {}
    for entry in entries:
        session = entry.session
        first = seen.setdefault(" ".join(session.title.casefold().split()), entry)
        if first is not entry and not (session.id in of and of[session.id] == of.get(first.session.id)):
            where = f"{first.session.file}:{first.session.line}"
            message = f'"{short(session.title)}" is also the title at {where}'
            yield Finding(session.file, session.line, "duplicate-title", message)
