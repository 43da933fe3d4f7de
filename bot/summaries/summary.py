"""A summary as it is shown: sentences of a model, each with the quote that it rests on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SummarySentence:
    """A sentence of a model, and the number of its quote, from 1 in the order that they are shown in."""

    text: str
    quote: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What a model makes of an answer's quotes."""

    model: str
    sentences: tuple[SummarySentence, ...]

    @property
    def heading(self) -> str:
        """Say above the sentences who wrote them, and from what."""
        return f"Summary by {self.model}, from the quotes below:"
