"""What came of the questions so far: how many failed, how long they took, and what the process holds."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import numpy as np


@dataclass
class Tally:
    """Counts, seconds and sizes; as many seconds as ``seconds`` has room for."""

    seconds: np.ndarray[tuple[int], np.dtype[np.float32]]
    """Written to at once, so that it does not grow in what it may measure."""
    asked: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)
    beside: Counter[str] = field(default_factory=Counter)
    """What was done between the questions."""
    errors: int = 0
    sizes: list[tuple[int, int]] = field(default_factory=list)
    """How many were asked, and the bytes of the process then."""

    def took(self, seconds: float, verdict: str) -> None:
        """Note a question that was seen to."""
        self.seconds[self.asked] = seconds
        self.verdicts[verdict] += 1
        self.asked += 1

    def failed(self, what: str, seconds: float = 0.0) -> None:
        """Note a question that went wrong, and say so."""
        self.went_wrong(what)
        self.took(seconds, "failed")

    def went_wrong(self, what: str) -> None:
        """Count an error, and say it."""
        self.errors += 1
        print(what, flush=True)

    def slope(self) -> float:
        """Return bytes a 1,000 questions, over the last half."""
        half = [entry for entry in self.sizes if entry[0] >= self.asked / 2]
        if len(half) < 3:
            return 0.0
        return float(np.polyfit([n for n, _ in half], [size for _, size in half], 1)[0]) * 1000

    def line(self) -> str:
        """Return all of it in a line."""
        done = self.seconds[: max(self.asked, 1)]
        low, high = np.percentile(done, [50, 99])
        return (
            f"{self.asked} questions, {self.sizes[-1][1] / 1e6:.1f} MB, "
            f"{self.slope() / 1000:+.1f} kB a 1,000 over the last half, "
            f"{self.errors} errors, {dict(self.verdicts)}, beside them {dict(self.beside)}, "
            f"median {low * 1000:.1f} ms, p99 {high * 1000:.1f} ms, longest {done.max() * 1000:.0f} ms"
        )
