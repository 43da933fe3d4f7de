"""Releases of Quoth, and which of two is the newer: of several that share a library the older stands back."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version


@cache
def own() -> str:
    """Return the release that this is."""
    return version("quoth")


def order(release: str) -> tuple[int, ...]:
    """Return a release as it is compared: 0.10 comes after 0.9, and "" before all."""
    return tuple(int(part) if part.isdigit() else 0 for part in release.split("."))
