"""What many tests share: a small embedder without torch, and two days of invented notes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from embeddings.index.protocols import COMMON_SCALE, CosineScale, Encoded, Progress, Vectors
from embeddings.text import tokens

DAY_ONE = """\
# Saltwind Summit 2021 | Day 1 - Tuesday, May 4

## Breakfast on the pier

Rye bread, smoked herring and a very long queue.

----

## Cold storage for tidal sensors (sponsored by Brinewood)

Ilse Vandermolen - Principal Engineer - Brinewood
Tobias Quell - Field Technician

Tidal sensors write four readings a second, and most of them are never looked at again.
Brinewood moves readings older than ninety days to magnetic tape in a salt mine near the coast.
A reading fetched from tape takes eleven minutes, which nobody has complained about so far.

They keep an index of every tape in **memory**, so that a search costs nothing.

- The tape robot is called Marvin
- Tape costs one tenth of disk

![Tape shelves in the mine](pictures/mine.png)

See the [recording](https://www.youtube.com/watch?v=tidal000001) and the [code](https://github.com/brinewood/tapes).

----

## Lighthouse scheduling with priority queues

Ravi Okonjo - Staff Engineer - Lampwick Software

Every lamp on the coast is switched by one scheduler, which keeps its jobs in a priority queue.
A lamp that misses its turn for three minutes raises an alarm at the harbour office.
Okonjo showed how a pairing heap halved the waiting time on foggy nights.

```python
heap.push(lamp, due=dusk)
```

No slides were handed out.
"""

DAY_TWO = """\
# Saltwind Summit 2021 | Day 2 - Wednesday, May 5

## Foghorn acoustics and machine listening

Marguerite Osei - Acoustician - Dunlin Institute

A microphone on each buoy hears which foghorn sounded, even in a gale.
The classifier was trained on nine hundred hours of foghorns and gulls.
It mistakes a ferry for a foghorn about once a week.

Watch it at https://www.youtube.com/watch?v=foghorn0002 when you have the time.

## Rope splicing for software people

Henk Dorsey - Rigger

Dorsey splices a broken rope in the time it takes to reboot a router.
His advice: never trust a knot that you did not tie yourself.
"""

NOTES: Mapping[str, str] = {"day1.md": DAY_ONE, "day2.md": DAY_TWO}
_COMMON = frozenset("about night time week never every most search index memory office turn".split())  # noqa: SIM905


def write_notes(folder: Path, files: Mapping[str, str | bytes] = NOTES) -> Path:
    """Write files into ``folder``, which is made, and return it."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


class FakeEmbedder:
    """An Embedder that needs no model: a text is the sum of fixed vectors of its words' stems.

    Texts that share words are near each other, which is all that tests of the machinery need. ``before`` is
    called with each chunk's text before it is encoded, in the thread that encodes: it may wait for an event,
    raise or count. ``encoded`` keeps the chunks that it was run on;
    ``unread`` are languages that it says it does not read.
    """

    def __init__(
        self,
        *,
        name: str = "small",
        dimension: int = 64,
        limit: int = 128,
        before: Callable[[str], object] = lambda _: None,
        unread: frozenset[str] = frozenset(),
    ) -> None:
        self._name = name
        self._fingerprint = hashlib.sha256(f"{name} {dimension}".encode()).hexdigest()
        self._dimension = dimension
        self._limit = limit
        self.before = before
        self.unread = unread
        self.encoded: list[str] = []

    @property
    def fingerprint(self) -> str:
        return self._fingerprint

    @property
    def name(self) -> str:
        return self._name

    @property
    def scale(self) -> CosineScale:
        return COMMON_SCALE

    @property
    def stamp(self) -> str:
        return self._fingerprint

    @property
    def dimension(self) -> int:
        return self._dimension

    @property
    def limit(self) -> int:
        return self._limit

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Pieces of at most four letters, single marks, and one at each end."""
        return [2 + len(re.findall(r"\w{1,4}|[^\w\s]", text)) for text in texts]

    def rank(self, word: str) -> float | None:
        return 0.5 if word in _COMMON else None

    def reads(self, language: str) -> bool:
        return language not in self.unread

    def encode_queries(self, questions: Sequence[str]) -> Vectors:
        found = [self._vector(text) for text in questions]
        return np.array(found, dtype=np.float32).reshape(-1, self._dimension)

    def encode_chunks(
        self,
        texts: Sequence[str],
        spans: Sequence[Sequence[tuple[int, int]]],
        progress: Progress | None = None,
    ) -> list[Encoded]:
        found = []
        for done, (text, places) in enumerate(zip(texts, spans, strict=True), 1):
            self.before(text)
            self.encoded.append(text)
            parts = [self._vector(text[start:end]) for start, end in places]
            table = np.stack(parts) if parts else np.zeros((0, self._dimension), dtype=np.float32)
            found.append(Encoded(self._vector(text), table))
            if progress is not None:
                progress(done, len(texts))
        return found

    def _vector(self, text: str) -> Vectors:
        total = np.zeros(self._dimension, dtype=np.float32)
        for stem in tokens.stems(tokens.tokenize(text), "en"):
            total += _direction(stem, self._dimension)
        length = float(np.linalg.norm(total))
        return total / length if length else total


@lru_cache(maxsize=10_000)
def _direction(stem: str, dimension: int) -> Vectors:
    seed = int.from_bytes(hashlib.sha256(stem.encode()).digest()[:8], "little")
    return np.random.default_rng(seed).standard_normal(dimension).astype(np.float32)
