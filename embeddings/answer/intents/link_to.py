"""Links to a thing that is no session: "got a link for the X package?", "where is the repo of X?"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from embeddings.answer import record, retrieve
from embeddings.answer.intents.asked import Asked
from embeddings.answer.record_lines import each_once, segment_at
from embeddings.answer.retrieve import Term
from embeddings.quoting import quote_of
from embeddings.records import Answer, Link, Match, Quote, Session
from embeddings.text import tokens

_TITLED = 0.6
"""Share of a question's words that a title holds where the links of that session are asked for."""
_SHORT = 4
"""Letters of a word from which on it may be a part of another in an address ("kettle" in "kettle2")."""
_MOST = 5
"""Links that are as near to the words, beyond which none of them is meant."""


def answer(asked: Asked) -> Answer | None:
    """Answer with the links whose text or address holds the words, of whichever session.

    None where a session is named whose links are asked for, or no link holds them.
    """
    kind = asked.question.answer_type
    if asked.session is not None or kind not in ("link", "code") or asked.question.lists or not asked.terms:
        return None
    if any(max(hit.title_coverage, hit.people_coverage) >= _TITLED for hit in asked.hits[:1]):
        return None
    near = [
        (share, session, link)
        for session in asked.scope
        for link in record.links_of(kind, session, ())
        if (share := _share(asked.terms, link)) >= retrieve.ON_TOPIC
    ]
    best = max((share for share, _, _ in near), default=0.0)
    found = [(session, link) for share, session, link in near if share == best]
    if not 0 < len({link.url for _, link in found}) <= _MOST:
        return None
    sessions = tuple(dict.fromkeys(session for session, _ in found))
    links = tuple(dict.fromkeys(link for _, link in found))
    quotes = each_once(_lines(asked, found))
    return Answer(
        asked.question.text,
        "answer",
        "The notes link to this:",
        matches=tuple(Match(session, 1.0) for session in sessions),
        quotes=tuple(quotes),
        nearest=quotes[0] if quotes else None,
        links=links,
        asked_links=len(links),
        kind="session" if len(sessions) == 1 else "list",
    )


def _share(terms: Sequence[Term], link: Link) -> float:
    """Return the weighted share of the words that a link's text or address holds."""
    said = tokens.fold(f"{link.label} {link.text} {link.url}")
    words = set(tokens.tokenize(said))
    stems = words | {tokens.stem(word, "en") for word in words}

    def held(term: Term) -> bool:
        return not term.stems.isdisjoint(stems) or (len(term.word) >= _SHORT and term.word in said)

    return retrieve.coverage(terms, held)


def _lines(asked: Asked, found: Sequence[tuple[Session, Link]]) -> Iterator[Quote]:
    """Yield the lines that hold the links, where they say more than these."""
    for session, link in found:
        segment = segment_at(asked.snapshot.store.text_blocks(session.id), link.line)
        if segment is not None:
            yield quote_of([segment], session)
