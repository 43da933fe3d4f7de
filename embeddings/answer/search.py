"""Search without a verdict: the sessions nearest to some words, each with the passage of it that is nearest.

Whoever asks here judges for themselves; whether the notes answer a question, ``compose`` decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from embeddings.answer import compose, retrieve
from embeddings.answer.accounts import accounts_of
from embeddings.index.snapshot import Snapshot
from embeddings.proof import lines_of
from embeddings.quoting import quote_of
from embeddings.records import Quote, Session

MOST_FOUND = 20
"""Sessions that one search gives at most."""


@dataclass(frozen=True, slots=True)
class Found:
    """A session that a search found, best first."""

    session: Session
    quote: Quote | None
    """Its passage that is nearest; None where the notes have no more than its title."""
    score: float
    """Comparable within one search only; higher is better."""


def search(
    snapshot: Snapshot, text: str, *, pool: Sequence[Session] | None = None, limit: int = 5
) -> list[Found]:
    """Return at most ``limit`` sessions, of ``pool`` where given, that are nearest to ``text``."""
    prepared = compose.prepare(snapshot, text)
    question = prepared.question
    vector = retrieve.trusted(snapshot, question, snapshot.embedder.encode_queries([prepared.text])[0])
    terms = retrieve.weigh(snapshot, question, prepared.corrections)
    allowed = None if pool is None else {session.id for session in pool}
    found = []
    for hit in retrieve.search(snapshot, terms, vector, allowed)[: min(limit, MOST_FOUND)]:
        about = compose.asks_for_session(terms, hit.title_coverage)
        account = accounts_of(snapshot, question, terms, vector, hit.session, about=about)[0]
        best = max(account.scored, key=lambda one: one.score, default=None)
        lines = lines_of(snapshot.notes, account.session.file)
        quote = None if best is None else quote_of([best.segment], account.session, lines)
        found.append(Found(hit.session, quote, hit.score))
    return found
