"""The small words of languages, and which language a text or a question is in (ISO 639-1 codes)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from embeddings.text.markdown_words import words
from embeddings.text.tokens import HAN, HANGUL, KANA

FUNCTION_WORDS: Mapping[str, frozenset[str]] = {
    "en": frozenset(
        """a an the this that these those there here it its i im ive me my we us our ours you your he
        him his she her they them their what whats which who whos whom whose when where why how is
        isnt are arent was wasnt were werent be been being am do does doesnt did didnt done doing
        can cant could couldnt should would will wont shall may might must have havent has hasnt had
        having get gets got getting of in on at to for from by with without about into onto over
        under between than then and or but not no nor so as if else up out off any anything anyone
        anybody some something someone somebody all each every both either neither much many more
        most few several lot lots also just only even still yet too very really quite again ever
        never always already give gave show tell told say says said saying speak spoke speaks spoken
        talk talks talked talking mention mentions mentioned discuss discussed discusses cover
        covers covered covering learn learned explain explained describe described present presented
        presents presenter presenters hear heard session sessions note notes workshop workshops
        keynote keynotes lecture lectures presentation presentations conference event panel thing
        things stuff one ones please pls plz thanks thank thx hi hey hello ok okay guys folks people
        list lists find know want need remember recall look looking like kind sort part use used
        using make made go went going come us let lets shouldnt wouldnt dont vs
        via per way s t re ve ll d m""".split()  # noqa: SIM905
    ),
    "fr": frozenset(
        """le la les un une des du de au aux ce cet cette ces ca cela il elle ils elles on nous vous je
        tu me te se sa son ses leur leurs mon ma mes notre nos votre vos que qui quoi quel quelle
        quels quelles dont ou quand comment pourquoi combien est sont etait etaient ete etre a ont
        avait avoir as ai y en et ni mais donc car si ne pas plus moins tres trop aussi dans sur
        sous pour par avec sans chez vers entre d l c j n s t qu jusqu parle parler parlait dit dire
        disait presente presenter explique conference conferences presentation atelier sujet quelqu
        chose faire fait peut faut""".split()  # noqa: SIM905
    ),
    "de": frozenset(
        """der die das den dem ein eine einer eines und oder nicht ist sind war waren wird was wer wie
        wo wann warum welche welcher welches gibt es uber von zu mit im auf fur vortrag
        gab viele viel haben wurde wurden am zum zur bei gesprochen""".split()  # noqa: SIM905
    ),
    "es": frozenset(
        """el los las una unos unas y o del al es son fue que quien quienes cual cuales cuando donde
        como por para con sobre hay charla sesion
        cuanto cuantos cuanta cuantas hubo dio dieron hablo habla""".split()  # noqa: SIM905
    ),
}
"""Folded words that hold a question together and say nothing of its subject, by ISO 639-1 code.

Lists of stop words are made for documents; a question about notes is also padded with "anything on",
"the talk about", "pls".
"""
ALL_FUNCTION_WORDS: frozenset[str] = frozenset().union(*FUNCTION_WORDS.values())
"""Of every language."""
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
    if len(re.findall(r"[\u0400-\u04ff]", sample)) * 2 > letters:
        return "ru"
    counts = dict.fromkeys(_SMALL_WORDS, 0)
    for word in words(sample):
        for language in _LANGUAGES.get(word, ()):
            counts[language] += 1
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] > 3 and counts[best] > 1.3 * counts["en"] else "en"


def language_of_question(tokens: Iterable[str]) -> str | None:
    """Return the language of most function words among folded ``tokens``; None where there are none."""
    counts = dict.fromkeys(FUNCTION_WORDS, 0)
    for token in tokens:
        for language, members in FUNCTION_WORDS.items():
            counts[language] += token in members
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] else None
