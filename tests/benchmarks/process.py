"""What the process at hand takes."""

from __future__ import annotations

import resource
import sys
from pathlib import Path


def resident() -> int:
    """Return the bytes of memory that this process holds."""
    if sys.platform == "linux":
        return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
