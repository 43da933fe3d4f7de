"""The kind of thing that a question asks for (who, when, how many, a link), by its words in each language.

English, French, German, Spanish, Portuguese, Italian; then Chinese in both scripts, Japanese and Korean, that
have no spaces or tie their words together, so that no end of a word is asked for.
"""

from __future__ import annotations

import re
from typing import Literal

AnswerType = Literal["who", "when", "where", "number", "price", "recording", "slides", "code", "link", "text"]
"""The kind of thing that would answer."""
HANDED_OVER: tuple[AnswerType, ...] = ("recording", "slides", "code", "link")
"""Those that are links."""

_TYPES: tuple[tuple[AnswerType, tuple[str, ...], str], ...] = (
    (
        "recording",
        (
            r"videos?|recordings?|recorded|youtube|replays?|watch(?! out\b)|enregistrement|aufzeichnung",
            r"v[ií]d[eé]os?|grabaci[oó]n(?:es)?|grava[cç](?:[aã]o|[oõ]es)|registrazion[ei]",
        ),
        r"视频|录像|(?<!投)影片|錄影|動画|録画|영상|비디오|녹화",
    ),
    (
        "slides",
        (
            r"slides?|slide ?deck|deck|diapos?|diapositiv[aeo]s?|folien|transpar[eê]ncias|pdf",
            # "Support" alone is mostly the English verb.
            r"(?:les?|des?|du|vos|ses|leurs) supports?|supports? (?:de|du|visuels?)",
        ),
        r"幻灯|讲义|ppt|投影片|簡報|講義|スライド|発表資料|資料(?=[はをがのど]|ありま)|슬라이드|발표\s?자료",
    ),
    (
        "code",
        (r"repo|repos|repository|github|source code|d[eé]p[oô]t|repositorio|reposit[oó]rio",),
        r"仓库|源码|倉庫|原始碼|リポジトリ|저장소|깃허브",
    ),
    (
        "link",
        (r"links?|urls?|website|web ?site|web ?page|homepage|lien|liens|adresse|enlaces?|indirizzo",),
        r"链接|网址|連結|網址|リンク|(?<![가-힣])(?:링크|주소)",
    ),
    (
        "who",
        (
            # Not of "people who ..." and "ce qui ...", which ask for no one.
            r"(?<!people )(?<!those )(?<!users )(?<!teams )(?<!companies )who|whos|who's|whose|whom",
            r"speakers?|presenters?|orateurs?|intervenante?s?|wer",
            r"(?:par|avec|de|chez|pour|sais|sait|savez|savoir|dire|c['’]est|c['’][eé]tait) qui|qui(?=\W*$)",
            r"qui[eé]n(?:es)?|ponentes?|quem|palestrantes?",
            r"relator[ei]|di chi|chi (?:ha|hanno|è|era|erano|parl\w+)",
        ),
        r"谁|哪位|讲者|演讲者|誰|講者|だれ|登壇者|講演者|누가|누구|발표자|연사",
    ),
    (
        "price",
        (
            r"how much (?:does|do|did|is|are|was|were|would|will)",
            r"price|prices|pricing|cost per|costs? of|licen[cs]e cost",
            r"combien (?:[cç]a )?co[uû]te|prix|tarifs?|was kostete?n?|wie teuer|preise?",
            r"cu[aá]nto (?:cuestan?|cost(?:ó|o|aba|aban)|cobran?)|precios?",
            r"quanto (?:custa|custou|custava|costa|costava|costano)|pre[cç]os?|prezz[io]",
        ),
        r"多少钱|价格|多少錢|價格|報價|票價|いくら|価格|料金|値段|얼마(?:야|예요|에요|인가|입니까|였|죠|지)|가격|비용",
    ),
    (
        "number",
        (
            r"how (?:many|much|long|often|big|large|fast|far|high|deep|old|small|tall|wide)",
            r"(?:what|which) (?:percentage|percent|number|share|fraction|size|version|accuracy|latency)",
            r"what throughput|p[- ]values?|quelle version|welche version",
            r"qu[eé] versi[oó]n|qual (?:a )?vers[aã]o|quale versione",
            r"percentage|combien|pourcentage|quel nombre|wie (?:viele?|lange|oft|gro(?:ss|ß)|hoch|schnell)",
            r"cu[aá]nt[oa]s?|porcentaje|quant[oa]s?|percentuale?|quant[ie]",
        ),
        (
            r"多少|多(?:大|长|長|快|久)|几(?:个|次|年|天|倍|台|位|种|层)|幾(?:個|次|年|天|倍|台|位|種|層)"
            r"|(?:人|者|社員|員|件|回|個|台|社|店舗|利用|登録|参加)数[はがを]?|(?:人|件|次|用户|用戶|员工|員工)[数數]"
            r"|(?:직원|사용자|참가자|사람|건|횟) ?수[는가를]?(?![가-힣])"
            r"|何(?:件|個|回|人|年|倍|台|パーセント|％|%|時間|分|秒)|どのくらい|どれくらい|いくつ"
            r"|몇(?!\s?[시월])|얼마나|얼마만에|퍼센트"
        ),
    ),
    (
        "when",
        (
            r"when (?:is|are|was|were|will|did|does|do|can)",
            r"(?:what|which) (?:day|date|year|time|month)|quand|quelle (?:heure|date)|wann|um wie viel uhr",
            r"cu[aá]ndo|qu[eé] (?:hora|d[ií]a|mes|a[nñ]o)|quando|que (?:horas?|m[eê]s|ano)",
            r"che (?:ora|giorno|mese)",
        ),
        r"什么时候|何时|几点|哪一?天|什麼時候|何時|幾點|いつ|언제|몇\s?[시월]|며칠",
    ),
    (
        "where",
        (r"where (?:is|are|was|were|will|did|does|do)|o[uù] (?:est|se|sont|a)|wo|d[oó]nde|onde|dove",),
        r"哪里|在哪|哪裡|哪兒|どこ|어디",
    ),
)
_ALONE = {"when": r"|^when\b", "where": r"|^where\b", "who": r"|^\W*(?:(?:et|mais|alors) )?qui\b"}
"""What asks at a question's beginning alone."""
ANSWER_TYPES: tuple[tuple[AnswerType, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"\b(?:{'|'.join(words)})\b{_ALONE.get(kind, '')}|{parts}", re.IGNORECASE))
    for kind, words, parts in _TYPES
)
"""The first that fits counts."""
SUBJECT = re.compile(
    r"\bgithub(?= (?:actions?|copilot|pages|issues?|flow|codespaces|enterprise|runners?|workflows?|apps?|"
    r"projects?|discussions?|advanced|security|files?|api|stars|search)\b)"
    r"|\bvideos?(?= (?:games?|gaming|stream\w*|encod\w*|codecs?|transcod\w*|compression|calls?|chats?|"
    r"conferenc\w*|meetings?|players?|analy\w+|editing|editors?|processing|generation|understanding|search|cards?|"
    r"content|platforms?|hosting|delivery|pipelines?|archives?|on demand)\b)"
    r"|\blinks?(?= (?:layer|prediction|aggregation|budget|rot)\b)"
    r"|(?<=\bapple )watch\b"
    r"|(?<=\bat )replay\b|(?<=\bsession )replay\b|(?<=\binstant )replay\b"
    r"|\breplays?(?= (?:part(?:y|ies)|attacks?|buffers?|20\d\d)\b)",
    re.IGNORECASE,
)
"""Words that a session is about here, and that elsewhere ask for a recording, a repository or a link."""
SPEAKERS_ACT = re.compile(
    r"\b(?P<does>did|does|do|would|could|should|has|have|had|will) "
    r"(?:the |this |that |these |those |any |our )?"
    r"(?:speakers?|presenters?)\b(?!\W*$)"
    # Other than "the speaker's name".
    r"|\b(?:speaker|presenter)s?['’]s? (?!names?\b)",
    re.IGNORECASE,
)
"""Tells what who spoke did or has, which is asked for instead: "what did the speaker recommend?"."""
WHO_ACTS = re.compile(
    r"^\W*(?:and |so |but )?who (?:else |actually |really )?"
    r"(?:owns?|owned|uses?|used|wrote|writes?|builds?|built|creates?|created|wins?|won|pays?|paid|buys?|bought|sells?|sold|maintains?|maintained|invented|discovered|"
    r"founded|funds?|funded|needs?|decides?|decided|approves?|approved|fixe[sd]|fix|breaks?|broke|hire[sd]?|"
    r"fire[sd]?|reviews?|reviewed|attends?|attended|develops?|developed|design(?:s|ed)?|deploy(?:s|ed)?|"
    r"benefits?|profits?|(?:takes?|took) (?:the |these )?notes|should|must|can|could|may|will|would)\b"
    r"|^\W*qui (?:g[eè]re|utilise|poss[eè]de|paie|d[eé]cide|maintient|finance|d[eé]veloppe)\b"
    r"|^\W*wer (?:nutzt|verwendet|besitzt|bezahlt|zahlt|entscheidet|betreibt|pflegt|baut|kauft)\b"
    r"|^\W*¿?qui[eé]n (?:usa|utiliza|paga|decide|mantiene|escribi[oó]|cre[oó]|gan[oó]|compr[oó])\b"
    r"|(?:谁|誰)(?:开发|開發|发明|發明|创建|創建|制作|製作|写的|寫的|在用)|(?:誰|だれ)が(?:作|開発|発明|書い|使)"
    r"|누가 (?:만들|개발|발명|쓰|사용)"
    r"|^\W*quem (?:usa|utiliza|paga|decide|mant[eé]m|escreveu|criou|ganhou|comprou)\b",
    re.IGNORECASE,
)
"""Asks for somebody who does something else than speak: who spoke is no answer."""
# Words that name the kind of thing asked for: they say nothing on the subject.
ANSWER_TYPE_WORDS = frozenset(
    """video videos recording recordings recorded youtube replay replays slides slide deck repo repos
    repository github link links url urls website speaker speakers who when where day date number
    percentage percent long often sponsored sponsor lien liens diapos orateur orateurs jour quand watch
    heure coute coutait prix kostet kosteten cuesta cuestan precio precios hora enlace enlaces
    custa custou custava preco costa costava prezzo moderated moderator moderators moderates
    chaired moderiert moderierte""".split()  # noqa: SIM905 - legible so
)
