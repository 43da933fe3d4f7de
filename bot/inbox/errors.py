"""Why notes that were handed in are not taken, or cannot be kept."""

from __future__ import annotations

from embeddings.errors import QuothError


class RefusedError(QuothError):
    """A file is not taken as notes; whoever handed it in is told why, and nothing is kept of it."""


class InboxError(QuothError):
    """Notes cannot be written into the inbox, or taken out of it; nothing changed."""
