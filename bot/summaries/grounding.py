"""Does a quote hold what a sentence of a model says? Whatever it adds is told by its signs and words.

All of it must be there: signs of markup and mentions, figures, dates, codes, versions and links as they
stand, names in their order, a "not" in one only where the other has it, and most of the words that say
something. What none of this sees is a sentence of the quote's own words in another order.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from embeddings.text import date_names, sentences
from embeddings.text.function_words import is_function_word
from embeddings.text.negation import denies
from embeddings.text.numerals import NUMBER
from embeddings.text.tokens import fold, is_pair, stem, stem_set, stems, tokenize

_LEAST_SHARED = 0.8
"""Of the words of a sentence that say something: the share that the quote must have, by their stems."""
_SIGNS = frozenset("*_`~|<>[]{}@#\\^$€£¥")
"""What makes emphasis, links, tags, mentions and formulas somewhere, and money: no sentence has its own."""
_ALONE = r"(?<![A-Za-z\d])(?<!\d[.,:/-])"
"""Before a figure or a word: nothing that it would be a part of. Scripts without spaces may stand there."""
_FIGURE = re.compile(rf"{_ALONE}\d+(?:[.,:/-]\d+)*(?![A-Za-z\d])")
_LATIN = "A-Za-z0-9À-ɏ"
_CODE = re.compile(rf"[{_LATIN}][{_LATIN}._/:@#+%-]*[{_LATIN}+]")
"""What may be a code, a version, a link or a name with capitals within, with the words that are none."""
_INSIDE = re.compile(r"\d|(?<=.)[A-ZÀ-Þ]|[._/:@#+]")
"""What tells it from a word."""
_UNIT = re.compile(rf"(?:(?:{_FIGURE.pattern})|(?:{NUMBER.pattern}))\s?(%|[^\W\d_]+)?", re.IGNORECASE)
_PERCENT = re.compile(r"\b(?:per ?cents?|prozent|pour ?cent|por ?ciento|p[eo]r ?cento)\b|％")
_NEAR = 4
"""Words after a figure among which its unit stands in the quote."""
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_CLAUSES = re.compile(
    r"[;:](?= )|,(?= )|[、，；：]| [–—] |(?<= )(?:and|but|und|aber|et|mais|y|pero|mas|ma|en|maar)(?= )"
)
"""What parts clauses, each of which denies for itself."""


def holds(quote: str, sentence: str, language: str) -> bool:
    """Tell whether a quote, in a language (ISO 639-1), holds what a sentence says, as far as words tell."""
    return (
        _is_plain(sentence)
        and _SIGNS.intersection(sentence) <= _SIGNS.intersection(quote)
        and all(_stands(exact, quote) for exact in _exact(sentence))
        and _figures_mean_the_same(quote, sentence, language)
        and _names_stand(quote, sentence, language)
        and _dates(sentence) <= _dates(quote)
        and _denied_alike(quote, sentence, language)
        and _shared(quote, sentence, language) >= _LEAST_SHARED
    )


def _is_plain(sentence: str) -> bool:
    """Tell whether a text is one sentence, without signs that nobody sees."""
    unseen = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
    return len(list(sentences.spans(sentence))) == 1 and not any(
        unicodedata.category(sign) in unseen for sign in sentence
    )


def _exact(sentence: str) -> Iterator[str]:
    """Yield what must stand in the quote sign by sign: figures, codes, versions, links."""
    yield from _FIGURE.findall(sentence)
    yield from filter(_is_code, _CODE.findall(sentence))


def _is_code(text: str) -> bool:
    return re.search("[^\\W\\d_]", text) is not None and _INSIDE.search(text) is not None


def _stands(exact: str, quote: str) -> bool:
    """Tell whether a figure or a code stands in a quote, and not as a part of another."""
    return re.search(rf"{_ALONE}{re.escape(exact)}(?![A-Za-z\d]|[.,:/]\d)", quote) is not None


def _figures_mean_the_same(quote: str, sentence: str, language: str) -> bool:
    """Tell whether numbers in words stand in the quote, and units beside the numbers that they are of."""
    without_codes = _CODE.sub(lambda code: "" if _is_code(code[0]) else code[0], sentence)
    quote, sentence = (_PERCENT.sub("%", fold(text)) for text in (quote, without_codes))
    for found in _UNIT.finditer(sentence):
        number, unit = found[0].removesuffix(found[1] or "").strip(), found[1]
        places = [place.end() for place in re.finditer(rf"{_ALONE}{re.escape(number)}", quote)]
        if not places:
            return False
        if unit is None or is_pair(unit) or (unit != "%" and is_function_word(unit, [language])):
            continue
        after = (re.findall(r"%|[^\W_]+", quote[place:])[:_NEAR] for place in places)
        if not any(stem(unit, language) in stems(words, language) for words in after):
            return False
    return True


def _names_stand(quote: str, sentence: str, language: str) -> bool:
    """Tell whether words with a capital stand in the quote, and those in a row in the same row."""
    there = f" {' '.join(stems(tokenize(quote), language))} "
    row: list[str] = []
    end = 0
    for found in _WORD.finditer(sentence):
        if sentence[end : found.start()].strip():
            row = []
        first, end = not end, found.end()
        token = fold(found[0])
        if not found[0][0].isupper() or (first and is_function_word(token, [language])):
            row = []
            continue
        row += stems(tokenize(found[0]), language)
        if f" {' '.join(row)} " not in there:
            return False
    return True


def _dates(text: str) -> set[str]:
    """Return the months and weekdays that a text names, folded."""
    return set(tokenize(text)) & (date_names.words_of_months() | date_names.words_of_weekdays())


def _denied_alike(quote: str, sentence: str, language: str) -> bool:
    """Tell whether each clause of a sentence denies something where the nearest one of the quote does."""
    theirs = _clauses(quote)

    def nearest(clause: str) -> str:
        words = stem_set(clause, language)
        return max(theirs, key=lambda one: len(words & stem_set(one, language)))

    return all(denies(nearest(one), language) == denies(one, language) for one in _clauses(sentence))


def _clauses(text: str) -> list[str]:
    parts = (text[start:end] for start, end in sentences.spans(text))
    return [clause for part in parts for clause in _CLAUSES.split(part) if clause.strip()]


def _shared(quote: str, sentence: str, language: str) -> float:
    """Return the share of a sentence's words that say something which a quote has, by their stems."""
    said = [token for token in tokenize(sentence) if not is_function_word(token, [language])]
    there = stem_set(quote, language)
    return sum(stem(token, language) in there for token in said) / len(said) if said else 0.0
