"""How two things are asked to be held against each other, by language: groups ``one`` and ``other``.

Patterns are of folded questions (see ``tokens.fold``).
"""

from __future__ import annotations

import re

_PATTERNS: dict[str, tuple[str, ...]] = {
    "en": (
        (
            r"^\W*(?:(?:can|could) you |please |pls )?compare (?P<one>.+?) "
            r"(?:and|with|to|vs\.?|versus|against|&) (?P<other>.+)"
        ),
        r"\bdifferences? between (?P<one>.+?) (?:and|vs\.?|&) (?P<other>.+)",
        (
            r"^\W*how (?:does|do|is|are) (?P<one>.+?) "
            r"(?:compare[ds]? (?:to|with)|differ(?:s|ent)? (?:from|to)) (?P<other>.+)"
        ),
    ),
    "any": (
        (
            r"^\W*(?!(?:how|what|which|when|where|why|who|did|does|do|is|are|was|were|should|can)\b)"
            r"(?P<one>[^.?!]+?) (?:vs\.?|versus|v\.s\.|gegen|contra) (?P<other>[^.?!]+)"
        ),
    ),
    "de": (
        r"^\W*vergleich\w* (?:mir )?(?P<one>.+?) (?:und|mit) (?P<other>.+)",
        r"\bunterschied\w* zwischen (?P<one>.+?) und (?P<other>.+)",
    ),
    "fr, es, pt": (
        r"^\W*compar(?:e[rz]?|a|ar|en) (?P<one>.+?) (?:et|a|avec|y|con|e|com) (?P<other>.+)",
        r"\b(?:difference|diferencia|diferenca)s? entre (?P<one>.+?) (?:et|y|e) (?P<other>.+)",
    ),
    "zh": (
        r"(?:比较|比較|对比|對比)(?:一下)?(?P<one>.+?)(?:和|与|與|跟|同)(?P<other>.+)",
        (
            r"^\W*(?P<one>.+?)(?:和|与|與|跟)(?P<other>.+?)(?:之间|之間)?的?(?:有什么|有什麼|有何)?"
            r"(?:区别|區別|不同|差异|差異|差别|差別)"
        ),
    ),
    "ja": (r"^\W*(?P<one>.+?)と(?P<other>.+?)(?:の(?:違い|差|比較)|を比較|を比べ)",),
    "ko": (r"^\W*(?P<one>.+?)(?:와|과|랑|하고) (?P<other>.+?)(?:의|를|을)? ?(?:차이|비교)",),
}
COMPARE = tuple(re.compile(pattern) for patterns in _PATTERNS.values() for pattern in patterns)
THE_TWO = re.compile(
    r"^\W*(?:(?:can|could) you |please |pls )?(?:compare|vergleich\w*|compare[rz]|compara) "
    r"(?:the |die |les |las? |los |as |os )?(?:two|both|2|beiden|zwei|deux|dos|duas) (?P<topic>.+?)[ -]"
    r"(?:talks|sessions|presentations|workshops|keynotes|vortrage|conf\w*|charlas|sesiones|palestras)\W*$"
)
"""Asks to hold two sessions of one topic against each other; the topic is the group ``topic``."""
TAIL = re.compile(r"(?:,|;| -|\b(?:which|what|who|how|why|wer|was|welche\w*|lequel|cual|qual)\b).*$")
"""What is asked of the two beyond holding them against each other."""
