"""Sessions related to one, each with the reason: the words that both use and few others do.

Sessions are near by their chunks' vectors; the reason is read off the notes, not made up: the words in both
that are rarest, in the notes and in general. A session without such a word in common is not offered.
"""

from __future__ import annotations

import numpy as np

from embeddings.index.snapshot import Snapshot
from embeddings.records import Session
from embeddings.text import tokens
from embeddings.text.function_words import ALL_FUNCTION_WORDS

_CANDIDATES = 60
"""Chunks looked at around the session: enough for the sessions of a few chunks each that are nearest."""
_NAMED = 3
"""Shared words named as the reason."""
_SHORTEST = 3
"""Letters of a shared word: shorter ones explain nothing."""


def related(snapshot: Snapshot, session: Session, limit: int = 3) -> list[tuple[Session, str]]:
    """Return at most ``limit`` related sessions, nearest first, each with why ("both speak of x, y")."""
    chunks = snapshot.store.chunks(session.id)
    if not chunks:
        return []
    centre = np.mean(snapshot.index.vectors([chunk.id for chunk in chunks]), axis=0)
    centre /= np.linalg.norm(centre) or 1.0
    nearest = snapshot.index.search(centre[None, :].astype(np.float32), len(chunks) + _CANDIDATES)[0]
    fields = snapshot.store.indexed([chunk for chunk, _ in nearest])
    own = _words(snapshot, session)
    found: dict[str, str] = {}
    # A long session may have all the chunks that are near, and nothing in common: its words are read once.
    by_id = snapshot.catalogue.by_id
    others = dict.fromkeys(
        by_id[account].id
        for chunk, _ in nearest
        if chunk in fields and (account := fields[chunk][0]) in by_id and by_id[account].is_listed
    )
    for other in others:
        if other == session.id:
            continue
        theirs = _words(snapshot, by_id[other])
        # Words that tell as much as each other stand by their stems: a set has another order in each process.
        shared = sorted(
            own.keys() & theirs.keys(), key=lambda stem: (-_telling(snapshot, stem, own[stem]), stem)
        )
        named = list(dict.fromkeys(own[stem] for stem in shared[:_NAMED]))
        if named:
            found[other] = f"both speak of {', '.join(named)}"
        if len(found) == limit:
            break
    return [(by_id[other], reason) for other, reason in found.items()]


def _telling(snapshot: Snapshot, stem: str, word: str) -> float:
    general = snapshot.embedder.rank(word)
    return snapshot.catalogue.idf([stem]) * (1.0 if general is None else general)


def _words(snapshot: Snapshot, session: Session) -> dict[str, str]:
    """Return the telling words of a session, by stem, as the notes write them."""
    telling: dict[str, str] = {}
    texts = [
        session.title,
        *(s.text for s in snapshot.store.text_blocks(session.id) if s.kind not in ("speaker", "link")),
    ]
    rare = len(snapshot.catalogue.sessions) / 2
    for text in texts:
        for word in tokens.tokenize(text):
            stem = tokens.stem(word, session.language)
            if stem in telling or len(word) < _SHORTEST or word in ALL_FUNCTION_WORDS or word.isdigit():
                continue
            if snapshot.catalogue.stem_counts.get(stem, 0) <= max(2, rare):
                telling[stem] = word
    return telling
