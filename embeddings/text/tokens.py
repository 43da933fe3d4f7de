"""Text cut into the words that full-text search matches: folded, and stemmed by the notes' language.

Chinese and Japanese write no spaces between words, and Korean ties its particles to them; their runs become
overlapping pairs of characters, which finds a word wherever it stands without a dictionary. Stems come from
the Snowball project (PyStemmer).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

import Stemmer

KANA, HAN, HANGUL = r"\u3040-\u30ff", r"\u4e00-\u9fff", r"\uac00-\ud7af"
"""Letters of Japanese, of Chinese and Japanese, and of Korean: each the inside of a character class."""
WIDE = rf"{KANA}\u3400-\u4dbf{HAN}\uf900-\ufaff\uff66-\uff9f"
"""All letters of Chinese and Japanese, which put no space between words, the rare and half-width ones too."""
_PAIRED = rf"{WIDE}{HANGUL}"
"""Letters that are searched for in pairs."""
_TOKEN = re.compile(rf"[{WIDE}]+|[{HANGUL}]+|(?:(?![{_PAIRED}_])\w)+(?:['’](?:(?![{_PAIRED}_])\w)+)*")
_IS_PAIRED = re.compile(rf"[{_PAIRED}]")
_SNOWBALL = {
    "da": "danish",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "it": "italian",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
}


_TRADE_MARKS = str.maketrans("™℠", "  ")


def fold(text: str) -> str:
    """Return a text without differences of case, width and accents: "Café" and "ＣＡＦＥ" become one.

    The signs of trade marks become spaces.
    """
    if text.isascii():
        return text.lower()
    # Decomposed before the case is folded, for "ℍ" becomes a capital, and after, for what folding composed.
    decomposed = unicodedata.normalize("NFKD", text.translate(_TRADE_MARKS)).casefold()
    decomposed = unicodedata.normalize("NFKD", decomposed)
    return unicodedata.normalize(
        "NFC", "".join(c for c in decomposed if unicodedata.category(c) != "Mn" or c in "\u3099\u309a")
    )


def fold_line(text: str) -> str:
    """Return a text folded, on one line, with single spaces."""
    return " ".join(fold(text).split())


def is_pair(token: str) -> bool:
    """Tell whether a token is of a script that is searched for in pairs: it may be where two words meet."""
    return _IS_PAIRED.match(token) is not None


def tokenize(text: str) -> list[str]:
    """Return the folded words of ``text``, in order, repeats kept; "it's" is one word, "its"."""
    tokens: list[str] = []
    for match in _TOKEN.finditer(fold(text)):
        token = match.group().replace("'", "").replace("’", "")
        if _IS_PAIRED.match(token):
            tokens.extend(token[i : i + 2] for i in range(max(1, len(token) - 1)))
        else:
            tokens.append(token)
    return tokens


@lru_cache(maxsize=16)
def _stemmer(language: str) -> Stemmer.Stemmer:
    # One for all threads: the call never lets go of the interpreter's lock. No cache of its own beside ours.
    return Stemmer.Stemmer(_SNOWBALL[language], 0)


@lru_cache(maxsize=16_384)  # 5 MB; what people ask has new words for ever, and stemming one takes 2 µs
def stem(word: str, language: str) -> str:
    """Return the stem of a folded word, or the word where it has digits or the language has no stemmer."""
    if language not in _SNOWBALL or not word.isalpha():
        return word
    return str(_stemmer(language).stemWord(word))


def stems(tokens: Iterable[str], language: str) -> list[str]:
    """Return the stem of each token."""
    return [stem(token, language) for token in tokens]


@lru_cache(maxsize=4096)
def stem_set(text: str, language: str) -> frozenset[str]:
    """Return the stems of a text's words; those of the latest 4096 texts are kept."""
    return frozenset(stems(tokenize(text), language))


def stem_forms(word: str, languages: Sequence[str]) -> set[str]:
    """Return every stem that ``word`` may have in notes written in ``languages``."""
    return {stem(word, language) for language in languages} or {word}
