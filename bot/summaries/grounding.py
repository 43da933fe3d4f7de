"""Does a quote hold what a sentence of a model says? Whatever it adds is told by its signs and words.

All of it must be there: signs of markup and mentions, figures, dates, codes, versions and links as they
stand, figures and names in their order, a "not" or a "perhaps" in one only where the other has it, and most
of the words that say something. Where it is not known how a language says "not", nothing is held. What none
of this sees is a sentence of the quote's own other words in another order.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from bot.summaries.qualifiers import doubts, turned
from embeddings.text import date_names, sentences
from embeddings.text.function_words import is_function_word
from embeddings.text.negation import TOLD, denies
from embeddings.text.numerals import NUMBER
from embeddings.text.tokens import fold, is_pair, stem, stem_set, stems, tokenize

_LEAST_SHARED = 0.8
"""Of the words of a sentence that say something: the share that the quote must have, by their stems."""
_SIGNS = frozenset("*_`~|<>[]{}@#\\^$€£¥")
"""What makes emphasis, links, tags, mentions and formulas somewhere, and money: no sentence has its own."""
_ALONE = r"(?<![A-Za-z\d])(?<!\d[.,:/-])"
"""Before a figure or a word: nothing that it would be a part of. Scripts without spaces may stand there."""
_MINUS = r"(?<!\S)[-−]"
_FIGURE = re.compile(rf"{_ALONE}(?:{_MINUS})?\d+(?:[.,:/-]\d+)*(?![A-Za-z\d])")
_LATIN = "A-Za-z0-9À-ɏ"
_CODE = re.compile(rf"[{_LATIN}][{_LATIN}._/:@#+%-]*[{_LATIN}+]")
"""What may be a code, a version, a link or a name with capitals within, with the words that are none."""
_INSIDE = re.compile(r"\d|(?<=.)[A-ZÀ-Þ]|[._/:@#+]")
"""What tells it from a word."""
_TENS = (
    r"\b(?:(?:thir|four|fif|six|seven|eigh|nine)(?:teen|ty)|forty|eighty|eighteen|quarter|once|thrice|"
    r"(?:drei|vier|fünf|sech|sieb|acht|neun)(?:zehn|zig)|zwanzig|dreißig|hundert|tausend|"
    r"onze|douze|treize|quatorze|quinze|seize|vingt|trente|quarante|cinquante|soixante|"
    r"once|doce|trece|catorce|quince|veinte|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa|"
    r"venti|trenta|quaranta|cinquanta|sessanta|settanta|ottanta|novanta)\b"
)
_SCALE = re.compile(
    r"\s?(hundred|thousand|million|billion|trillion|hundert|tausend|mio|mrd|milliard|millard|mille\b|millon|mil\b|"
    r"milh|bilh|milion|miliard|[kmb]\b|bn\b|[百千万亿億])"
)
"""What makes another number of the one before it."""
_UNIT = re.compile(
    rf"(?:(?:{_FIGURE.pattern})|(?:{NUMBER.pattern})|(?:{_TENS}))\s?(%|[^\W\d_]+)?", re.IGNORECASE
)
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
        language in TOLD
        and _is_plain(sentence)
        and _signs(sentence) <= _signs(quote)
        and all(_stands(exact, quote) for exact in _exact(sentence))
        and _figures_mean_the_same(quote, sentence, language)
        and _names_stand(quote, sentence, language)
        and _in_order(quote, sentence)
        and not turned(sentence, quote, language)
        and _dates(sentence) <= _dates(quote)
        and _denied_alike(quote, sentence, language)
        and _shared(quote, sentence, language) >= _LEAST_SHARED
    )


def _signs(text: str) -> set[str]:
    """Return the signs of a text that mark something up, or are a number alone ("½", "④", "百")."""
    return {sign for sign in text if sign in _SIGNS or (sign.isnumeric() and not sign.isdecimal())}


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
    return _standing(exact).search(quote) is not None


def _standing(exact: str) -> re.Pattern[str]:
    return re.compile(rf"{_ALONE}(?<!(?<!\S)[-−]){re.escape(exact)}(?![A-Za-z\d]|[.,:/]\d)")


def _in_order(quote: str, sentence: str) -> bool:
    """Tell whether figures, and names, follow each other as in the quote: who did what, from what to what."""
    days = date_names.words_of_days()
    names = [name for name in _WORD.findall(sentence) if name[0].isupper() and fold(name) not in days]
    return _follow(_FIGURE.findall(sentence), quote) and _follow(names, quote)


def _follow(exact: list[str], quote: str) -> bool:
    place = 0
    for one in exact:
        if not _stands(one, quote):
            continue
        found = _standing(one).search(quote, place)
        if found is None:
            return False
        place = found.end()
    return True


def _figures_mean_the_same(quote: str, sentence: str, language: str) -> bool:
    """Tell whether numbers in words stand in the quote, and units beside the numbers that they are of."""
    without_codes = _CODE.sub(lambda code: "" if _is_code(code[0]) else code[0], sentence)
    quote, sentence = (_PERCENT.sub("%", fold(text)) for text in (quote, without_codes))
    for found in _UNIT.finditer(sentence):
        number, unit = found[0].removesuffix(found[1] or "").strip(), found[1]
        after_it = sentence[found.start() + len(number) :]
        alone = re.finditer(rf"{_ALONE}{re.escape(number)}(?![a-z\d])", quote)
        places = [place.end() for place in alone if _scale(quote[place.end() :]) == _scale(after_it)]
        if not places:
            return False
        if unit is None or is_pair(unit) or (unit != "%" and is_function_word(unit, [language])):
            continue
        after = (re.findall(r"%|[^\W_]+", quote[place:])[:_NEAR] for place in places)
        if not any(stem(unit, language) in stems(words, language) for words in after):
            return False
    return True


def _scale(text: str) -> str | None:
    found = _SCALE.match(text)
    return found and found[1]


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
    return set(tokenize(text)) & date_names.words_of_days()


def _denied_alike(quote: str, sentence: str, language: str) -> bool:
    """Tell whether each clause of a sentence denies, or doubts, where the nearest one of the quote does."""
    theirs = _clauses(quote)

    def nearest(clause: str) -> str:
        words = stem_set(clause, language)
        return max(theirs, key=lambda one: len(words & stem_set(one, language)))

    return all(
        denies(nearest(one), language) == denies(one, language)
        and doubts(nearest(one), language) == doubts(one, language)
        for one in _clauses(sentence)
    )


def _clauses(text: str) -> list[str]:
    parts = (text[start:end] for start, end in sentences.spans(text))
    return [clause for part in parts for clause in _CLAUSES.split(part) if clause.strip()]


def _shared(quote: str, sentence: str, language: str) -> float:
    """Return the share of a sentence's words that say something which a quote has, by their stems."""
    said = [token for token in tokenize(sentence) if not is_function_word(token, [language])]
    there = stem_set(quote, language)
    return sum(stem(token, language) in there for token in said) / len(said) if said else 0.0
