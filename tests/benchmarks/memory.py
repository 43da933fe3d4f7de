"""Memory of a running library at ten thousand chunks, beside the model loaded alone."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from pathlib import Path

from embeddings.index.embedders.model_files import packaged_folder
from embeddings.index.embedders.sentence_transformers import SentenceTransformerEmbedder
from embeddings.library import Library
from tests.benchmarks import folder, questions
from tests.benchmarks.process import resident
from tests.benchmarks.table import Figure

_SIZE = 3_900_000
"""Bytes of notes that make ten thousand chunks."""
_ASKED = 200
_MEGABYTE = 2**20
_ROUNDS = 5
_ALONE = """
import json, resource, sys
from pathlib import Path
from sentence_transformers import SentenceTransformer

model = SentenceTransformer(sys.argv[1], device="cpu", local_files_only=True)
for question in json.loads(sys.stdin.read()):
    model.encode([question], show_progress_bar=False)
print(int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize(), 0)
"""
"""Imports nothing of ours, not even FAISS."""


def measure(work: Path) -> list[Figure]:
    """Measure both, each in a process of its own that is asked the same questions."""
    library = questions.prepared(work, SentenceTransformerEmbedder(), _SIZE)
    library.close()
    more, bare = [], []
    for _ in range(_ROUNDS):
        alone, _ = _said("-c", _ALONE, str(packaged_folder()))
        running, chunks = _said("-m", "tests.benchmarks.memory", str(library.notes), str(library.path))
        more.append((running - alone) / _MEGABYTE)
        bare.append(alone / _MEGABYTE)
    return [
        Figure(
            "a running library over the model alone",
            statistics.median(more),
            "MB",
            at_most=80,
            note=f"{chunks} chunks, {_ASKED} questions asked; {min(more):.0f} to {max(more):.0f}, "
            f"the model alone {statistics.median(bare):.0f} MB",
        )
    ]


def _said(*arguments: str) -> tuple[int, int]:
    """Run Python in another process, and give what it says of itself: bytes, chunks."""
    out = subprocess.run(
        [sys.executable, *arguments],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        input=json.dumps(folder.questions()[:_ASKED]),
    ).stdout.split()
    return int(out[0]), int(out[1])


def main() -> None:
    library = Library.open(Path(sys.argv[1]), Path(sys.argv[2]))
    library.warm()
    for question in json.loads(sys.stdin.read()):
        library.ask(question)
    with library.reading() as state:
        print(resident(), state.index.size)


if __name__ == "__main__":
    main()
