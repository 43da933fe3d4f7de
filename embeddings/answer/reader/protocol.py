"""The seam of the answer reader: what is read, what it says of it, and the reader that is not there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Passage:
    """Sentences and items of one session, in the order of the notes, to be read beside a question."""

    question: str
    title: str
    """Of the session."""
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader makes of a passage."""

    answers: float
    """Log-odds that the passage answers the question."""
    sentences: tuple[float, ...]
    """Of each sentence: log-odds that it answers, against that none does; the lowest where it was not read.
    """


class AnswerReader(Protocol):
    """Reads passages beside questions. May be used from many threads."""

    @property
    def state(self) -> str | None:
        """What a person is told where nothing is read, in one sentence; None where passages are read."""

    def reads(self, language: str) -> bool:
        """Tell whether it reads texts in a language (ISO 639-1)."""

    def load(self) -> None:
        """Make ready now what the first question would wait for; raises ModelError."""

    def lengths(self, sentences: Sequence[str]) -> list[int]:
        """Return the number of tokens of each sentence, the sign that parts it from the next included."""

    def read(self, passages: Sequence[Passage]) -> list[Reading]:
        """Return a reading for each passage, in their order; several are read together."""


class NoReader:
    """Reads nothing: answers are judged by the named evidence alone."""

    def __init__(self, state: str = "No answer reader is used.") -> None:
        """``state`` says why nothing is read."""
        self._state = state

    @property
    def state(self) -> str:
        """Why nothing is read."""
        return self._state

    def reads(self, language: str) -> bool:  # noqa: ARG002 - whatever it is
        """Tell that it reads none."""
        return False

    def load(self) -> None:
        """Do nothing."""

    def lengths(self, sentences: Sequence[str]) -> list[int]:
        """Return no length for any."""
        return [0] * len(sentences)

    def read(self, passages: Sequence[Passage]) -> list[Reading]:
        """Return nothing: raises NotImplementedError where there is something to read."""
        if passages:
            raise NotImplementedError("there is no reader to read with")
        return []
