"""The sessions as they were ingested last, held in memory: autocomplete and lists never wait for them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from bot.render.labels import UNTITLED, joined, names, role_and_company
from bot.render.shorten import cut, length, plain
from embeddings.digest import directory
from embeddings.index import fields
from embeddings.records import Day, Session, Speaker
from embeddings.text.addresses import same_link
from embeddings.text.tokens import fold

OFFERED = 25
"""Lines that are offered at once: as many as chat platforms take."""
TEXT = 100
"""Units of a line's label and of its value: as long as chat platforms take."""
_NEAR = 70
"""Likeness of a misspelt name (0 to 100) from which on it is offered."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A line that autocomplete offers: what is shown, and what the command is then given."""

    label: str
    value: str


def token(session_id: str) -> str:
    """Return a session's id as it fits a menu's value: itself, or its digest where it is too long."""
    if session_id.strip() and length(session_id) <= TEXT and not session_id.startswith("#"):
        return session_id
    return "#" + hashlib.sha256(session_id.encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Suggestions:
    """All sessions and days of one state of the library."""

    sessions: tuple[Session, ...] = ()
    days: tuple[Day, ...] = ()
    _by_token: dict[str, Session] = field(init=False, repr=False)
    _by_link: dict[str, Session] = field(init=False, repr=False)
    _titles: tuple[tuple[str, Choice], ...] = field(init=False, repr=False)
    _people: tuple[tuple[str, Choice], ...] = field(init=False, repr=False)
    _days: tuple[tuple[str, Choice], ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        by_token = {token(one.id): session for session in self.sessions for one in session.all_accounts}
        object.__setattr__(self, "_by_token", by_token)
        held = directory.links(self.sessions)
        by_link = {same_link(one.link.url): one.sessions[0] for one in held if len(one.sessions) == 1}
        object.__setattr__(self, "_by_link", by_link)
        object.__setattr__(self, "_titles", tuple(map(_session_choice, self.sessions)))
        object.__setattr__(self, "_people", tuple(_people_choices(self.sessions)))
        object.__setattr__(self, "_days", tuple(_day_choices(self.days)))

    def find(self, session_token: str) -> Session | None:
        """Return the session of a menu's value, None where the notes no longer hold it."""
        return self._by_token.get(session_token)

    def at(self, url: str) -> Session | None:
        """Return the one session that links to an address, however written; None for none or several."""
        return self._by_link.get(same_link(url))

    def suggest_sessions(self, typed: str) -> list[Choice]:
        """Offer sessions by title, speaker, company and sponsor."""
        return _suggest(self._titles, typed)

    def suggest_people(self, typed: str) -> list[Choice]:
        """Offer speakers."""
        return _suggest(self._people, typed)

    def suggest_days(self, typed: str) -> list[Choice]:
        """Offer days by label, date and event."""
        return _suggest(self._days, typed)

    def by_speaker(self, name: str) -> list[tuple[Speaker, list[Session]]]:
        """Return the speakers that ``name`` fits (a part of it will do) and the sessions of each."""
        wanted = fold(plain(name)).split()
        people: dict[str, tuple[Speaker, list[Session]]] = {}
        for session in self.sessions:
            for speaker in session.speakers:
                if wanted and _holds(fold(speaker.name), wanted):
                    people.setdefault(fold(speaker.name), (speaker, []))[1].append(session)
        exact = people.get(" ".join(wanted))
        return [exact] if exact is not None else list(people.values())

    def nearest_people(self, name: str, limit: int = 3) -> list[str]:
        """Return the names that are spelt most like ``name``."""
        spoke = sorted({speaker.name for session in self.sessions for speaker in session.speakers})
        found = process.extract(name, spoke, scorer=fuzz.WRatio, processor=fold, limit=limit)
        return [match for match, likeness, _ in found if likeness >= _NEAR]


def _session_choice(session: Session) -> tuple[str, Choice]:
    people = names(session)
    sponsor = session.sponsor or ""
    searched = fields.searched(session)
    words = [searched.title, searched.names, session.day or ""]
    shown = " · ".join(part for part in (session.title, people or sponsor, session.day) if part)
    return fold(" ".join(words)), Choice(cut(plain(shown), TEXT) or UNTITLED, token(session.id))


def _people_choices(sessions: Iterable[Session]) -> Iterable[tuple[str, Choice]]:
    seen: dict[str, Speaker] = {}
    for session in sessions:
        for speaker in session.speakers:
            seen.setdefault(fold(speaker.name), speaker)
    for folded, speaker in sorted(seen.items()):
        name = cut(plain(speaker.name), TEXT)
        about = role_and_company(speaker)
        label = cut(plain(f"{speaker.name} · {about}" if about else speaker.name), TEXT)
        if name:
            yield f"{folded} {fold(speaker.company or '')}", Choice(label, name)


def _day_choices(days: Iterable[Day]) -> Iterable[tuple[str, Choice]]:
    labels = [day.name for day in days]
    for day in days:
        # A label that two events share says nothing; the date does.
        value = day.date if labels.count(day.name) > 1 and day.date else day.name
        shown = joined(day.event, day.title, day.date)
        if len(value) <= TEXT and plain(value):
            # An event may be called by nothing that can be seen; the name of the day then shows it.
            label = cut(plain(shown), TEXT) or cut(plain(value), TEXT)
            yield fold(f"{shown} {day.label or ''} {day.name}"), Choice(label, value)


def _holds(folded: str, wanted: Sequence[str]) -> bool:
    words = folded.split()
    return all(any(word.startswith(part) for word in words) for part in wanted)


def _suggest(entries: Sequence[tuple[str, Choice]], typed: str) -> list[Choice]:
    """Offer what every typed word begins a word of, then what holds them, then what is spelt like them."""
    # Bounded: Discord sends up to 6000 characters, and everyone waits while they are compared.
    wanted = list(dict.fromkeys(fold(typed[:TEXT]).split()))
    if not wanted:
        found = [choice for _, choice in entries]
    else:
        found = [choice for folded, choice in entries if _holds(folded, wanted)]
        if len(found) < OFFERED:
            found += [choice for folded, choice in entries if all(part in folded for part in wanted)]
        if not found:
            texts = [folded for folded, _ in entries]
            near = process.extract(
                " ".join(wanted), texts, scorer=fuzz.partial_ratio, score_cutoff=_NEAR, limit=OFFERED
            )
            found = [entries[index][1] for _, _, index in near]
    unique = {choice.value: choice for choice in reversed(found)}
    return list(reversed(unique.values()))[:OFFERED]
