"""The core as the bot sees it: what ``embeddings.library.Library`` offers and nothing more.

All of it blocks, so the bot calls it from threads. Errors are QuothError, one sentence each.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from embeddings.digest.announcements import Announcement
from embeddings.digest.recap import Recap
from embeddings.index.ingest import Report
from embeddings.index.protocols import Progress
from embeddings.records import Answer, Day, Quote, Session, TextBlock
from embeddings.records_reader import AccountText


class Asked(Protocol):
    """What answers questions."""

    def ask(
        self, text: str, *, day: str | None = None, session: str | None = None, after: Answer | None = None
    ) -> Answer:
        """Answer one question, kept to a day or a session where named; ``after`` is what it follows on."""

    def ask_many(self, texts: Sequence[str]) -> list[Answer]:
        """Answer several questions at once."""


class LibraryProtocol(Asked, Protocol):
    """A library that can be asked, browsed and brought up to date."""

    def refresh(self, progress: Progress | None = None) -> Report:
        """Take up what changed in the notes."""

    def warm(self) -> None:
        """Load the model, so that the first question does not wait."""

    def reader_state(self) -> str | None:
        """Return why no trained reader has a part in answers, in a sentence; None where one has."""

    def generation(self) -> str | None:
        """Return what the library's state is known by: another one after each change, whoever wrote it."""

    def days(self) -> list[Day]:
        """Return the days that the notes cover."""

    def sessions(self, day: str | None = None) -> list[Session]:
        """Return the sessions in the order of the notes."""

    def texts(self, day: str | None = None) -> list[Session]:
        """Return the same, and after them what stands in their files outside of sessions."""

    def session(self, title_or_id: str) -> Session:
        """Return one session."""

    def standing(self, session: Session) -> tuple[list[TextBlock], int]:
        """Return what of a session stands in the notes now, in order, and how many text blocks do not."""

    def others(self, session: Session) -> tuple[list[AccountText], int]:
        """Return the same of each other account of a session that several took notes of."""

    def base_url(self) -> str | None:
        """Return the web address of the notes folder, where the notes name one."""

    def related(self, session_id: str, limit: int = 3) -> list[tuple[Session, str]]:
        """Return the sessions most like one, and why."""

    def recaps(self, day: str | None = None) -> list[Recap]:
        """Tell the days that ``day`` names, or all, in the notes' own words."""

    def announced(self, day: str | None = None) -> list[Announcement]:
        """Return the sentences that state launches, savings and figures."""

    def support(self, sentence: str, quote: Quote) -> float | None:
        """Return the log-odds that a quote holds what a sentence says; None where no reader tells."""

    def current(self, quote: Quote) -> bool:
        """Tell whether a quote still stands in the notes."""

    def close(self) -> None:
        """Let go of the file."""
