"""What a service refuses, in one sentence each; all of these are told to the person who asked.

QuothError
├── NotReadyError   for a moment: at the start, at the end
├── StoppedError    ends a reading of the notes when the bot ends
├── TooLongError
├── NoNotesError
├── ForgottenError
└── TakenOverError
"""

from __future__ import annotations

from embeddings.errors import QuothError


class NotReadyError(QuothError):
    """The notes are being read for the first time since the start."""


class StoppedError(QuothError):
    """The bot ends while the notes are being read; the library is as it was."""


class TooLongError(QuothError):
    """The question is longer than what is read."""


class NoNotesError(QuothError):
    """Nobody named notes for where the person is."""


class ForgottenError(QuothError):
    """A button's reply is no longer kept."""


class TakenOverError(QuothError):
    """Another process carries out the share that this one was at."""

    def __init__(self) -> None:
        """Say it to whoever waits."""
        super().__init__("Somebody else shares that here just now: look at the channel in a minute.")
