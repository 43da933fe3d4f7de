"""How sessions that lack a thing are asked for, by language: group ``without``, and ``one`` for what they are
on.

Patterns are of folded questions (see ``tokens.fold``).
"""

from __future__ import annotations

import re

_BUT_NOT = (
    r"(?:,? (?:but|and|yet|while|though)(?: that| which)? "
    r"(?:not|never|no|(?:do|does|did)(?: not|n['’]?t)|without))"
)
_WITHOUT = r"(?:,? (?:not|without|excluding|except(?: for)?))"
"""Of several sessions only: "the talk on boiling without a lid" is about just that."""
_SAY = (
    r"(?:(?:mention|discuss|cover|present|name)(?:e?s|ed|ing)?"
    r"|(?:talk|speak|spoke|touch)(?:e?s|ed|ing)? (?:about|on|of)"
    r"|(?:is |are |was |were )?(?:about|on|of|with))"
)
_ASK = r"^\W*(?:(?:list|show|give|name|find|me|all|any|the|which|what|are|were|there|of) )*"
_THAT = r" (?:that |which |did |do )?"
_REST = rf"(?: {_SAY})?(?: any| the)? (?P<without>.+?)\W*$"
_PATTERNS: dict[str, tuple[str, ...]] = {
    "en": (
        (
            rf"{_ASK}(?:talks?|sessions?|workshops?|presentations?|lectures?){_THAT}{_SAY} "
            rf"(?P<one>.+?){_BUT_NOT}{_REST}"
        ),
        (
            rf"{_ASK}(?:talks|sessions|workshops|presentations|lectures){_THAT}{_SAY} "
            rf"(?P<one>.+?){_WITHOUT}{_REST}"
        ),
    ),
    "de": (
        (
            r"^\W*(?:(?:welche|alle|liste|zeig|mir|die) )*(?:vortrage|talks|sessions|sitzungen) "
            r"(?:die )?(?:erwahnen|behandeln|nennen|uber|zu|mit) (?P<one>.+?),? "
            r"(?:aber|und|doch) (?:nicht|keine[nr]?) (?:uber |zu |mit )?(?P<without>.+?)\W*$"
        ),
        (
            r"^\W*(?:(?:welche|alle|liste|zeig|mir|die) )*(?:vortrage|talks|sessions|sitzungen) "
            r"(?:die )?(?:uber|zu|mit) (?P<one>.+?),? ohne (?P<without>.+?)\W*$"
        ),
    ),
    "fr": (
        (
            r"^\W*(?:(?:quelles?|quels?|liste[rz]?|toutes|tous|les) )*"
            r"(?:conferences|talks|sessions|presentations) (?:qui )?"
            r"(?:parlent (?:de la |des? |du |d['’])|(?:mentionnent|evoquent|sur) (?:les? |la )?)"
            r"(?P<one>.+?),? mais (?:pas|sans|ne (?:parlent|mentionnent|evoquent) pas) "
            r"(?:sur |de la |des? |du |d['’]|les? |la )?(?P<without>.+?)\W*$"
        ),
    ),
    "es, pt": (
        (
            r"^\W*¿?(?:(?:que|cuales|quais|lista|todas|las|as) )*"
            r"(?:charlas|ponencias|sesiones|palestras|sessoes) (?:que )?"
            r"(?:hablan del?|falam d[aeo]s?|mencionan|mencionam|tratan del?|sobre)(?: el| la| los| las)? "
            r"(?P<one>.+?),? (?:pero|mas) (?:no|nao|sin|sem)(?: (?:hablan|falam|mencionan|mencionam|tratan))?"
            r"(?: (?:del?|d[aeo]s?|sobre|el|la|los|las))* (?P<without>.+?)\W*$"
        ),
    ),
    "zh": (
        (
            r"(?:哪些|哪[几幾][场場个個]|有什[么麼])\S{0,4}?(?:提到|提及|讲到|讲了|講到|講了|谈到|談到|说到|說到|关于|關於)了?"
            r"(?P<one>.+?)[,，]?\s?(?:但是?|而|却|卻)\s?(?:并|並)?(?:没有|沒有|没|沒|不)"
            r"(?:提到|提及|讲到|講到|谈到|談到|说到|說到|提|讲|講)?(?P<without>.+?)(?:的\S{0,4})?\W*$"
        ),
    ),
    "ja": (
        (
            r"^\W*(?P<one>.+?)(?:に(?:は)?(?:触れ|言及し)|について(?:は)?話し)\w*?(?:が|けど)[、,]?\s?"
            r"(?P<without>.+?)(?:に(?:は)?(?:触れ|言及し)|について(?:は)?話し)\w*?(?:ない|なかった)"
            r"(?:セッション|講演|発表|トーク)?.*$"
        ),
    ),
    "ko": (
        (
            r"^\W*(?P<one>.+?)(?:을|를|은|는) (?:언급|다루)\S*(?:지만|고),? (?P<without>.+?)(?:을|를|은|는) "
            r"(?:언급하지|다루지) (?:않|안).*$"
        ),
    ),
}
EXCLUSION = tuple(re.compile(pattern) for patterns in _PATTERNS.values() for pattern in patterns)
"""Asks for those on one thing that lack another."""

