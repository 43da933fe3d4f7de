"""Records to sessions: what several people noted of one session is listed once, with an account of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations

from embeddings.accounts.merged import merged
from embeddings.accounts.same_session import (
    agree,
    code_of,
    may_be_same,
    near_title,
    same_code,
    same_words,
    title_words,
)
from embeddings.records import Session
from embeddings.text import tokens

_MOST = 400
"""Records of one day whose titles are compared letter by letter; no two or three people note more."""


def gathered(records: Sequence[Session]) -> list[Session]:
    """Return the sessions of ``records``, in the order of the notes.

    A session has at most one account of each person, and of each file. Where nothing tells who took notes,
    every record is a session.
    """
    groups = groups_of(records)
    if not groups:
        return list(records)
    place = {record.id: number for number, record in enumerate(records)}
    sessions: dict[int, Session] = {
        min(place[one.id] for one in group): merged(sorted(group, key=lambda one: place[one.id]))
        for group in groups
    }
    within = {record.id for group in groups for record in group}
    sessions |= {place[record.id]: record for record in records if record.id not in within}
    return _by_day([sessions[number] for number in sorted(sessions)])


def _by_day(sessions: Sequence[Session]) -> list[Session]:
    """Return sessions with those of one day together: what one person alone noted comes after the others."""
    days: dict[tuple[str | None, ...], list[Session]] = {}
    for session in sessions:
        known = session.day or session.date or session.event
        key = (session.event, session.day, session.date) if known else (session.file,)
        days.setdefault(key, []).append(session)
    return [session for members in days.values() for session in members]


def groups_of(records: Sequence[Session], *, near: bool = True) -> list[list[Session]]:
    """Return the records of each session that several took notes of, also with titles spelt otherwise where
    ``near``.
    """
    if not any(record.noted_by for record in records):
        return []
    group_of: dict[str, list[Session]] = {}
    for first, second in _pairs(records, near=near):
        one, other = (group_of.get(record.id, [record]) for record in (first, second))
        whole = [*one, *other]
        if one is other or not _each_of_another(whole):
            continue
        if all(may_be_same(a, b) for a in one for b in other) and all(agree(a, whole) for a in whole):
            group_of |= {record.id: whole for record in whole}
    return list({id(group): group for group in group_of.values()}.values())


def _pairs(records: Sequence[Session], *, near: bool) -> Iterator[tuple[Session, Session]]:
    """Yield the pairs of records that are of one session, the surest first."""
    coded = _buckets(records, lambda record: code_of(record) or "")
    yield from _unambiguous(coded, same_code)
    titled = _buckets(records, lambda record: " ".join(title_words(record)))
    yield from _unambiguous(titled, same_words)
    # A day is told by its date, by its label, or by the file: two records may share any of them.
    days: tuple[Callable[[Session], str], ...] = (
        lambda record: record.date or "",
        lambda record: tokens.fold_line(record.day or ""),
        lambda record: record.file.rpartition("/")[2],
    )
    for day in days if near else ():
        yield from _unambiguous(
            (bucket for bucket in _buckets(records, day) if len(bucket) <= _MOST), near_title
        )


def _buckets(records: Iterable[Session], key: Callable[[Session], str]) -> list[list[Session]]:
    found: defaultdict[str, list[Session]] = defaultdict(list)
    for record in records:
        if shared := key(record):
            found[shared].append(record)
    return [bucket for bucket in found.values() if len(bucket) > 1]


def _unambiguous(
    buckets: Iterable[Sequence[Session]], same: Callable[[Session, Session], bool]
) -> Iterator[tuple[Session, Session]]:
    """Yield the pairs that are the ``same``, but for a record that may be of one or another session."""
    for bucket in buckets:
        found = [
            (one, other)
            for one, other in combinations(bucket, 2)
            if may_be_same(one, other) and same(one, other)
        ]
        partners: defaultdict[str, list[Session]] = defaultdict(list)
        for one, other in found:
            partners[one.id].append(other)
            partners[other.id].append(one)
        told = {
            record.id
            for record in bucket
            if agree(record, partners[record.id]) and _each_of_another(partners[record.id])
        }
        yield from ((one, other) for one, other in found if one.id in told and other.id in told)


def _each_of_another(records: Sequence[Session]) -> bool:
    """Tell whether no two of ``records`` are one person's."""
    return len({record.noted_by for record in records}) == len(records)
