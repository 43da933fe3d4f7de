"""How well the sessions of labelled collections are found, and the weights by which they are.

usage: python -m tests.benchmarks.structure --corpora DIR [DIR ...] --truth DIR [DIR ...] [--fit]
       [--leave-one-out] [--curve]

``--truth`` holds a NAME.json for every collection, its notes lie in NAME under one of the ``--corpora``; the
invented ones of tests/collections are always among them. For each collection: how many of the right titles
are among the candidates, and the f1 of the sessions. ``--leave-one-out`` adds the f1 by weights that were
fitted on all the others, ``--fit`` writes the weights that are fitted on all of them. ``--curve`` prints the
learning curve: f1 of collections that were left out, by how many others the weights were fitted on.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path, PurePosixPath
from statistics import mean
from typing import Any

from embeddings.notes.config import FolderConfig, read_config
from embeddings.notes.fields.people.names.shape import Names
from embeddings.notes.folder import scan
from embeddings.notes.formats.registry import FORMATS
from embeddings.notes.model import Source
from embeddings.notes.reader import _lower_words, read
from embeddings.notes.segment.segmentation import decide
from embeddings.notes.segment.view import View
from embeddings.text.document_names import humanised
from embeddings.text.markdown_words import words
from tests.benchmarks import fit, learning_curve
from tests.paths import COLLECTIONS

_APART = re.compile(
    r"\s[-–—|/·~]+\s|[:：|｜@(（\[「『【,，、]|\b(?:by|with|par|von|mit|avec|con|por|de)\b|"
    r"^\W*[A-Z]{2,5}-?\d{2,4}\b|^\W*\d{1,2}[:h.]\d\d\b",
    re.I,
)
"""What parts a title from the speakers, the code, the time or the company beside it."""


_WIDE = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_PARTS = re.compile(f"[{_WIDE}]|[^{_WIDE}]+")


@dataclass(frozen=True)
class Collection:
    """Notes and what a careful reader finds in them."""

    name: str
    notes: Path
    files: list[dict[str, Any]]


@dataclass(frozen=True)
class Row:
    """What was found of one collection, as shares."""

    name: str
    candidates: float
    f1: float
    missed: list[str]
    extra: list[str]


def labelled(corpora: Sequence[Path], truths: Sequence[Path]) -> Iterator[Collection]:
    """Return the labelled collections in order of their names, the invented ones first."""
    for path in sorted(COLLECTIONS.glob("*/truth.json")):
        yield Collection(
            path.parent.name, path.parent / "notes", json.loads(path.read_text("utf-8"))["files"]
        )
    for path in sorted(
        (path for truth in truths for path in truth.glob("*.json")), key=lambda path: path.stem
    ):
        notes = next((folder / path.stem for folder in corpora if (folder / path.stem).is_dir()), None)
        if notes is not None:
            yield Collection(path.stem, notes, _files(path))


def _files(truth: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(truth.read_text(encoding="utf-8"))["files"]
    return found


def views_of(sources: Sequence[Source]) -> list[View]:
    """Return the decided files of a collection, with all that was weighed."""
    views: list[View] = []
    for source in sources:
        form = FORMATS.for_file(source.file)
        if form is not None:
            document = form.read(source)
            text = "\n".join(document.lines)
            views.append(View(source.file, text, document.blocks, document.front, document.front_title))
    decide(views, Names(_lower_words(views)))
    return views


def candidates(view: View) -> list[str]:
    """Return all that could be the title of a session in a file."""
    found = [view.title.shown, view.title.title.text, humanised(view.file)]
    for node in view.root.walk():
        features = view.features[node.index]
        found += [node.title, features.shown, features.title.text]
    return found


def same(first: str, second: str) -> bool:
    """Whether two titles are one, but for small differences or a speaker, code or company beside one."""
    one, two = _split(first), _split(second)
    if not one or not two:
        return False
    close = SequenceMatcher(None, one, two, autojunk=False)
    if one == two or (close.quick_ratio() >= 0.9 and close.ratio() >= 0.9):
        return True
    return _is_core(first, second) or _is_core(second, first)


def _split(text: str) -> list[str]:
    """Return the words of a text, each letter of a script that sets no spaces as one."""
    return [part for word in words(text) for part in _PARTS.findall(word)]


def _is_core(found: str, title: str) -> bool:
    """Whether ``found`` is ``title`` but for whole pieces of it, and holds the longest of them."""
    pieces = [piece for part in _APART.split(title) if (piece := _split(part))]
    wanted = _split(found)
    if len(pieces) < 2:
        return False
    longest = max(pieces, key=len)
    for start in range(len(pieces)):
        for end in range(start + 1, len(pieces) + 1):
            if [word for piece in pieces[start:end] for word in piece] == wanted:
                return longest in pieces[start:end] or 2 * len(wanted) >= sum(map(len, pieces))
    return False


def _names(wanted: dict[str, Any]) -> list[str]:
    return [wanted["title"], *wanted.get("aliases", [])]


def _soft(wanted: dict[str, Any]) -> bool:
    """Whether a session is one that is neither asked for nor held against anyone."""
    return bool(wanted.get("ambiguous") or re.match(r"social|intro|meta", wanted.get("kind", "")))


def judge(collection: Collection) -> Row:
    """Compare what is found in a collection with what is right."""
    config = read_config(collection.notes) if collection.notes.is_dir() else FolderConfig()
    sources, _ = scan(collection.notes)
    pool: dict[str, list[str]] = defaultdict(list)
    for view in views_of(sources):
        pool[PurePosixPath(view.file).name] += candidates(view)
    got: dict[str, list[str]] = defaultdict(list)
    for note in read(sources, config).notes:
        got[PurePosixPath(note.file).name] += [entry.session.title for entry in note.sessions]
    asked = among = right = 0
    missed: list[str] = []
    extra: list[str] = []
    for file in collection.files:
        name = PurePosixPath(file["file"]).name
        left = got.pop(name, [])
        for wanted in file["sessions"]:
            hit = next((title for title in left if any(same(title, it) for it in _names(wanted))), None)
            if hit is not None:
                left.remove(hit)
            if _soft(wanted):
                continue
            asked += 1
            right += hit is not None
            held = hit is not None or any(same(title, it) for title in pool[name] for it in _names(wanted))
            among += held
            if hit is None:
                missed.append(f"{name}: {wanted['title']}{'' if held else ' (no candidate)'}")
        excused = [
            re.split(r" \(", it if isinstance(it, str) else it.get("title", ""))[0]
            for it in file.get("non_sessions", [])
        ]
        extra += [f"{name}: {title}" for title in left if not any(same(title, it) for it in excused)]
    extra += [f"{name}: {title}" for name, titles in got.items() for title in titles]
    f1 = 2 * right / (asked + right + len(extra)) if right else 0.0
    return Row(collection.name, among / asked if asked else 1.0, f1, missed, extra)


def examples(collection: Collection) -> list[fit.Example]:
    """Return what can be learnt from a collection."""
    sources, _ = scan(collection.notes)
    by_name = {PurePosixPath(file["file"]).name: file["sessions"] for file in collection.files}
    found: list[fit.Example] = []
    for view in views_of(sources):
        wanted = by_name.get(PurePosixPath(view.file).name, [])
        if not wanted or view.index or any(_soft(it) for it in wanted):
            continue
        names = [name for it in wanted for name in _names(it)]
        shown = [(node.title, view.features[node.index].shown) for node in view.root.walk()]
        right = [any(same(title, name) for title in titles for name in names) for titles in shown]
        found += fit.examples_of(view, right, whole=len(wanted) == 1)
    return found


def show(rows: Sequence[Row], left_out: Sequence[Row], *, misses: bool) -> None:
    """Print the table; ``left_out`` are the rows by weights that did not see their collection, if any."""
    last = "  left out" if left_out else ""
    sys.stdout.write(f"{'collection':22} {'candidates':>10} {'f1':>6}{last}\n")
    for number, row in enumerate(rows):
        last = f"{100 * left_out[number].f1:10.1f}" if left_out else ""
        sys.stdout.write(f"{row.name:22} {100 * row.candidates:10.1f} {100 * row.f1:6.1f}{last}\n")
        if misses:
            sys.stdout.writelines(f"    missed {line}\n" for line in row.missed)
            sys.stdout.writelines(f"    extra  {line}\n" for line in row.extra)
    for name, of in (("mean", mean), ("worst", min)):
        shares = 100 * of([row.candidates for row in rows]), 100 * of([row.f1 for row in rows])
        last = f"{100 * of([row.f1 for row in left_out]):10.1f}" if left_out else ""
        sys.stdout.write(f"{name:22} {shares[0]:10.1f} {shares[1]:6.1f}{last}\n")


def main() -> None:
    """Measure what the command line names."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--corpora", type=Path, nargs="+", default=[], metavar="DIR")
    parser.add_argument("--truth", type=Path, nargs="+", default=[], metavar="DIR")
    parser.add_argument("--misses", action="store_true", help="print what was missed and what is no session")
    parser.add_argument("--only", nargs="+", metavar="NAME", default=[])
    parser.add_argument("--leave-one-out", action="store_true", help="measure weights that saw the others")
    parser.add_argument("--curve", action="store_true", help="print f1 left out by collections fitted on")
    parser.add_argument("--fit", action="store_true", help="write the weights that saw all of them")
    asked = parser.parse_args()
    found = labelled(asked.corpora, asked.truth)
    collections = [it for it in found if not asked.only or it.name in asked.only]
    if asked.curve:
        real = [it for it in collections if COLLECTIONS not in it.notes.parents]
        learnt = [examples(it) for it in real]
        learning_curve.show(learning_curve.points(real, learnt, lambda it: judge(it).f1))
        return
    rows = [judge(it) for it in collections]
    learnt = [examples(it) for it in collections] if asked.leave_one_out or asked.fit else []
    left_out: list[Row] = []
    for number, collection in enumerate(collections if asked.leave_one_out else []):
        with fit.in_use(fit.fitted(learnt[:number] + learnt[number + 1 :])):
            left_out.append(judge(collection))
    show(rows, left_out, misses=asked.misses)
    if asked.fit:
        fit.write(fit.fitted(learnt))


if __name__ == "__main__":
    main()
