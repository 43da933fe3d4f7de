"""Marks of emphasis that are left in the words of notes, as who wrote them meant them to be seen.

CommonMark does not close ``**`` between a sign and a letter without a space ("**(주)**의"), and where a mark
parts a word its removal would change the words of the file, so that records keep it. Faces show neither.
"""

from __future__ import annotations

import re

_WIDE = r"\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uff00-\uffef"
_MARKED = re.compile(r"(?<!\*)\*\*(?![\s*])([^*\n]{1,300})(?<!\s)\*\*(?!\*)")
_WRITTEN = re.compile(rf"[{_WIDE}]")
_SIGN = re.compile(r"[^\w\s]")
_IN_CODE = re.compile(r"[`=;{}]")


def without_stray_emphasis(text: str) -> str:
    """Return a text without the pairs of ``**`` that CommonMark leaves standing.

    Powers and code ("2**3**4", "f(**a, **b)") keep theirs: there is no letter of a script without spaces, nor
    a sign at an edge beside a letter.
    """
    return _MARKED.sub(_bare, text) if "**" in text else text


def _bare(match: re.Match[str]) -> str:
    inner = match[1]
    before = match.string[match.start() - 1 : match.start()]
    after = match.string[match.end() : match.end() + 1]
    if _IN_CODE.search(inner):
        return match[0]
    wide = _WRITTEN.search(before + inner + after)
    beside = (_SIGN.match(inner) and before.isalpha()) or (_SIGN.match(inner[-1]) and after.isalpha())
    worded = any(letter.isalpha() for letter in inner)
    return inner if worded and (wide or beside) else match[0]
