"""Indented lines that are no code: who speaks or when it was, set apart below a heading or before all."""

from __future__ import annotations

import re
from collections.abc import Sequence

MOST_LINES = 5
"""Lines of such a block at most."""

_CODE = re.compile(r"[{}\[\];=<>|\\`$]|\w\(|--|^\s*[#/*]|://\S+\s+\S")
_LABELLED = re.compile(r"[^\W\d_][^:：]{0,20}\s*[:：]\s*\S")
_MOST = 80


def is_prose(lines: Sequence[str], *, below_heading: bool) -> bool:
    """Whether indented lines are facts in words: right ``below_heading``, or each of them with a label.

    Each line begins with a capital letter, or one of a script without any, and holds no sign of code.
    """
    texts = [line.strip() for line in lines if line.strip()]
    if not texts or len(texts) > MOST_LINES:
        return False
    if any(len(text) > _MOST or _CODE.search(text) or not _opens_as_words(text) for text in texts):
        return False
    return below_heading or (len(texts) > 1 and all(_LABELLED.match(text) for text in texts))


def _opens_as_words(text: str) -> bool:
    first = text[0]
    return first.isalpha() and not first.islower() and " " in text.replace("\u3000", " ")
