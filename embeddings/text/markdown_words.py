"""Words, as the notes are compared by: folded, without punctuation and Markdown marks.

Two texts hold the same words when ``words`` gives the same list for both; a quote stands in the notes when
its words follow each other there.
"""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_TAG = re.compile(r"<[^>\n]{1,600}>")
# Bounded, so that a line of brackets costs no more than a line of text.
_IMAGE = re.compile(r"!\[([^\]]{0,300})\]\([^)]{0,1000}\)")
_LINK = re.compile(r"\[([^\]]{0,300})\]\([^)]{0,1000}\)")


def words(text: str) -> list[str]:
    """Give the words of a text with its marks removed; tags and the addresses of links are no words."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "[" in text:
        text = _IMAGE.sub(r" \1 ", text)
        text = _LINK.sub(r"\1", text)
    return _WORD.findall(text.casefold().replace("’", "'").replace("'", ""))


def count_words(text: str) -> int:
    """Give the number of words; for a text that no person wrote in one piece, the number between spaces."""
    return len(words(text)) if len(text) <= 20_000 else len(text.split())
