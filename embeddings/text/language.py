"""Which language a text is in (ISO 639-1 codes)."""

from __future__ import annotations

import re
from collections import Counter

from embeddings.text.markdown_words import words
from embeddings.text.tokens import HAN, HANGUL, KANA

_SMALL_WORDS = {
    "en": "the and of to is that for with are was this it you not have from they we",
    "fr": "le la les des est une dans pour que qui sur pas avec sont du au ce nous vous aux",
    "de": "der die das und ist nicht ein eine mit für auf den von zu sind auch wird wir im dem",
    "es": "el los las una que para con por es del como más su al se pero lo hay son",
    "pt": "os uma que para com não por é do da em ao mais como são dos das você um",
    "it": "il che di per una è con non sono gli del della nel si più come anche questo",
    "nl": "het een van en niet dat zijn met voor op ook aan wordt je maar naar bij",
}
"""Frequent words that tell the language of running text, as ``words`` returns them."""
_LANGUAGES: dict[str, list[str]] = {}
for _language, _text in _SMALL_WORDS.items():
    for _word in _text.split():
        _LANGUAGES.setdefault(_word, []).append(_language)
_SAMPLE = 3000
"""Characters at a text's beginning that tell its language."""


def language_of_text(text: str) -> str:
    """Return the language that most of a text is in, by its letters and small words; English where nothing
    tells.
    """
    sample = text[:_SAMPLE]
    script = None if sample.isascii() else _by_script(sample)
    if script:
        return script
    counts = dict.fromkeys(_SMALL_WORDS, 0)
    for word, count in Counter(words(sample)).items():
        for language in _LANGUAGES.get(word, ()):
            counts[language] += count
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] > 3 and counts[best] > 1.3 * counts["en"] else "en"


def _by_script(sample: str) -> str | None:
    """Return the language whose script most letters are of, where a script tells."""
    letters = sum(map(str.isalpha, sample)) or 1
    kana = len(re.findall(f"[{KANA}]", sample))
    han = len(re.findall(f"[{HAN}]", sample))
    hangul = len(re.findall(f"[{HANGUL}]", sample))
    if kana * 8 > letters:
        return "ja"
    if (han + kana) * 5 > letters:
        return "ja" if kana * 5 > han else "zh"
    if hangul * 4 > letters:
        return "ko"
    return "ru" if len(re.findall(r"[\u0400-\u04ff]", sample)) * 2 > letters else None
