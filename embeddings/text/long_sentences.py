"""A sentence that is too long to be quoted, cut where it pauses.

Transcripts without punctuation, minutes in one breath and pasted logs have sentences of thousands of words.
Of these no part could be found or quoted by itself, and the whole of one is no answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from embeddings.text.tokens import WIDE

MOST = 800
"""Letters up to which a sentence is kept whole: about 120 words, more than are ever quoted together."""
_GOAL = 480
"""Letters that a part has at most, about 80 words, where the text has a space or a pause to cut at."""
_WIDE_LETTERS = 3
"""Letters that one of Chinese or Japanese counts as: two of them are a word."""
_PAUSES = (
    re.compile(r"[;:!?…]+[)\]\"'”’»]*\s+|[；：]|\s*\n\s*|\s[-–—]+\s"),
    re.compile(r",\s+|[，、]"),
    re.compile(r"\s+"),
)
"""What a sentence may be cut behind, the best first."""
_WIDE = re.compile(f"[{WIDE}]")


def parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the (start, end) of the parts of the sentence ``text[start:end]``: the whole unless it is long.

    A part is cut behind the last good pause of what it may have, in its second half where there is one there.
    A word is never cut, however long. Linear in the length.
    """
    scale = _WIDE_LETTERS if _is_wide(text[start : min(end, start + MOST)]) else 1
    goal, most = _GOAL // scale, MOST // scale
    while end - start > most:
        cut = _pause(text, start, min(start + goal, end))
        if cut is None:
            space = _PAUSES[-1].search(text, start + goal, end)
            cut = space.end() if space else end
        stop = cut
        while stop > start and text[stop - 1].isspace():
            stop -= 1
        yield start, stop
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield start, end


def _is_wide(text: str) -> bool:
    """Tell whether a text is mostly of a script that puts no space between words."""
    return len(_WIDE.findall(text)) * 2 > len(text)


def _pause(text: str, start: int, end: int) -> int | None:
    """Return where to cut before ``end``, None where nothing there parts two words."""
    middle = start + (end - start) // 2
    for pause in _PAUSES:
        cuts = [found.end() for found in pause.finditer(text, middle, end)]
        if cuts:
            return cuts[-1]
    return None
