"""Words that deny what a sentence says, by language: without its own, it says the opposite."""

from __future__ import annotations

import re
from collections.abc import Mapping

from embeddings.text.tokens import fold

_DENYING: Mapping[str, re.Pattern[str]] = {
    language: re.compile(pattern)
    for language, pattern in {
        "en": r"\b(?:not|no|never|nobody|none|nothing|nowhere|neither|nor|without|cannot)\b|n['’´`]t\b|"
        r"\b(?:do|does|did|is|are|was|were|has|have|had|would|could|should|wo|ca)nt\b",
        "de": r"\b(?:nicht|nichts|kein\w*|nie|niemals|niemand\w*|nirgends|ohne|weder)\b",
        "fr": r"\b(?:ne|pas|jamais|aucune?|rien|sans|ni)\b|\bn['’]",
        "es": r"\b(?:no|nunca|jamas|ningun\w*|nada|nadie|sin|ni|tampoco)\b",
        "pt": r"\b(?:nao|nunca|jamais|nenhuma?|nada|ninguem|sem|nem)\b",
        "it": r"\b(?:non|mai|nessun\w*|niente|nulla|senza|ne)\b",
        "nl": r"\b(?:niet|niets|geen|nooit|niemand|nergens|zonder)\b",
        "ru": r"\b(?:не|ни|нет|никогда|никто|ничего|без)\b",
        "ja": r"ない|なく|なかっ|ません|ずに|なし|無し|不可",
        "ko": r"않|없|못|아니|\b안 ",
        "zh": r"[不没沒无無未非]",
    }.items()
}
"""Of folded text (see ``tokens.fold``)."""
TOLD = frozenset(_DENYING)
"""Languages (ISO 639-1) whose words are here: in no other is it known whether a sentence denies."""


def denies(text: str, language: str) -> bool:
    """Tell whether a sentence, of a language (ISO 639-1) that has its words here, denies something."""
    pattern = _DENYING.get(language)
    return pattern is not None and pattern.search(fold(text)) is not None
