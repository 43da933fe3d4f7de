"""Questions for a summary: of a day, an event, a session or all notes, told in the sentences that carry
them.
"""

from __future__ import annotations

from embeddings.answer.accounts import accounts_of
from embeddings.answer.intents import subject
from embeddings.answer.intents.asked import Asked
from embeddings.answer.intents.subject import Subject
from embeddings.answer.intents.summary_phrases import ASKS, MAY_ASK, ONE_SESSION
from embeddings.answer.nothing import no_such_day
from embeddings.answer.question import analyse
from embeddings.answer.select import Selection
from embeddings.digest import conclusion
from embeddings.digest.recap import RecapEntry, recap_entry
from embeddings.index.chunking import segments
from embeddings.proof import lines_of, stand_at
from embeddings.quoting import Joins
from embeddings.records import NO_RECORDING, ONLY_TITLE, Answer, Match, Quote, Session
from embeddings.text import tokens
from embeddings.text.dates import is_only_date

_BUDGET = 80
"""Words that are quoted of what the notes themselves give as the sum of a session."""


_MOST_ON_TOPIC = 12
"""Sessions of a topic that are told of: the best, since more of them are seldom meant."""


def answer(asked: Asked) -> Answer | None:
    """Answer with the sentences that carry what a summary is wanted of.

    A session is told in three sentences, or in what its notes call their summary; a day, or several sessions,
    name each session with a sentence of it.
    """
    text = asked.question.text
    sure = ASKS.search(text) is not None
    if not sure and MAY_ASK.search(text) is None:
        return None
    rest = (ASKS if sure else MAY_ASK).sub(" ", text)
    of = subject.find(asked, rest)
    if of is None:
        missing = sure and analyse(rest).names_a_day and is_only_date(rest.strip(" ?!.,"))
        return no_such_day(asked.question, asked.catalogue) if missing else None
    if not (sure or of.scope in ("day", "month", "event") or of.only is not None):
        return None
    one = len(of.sessions) == 1 or (of.scope == "topic" and ONE_SESSION.search(tokens.fold(text)) is not None)
    return _of_session(asked, of.sessions[0]) if one else _of_many(asked, of)


def _of_session(asked: Asked, session: Session) -> Answer:
    quotes = _own_sum(asked, session) or _telling(asked, session) or _whatever_there_is(asked, session)
    remarks = [
        *([] if quotes else [ONLY_TITLE]),
        *([NO_RECORDING] if session.lacks_recording else []),
    ]
    return Answer(
        question=asked.question.text,
        verdict="answer" if quotes else "closest",
        lead="The notes say, in short:" if quotes else "The notes hold no more than this:",
        matches=(Match(session, 1.0),),
        quotes=tuple(quotes),
        links=session.links,
        remark=" ".join(remarks) or None,
    )


def _of_many(asked: Asked, of: Subject) -> Answer:
    told = of.sessions[:_MOST_ON_TOPIC] if of.scope == "topic" else of.sessions
    entries = [recap_entry(asked.snapshot, session, 1) for session in told]
    quotes = [quote for entry in entries for quote in _quotes_of(entry)]
    count = len(told)
    silent = [entry for entry in entries if not _quotes_of(entry)]
    only = "the title, or code," if any(entry.has_code for entry in silent) else "the title"
    best = f"The best {count} of " if count < len(of.sessions) else ""
    return Answer(
        question=asked.question.text,
        verdict="answer",
        lead=f"{best}{len(of.sessions)} sessions{of.where}, in the notes' own words:",
        matches=tuple(Match(session, 1.0) for session in told),
        quotes=tuple(quotes),
        remark=f"The notes have only {only} of {len(silent)} of them." if silent else None,
        kind="sessions",
    )


def _telling(asked: Asked, session: Session) -> list[Quote]:
    return _quotes_of(recap_entry(asked.snapshot, session))


def _whatever_there_is(asked: Asked, session: Session) -> list[Quote]:
    """Quote a session that has no sentence: its code, say."""
    accounts = accounts_of(asked.snapshot, asked.question, (), asked.vector, session, about=True)
    account = accounts[0].session
    return Selection(accounts[0].scored, account, lines_of(asked.snapshot.notes, account.file)).take()


def _quotes_of(entry: RecapEntry) -> list[Quote]:
    """Return the sentences that carry a session; its review where there is nothing else."""
    return [said.quote for said in entry.quotes] or ([entry.review] if entry.review else [])


def _own_sum(asked: Asked, session: Session) -> list[Quote]:
    """Return what the notes themselves give as the sum of a session, as it stands."""
    for account in session.all_accounts:
        members = segments(asked.snapshot.store.text_blocks(account.id))
        lines = lines_of(asked.snapshot.notes, account.file)
        joins = Joins(members, account, lines)
        quotes = [joins.quote(run) for run in joins.runs(conclusion.find(members, _BUDGET))]
        if standing := [quote for quote in quotes if stand_at(lines, quote)]:
            return standing
    return []
