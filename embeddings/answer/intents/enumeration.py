"""Things of a kind that the notes list: "which tools did they use?" gets every item of the list of tools."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from embeddings.answer.intents.asked import Asked
from embeddings.answer.retrieve import Hit, Term, coverage
from embeddings.index.chunking import Segment, segments
from embeddings.proof import lines_of, stand_at
from embeddings.quoting import Joins
from embeddings.records import NO_RECORDING, Answer, Match, Quote, Session, TextBlock
from embeddings.text import tokens
from embeddings.text.markdown_words import count_words

_LOOKED_INTO = 4
"""Sessions, best first, whose lists are looked at."""
_FEWEST, _MOST = 2, 40
"""Items of a list that answers: one is no list, and a very long one is an index of the notes."""
_WORDS = 200
"""Words of such a list: it is shown whole or not at all."""
_SHORT = 40
"""Words of a list that is itself the one thing that answers."""
_FITS = 0.6
"""Weighted share of the question's words that a list's opening line, with its session's title and people,
must hold."""
_KIND_AMONG = 2
"""The words of a question among which the kind of thing stands: "which build tools were ..."."""
_PLURAL_IN_S = frozenset({None, "en", "fr", "es", "pt"})
_SESSION = re.compile(
    r"\b(?:talk|session|keynote|workshop|lecture|presentation|panel|speaker|vortrag|sitzung|conf[eé]rence|"
    r"atelier|charla|ponencia|sesi[oó]n|palestra|sess[aã]o)\b",
    re.IGNORECASE,
)
"""One session or person is asked for, and not a thing that a list is of."""
_RUNS = 3
"""Quotes that a list may be in, parted by what is no text."""


@dataclass(frozen=True, slots=True)
class _Listed:
    session: Session
    quotes: tuple[Quote, ...]
    fit: float


def answer(asked: Asked) -> Answer | None:
    """Answer with the whole list whose opening line names the kind of thing that is asked for.

    None where the question asks for no things by their kind, or the notes have no such list.
    """
    question = asked.question
    kind = _kind(asked) if question.enumerates and not question.lists else None
    if kind is None or question.answer_type != "text":
        return None
    found = [one for hit in asked.hits[:_LOOKED_INTO] for one in _lists(asked, hit, kind)]
    if not found:
        return None
    best = max(found, key=lambda one: one.fit)
    others = tuple(hit for hit in asked.hits if hit.session.id != best.session.id)
    score = next(hit.score for hit in asked.hits if hit.session.id == best.session.id)
    return Answer(
        question=question.text,
        verdict="answer",
        lead="The notes list:",
        matches=(Match(best.session, score), *(Match(hit.session, hit.score) for hit in others[:4])),
        quotes=best.quotes,
        links=best.session.links,
        remark=NO_RECORDING if best.session.lacks_recording else None,
        nearest=best.quotes[0] if count_words(best.quotes[0].text) <= _SHORT else None,
    )


def _kind(asked: Asked) -> Term | None:
    """Return the word for the kind of thing that is asked for, several of it; None where one is.

    Where the language does not tell by an s, it is the first word.
    """
    first = asked.terms[:_KIND_AMONG]
    if _SESSION.search(asked.question.text) is not None or not first:
        return None
    if asked.question.language not in _PLURAL_IN_S:
        return first[0]
    return next((term for term in first if term.word.endswith("s")), None)


def _lists(asked: Asked, hit: Hit, kind: Term) -> Iterator[_Listed]:
    """Yield the lists of a session whose opening line fits, as quotes."""
    for account in hit.session.all_accounts:
        yield from _lists_of(asked, hit.session, account, kind)


def _lists_of(asked: Asked, session: Session, account: Session, kind: Term) -> Iterator[_Listed]:
    """Yield the same of one account of a session."""
    text_blocks = asked.snapshot.store.text_blocks(account.id)
    members = segments(text_blocks)
    lines = lines_of(asked.snapshot.notes, account.file)
    entry = asked.catalogue.entries[session.id]
    around = {*entry.title, *entry.people}
    for opening, items in _openings(members, text_blocks):
        said = tokens.stem_set(members[opening].text, session.language)
        if kind.stems.isdisjoint(said):
            continue
        fit = coverage(asked.terms, lambda term: not term.stems.isdisjoint(said | around))  # noqa: B023
        quotes = _quotes(members, opening, items, account, lines) if fit >= _FITS else ()
        if quotes:
            yield _Listed(session, quotes, fit + _own(asked.terms, said))


def _own(terms: Sequence[Term], said: frozenset[str]) -> float:
    return coverage(terms, lambda term: not term.stems.isdisjoint(said))


def _openings(members: Sequence[Segment], text_blocks: Sequence[TextBlock]) -> Iterator[tuple[int, range]]:
    """Yield the place of each line that opens a list, and the places of the list's items."""
    for place, member in enumerate(members[:-1]):
        if member.kind not in ("heading", "prose", "item"):
            continue
        depth = text_blocks[member.text_block].depth if member.kind == "item" else -1
        end = place + 1
        while (
            end < len(members)
            and members[end].kind == "item"
            and text_blocks[members[end].text_block].depth > depth
        ):
            end += 1
        if _FEWEST <= len({one.text_block for one in members[place + 1 : end]}) <= _MOST:
            yield place, range(place + 1, end)


def _quotes(
    members: Sequence[Segment], opening: int, items: range, session: Session, lines: Sequence[str]
) -> tuple[Quote, ...]:
    """Return the opening line and all items as they stand; none where they are too long or changed."""
    places = [opening, *items]
    if sum(count_words(members[place].text) for place in places) > _WORDS:
        return ()
    joins = Joins(members, session, lines)
    quotes = tuple(joins.quote(run) for run in joins.runs(places))
    whole = len(quotes) <= _RUNS and all(stand_at(lines, quote) for quote in quotes)
    return quotes if whole else ()
