"""What PostgreSQL costs beside the file: an ingest, a warm question; and that the file alone needs none."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from functools import cache
from pathlib import Path

import psycopg

from embeddings.index.embedders.sentence_transformers import SentenceTransformerEmbedder
from embeddings.index.storage import Storage, in_database, in_file
from embeddings.index.stores.postgres.connection import parameters
from embeddings.library import Library
from tests import postgres
from tests.benchmarks import folder
from tests.benchmarks.table import Figure

SIZE = 700_000
_ROUNDS = 3
_ASKED = 150
_IMPORTS = """
import sys
from pathlib import Path
from embeddings.library import Library
from tests.fakes import FakeEmbedder, write_notes
notes = write_notes(Path(sys.argv[1], "notes"))
library = Library(notes, Path(sys.argv[1], "library.db"), FakeEmbedder())
library.refresh()
library.ask("who splices?")
print(sum(name.partition(".")[0] in ("psycopg", "pgvector", "yoyo") for name in sys.modules))
"""


def measure() -> list[Figure]:
    """Measure all of it."""
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        folder.write(work / "notes", SIZE)
        embedder = SentenceTransformerEmbedder()
        embedder.encode_queries(["warm up"])
        return [*_ingests(work, embedder), *_questions(work, embedder), _imports(work)]


def _ingests(work: Path, embedder: SentenceTransformerEmbedder) -> list[Figure]:
    took: dict[str, list[float]] = {"file": [], "database": []}
    for turn in range(_ROUNDS):
        storages = {
            "file": in_file(work / f"ingest-{turn}.db"),
            "database": in_database(postgres.fresh()),
        }
        for name in sorted(storages, reverse=bool(turn % 2)):
            took[name].append(_ingested(work, storages[name], embedder))
    ratios = [a / b for a, b in zip(took["database"], took["file"], strict=True)]
    note = ", ".join(f"{name} {statistics.median(seconds):.1f} s" for name, seconds in took.items())
    return [
        Figure(
            "full ingest of 0.7 MB, database / file", statistics.median(ratios), "x", at_most=1.5, note=note
        )
    ]


def _ingested(work: Path, storage: Storage, embedder: SentenceTransformerEmbedder) -> float:
    library = Library(work / "notes", storage, embedder)
    began = time.perf_counter()
    library.refresh()
    took = time.perf_counter() - began
    library.close()
    return took


def _questions(work: Path, embedder: SentenceTransformerEmbedder) -> list[Figure]:
    libraries = {
        "file": Library(work / "notes", in_file(work / "asked.db"), embedder),
        "database": Library(work / "notes", in_database(postgres.fresh()), embedder),
    }
    for library in libraries.values():
        library.refresh()
        library.warm()
    questions = folder.questions()[: _ASKED + 20]
    took: dict[str, list[float]] = {name: [] for name in libraries}
    worked = dict.fromkeys(libraries, 0.0)
    for number, question in enumerate(questions):
        for name in sorted(libraries, reverse=bool(number % 2)):
            began, busy = time.perf_counter(), time.process_time() + _of_server()
            libraries[name].ask(question)
            if number >= 20:
                took[name].append(1000 * (time.perf_counter() - began))
                worked[name] += 1000 * (time.process_time() + _of_server() - busy)
    for library in libraries.values():
        library.close()
    more = [a - b for a, b in zip(took["database"], took["file"], strict=True)]
    note = ", ".join(f"{name} {statistics.median(each):.1f} ms" for name, each in took.items())
    spent = {name: total / _ASKED for name, total in worked.items()}
    return [
        Figure("one warm question, database - file", statistics.median(more), "ms", at_most=10, note=note),
        Figure(
            "the same, processor time with the server's",
            spent["database"] - spent["file"],
            "ms",
            at_most=10,
            note=", ".join(f"{name} {each:.1f} ms" for name, each in spent.items()),
        ),
    ]


@cache
def _backends() -> tuple[Path, ...]:
    """Return where the system counts the time of the server's processes that serve a connection."""
    with psycopg.connect(**parameters(postgres.address()), autocommit=True) as db:
        found = db.execute("SELECT pid FROM pg_stat_activity WHERE usename = %s", (postgres.ROLE,)).fetchall()
    return tuple(Path("/proc", str(pid), "stat") for (pid,) in found)


def _of_server() -> float:
    """Return the seconds of processor time that those took so far, in hundredths."""
    fields = [path.read_text().rpartition(")")[2].split() for path in _backends() if path.exists()]
    return sum(int(one[11]) + int(one[12]) for one in fields) / os.sysconf("SC_CLK_TCK")


def _imports(work: Path) -> Figure:
    (work / "apart").mkdir()
    run = subprocess.run(
        [sys.executable, "-c", _IMPORTS, str(work / "apart")], check=True, stdout=subprocess.PIPE, text=True
    )
    return Figure(
        "modules of PostgreSQL that a library in a file imports", int(run.stdout.split()[-1]), "", at_most=0
    )
