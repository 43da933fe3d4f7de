"""Entities of HTML in the words of notes, as who reads them rendered sees them: "it&#8217;s" is "it’s".

Records keep what the file has, so that a quote can be found in it. Faces show what this returns, which is
escaped after that like any other text.
"""

from __future__ import annotations

import html
import re

from bot.render.emphasis import without_stray_emphasis
from embeddings.records import Quote, TextBlock

ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|\w{2,32});")
"""With its semicolon: without one, ``&copy=1`` of a query would be read as a sign."""

_SPACES = re.compile(r"(?<=\S)[ \t]{2,}(?=\S)")


def decoded(text: str) -> str:
    """Return a text with its entities as the signs that they stand for."""
    return ENTITY.sub(_sign, text) if "&" in text else text


def words_of(said: Quote | TextBlock) -> str:
    """Return the words of a quote or text block as they are shown; code as it stands.

    Several spaces within a line, as tags leave them, are one: so are they wherever Markdown is shown.
    """
    code = said.code if isinstance(said, Quote) else said.kind == "code"
    return said.text if code else _SPACES.sub(" ", without_stray_emphasis(decoded(said.text)))


def _sign(match: re.Match[str]) -> str:
    sign = html.unescape(match[0])
    # Neither a new line nor what turns the direction of a text is shown that the file does not show.
    return sign if sign.isprintable() or sign == "\u00a0" else match[0]
