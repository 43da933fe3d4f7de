"""Addresses that stand in running text without any marks around them."""

from __future__ import annotations

import re
from collections.abc import Callable

_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"'`|\\^{}\]，。、；）」』】]+", re.I)
_PUNCTUATION = frozenset(".,;:!?*_~")
_BARE = re.compile(
    r"(?<![\w@./:-])(?:(?:www\.)?(?:youtu\.be|youtube\.com|github\.com|gitlab\.com|vimeo\.com|twitter\.com"
    r"|speakerdeck\.com|slideshare\.net|aws\.amazon\.com))/[^\s<>\"'`|\\^{}\]]+",
    re.I,
)
_HOST_AND_PATH = re.compile(
    r"(?<![\w@./:%=&?#-])(?:[a-z0-9](?:[a-z0-9-]{0,62})\.){1,5}(?:com|org|net|edu|gov|io|dev|ai|app|tech|cloud|blog"
    r"|info|co|me|tv|eu|de|fr|uk|jp|kr|cn|tw|in|es|it|nl|pl|ch|at|be|se|no|fi|dk|cz|br|ca|au|nz|us|ly|gl|gle|gg|to"
    r"|dog|page|link|fm|xyz|online|site|news|design|codes|studio|events|wiki|video|guide|cc|pt|mx|ar|cl|ru|ua|il|za|hk"
    r"|sg|id|vn|ie|sk|gr|hu|ro|pub|works|rocks|ninja|world|today|live|media|social|show|run)"
    r"/(?:[a-z0-9~@][^\s<>\"'`|\\^{}\]]*|(?=\s|$))",
    re.I,
)
"""A host of a usual domain with a path, as people write addresses down ("and/or" is none)."""


def find_urls(text: str) -> list[str]:
    """Return the addresses in plain text, without the punctuation that ends a sentence."""
    schemed = "://" in text or "www." in text.lower()
    if not schemed and not ("." in text and "/" in text):
        return []
    found = [_trim(match.group()) for match in _URL.finditer(text)] if schemed else []
    rest = _URL.sub(" ", text) if schemed else text
    if "/" in rest:
        found.extend(_trim(match.group()) for match in _BARE.finditer(rest))
        known = set(found)
        bare = (_trim(match.group()) for match in _HOST_AND_PATH.finditer(rest))
        found.extend(url for url in bare if url not in known)
    return [url for url in found if len(url) > 10 or "/" in url]


def replace_urls(text: str, put: Callable[[str], str]) -> str:
    """Return a text with what is ``put`` in the place of each address that begins as one ("https://")."""

    def other(found: re.Match[str]) -> str:
        url = _trim(found[0])
        return put(url) + found[0][len(url) :]

    return _URL.sub(other, text)


def _trim(url: str) -> str:
    """Return an address without the punctuation after it, closing brackets that it does not open included."""
    end, unopened = len(url), url.count(")") - url.count("(")
    while end and (url[end - 1] in _PUNCTUATION or (url[end - 1] == ")" and unopened > 0)):
        unopened -= url[end - 1] == ")"
        end -= 1
    return url[:end]
