"""The reply where the notes hold nothing: what they do cover, and which words they never use."""

from __future__ import annotations

from collections.abc import Sequence

from embeddings.answer import days
from embeddings.answer.question import Question
from embeddings.answer.retrieve import Hit, Term
from embeddings.index.catalogue import Catalogue
from embeddings.records import Answer, Match


def nothing(
    question: Question, catalogue: Catalogue, hits: Sequence[Hit] = (), terms: Sequence[Term] = ()
) -> Answer:
    """Turn a question down; ``hits`` are the sessions that came nearest, ``terms`` the words searched for."""
    nearest = [hit.session for hit in hits[:3]]
    lead = f"Nothing in the notes on this. They cover {days.covered(catalogue)}"
    lead += f"; nearest titles: {'; '.join(session.title for session in nearest)}." if nearest else "."
    return Answer(
        question=question.text,
        verdict="none",
        lead=lead,
        matches=tuple(Match(hit.session, hit.score) for hit in hits[:5]),
        remark=never_mentioned(terms),
    )


def never_mentioned(terms: Sequence[Term]) -> str | None:
    """Say which of ``terms`` the notes never use; None where they use all."""
    unknown = [f"'{term.word}'" for term in terms if not term.known][:3]
    if not unknown:
        return None
    listed = unknown[0] if len(unknown) == 1 else f"{', '.join(unknown[:-1])} or {unknown[-1]}"
    return f"The notes never mention {listed}."
