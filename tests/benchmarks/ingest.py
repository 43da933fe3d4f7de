"""A full ingest beside other libraries with the same model; nothing changed, one session changed."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path
from typing import Any

from embeddings import notes as reading
from embeddings.index import chunking
from embeddings.index.embedders.model_files import packaged_folder
from embeddings.index.embedders.sentence_transformers import SentenceTransformerEmbedder
from embeddings.library import Library
from tests.benchmarks import folder
from tests.benchmarks.table import Figure

SIZE = 700_000
ROUNDS = 5
PEERS = ("langchain", "llamaindex", "txtai")
# torch first and pinned: what follows would otherwise bring a build for another processor.
_INSTALLS = (
    ("torch==2.13.0",),
    (
        "sentence-transformers==6.2.0",
        "faiss-cpu==1.15.1",
        "langchain-community==0.4.2",
        "langchain-huggingface==1.2.3",
        "langchain-text-splitters==1.1.3",
        "llama-index-core==0.14.25",
        "llama-index-embeddings-huggingface==0.8.0",
        "txtai==9.14.0",
    ),
)


def peers_python(work: Path) -> Path:
    """Return the Python of an environment that has the peers, made in ``work`` where it is not there."""
    home = work / "peers"
    python = home / "bin" / "python"
    done = home / "installed"
    if not done.exists():
        venv.create(home, with_pip=True, clear=True)
        for packages in _INSTALLS:
            subprocess.run([python, "-m", "pip", "install", "--quiet", *packages], check=True)
        done.touch()
    return python


def ours(folder_of_notes: Path) -> dict[str, Any]:
    """Ingest into a new library, the model loaded before; in this process."""
    embedder = SentenceTransformerEmbedder()
    embedder.encode_queries(["warm up"])
    with tempfile.TemporaryDirectory() as temporary:
        library = Library(folder_of_notes, Path(temporary, "library.db"), embedder)
        started, processor = time.perf_counter(), time.process_time()
        report = library.refresh()
        measured = {
            "seconds": time.perf_counter() - started,
            "processor": time.process_time() - processor,
            "pieces": report.chunks,
        }
    sources, _ = reading.scan(folder_of_notes)
    found = reading.read(sources, reading.read_config(folder_of_notes))
    cut = [
        chunk
        for note in found.notes
        for entry in note.sessions
        for chunk in chunking.split(
            entry.session.title, entry.text_blocks, embedder.count_tokens, embedder.limit
        )
    ]
    return {**measured, "words": sum(len(chunk.text.split()) for chunk in cut)}


def against_peers(work: Path, rounds: int = ROUNDS, size: int = SIZE) -> list[Figure]:
    """Ingest with each library in turn, ``rounds`` times, each time in a new process."""
    python = peers_python(work)
    notes = work / f"notes-{size}"
    if not notes.is_dir():
        folder.write(notes, size)
    runs: dict[str, list[dict[str, Any]]] = {name: [] for name in ("ours", *PEERS)}
    peer = str(Path(__file__).with_name("peer.py"))
    for _ in range(rounds):
        for name in runs:
            command = (
                [sys.executable, "-m", "tests.benchmarks.ingest", str(notes)]
                if name == "ours"
                else [str(python), peer, name, str(notes), str(packaged_folder())]
            )
            environment = {**os.environ, "HF_HUB_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "false"}
            out = subprocess.run(command, check=True, stdout=subprocess.PIPE, env=environment).stdout
            runs[name].append(json.loads(out.splitlines()[-1]))
    figures = []
    for measure, what in (("seconds", "time"), ("processor", "processor time")):
        medians = {name: statistics.median(run[measure] for run in many) for name, many in runs.items()}
        fastest = min(PEERS, key=medians.__getitem__)
        ratios = [a[measure] / b[measure] for a, b in zip(runs["ours"], runs[fastest], strict=True)]
        each = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in medians.items())
        figures.append(
            Figure(
                f"full ingest, {what} / the fastest ({fastest})",
                statistics.median(ratios),
                "x",
                at_most=0.9,
                note=each,
            )
        )
    words = ", ".join(f"{name} {many[0]['words']} in {many[0]['pieces']}" for name, many in runs.items())
    figures.append(Figure("words embedded", runs["ours"][0]["words"], "", note=words))
    return figures


def again(work: Path) -> list[Figure]:
    """Ingest for the first time, then with nothing changed, then with one session of a hundred changed."""
    embedder = SentenceTransformerEmbedder()
    embedder.encode_queries(["warm up"])
    full, nothing, one = [], [], []
    for turn in range(ROUNDS):
        with tempfile.TemporaryDirectory(dir=work) as temporary:
            notes = Path(temporary, "notes")
            for number in range(5):
                write_day(notes, number)
            library = Library(notes, Path(temporary, "library.db"), embedder)
            full.append(_seconds(library))
            settle(notes)
            library.refresh()
            nothing.append(_seconds(library))
            write_day(notes, 2, changed=turn)
            one.append(_seconds(library))
            library.close()
    return [
        Figure("nothing changed / full ingest", 100 * _ratio(nothing, full), "%", at_most=1),
        Figure("one session of a hundred changed / full ingest", 100 * _ratio(one, full), "%", at_most=3,
               note=f"{statistics.median(full):.2f} s in full, {statistics.median(one) * 1e3:.0f} ms"),
    ]  # fmt: skip


def write_day(notes: Path, number: int, changed: int | None = None) -> None:
    """Write a day of twenty sessions, one of them in other words where ``changed``."""
    texts = [
        path.read_text(encoding="utf-8") for path in sorted(folder.COLLECTIONS.glob("a0[1-3]/notes/*.md"))
    ]
    prose = [
        line for text in texts for line in text.splitlines() if len(line.split()) > 12 and line[0].isalpha()
    ]
    parts = [f"# Measured Summit 2024 | Day {number + 1}\n"]
    for session in range(20):
        start = (number * 20 + session) * 3
        lines = [prose[(start + i) % len(prose)] for i in range(8)]
        if changed is not None and session == 7:
            lines[3] = f"This line was written again, for the {changed + 1}. time, while all others stayed."
        title = " ".join(lines[0].split()[2:7]).strip(",.").title()
        parts.append(
            f"## {title} {number}-{session}\n\nAda Example - Engineer - Example Works\n\n"
            + "\n\n".join(lines)
            + "\n"
        )
    notes.mkdir(parents=True, exist_ok=True)
    (notes / f"day{number + 1}.md").write_text("\n".join(parts), encoding="utf-8")


def settle(notes: Path) -> None:
    """Wait until the files are old enough for their times to be trusted."""
    newest = max(path.stat().st_ctime for path in notes.iterdir())
    time.sleep(max(0.0, newest + 2.1 - time.time()))


def _seconds(library: Library) -> float:
    started = time.perf_counter()
    library.refresh()
    return time.perf_counter() - started


def _ratio(some: list[float], whole: list[float]) -> float:
    return statistics.median(a / b for a, b in zip(some, whole, strict=True))


if __name__ == "__main__":
    print(json.dumps(ours(Path(sys.argv[1]))))
