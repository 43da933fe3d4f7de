"""The command from a cold start: one question, and the commands that need no model."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from embeddings.index.embedders.model_files import packaged_folder
from embeddings.index.embedders.sentence_transformers import SentenceTransformerEmbedder
from tests.benchmarks import clock, questions
from tests.benchmarks.ingest import settle
from tests.benchmarks.table import Figure

_ROUNDS = 7
_BARE = """
from sentence_transformers import SentenceTransformer
model = SentenceTransformer({folder!r}, device="cpu", local_files_only=True)
model.encode([{question!r}], normalize_embeddings=True)
"""
_SAMPLE = str(Path(__file__).parents[2] / "notes")


def measure(work: Path) -> list[Figure]:
    """Measure each command in processes of their own, beside the bare model and a bare Python."""
    library = questions.prepared(work, SentenceTransformerEmbedder())
    newest = max(
        (path for path in library.notes.rglob("*") if path.is_file()), key=lambda p: p.stat().st_ctime
    )
    settle(newest.parent)
    library.refresh()
    title = library.sessions()[0].title
    question = f"what did {title} cover?"
    library.close()
    environment = {
        **os.environ,
        "HF_HUB_OFFLINE": "1",
        "QUOTH_NOTES": str(library.notes),
        "QUOTH_LIBRARY": str(library.path),
    }

    def quoth(*words: str) -> None:
        # Of lint, 1 is that it found something to mend, as there is in the sample.
        expected = (0, 1) if words[0] == "lint" else (0,)
        run([sys.executable, "-c", "from bot.cli.main import main; main()", *words], environment, expected)

    bare = _BARE.format(folder=str(packaged_folder()), question=question)
    timed = clock.side_by_side(
        {
            "ask": lambda: quoth("ask", question),
            "bare": lambda: run([sys.executable, "-c", bare], environment),
        },
        rounds=_ROUNDS,
    )
    figures = [
        Figure(
            "one-shot ask / import, load, encode",
            clock.ratio(timed, "ask", "bare"),
            "x",
            at_most=1.15,
            note=f"{timed['ask'].median:.2f} s / {timed['bare'].median:.2f} s",
        )
    ]
    for words in (("--help",), ("sessions",), ("session", title), ("lint", _SAMPLE)):
        light = clock.side_by_side({"it": lambda: quoth(*words)}, rounds=_ROUNDS)["it"]  # noqa: B023
        figures.append(Figure(f"quoth {words[0]}", light.median, "s", at_most=0.5))
    return figures


def run(command: Sequence[str], environment: Mapping[str, str], expected: Collection[int] = (0,)) -> None:
    """Run a command; raises RuntimeError where it ends with another exit code: failing takes other time."""
    done = subprocess.run(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False
    )
    if done.returncode not in expected:
        raise RuntimeError(f"{command} ended with {done.returncode}: {done.stderr.strip()}")
