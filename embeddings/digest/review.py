"""The author's review of a session: the sentence in which who took the notes says what it was worth.

Found by the phrases that people judge with: a word of praise or blame beside a word for a session ("a really
nice workshop"), a verb of liking with "I", advice to watch it, a judgement that is a sentence of its own.
What is said of a product, or by somebody on the stage, is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from embeddings.digest import opinions
from embeddings.digest.attribution import NOUN, Attribution
from embeddings.index.chunking import Segment
from embeddings.text.markdown_words import count_words

_PRAISE = (
    r"(?:nice|great|good|excellent|amazing|awesome|fantastic|brilliant|wonderful|superb|interesting|"
    r"fascinating|fun|funny|funniest|useful|helpful|inspiring|insightful|impressive|practical|"
    r"solid|lovely|best|favou?rite|nicest|highlight|worth(?:while| it)?|entertaining|eye-?opening|"
    r"mind-?blowing|worthwhile|clear|polished|"
    r"boring|dull|disappointing|disappointed|weak|worst|confusing|confused|tedious|overhyped|mediocre|"
    r"underwhelming|meh|bad|poor|salesy|shallow|too (?:long|short|fast|basic|advanced|salesy|"
    r"much marketing))"
)
_ABOUT = (
    rf"(?:{NOUN}|speakers?|demo|event|day|hour|half hour|afternoon|morning|weekend|conference|summit|"
    rf"slides?|graphs?|q&a)"
)
_ADVERB = (
    r"(?:really|very|super|so|quite|pretty|truly|absolutely|extremely|surprisingly|rather|most|more|less|"
    r"easily|v\.?|the|a|an|my|just|too|always)"
)
_JUDGEMENTS: tuple[tuple[float, re.Pattern[str]], ...] = tuple(
    (weight, re.compile(pattern, re.IGNORECASE))
    for weight, pattern in (
        # "a really nice workshop", "the best talk of the day", "the most practical of the day"
        (
            3.0,
            (
                r"(?<!\bon a )(?<!\bon the )"
                rf"\b{_PRAISE}(?: \w+){{0,2}} {_ABOUT}\b(?! (?:for|to) (?:\w+ ){{0,2}}(?:teams?|customers?|"
                rf"users?|developers?))"
            ),
        ),
        (
            3.0,
            (
                r"\b(?:most|least) \w+ (?:\w+ )?of the (?:day|week|weekend|conference|event|summit|morning|"
                r"afternoon)\b"
            ),
        ),
        # "this session was great", "it was really useful"
        (
            3.0,
            (
                rf"\b(?:this|the|whole|overall)(?: \w+)? {_ABOUT} (?:was|is|"
                rf"were)(?: {_ADVERB}){{0,2}} {_PRAISE}\b"
            ),
        ),
        (2.0, rf"^(?:it|this|that)(?: one)? (?:was|is)(?: {_ADVERB}){{1,2}} {_PRAISE}\b"),
        (3.0, r"\bthis one (?:\w+ ){0,2}(?:woke me up|was (?:a|the) (?:gem|highlight))\b"),
        # "I enjoyed this session", "I liked it"
        (
            3.0,
            (
                rf"\bi (?:\w+ly )?(?:enjoyed|loved|liked|hated|recommend|"
                rf"would recommend)(?: \w+){{0,3}} (?:{_ABOUT}|it|this(?: one)?)\b"
            ),
        ),
        (
            2.0,
            (
                r"\bi (?:\w+ly )?(?:enjoyed|loved|can recommend|highly recommend|learn(?:t|ed) (?:a lot|"
                r"so much|tons)|was (?:impressed|disappointed|bored|blown away))\b"
            ),
        ),
        # "worth watching", "look at this one", "must see"
        (
            2.5,
            (
                r"\b(?:well )?worth (?:watching|a watch|seeing|your time|the (?:time|trip|queue))\b|"
                r"\b(?:must[- ](?:see|watch)|(?:do|go|please) watch (?:it|this|the)|watch the rest|"
                r"look at this one|check (?:it|this one) out|skip this one|not to be missed|"
                r"highly recommended?|would (?:go|attend) again|should(?:n['’]t)? (?:watch|miss) (?:it|"
                r"this))\b"
            ),
        ),
        # a sentence that is a judgement and nothing more: "Wonderful, can't be noted down really."
        (2.0, rf"^(?:{_ADVERB} )*(?:{_PRAISE})[,!.;]"),
        (
            2.0,
            (
                r"\b(?:my|our) (?:opinion|verdict|impression|rating|favou?rite)\b|\bimo\b|\bimho\b|"
                r"\bstanding ovation\b|\b[1-5]/5\b|\b(?:10|[1-9])/10\b|★"
            ),
        ),
        (
            2.0,
            (
                r"\b(?:told|explained|presented|delivered)(?: it)?(?: \w+\.?){0,2} (?:funny|well|badly|"
                r"clearly|brilliantly|beautifully)\b|\bblew my mind\b|\bwaste of time\b|\bsales pitch\b|"
                r"\bmarketing (?:talk|pitch)\b"
            ),
        ),
        # the same in other languages that notes were seen in
        (
            2.5,
            (
                r"\b(?:j['’]ai (?:bien |beaucoup |vraiment )?(?:ador[ée]|aim[ée]|appr[ée]ci[ée])|(?:tr[èe]s |"
                r"vraiment )?(?:bonne?|belle|excellente?|super|int[ée]ressante?|ennuyeu(?:x|"
                r"se)) (?:conf[ée]rence|session|pr[ée]sentation|atelier|table ronde)|(?:conf[ée]rence|"
                r"session|"
                r"atelier|pr[ée]sentation) (?:tr[èe]s |vraiment |super )?(?:int[ée]ressante?|passionnante?|"
                r"d[ée]cevante?|ennuyeu(?:x|se)|utile)|[àa] voir absolument|ma (?:pr[ée]f[ée]r[ée]e|"
                r"conf[ée]rence pr[ée]f[ée]r[ée]e)|coup de c[œo]e?ur|bla-?bla)\b"
            ),
        ),
        (
            2.5,
            (
                r"\b(?:(?:sehr |wirklich |ein )?(?:guter|toller|spannender|interessanter|"
                r"langweiliger) (?:vortrag|workshop)|hat mir (?:sehr )?gefallen|absolut sehenswert|"
                r"muy (?:buena|interesante) (?:charla|sesi[óo]n)|me (?:encant[óo]|gust[óo])|vale la pena)\b"
            ),
        ),
        (
            2.5,
            (
                r"(?:很|非常|特别|超|最)(?:好|棒|精彩|有趣|有意思|实用|无聊|喜欢|值得)|值得(?:一看|推荐|"
                r"去听)|"
                r"收获(?:很大|满满|颇丰)|干货(?:满满|很多)|(?:面白|素晴らし|楽し|良|つまらな|"
                r"退屈だ)(?:かった|"
                r"い(?:発表|講演|セッション|トーク))|おすすめ|オススメ|最高(?:だった|でした|の)|勉強になった"
            ),
        ),
    )
)
_THING = re.compile(
    r"\b(?:tool|service|product|feature|solution|platform|option|way|practice|idea|model|team|engineers?|"
    r"developers?)s?\b",
    re.IGNORECASE,
)
_SAID_BY_ANOTHER = re.compile(
    r"^[\"“«„「'‘].*[\"”»“」'’][.!]?$|,? (?:he|she|they) (?:say|said)s?[.!]?$|^(?:he|she|they) (?:say|"
    r"said|think|thought|found|called)s? ",
    re.IGNORECASE | re.DOTALL,
)
"""Words of somebody on the stage, not of the author."""
_LATE = 0.5
"""What a place at the end of a session adds: judgements are mostly given last, or in the very first
sentence."""
_ENOUGH = 2.0
"""Weight of evidence from which on a sentence is taken for a review."""
_LABELLED = 4.0
"""Of a sentence that the notes themselves call an opinion."""
_LONGEST = 60
"""Words of a review: a longer sentence says other things too."""


def find(segments: Sequence[Segment], said_by: Sequence[Attribution | None]) -> int | None:
    """Return the place of the segment that judges the session in the author's words, or None.

    A judgement of the session, its speaker or the time spent counts; one of a product or a tool does not.
    """
    best, where = 0.0, None
    bodies = [p for p, segment in enumerate(segments) if segment.kind in ("prose", "item")]
    for order, place in enumerate(bodies):
        segment = segments[place]
        if (
            said_by[place] == "abstract"
            or count_words(segment.text) > _LONGEST
            or segment.text.rstrip().endswith(("?", "？"))
            or _SAID_BY_ANOTHER.search(segment.text)
        ):
            continue
        score = max((weight for weight, pattern in _JUDGEMENTS if pattern.search(segment.text)), default=0.0)
        if segment.kind == "prose" and opinions.is_labelled(segment.text):
            score = _LABELLED
        if not score:
            continue
        if score < 3 and _THING.search(segment.text):
            score -= 1
        if order == 0 or order >= len(bodies) - 2:
            score += _LATE
        if score > best:
            best, where = score, place
    return where if best >= _ENOUGH else None
