"""What stands beside names in a line without being one: dates, addresses, remarks, companies behind "de".

"Anna Berg (@anna) de Spout, 6 May 2015" names Anna Berg, who works at Spout.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from embeddings.notes.fields.people.names.shape import PRONOUNS, without_pictures
from embeddings.notes.fields.vocabulary.organisations import COMPANY
from embeddings.records import Speaker
from embeddings.text.dates import find_dates, strip_dates
from embeddings.text.markdown_words import words

_ATTRIBUTES = re.compile(r"\s?\{[:.#\w][^{}]*\}")
"""Attributes of a link, as kramdown writes them."""
_ADDRESSES = re.compile(
    r"\s*[<(\[]?(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+[>)\]]?|[\s,]*[<(]?https?://[^\s<>()]+[>)]?"
)
"""Where somebody is written to or read, which is neither a role nor a company."""
_AT_COMPANY = re.compile(r"(?<=\w)\s+@(?=[A-Z][\w&.-]*\s+[A-Z&])")
"""The sign before a company of several words ("Anna Berg @Spout & Sons"): no address on a network."""
_EMPTY = re.compile(r"[(（\[][\s,;:·|/–—-]*[)）\]]|(?<=[(（\[])[\s,;:·|–—-]+|[\s,;:·|–—-]+(?=[)）\]])")
"""Parentheses with nothing in them, and the marks at their edges."""
_TWICE = re.compile(r"(?:\s[-–—|•·/]|\s?[,，;；、])(?=\s*(?:[-–—|•·/]\s|[,，;；、]))")
_ON = re.compile(r"\s(?:on|the|am|den|le|el|em|il|in|at)$", re.I)
"""What stood before a date."""
_BESIDE_DATE = " *_>•·.,，;:|/@、-–—"
_REMARK = re.compile(r"[(（](?:[^\s()（）]+\s+){7,}[^()（）]*[)）]")
"""A remark in parentheses, too long for a company."""
_OF = r"(?:de|d['’]|da|do|di|van|von)"
_HANDLE_OF = re.compile(rf"\s*\(?\s*@[\w-]{{2,}}\s*\)?\s+{_OF}\s*(?=[^\W\d_])")
"""An address on a network and "of": what follows is no more of the name."""
_COMPANY_OF = re.compile(
    rf"(?P<name>[A-ZÀ-Þ][^\s,(]*(?:\s+[A-ZÀ-Þ][^\s,(]*){{1,2}})\s+{_OF}\s*(?P<company>(?<=['’\s])[A-ZÀ-Þ0-9][^,(@]*)"
    r"(?P<rest>[,(@].*)?$"
)
_ONLY_HANDLE = re.compile(r"\s*\(?\s*@[\w-]+\s*\)?\s*")
_ODD = re.compile(r"[a-z][A-Z]|^[A-Z0-9]{2,}$|\d")
"""A word that is in no family's name."""
_NICKNAME = re.compile(
    r"^[\W_]*(?P<first>[A-ZÀ-Þ][\w'’-]+)(?P<within>\s+\((?P<nick>[A-ZÀ-Þ][\w'’-]{1,15})\))\s+(?=[A-ZÀ-Þ][\w'’-]+)"
)


def tidied(text: str, *, company_after_of: bool = False) -> str:
    """Return a line of people without dates, addresses, pronouns, remarks and attributes.

    ``company_after_of`` is whether the folder writes "Anna Berg de Spout" of where people work.
    """
    if "{" in text:
        text = _ATTRIBUTES.sub(" ", text)
    if "@" in text or "://" in text:
        text = _AT_COMPANY.sub(" @ ", _ADDRESSES.sub(" ", _HANDLE_OF.sub(" @ ", " ".join(text.split()))))
    text = " ".join(_REMARK.sub(" ", PRONOUNS.sub(" ", without_pictures(text))).split()).strip(" *_>•·.-–—")
    if find_dates(text):
        text = _without_dates(text)
    return with_company_apart(text, surely=not company_after_of)


def _without_dates(text: str) -> str:
    """Return what stands beside a date: "Anna Berg, Spout" of "Anna Berg, Spout (6 May 2015)"."""
    bare = _EMPTY.sub(" ", strip_dates(text))
    return _ON.sub("", _TWICE.sub(" ", " ".join(bare.split())).strip(_BESIDE_DATE)).strip(_BESIDE_DATE)


def with_company_apart(text: str, *, surely: bool = False) -> str:
    """Return "Anna Berg @ Spout" for "Anna Berg de Spout"; any other text as it is.

    ``surely`` asks for a word behind "de" that is in no name: "Fernanda Oliveira de Souza" has one name.
    """
    match = _COMPANY_OF.fullmatch(text)
    if match is None:
        return text
    tail = words(match["company"])
    if surely and not (_ODD.search(match["company"].split()[-1]) or (tail and tail[-1] in COMPANY)):
        return text
    rest = "" if _ONLY_HANDLE.fullmatch(match["rest"] or "") else match["rest"] or ""
    return f"{match['name']} @ {match['company'].strip()}{rest}"


def ends_in_company(name: str) -> bool:
    """Whether what may be a name has words behind a "de" that may be a company."""
    return _COMPANY_OF.fullmatch(name) is not None


@dataclass(frozen=True, slots=True)
class Nickname:
    """A name that somebody is called by, between the given name and the family's: "Anna (Ann) Berg"."""

    first: str
    within: str

    def added_to(self, who: Speaker) -> Speaker:
        """Return the speaker with the name as it is written; another speaker as they are."""
        first, _, rest = who.name.partition(" ")
        return replace(who, name=f"{first}{self.within} {rest}") if first == self.first and rest else who


def nickname_in(text: str) -> Nickname | None:
    """Return the name in parentheses within the first name of a text, or None."""
    match = _NICKNAME.match(text) if "(" in text else None
    return Nickname(match["first"], match["within"]) if match else None
