"""Misspelt words of a question, mended from the notes' own vocabulary and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

_SHORTEST = 5
"""Shorter words have too many neighbours one letter away."""


def _allowed(word: str) -> int:
    return 1 if len(word) < 8 else 2


def corrections(
    terms: Iterable[str], vocabulary: dict[str, int], is_word: Callable[[str], bool]
) -> dict[str, str]:
    """Give, for each term that the notes never use and that is no common word, the word of the notes that was
    meant.

    Distance is optimal string alignment (a swap counts one): at most one edit for words of 5 to 7 letters,
    two for longer ones, first letter kept or swapped with the second. Of equally near words the one that more
    sessions use is taken; where two are equally near and equally used, none is. Words with digits are codes
    and never changed.
    """
    mended: dict[str, str] = {}
    for term in terms:
        if (
            len(term) < _SHORTEST
            or not term.isalpha()
            or not term.isascii()
            or term in vocabulary
            or is_word(term)
        ):
            continue
        near = process.extract(
            term, vocabulary.keys(), scorer=OSA.distance, score_cutoff=_allowed(term), limit=20
        )
        ranked = sorted(
            (distance, -vocabulary[word], word)
            for word, distance, _ in near
            if word.isalpha() and word[0] in term[:2] and len(word) >= _SHORTEST - 1
        )
        if ranked and not (len(ranked) > 1 and ranked[0][:2] == ranked[1][:2]):
            mended[term] = ranked[0][2]
    return mended