_NOT = r"(?:(?:do|does|did|has|have)(?: not|n['’]?t)|never)(?: ever| actually| even)?"
_MENTION = (
    r"(?:(?:mention|discuss|cover|name|address|include)(?:e?d)?|touch(?:ed)? (?:on|upon)"
    r"|(?:talk|speak|spoke|spoken)(?:ed)? (?:about|on|of)"
    r"|(?:say|said) (?:anything|a word|something) (?:about|on|of)"
    r"|(?:have|had) anything (?:about|on|to do with)|deal(?:t)? with)"
)
_SESSIONS = r"(?:talks?|sessions?|workshops?|presentations?|lectures?|keynotes?)"
_NEVER_PATTERNS: dict[str, tuple[str, ...]] = {
    "en": (
        rf"{_ASK}{_SESSIONS}(?: that| which)? {_NOT} {_MENTION}(?: any| the)? (?P<without>.+?)\W*$",
        (
            rf"{_ASK}{_SESSIONS}(?: that| which)? (?:are|were|is|was)(?: not|n['’]?t) (?:about|on) "
            r"(?P<without>.+?)\W*$"
        ),
        (
            rf"^\W*(?:(?:and|so|but) )?(?:who|which (?:speakers?|presenters?)) {_NOT} {_MENTION}"
            r"(?: any| the)? (?P<without>.+?)\W*$"
        ),
    ),
    "de": (
        (
            r"^\W*(?:wer|welche (?:vortrage|talks|sessions|redner)) (?:hat|haben) (?:nicht|nie|nichts) "
            r"(?:uber|von|zu) (?P<without>.+?) (?:gesprochen|geredet|gesagt|erzahlt)\W*$"
        ),
        r"^\W*welche (?:vortrage|talks|sessions) (?:erwahnen|nennen|behandeln) (?P<without>.+?) nicht\W*$",
        r"^\W*welche (?:vortrage|talks|sessions) (?:handeln|sprechen) nicht von (?P<without>.+?)\W*$",
    ),
    "fr": (
        (
            r"^\W*(?:qui|quelles? (?:conferences?|sessions?|presentations?)) n(?:e |['’])"
            r"(?:(?:a|ont) (?:pas|jamais) (?:parle|mentionne)|(?:parlent|parle|mentionnent|mentionne) "
            r"(?:pas|jamais)) (?:de la |de l['’]|des? |du |d['’])?(?P<without>.+?)\W*$"
        ),
    ),
    "es, pt": (
        (
            r"^\W*¿?(?:quien(?:es)?|quem|"
            r"(?:que|cuales|quais) (?:charlas|ponencias|sesiones|palestras|sessoes)) "
            r"(?:no|nao|nunca) (?:hablo|hablaron|hablan|falou|falaram|falam|menciono|mencionan|mencionou|"
            r"mencionam)(?: (?:del?|d[aeo]s?|sobre))?(?: (?:el|la|los|las))? (?P<without>.+?)\W*$"
        ),
    ),
    "zh": (
        (
            r"(?:谁|誰|哪些\S{0,2}?(?:演讲|演講|分享|议题|議題|场|場|讲者|講者)?)(?:都)?(?:没有|沒有|没|沒)"
            r"(?:提到|提及|讲到|講到|谈到|談到|说到|說到|提)(?:过|過)?(?P<without>.+?)\W*$"
        ),
    ),
    "ja": (
        (
            r"^\W*(?P<without>.+?)(?:に(?:は)?(?:触れ|言及し)|について(?:は)?話し|を取り上げ|の話をし)"
            r"(?:て(?:い)?ない|なかった)(?:のは|セッション|講演|発表|トーク|人|登壇者).*$"
        ),
    ),
    "ko": (
        (
            r"^\W*(?P<without>.+?)(?:을|를|은|는|에 대해) (?:언급하지|다루지|말하지|얘기하지) "
            r"않은 (?:세션|발표|강연|사람|발표자|연사).*$"
        ),
    ),
}
NEVER = tuple(re.compile(pattern) for patterns in _NEVER_PATTERNS.values() for pattern in patterns)
"""Asks for those that lack a thing, among all."""
