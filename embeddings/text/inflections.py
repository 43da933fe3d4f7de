"""Other forms of a word that its endings may make, where stemming does not bring them together.

"Percentages" and "percent", "quicker" and "quick". Far wider than stems: good for telling that a word may be
there in another form, not for searching.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from embeddings.text.spelling import other_spellings

_LISTS = """
en: s es ed d er ers r rs ing ings ion ions ation ations or ors ment ments ly y ies ied e al able
en: age ages ist ists ness ful less
de: e en er es s n em t st te ten et end ende ung ungen in innen lich lichen liche
fr: s e es er ez ent ons ait aient ant ants ee ees aux al eur eurs euse ion ions ation ations ment ments
fr: if ive
es: s es a o as os ar er ir an en e ado ada ados adas ido ida idos idas ando iendo aron ieron aba aban
es: ion iones acion aciones mente dor dores ador adores miento
it: i e a o are ere ire ano ono ato ata ati ate ito uto ando endo ava avano avi zione zioni tore tori
it: mente iamo isce
pt: s es a o as os ar er ir am em ou aram eram ado ada ados adas ido ida idos idas ando endo ava avam
pt: cao coes mente dor dores ador adores
"""
_ENDINGS: dict[str, tuple[str, ...]] = {}
"""By ISO 639-1 code, folded."""
for _language, _listed in (line.split(":") for line in _LISTS.split("\n") if line):
    _ENDINGS[_language] = (*_ENDINGS.get(_language, ()), *_listed.split())
_SHORTEST = 4
"""Letters that two forms of a word begin with at least."""
_SHORT = {"en": frozenset({"s", "ed", "ing", "er"}), "de": frozenset({"e", "en", "er", "es", "s"})}
"""Endings before which one letter less is enough."""


@lru_cache(maxsize=1024)
def related_forms(word: str, languages: tuple[str, ...]) -> frozenset[str]:
    """Return forms that a folded word may have in these languages, with its British and American spellings.

    Most are no words at all: hold them against a vocabulary.
    """
    if not word.isalpha():
        return frozenset()
    found: set[str] = set()
    for language in languages:
        forms = set(_forms(word, language))
        if language == "en":
            others = {other for form in (word, *forms) for other in other_spellings(form)}
            forms |= others.union(*(_forms(other, language) for other in others))
        found |= forms
    return frozenset(found - {word})


def _forms(word: str, language: str) -> Iterable[str]:
    endings = _ENDINGS.get(language, ())
    for ending in ("", *endings):
        if not word.endswith(ending):
            continue
        base = word.removesuffix(ending)
        least = _SHORTEST - (ending in _SHORT.get(language, ()))
        if len(base) < least or (ending == "s" and base.endswith("s")):
            continue
        yield from (
            base + other for other in ("", *endings) if {ending, other} != {"", "e"} or language != "en"
        )
        if language == "en" and base[-1] == base[-2] and ending:  # "running", "run"
            yield base[:-1]
