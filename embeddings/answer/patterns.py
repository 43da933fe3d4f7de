"""The patterns that questions are read by, in the languages that notes and questions were seen in (English,
French, German, Spanish, Portuguese, Italian, Chinese in both scripts, Japanese, Korean).
"""

from __future__ import annotations

import re

_SESSION_NOUNS = (
    r"(?:sessions|talks|workshops|keynotes|lectures|presentations|panels|entries|conf[eé]rences|"
    r"pr[eé]sentations|ateliers|expos[eé]s|vortr[aä]gen?|charlas|ponencias|sesiones|palestras|"
    r"sess[oõ]es|oficinas)"
)
LIST = re.compile(
    rf"\b(?:list|which|what|show(?: me)?|name|give me|enumerate|all|any|quell?e?s|liste[rz]?|welche|"
    rf"qu[eé]|cu[aá]les|lista|quais)\b[^?.!,]{{0,40}}?\b{_SESSION_NOUNS}\b"
    rf"|^(?:[\w-]+ ){{0,3}}{_SESSION_NOUNS}\b(?! (?:did|do|was|were))"
    r"|哪些(?:演讲|演講|分享|议题|議題|議程|场|場)?|哪[几幾]|有什[么麼](?:演讲|演講|分享|议题|議題|議程)"
    r"|(?:어떤|무슨) (?:세션|발표|강연)|(?:세션|발표|강연) (?:목록|리스트)"
    r"|どの(?:セッション|講演|発表|トーク)"
    r"|(?:セッション|講演|発表|トーク).{0,6}(?:一覧|リスト|どれ)"
    r"|(?:演讲|演講|分享|议题|議題|场次|場次)(?:的)?(?:列表|清单|清單|一览|一覽)",
    re.IGNORECASE,
)
WHAT_WAS_ON = re.compile(r"\bwh(?:o|at) (?:else )?(?:was|is|happened) on (\w+)", re.IGNORECASE)
"""Asks for a list where a day follows."""
WENT_ON = re.compile(
    r"\b(?:saw|see|seen|attend(?:ed)?|programme?|schedule|agenda|prevu|passe|lief|liefen|los|hubo|paso|vimos|"
    r"aconteceu|rolou|tivemos|vi|successo|visto)\b"
    r"|(?:들었|봤|있었|했|열렸)\w*|(?:세션|발표(?!자)|강연)(?:들?[이가은는을를]|들)?(?!\w)"
    r"|都?(?:有|[讲講](?![师師座者稿])|[说說](?!明))了?些?(?:什[么麼])?|何(?:があ\w*|を\w*|(?=[がは]|でし))|(?<=\d)[年년]"
)
"""What is said of a day as such in a folded question, "o que aconteceu no primeiro dia?": no subject."""
COUNT = re.compile(
    rf"\bhow many (?:[\w-]+ )?{_SESSION_NOUNS}\b|\bcombien (?:de |d['’]){_SESSION_NOUNS}\b"
    rf"|\bwie viele {_SESSION_NOUNS}\b|\bcu[aá]ntas {_SESSION_NOUNS}\b|\bquantas {_SESSION_NOUNS}\b"
    r"|多少(?:场|个)(?:演讲|分享|议题)|(?:セッション|講演|発表)は?(?:いくつ|何件)",
    re.IGNORECASE,
)
_AUXILIARY = (
    r"(?:is|are|was|were|am|do|does|did|has|have|had|can|could|will|would|should|shall|may|might|must)"
)
WHICH = re.compile(
    r"^\W*(?:(?:and|but|so|in|on|for|with|by|at|from|to) )?"
    r"(?:which\b|what(?: kind| sort| type)s? of\b"
    rf"|what (?!(?:{_AUXILIARY}|about|else|if|when|happen\w*)\b)"
    rf"(?:[\w-]+ ){{1,3}}(?:{_AUXILIARY}|of|to|for)\b"
    r"|quel(?:le)?s? (?!est\b|sont\b|[eé]tai)|welche[rsnm]?\b(?! (?:ist|sind|war))"
    r"|qu[eé] (?!es\b|son\b|era|fue|hay\b|hubo\b|tal\b|significa|dij|hac|pas|"
    r"\w+(?:aron|ieron|aban?|ían?|ó)\b)\w+"
    r"|qua(?:l|is) (?!é\b|e\b|s[aã]o\b|foi\b|era)"
    r"|qual[ei] (?!sono\b|erano?\b|era\b)\w+)"
    r"|哪(?:一?[个種种個]|家|款|些)|(?<![是叫])什[么麼](?!是|叫|意思|时候|時候|[?？。!！ ]|$)"
    r"|どの(?!よう)|どんな|何の|어느 |어떤 |무슨 ",
    re.IGNORECASE,
)
DEFINES = re.compile(
    r"^\W*(?:(?:so|and|but|hey|ok) )?(?:what(?:['’]?s| is| are)|was (?:ist|sind)|c['’]est quoi|"
    r"qu['’]est[- ]ce qu|qu[eé] (?:es|son)|o que (?:[eé]|s[aã]o)|define|explain)\b"
    r"|什[么麼]是|是什[么麼]|とは|って何|무엇인가|뭐야|뭔가요|\bcos['’]è\b|\bche cos",
    re.IGNORECASE,
)
"""Asks what a thing is."""
STANDS_FOR = re.compile(r"^\W*(?:and |so )?what (?:does|do|did) (.+?) (?:stand for|mean)\W*$", re.IGNORECASE)
"""Asks for the words of an abbreviation: "stand" and "mean" say nothing of it."""
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
    r"est-ce|y a-t-il|il y (?:a|avait)|y (?:a|avait)|gibt es|gab es|hay|hubo|houve|teve|c['’][eè]ra|c['’]è)\b"
    r"|吗|是否|有没有|嗎|有沒有|ですか|ますか|でしょうか|(?:あった|あります|いた|いました|出た)(?:か|の|っけ)?[?？]?$"
    r"|(?:있었?|했|나왔|였)(?:어|나|나요|니|습니까|음|는지)\s*[?？]?$",
    re.IGNORECASE,
)
NEGATED = re.compile(
    r"\b(?:no|not|without|lack|lacks|lacking|missing|(?:is|are|do|does)n['’]?t|sans|ohne|sin)\b"
    r"|没有|沒有|なし|ない|없",
    re.IGNORECASE,
)
BY = re.compile(
    r"\b(?:by|from|gave|give|given|held|presented|present|speak|spoke|speaks|talk|took part|takes? part|"
    r"someone|somebody|anyone|people|par|de|parle|"
    r"intervient|von|por)\b|参加|主讲|讲了|分享了|登壇|の(?:講演|発表|セッション)",
    re.IGNORECASE,
)
MODERATED = re.compile(
    r"\bmoderat\w*|\bmoderier\w*|\bmod[eé]r(?:[eé]|ait|ateur)\w*|\bchaired\b|\bfacilitated\b|主持|司会|진행자|사회자",
    re.IGNORECASE,
)
"""Asks, with "who", for those who led a discussion."""
SPONSORED = re.compile(r"\bsponsor(?:ed|s|ship)?\b|\bsponsoris[eé]e?s?\b|赞助|スポンサー", re.IGNORECASE)
NOUNS = frozenset("keynote keynotes workshop workshops lecture lectures panel panels".split())  # noqa: SIM905
"""Kinds of session that titles are made of: "what did the keynote cover?" names one."""
ASKING_WORDS = frozenset(
    """moderated moderator moderators moderates chaired
    recap tldr summary summarise summarize takeaway
    takeaways favourite favorite criticism criticisms announcements
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
CJK_LIST = re.compile(
    "有?哪些|哪[几幾][场个場個]?|有什[么麼]|多少[场个場個]|的?(?:演讲|演講|议题|議題|议程|議程|日程表?|场次|場次|分享)|列表|清单|清單|"
    "一览|一覽|关于|關於|"
    "どの|セッション|講演|発表|一覧|リスト|スケジュール|プログラム|어떤|무슨|세션|발표|강연|목록|리스트|일정"
)
"""What asks for a list in Chinese, Japanese and Korean, where no space parts it from the subject."""
SCHEDULE = re.compile(
    r"\b(?:schedule|agenda|programme?|timetable|line-?up|programm|zeitplan|ablauf|horaires?|programa|horarios?)\b"
)
"""What a list is asked for with, where a day is named and nothing else; in a folded question."""
