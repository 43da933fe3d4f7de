"""How much of whole collections is understood: sessions, speakers, recordings, links and days.

The invented collections lie in tests/collections/NAME, notes and truth.json. Real ones lie in the folder
that the variable QUOTH_CORPORA names, their truths in ../truth beside it. ``pytest -s`` shows the figures.
A session is found when nine tenths of the words of its title, or of an alias, agree with the truth.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pytest

from embeddings.notes import read_folder
from embeddings.records import Session
from embeddings.text.markdown_words import words
from tests.paths import COLLECTIONS

CORPORA = os.environ.get("QUOTH_CORPORA")
INVENTED = sorted(path.parent for path in COLLECTIONS.glob("*/truth.json"))
FLOORS = {"f1": 0.95, "speakers": 0.9, "video": 0.97, "links": 0.97, "date": 1.0, "day": 1.0}
"""The least share of each figure; a collection that is known to miss one says so in KNOWN."""

KNOWN = {
    # The truth unescapes an address twice that the notes hold as "&amp;amp;"; ours is given as it is written.
    ("b03", "video"): 0.75,
}


@dataclass
class Score:
    """Counts of what was right, of how many."""

    right: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    of: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, name: str, right: bool) -> None:
        self.right[name] += right
        self.of[name] += 1

    def share(self, name: str) -> float | None:
        return self.right[name] / self.of[name] if self.of[name] else None

    @property
    def f1(self) -> float:
        return 2 * self.right["found"] / (self.of["found"] + self.right["found"] + self.of["extra"])


def same(first: str, second: str) -> bool:
    one, two = words(first), words(second)
    return bool(one and two) and (
        one == two or SequenceMatcher(None, one, two, autojunk=False).ratio() >= 0.9
    )


def address(url: str) -> str:
    return re.sub(r"^https?://(www\.)?|/$", "", url.strip().replace("&amp;", "&"))


def people(names: list[str]) -> set[str]:
    return {" ".join(words(re.split(r"[(,]| - ", name)[0])) for name in names}


def score(notes: Path, truth: dict[str, Any]) -> Score:
    """Compare the sessions of a folder with its truth, file by file."""
    result = Score()
    got: dict[str, list[Session]] = defaultdict(list)
    for note in read_folder(notes).notes:
        for entry in note.sessions:
            got[Path(note.file).name].append(entry.session)
    for file in truth["files"]:
        sessions = got.pop(Path(file["file"]).name, [])
        _score_file(result, file, sessions)
    for rest in got.values():
        for _ in rest:
            result.add("extra", False)
    return result


def _score_file(result: Score, file: dict[str, Any], sessions: list[Session]) -> None:
    left = list(sessions)
    for wanted in file["sessions"]:
        titles = [wanted["title"], *wanted.get("aliases", [])]
        hit = next((session for session in left if any(same(session.title, title) for title in titles)), None)
        soft = wanted.get("ambiguous") or re.match(r"social|intro|meta", wanted.get("kind", ""))
        if not soft:
            result.add("found", hit is not None)
        if hit is None:
            continue
        left.remove(hit)
        if "speakers" in wanted:
            result.add("speakers", people(wanted["speakers"]) == people([who.name for who in hit.speakers]))
        if "youtube" in wanted:
            videos = {address(link.url) for link in hit.links if link.kind == "youtube"}
            result.add("video", videos == {address(url) for url in wanted["youtube"]})
        for url in wanted.get("links", []):
            result.add("links", address(url) in {address(link.url) for link in hit.links})
    excused = [
        entry if isinstance(entry, str) else entry.get("title", "") for entry in file.get("non_sessions", [])
    ]
    for session in left:
        if not any(same(session.title, re.split(r" \(", entry)[0]) for entry in excused):
            result.add("extra", False)
    if re.match(r"\d{4}-\d\d-\d\d", file.get("date") or "") and sessions:
        result.add("date", all(session.date == file["date"][:10] for session in sessions))
    number = re.search(r"\d+", str(file.get("day") or ""))
    if number and sessions:
        pattern = rf"(?<!\d)0*{int(number[0])}(?!\d)"
        result.add("day", all(re.search(pattern, str(session.day)) for session in sessions))


def check(name: str, notes: Path, truth: Path) -> None:
    result = score(notes, json.loads(truth.read_text(encoding="utf-8")))
    figures = {"f1": result.f1, **{figure: result.share(figure) for figure in FLOORS if figure != "f1"}}
    shown = "  ".join(f"{figure} {100 * value:.1f}" for figure, value in figures.items() if value is not None)
    sys.stdout.write(f"\n{name}: {shown}")
    for figure, value in figures.items():
        if value is not None:
            assert value >= KNOWN.get((name, figure), FLOORS[figure]), f"{name}: {figure} is {value:.3f}"


@pytest.mark.parametrize("folder", INVENTED, ids=lambda path: path.name)
def test_invented_notes(folder: Path) -> None:
    check(folder.name, folder / "notes", folder / "truth.json")


@pytest.mark.skipif(not CORPORA, reason="QUOTH_CORPORA names no folder of real notes")
@pytest.mark.parametrize("name", ["oscon-eu-2015", "reinvent-2022", "reinvent2018-hz"])
def test_real_notes(name: str) -> None:
    assert CORPORA
    folder = Path(CORPORA)
    check(name, folder / name, folder.parent / "truth" / f"{name}.json")
