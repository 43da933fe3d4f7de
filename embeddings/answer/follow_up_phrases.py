"""The words by which a follow-up points back, by language. Patterns are of folded questions."""

from __future__ import annotations

import re

from embeddings.text.numerals import ORDINALS

_WORDS = "|".join(sorted(ORDINALS, key=len, reverse=True))
_NOUN = r" (?:one|talk|session|result|match|hit|vortrag|treffer|charla|sesion|palestra|sessao|conference)\b"
_OPENING = (
    r"^\W*(?:(?:and|so|but|ok|what about|how about|tell me about|show me|und|was ist mit|et|y|e|que tal) )*"
)
ORDINAL = re.compile(
    # "Try to be first?" points nowhere: without a noun it takes "the", or nothing before it.
    rf"(?:(?P<led>\b(?:the|that|der|die|das|den|le|la|el|o|a) |\bl['’]|{_OPENING})|\b)"
    rf"(?P<word>{_WORDS})(?:{_NOUN}|(?(led)(?=\W*$)|(?!)))"
    r"|(?:^|\b(?:number|no\.?|nr\.?|nummer|numero|num) |#)(?P<digit>[1-9])(?=\W*$)"
    r"|第(?P<zh>[一二三四五])(?:[个個场場](?:演讲|演講|分享|议题|議題)?|演讲|演講|分享|议题|議題|(?=\W*$))"
    r"|(?P<ja>[1-5一二三四五])(?:つ目|番目)(?:の(?:セッション|講演|発表))?"
    r"|(?P<ko>첫|두|세|네|다섯) ?번째(?! ?날)(?: (?:세션|발표|거|것))?"
)
"""Points to a place of the list before."""
NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "첫": 1, "두": 2, "세": 3, "네": 4, "다섯": 5}
_OTHERS_NOUN = (
    r"(?: ?(?:one|talk|session|presentation|vortrag|conference|charla|sesion|ponencia|palestra|sessao))?"
)
OTHER = re.compile(
    rf"{_OPENING}(?:"
    rf"the other{_OTHERS_NOUN}|(?:der|die|das|den|dem) andere[nrs]?{_OTHERS_NOUN}|l['’]autre{_OTHERS_NOUN}"
    rf"|(?:el|la) otr[ao]{_OTHERS_NOUN}|[oa] outr[ao]{_OTHERS_NOUN}"
    r"|(?:那|那么)?另(?:外)?一?[个個场場](?:演讲|演講|分享|议题|議題)?(?:呢)?"
    r"|(?:もう一つ|もうひとつ|他|ほか)の?(?:方|ほう|セッション|講演|発表)?(?:は)?"
    r"|다른 (?:세션|발표|것|거|하나)(?:은|는|도)?(?:요)?"
    r")\W*$"
)
"""Asks for the other of two sessions."""
_MORE = (
    # English
    (
        r"(?:(?:tell|show|give)(?: me)? )?(?:some |any )?"
        r"more(?: (?:please|quotes|details?|info(?:rmation)?|(?:on|about|of) (?:it|this|that|them)))?"
    ),
    r"go on|continue|next|keep going|elaborate|expand|details?",
    r"(?:is there |was there )?(?:anything|something) (?:else|more)",
    r"what else(?: (?:did|does|do|was|is|were) (?:s?he|they|it|we|there)(?: \w+){0,2})?",
    r"did (?:s?he|they) (?:say|mention|tell|talk about) (?:anything|something) (?:else|more)",
    # German
    r"(?:noch )?mehr(?: (?:bitte|davon|details|dazu))?|weiter|was noch|noch etwas|sonst noch (?:was|etwas)",
    r"was (?:hat|haben) (?:er|sie) (?:sonst |denn )?noch \w+",
    # French
    r"(?:dis|dites|donne|montre)?(?:[- ]m(?:oi|['’]en))? ?(?:plus|davantage)",
    r"encore|continue[rz]?|la suite|quoi d['’]autre|autre chose|qu['’]a[- ]t[- ](?:il|elle) dit d['’]autre",
    # Spanish, Portuguese
    r"(?:cuentame |dime )?mas|sigue|que mas(?: dijo| dijeron)?|algo mas",
    r"(?:conte )?mais|continua|(?:o )?que mais(?: (?:ele|ela|eles) \w+)?|algo mais",
    # Chinese, Japanese, Korean
    r"更多|继续|还有吗|还有什么|还说了什么|然后呢|(?:请|再)?(?:说)?详细(?:一点|点|说说)?",
    r"(?:もっと|もう少し)(?:詳しく)?(?:教えて(?:ください)?)?|詳しく(?:教えて(?:ください)?)?|続き|続けて|他には|ほかには",
    r"더|더 알려 ?줘|계속|또 뭐",
)
MORE = re.compile(
    r"^\W*(?:(?:and|ok|okay|so|please|can you|could you|und|et|y|e) )*(?:" + "|".join(_MORE) + r")\W*$"
)
"""Asks for more of what was quoted."""
WHY = re.compile(
    r"^\W*(?:(?:but|and|so|aber|und|mais|et|pero|y|mas|e) )?"
    r"(?:why(?: (?:not|so|is that|that))?|how(?: (?:so|come))?|warum|wieso|weshalb|wie(?: das)?|pourquoi|"
    r"comment(?: ca)?|por que|porque|como|为什么|为何|怎么|なぜ|どうして|왜|어떻게)\W*$"
)
"""Asks for a reason or a way, and does not say of what."""
REFERS = re.compile(
    r"\b(?:s?he|they|it|him|her|them|its|his|their|er|sie|ihn|ihr|il|elle|ils|elles|ella?|ellos|ele|ela|eles"
    r"|lui|lei|loro)\b"
    r"|\bwhich ones?\b|\b(?:this|that|diese[rnms]?|dieser|cette|ce|est[ae]|ess[ae]) "
    r"(?:talk|session|one|vortrag|conference|charla|palestra)\b"
    r"|\b(?:hat|ist|war|kann|macht|sagte) (?:der|die|das) "
    r"(?:denn|schon|auch|noch|vorher|sonst|da|dazu|eigentlich)\b"
    r"|(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )\bthere\W*$|\b(?:dort|ahi|alli|ali|la-bas)\W*$"
    r"|这个|那个|(?<![其その])他|她|それ(?!ぞれ|以外)|その(?!他|ほか)|彼"
    r"|(?<![가-힣])(?:그것|그거|그게|그건|그걸|그 )"
)
"""Speaks of somebody, or something, that was spoken of before."""
EXPLETIVE = re.compile(
    r"\bit(?= (?:comes? (?:down )?to\b|(?:cost|costs|takes?|took|makes? sense|pays?|hurts?|matters?)\b.*? to "
    r"|(?:\w+ly |so |too |very |that )?(?:possible|hard|easy|difficult|worth|better|best|safe|ok|okay|useful|"
    r"necessary|important|true|good|bad|common|wise|faster|cheaper|easier|harder|sensible)\b"
    r".*? (?:to|that) ))"
)
"""Says "it" and speaks of nothing: "does it make sense to ...", "when it comes to ..."."""
_OF_A_TALK = (
    (
        r"(?:gibt|gab) es (?:dazu |davon |da )?(?:(?:die|eine?|auch) )?"
        r"(?:folien|slides|aufzeichnung(?:en)?|aufnahmen?|videos?|links?|code)"
    ),
    (
        r"(?:その|この)?(?:資料|スライド|録画|動画|リンク|発表者|登壇者|講師|スピーカー|会場)(?:は|って|が)?"
        r"(?:ある|あり|ありますか?|どこ(?:です)?か?|(?:誰|だれ)(?:です)?か?|何ですか)?"
    ),
    (
        r"(?:那|那么)?(?:有(?:没有|沒有)?)?(?:录像|视频|资料|幻灯片|课件|链接|讲者|主讲人|錄影|影片|資料|投影片|連結|講者)"
        r"(?:吗|嗎|呢|在哪里?|在哪裡|是谁|是誰)?"
    ),
    (
        r"(?:자료|슬라이드|녹화|영상|링크|발표자|연사)(?:는|은|이|가|도)?"
        r" ?(?:있나요|있어요?|누구(?:예요|인가요|야)?|어디인가요|요)?"
    ),
)
"""Ask for what each talk has, and name none."""
GOES_ON = re.compile(
    r"^\W*(?:and|und|et|y|e|so|but|then|what about|how about|who else|wer noch|qui d['’]autre)\b"
    rf"|^\W*(?:{'|'.join(_OF_A_TALK)})\W*$"
)
"""Goes on about what was spoken of before, though it may name nobody."""
WHAT_IS = re.compile(
    r"^\W*(?:(?:and|so|ok|okay|but|then|und|aber|et|mais|y|e|pero|mas) )*"
    r"(?:(?:what|who)(?:['’]?s| is| are) (?!the |this|that|these|those|your|our|my |next|new\b)"
    r"|was (?:ist|sind) (?!der |die |das )|c['’]est quoi (?!l[ea] |les |l['’])"
    r"|qu['’]est[- ]ce que (?!l[ea] |les |l['’])|¿?que (?:es|son) (?!el |la |los |las )"
    r"|o que (?:e|sao) (?![oa]s? ))"
    r"|什[么麼]是|是什[么麼]|とは(?:何|なん)?|(?:이|가|은|는|란)? (?:뭐야|뭔가요|무엇인가요)"
)
"""Asks what a thing is that it names without "the"."""
