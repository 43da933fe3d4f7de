"""A fault of the loopback Discord's: a request that fails or breaks off, once or more."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass
class Fault:
    """What goes wrong with the next requests that match."""

    method: str
    path: str
    kind: str
    """``429``, ``429-global``, ``503``, ``500``, ``drop-before``; or once it was done: ``500-after``,
    ``drop-after``.
    """
    times: int = 1
    wait: float = 0.05
    code: int = 0
    """Discord's own, beside a status."""
    after: int = 0
    """How many requests that match go well before."""

    def meets(self, method: str, path: str) -> bool:
        """Tell whether a request is one that goes wrong."""
        if not self.times or self.method != method or not re.search(self.path, path):
            return False
        self.after -= 1
        return self.after < 0
