"""People whom a short line addresses in Japanese, behind where they work: "やかん株式会社 山田さん"."""

from __future__ import annotations

import re

from embeddings.notes.fields.people.names.shape import has_honorific
from embeddings.text.tokens import HAN

_LONGEST = 60
"""Characters of such a line at most; a sentence may end in a form of address too."""
_KATAKANA = r"\u30a1-\u30fa\u30fc"
_PARTICLE = re.compile(r"[はがをにでとものへ](?:\s|$)")
"""What ends a part of a sentence, and no name of a company."""
_NAME = (
    rf"(?P<name>@?[A-Za-z][\w.-]{{1,24}}|[A-ZÀ-Þ][\w'’.-]+(?:\s+[A-ZÀ-Þ][\w'’.-]+){{1,2}}"
    rf"|[{HAN}々]{{1,4}}(?:[\s\u3000][{HAN}々]{{1,3}})?|[{_KATAKANA}・]{{2,12}})\s*(?:さん|さま|様|氏)"
)
_ALONE = re.compile(_NAME)
_BEHIND_COMPANY = re.compile(rf"(?P<beside>[^。、，,!！?？:：]{{1,40}}?)[\s\u3000]+{_NAME}")
_LISTED = re.compile(r"\s*[,，、]\s*")


def addressed_people(text: str, said: str | None) -> list[tuple[str, str]]:
    """Return the people that a text addresses, each with where they work; [] where it says anything else.

    ``said`` is what stood in parentheses behind it, which an address on a network is not.
    """
    if len(text) > _LONGEST or not text.rstrip().endswith(("さん", "さま", "様", "氏")):
        return []
    found: list[tuple[str, str]] = []
    for part in _LISTED.split(text.strip()):
        alone = _ALONE.fullmatch(part)
        match = alone or _BEHIND_COMPANY.fullmatch(part)
        beside = match["beside"].strip() if match and not alone else ""
        if match is None or not has_honorific(part) or _PARTICLE.search(beside):
            return []
        company = (
            beside or (found[-1][1] if found else "") or ("" if (said or "").startswith("@") else said or "")
        )
        found.append((match["name"].lstrip("@"), company))
    return found
