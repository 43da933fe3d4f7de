"""British and American spellings of one word."""

from __future__ import annotations

import re
from functools import lru_cache

_AMERICAN = (
    (r"(?<=.{3})is(?=(?:e|ed|es|er|ers|ing|ation|ations)$)", "iz"),
    (r"(?<=.{3})ys(?=(?:e|ed|es|er|ers|ing)$)", "yz"),
    (r"(?<=.{2})our(?=(?:s|ed|ing|ful|less|ite|ites|able|hood)?$)", "or"),
    (r"(?<=.{2})tre(?=s?$)", "ter"),
    (r"(?<=.{3})ogue(?=s?$)", "og"),
    (r"(?<=.{2})ll(?=(?:ed|ing|er|ers)$)", "l"),
    (r"(?<=.{3})ence(?=s?$)", "ense"),
    (r"(?<=.{2})mme(?=s?$)", "m"),
    (r"ae(?=.{3})", "e"),
)
"""Where the British spelling differs, and what the American one has there."""
_BRITISH = (
    (r"(?<=.{3})iz(?=(?:e|ed|es|er|ers|ing|ation|ations)$)", "is"),
    (r"(?<=.{3})yz(?=(?:e|ed|es|er|ers|ing)$)", "ys"),
    (r"(?<=.{2})or(?=(?:s|ed|ing|ful|less|ite|ites|able|hood)?$)", "our"),
    (r"(?<=.{2})ter(?=s?$)", "tre"),
    (r"(?<=.{3})og(?=s?$)", "ogue"),
    (r"(?<=.{2}[aeiou])l(?=(?:ed|ing|er|ers)$)", "ll"),
    (r"(?<=.{3})ense(?=s?$)", "ence"),
)
_RULES = tuple((re.compile(pattern), put) for pattern, put in (*_AMERICAN, *_BRITISH))
_SHORTEST = 5


@lru_cache(maxsize=4096)
def other_spellings(word: str) -> frozenset[str]:
    """Return how a folded word may be spelt on the other side of the Atlantic; some are no words at all.

    Only what a text does use is of any worth: hold them against its vocabulary.
    """
    if len(word) < _SHORTEST or not (word.isascii() and word.isalpha()):
        return frozenset()
    found = {pattern.sub(put, word) for pattern, put in _RULES}
    return frozenset(found - {word})
