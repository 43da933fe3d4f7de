"""Lists of words, as they are written in the tables of this folder."""

from __future__ import annotations

from embeddings.text.markdown_words import words


def entries(text: str) -> frozenset[str]:
    """Return what semicolons part, as ``words`` folds it."""
    return frozenset(" ".join(words(entry)) for entry in text.replace("\n", " ").split(";"))


def phrases(text: str) -> frozenset[str]:
    """Return what semicolons part, as it is written."""
    return frozenset(" ".join(entry.split()) for entry in text.split(";"))


def single(text: str) -> frozenset[str]:
    """Return the words that spaces part."""
    return frozenset(text.split())
