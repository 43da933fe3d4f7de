"""What a byline says of speakers, dates and codes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from embeddings.records import Speaker
from embeddings.text.dates import When


@dataclass(slots=True)
class Byline:
    """What a byline says. ``lines`` are the lines that name speakers (1-based)."""

    speakers: list[Speaker] = field(default_factory=list)
    lines: set[int] = field(default_factory=set)
    strong: bool = False
    """Whether more than the bare shape of a name says that these are speakers."""
    date: When | None = None
    date_line: int | None = None
    code: str | None = None
    sure: bool = False
    """Whether a label ("Speaker:") named them."""

    unsaid: list[Speaker] = field(default_factory=list)
    """Those whom it names where the organiser says that it names nobody."""

    @property
    def evidence(self) -> list[Speaker]:
        """Those by whom the title above is known to be a session's, whether or not they are its speakers."""
        return self.speakers or self.unsaid

    def take(self, people: Sequence[Speaker], *, sure: bool = False, strong: bool = False) -> bool:
        """Add people, who are named surely or by more than their shape; return whether there are any."""
        if not people:
            return False
        self.speakers.extend(people)
        self.lines.update(speaker.line for speaker in people if speaker.line)
        self.strong |= sure or strong
        self.sure |= sure
        return True


PROSE = 25
"""Words from which on a line is text and no longer part of the byline."""
