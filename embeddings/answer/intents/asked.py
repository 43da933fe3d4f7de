"""The seam of a kind of question: what it is given, and what it returns.

A module of this folder holds one kind of question and its ``answer``, an ``Intent``. ``registry`` tries them
in order before the question is answered from the session that fits best.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from embeddings.answer.question import Question
from embeddings.answer.retrieve import Hit, Term
from embeddings.index.catalogue import Catalogue
from embeddings.index.protocols import Vectors
from embeddings.index.snapshot import Snapshot
from embeddings.records import Answer, Session


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and all that is known of it before it is answered."""

    question: Question
    terms: tuple[Term, ...]
    vector: Vectors
    """Of the question, its spelling mended: shape (dim,), of length one."""
    hits: Sequence[Hit]
    """Every session found for the question, best first."""
    snapshot: Snapshot
    pool: Sequence[Session] | None
    """The sessions that who asks keeps to (a day's), None for all."""
    session: str | None
    """The id of the session that a follow-up keeps to; None where it is no follow-up, or names another."""
    after: Answer | None = None
    """The reply that a follow-up follows on, where it is known."""

    @property
    def catalogue(self) -> Catalogue:
        """Every session record."""
        return self.snapshot.catalogue

    @property
    def scope(self) -> Sequence[Session]:
        """The sessions that may be answered from, in the order of the notes."""
        return self.catalogue.sessions if self.pool is None else self.pool


Intent = Callable[[Asked], Answer | None]
"""Return the answer to a question of one kind; None for a question of another, or where it has no answer.

Corrections of spelling are added to the answer afterwards; quotes are proven when it is shown.
"""
