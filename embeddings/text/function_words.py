"""The small words of a question, by language: they hold it together and say nothing of its subject.

Lists of stop words are made for documents; a question about notes is also padded with "anything on", "the
talk about", "pls". All are folded (see ``tokens.fold``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from embeddings.text.tokens import HAN, HANGUL, KANA

FUNCTION_WORDS: Mapping[str, frozenset[str]] = {
    "en": frozenset(
        """a an the tl dr tldr happen happens happened happening this that thats these that those there
        theres here it its i im ive me my we us our ours you your youre he him his she her they them
        their theyre what whats which who whos whom whose when where wheres why how hows is isnt are
        arent was wasnt were werent be been being am do does doesnt did didnt done doing can cant
        could couldnt should would will wont shall may might must have havent has hasnt had having
        get gets got getting of in on at to for from by with without about into onto over under
        between than then and or but not no nor so as if else other others another up out off any
        anything anyone anybody some something someone somebody nobody noone nothing all each every
        both either neither much many more most few several lot lots also just only even still yet
        too very really quite again ever never always already give gave show tell told say says said
        saying speak spoke speaks spoken speaking talk talks talked talking mention mentions
        mentioned mentioning discuss discussed discusses discussing cover covers covered covering
        bring brings brought learn learned explain explains explained describe described present
        presented presents presenter presenters hear heard session sessions note notes workshop
        workshops keynote keynotes lecture lectures presentation presentations conference event
        panel thing things stuff one ones please pls plz thanks thank thx hi hey hello ok okay guys
        folks people list lists find know want need remember recall look looking like kind sort part
        use used using make made go went going come us let lets shouldnt wouldnt dont vs via per way
        lol haha btw tbh imo idk omg asap s t re ve ll d m""".split()  # noqa: SIM905
    ),
    "fr": frozenset(
        """le la les un une des du de au aux ce cet cette ces ca cela cest il elle ils elles on nous vous
        je tu me te se sa son ses leur leurs mon ma mes notre nos votre vos que qui quoi quel quelle
        quest quels quelles dont ou quand comment pourquoi combien est sont etait etaient ete etre a
        ont avait avoir as y en et ni mais donc car si ne pas plus moins tres trop aussi encore dans
        sur sous pour par avec sans chez vers entre d l c j n s t qu jusqu parle parler parlait
        parlent dit dire disait mentionne mentionner mentionnent evoque evoquent presente presenter
        explique conference conferences presentation atelier sujet quelqu quelquun quelque chose faire
        fait peut faut""".split()  # noqa: SIM905
    ),
    "de": frozenset(
        """der die das den dem des ein eine einer eines einen einem und oder aber nicht kein keine ist sind
        war waren wird was wer wen wem wie wo wann warum wieso weshalb worum woruber wozu womit welche welcher
        welches welchen gibt es er sie wir ihr ich du man sich uber ueber von vom zu mit im in auf fur fuer
        aus nach bei um als dass ob wenn noch auch schon nur mehr etwas alles jemand jemanden niemand vortrag
        gab viele viel haben hat hatte hatten wurde wurden am zum zur gesprochen gehalten hielt gesagt sagt
        sagte sagen geredet redet erwahnt erwahnte erwahnen erwaehnt erzahlt erklart genannt vorgetragen geht
        ging gings gehts bitte thema vorher nochmal gemacht macht eigentlich denn mal doch""".split()  # noqa: SIM905
    ),
    "es": frozenset(
        """el la los las lo un una unos unas y o u e del de al a en es son fue era que quien quienes cual
        cuales cuando donde como porque por para con sin sobre hay se su sus mas tambien algo alguien nadie
        alguna alguno charla charlas sesion sesiones cuanto cuantos cuanta cuantas hubo dio dieron hablo
        habla hablan hablaron hablado dijo dicen dijeron menciono mencionan mencionado explico presento
        conto cuenta contaron dice dame esta este ese esa
        eso""".split()  # noqa: SIM905
    ),
    "pt": frozenset(
        """o a os as um uma uns umas e ou de do da dos das em no na nos nas ao aos que quem qual quais quando
        onde como porque por para com sem sobre ha foi era sao se seu sua mais tambem algo alguem ninguem
        algum alguma palestra palestras sessao sessoes quanto quantos quanta quantas houve falou falaram fala
        falado falam disse disseram mencionou mencionaram mencionam mencionado explicou apresentou voce isso
        teve tem foram eram esta este essa esse
        pra pelo pela""".split()  # noqa: SIM905
    ),
    "it": frozenset(
        """il lo la i gli le un uno una di del dello della dei degli delle da dal dalla in nel nella nei nelle
        su sul sulla sui con per tra fra e ed o ma non che chi cosa cose quale quali quanto quanti quanta
        quante quando dove come perche sono era erano ha hanno aveva stato stata stati ce cera cerano si se
        ci vi mi anche piu questo questa questi quello quella qualcuno qualcosa parlato parla parlano detto
        dice dicono sessione sessioni intervento presentato spiegato menzionato abbiamo hai
        ho""".split()  # noqa: SIM905
    ),
}
"""By ISO 639-1 code."""
ALL_FUNCTION_WORDS: frozenset[str] = frozenset().union(*FUNCTION_WORDS.values())
"""Of every language."""
_ENGLISH_TOO = frozenset(
    """car chi com dice die dos dove era hat man mas mes mit nos par pas plus sans si sin son tem ton
    war""".split()  # noqa: SIM905
)
"""Small words of other languages that English has as words or names of things."""

_ASKING = re.compile(
    # Chinese
    r"请问|什么是|是什么|有什么|什么时候|叫什么名字|什么|怎么样|怎么|怎样|如何|为什么|为何|哪个|哪些|哪里|哪位|哪家|哪种|"
    r"是否|有没有人?|有人|没有人|谁讲的|谁|吗|呢|介绍一下|介绍|告诉我|讲了|讲过|提到过?|说了|说过|谈到过?|讨论了?|"
    r"关于|区别|多少钱?|多久|几[个次点]|那场|这场|那位"
    # In traditional characters
    r"|請問|什麼是|是什麼|有什麼|什麼時候|什麼|怎麼樣|怎麼|怎樣|為什麼|為何|哪個|哪裡|哪種|有沒有人?|沒有人|誰講的|嗎|"
    r"介紹一下|介紹|講了|講過|說了|說過|談到過?|討論了?|關於|區別|多少錢?|幾[個次點]|那場|這場"
    # Japanese
    r"|とは何ですか|とは何|とは|何ですか|何です|でしょうか|ですか|ますか|ましたか|ませんか|ました|ません|です|ます|"
    r"について|に関する|教えてください|教えて|ください|誰か?|だれか?|どうやって|どのように|どうして|どんな|どの|"
    r"なぜ|なに|いつ|どこ|話し|言及|触れ|という"
    # Korean
    r"|무엇인가요|무엇입니까|무엇인지|무엇을|무엇이|무엇|뭔가요|뭐예요|뭐야|뭔지|어떻게|어떤|어느|누가|누구|언제|"
    r"어디|왜|무슨|몇|얼마나|얼마|뭐가|뭐로|뭘로|뭐였[지음어]?|뭐라고|뭐|뭘|인가요|입니까|있나요|있습니까|있었(?:어|나|나요)|"
    r"있어요?|했나요|하나요|했어요?|했지|이었[지어]|였[지어음]|이야|이래|인지|대해서|대한|대해|관한|관해|알려\s?주세요|"
    r"알려\s?줘|말했|언급|얘기|이야기"
)
"""What asks in languages whose words are not parted by spaces, or change by what they are joined to."""
_PARTICLE = re.compile(
    rf"(?<=[{HAN}\u30a0-\u30ffa-z0-9\s])[はがをにへとでもの](?=[{HAN}\u30a0-\u30ffa-z0-9\s]|$)"
)
"""Japanese particles, where they stand between what is no hiragana."""
_LETTERS = {"ko": re.compile(f"[{HANGUL}]"), "ja": re.compile(f"[{KANA}]")}
_HIRAGANA = re.compile(r"[\u3041-\u309f]+")


def without_asking(folded: str) -> str:
    """Return a folded question without what asks in Chinese, Japanese and Korean, a space in its place."""
    if folded.isascii():
        return folded
    return _PARTICLE.sub(" ", _ASKING.sub(" ", folded))


def is_function_word(token: str, languages: Iterable[str]) -> bool:
    """Tell whether a token says nothing of a subject; hiragana alone never does.

    A small word of any language is none, but for those that are words of English too: in what language the
    question is (``languages``) tells what "war" and "die" are.
    """
    return (
        (token in ALL_FUNCTION_WORDS and token not in _ENGLISH_TOO)
        or any(token in FUNCTION_WORDS.get(language, ()) for language in languages)
        or _HIRAGANA.fullmatch(token) is not None
    )


def languages_of_question(tokens: Iterable[str]) -> tuple[str, ...]:
    """Return the languages of most function words among folded ``tokens``, several where they are as many.

    None where there are no such words, and no letters that tell.
    """
    there = tuple(tokens)
    counts = dict.fromkeys(FUNCTION_WORDS, 0)
    for token in there:
        for language, members in FUNCTION_WORDS.items():
            counts[language] += token in members
    most = max(counts.values())
    if most < 2 and (
        by_letters := [code for code, pattern in _LETTERS.items() if any(map(pattern.search, there))]
    ):
        return tuple(by_letters)
    return tuple(language for language, count in counts.items() if count == most and most)
