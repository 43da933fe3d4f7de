"""Sessions related to one, each with the reason: the words that both use and few others do.

Sessions are near by their passages' vectors; the reason is read off the notes, not made up: the words in both
that are rarest, in the notes and in general. A session without such a word in common is not offered.
"""

from __future__ import annotations

import numpy as np

from embeddings.index.snapshot import State
from embeddings.records import Session
from embeddings.text import function_words, tokens

_CANDIDATES = 60
"""Passages looked at around the session: enough for the sessions of a few passages each that are nearest."""
_NAMED = 3
"""Shared words named as the reason."""
_SHORTEST = 3
"""Letters of a shared word: shorter ones explain nothing."""


def related(state: State, session: Session, limit: int = 3) -> list[tuple[Session, str]]:
    """Give at most ``limit`` related sessions, nearest first, each with why ("both speak of x, y")."""
    passages = state.store.passages(session.id)
    if not passages:
        return []
    centre = np.mean(state.index.vectors([passage.id for passage in passages]), axis=0)
    centre /= np.linalg.norm(centre) or 1.0
    nearest = state.index.search(centre[None, :].astype(np.float32), len(passages) + _CANDIDATES)[0]
    fields = state.store.indexed([passage for passage, _ in nearest])
    own = _words(state, session)
    found: dict[str, str] = {}
    for passage, _ in nearest:
        other = fields[passage][0] if passage in fields else session.id
        if other == session.id or other in found or other not in state.catalogue.by_id:
            continue
        theirs = _words(state, state.catalogue.by_id[other])
        shared = sorted(own.keys() & theirs.keys(), key=lambda stem: -_telling(state, stem, own[stem]))
        named = list(dict.fromkeys(own[stem] for stem in shared[:_NAMED]))
        if named:
            found[other] = f"both speak of {', '.join(named)}"
        if len(found) == limit:
            break
    return [(state.catalogue.by_id[other], reason) for other, reason in found.items()]


def _telling(state: State, stem: str, word: str) -> float:
    general = state.encoder.rank(word)
    return state.catalogue.idf([stem]) * (1.0 if general is None else general)


def _words(state: State, session: Session) -> dict[str, str]:
    """Give the telling words of a session, by stem, as the notes write them."""
    telling: dict[str, str] = {}
    texts = [
        session.title,
        *(s.text for s in state.store.stretches(session.id) if s.kind not in ("speaker", "link")),
    ]
    rare = len(state.catalogue.sessions) / 2
    for text in texts:
        for word in tokens.tokenize(text):
            stem = tokens.stem(word, session.language)
            if stem in telling or len(word) < _SHORTEST or word in function_words.ALL or word.isdigit():
                continue
            if state.catalogue.stem_counts.get(stem, 0) <= max(2, rare):
                telling[stem] = word
    return telling
