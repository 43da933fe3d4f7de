"""The phrases that ask for people, by language; all are looked for in folded text."""

from __future__ import annotations

import re

_SPEAKERS = (
    r"(?:speakers?|presenters?|panelists?|orateurs?|oratrices?|intervenante?s?|conferenciers?|"
    r"redner(?:innen)?|sprecher|"
    r"referenten|vortragende[nr]?|ponentes?|oradores|conferenciantes|palestrantes?)"
)
_SPOKE = (
    r"(?:spoke|speaks|presented|presents|talked|gave (?:a )?talks?|gave sessions?|was (?:there|speaking|"
    r"presenting)|"
    r"were (?:there|speaking|presenting)|was on stage|took part|did a talk|had a talk)"
)

_NO_SESSION = r"(?!.*\b(?:talk|session|workshop|keynote|panel|day|event|vortrag|charla|atelier|palestra)\b)"
"""A company is asked of, not one session: its speakers are an ordinary question."""
_JOB = r"(?:job|role|job title|position|company|employer)"


def _any_of(*phrases: str) -> re.Pattern[str]:
    return re.compile("|".join(phrases))


FROM = _any_of(
    rf"^\W*who (?:from|of|at) (?:the )?(?P<a>.+?) {_SPOKE}\W*$",
    rf"^\W*(?:which|what) {_SPEAKERS} (?:work(?:s|ed)? (?:at|for|with|in)|(?:are|were|is|was|came|"
    rf"come|comes) "
    rf"(?:from|at|with|of)|from|of|at) {_NO_SESSION}(?P<b>.+?)(?: {_SPOKE})?\W*$",
    rf"^\W*(?:all |any |the |list )*{_SPEAKERS} (?:from|of|at|who work (?:at|"
    rf"for)) {_NO_SESSION}(?P<c>.+?)\W*$",
    rf"^\W*(?:did|was|were|is|are) (?:there )?(?:any|some)(?:one|"
    rf"body)? ?(?:{_SPEAKERS} )?from (?P<d>.+?)"
    rf"(?: (?:speak|present|talk|speaking|there))?\W*$",
    rf"^\W*(?:anyone|anybody|people|someone) from (?P<e>.+?)(?: {_SPOKE}| speak(?:ing)?)?\W*$",
    r"^\W*who (?:works|worked|is|was|comes) (?:at|for|from|with) (?P<f>.+?)\W*$",
    r"^\W*(?:who (?:was|is|were|are) )?(?:the|that|this) "
    r"(?:guy|girl|man|woman|lady|person|people|dude|folks|speaker) "
    rf"(?:from|at|of) {_NO_SESSION}(?P<q>.+?)(?: {_SPOKE})?\W*$",
    r"^\W*qui (?:de|chez|du) (?:la |l['’])?(?P<g>.+?) (?:a parle|a presente|est intervenue?|"
    r"etait la)\W*$",
    rf"^\W*(?:quels? |les )?{_SPEAKERS} (?:(?:viennent|travaillent|sont) )?(?:de|chez|"
    rf"du) {_NO_SESSION}(?P<h>.+?)\W*$",
    r"^\W*wer (?:von|aus|bei) (?:der )?(?P<i>.+?) (?:hat gesprochen|sprach|war da|"
    r"hat vorgetragen)\W*$",
    rf"^\W*(?:welche )?{_SPEAKERS} (?:(?:sind|waren|kommen|arbeiten) )?(?:von|aus|"
    rf"bei) {_NO_SESSION}(?P<j>.+?)\W*$",
    r"^\W*¿?quien(?:es)? de (?P<k>.+?) (?:hablo|hablaron|presento|dio \w+ charla)\W*$",
    rf"^\W*¿?(?:que |los |cuales )?{_SPEAKERS} (?:(?:son|eran|trabajan) )?(?:de|en) "
    rf"{_NO_SESSION}(?P<l>.+?)\W*$",
    r"^\W*quem d[aoe] (?P<m>.+?) (?:falou|apresentou|palestrou)\W*$",
    r"^\W*(?:来自|來自)?(?P<n>[^的]+?)的(?:讲者|講者|演讲者|嘉宾)(?:有(?:谁|哪些))?\W*$",
    r"^\W*(?P<o>.+?)の(?:登壇者|発表者|講演者)(?:は(?:誰|だれ))?\W*$",
    r"^\W*(?P<p>.+?)(?:에서|의) (?:온 )?(?:연사|발표자)\w*(?: (?:누구|있)\w*)?\W*$",
)
"""Asks for the speakers of a company, which one of the groups holds."""
AT = re.compile(
    r"^\W*who (?:all )?(?:works|worked) (?:at|for) (?:the )?(?P<company>[\w&. -]{1,80}?)\W*$", re.IGNORECASE
)
"""Asks for the people of a company and of nothing else; of the question as it is written."""
ALL = re.compile(
    rf"^\W*(?:(?:please|can you|list|show|me|give|name|all|of|the|who|were|was|are|is|which|what) )*"
    rf"{_SPEAKERS}(?: (?:list|names?|were there|spoke|there))?(?=\W*$| (?:on|at|of|for|from) (?:the |day|"
    rf"event|"
    rf"conference|first|last|second|\w+day)\b)"
    rf"|^\W*who(?: all)? {_SPOKE}(?=\W*$| (?:on|at) (?:the |day|event|\w+day)\b)"
    rf"|^\W*(?:(?:liste|quels|qui|sont|etaient|les|des|tous) )*{_SPEAKERS}(?=\W*$| du jour)|"
    rf"^\W*qui a parle(?=\W*$| le\b)"
    rf"|^\W*(?:(?:liste|welche|alle|die|der|wer|waren|gab es) )*{_SPEAKERS}(?: gab es)?(?=\W*$| (?:am|an) )"
    r"|^\W*wer (?:hat gesprochen|sprach|hat vorgetragen)(?=\W*$| am\b)"
    rf"|^\W*¿?(?:(?:lista|quienes|son|fueron|los|las|todos|de|que|hubo) )*{_SPEAKERS}(?=\W*$| (?:del|el) )"
    r"|^\W*¿?quien(?:es)? (?:hablo|hablaron)(?=\W*$| el\b)"
    rf"|^\W*(?:(?:quais|quem|sao|foram|os|as|todos|lista|de) )*{_SPEAKERS}(?=\W*$| do )|"
    rf"^\W*quem falou(?=\W*$)"
    r"|^\W*(?:所有|全部|有哪些)?(?:讲者|講者|演讲者|嘉宾)(?:名单|名單|列表|有哪些|有谁)?\W*$|^\W*谁(?:讲|演讲)了\W*$"
    r"|^\W*(?:登壇者|発表者|講演者)(?:の)?(?:一覧|リスト|は(?:誰|だれ))?\W*$|^\W*誰が(?:登壇|発表|講演)し\w+\W*$"
    r"|^\W*(?:연사|발표자)(?: (?:목록|명단))?\W*$|^\W*누가 발표\w*\W*$"
)
"""Asks for all who spoke."""
AT_EVENT = _any_of(
    rf"^\W*who(?: all)? {_SPOKE} (?:at|in) (?:the )?(?P<a>.+?)\W*$",
    r"^\W*(?P<b>.+?)(?:의|에서)? (?:연사|발표자)(?:들)?(?:은|는|이)?"
    r"(?: (?:목록|명단|리스트|알려\w*|누구\w*|누가 있\w*))*\W*$",
)
"""Asks for all who spoke at an event, which one of the groups holds."""
ON = re.compile(
    r"^\W*who (?:spoke|talked|presented|gave (?:a )?talks?|did (?:a )?talks?) (?:about|on) (?P<topic>.+?)\W*$"
)
"""Asks who spoke on a topic."""
ELSE = _any_of(
    rf"^\W*(?:and )?who else (?:{_SPOKE} )?(?:about|on|mentions?|mentioned|covered) (?P<a>.+?)\W*$",
    r"^\W*(?:und )?wer (?:hat |sprach )?noch (?:uber|von|zu) (?P<b>.+?)(?: gesprochen| geredet)?\W*$",
    r"^\W*(?:et )?qui d['’]autre (?:a parle|parle) (?:de la |de l['’]|des? |du |d['’])(?P<c>.+?)\W*$",
    r"^\W*¿?(?:y )?quien mas (?:hablo|hablaba) (?:del?|sobre)(?: (?:el|la|los|las))? (?P<d>.+?)\W*$",
    r"^\W*(?:e )?quem mais falou (?:d[aeo]s?|sobre)(?: [ao]s?)? (?P<e>.+?)\W*$",
    r"^\W*(?:还有谁|還有誰)(?:讲|講|提|谈|談|说|說)(?:到|了|过|過)*(?P<f>.+?)\W*$",
    r"^\W*(?:他に|ほかに)(?P<g>.+?)(?:について|に)(?:話し|触れ|発表し)\w*(?:誰|だれ|人).*$",
    r"^\W*(?:그 ?외에?|또) (?:누가|누구) ?(?P<h>.+?)(?:에 대해|을|를) \S+\W*$",
)
"""Asks who spoke on a topic beside those who were spoken of, which one of the groups holds."""
NOBODY_NAMED = re.compile(
    rf"^\W*(?:and )?(?:who|anyone|anybody|someone) else(?: {_SPOKE})?(?: (?:about|on) (?:it|that|this))?\W*$"
    r"|^\W*(?:und )?wer noch\W*$|^\W*(?:et )?qui d['’]autre\W*$"
    r"|^\W*¿?(?:y )?quien mas\W*$|^\W*(?:e )?quem mais\W*$"
    r"|^\W*(?:还有谁|還有誰)(?:呢)?\W*$|^\W*(?:他|ほか)に(?:は)?(?:誰|だれ)\S*\W*$|^\W*또 누가\S*\W*$"
)
"""The same, of what was asked before."""
SAID = re.compile(
    r"^\W*what (?:did|does|has) (?P<person>.+?) (?:say|said|present|presented|talk about|talked about|"
    r"speak about|do|show)\W*$"
    r"|^\W*(?:de )?quoi a parle (?P<fr>.+?)\W*$|^\W*(?:woruber|was) (?:hat|"
    r"sprach) (?P<de>.+?) (?:gesprochen|gesagt)\W*$"
    r"|^\W*¿?(?:de )?que (?:dijo|hablo|presento) (?P<es>.+?)\W*$|^\W*(?:do |o )?que (?:falou|disse|"
    r"apresentou) (?P<pt>.+?)\W*$"
)
"""Asks what somebody spoke on."""

