"""Notes into answers: the core, which knows nothing of Discord, terminals or HTML.

The names below are its public ones, each imported at its first use.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from embeddings.errors import QuothError
    from embeddings.library import Library
    from embeddings.records import Answer, Quote, Session

__all__ = ["Answer", "Library", "Quote", "QuothError", "Session"]

_HOMES = {
    "Answer": "embeddings.records",
    "Library": "embeddings.library",
    "Quote": "embeddings.records",
    "QuothError": "embeddings.errors",
    "Session": "embeddings.records",
}


def __getattr__(name: str) -> Any:
    """Return a public name; a command that only lists sessions never waits for what asking needs."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(_HOMES[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
