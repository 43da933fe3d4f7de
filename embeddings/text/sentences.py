"""Text cut into sentences, each with the place where it stands.

A sentence ends at ``.``, ``!``, ``?`` or ``…`` followed by white space and something that can open a
sentence, at the full-width marks of Chinese and Japanese, at an empty line, and nowhere else. Where it is
unclear (an abbreviation, an initial, a number), the text is kept whole: a quote that is a sentence too long
is still right, a quote cut in half is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from embeddings.text.dates import SHORT_MONTHS, SHORT_WEEKDAYS

_END = re.compile(
    r"""
    (?P<wide>[。！？]+[」』”’）)]*)            # full-width marks need no space after them
    # Others end a sentence before white space only. Possessive, and tried once a row of marks: a line of a
    # hundred thousand dots must not take a hundred thousand times its length.
    | (?<![.!?…])(?P<mark>[.!?…]++)[)\]"'”’»]*+(?=\s|$)
    | (?P<gap>\n[ \t]*\n)                      # an empty line ends whatever it was
    """,
    re.VERBOSE,
)
# Abbreviations after which a full stop seldom ends a sentence, in the languages that notes were seen in.
_ABBREVIATIONS = frozenset(
    """e.g i.e eg ie etc vs cf approx dr mr mrs ms prof sr jr st no nr fig p pp vol ca max min incl resp ed
    al inc ltd co corp m mme mlle ex bzw ggf usw z.b d.h""".split()  # noqa: SIM905 - legible so
) | frozenset([*SHORT_MONTHS, *SHORT_WEEKDAYS])
_INK = re.compile(r"\S")
_WORD_BEFORE = re.compile(r"([^\s(\[\"“«]+)$")


def _ends(text: str, match: re.Match[str], first: int) -> bool:
    """Return whether the mark found ends a sentence; the text's first ink stands at ``first``."""
    mark = match.group("mark")
    if mark is None:
        return True
    following = _INK.search(text, match.end())
    if following is None:
        return True
    goes_on = following.group().islower()
    if mark != ".":
        # "QA, ... work" and "so?! maybe" go on; a capital, a digit or a new kind of script starts afresh.
        return not goes_on
    before = _WORD_BEFORE.search(text, max(0, match.start() - 40), match.start())
    word = before.group(1) if before else ""
    if (
        word.casefold() in _ABBREVIATIONS
        or (len(word) == 1 and word.isupper())
        or re.fullmatch(r"(?:[^\W\d]\.)+[^\W\d]", word)
    ):
        return False
    if word.isdigit() and match.start() - len(word) <= first:
        return False  # the number of a list, "1. Practice"
    return not goes_on


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the (start, end) of each sentence of ``text``, in order, white space around it left out.

    Every character that is not white space lies in exactly one span. Linear in the length of the text.
    """
    start = 0
    ink = _INK.search(text)
    first = ink.start() if ink else 0
    for match in _END.finditer(text):
        if _ends(text, match, first):
            yield from _trimmed(text, start, match.end())
            start = match.end()
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
