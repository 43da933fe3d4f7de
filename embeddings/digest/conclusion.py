"""What the notes themselves call the sum of a session: the lines under "Key takeaways", "TL;DR", "Fazit"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from embeddings.index.chunking import Segment
from embeddings.text.markdown_words import count_words

_CALLED = re.compile(
    r"(?:(?:my|our|the|some|key|main|top|final|personal) )*"
    r"(?:take[- ]?(?:home|away)s?(?: (?:messages?|points?))?|tl;? ?dr|summary|"
    r"in (?:short|summary|a nutshell)|conclusions?|(?:key|main) (?:points?|messages?|ideas?|lessons?|"
    r"learnings?)|lessons?(?: learn(?:ed|t))?|learnings?|wrap[- ]?up|bottom line)"
    r"|fazit|zusammenfassung|kernaussagen?|das wichtigste|zusammengefasst"
    r"|en (?:r[ée]sum[ée]|bref)|[àa] retenir|points? cl[ée]s?|conclusions?|bilan|ce que j['’]en retiens"
    r"|en resumen|resumen|conclusi(?:[óo]n|ones)|puntos clave|ideas clave|lecciones(?: aprendidas)?"
    r"|em resumo|resumo|conclus(?:[ãa]o|[õo]es)|pontos[- ]chave|li[çc][õo]es"
    r"|まとめ|要約|結論|ポイント|总结|總結|小结|小結|结论|結論|要点|要點|重点|重點|정리|요약|결론",
    re.IGNORECASE,
)
_OPENS = re.compile(rf"^\W*(?:{_CALLED.pattern})\s*[:：]\s*(?=\w)", re.IGNORECASE)
"""A sentence that begins with the name: "TL;DR: buy a kettle"."""


def find(segments: Sequence[Segment], most_words: int) -> list[int]:
    """Return the places of what the notes give as the sum of a session, at most ``most_words`` words of it.

    A line that is a name of such a sum opens it; it lasts to the next heading, or as long as the list or the
    paragraph below it. Empty where there is none.
    """
    for place, segment in enumerate(segments):
        if segment.kind not in ("heading", "prose", "item"):
            continue
        if segment.kind != "heading" and _OPENS.match(segment.text):
            return _fitting(segments, [place], most_words)
        if _CALLED.fullmatch(segment.text.strip().strip(":：.#*[]【】■●◆ ").strip()):
            found = _fitting(segments, _below(segments, place), most_words)
            if found:
                return found
    return []


def _below(segments: Sequence[Segment], place: int) -> list[int]:
    """Return what stands below the line at ``place``: to the next heading, or the one block after a line."""
    found: list[int] = []
    for after in range(place + 1, len(segments)):
        segment = segments[after]
        if segment.kind == "heading":
            break
        if segment.kind not in ("prose", "item"):
            continue
        same_list = not found or segment.kind == segments[found[0]].kind == "item"
        if segments[place].kind != "heading" and not (
            same_list or segment.text_block == segments[found[0]].text_block
        ):
            break
        found.append(after)
    return found


def _fitting(segments: Sequence[Segment], places: Sequence[int], most_words: int) -> list[int]:
    kept: list[int] = []
    used = 0
    for place in places:
        used += count_words(segments[place].text)
        if kept and used > most_words:
            break
        kept.append(place)
    return kept
