"""Whether a follow-up keeps to the session that was spoken of, or lets go of it for another."""

from __future__ import annotations

from collections.abc import Sequence

from embeddings.answer import follow_up, retrieve
from embeddings.answer.question import Question
from embeddings.answer.retrieve import Hit, Term
from embeddings.index.protocols import Vectors
from embeddings.index.snapshot import Snapshot

_FAR_MORE, _NEARER = 0.4, 0.05
"""How much more of a follow-up's words, and how much nearer, another session must hold to be told of instead.
"""
_BETTER = 0.4
"""How much more another session must score to be told of instead, for a question that may well stand alone.

Of 483 questions over real collections, each asked after one on another session, 12 in 100 then stayed with
that (24 before), and of 588 of the same session none more let go of it.
"""
_LET_GO = 0.6
"""A follow-up lets go of its session when another's title or people hold this share of the question's words.
"""


def hits_of(
    snapshot: Snapshot,
    question: Question,
    terms: Sequence[Term],
    vector: Vectors,
    session: str | None,
    hits: Sequence[Hit],
) -> list[Hit]:
    """Return the session that a question keeps to, as it was found; nothing where it is none or let go of.

    ``hits`` are all that were found for the question, ``vector`` is its own: shape (dim,), of length one.
    """
    catalogue = snapshot.catalogue
    if (
        session is None
        or session not in catalogue.by_id
        or follow_up.is_of_many(question, terms)
        or _names_another(hits, session, terms)
    ):
        return []
    own = retrieve.search(snapshot, terms, vector, {session}) or [Hit(catalogue.by_id[session])]
    # "And what is a capstan?": no word of the session, and told of in another
    what_is = follow_up.asks_what_is(question.text) and not own[0].coverage and _says_most(hits)
    elsewhere = _is_told_elsewhere(hits, own[0], terms) or (
        follow_up.stands_alone(question.text) and _is_told_better(hits, own[0], terms)
    )
    return [] if what_is or elsewhere else own


def _names_another(hits: Sequence[Hit], session: str, terms: Sequence[Term]) -> bool:
    """Tell whether a follow-up is about another session: its title or people are named, and this one's are
    not.
    """
    here = next((hit for hit in hits if hit.session.id == session), None)
    own = max(here.title_coverage, here.people_coverage) if here else 0.0
    others = [hit for hit in hits if hit.session.id != session]
    return bool(terms) and any(
        max(hit.title_coverage, hit.people_coverage) >= max(_LET_GO, own + 0.1) for hit in others
    )


def _is_told_elsewhere(hits: Sequence[Hit], own: Hit, terms: Sequence[Term]) -> bool:
    """Tell whether a follow-up names what another session tells of, and its own has hardly a word of.

    It takes several words, and meaning as well: its own session may say the same in other words. What no
    session has a word of tells nothing.
    """
    known = [term for term in terms if term.known]
    whole = sum(term.searched for term in terms)
    share = sum(term.searched for term in known) / whole if whole else 0.0
    if len(known) < 2 or not share:
        return False
    least = max(retrieve.ON_TOPIC, own.coverage / share + _FAR_MORE) * share
    return any(
        hit.coverage >= least and hit.cosine > own.cosine + _NEARER
        for hit in hits
        if hit.session.id != own.session.id
    )


def _is_told_better(hits: Sequence[Hit], own: Hit, terms: Sequence[Term]) -> bool:
    """Tell whether another session fits a question of several words far better than the one before."""
    return len(terms) > 1 and bool(hits) and hits[0].score > own.score + _BETTER


def _says_most(hits: Sequence[Hit]) -> bool:
    """Tell whether a session holds most of a question's words."""
    return any(hit.coverage >= retrieve.ON_TOPIC for hit in hits)
