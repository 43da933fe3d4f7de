"""What a question asks for, read off its words: who, when, how many, a link, a list, a day.

Rules over words, in the languages that notes and questions were seen in (English, French, German, Spanish,
Chinese, Japanese). A question that no rule fits is simply searched for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from embeddings import words

Wanted = Literal["who", "when", "where", "number", "price", "recording", "slides", "code", "link", "text"]
"""The kind of thing that would answer."""

FUNCTION_WORDS = frozenset(
    # English: what holds a question together, and how people address a note-keeping bot.
    """a an the this that these those there here it its i im ive me my we us our ours you your he him his
    she her they them their what whats which who whos whom whose when where why how is isnt are arent
    was wasnt were werent be been being am do does doesnt did didnt done doing can cant could couldnt
    should would will wont shall may might must have havent has hasnt had having get gets got getting of
    in on at to for from by with without about into onto over under between than then and or but not no
    nor so as if else up out off any anything anyone anybody some something someone somebody all each
    every both either neither much many more most few several lot lots also just only even still yet too
    very really quite again ever never always already give gave show tell told say says said saying
    speak spoke speaks spoken talk talks talked talking mention mentions mentioned discuss discussed
    discusses cover covers covered covering learn learned explain explained describe described present
    presented presents presenter presenters hear heard session sessions note notes workshop workshops
    keynote keynotes lecture lectures presentation presentations conference event panel thing things
    stuff one ones please pls plz thanks thank thx hi hey hello ok okay guys folks people list lists
    find know want need remember recall look looking like kind sort part use used using make made go
    went going come us let lets vs via per way s t re ve ll d m""".split()  # noqa: SIM905
    # French
    + """le la les un une des du de au aux ce cet cette ces ca cela il elle ils elles on nous vous je tu me
    te se sa son ses leur leurs mon ma mes notre nos votre vos que qui quoi quel quelle quels quelles
    dont ou quand comment pourquoi combien est sont etait etaient ete etre a ont avait avoir as ai y en
    et ni mais donc car si ne pas plus moins tres trop aussi dans sur sous pour par avec sans chez vers
    entre d l c j n s t qu jusqu parle parler parlait dit dire disait presente presenter explique
    conference conferences presentation atelier sujet quelqu chose faire fait peut faut est-ce""".split()  # noqa: SIM905
    # German and Spanish, the most frequent
    + """der die das den dem ein eine einer eines und oder nicht ist sind war waren wird was wer wie wo wann
    warum welche welcher welches gibt es uber von zu mit im auf fur vortrag el los las una unos unas y o
    del al es son fue que quien quienes cual cuales cuando donde como por para con sobre hay charla
    sesion""".split()  # noqa: SIM905
)

_SESSION_NOUNS = (
    r"(?:sessions|talks|workshops|keynotes|lectures|presentations|panels|entries|conf[eé]rences|"
    r"pr[eé]sentations|ateliers|expos[eé]s|vortr[aä]ge|charlas)"
)
_LIST = re.compile(
    rf"\b(?:list|which|what|show(?: me)?|name|give me|enumerate|all|any|quell?e?s|liste[rz]?|welche|"
    rf"qu[eé]|cu[aá]les)\b[^?.!,]{{0,40}}?\b{_SESSION_NOUNS}\b"
    rf"|^(?:[\w-]+ ){{0,3}}{_SESSION_NOUNS}\b(?! (?:did|do|was|were))"
    rf"|\bwh(?:o|at) (?:else )?(?:was|is|happened) on (?:day|monday|tuesday|wednesday|thursday|friday|"
    rf"saturday|sunday)\b"
    r"|哪些(?:演讲|分享|议题|场)?|哪几|有什么(?:演讲|分享|议题)|どの(?:セッション|講演|発表|トーク)"
    r"|(?:セッション|講演|発表|トーク).{0,6}(?:一覧|どれ)",
    re.IGNORECASE,
)
_COUNT = re.compile(
    rf"\bhow many (?:[\w-]+ )?{_SESSION_NOUNS}\b|\bcombien (?:de |d['’]){_SESSION_NOUNS}\b"
    r"|多少(?:场|个)(?:演讲|分享|议题)|(?:セッション|講演|発表)は?(?:いくつ|何件)",
    re.IGNORECASE,
)
_KINDS: tuple[tuple[Wanted, str], ...] = (
    (
        "recording",
        (
            r"\b(?:videos?|recordings?|recorded|youtube|replay|vid[eé]o|enregistrement|aufzeichnung|watch)\b"
            r"|视频|录像|動画|録画"
        ),
    ),
    (
        "slides",
        (
            r"\b(?:slides?|slide ?deck|deck|diapos?|diapositives|supports?|folien|pdf)\b"
            r"|幻灯|讲义|ppt|スライド|資料"
        ),
    ),
    ("code", r"\b(?:repo|repos|repository|github|source code|d[eé]p[oô]t)\b|仓库|リポジトリ"),
    (
        "link",
        (
            r"\b(?:links?|urls?|website|web ?site|web ?page|homepage|lien|liens|adresse)\b"
            r"|链接|网址|リンク"
        ),
    ),
    (
        "who",
        (
            r"\b(?:who|whos|who's|whose|whom|speakers?|presenters?|qui|orateurs?|intervenante?s?|wer|qui[eé]n)\b"
            r"|谁|讲者|演讲者|誰|だれ|登壇者|講演者"
        ),
    ),
    (
        "price",
        (
            r"\bhow much (?:does|do|did|is|are|was|were|would|will)\b"
            r"|\b(?:price|prices|pricing|cost per|costs? of|licen[cs]e cost|combien co[uû]te|prix|tarifs?)\b"
            r"|多少钱|价格|いくら|価格|料金"
        ),
    ),
    (
        "number",
        (
            r"\bhow (?:many|much|long|often|big|large|fast|far|high|deep|old|small|tall|wide)\b"
            r"|\bwhat (?:percentage|percent|number|share|fraction|size|version|accuracy|latency|throughput)\b"
            r"|\b(?:combien|percentage|pourcentage|quel nombre|wie viele?|cu[aá]nt[oa]s?)\b"
            r"|多少|几(?:个|次|年|天|倍|台|位)|多(?:大|长|快|久)"
            r"|何(?:件|個|回|人|年|倍|台|パーセント|％|%|時間|分|秒)|どのくらい|どれくらい|いくつ"
        ),
    ),
    (
        "when",
        (
            r"\bwhen (?:is|are|was|were|will|did|does|do|can)\b|^when\b"
            r"|\b(?:what|which) (?:day|date|year|time|month)\b|\bquand\b|\bwann\b|\bcu[aá]ndo\b"
            r"|什么时候|何时|哪一?天|いつ"
        ),
    ),
    (
        "where",
        (
            r"\bwhere (?:is|are|was|were|will|did|does|do)\b|^where\b|\bo[uù] (?:est|se|sont|a)\b"
            r"|\bwo\b|\bd[oó]nde\b|哪里|在哪|どこ"
        ),
    ),
)
_WANTED = tuple((wanted, re.compile(pattern, re.IGNORECASE)) for wanted, pattern in _KINDS)
_WHICH = re.compile(
    r"^\W*(?:which|what|quell?e?s?|welche[rsnm]?|qu[eé])\b|哪(?:个|种|家|款|些)|什么|どの|どんな|何の",
    re.IGNORECASE,
)
_WHETHER = re.compile(
    r"^\W*(?:is|are|was|were|did|do|does|can|could|will|would|should|has|have|had|any|anything|anyone|"
    r"est-ce|y a-t-il|gibt es|hay)\b|吗|是否|有没有|ですか|ますか|でしょうか",
    re.IGNORECASE,
)
_DAY_NUMBER = re.compile(
    r"\b(?:day|jour|tag|d[ií]a)[ -]?(\d{1,2})\b|第\s*([一二三四五六七八九十\d]+)\s*天|(\d{1,2})\s*日目",
    re.IGNORECASE,
)
_DATE = re.compile(r"\b(\d{4}-\d{2}-\d{2})\b")
_WEEKDAYS = {
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6,
    "lundi": 0, "mardi": 1, "mercredi": 2, "jeudi": 3, "vendredi": 4, "samedi": 5, "dimanche": 6,
    "周一": 0, "周二": 1, "周三": 2, "周四": 3, "周五": 4, "周六": 5, "周日": 6,
    "月曜": 0, "火曜": 1, "水曜": 2, "木曜": 3, "金曜": 4, "土曜": 5, "日曜": 6,
}  # fmt: skip
_SPONSORED = re.compile(r"\bsponsor(?:ed|s|ship)?\b|\bsponsoris[eé]e?s?\b|赞助|スポンサー", re.IGNORECASE)
_WIDE_NUMBERS = {c: n for n, c in enumerate("一二三四五六七八九十", 1)}
# Words that name the kind of thing asked for: they say nothing on the subject.
_WANTED_WORDS = frozenset(
    """video videos recording recordings recorded youtube replay slides slide deck repo repos repository
    github link links url urls website speaker speakers who when where day date number percentage percent
    long often sponsored sponsor lien liens diapos orateur orateurs jour quand watch monday tuesday
    wednesday thursday friday saturday sunday lundi mardi mercredi jeudi vendredi samedi dimanche""".split()  # noqa: SIM905 - legible so
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question and what was read off it."""

    text: str
    terms: tuple[str, ...]
    """Folded words that carry the subject, in order, without repeats."""
    wanted: Wanted
    lists: bool
    """Asks for a list of sessions."""
    counts: bool
    """Asks how many sessions."""
    sponsored: bool
    asks_which: bool
    """Asks for one thing by its kind: "which database", "what tool"."""
    asks_whether: bool
    """Yes or no would answer."""
    day_number: int | None
    date: str | None
    weekday: int | None
    """0 is Monday."""


