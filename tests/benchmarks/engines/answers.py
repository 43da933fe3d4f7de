"""Whether both engines give the same answers: verdict and every quote, over collections with questions.

Each collection ``NOTES/NAME`` is ingested into a file, and copied into the database; ``QUESTIONS/NAME.jsonl``
has an object with a ``question`` a line.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

from embeddings.errors import QuothError
from embeddings.index.copying import copy_library
from embeddings.index.embedders.choice import ModelChoice
from embeddings.index.storage import in_database, in_file
from embeddings.library import Library
from embeddings.records import Answer
from tests import postgres

_SHOWN = 20
"""Questions that are named, of those that are answered otherwise."""


def compare(notes: Path, questions: Path, names: Sequence[str]) -> int:
    """Print how many questions are answered alike, and those that are not; return 1 where there is one."""
    models = ModelChoice()
    asked = alike = 0
    for path in sorted(questions.glob("*.jsonl")):
        if (names and path.stem not in names) or not (notes / path.stem).is_dir():
            continue
        texts = [
            json.loads(line)["question"] for line in path.read_text(encoding="utf-8").splitlines() if line
        ]
        try:
            others = _answered_otherwise(notes / path.stem, texts, models)
        except QuothError as error:
            print(f"{path.stem:28} not read: {error}", flush=True)
            continue
        asked, alike = asked + len(texts), alike + len(texts) - len(others)
        print(f"{path.stem:28} {len(texts) - len(others):4} of {len(texts):4} alike", flush=True)
        for text, why in others[:_SHOWN]:
            print(f"    {text}: {why}")
    print(f"{alike} of {asked} questions are answered alike")
    return int(alike != asked)


def _answered_otherwise(notes: Path, texts: Sequence[str], models: ModelChoice) -> list[tuple[str, str]]:
    """Return the questions that the engines answer otherwise, with what differs."""
    with tempfile.TemporaryDirectory() as folder:
        file, database = in_file(Path(folder, "library.db")), in_database(postgres.fresh())
        embedded = Library(notes, file, models)
        embedded.refresh()
        copy_library(file.store, database.store)
        other = Library(notes, database, models)
        try:
            pairs = [(text, _ask(embedded, text), _ask(other, text)) for text in texts]
        finally:
            embedded.close()
            other.close()
    return [(text, why) for text, one, two in pairs if (why := _difference(one, two))]


def _ask(library: Library, text: str) -> Answer | str:
    try:
        return library.ask(text)
    except QuothError as error:
        return str(error)


def _difference(one: Answer | str, two: Answer | str) -> str:
    """Return what differs between two answers, "" where nothing does."""
    if isinstance(one, str) or isinstance(two, str):
        return "" if one == two else f"{one!r:.80} / {two!r:.80}"
    if one.verdict != two.verdict:
        return f"verdict {one.verdict} / {two.verdict}"
    if [match.session.id for match in one.matches] != [match.session.id for match in two.matches]:
        return "other sessions, or in another order"
    if one.quotes != two.quotes:
        lines = [[f"{quote.file}:{quote.line}" for quote in answer.quotes] for answer in (one, two)]
        return f"quotes {lines[0]} / {lines[1]}"
    return "" if one.as_json() == two.as_json() else "the same quotes with other particulars"
