"""Memory of a running library at ten thousand passages, beside the model loaded alone."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

from embeddings.encoder import Encoder
from embeddings.library import Library
from tests.benchmarks import folder, questions
from tests.benchmarks.table import Figure

_SIZE = 3_900_000
"""Bytes of notes that make ten thousand passages."""
_ASKED = 200
_MEGABYTE = 2**20


def measure(work: Path) -> list[Figure]:
    """Measure both, each in a process of its own."""
    library = questions.prepared(work, Encoder(), _SIZE)
    library.close()
    alone = statistics_of(["alone"])
    running = statistics_of(["running", str(library.notes), str(library.path)])
    return [
        Figure(
            "a running library over the model alone",
            (running["bytes"] - alone["bytes"]) / _MEGABYTE,
            "MB",
            at_most=80,
            note=f"{running['passages']} passages, {_ASKED} questions asked; "
            f"the model alone {alone['bytes'] / _MEGABYTE:.0f} MB",
        )
    ]


def statistics_of(arguments: list[str]) -> dict[str, int]:
    """Run this file in another process, and give what it says of itself."""
    command = [sys.executable, "-m", "tests.benchmarks.memory", *arguments]
    out = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.split()
    return {"bytes": int(out[0]), "passages": int(out[1])}


def resident() -> int:
    """Give the bytes of memory that this process holds."""
    if sys.platform == "linux":
        return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main() -> None:
    if sys.argv[1] == "alone":
        from sentence_transformers import SentenceTransformer

        from embeddings.weights import packaged_folder

        model = SentenceTransformer(str(packaged_folder()), device="cpu", local_files_only=True)
        for question in folder.questions()[:_ASKED]:
            model.encode([question], show_progress_bar=False)
        print(resident(), 0)
        return
    library = Library.open(Path(sys.argv[2]), Path(sys.argv[3]))
    library.warm()
    for question in folder.questions()[:_ASKED]:
        library.ask(question)
    with library.reading() as state:
        print(resident(), state.index.size)


if __name__ == "__main__":
    main()
