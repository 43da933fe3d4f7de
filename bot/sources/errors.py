"""Why notes could not be fetched, in one sentence each; organisers and whoever runs the bot see them.

NotesError
└── SourceError             the repository cannot be used as it is named
    ├── UnreachableError    for the moment: the network, the server, the time or the size
    └── EndedError          whoever waited wanted no more
"""

from __future__ import annotations

from embeddings.errors import NotesError


class SourceError(NotesError):
    """The notes cannot be fetched."""


class UnreachableError(SourceError):
    """The notes cannot be fetched just now; trying again later may help."""


class EndedError(SourceError):
    """Nobody waits for the notes any more."""
