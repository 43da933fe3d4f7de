"""The language of a session, told by its letters and its small words (ISO 639-1)."""

from __future__ import annotations

import re

from embeddings.text.markdown_words import words

_SMALL = {
    "en": "the and of to is that for with are was this it you not have from they we",
    "fr": "le la les des est une dans pour que qui sur pas avec sont du au ce nous vous aux",
    "de": "der die das und ist nicht ein eine mit für auf den von zu sind auch wird wir im dem",
    "es": "el los las una que para con por es del como más su al se pero lo hay son",
    "pt": "os uma que para com não por é do da em ao mais como são dos das você um",
    "it": "il che di per una è con non sono gli del della nel si più come anche questo",
    "nl": "het een van en niet dat zijn met voor op ook aan wordt je maar naar bij",
}
_LANGUAGES: dict[str, list[str]] = {}
for _language, _text in _SMALL.items():
    for _word in _text.split():
        _LANGUAGES.setdefault(_word, []).append(_language)


def language_of(text: str) -> str:
    """Give the language that most of a text is in; English where nothing tells."""
    sample = text[:3000]
    letters = sum(map(str.isalpha, sample)) or 1
    kana = len(re.findall(r"[\u3040-\u30ff]", sample))
    han = len(re.findall(r"[\u4e00-\u9fff]", sample))
    hangul = len(re.findall(r"[\uac00-\ud7af]", sample))
    if kana * 8 > letters:
        return "ja"
    if (han + kana) * 5 > letters:
        return "ja" if kana * 5 > han else "zh"
    if hangul * 4 > letters:
        return "ko"
    if len(re.findall(r"[\u0400-\u04ff]", sample)) * 2 > letters:
        return "ru"
    counts = dict.fromkeys(_SMALL, 0)
    for word in words(sample):
        for language in _LANGUAGES.get(word, ()):
            counts[language] += 1
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] > 3 and counts[best] > 1.3 * counts["en"] else "en"
