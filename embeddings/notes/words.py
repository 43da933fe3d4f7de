"""Words, as the notes are compared by: folded, without punctuation and Markdown marks.

Two texts hold the same words when ``words`` gives the same list for both; a quote stands in the notes
when its
words follow each other there.
"""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_TAG = re.compile(r"<[^<>\n]+>")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)?\)")


def words(text: str) -> list[str]:
    """Give the words of a text with its marks removed; tags and the addresses of links are no words."""
    text = unicodedata.normalize("NFKC", text)
    text = _TAG.sub(" ", text)
    text = _LINK.sub(r"\1", text)
    return _WORD.findall(text.casefold().replace("’", "'").replace("'", ""))
