"""A session that several took notes of: whose notes answer, and what the others' say of the same thing.

Text is scored, chosen and quoted in one account at a time, since lines are those of one file. What is known
of the session as a whole (who spoke, links, the verdict) is told once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from embeddings.answer import score
from embeddings.answer.answering import ANSWERING
from embeddings.answer.question import Question
from embeddings.answer.record import AskedRecord
from embeddings.answer.retrieve import Term
from embeddings.answer.score import ScoredSegment
from embeddings.index.protocols import Vectors
from embeddings.index.snapshot import Snapshot
from embeddings.proof import lines_of, stand_at
from embeddings.quoting import quote_of
from embeddings.records import Quote, Session
from embeddings.text import tokens
from embeddings.text.addresses import same_link
from embeddings.text.function_words import ALL_FUNCTION_WORDS
from embeddings.text.markdown_words import count_words

LONGEST = 26
"""Words of another account's sentence that is shown beside what answers: a third of a reply."""
_AS_GOOD = 0.1
"""What the best sentence of another account may score less and still answer."""
_OF_THE_SAME = 0.5
"""Share of a sentence's words, without figures, that another holds where both tell of one thing."""
_FIGURE = re.compile(
    r"(?P<money>[$€£¥])?\s?(?<![\w.,])(?P<number>\d+(?:[.,  ]\d{3})*(?:[.,]\d+)?)"
    r"(?:\s?(?P<times>k|m|bn|thousand|million|billion)\b)?(?:\s?(?P<percent>%|percent\b|per cent\b)|"
    r"[ -]?(?P<unit>[^\W\d_]+))?",
    re.IGNORECASE,
)
_TIMES = {"k": 1e3, "thousand": 1e3, "m": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9}


@dataclass(frozen=True, slots=True)
class Account:
    """What one person wrote of a session, with how well each segment of it answers."""

    session: Session
    scored: Sequence[ScoredSegment]

    @property
    def best(self) -> float:
        """The score of its best segment; the least there is where it has no text."""
        return max((one.score for one in self.scored), default=float("-inf"))


def accounts_of(
    snapshot: Snapshot,
    question: Question,
    terms: Sequence[Term],
    vector: Vectors,
    session: Session,
    *,
    about: bool,
) -> list[Account]:
    """Return the accounts of a session, scored for a question, the one that answers best first."""
    found = [
        Account(one, score.score_session(snapshot, question, terms, vector, one, about=about))
        for one in session.all_accounts
    ]
    return sorted(found, key=lambda account: -account.best)


def as_listed(asked: AskedRecord, session: Session) -> AskedRecord:
    """Return the record that one account has, with its links as the session lists them."""
    if not session.accounts:
        return asked
    listed = {same_link(link.url): link for link in session.links}
    return replace(asked, links=tuple(listed[same_link(link.url)] for link in asked.links))


def beside(
    snapshot: Snapshot, others: Iterable[Account], answer: Quote | None, best: float, most: int
) -> tuple[list[Quote], bool]:
    """Return a sentence of each other account that answers too, ``most`` at most, and whether one gives
    another figure for what ``answer`` gives one for.

    ``best`` is the score of what answers. A sentence that says the same in the same words is left out.
    """
    shown: list[Quote] = []
    differ = False
    for account in others:
        one = _counterpart(account, answer, best)
        if one is None or len(shown) == most:
            continue
        quote = quote_of([one.segment], account.session)
        said = {_folded(known.text) for known in (*shown, *([answer] if answer else []))}
        if _folded(quote.text) in said or not stand_at(lines_of(snapshot.notes, account.session.file), quote):
            continue
        shown.append(quote)
        differ = differ or (answer is not None and figures_differ(answer.text, quote.text))
    return shown, differ


def _counterpart(account: Account, answer: Quote | None, best: float) -> ScoredSegment | None:
    """Return the segment that tells of the same as ``answer``; where none does, one that answers as well."""
    may = [
        one
        for one in account.scored
        if one.segment.kind in ANSWERING and 0 < count_words(one.segment.text) <= LONGEST
    ]
    if not may:
        return None
    if answer is not None:
        nearest = max(may, key=lambda one: (_shared(answer.text, one.segment.text), one.score))
        if _shared(answer.text, nearest.segment.text) >= _OF_THE_SAME:
            return nearest
    first = max(may, key=lambda one: one.score)
    return first if first.score >= best - _AS_GOOD else None


def figures_differ(one: str, other: str) -> bool:
    """Tell whether two sentences on one thing give other figures of one kind: money, percent, or a unit."""
    if _shared(one, other) < _OF_THE_SAME:
        return False
    first, second = _figures(one), _figures(other)
    return any(
        first[kind].isdisjoint(second[kind]) and len(first[kind]) == len(second[kind])
        for kind in first.keys() & second.keys()
    )


def _figures(text: str) -> dict[str, set[float]]:
    """Return the figures of a sentence by their kind."""
    found: dict[str, set[float]] = {}
    for match in _FIGURE.finditer(text):
        unit = tokens.stem(tokens.fold(match["unit"] or ""), "en")
        kind = match["money"] or ("%" if match["percent"] else unit)
        value = _number(match["number"]) * _TIMES.get((match["times"] or "").lower(), 1.0)
        if kind:
            found.setdefault(kind, set()).add(value)
    return found


def _number(written: str) -> float:
    """Return a number as it is written in whatever language: "1,000", "1 000", "2.5", "2,5"."""
    whole = re.sub(r"[.,  ](?=\d{3}(?:\D|$))", "", written)
    return float(re.sub(r"[,  ]", ".", whole, count=1))


def _shared(one: str, other: str) -> float:
    """Return the share of the shorter sentence's words that the other holds, without figures."""
    first, second = _words(one), _words(other)
    smaller = min(len(first), len(second))
    return len(first & second) / smaller if smaller else 0.0


def _words(text: str) -> frozenset[str]:
    return frozenset(
        tokens.stem(word, "en")
        for word in tokens.tokenize(text)
        if word not in ALL_FUNCTION_WORDS and not word.isdecimal()
    )


def _folded(text: str) -> str:
    return " ".join(tokens.tokenize(text))
