"""The phrases that ask what people thought of sessions, by language; all are looked for in folded text."""

from __future__ import annotations

import re

SESSION_NOUN = (
    r"(?:talks?|sessions?|workshops?|keynotes?|presentations?|panels?|lectures?|tutorials?|speakers?|demos?|"
    r"topics?|"
    r"conf[e]rences?|exposes?|ateliers?|vortrag(?:e|s|en)?|prasentation(?:en)?|charlas?|ponencias?|ponentes?|"
    r"sesion(?:es)?|taller(?:es)?|palestras?|sessao|sessoes|oficinas?)"
)
_PEOPLE = (
    r"(?:people|attendees|they|you|everyone|everybody|anyone|anybody|i|we|the (?:attendees?|authors?|"
    r"audience|notes?|"
    r"team|crowd))"
)
_GOOD = (
    r"(?:(?:really |very |most )?(?:good|great|excellent|amazing|awesome|interesting|fun|useful|helpful|"
    r"inspiring|"
    r"entertaining|popular|recommended|liked|loved|praised|enjoyable)|worth (?:it|watching|seeing|"
    r"attending|going to|"
    r"a watch|visiting|(?:the|your|my|our) time)|must[- ]see|must[- ]watch)"
)
_BAD = (
    r"(?:(?:really |very |most )?(?:bad|boring|disappointing|weak|dull|confusing|terrible|awful|useless|"
    r"overhyped|"
    r"disliked|criticised|criticized|panned)|(?:a )?waste of time|not worth (?:it|watching|seeing|"
    r"attending|the time))"
)
_BEST = (
    r"(?:best|favou?rite|greatest|nicest|coolest|funniest|top(?: \d+| three| five)?|most (?:interesting|"
    r"useful|fun|inspiring|valuable|popular|entertaining|liked|loved|recommended|memorable))"
)
_WORST = (
    r"(?:worst|least (?:favou?rite|interesting|useful|liked)|weakest|dullest|most (?:boring|disappointing|"
    r"disliked|criticised|criticized|overhyped))"
)


def _any_of(*phrases: str) -> re.Pattern[str]:
    return re.compile("|".join(phrases))


