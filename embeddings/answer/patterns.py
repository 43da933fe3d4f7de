"""The patterns that questions are read by, in the languages that notes and questions were seen in (English,
French, German, Spanish, Chinese, Japanese).
"""

from __future__ import annotations

import re
from typing import Literal

AnswerType = Literal["who", "when", "where", "number", "price", "recording", "slides", "code", "link", "text"]
"""The kind of thing that would answer."""

_SESSION_NOUNS = (
    r"(?:sessions|talks|workshops|keynotes|lectures|presentations|panels|entries|conf[eé]rences|"
    r"pr[eé]sentations|ateliers|expos[eé]s|vortr[aä]gen?|charlas|ponencias|sesiones|palestras|"
    r"sess[oõ]es|oficinas)"
)
LIST = re.compile(
    rf"\b(?:list|which|what|show(?: me)?|name|give me|enumerate|all|any|quell?e?s|liste[rz]?|welche|"
    rf"qu[eé]|cu[aá]les|lista|quais)\b[^?.!,]{{0,40}}?\b{_SESSION_NOUNS}\b"
    rf"|^(?:[\w-]+ ){{0,3}}{_SESSION_NOUNS}\b(?! (?:did|do|was|were))"
    r"|哪些(?:演讲|分享|议题|场)?|哪几|有什么(?:演讲|分享|议题)|どの(?:セッション|講演|発表|トーク)"
    r"|(?:セッション|講演|発表|トーク).{0,6}(?:一覧|どれ)",
    re.IGNORECASE,
)
WHAT_WAS_ON = re.compile(r"\bwh(?:o|at) (?:else )?(?:was|is|happened) on (\w+)", re.IGNORECASE)
"""Asks for a list where a day follows."""
COUNT = re.compile(
    rf"\bhow many (?:[\w-]+ )?{_SESSION_NOUNS}\b|\bcombien (?:de |d['’]){_SESSION_NOUNS}\b"
    rf"|\bwie viele {_SESSION_NOUNS}\b|\bcu[aá]ntas {_SESSION_NOUNS}\b|\bquantas {_SESSION_NOUNS}\b"
    r"|多少(?:场|个)(?:演讲|分享|议题)|(?:セッション|講演|発表)は?(?:いくつ|何件)",
    re.IGNORECASE,
)
_TYPES: tuple[tuple[AnswerType, str], ...] = (
    (
        "recording",
        (
            r"\b(?:videos?|recordings?|recorded|youtube|replay|v[ií]d[eé]os?|grabaci[oó]n(?:es)?|grava[cç](?:[aã]o|[oõ]es)|enregistrement|aufzeichnung|"
            r"watch(?! out\b))\b"
            r"|视频|录像|動画|録画"
        ),
    ),
    (
        "slides",
        (
            r"\b(?:slides?|slide ?deck|deck|diapos?|diapositiv[ea]s?|folien|pdf)\b"
            # "Support" alone is mostly the English verb.
            r"|\b(?:les?|des?|du|vos|ses|leurs) supports?\b|\bsupports? (?:de|du|visuels?)\b"
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
SUBJECT = re.compile(
    r"\bgithub(?= (?:actions?|copilot|pages|issues?|flow|codespaces|enterprise|runners?|workflows?|apps?|"
    r"projects?|discussions?|advanced|security)\b)"
    r"|\bvideos?(?= (?:games?|gaming|stream\w*|encod\w*|codecs?|transcod\w*|compression|calls?|chats?|"
    r"conferenc\w*|meetings?|players?|analy\w+|editing|editors?|processing|generation|understanding|search|cards?)\b)"
    r"|\blinks?(?= (?:layer|prediction|aggregation|budget|rot)\b)"
    r"|(?<=\bapple )watch\b",
    re.IGNORECASE,
)
"""Words that a session is about here, and that elsewhere ask for a recording, a repository or a link."""
ANSWER_TYPES = tuple((answer_type, re.compile(pattern, re.IGNORECASE)) for answer_type, pattern in _TYPES)
_AUXILIARY = (
    r"(?:is|are|was|were|am|do|does|did|has|have|had|can|could|will|would|should|shall|may|might|must)"
)
WHICH = re.compile(
    r"^\W*(?:(?:and|but|so|in|on|for|with|by|at|from|to) )?"
    r"(?:which\b|what(?: kind| sort| type)s? of\b"
    rf"|what (?!(?:{_AUXILIARY}|about|else|if|when|happen\w*)\b)"
    rf"(?:[\w-]+ ){{1,3}}(?:{_AUXILIARY}|of|to|for)\b"
    r"|quel(?:le)?s? (?!est\b|sont\b|[eé]tai)|welche[rsnm]?\b(?! (?:ist|sind|war))"
    r"|qu[eé] (?!es\b|son\b|era|fue|hay\b|significa|dij|hac|pas)\w+"
    r"|qua(?:l|is) (?!é\b|e\b|s[aã]o\b|foi\b|era))"
    r"|哪(?:个|种|家|款|些)|(?<![是叫])什么(?!是|叫|意思|时候|[?？。!！ ]|$)"
    r"|どの(?!よう)|どんな|何の|어느 |어떤 ",
    re.IGNORECASE,
)
DEFINES = re.compile(
    r"^\W*(?:(?:so|and|but|hey|ok) )?(?:what(?:['’]?s| is| are)|was (?:ist|sind)|c['’]est quoi|"
    r"qu['’]est[- ]ce qu|qu[eé] (?:es|son)|o que (?:[eé]|s[aã]o)|define|explain)\b"
    r"|什么是|是什么|とは|って何|무엇인가|뭐야|뭔가요",
    re.IGNORECASE,
)
"""Asks what a thing is."""
ENUMERATES = re.compile(
    r"^\W*(?:(?:and|so) )?(?:what(?:['’]re| are| were) (?:the|some|all|their)\b"
    r"|(?:list|name|enumerate|give me|show me|tell me) (?:me )?(?:all|the|every|their)\b"
    r"|was (?:sind|waren) die\b|nenne?\b|quel(?:le)?s (?:sont|[eé]taient) les\b"
    r"|cu[aá]les (?:son|eran|fueron) l[ao]s\b|quais (?:s[aã]o|eram|foram) [ao]s\b)"
    r"|有哪些|都有什么|は何がありますか|には何が|무엇이 있나요",
    re.IGNORECASE,
)
"""Asks for all things of a kind."""
NEWS = re.compile(
    r"\bwhat(?:['’]?s| is| are| was| were)?(?: the)? (?:new|latest|news)\b|\bany news\b|\bwas gibt es neues\b"
    r"|\bquoi de neuf\b|\bqu[eé] hay de nuevo\b|\bnovedades\b|\bnouveaut[eé]s\b|\bnovidades\b",
    re.IGNORECASE,
)
"""Asks what is new in a thing: "new" says nothing of it."""
NEWS_WORDS = frozenset(
    "new news latest neues neuf nuevo novedades nouveautes novidades".split()  # noqa: SIM905
)
WHETHER = re.compile(
    r"^\W*(?:is|are|was|were|did|do|does|can|could|will|would|should|has|have|had|any|anything|anyone|"
    r"est-ce|y a-t-il|gibt es|hay)\b|吗|是否|有没有|ですか|ますか|でしょうか",
    re.IGNORECASE,
)
DATE = re.compile(r"\b(\d{4}-\d{2}-\d{2})\b")
NEGATED = re.compile(
    r"\b(?:no|not|without|lack|lacks|lacking|missing|(?:is|are|do|does)n['’]?t|sans|ohne|sin)\b"
    r"|没有|なし|ない",
    re.IGNORECASE,
)
BY = re.compile(
    r"\b(?:by|from|gave|give|given|held|presented|present|speak|spoke|speaks|talk|took part|takes? part|"
    r"someone|somebody|anyone|people|par|de|parle|"
    r"intervient|von|por)\b|参加|主讲|讲了|分享了|登壇|の(?:講演|発表|セッション)",
    re.IGNORECASE,
)
SPONSORED = re.compile(r"\bsponsor(?:ed|s|ship)?\b|\bsponsoris[eé]e?s?\b|赞助|スポンサー", re.IGNORECASE)
# Words that name the kind of thing asked for: they say nothing on the subject.
ANSWER_TYPE_WORDS = frozenset(
    """video videos recording recordings recorded youtube replay slides slide deck repo repos repository
    github link links url urls website speaker speakers who when where day date number percentage percent
    long often sponsored sponsor lien liens diapos orateur orateurs jour quand watch""".split()  # noqa: SIM905 - legible so
)
NOUNS = frozenset("keynote keynotes workshop workshops lecture lectures panel panels".split())  # noqa: SIM905
"""Kinds of session that titles are made of: "what did the keynote cover?" names one."""
ASKING_WORDS = frozenset(
    """recap tldr summarise summarize takeaway takeaways favourite favorite criticism criticisms announcements
    resume resumes preferee preferees meilleur meilleure meilleures pires conferences intervenants
    intervenantes orateurs annonces nouveautes diapositives enregistrement
    zusammenfassung zusammenfassen fasse bester beste bestes besten schlechtester schlechteste langweiligste
    langweilig vortrag vortrage vortrags redner sprecher referenten folien aufzeichnung ankundigungen
    resumen resumo resuma mejor mejores peores favorita favoritas charlas ponencia ponencias ponentes anuncios
    novedades grabaciones diapositivas enlaces
    melhor melhores piores palestra palestras palestrantes gravacoes novidades""".split()  # noqa: SIM905
)
"""Folded words that questions are asked with, and that notes seldom use: never taken for misspelt ones."""
NOUN = re.compile(rf"{_SESSION_NOUNS}", re.IGNORECASE)
CJK_LIST = re.compile("有?哪些|哪几[场个]?|有什么|多少[场个]|演讲|议题|关于|どの|セッション|講演|発表|一覧")
"""What asks for a list in Chinese and Japanese, where no space parts it from the subject."""
