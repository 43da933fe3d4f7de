"""The folder of the user's for what is made once and can be made again."""

from __future__ import annotations

import os
from pathlib import Path


def cache_folder() -> Path:
    """Return ``quoth`` below XDG_CACHE_HOME, else below ``~/.cache``."""
    given = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(given) if Path(given).is_absolute() else Path.home() / ".cache") / "quoth"
