"""More of a session that a reply was about: what of it was not quoted yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from embeddings.answer import retrieve
from embeddings.answer.accounts import Account, accounts_of
from embeddings.answer.follow_up_phrases import MORE
from embeddings.answer.intents.asked import Asked
from embeddings.answer.intents.subject import as_spoken_of
from embeddings.answer.question import analyse
from embeddings.answer.select import Selection
from embeddings.proof import lines_of
from embeddings.records import NO_RECORDING, Answer, Match, Quote
from embeddings.text import tokens

_SHOWN = -10.0
"""Score of a segment that was quoted already."""


def answer(asked: Asked) -> Answer | None:
    """Answer with the next quotes of the session, by what the reply before was asked for."""
    folded = tokens.fold_line(asked.question.text)
    if asked.session is None or MORE.search(folded) is None:
        return None
    session = asked.catalogue.by_id[asked.session]
    snapshot, after = asked.snapshot, asked.after
    question = asked.question if after is None else analyse(after.question)
    terms = retrieve.weigh(snapshot, question, {})
    vector = retrieve.trusted(snapshot, question, snapshot.embedder.encode_queries([question.text])[0])
    accounts = accounts_of(snapshot, question, terms, vector, session, about=not terms)
    # What the best account has left comes before another's.
    left = (quotes for account in accounts for quotes in _left(asked, account) if quotes)
    quotes = next(left, [])
    return Answer(
        question=asked.question.text,
        verdict="answer" if quotes else "none",
        lead="The notes also say:" if quotes else f"The notes say no more of {as_spoken_of(session)}.",
        matches=(Match(session, 1.0),),
        quotes=tuple(quotes),
        more=tuple(next(left, [])),
        links=session.links,
        remark=NO_RECORDING if quotes and session.lacks_recording else None,
    )


def _left(asked: Asked, account: Account) -> Iterator[list[Quote]]:
    """Yield what was not shown of an account, the best first."""
    after, session = asked.after, account.session
    seen = () if after is None else after.quotes
    shown = frozenset(
        one.place
        for one in account.scored
        if any(quote.file == session.file and quote.holds(one.segment) for quote in seen)
    )
    # What was shown is not among the best any more, near which quotes are looked for.
    scored = [replace(one, score=_SHOWN) if one.place in shown else one for one in account.scored]
    selection = Selection(scored, session, lines_of(asked.snapshot.notes, session.file), skip=shown)
    if after is None:
        # What was shown is not known: most likely the best.
        selection.take()
    yield selection.take()
    yield selection.take()
