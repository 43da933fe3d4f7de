"""Which languages a model reads, told by its vocabulary: those that it has many pieces of words for.

A model that knows a script by a few signs takes most of a text for unknown, so that any two texts in it look
alike. Languages in Latin letters are not told apart here: they share most of their pieces.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from embeddings.text.tokens import HAN, HANGUL, KANA

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_PIECES: Mapping[str, tuple[re.Pattern[str], int]] = {
    # A Chinese vocabulary has a few thousand signs; an English one some hundreds, of names and examples.
    "zh": (re.compile(f"[{HAN}]"), 1500),
    "ja": (re.compile(f"[{KANA}]{{2}}"), 100),
    "ko": (re.compile(f"[{HANGUL}]"), 300),
    "ru": (re.compile("[\u0400-\u04ff]{3}"), 300),
}
"""By language what its pieces hold, and how many of them a model has at least that reads it."""


def unread_by(tokenizer: Tokenizer) -> frozenset[str]:
    """Return the languages that the model of a tokenizer does not read."""
    # Decoded, since some vocabularies are written in bytes.
    return unread(tokenizer.decode_batch([[number] for number in range(tokenizer.get_vocab_size())]))


def unread(pieces: Iterable[str]) -> frozenset[str]:
    """Return the languages (ISO 639-1) that a model with these pieces in its vocabulary does not read."""
    left = {language: least for language, (_, least) in _PIECES.items()}
    for piece in pieces:
        if piece.isascii():
            continue
        for language, (pattern, _) in _PIECES.items():
            if pattern.search(piece):
                left[language] -= 1
    return frozenset(language for language, missing in left.items() if missing > 0)
