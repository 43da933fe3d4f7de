"""How well a recap's sentences are chosen of real notes: held against what the notes call their own sum.

usage: python -m tests.benchmarks.own_sums FOLDER ...

Each folder is one collection. Of each session that has something under "Key takeaways", "TL;DR" and the like,
and enough besides, that sum is taken out of the notes and stands for the reference; the recap is made of what
is left. Given are ROUGE-L F1 over all sessions, over collections, and the worst collection.
"""

from __future__ import annotations

import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from embeddings.digest import conclusion, recap
from embeddings.digest.extract import Candidates, choose
from embeddings.index.chunking import segments
from embeddings.library import Library
from embeddings.proof import lines_of
from embeddings.text.markdown_words import SUFFIXES, count_words
from tests.benchmarks.recap import Case, Choose, central, first, first_words, judge
from tests.fakes import FakeEmbedder

_FEWEST_WORDS = 12
"""Words of a sum that says something."""
_FEWEST = 8
"""Sentences and items besides, of which a choice is one."""
_ALL = 10_000
"""Words: more than any sum has."""

WAYS: dict[str, Choose] = {
    "first two sentences": first(2),
    "first sentences, as many words": first_words,
    "centroid alone, with MMR": central,
    "recap": lambda case: choose(case.found, recap.MOST),
}


def without_sums(notes: Path, target: Path) -> dict[tuple[str, str], str]:
    """Write the files of ``notes`` that hold sums to ``target`` without them; returns the sums.

    By file and title of their sessions.
    """
    library = Library(notes, target.with_suffix(".db"), FakeEmbedder())
    library.refresh()
    sums: dict[tuple[str, str], str] = {}
    files: dict[str, list[str]] = {}
    for session in library.sessions():
        members = segments(library.text_blocks(session.id))
        places = conclusion.find(members, _ALL)
        text = "\n".join(members[place].text for place in places)
        besides = sum(member.kind in ("prose", "item") for member in members) - len(places)
        if not session.file.endswith(SUFFIXES) or count_words(text) < _FEWEST_WORDS or besides < _FEWEST:
            continue
        lines = files.setdefault(session.file, list(lines_of(notes, session.file)))
        # With the line that names it, which would else name what comes after.
        for place in (max(0, places[0] - 1), *places):
            if place in places or members[place].line == members[place].end_line:
                for number in range(members[place].line - 1, members[place].end_line):
                    lines[number] = ""
        sums[session.file, session.title] = text
    library.close()
    for name, lines in files.items():
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(lines), encoding="utf-8")
    return sums


def cases(notes: Path, scratch: Path) -> list[Case]:
    """Return the sessions of a collection that have a sum of their own, measured without it."""
    target = scratch / notes.name
    sums = without_sums(notes, target)
    if not sums:
        return []
    library = Library.open(target, scratch / f"{notes.name}-cut.db")
    library.refresh()
    found = []
    with library.reading() as state:
        for session in library.sessions():
            if summary := sums.get((session.file, session.title)):
                measured = Candidates.of(state, session, lines_of(target, session.file))
                found.append(Case(notes.name, measured, frozenset(), summary))
    library.close()
    return found


def show(of: Sequence[Case]) -> None:
    """Print how well each way does."""
    print(f"{len(of)} sessions\n{'':34}ROUGE-L  by collection  worst  words")
    for name, way in WAYS.items():
        by: dict[str, list[float]] = defaultdict(list)
        words = 0
        for case in of:
            rouge, _, size = judge(case, way(case))
            by[case.collection].append(100 * rouge)
            words += size
        means = [sum(one) / len(one) for one in by.values()]
        overall = sum(map(sum, by.values())) / len(of)
        print(
            f"{name:34}{overall:7.1f}  {sum(means) / len(means):13.1f}  {min(means):5.1f}  "
            f"{words / len(of):5.0f}"
        )


def main() -> None:
    """Measure the folders that are named, and print a table."""
    with tempfile.TemporaryDirectory() as folder:
        found = [case for name in sys.argv[1:] for case in cases(Path(name), Path(folder))]
    if not found:
        raise SystemExit("Name folders of notes in which sessions have a sum of their own.")
    show(found)


if __name__ == "__main__":
    main()
