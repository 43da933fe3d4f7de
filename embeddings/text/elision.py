"""Small words that lose their vowel before another word, in French and Italian: "l'agilité", "d'un".

The tokens of notes hold both as one ("lagilite"), so that a question's word is looked for in either form.
"""

from __future__ import annotations

import re
from collections.abc import Collection

LANGUAGES = frozenset({"fr", "it"})
_JOINED = {"fr": ("l", "d", "qu"), "it": ("l", "d", "un", "dell", "all", "nell", "sull", "dall")}
"""What stands before a noun, by language."""
_ELIDED = re.compile(
    r"(?<!\w)(?:l|d|j|m|n|s|t|c|qu|jusqu|lorsqu|puisqu|dell|all|nell|sull|dall|un|quell|quest)['’](?=[aeiouyh])"
)
_VOWEL = re.compile(r"[aeiouyh]")


def without_elided(folded: str) -> str:
    """Return a folded text without what was joined to a word by an apostrophe: "l'agilite" is "agilite"."""
    return _ELIDED.sub(" ", folded)


def joined_forms(word: str, languages: Collection[str]) -> frozenset[str]:
    """Return the tokens that a folded word is part of where something stands joined before it.

    Some are no words at all: hold them against a vocabulary.
    """
    if _VOWEL.match(word) is None:
        return frozenset()
    return frozenset(before + word for language in LANGUAGES & {*languages} for before in _JOINED[language])
