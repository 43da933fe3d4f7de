"""Kinds of session that some titles and groups tell: keynotes, workshops, panels."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from embeddings.records import Session
from embeddings.text import tokens

KINDS: Mapping[str, frozenset[str]] = {
    kind: frozenset((kind, f"{kind}s")) for kind in ("keynote", "panel", "workshop")
}
"""The folded words for each."""


def is_called(session: Session, words: Collection[str]) -> bool:
    """Tell whether the title of a session, or its group, has one of ``words``."""
    return not frozenset(words).isdisjoint(tokens.tokenize(f"{session.title} {session.group or ''}"))
