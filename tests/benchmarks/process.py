"""What a process takes."""

from __future__ import annotations

import resource
import sys
from pathlib import Path


def resident(pid: int | None = None) -> int:
    """Return the bytes of memory that a process holds, by default this one.

    Where there is no ``/proc``, this one's at its largest; another's cannot be read there.
    """
    if sys.platform == "linux":
        statm = Path("/proc", "self" if pid is None else str(pid), "statm")
        return int(statm.read_text(encoding="ascii").split()[1]) * resource.getpagesize()
    assert pid is None, "of another process only on Linux"
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
