"""Other hands than ours: what a habit of writing may not do to the sessions of a folder of notes.

The invented collections are always read; real ones too, where QUOTH_CORPORA names the folder that holds them.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from statistics import mean

import pytest

from tests.notes.mutations import MUTATIONS
from tests.notes.survival import Notes, notes_in, survival
from tests.paths import COLLECTIONS

FLOORS = {
    "headings one level deeper": 100,
    "headings one level higher": 100,
    "headings as bold lines": 100,
    "headings in HTML": 100,
    "no-break space after #": 100,
    "headings underlined": 99,
    "numbers before headings": 100,
    "emoji before headings": 100,
    "headings closed by #": 100,
    "headings that end in a colon": 100,
    "headings in capitals": 99,
    "attributes after headings": 100,
    "a link back on top": 100,
    "a line of tags on top": 100,
    "a table of contents": 100,
    "front matter": 100,
    "CRLF": 100,
    "a byte order mark": 100,
    "one file a session": 100,
    "all in one file": 97,
    "each file an index.md": 100,
    "speakers in bullets": 100,
    "company on the next line": 100,
    "speakers with a label": 100,
    "speakers in italics": 100,
    "bullets of a word processor": 100,
    "two spaces at each end": 100,
    "empty lines doubled": 100,
}
"""The least percentage of the sessions of a collection, on average, that are still found by title."""


PEOPLE = {
    "speakers in bullets": 91,
    "company on the next line": 87,
    "speakers with a label": 98,
    "speakers in italics": 99,
}
"""The least percentage of these sessions, on average, of which the speakers are the same as before."""


LEAST = 95
"""The same for real notes, whatever the habit."""

CORPORA = os.environ.get("QUOTH_CORPORA")


@cache
def collections() -> dict[str, Notes]:
    return {path.name: notes_in(path / "notes") for path in sorted(COLLECTIONS.iterdir())}


@cache
def real_notes() -> dict[str, Notes]:
    return {path.name: notes_in(path) for path in sorted(Path(CORPORA or "").iterdir()) if path.is_dir()}


def test_every_habit_has_a_floor() -> None:
    assert set(FLOORS) == set(MUTATIONS)


def _check(habit: str, notes: dict[str, Notes], floor: int) -> None:
    results = {name: survival(folder, MUTATIONS[habit]) for name, folder in notes.items()}
    known = {name: result for name, result in results.items() if result is not None}
    if not known:
        pytest.skip(f"{habit}: changes none of the collections")
    share = 100 * mean(result.found for result in known.values())
    lost = [title for result in known.values() for title in result.lost]
    assert share >= floor, f"{habit}: {share:.1f} % found; lost {lost[:5]}"


@pytest.mark.parametrize("habit", MUTATIONS)
def test_notes_are_read_whatever_the_habit(habit: str) -> None:
    assert any(survival(folder, MUTATIONS[habit]) for folder in collections().values()), "changes nothing"
    _check(habit, collections(), FLOORS[habit])


@pytest.mark.parametrize("habit", PEOPLE)
def test_speakers_are_read_however_they_are_written(habit: str) -> None:
    results = [survival(folder, MUTATIONS[habit]) for folder in collections().values()]
    share = 100 * mean(result.speakers for result in results if result is not None)
    assert share >= PEOPLE[habit], f"{habit}: the same speakers in {share:.1f} %"


@pytest.mark.skipif(not CORPORA, reason="QUOTH_CORPORA names no folder of real notes")
@pytest.mark.parametrize("habit", MUTATIONS)
def test_real_notes_are_read_whatever_the_habit(habit: str) -> None:
    _check(habit, real_notes(), LEAST)
