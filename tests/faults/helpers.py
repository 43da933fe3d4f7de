"""What tests of faults share: the state of a library, and many notes."""

from __future__ import annotations

from embeddings.library import Library
from tests.fakes import NOTES

QUESTION = "how long does a reading fetched from tape take?"
KILLS = 50
INGEST = """
import sys
from pathlib import Path
from embeddings.errors import QuothError
from embeddings.library import Library
from tests.fakes import FakeEmbedder
try:
    Library(Path(sys.argv[1]), Path(sys.argv[2]), FakeEmbedder()).refresh()
except QuothError as error:
    sys.exit(str(error))
"""


def state(library: Library) -> tuple[object, ...]:
    answer = library.ask(QUESTION)
    return ([s.as_json() for s in library.sessions()], answer.quotes, [m.session.id for m in answer.matches])


def many(name: str) -> dict[str, str]:
    return {f"more{n}.md": NOTES["day1.md"].replace("Tidal", f"{name} {n}") for n in range(12)}
