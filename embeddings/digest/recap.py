"""A day told in the notes' own words: of each session two or three sentences that carry it (see ``extract``),
and the author's review (see ``review``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from embeddings.digest.attribution import Attribution
from embeddings.digest.extract import Candidates, choose
from embeddings.index.catalogue import called
from embeddings.index.snapshot import Snapshot
from embeddings.proof import lines_of
from embeddings.quoting import Joins, quote_of
from embeddings.records import NO_RECORDING, ONLY_CODE, ONLY_TITLE, Link, Quote, Session

MOST = 3
"""Sentences of a session."""
MOST_OTHER = 2
"""Sentences of an entry that is no talk (a meal, a party)."""


@dataclass(frozen=True, slots=True)
class AttributedQuote:
    """A quote, and whose words it is in where that can be told."""

    quote: Quote
    attribution: Attribution | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the published form: a quote's with ``voice``, the attribution."""
        return {**self.quote.as_json(), "voice": self.attribution}


@dataclass(frozen=True, slots=True)
class RecapEntry:
    """One session of a recap."""

    session: Session
    quotes: tuple[AttributedQuote, ...] = ()
    """In the order of the notes; none where the notes have only the title."""
    review: Quote | None = None
    """The author's own judgement of the session, where there is one; not among ``quotes``."""
    has_code: bool = False
    """Whether the notes show code, of which no quote is made here."""

    @property
    def links(self) -> tuple[Link, ...]:
        """The session's links, recordings first."""
        return tuple(sorted(self.session.links, key=lambda link: not link.recording))

    @property
    def remark(self) -> str | None:
        """What the notes lack, in a set phrase."""
        if not self.quotes and self.review is None:
            return ONLY_CODE if self.has_code else ONLY_TITLE
        return NO_RECORDING if self.session.lacks_recording else None

    def as_json(self) -> dict[str, Any]:
        """Return the published form: a session's with its quotes, ``verdict`` (the review) and remark."""
        return {
            **self.session.as_json(),
            "quotes": [said.as_json() for said in self.quotes],
            "verdict": self.review.as_json() if self.review else None,
            "remark": self.remark,
        }


@dataclass(frozen=True, slots=True)
class Recap:
    """A day of an event, or one file's worth of sessions where the notes name no day."""

    event: str | None
    day: str | None
    date: str | None
    """ISO 8601 or None."""
    entries: tuple[RecapEntry, ...]
    """In the order of the notes."""

    @property
    def title(self) -> str:
        """What a person may call it: event and day, with the date where nothing else is known."""
        return " · ".join(
            dict.fromkeys(part for part in (self.event, self.day or self.date) if part)
        ) or called([entry.session for entry in self.entries])

    @property
    def files(self) -> tuple[str, ...]:
        """The files it is from, in the order of the notes."""
        return tuple(dict.fromkeys(file for entry in self.entries for file in entry.session.files))

    def as_json(self) -> dict[str, Any]:
        """Return the published form."""
        return {
            "event": self.event,
            "day": self.day,
            "date": self.date,
            "files": list(self.files),
            "sessions": [entry.as_json() for entry in self.entries],
        }


def recaps(snapshot: Snapshot, sessions: Sequence[Session]) -> list[Recap]:
    """Recap ``sessions``, gathered by day, or by file where no day is named, in the order of the notes."""
    days: dict[tuple[str | None, ...], list[RecapEntry]] = {}
    for session in sessions:
        day = (session.event, session.day, session.date)
        key = day if any(day) else (session.file,)
        days.setdefault(key, []).append(recap_entry(snapshot, session))
    return [
        Recap(first.event, first.day, first.date, tuple(entries))
        for entries in days.values()
        for first in [entries[0].session]
    ]


def recap_entry(snapshot: Snapshot, session: Session, most: int | None = None) -> RecapEntry:
    """Recap one session in at most ``most`` sentences, by default as many as in the recap of a day."""
    accounts = session.all_accounts
    each = [Candidates.of(snapshot, account, lines_of(snapshot.notes, account.file)) for account in accounts]
    chosen = choose(Candidates.joined(each), most or (MOST if session.kind == "talk" else MOST_OTHER))
    quotes: list[AttributedQuote] = []
    reviews: list[Quote] = []
    before = 0
    for account, own in zip(accounts, each, strict=True):
        taken = [place - before for place in chosen if before <= place < before + len(own.body)]
        before += len(own.body)
        quotes += _said(own, taken, account, lines_of(snapshot.notes, account.file))
        if own.review is not None:
            reviews.append(quote_of([own.members[own.review]], account))
    return RecapEntry(
        session,
        tuple(quotes),
        reviews[0] if reviews else None,
        any(member.kind == "code" for own in each for member in own.members),
    )


def _said(
    found: Candidates, chosen: Sequence[int], session: Session, lines: Sequence[str]
) -> list[AttributedQuote]:
    """Quote the chosen segments; sentences that follow each other in one paragraph are one quote."""
    joins = Joins(found.members, session, lines)
    return [
        AttributedQuote(joins.quote(run), found.attributions[run[0]])
        for run in joins.runs((found.body[k] for k in chosen), lambda place: _continues(found, place))
    ]


def _continues(found: Candidates, place: int) -> bool:
    """Tell whether the segment at ``place`` goes on with the paragraph before it, in the same words."""
    before, segment = found.members[place - 1], found.members[place]
    return (
        before.text_block == segment.text_block
        and segment.kind == "prose"
        and found.attributions[place - 1] == found.attributions[place]
    )
