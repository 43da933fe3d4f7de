"""Misspelt words of a question, mended from the notes' own vocabulary and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA

_SHORTEST = 5
"""Shorter words have too many neighbours one letter away."""


def _allowed(word: str) -> int:
    return 1 if len(word) < 8 else 2


class Vocabulary(dict[str, int]):
    """How many sessions use each word of the notes; not changed once made."""

    @cached_property
    def by_shape(self) -> dict[tuple[str, int], list[str]]:
        """The words that a misspelt one may have meant, by first letter and length."""
        found: dict[tuple[str, int], list[str]] = {}
        for word in self:
            if len(word) >= _SHORTEST - 1 and word.isalpha():
                found.setdefault((word[0], len(word)), []).append(word)
        return found

    def shaped_like(self, term: str) -> list[str]:
        """Return the words that begin and are as long as what ``term`` may have been meant for."""
        lengths = range(len(term) - _allowed(term), len(term) + _allowed(term) + 1)
        return [
            w for first in sorted(set(term[:2])) for n in lengths for w in self.by_shape.get((first, n), ())
        ]


def corrections(
    terms: Iterable[str],
    vocabulary: Mapping[str, int],
    is_word: Callable[[str], bool],
    *,
    slips_alone: bool = False,
) -> dict[str, str]:
    """Give, for each term that the notes never use and that is no common word, the word of the notes that was
    meant.

    Distance is optimal string alignment (a swap counts one): at most one edit for words of 5 to 7 letters,
    two for longer ones, first letter kept or swapped with the second. Of equally near words the one that more
    sessions use is taken; where two are equally near and equally used, none is. Words with digits are codes
    and never changed. With ``slips_alone``, where nothing tells which words are right, a short word with
    another letter in it is another word ("vinto", "visto"), and only one too many, too few or swapped a slip.
    """
    known = vocabulary if isinstance(vocabulary, Vocabulary) else Vocabulary(vocabulary)
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
            term, known.shaped_like(term), scorer=OSA.distance, score_cutoff=_allowed(term), limit=None
        )
        if slips_alone and _allowed(term) == 1:
            near = [one for one in near if len(one[0]) != len(term) or sorted(one[0]) == sorted(term)]
        ranked = sorted((distance, -known[word], word) for word, distance, _ in near)
        if ranked and not (len(ranked) > 1 and ranked[0][:2] == ranked[1][:2]):
            mended[term] = ranked[0][2]
    return mended
