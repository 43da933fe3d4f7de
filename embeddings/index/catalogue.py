"""Every session record of the library, in memory, and what is asked of records: by day, by name, by title."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from rapidfuzz import fuzz, process

from embeddings.accounts.gathered import gathered
from embeddings.errors import UnknownDayError, UnknownSessionError
from embeddings.index import fields
from embeddings.index.vocabulary import Vocabulary
from embeddings.records import Day, Session, talks_of
from embeddings.text import tokens
from embeddings.text.dates import weekday_called, weekday_of
from embeddings.text.document_names import humanised, is_general
from embeddings.text.inflections import related_forms

_NEAR = 60.0
"""Of 100: titles less alike than this are not worth offering as "did you mean"."""
_SAME = 85.0
"""Of 100: a title this much like what was typed is taken as meant."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A session with its searchable fields as stems, none twice: tuples, which take less memory than sets."""

    session: Session
    title: tuple[str, ...]
    people: tuple[str, ...]
    """Of speakers, roles, companies and the sponsor."""
    names: tuple[str, ...]
    """Of speakers, companies and the sponsor, without the roles."""
    where: tuple[str, ...]
    """Of the event, the day, the room and the file."""
    said: str
    """The title's words as they are spoken of: folded, between single spaces."""


class _Entries(dict[str, Entry]):
    """Each session's searchable fields by id, made when first asked for: most sessions never are."""

    def __init__(self, by_id: Mapping[str, Session]) -> None:
        super().__init__()
        self._by_id = by_id

    def __missing__(self, session: str) -> Entry:
        entry = self[session] = _entry(self._by_id[session])
        return entry


