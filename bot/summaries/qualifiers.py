"""Words that turn what a sentence says: how much, how sure, which way. A summary may have none of its own."""

from __future__ import annotations

from functools import lru_cache

from embeddings.text.tokens import fold, stem, stem_set

_TURNING = {
    "en": """
    all always most many only few fewer less more least fails failed lacks loses lost gains gained
    rises rose risen falls fell fallen grows grew grown shrinks shrank shrunk drops dropped
    increases increased decreases decreased faster slower higher lower better worse
    enabled enable disabled disable before after twofold threefold triple quadruple
    """,
    "de": """
    alle alles immer meisten nur wenige weniger mehr gestiegen steigt stieg gesunken sinkt sank
    schneller langsamer besser schlechter vor nach
    """,
    "fr": "tous tout toujours plupart seulement peu moins plus augmente diminue baisse hausse avant après",
    "es": "todos todo siempre mayoría solo pocos menos más aumenta disminuye baja sube antes después",
}
_DOUBTING = {
    "en": """
    may might could perhaps maybe probably possibly hardly barely scarcely rarely seldom almost nearly
    if unless
    """,
    "de": "vielleicht wahrscheinlich kaum fast selten falls wenn könnte dürfte",
    "fr": "peut pourrait probablement presque rarement si",
    "es": "quizás podría probablemente casi si",
}


def turned(sentence: str, quote: str, language: str) -> bool:
    """Tell whether a sentence has a word on how much, or which way, that its quote has not."""
    turning = _stems(_TURNING.get(language, ""), language)
    return bool((stem_set(sentence, language) & turning) - stem_set(quote, language))


def doubts(clause: str, language: str) -> frozenset[str]:
    """Return the words of a clause that say how sure something is, by their stems."""
    return _stems(_DOUBTING.get(language, ""), language).intersection(stem_set(clause, language))


@lru_cache(maxsize=8)
def _stems(words: str, language: str) -> frozenset[str]:
    return frozenset(stem(fold(word), language) for word in words.split())