WORKS = _any_of(
    r"^\W*(?:what|which) (?:company|organi[sz]ation|employer|firm) (?:is|was|does|did) (?P<a>.+?) "
    r"(?:from|at|with|represent|work(?:s|ing)? (?:for|at|with))\W*$",
    r"^\W*where (?:does|did|is) (?P<b>.+?) (?:work|working|employed)\W*$",
    r"^\W*who (?:does|did) (?P<c>.+?) work (?:for|with)\W*$",
    rf"^\W*what(?:['’]?s| is| was) (?P<d>.+?)(?:['’]s?|s) {_JOB}\W*$",
    rf"^\W*(?:what(?:['’]?s| is| was) the )?{_JOB} of (?P<e>.+?)\W*$",
    r"^\W*(?:wo|fur wen|bei wem|bei welcher firma) arbeitet (?P<f>.+?)\W*$",
    r"^\W*von welcher firma (?:ist|war|kommt|kam) (?P<g>.+?)\W*$",
    r"^\W*(?:ou|pour qui|chez qui|dans quelle (?:entreprise|boite|societe)) travaille (?P<h>.+?)\W*$",
    r"^\W*¿?(?:donde|para quien|en que empresa) trabaja (?P<i>.+?)\W*$",
    r"^\W*(?:onde|para quem|em que empresa) (?:trabalha )?(?P<j>.+?)(?: trabalha)?\W*$",
    r"^\W*(?P<k>.+?)(?:在|是)(?:哪家|哪[个個]|什[么麼])(?:公司|单位|單位)\S{0,4}\W*$",
    r"^\W*(?P<l>.+?)(?:さん)?(?:の|は)(?:どこの)?(?:会社|所属)(?:は)?(?:どこ|何|の人)?\S{0,3}\W*$",
    r"^\W*(?P<m>.+?)(?:은|는)? (?:어느|무슨|어떤) 회사\S*(?: \S+)?\W*$",
)
"""Asks whom somebody works for, or as what."""


def held(match: re.Match[str]) -> str:
    """Return the one group of a match that holds something."""
    return next(text for text in match.groups() if text)