class Catalogue:
    """The sessions of one state of the library, in the order of the notes."""

    def __init__(self, sessions: Sequence[Session], vocabulary: dict[str, int]) -> None:
        """Take the records and, for each word of the notes, how many of them use it."""
        listed = [session for session in sessions if session.is_listed]
        self.sessions = tuple(gathered(listed))
        """What several took notes of is one, with an account of each."""
        self.outside = {session.id: session for session in sessions if session.kind == "outside"}
        """Text that is in no session, by id: never listed, and searched by itself."""
        aside = {word for word in vocabulary if word.startswith(fields.OUTSIDE)}
        self.vocabulary = Vocabulary({w: count for w, count in vocabulary.items() if w not in aside})
        self._aside = frozenset(word.removeprefix(fields.OUTSIDE) for word in aside)
        self.by_id = {account.id: one for one in self.sessions for account in one.all_accounts} | self.outside
        """By the ids of their accounts too, and what is outside the sessions."""
        self.entries: Mapping[str, Entry] = _Entries(self.by_id)
        """Each session's searchable fields, by id; ask by key."""
        self.languages = tuple(sorted({session.language for session in listed or sessions}))

    def account_ids(self, sessions: Iterable[str]) -> list[str]:
        """Return the ids that the store knows these sessions by: one for each account."""
        return [account.id for session in sessions for account in self.by_id[session].all_accounts]

    @cached_property
    def stem_counts(self) -> dict[str, int]:
        """How many sessions use a word of each stem, or are of an event, a day or a file named so.

        An upper bound: words of one stem are added up.
        """
        counts: dict[str, int] = {}
        for word, count in self.vocabulary.items():
            for stem in tokens.stem_forms(word, self.languages):
                counts[stem] = counts.get(stem, 0) + count
        # Who asks for "Harbour Days" means all sessions of it, though none may say its name.
        for where, sessions in Counter(fields.searched(session).where for session in self.sessions).items():
            for word in set(tokens.tokenize(where)):
                for stem in tokens.stem_forms(word, self.languages):
                    counts[stem] = counts.get(stem, 0) + sessions
        return counts

    @cached_property
    def aside(self) -> frozenset[str]:
        """The stems of words that stand in the files outside the sessions."""
        return frozenset(stem for word in self._aside for stem in tokens.stem_forms(word, self.languages))

    def holds(self, stems: Iterable[str]) -> bool:
        """Tell whether a word of one of these forms stands anywhere in the notes."""
        return any(stem in self.stem_counts or stem in self.aside for stem in stems)

    def has_form_of(self, word: str) -> bool:
        """Tell whether a word stands anywhere in the notes in another form, such as its plural."""
        forms = related_forms(word, self.languages)
        return any(form in self.vocabulary or form in self._aside for form in forms)

    def idf(self, stems: Iterable[str]) -> float:
        """How much it says that a session uses one of these forms of a word: ln(1 + sessions / users), at
        least 0.
        """
        users = max((self.stem_counts.get(stem, 0) for stem in stems), default=0)
        return math.log(1 + len(self.sessions) / (min(users, len(self.sessions)) + 0.5))

    # ------------------------------------------------------------------ days

    @cached_property
    def days(self) -> tuple[Day, ...]:
        """The days that the notes cover, in their order; what is of no day and no event is by its file."""
        found: dict[tuple[str | None, str | None, str | None, str], list[Session]] = {}
        for session in self.sessions:
            known = session.event or session.day or session.date
            key = (session.event, session.day, session.date, "" if known else session.file)
            found.setdefault(key, []).append(session)
        return tuple(
            Day(
                event,
                label,
                date,
                tuple(dict.fromkeys(file for s in members for file in s.files)),
                len(talks_of(members)),
                called(members) if file else "",
            )
            for (event, label, date, file), members in found.items()
        )

    def sessions_of(self, day: str | None) -> Sequence[Session]:
        """Return the sessions of a day, all where none is named; raises UnknownDayError."""
        return self.sessions if day is None else self.on_day(day)

    def on_day(self, day: str) -> list[Session]:
        """Return the sessions of a day named by label ("Day 4"), number, date, weekday or file, or by what
        that is called; raises UnknownDayError.
        """
        asked = tokens.fold(day).strip()
        found = [
            s
            for s in self.sessions
            if asked in {tokens.fold(name) for name in (s.day, s.date, *s.files, s.event) if name}
        ]
        if not found and asked.isdecimal() and len(asked) < 5:
            found = [s for s in self.sessions if day_number(s.day) == int(asked)]
        if not found:
            weekday = weekday_called(asked)
            found = [s for s in self.sessions if weekday is not None and weekday == weekday_of(s.date)]
        if not found:
            found = [
                s for s in self.sessions if s.day and asked and f" {asked} " in f" {tokens.fold(s.day)} "
            ]
        if not found:
            files = {file for day in self.days if tokens.fold(day.called) == asked for file in day.files}
            found = [s for s in self.sessions if asked and not files.isdisjoint(s.files)]
        if not found:
            there = ", ".join(dict.fromkeys(day.title for day in self.days))
            raise UnknownDayError(f"The notes have no day {day!r}; they cover: {there or 'nothing yet'}.")
        return found

    # ------------------------------------------------------------------ titles

    def find(self, name: str) -> Session:
        """Return the session of this id or title (nearly so typed is enough); raises UnknownSessionError."""
        if name in self.by_id:
            return self.by_id[name]
        asked = tokens.fold(name).strip()
        exact = [
            session
            for session in self.sessions
            if asked in {tokens.fold(name) for name in (*session.titles, session.code) if name}
        ]
        if exact:
            return exact[0]
        inside = [
            session
            for session in self.sessions
            if asked and any(asked in tokens.fold(title) for title in session.titles)
        ]
        if len(inside) == 1:
            return inside[0]
        near = self.nearest_titles(name, 3)
        if near and near[0][1] >= _SAME and (len(near) == 1 or near[0][1] - near[1][1] > 5):
            return near[0][0]
        offers = inside[:3] or [session for session, score in near if score >= _NEAR]
        hint = (
            f" Nearest: {'; '.join(session.title for session in offers)}."
            if offers
            else " `quoth sessions` lists them all."
        )
        raise UnknownSessionError(f"The notes have no session {name!r}.{hint}")

    def nearest_titles(self, text: str, limit: int) -> list[tuple[Session, float]]:
        """Return sessions by likeness of title to ``text``, best first, with a score of 0 to 100."""
        folded = [tokens.fold(session.title) for session in self.sessions]
        found = process.extract(tokens.fold(text), folded, scorer=fuzz.WRatio, limit=limit)
        return [(self.sessions[index], float(score)) for _, score, index in found]


def _entry(session: Session) -> Entry:
    def stems(text: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(tokens.stems(tokens.tokenize(text), session.language)))

    searched = fields.searched(session)
    return Entry(
        session,
        stems(" ".join([searched.title, *session.titles[1:]])),
        stems(searched.people),
        stems(searched.names),
        stems(searched.where),
        " ".join(tokens.tokenize(session.title)),
    )


def called(sessions: Sequence[Session]) -> str:
    """Return what the sessions of one file are called where no day and no event is known of them.

    The title of the only one, else the name of the file, else of its folder where that says nothing.
    """
    if len(sessions) == 1:
        return sessions[0].title
    path = PurePosixPath(sessions[0].file)
    return humanised(path.parent.name if is_general(path.stem) and path.parent.name else path.name)


def day_number(day: str | None) -> int | None:
    """Return the one number in a day's label ("Day 4"), None where there is none or several."""
    digits = "".join(c if c.isdecimal() else " " for c in day or "").split()
    return int(digits[0]) if len(digits) == 1 and len(digits[0]) < 5 else None