def analyse(text: str) -> Question:
    """Read a question."""
    folded = words.fold(text)
    wanted: Wanted = next((kind for kind, pattern in _WANTED if pattern.search(text)), "text")
    day = _DAY_NUMBER.search(text)
    number = next((group for group in day.groups() if group), None) if day else None
    date = _DATE.search(text)
    counts = _COUNT.search(text) is not None
    sponsored = _SPONSORED.search(text) is not None
    about_records = counts or sponsored or day is not None
    dropped = (
        _WANTED_WORDS
        if wanted != "text" or about_records or _LIST.search(text)
        else frozenset({"who", "when", "where"})
    )
    rest = _DAY_NUMBER.sub(" ", _DATE.sub(" ", folded))
    terms = [token for token in words.tokenize(rest) if token not in FUNCTION_WORDS and token not in dropped]
    return Question(
        text=text,
        terms=tuple(dict.fromkeys(terms)),
        wanted=wanted,
        lists=_LIST.search(text) is not None or counts,
        counts=counts,
        sponsored=sponsored,
        asks_which=_WHICH.search(text) is not None,
        asks_whether=_WHETHER.search(text) is not None,
        day_number=None
        if number is None
        else _WIDE_NUMBERS.get(number) or (int(number) if number.isdigit() else None),
        date=date.group(1) if date else None,
        weekday=next((n for name, n in _WEEKDAYS.items() if name in folded), None),
    )
