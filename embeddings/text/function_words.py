"""The words that hold a question together and say nothing of its subject, by language.

Stop-word lists of libraries are made for documents; a question to a note-keeping bot is also padded with
"anything on", "the talk about", "pls". These were written for that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

BY_LANGUAGE: Mapping[str, frozenset[str]] = {
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
        using make made go went going come us let lets shouldnt wouldnt dont didnt doesnt isnt vs
        via per way s t re ve ll d m""".split()  # noqa: SIM905
    ),
    "fr": frozenset(
        """le la les un une des du de au aux ce cet cette ces ca cela il elle ils elles on nous vous je
        tu me te se sa son ses leur leurs mon ma mes notre nos votre vos que qui quoi quel quelle
        quels quelles dont ou quand comment pourquoi combien est sont etait etaient ete etre a ont
        avait avoir as ai y en et ni mais donc car si ne pas plus moins tres trop aussi dans sur
        sous pour par avec sans chez vers entre d l c j n s t qu jusqu parle parler parlait dit dire
        disait presente presenter explique conference conferences presentation atelier sujet quelqu
        chose faire fait peut faut est-ce""".split()  # noqa: SIM905
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
"""Folded words, by ISO 639-1 code."""
ALL: frozenset[str] = frozenset().union(*BY_LANGUAGE.values())
"""Of every language."""


def language_of(tokens: Iterable[str]) -> str | None:
    """Give the language of most function words among folded ``tokens``; None where there are none."""
    counts = dict.fromkeys(BY_LANGUAGE, 0)
    for token in tokens:
        for language, members in BY_LANGUAGE.items():
            counts[language] += token in members
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] else None
