"""The phrases that ask for a summary, by language."""

from __future__ import annotations

import re

_POLITE = (
    r"^\W*(?:(?:please|pls|plz|hey|hi|hello|ok|so|and|can|could|would|you|u|i|need|want|id|i['’]d|like|to|give|me|"
    r"us|just|quickly|briefly|bitte|kannst|könntest|du|mir|uns|mal|peux|pouvez|tu|vous|moi|nous|puedes|podrías|"
    r"pode|por|favor|svp|stp)\W+)*"
)
"""What may stand before an order at the beginning of a question."""
_OF = r"(?:\W+(?:of|for|on|from|in|about|de|del|du|des|von|vom|zu|zum|zur|über|da|do)\b)?"


def _any_of(*phrases: str) -> re.Pattern[str]:
    return re.compile("|".join(phrases), re.IGNORECASE)


ASKS = _any_of(
    # English: "summarise day 2", "a summary of X", "day 2 recap", "tl;dr", "the gist of X"
    rf"{_POLITE}(?:summari[sz]e|sum up|recap)\b",
    rf"\btl\W{{0,2}}dr\b{_OF}",
    r"\b(?:summary|recap|synopsis|gist)(?:\W+(?:of|for|on|from)\b|(?=\W*(?:please|pls|plz|thanks)?\W*$))",
    rf"\b(?:(?:key|main|top|biggest|most important|personal|some|any|your|my) )?take[- ]?aways?\b{_OF}",
    # Nothing else: "give me the highlights", "what were the key points?"
    rf"{_POLITE}(?:what (?:were|are|was|is) )?(?:(?:the|some|any|an|quick) )*"
    r"(?:(?:main |key )?highlights?|overview|(?:main|key) points)(?=\W*$)",
    r"^\W*(?:(?:die|les|os|quels|sont|was|waren) )*"
    r"(?:höhepunkte|points forts|temps forts|destaques)(?=\W*$)",
    # Somebody new to the notes: "where do I start", "what should I watch first", "what is this all about"
    r"^\W*(?:(?:i['’]?m |am )?new here\W+|(?:hey|hi|hello|so|ok)\W+)?"
    r"(?:where (?:do|should|can) (?:i|we) (?:start|begin)|"
    r"what (?:should|do) (?:i|we) (?:watch|see|read|look at)(?: first)?|"
    r"what(?:['’]?s| is| are) (?:this|these|it|these notes|the notes)(?: all)? about)(?=\W*$)",
    # French: "résume le jour 2", "résumé de X", "fais-moi un résumé du jour 2"
    rf"{_POLITE}r[ée]sume[zr]?(?:[- ]moi)?\b(?= (?:l[ea]s?|tout|ce|cette)\b| l['’])",
    r"\b(?:r[ée]sum[ée]|compte[- ]rendu|synth[èe]se)(?: (?:de|du|des)\b|(?= (?:svp|stp))|(?=\W*$))",
    # German: "fasse Tag 2 zusammen", "Zusammenfassung von X"
    rf"{_POLITE}fass\w{{0,2}}\b(?=.+\bzusammen\b)",
    r"\b(?:kurz )?zusammen(?:fassen|fassung|gefasst)?\b(?: (?:von|vom|zu|zum|zur|der|des|für)\b)?(?=\W|$)",
    # Spanish: "resume el día 2", "resumen de X"
    rf"{_POLITE}(?:res[úu]me(?:me|lo|nos)?|resum[ea]|resumir)\b(?= (?:el|l[oa]s?|todo|est[ea])\b)",
    r"\bresumen\b(?: (?:de|del)\b)?",
    # Portuguese: "resuma o dia 2", "resumo da palestra"
    rf"{_POLITE}resum[ae]\b(?= (?:[oa]s?|tudo)\b)",
    r"\bresumo\b(?: d[aoe]s?\b)?",
    # Japanese, Chinese, Korean
    r"(?:の)?(?:まとめ(?:て)?|要約(?:して)?|総括(?:して)?)(?:を)?(?:ください|下さい|お願い(?:します)?|教えて)?",
    r"(?:的)?(?:总结|總結|概括|摘要|重点整理|重點整理)(?:一下)?",
    r"요약(?:해\s?(?:줘|주세요))?|정리해\s?(?:줘|주세요)",
)
"""Asks for a summary of whatever else the question says."""

_POINTS = r"(?:points?|messages?|ideas?|lessons?|learnings?|insights?)"
MAY_ASK = _any_of(
    r"\bwhat(?: all)? (?:happened|went on|was (?:covered|discussed)|did i miss)(?: (?:on|at|in|during))?\b",
    rf"\b(?:highlights?|overview|(?:key|main) {_POINTS}|lessons learn(?:ed|t)|in a nutshell)\b{_OF}",
    # French, German, Spanish, Portuguese
    rf"\b(?:que s['’]est[- ]il pass[ée]|qu['’]est[- ]ce qui s['’]est pass[ée])\b{_OF}",
    rf"\b(?:points (?:cl[ée]s|forts)|l['’]essentiel|grandes lignes)\b{_OF}",
    r"\bwas (?:war|ist|passierte|geschah)(?: (?:am|an|los|passiert))+\b",
    r"\b(?:worum|um was) (?:ging|geht)(?: es|['’]?s)?(?: (?:am|an|in|beim?))?\b",
    r"\bde quoi (?:[çc]a parlait|s['’]agissait[- ]il)\b",
    rf"\b(?:überblick|kernaussagen?|höhepunkte|das wichtigste)\b{_OF}",
    rf"\bqu[eé] (?:pas[oó]|hubo)\b(?: (?:el|en)\b)?|\b(?:puntos clave|ideas (?:clave|principales))\b{_OF}",
    rf"\blo m[áa]s (?:importante|destacado)\b{_OF}",
    rf"\bo que (?:aconteceu|rolou|houve)\b(?: (?:n[oa]|em)\b)?|\b(?:pontos principais|destaques)\b{_OF}",
    # Japanese, Chinese, Korean
    r"(?:は|に)?何があった(?:の|か)*|发生了什么|發生了什麼|무슨 일이? 있었",
)
"""Asks for one where a day, an event or a whole title is all that the question says besides."""
ONE_SESSION = re.compile(
    r"\b(?:the|that|der|den|dem|die|das|la|le|el|o|a) (?:\w+ ){0,2}"
    r"(?:talk|session|keynote|lecture|presentation|workshop|vortrags?|conference|charla|ponencia|sesion|palestra)\b"
)
"""Speaks of one session; in a folded question."""
