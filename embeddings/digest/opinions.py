"""What the attendees thought of sessions: every sentence that judges one, with praise told from blame.

A sentence judges where a word of the lexicon (``evaluative_words``) is said of a session or who spoke, where
the first person likes or dislikes, where it is a set phrase ("worth watching", "a waste of time"), where it
is a judgement and nothing more ("Really inspiring!"), or where the notes call it an opinion. Abstracts,
questions and words of others judge nothing; nor does what is said of a product.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from embeddings.digest import attribution
from embeddings.digest.attribution import Attribution
from embeddings.digest.evaluative_words import ADVERB, BLAME, PRAISE, SESSION, SUPERLATIVE
from embeddings.index.chunking import Segment, segments
from embeddings.index.snapshot import Snapshot
from embeddings.proof import lines_of
from embeddings.quoting import quote_of
from embeddings.records import Quote, Session
from embeddings.text import tokens
from embeddings.text.markdown_words import count_words

Polarity = Literal["praise", "blame", "open"]
"""``open`` where the words judge without showing which way."""

_JUDGING = rf"(?:{PRAISE}|{BLAME})(?! (?:practices?|ways?|methods?))"
_LINK = (
    rf"(?:{ADVERB}|not|nicht|pas|no|nao|was|were|is|are|felt|be|been|a|an|the|one of|of|and|but|\w+ly|etait|"
    rf"etaient|est|sont|fut|un|une|la|"
    r"le|les|l|et|mais|war|waren|ist|sind|ein|eine|einer|der|die|das|und|aber|fue|fueron|era|es|son|"
    r"estuvo|ha sido|y|"
    r"una|pero|foi|foram|esta|estava|uma|mas)"
)
_OF_A_SESSION = re.compile(
    # "a really nice workshop", "the best talk of the day"
    rf"\b{_JUDGING}(?:[\s,]+(?!at\b|on\b|for\b|to\b|about\b)[\w-]+){{0,2}}\s+{SESSION}\b"
    r"(?! (?:handling|management|cookies?|keys?|layers?|stores?|ids?|tokens?|state|affinity|recordings?|"
    r"is about))"
    # "the talk was really good", "charla muy divertida"
    rf"|\b{SESSION}(?:[\s,]+{_LINK}){{0,5}}[\s,]+{_JUDGING}\b"
    rf"|\b{SESSION}\b.{{0,80}}\b(?:one of the|einer der|une des|una de las|uma das) (?:most )?{_JUDGING}\b"
)
_FIRST_PERSON = re.compile(
    # English
    # not "I hated plastic", "I recommend tar for knots"
    r"\bi (?:\w+ly )?(?:enjoyed|loved|liked|hated|disliked)\b"
    rf"(?=\W*$|[,.!;:]| (?:it|this|that|the|his|her|their|how|what|every|all|a|an|both|most|and|but|being|"
    rf"seeing|hearing|listening|watching|attending|(?:\w+ )?{SESSION})\b)"
    r"|\bi (?:\w+ly )?(?:recommend|would recommend|can(?:no|')?t recommend|can recommend)\b"
    r"(?=\W*$|[,.!;:]| (?:it|this|that|him|her|them|watching|seeing|attending|going|everybody|everyone|"
    rf"anybody|anyone|(?:[\w-]+ ){{0,3}}(?:recording|video|{SESSION}))\b)"
    r"|\bi (?:\w+ly )?(?:learn(?:ed|t) (?:a lot|so much|tons)|was (?:\w+ly )?(?:impressed|disappointed|"
    r"bored|blown away)"
    r"|fell asleep|left (?:early|halfway))\b"
    # not "my favourite database"
    rf"|\b(?:my|our) (?:favou?rite|highlight)s?(?=(?: [\w-]+){{0,2}} {SESSION}\b|\W*$|[,:;.!]"
    r"| (?:part|bit|one|moment|thing|demo|of|was|is|were|are|so far|by far|today|yesterday)\b)"
    # French, German, Spanish, Portuguese
    r"|\bj['’ ]?ai (?:bien |beaucoup |vraiment |particulierement |pas |moins )*(?:adore|aime|apprecie|"
    r"deteste)\b"
    r"|\bje (?:vous |te )?(?:la |le |les )?recommande\b|\bm['’ ]?a (?:bien |beaucoup |pas )*(?:plu|decue?)\b"
    r"|\bhat(?:te)? (?:mir|uns) (?:\w+ ){0,3}gefallen\b|\bhat (?:mich|uns) (?:\w+ ){0,3}(?:enttauscht|"
    r"begeistert)\b"
    r"|\b(?:ich|wir) (?:war|waren|bin) (?:\w+ ){0,2}(?:begeistert|enttauscht)\b"
    r"|\bme (?:ha |han )?(?:\w+ )?(?:encant(?:o|ado|aron)|gust(?:o|ado|aron)|aburri(?:o|eron)|"
    r"decepcion(?:o|ado))\b"
    r"|\b(?:gostei|adorei|curti|nao gostei)\b"
)
_PHRASE = re.compile(
    r"\b(?:highly recommend(?:ed)?(?! (?:to|using|reading|trying|you (?:to|use|try)))|must[- ](?:see|"
    r"watch)|not to be missed|waste of (?:my |your )?time|"
    r"sales pitch|marketing pitch|blew my mind|would (?:go|attend|watch) (?:it )?again|standing ovation|"
    r"(?:well |definitely |totally |really |not )?worth (?:watching(?! (?:out|for|over|your)\b)|a watch|"
    r"seeing|attending|your time|the (?:time|trip|"
    r"queue)))\b"
    r"|\b(?:talk|session|keynote|workshop|it|this|that) (?:was|is) (?:\w+ )?(?:not )?worth "
    r"(?:it|my time)\b(?! to\b)"
    r"|\bwatch the (?:recording|rest|whole thing)(?: if you can)?[.!]*$|\bskip (?:it|this one)\b"
    r"|\b(?:vau?[lt](?:ait)? (?:vraiment )?(?:le coup|le detour|la peine)|a voir absolument|perte de temps|"
    r"coups? de c(?:oe|œ)ur)\b"
    r"|\b(?:zeitverschwendung|sehr zu empfehlen|hat sich (?:\w+ )?gelohnt|nicht gelohnt)\b"
    r"|\b(?:perdida de tiempo|(?:muy|altamente|totalmente) recomendad[oa]|(?:charla|ponencia|sesion|"
    r"taller|evento)\b.{0,40}"
    r"\b(?:merec|val)\w+ la pena)\b|\bperda de tempo\b|\bvaleu (?:muito )?a pena\b|\brecomendo\b"
    r"|值得(?:一看|推荐|去听|一听)|收获(?:很大|满满|颇丰)|干货(?:满满|很多)|浪费时间|很无聊"
    r"|(?:とても|すごく|一番)?(?:面白|楽し|良|つまらな|退屈だ)(?:かった|い(?:発表|講演|セッション|トーク))|おすすめ|オススメ"
    r"|最高(?:だった|でした)|勉強になった|時間の無駄"
    r"|(?:정말|매우|아주)? ?(?:재미있었|유익했|지루했|아쉬웠|인상적이었|최고였)"
)
_ALONE = re.compile(
    rf"^\W*(?:it was |that was |this was |c['’ ]?etait |das war |es war |fue |foi )?(?:an? |une? |"
    rf"ein(?:e)? |una? )?"
    rf"(?:{ADVERB}[\s,]+){{0,3}}(?:{PRAISE}|{BLAME})(?:[\s,]+(?:and|et|und|y|e|as (?:always|usual)|"
    rf"como siempre|"
    rf"comme toujours|wie immer|{ADVERB}|{PRAISE}|{BLAME})){{0,4}}\W*$"
)
"""A judgement and nothing more."""
_ALONE_WORDS = 2
"""Words from which on such a sentence is one: "Good." heads a list of what is good, too."""
_LABEL = re.compile(
    r"^\W*(?:(?:my|personal|final) )?(?:opinions?|verdict|impressions?|rating|review|avis|mon avis|"
    r"meinung|eindruck|"
    r"mi opinion|opiniao|impresiones|感想|评价|評価|후기|느낀 ?점)\s*[:：]"
)
_NEGATED = re.compile(
    r"\b(?:not|isn['’]?t|wasn['’]?t|weren['’]?t|didn['’]?t|never|hardly|can(?:no|['’])?t|don['’]?t|less|"
    r"nicht|kein\w*|"
    r"pas|jamais|no|nada|nunca|nao)\b(?:\W+\w+){0,3}?\W+$"
)
"""Before a word of the lexicon: it says the opposite."""
_NEGATED_BEHIND = re.compile(r"^(?:\W+\w+){0,6}?\W+nicht\W*$")
"""The same at the end of a German sentence: "ein guter Redner ist er leider nicht"."""
_LIKES = (
    rf"\b(?:{PRAISE}|enjoyed|loved|liked|recommend(?:ed|o)?|recommande|recomendad[oa]|impressed|"
    rf"blown away|adore|aime|"
    r"apprecie|plu|gefallen|begeistert|gelohnt|encant\w+|gust(?:o|ado|aron)|gostei|adorei|curti|"
    r"must[- ](?:see|watch)|"
    r"worth|vaut|valait|merec\w+ la pena|val\w+ (?:muito )?(?:a|la) pena|learn(?:ed|t) (?:a lot|so much|"
    r"tons)|"
    r"standing ovation|blew my mind|highlight)\b"
    r"|值得|收获|干货|面白|楽し|良かった|おすすめ|オススメ|最高|勉強になった|재미있었|유익했|인상적|최고"
)
_DISLIKES = (
    rf"\b(?:{BLAME}|hated|disliked|bored|fell asleep|left (?:early|halfway)|waste of (?:my |your )?time|"
    rf"sales pitch|"
    r"marketing pitch|skip|deteste|perte de temps|zeitverschwendung|aburri\w+|decepcion\w+|"
    r"perd(?:id)?a de tiempo|"
    r"perda de tempo)\b"
    r"|浪费时间|无聊|つまらな|退屈|時間の無駄|지루|아쉬웠|최악"
)
_LIKING, _DISLIKING = re.compile(_LIKES), re.compile(_DISLIKES)
_MOST = re.compile(rf"\b(?:{SUPERLATIVE})")
_WORD = re.compile(rf"\b{_JUDGING}\b")
_OF_ANOTHER = re.compile(
    rf"\bthere(?: is| was| are| were|['’]s) (?:an? |some )?(?:{ADVERB} )?{_JUDGING}"
    r"|\b(?:see|watch|check out|read) (?:the|this|his|her|"
    r"their) (?:\w+ )?"
    r"(?:talk|session|video) (?:by|from|on|about)\b|\b(?:will|would|should) be\b|\bhow to\b"
    r"|^(?:if|when|whenever|unless)\b"
    r"|^[\"“«„「'‘].*[\"”»“」'’][.!]?$"
)
"""Sentences that recommend something else, look ahead, set a condition, or are another's words."""
_LONGEST = 60
"""Words of a judgement: a longer sentence says other things too."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """A sentence that judges a session."""

    quote: Quote
    polarity: Polarity
    superlative: bool
    """It sets the session above, or below, all others."""


def opinions(snapshot: Snapshot, session: Session) -> list[Opinion]:
    """Return the sentences that judge a session, in the order of the notes."""
    found = []
    title = tokens.fold_line(session.title)
    for segment, whose, account in _said(snapshot, session):
        folded = tokens.fold_line(segment.text)
        if judges(segment, whose) and not (title in folded and 2 * len(title) > len(folded)):
            superlative = _MOST.search(folded) is not None
            found.append(Opinion(quote_of([segment], account), polarity_of(segment.text), superlative))
    return found


def evaluative(snapshot: Snapshot, session: Session) -> list[Quote]:
    """Return the sentences of a session that use a word of judging, whatever they say it of.

    Not those of an abstract, and no questions.
    """
    return [
        quote_of([segment], account)
        for segment, whose, account in _said(snapshot, session)
        if _may_judge(segment, whose) and _WORD.search(tokens.fold_line(segment.text))
    ]


def _said(snapshot: Snapshot, session: Session) -> Iterator[tuple[Segment, Attribution | None, Session]]:
    """Yield each segment of a session, with whose words it is in and the account that it is from."""
    for account in session.all_accounts:
        members = segments(snapshot.store.text_blocks(account.id))
        said_by = attribution.attribute(members, lines_of(snapshot.notes, account.file))
        yield from zip(members, said_by, [account] * len(members), strict=True)


def judges(segment: Segment, whose: Attribution | None) -> bool:
    """Tell whether a segment, in the words of ``whose``, judges the session that it stands in."""
    folded = tokens.fold_line(segment.text)
    if not _may_judge(segment, whose) or _OF_ANOTHER.search(folded):
        return False
    words = count_words(segment.text)
    if segment.kind == "prose" and is_labelled(segment.text):
        return True
    if words >= _ALONE_WORDS and _ALONE.search(folded):
        return True
    return any(pattern.search(folded) for pattern in (_FIRST_PERSON, _PHRASE, _OF_A_SESSION))


def is_labelled(text: str) -> bool:
    """Tell whether a sentence is called an opinion where it begins: "My verdict: go and see it."."""
    return _LABEL.search(tokens.fold_line(text)) is not None


def _may_judge(segment: Segment, whose: Attribution | None) -> bool:
    text = segment.text.strip()
    if segment.kind not in ("prose", "item") or whose == "abstract" or text.endswith(("?", "？", ":", "：")):
        return False
    return count_words(text) <= _LONGEST


def polarity_of(text: str) -> Polarity:
    """Tell praise from blame by the words of the lexicon, each turned round where it is negated."""
    folded = tokens.fold_line(text)
    balance = sum(_turned(folded, match) for match in _LIKING.finditer(folded))
    balance -= sum(_turned(folded, match) for match in _DISLIKING.finditer(folded))
    return "praise" if balance > 0 else "blame" if balance < 0 else "open"


def _turned(folded: str, match: re.Match[str]) -> int:
    before, after = folded[: match.start()], folded[match.end() :]
    return -1 if _NEGATED.search(before) or _NEGATED_BEHIND.search(after) else 1


def chosen(found: Sequence[Opinion], wanted: Polarity, most: int) -> list[Opinion]:
    """Return at most ``most`` opinions of the wanted polarity, all for ``open``; superlatives first."""
    fitting = [one for one in found if wanted in ("open", one.polarity)]
    return sorted(fitting, key=lambda one: not one.superlative)[:most]
