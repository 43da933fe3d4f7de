"""The ways in which titles name their speakers, and which of them are a folder's habit."""

from __future__ import annotations

import re
from dataclasses import dataclass

from embeddings.notes.fields.people.names.shape import Names, Trust, clean_name
from embeddings.text.markdown_words import words

DASH, BY, PARENTHESES, WITH, COMMA, OF = range(6)
"""The ways in which a title ends in a speaker."""


@dataclass(frozen=True, slots=True)
class Habit:
    """How the titles of one kind name their speakers, more than by accident."""

    leading: bool = False
    trailing: bool = False
    ends: frozenset[int] = frozenset()
    """The ways of ending in which most titles name somebody: odd names are names there."""
    listed: bool = False
    """Whether titles say "Name, Company, Title"."""


NO_HABIT = Habit()

TITLE_ENDS = (
    re.compile(r"^(?P<title>.+\S)\s+(?:-{1,4}|[–—―─]{1,4}|\||/|·|•)\s+(?P<who>[^|]+)$"),
    re.compile(r"^(?P<title>.+\S)[\s,]+(?:presented\s+by|by|par|von|por|door|przez)[\s:]+(?P<who>.+)$", re.I),
    re.compile(
        r"^(?P<title>.+?\S)\s*[(（\[](?P<told>(?:by|with|w/|avec|mit|con|feat\.?|ft\.?)\s*:?\s+|w/)?"
        r"(?P<who>[^()（）\[\]]+)[)）\]]$",
        re.I,
    ),
    re.compile(r"^(?P<title>.+\S)\s+(?:with|w/|avec|mit|con|feat\.?|ft\.?)\s+(?P<who>.+)$", re.I),
    re.compile(r"^(?P<title>.+\S)\s*[,:：/／]\s*(?P<who>[^:：,/／]+)$"),
    re.compile(r"^(?P<title>.+\S)\s*[\s,\]]\s*(?:de|di|do|da|van|af|av|od)\s+(?P<who>.+)$"),
)

TITLE_START = re.compile(r"^(?P<who>[^:：–—|]{2,60}?)(?:\s*:\s+|\s*：\s*|\s+[-–—|]\s+)(?P<title>\S.+)$")

DASHES = re.compile(r"\s+(?:-{1,4}|[–—―─]{1,4}|\||/|·|•)\s+")

_ENCLOSED = re.compile(r"\s+[-–—]\s*(?P<who>[^\s–—-][^–—]{0,40}?)\s*[-–—]$")
"""A name between two dashes at the end."""

LISTED = re.compile(
    r"^(?P<who>[^,:：–—|]{3,40}),\s+(?P<where>[^,:：–—|]{2,60}),\s+[*_\"“]*(?P<title>\S.+?)[*_\"”]*$"
)


def listed_speaker(title: str, names: Names) -> re.Match[str] | None:
    """Read "Name, Company, Title"; None for any other title."""
    match = LISTED.match(title)
    if match is None or len(words(match["title"])) < 3:
        return None
    return match if names.is_name(clean_name(match["who"]), trust=Trust.PLACE) else None


_JOINING = re.compile(
    r"\b(?:By|Par|Von|Por|Door|Przez|With|Avec|Mit|Con|De|Di|Do|Da|Van|Af|Av|Od|And|Et|Und|Y|E)\b"
)
"""Words between a title and names, or between names, which no name begins with."""


def in_title_case(title: str) -> str:
    """Return a title that is written in capitals alone with small letters; any other as it is.

    It has the same length, so that what is found in it stands at the same place of the title.
    """
    shaped = title.title() if title.isupper() else ""
    return _JOINING.sub(lambda match: match[0].lower(), shaped) if len(shaped) == len(title) else title


def with_plain_dash(title: str) -> str:
    """Return "A talk - Anna Berg" for "A talk -Anna Berg-"; any other title as it is."""
    return _ENCLOSED.sub(r" - \g<who>", title) if title[-1:] in ("-", "–", "—") else title
