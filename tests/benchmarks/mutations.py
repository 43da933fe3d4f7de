"""How robust the reading is to habits of writing, over whole folders of notes.

usage: python -m tests.benchmarks.mutations [--corpora DIR] [--truth DIR] [--only HABIT] [--misses]

DIR holds folders of notes (NAME or NAME/notes); without it the invented ones are read. ``--truth`` names a
folder of NAME.json. For each habit: the share of the sessions that were read before and are still found by
title, its mean and its worst collection; how many are new; with how many the speakers are the same; and how
many of the titles of the truth are found, and were before.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path
from statistics import mean

from embeddings.errors import NotesError
from embeddings.text.markdown_words import words
from tests.notes.mutations import MUTATIONS, Mutation
from tests.notes.survival import Notes, notes_in, same_title, sessions_in, survival
from tests.paths import COLLECTIONS


def folders(corpora: Path) -> Iterator[tuple[str, Notes]]:
    """Return the folders of notes under ``corpora`` by name; what holds no notes is passed over."""
    for path in sorted(corpora.iterdir()):
        try:
            yield path.name, notes_in(path / "notes" if (path / "notes").is_dir() else path)
        except NotesError:
            continue


def titles_of(truth: Path) -> list[list[str]]:
    """Return the titles, each with its aliases, of the sessions that a truth asks for."""
    files = json.loads(truth.read_text(encoding="utf-8"))["files"]
    return [
        [session["title"], *session.get("aliases", [])]
        for file in files
        for session in file["sessions"]
        if not session.get("ambiguous") and not re.match(r"social|intro|meta", session.get("kind", ""))
    ]


def recall(notes: Notes, mutation: Mutation | None, wanted: list[list[str]]) -> float:
    """Return the share of the titles of a truth that are found in any file."""
    sessions = notes.sessions
    if mutation:
        sessions = sessions_in(mutation.apply(notes.files, notes.sessions), notes.config)
    found = [session.title for session in sessions]
    exact = {" ".join(words(title)) for title in found}
    hits = 0
    for titles in wanted:
        hits += any(" ".join(words(title)) in exact for title in titles) or any(
            same_title(title, other) for title in titles for other in found
        )
    return hits / len(wanted)


def _percent(shares: list[float]) -> str:
    return "".join(f"{100 * share:7.1f}" for share in shares)


def main() -> None:
    """Measure and print one line for each habit."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.mutations")
    parser.add_argument("--corpora", type=Path, default=COLLECTIONS)
    parser.add_argument("--truth", type=Path)
    parser.add_argument("--only")
    parser.add_argument("--misses", action="store_true", help="name the collections and titles that are lost")
    chosen = parser.parse_args()
    read = dict(folders(chosen.corpora))
    truths = {
        name: titles_of(chosen.truth / f"{name}.json")
        for name in read
        if chosen.truth and (chosen.truth / f"{name}.json").is_file()
    }
    truths = {name: titles for name, titles in truths.items() if titles}
    before = {name: recall(read[name], None, wanted) for name, wanted in truths.items()}
    print(f"{'':28}{'mean':>7}{'worst':>7}  {'in':20}{'extra':>7}{'people':>7}{'truth':>7}{'before':>7}")
    for habit, mutation in MUTATIONS.items():
        if chosen.only and chosen.only not in habit:
            continue
        results = {name: survival(notes, mutation) for name, notes in read.items()}
        known = {name: result for name, result in results.items() if result is not None}
        if not known:
            continue
        worst = min(known, key=lambda name: known[name].found)
        columns = [mean(result.found for result in known.values()), known[worst].found]
        others = [
            mean(result.extra for result in known.values()),
            mean(result.speakers for result in known.values()),
        ]
        labelled = {name: wanted for name, wanted in truths.items() if name in known}
        if labelled:
            others.append(mean(recall(read[name], mutation, wanted) for name, wanted in labelled.items()))
            others.append(mean(before[name] for name in labelled))
        line = f"{habit:28}{_percent(columns)}  {worst:20}{_percent(others)}"
        print(line, flush=True)
        if chosen.misses:
            for name, result in known.items():
                if result.found < 1 or result.extra > 0.05:
                    print(f"    {name}: {100 * result.found:.0f}, {100 * result.extra:.0f} extra")
                    for lost in result.lost[:6]:
                        print(f"        {lost}")


if __name__ == "__main__":
    main()
