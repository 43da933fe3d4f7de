"""Folders that are named by who took the notes in them: ``anna/day1.md`` beside ``ben/day1.md``.

A folder is taken for a person's only where it holds sessions that the folder beside it holds too, in other
words: one name beside another says nothing by itself.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from embeddings.accounts.gathered import groups_of
from embeddings.notes.fields.vocabulary.lists import single
from embeddings.notes.model import Note, SessionNote
from embeddings.records import Session
from embeddings.text.dates import is_only_date

_LEAST = 2
"""Sessions that two folders must share: one may have its title by chance."""
_SHARE = 0.3
"""Of the sessions of the smaller folder."""
_COPIED = 0.5
"""Share of an account's text from which on, standing in the other too, it is a copy."""
_NO_PEOPLE = single(
    """
    archive archives archived backup backups old new raw draft drafts final finals final edited clean copy
    copies docs doc notes note talks talk sessions session slides slide summary summaries summarised
    summarized short long full transcript transcripts abstracts abstract agenda schedule programme program
    keynotes keynote workshops workshop panels inbox images img assets src source sources export exports
    markdown html text plain posts post pages blog wiki site public private shared english french german
    spanish portuguese japanese chinese korean italian translated translations translation original
    originals version versions review reviews reviewed misc other others tmp temp test tests
    """
)


def named_by_folder(notes: Sequence[Note]) -> tuple[Note, ...]:
    """Return the notes, those in folders of several attendees with the folder's name as the note taker."""
    takers: dict[str, str] = {}
    for folders in _beside_each_other(notes):
        for folder in _attendees(folders):
            takers[folder] = _as_name(folder.rpartition("/")[2])
    if not takers:
        return tuple(notes)
    return tuple(_taken_by(note, takers) for note in notes)


def _taken_by(note: Note, takers: Mapping[str, str]) -> Note:
    taker = next((name for folder, name in takers.items() if note.file.startswith(f"{folder}/")), None)
    if taker is None:
        return note
    sessions = tuple(
        entry if entry.session.noted_by else replace(entry, session=replace(entry.session, noted_by=taker))
        for entry in note.sessions
    )
    return replace(note, sessions=sessions)


def _beside_each_other(notes: Sequence[Note]) -> Iterator[dict[str, list[SessionNote]]]:
    """Yield, for each folder that holds several which may be people's, those with their sessions."""
    found: defaultdict[str, defaultdict[str, list[SessionNote]]] = defaultdict(lambda: defaultdict(list))
    for note in notes:
        steps = note.file.split("/")[:-1]
        for depth, name in enumerate(steps):
            if _may_be_name(name):
                parent = "/".join(steps[:depth])
                found[parent]["/".join(steps[: depth + 1])] += note.sessions
    for folders in found.values():
        if len(folders) > 1:
            yield folders


def _may_be_name(folder: str) -> bool:
    words = folder.replace("-", " ").replace("_", " ").replace(".", " ").split()
    return (
        0 < len(words) <= 3
        and all(word.isalpha() and len(word) > 1 for word in words)
        and len("".join(words)) > 2
        and not any(word.casefold() in _NO_PEOPLE for word in words)
        and not is_only_date(" ".join(words))
    )


def _attendees(folders: Mapping[str, Sequence[SessionNote]]) -> set[str]:
    """Return the folders that hold notes of the same sessions as another of them."""
    entries = {entry.session.id: (folder, entry) for folder, held in folders.items() for entry in held}
    titles = Counter(entry.session.title.casefold() for _, entry in entries.values())
    records = [
        replace(entry.session, noted_by=folder)
        for folder, entry in entries.values()
        # Most folders share no title: of them nothing else is compared.
        if entry.session.code or titles[entry.session.title.casefold()] > 1
    ]
    shared: Counter[tuple[str, str]] = Counter()
    for group in groups_of(records, near=False):
        for one, other in combinations(group, 2):
            if not _is_copied(entries[one.id][1], entries[other.id][1]):
                shared[_pair(one, other)] += 1
    found: set[str] = set()
    for pair, count in shared.items():
        if count >= max(_LEAST, _SHARE * min(len(folders[folder]) for folder in pair)):
            found.update(pair)
    return found


def _pair(one: Session, other: Session) -> tuple[str, str]:
    first, second = sorted((one.noted_by or "", other.noted_by or ""))
    return first, second


def _is_copied(one: SessionNote, other: SessionNote) -> bool:
    """Tell whether one text is mostly the other's, or a translation of it: no account of its own."""
    if one.session.language != other.session.language:
        return True
    texts = [{" ".join(block.text.split()) for block in entry.text_blocks} for entry in (one, other)]
    smaller = min(map(len, texts))
    return smaller > 0 and len(texts[0] & texts[1]) > _COPIED * smaller


def _as_name(folder: str) -> str:
    """Return the name of a folder as a person's: "anna-berg" is Anna Berg."""
    words = folder.replace("-", " ").replace("_", " ").replace(".", " ").split()
    return " ".join(word.capitalize() if word.islower() else word for word in words)
