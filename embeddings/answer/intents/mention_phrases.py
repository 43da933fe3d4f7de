"""How it is asked whether a thing is spoken of at all, by language; what is asked for is the group ``about``.

Patterns are of folded questions (see ``tokens.fold``).
"""

from __future__ import annotations

import re

_SAY = (
    r"(?:talk|speak|say|said|mention|discuss|cover|present|bring|brought|touch|spoke|tell|refer)(?:ed|ing|s)?"
)
_SOMEBODY = (
    r"(?:any ?(?:one|body)(?: else)?|some ?(?:one|body)|they|the speakers?|a speaker|any speakers?|people|"
    r"any (?:of the )?(?:talks?|sessions?)|the notes)"
)
_TALK = (
    r"(?:(?:a|any|some) )?"
    r"(?:talks?|sessions?|workshops?|mentions?|discussions?|presentations?|anything|something|word)"
)
_OF = r"(?:about|on|of|regarding|covering)"
_PATTERNS: dict[str, tuple[str, ...]] = {
    "en": (
        (
            rf"^\W*(?:(?:so|and|but|hey|hi) )?(?:(?:did|has|have|does|do) )?{_SOMEBODY} (?:ever )?{_SAY}"
            rf"(?: (?:up|upon|to|anything|something|a word))*(?: {_OF})? (?P<about>.+)"
        ),
        (
            rf"^\W*(?:(?:was|is|were|are) there|(?:did|do) (?:the notes|they) have) {_TALK}(?: \w+ed)? {_OF} "
            r"(?P<about>.+)"
        ),
        rf"^\W*(?:any )?(?:mentions?|anything|something) {_OF} (?P<about>.+)",
        (
            r"^\W*(?:was|is|were|are|does|did) (?P<about>.+?) (?:ever )?"
            r"(?:mentioned|discussed|brought up|talked about|come up)\b"
        ),
    ),
    "de": (
        (
            r"^\W*(?:hat|haben) (?:denn |eigentlich )?(?:irgend)?(?:jemand|wer) (?:etwas |was )?"
            r"(?:uber |ueber |von |zu )?(?P<about>.+?) "
            r"(?:gesprochen|geredet|gesagt|erzahlt|erwahnt|vorgetragen)\b"
        ),
        (
            r"^\W*(?:erwahnt|erwahnte|nennt|sprach|spricht|redet|redete) (?:irgend)?jemand "
            r"(?:uber |ueber |von )?(?P<about>.+)"
        ),
        r"^\W*(?:wurde|wird|ist) (?P<about>.+?) (?:erwahnt|angesprochen|genannt|besprochen)\b",
        r"^\W*gab es (?:etwas|was|einen vortrag|vortrage) (?:zu|uber|ueber|von) (?P<about>.+)",
    ),
    "fr": (
        (
            r"^\W*(?:est[- ]ce qu(?:e |['’]))?(?:quelqu['’ ]?un|on|ils) (?:a|ont)(?:[- ]t[- ](?:il|on))? "
            r"(?:parle|mentionne|evoque|discute|aborde|dit quelque chose) "
            r"(?:(?:de la |de l['’]|des? |du |sur |d['’]))?(?P<about>.+)"
        ),
        (
            r"^\W*(?:y a[- ]t[- ]il|il y a|y avait[- ]il) (?:eu )?(?:une?|des|quelque chose) ?"
            r"(?:conf\w*|talks?|sessions?|presentations?)? ?(?:sur|a propos de|de) (?P<about>.+)"
        ),
    ),
    "es, pt": (
        (
            r"^\W*(?:alguien|alguem) (?:ha |se )?"
            r"(?:hablo|hablado|menciono|mencionado|dijo algo|falou|mencionou|disse algo)"
            r"(?: (?:del?|sobre|d[oa]s?|acerca de))? (?P<about>.+)"
        ),
        (
            r"^\W*(?:se (?:hablo|menciono)|hablaron|falaram|mencionaron|mencionaram)"
            r"(?: (?:del?|sobre|d[oa]s?))? (?P<about>.+)"
        ),
        (
            r"^\W*(?:hubo|hay|houve|ha|teve) (?:(?:alguna?|uma?|una) )?(?:charla|sesion|palestra|sessao) "
            r"(?:del?|sobre|d[oa]s?) (?P<about>.+)"
        ),
    ),
    "it": (
        (
            r"^\W*(?:c['’]era|ci sono stat[ie]|c['’]e stat[oa]) (?:un |una |dei |degli |qualche )?"
            r"(?:talk|sessione|sessioni|intervento|interventi|qualcosa) (?:su|sul|sulla|di) (?P<about>.+)"
        ),
        (r"^\W*(?:qualcuno ha|si e|hanno) (?:parlato|menzionato)(?: (?:di|del|della|dei))? (?P<about>.+)"),
    ),
    "zh": (
        (
            r"(?:有没有人?|有人|有谁|有沒有人?|有誰|有(?=提))(?:提到|提及|讲|講|谈到|談到|说|說|讨论|討論|介绍|介紹)"
            r"[过過了到]*(?:关于|關於)?(?P<about>.+?)(?:吗|嗎|的)?\W*$"
        ),
    ),
    "ja": (
        (
            r"^\W*(?:(?:誰か|だれか)[がは]?)?(?P<about>.+?)(?:について|に関して|のこと[をに]|に|を)"
            r"(?:(?:誰か|だれか)[がは]?)?(?:話し|話さ|言及|触れ|取り上げ|紹介).*(?:か|\?)\W*$"
        ),
    ),
    "ja: a session": (
        r"^\W*(?P<about>.+?)の(?:セッション|話|発表|講演)(?:は|って)?(?:ありました|あります|あった)か?\W*$",
    ),
    "ko": (
        r"^\W*(?P<about>.+?) (?:발표|세션|강연|얘기|이야기)(?:가|이|는|도)? (?:있었|있|나왔|나온)\w*\W*$",
        (
            r"^\W*(?:(?:누가|누군가|아무도) )?(?P<about>.+?)(?:에 대해서?|에 관해서?|을|를) "
            r"(?:언급|말|이야기|얘기|발표|다).*(?:나요|까|어|요)\W*$"
        ),
    ),
}
MENTION = tuple(re.compile(pattern) for patterns in _PATTERNS.values() for pattern in patterns)
TALK = re.compile(
    r"\b(?:talk|session|workshop|presentation|vortrag|vortrage|conf\w*|charla|sesion|palestra|sessao)s?\b"
)
"""A session is asked for that is about the thing: that it is mentioned is less."""
CLAUSE = re.compile(
    r"^(?:how|why|what|when|where|who|whether|if|that|which|wie|warum|dass|comment|que|como)\b"
)
"""What is asked for is how, why or that something is: no thing is named."""
TAIL = re.compile(
    r"(?:\W+(?:no|or not|or what|right|huh)(?=\W*$)| (?:at all|anywhere|there|here|today|yet|before|"
    r"in (?:the|any|their) (?:notes|talks?|sessions?)|at the (?:conference|event)))+\W*$"
)
"""What stands behind the thing and is no part of it."""
