"""Kills ingests into the database at random moments, and its connections too: the library stays whole.

After each, the library must be as before or as after, and the next ingest must bring it up to date.
"""

from __future__ import annotations

import os
import random
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

from embeddings.index.address import DatabaseAddress
from embeddings.index.storage import in_database
from embeddings.library import Library
from tests import postgres
from tests.fakes import FakeEmbedder, write_notes
from tests.faults.helpers import many, state

KINDS = ("process killed", "connections ended")
_ILL = "not mended"
"""By the next ingest."""


def measure(count: int) -> int:
    """Print what became of ``count`` kills; return 1 where one left anything else than before or after."""
    chance = random.Random(11)  # noqa: S311 - nothing secret
    seen: Counter[tuple[str, str]] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        texts = many("Amber"), many("Crimson")
        whole = [write_notes(Path(folder, str(number)), text) for number, text in enumerate(texts)]
        states = [_state(notes) for notes in whole]
        address = postgres.fresh()
        _in_child(partial(_ingest, whole[0], address))
        began = time.perf_counter()
        _in_child(partial(_ingest, whole[1], address))
        longest = time.perf_counter() - began
        now = 1
        for number in range(count):
            kind, target = KINDS[number % 2], whole[1 - now]
            _in_child(partial(_ingest, target, address), kind, chance.uniform(0, 1.1 * longest))
            found = _read(whole[now], target, address, states, 1 - now)
            seen[kind, found] += 1
            _in_child(partial(_ingest, target, address))
            now = 1 - now
            if _read(target, target, address, states, now) != "as after":
                seen[kind, _ILL] += 1
    print(f"{'':20}{'as before':>12}{'as after':>12}{'otherwise':>12}{'not mended':>12}")
    for kind in KINDS:
        counts = [seen[kind, what] for what in ("as before", "as after", "otherwise", _ILL)]
        print(f"{kind:20}" + "".join(f"{value:12}" for value in counts))
    return int(any(what in ("otherwise", _ILL) for _, what in seen))


def _ingest(notes: Path, address: DatabaseAddress) -> None:
    Library(notes, in_database(address), FakeEmbedder()).refresh(replace_others=True)


def _in_child(work: Callable[[], None], kind: str = "", after: float = 0.0) -> None:
    """Run ``work`` in a process of its own, and break it ``after`` so many seconds in the way of ``kind``.

    Where nothing breaks it, it has to succeed.
    """
    child = os.fork()
    if child == 0:
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    if kind:
        time.sleep(after)
        if kind == KINDS[0]:
            os.kill(child, signal.SIGKILL)
        else:
            postgres.end_connections()
    _, status = os.waitpid(child, 0)
    if not kind and status:
        raise RuntimeError("an ingest failed that nothing broke off")


def _state(notes: Path) -> tuple[object, ...]:
    address = postgres.fresh()
    library = Library(notes, in_database(address), FakeEmbedder())
    library.refresh()
    found = state(library)
    library.close()
    return found


def _read(
    before: Path, after: Path, address: DatabaseAddress, states: list[tuple[object, ...]], target: int
) -> str:
    """Return what the library is like; quotes are proven against the notes that it would be of."""
    for what, notes, wanted in (
        ("as after", after, states[target]),
        ("as before", before, states[1 - target]),
    ):
        library = Library(notes, in_database(address), FakeEmbedder())
        found = state(library)
        library.close()
        if found == wanted:
            return what
    return "otherwise"