PRAISE = _any_of(
    rf"\b{_BEST}(?! practices?)(?= (?:[\w-]+ ){{0,2}}{SESSION_NOUN}\b)",
    rf"\b(?:which|what)(?: \w+)? {SESSION_NOUN}\b.{{0,40}}\b(?:were|was|are|is) (?:the )?(?:{_BEST}|{_GOOD})",
    rf"\b(?:which|what)(?: {SESSION_NOUN})?\b.{{0,30}}\b(?:did|do) {_PEOPLE} (?:really )?(?:like|love|"
    rf"enjoy|recommend)"
    r"(?: (?:the )?(?:most|best))?\W*$",
    rf"\bwhat (?:was|were) (?:the )?(?:best|{_PEOPLE}(?:['’]s)? favou?rites?)(?: one| part| bit| thing)?s?"
    r"(?=\W*$| (?:of|about|on|from|at|in) )",
    rf"\b(?:which|what) (?:{SESSION_NOUN} )?(?:should|must) (?:i|we) (?:watch|see)\b(?! (?:out|for))",
    rf"\b{SESSION_NOUN} (?:that (?:are|were) )?(?:worth (?:watching|seeing|it)|to watch)\b",
    rf"\b(?:must[- ]see|must[- ]watch|recommended|praised|good|great) {SESSION_NOUN}\b(?=\W*$| (?:on|from|"
    rf"at|of) )",
    r"^\W*(?:any )?(?:recommendations|favou?rites|praise)\W*$|\b(?:worth watching)\W*$",
    # French, German, Spanish, Portuguese
    rf"\b(?:meilleure?s?)(?= (?:\w+ )?{SESSION_NOUN}\b)|\b(?<=conferences )preferees?\b|"
    rf"\b(?<=session )preferee\b",
    rf"\b{SESSION_NOUN}\b.{{0,30}}\b(?:valai(?:en)?t|vau[dt]\w*|valu) (?:vraiment )?(?:le coup|la peine)|"
    rf"\b{SESSION_NOUN} a voir\b|qu['’]est[- ]ce qui a plu\b|coups? de (?:coeur|cœur)",
    rf"\bbeste[nrs]?(?= (?:\w+ )?{SESSION_NOUN}\b)|\blieblings(?:vortrag|session|talk)\w*",
    rf"\bwelche[rsn]? {SESSION_NOUN}\b.{{0,30}}\b(?:gut|sehenswert|empfehlenswert|gelohnt|lohn\w+|"
    rf"am besten)\b",
    r"\bwas hat (?:\w+ ){0,3}gefallen\b(?<!nicht gefallen)",
    rf"\bmejor(?:es)?(?= (?:\w+ )?{SESSION_NOUN}\b)|\b{SESSION_NOUN} (?:favorit[oa]s?|(?:fue|fueron|"
    rf"eran?) (?:l[oa]s? )?"
    r"mejor(?:es)?)\b",
    rf"\b{SESSION_NOUN}\b.{{0,30}}\b(?:merec\w+|val\w+) la pena\b|\bque (?:os |les |te )?gusto\b(?! menos)",
    rf"\bmelhor(?:es)?(?= (?:\w+ )?{SESSION_NOUN}\b)|\b{SESSION_NOUN}\b.{{0,30}}\bval\w+ a pena\b",
    # Chinese, Japanese, Korean
    r"最好的?(?:演讲|演講|分享|议题|議題|场|場)|值得(?:一看|看|听|聽)|(?:有什么|有什麼)?推荐的?|推薦",
    r"(?:一番(?:良|よ|面白)かった|ベスト|おすすめ|オススメ)の?(?:セッション|講演|発表|トーク)?(?:は|を)?|"
    r"(?:최고의|가장 좋은|추천할 만한|추천) ?(?:세션|발표|강연)",
)
"""Asks for what was praised."""
BLAME = _any_of(
    rf"\b{_WORST}(?= (?:[\w-]+ ){{0,2}}{SESSION_NOUN}\b)",
    rf"\b(?:which|what) {SESSION_NOUN}\b.{{0,20}}\b(?:should|can|could|would) (?:i|we|you|one) skip\b",
    rf"\b(?:which|what)(?: \w+)? {SESSION_NOUN}\b.{{0,40}}\b(?:were|was|are|is) (?:the )?(?:{_WORST}|{_BAD})",
    rf"\b(?:which|what)(?: {SESSION_NOUN})?\b.{{0,30}}\b(?:did|do) {_PEOPLE} (?:really )?(?:dislike|hate|"
    rf"criticise|"
    r"criticize|complain about|not (?:like|enjoy)|like (?:the )?least)\W*$",
    rf"\b(?:which|what)(?: {SESSION_NOUN})?\b.{{0,20}}\bdidn['’]?t {_PEOPLE} (?:like|enjoy)\W*$",
    r"^\W*(?:is there |are there |was there |were there |what |which |any |some |the )*(?:criticisms?|"
    r"complaints?|"
    r"negative (?:feedback|opinions?|reviews?|comments?)|dislikes)\b(?: (?:of|about|on|from|for|at|"
    r"against))?",
    rf"\b(?:boring|disappointing|bad|disliked|criticised|criticized) {SESSION_NOUN}\b(?=\W*$| (?:on|from|"
    rf"at|of) )",
    rf"\bpires?(?= (?:\w+ )?{SESSION_NOUN}\b)|\b{SESSION_NOUN}\b.{{0,20}}\b(?:ennuyeuses?|decevantes?)\b|"
    r"\bqu['’]est[- ]ce qui (?:n['’]a pas plu|a deplu)\b|^\W*(?:des |quelles )?critiques?\b(?: (?:de|du|"
    r"des|sur)\b)?",
    rf"\b(?:schlechteste|langweiligste|schwachste)[nrs]?(?= (?:\w+ )?{SESSION_NOUN}\b)|"
    r"\bwas hat (?:\w+ ){0,3}nicht gefallen\b|^\W*(?:gab es |welche )?kritik(?: (?:am|an|zu[mr]?))?\b",
    rf"\bwelche[rsn]? {SESSION_NOUN}\b.{{0,30}}\b(?:schlecht|langweilig|enttauschend)\b",
    rf"\bpeor(?:es)?(?= (?:\w+ )?{SESSION_NOUN}\b)|\b{SESSION_NOUN} (?:\w+ ){{0,2}}(?:aburrid|"
    rf"decepcionant|floj)\w*|"
    r"\bque no (?:os |les |te )?gusto\b|\bno (?:le|les|os|te|me|nos) gust(?:o|aron)\b|"
    r"^\W*(?:alguna |hay )?criticas?(?: (?:de|del|a|al|sobre)\b)?",
    rf"\bpior(?:es)?(?= (?:\w+ )?{SESSION_NOUN}\b)|\bdo que nao gostaram\b",
    r"最差的?(?:演讲|演講|分享|议题|場|场)?|(?:有没有)?批评|批評|つまらなかった(?:の|セッション)?|不満",
    r"최악의? ?(?:세션|발표)?",
)
"""Asks for what was criticised."""
OPEN = _any_of(
    rf"^\W*(?:so |and )?(?:was|were|(?:is|are)(?=.*\b{SESSION_NOUN}\b)) (?=.{{2,90}}\b(?:any good|{_GOOD}|"
    rf"{_BAD})\W*$)",
    rf"\b(?:opinions?|reviews?|verdicts?|impressions?|feedback|thoughts) (?:of|on|about|"
    rf"for)\b(?=.*\b{SESSION_NOUN}\b)",
    rf"\bwhat (?:did|do|does) {_PEOPLE} (?:think|say) (?:of|about)\b(?=.*\b{SESSION_NOUN}\b)",
    rf"\bwhat (?:did|do) {_PEOPLE} think of\b",
    rf"\bhow (?:was|were|good was|good were) (?=.*\b{SESSION_NOUN}\b\W*$)",
    rf"\bdid {_PEOPLE} (?:really )?(?:like|enjoy|love|dislike|hate)\b",
    r"^\W*(?:opinions|reviews|verdicts?|impressions)\W*$",
    rf"\b(?:avis|opinions?) (?:sur|de)\b|\bcomment etait\b(?=.*\b{SESSION_NOUN}\b)|\bque (?:penser|"
    rf"pensait[- ]on) d[eu]\b",
    rf"\bwie war(?:en)?\b(?=.*\b{SESSION_NOUN}\b)|\bmeinung(?:en)? (?:zu[mr]?|uber)\b|"
    rf"^\W*war(?:en)? (?=.*\b{SESSION_NOUN}\b.*\b(?:gut|sehenswert|lohnenswert|interessant|langweilig)\W*$)",
    r"\bque tal (?:fue|estuvo|estuvieron|fueron)\b|\bopini(?:on|ones) (?:de|del|sobre)\b|"
    r"^\W*¿?(?:fue|estuvo) (?=.*\b(?:buena|bien|interesante|aburrida|recomendable)\W*$)",
    r"\bopini(?:ao|oes) (?:d[aoe]|sobre)\b|\bo que acharam d[aoe]\b",
    r"(?:演讲|演講|分享|议题|議題|场|場|keynote)(?:的)?(?:评价|評價|怎么样|怎麼樣|好不好|如何)|(?:の)?(?:感想|評価)(?:は|を)?|"
    r"(?:は)?どうだった|(?:세션|발표|강연)(?:은|는|이|가)? ?(?:어땠|평가|후기)",
)
"""Asks for either."""
LIKED = re.compile(rf"\bdid {_PEOPLE} (?:really )?(?:like|enjoy|love|dislike|hate)\b")
"""Asks for nothing but an opinion, whatever it is of."""
WORDS = re.compile(
    rf"\b(?:{_BEST}|{_WORST}|{_GOOD}|{_BAD}|any good|{_PEOPLE} (?:like|love|enjoy|recommend|dislike|hate|"
    rf"think|say|not)\w*|"
    r"like|liked|love|loved|enjoy|enjoyed|watch|see|skip|complain|criticise|criticize|did|didn['’]?t|should|"
    r"must|really|very|"
    r"opinions?|reviews?|verdicts?|impressions?|feedback|thoughts|criticisms?|complaints?|negative|"
    r"comments?|dislikes|"
    r"recommendations?|recommended|praised?|favou?rites|parts?|bits?|waste of time|how good|"
    r"meilleure?s?|preferees?|pires?|valai(?:en)?t|vau[dt]\w*|valu|le coup|la peine|a voir|plu|deplu|"
    r"coups? de (?:coeur|cœur)|"
    r"ennuyeuses?|decevantes?|critiques?|avis|penser|pensait|comment etait|"
    r"besten?|beste[rs]|am besten|lieblings\w*|gut|sehenswert|empfehlenswert|lohn\w+|gelohnt|gefallen|"
    r"schlecht\w*|langweilig\w*|"
    r"schwachste\w*|enttauschend\w*|kritik|meinung(?:en)?|haben sich|hat|haben|sich|mir|euch|wie war(?:en)?|"
    r"mejor(?:es)?|peor(?:es)?|favorit[oa]s?|merec\w+ la pena|val\w+ (?:l?a )?pena|"
    r"(?:no )?(?:(?:le|les|os|te|me|nos) )?gust(?:o|aron)|aburrid\w*|"
    r"decepcionant\w*|floj\w*|"
    r"criticas?|que tal|opini(?:on|ones|ao|oes)|fue(?:ron)?|estuv\w+|buena|bien|interesante|recomendable|"
    r"melhor(?:es)?|pior(?:es)?|gostaram|acharam)\b"
    r"|最好的?|值得(?:一看|看|听|聽)|推荐的?|推薦|最差的?|批评|批評|评价|評價|怎么样|怎麼樣|好不好"
    r"|一番(?:良|よ|面白)かった|ベスト|おすすめ|オススメ|つまらなかった|不満|感想|評価|どうだった|セッション|講演|発表"
    r"|최고의|가장 좋은|추천할 만한|추천|최악의?|어땠\w*|평가|후기|세션|발표|강연"
)
"""Words of judging: they name no subject in such a question."""
