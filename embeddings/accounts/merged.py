"""Several accounts of one session as one session: all who spoke, all links, each once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from embeddings.accounts.same_session import same_speaker, title_words
from embeddings.records import Link, Session, Speaker
from embeddings.text.addresses import same_link

T = TypeVar("T")


def merged(records: Sequence[Session]) -> Session:
    """Return the session that ``records``, in the order of the notes, are accounts of.

    It is called, and stands, as in the first that holds more than its title. People and links that only
    another account has are without a line, since a line is one of that file.
    """
    titled = [record for record in records if title_words(record)] or records
    first = next((record for record in titled if record.words), titled[0])
    ordered = [first, *(record for record in records if record is not first)]
    places = {f"{record.file}:{record.line}" for record in records}

    def known(field: Callable[[Session], T | None]) -> T | None:
        return next((value for record in ordered if (value := field(record))), None)

    return replace(
        first,
        event=known(lambda record: record.event),
        day=known(lambda record: record.day),
        date=known(lambda record: record.date),
        kind="talk" if any(record.kind == "talk" for record in records) else first.kind,
        sponsor=known(lambda record: record.sponsor),
        speakers=_speakers(ordered),
        links=_links(ordered),
        words=sum(record.words for record in records),
        group=known(lambda record: record.group),
        code=known(lambda record: record.code),
        also=tuple(place for place in first.also if place not in places),
        accounts=tuple(replace(record, account_of=first.id) for record in records),
    )


def _speakers(records: Sequence[Session]) -> tuple[Speaker, ...]:
    found = list(records[0].speakers)
    for speaker in (speaker for record in records[1:] for speaker in record.speakers):
        place = next((n for n, known in enumerate(found) if same_speaker(known, speaker)), None)
        if place is None:
            found.append(replace(speaker, line=None))
        else:
            known = found[place]
            found[place] = replace(
                known, role=known.role or speaker.role, company=known.company or speaker.company
            )
    return tuple(found)


def _links(records: Sequence[Session]) -> tuple[Link, ...]:
    found = {same_link(link.url): link for link in reversed(records[0].links)}
    ordered = dict.fromkeys(map(same_link, (link.url for link in records[0].links)))
    for link in (link for record in records[1:] for link in record.links):
        key = same_link(link.url)
        ordered.setdefault(key)
        known = found.setdefault(key, replace(link, line=None))
        if link.recording and not known.recording:
            found[key] = replace(known, recording=True)
    return tuple(found[key] for key in ordered)
