"""The command from a cold start: one question, and the commands that need no model."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from embeddings.encoder import Encoder
from embeddings.weights import packaged_folder
from tests.benchmarks import clock, questions
from tests.benchmarks.ingest import settle
from tests.benchmarks.table import Figure

_ROUNDS = 7
_BARE = """
from sentence_transformers import SentenceTransformer
model = SentenceTransformer({folder!r}, device="cpu", local_files_only=True)
model.encode(["what did the keynote cover?"], normalize_embeddings=True)
"""
_SAMPLE = str(Path(__file__).parents[2] / "notes")
_LIGHT = (("--help",), ("sessions",), ("session", "keynote"), ("lint", _SAMPLE))


def measure(work: Path) -> list[Figure]:
    """Measure each command in processes of their own, beside the bare model and a bare Python."""
    library = questions.prepared(work, Encoder())
    newest = max(
        (path for path in library.notes.rglob("*") if path.is_file()), key=lambda p: p.stat().st_ctime
    )
    settle(newest.parent)
    library.refresh()
    library.close()
    environment = {
        **os.environ,
        "HF_HUB_OFFLINE": "1",
        "QUOTH_NOTES": str(library.notes),
        "QUOTH_LIBRARY": str(library.path),
    }

    def run(*command: str) -> None:
        subprocess.run(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
        )

    def quoth(*words: str) -> None:
        run(sys.executable, "-c", "from bot.cli import main; main()", *words)

    timed = clock.side_by_side(
        {
            "ask": lambda: quoth("ask", "what did the keynote cover?"),
            "bare": lambda: run(sys.executable, "-c", _BARE.format(folder=str(packaged_folder()))),
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
    for words in _LIGHT:
        light = clock.side_by_side({"it": lambda: quoth(*words)}, rounds=_ROUNDS)["it"]  # noqa: B023
        figures.append(Figure(f"quoth {words[0]}", light.median, "s", at_most=0.5))
    return figures
