"""What runs through all sessions, read off their records: the links, each once, and who spoke."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from embeddings.records import Link, Session
from embeddings.text import tokens
from embeddings.text.addresses import same_link

_NAMED = 12
"""People who are named before the rest is counted."""


@dataclass(frozen=True, slots=True)
class LinkEntry:
    """A link with every session that holds it."""

    link: Link
    sessions: tuple[Session, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the published form."""
        return {**self.link.as_json(), "sessions": [session.as_short_json() for session in self.sessions]}


@dataclass(frozen=True, slots=True)
class SpeakerEntry:
    """A person with every session that names them."""

    name: str
    roles: tuple[str, ...]
    """As the notes give them, each once."""
    companies: tuple[str, ...]
    sessions: tuple[Session, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the published form."""
        return {
            "name": self.name,
            "roles": list(self.roles),
            "companies": list(self.companies),
            "sessions": [session.as_short_json() for session in self.sessions],
        }


def listed(names: Sequence[str]) -> str:
    """Return names in a row, the rest of very many counted."""
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


def links(sessions: Iterable[Session]) -> list[LinkEntry]:
    """Return the links of ``sessions``, each once, in the order of the notes; a recording counts as one
    wherever it is.
    """
    found: dict[str, tuple[Link, dict[str, Session]]] = {}
    for session in sessions:
        for link in session.links:
            key = same_link(link.url)
            first, holders = found.setdefault(key, (link, {}))
            holders.setdefault(session.id, session)
            if link.recording and not first.recording:
                found[key] = (link, holders)
    return [LinkEntry(link, tuple(holders.values())) for link, holders in found.values()]


def speakers(sessions: Iterable[Session]) -> list[SpeakerEntry]:
    """Return who spoke, by the last word of the name, with roles and companies as the notes give them."""
    found: dict[str, tuple[str, dict[str, None], dict[str, None], dict[str, Session]]] = {}
    for session in sessions:
        for person in session.speakers:
            key = tokens.fold(person.name)
            _, roles, companies, held = found.setdefault(key, (person.name, {}, {}, {}))
            if person.role:
                roles.setdefault(person.role)
            if person.company:
                companies.setdefault(person.company)
            held.setdefault(session.id, session)
    entries = [
        SpeakerEntry(name, tuple(roles), tuple(companies), tuple(held.values()))
        for name, roles, companies, held in found.values()
    ]
    return sorted(
        entries, key=lambda entry: ((tokens.fold(entry.name).split() or [""])[-1], tokens.fold(entry.name))
    )
