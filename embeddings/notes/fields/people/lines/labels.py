"""Labels that announce speakers: "Speaker: X", "by X", a picture before the name."""

from __future__ import annotations

import re
from functools import lru_cache

from embeddings.notes.fields.people.names.beside_names import with_company_apart
from embeddings.notes.fields.people.names.shape import is_known
from embeddings.notes.fields.vocabulary.speakers import SPEAKER_SIGNS, SPEAKER_WORDS

_LABEL = re.compile(
    r"[\W_]*(?P<label>[^\W_][^:：\n]{0,39}?)(?:\((?:s|in|innen|es|as|e|er|r)\))?[\s*_]*"
    r"(?:[:：][\s*_]*|\s[-–—]\s+|$)(?P<rest>.*)$",
    re.S,
)

_BEFORE_LABEL = re.compile(
    r"(?:(?:about the|name of the|bio(?:graphy)? of the|à propos du|über de[nr]|sobre (?:el|la|os?|as?)|"
    r"the|our|guest|keynote|main|session|talk|invited|featured|today['’]?s|your)\s+"
    r"|à propos de l['’]\s*)+(?=\w)"
)

_AFTER_LABEL = re.compile(
    r"['’]?s?\s+(?:bio(?:s|graphy|graphies|graphie)?|info(?:rmation)?|details?|profiles?|names?)$"
)

_GENDERED = re.compile(r"(?<=\w)\s?[*:_/·]\s?-?(?=in(?:nen)?\b)", re.I)

_BOTH = re.compile(
    r"(?<=\w)\s?[·•.∙/(-]-?(?:e|a|s|as|es|ne|rice|trice|ora|oras)\)?(?:[·•.∙-]?s|\(s\))?(?=[\s*_]*[:：])",
    re.I,
)
"""What makes a word of both genders: "Intervenant·e·s :", "Orador(a):"."""

_GENDER_SIGNS = frozenset("*_:/·•.∙(")

_INNEN = re.compile(r"(?:speaker|referent|sprecher|redner|moderator)innen")

_SIGN = re.compile(rf"[\s*_>-]*[{SPEAKER_SIGNS}][^\w\s(\"'“]*\s*(?P<rest>\w.*)$")

_BY = re.compile(
    r"^[\W_]*(?:(?:an?|the|une?|la|le|el|eine?|der|die|uma?|o)\s+)?"
    r"(?:(?:talk|keynote|session|presentation|tutorial|workshop|lecture|panel|speech|charla|ponencia|conférence|"
    r"présentation|atelier|vortrag|palestra|conferencia|lezing|sessão|sesión)\s+)?"
    r"(?:(?:presented|given|hosted|delivered|held|led|présentée?|animée?|donnée?|proposée?|propuest[oa]|propost[oa]|organizad[oa]|moderad[oa]|assurée?|tenue?|"
    r"impartid[oa]|dictad[oa]|presentad[oa]|dad[oa]|ofrecid[oa]|realizad[oa]|ministrad[oa]|apresentad[oa]|gehalten|"
    r"vorgetragen|präsentiert|gegeven|verzorgd|gepresenteerd)\s+)?"
    r"(?:by|par|von|por|door|w/|with|avec|mit|con|com|av|af|med|przez|от|з|від|a cargo de|de la mano de|"
    r"a cura di)"
    r"\s*:?\s+(?P<rest>\S.*)$",
    re.I,
)
_OF = re.compile(
    r"^[\W_]*(?:(?:(?:une?|la|le|el|uma?|o|il|een|de|het)\s+)?"
    r"(?:talk|charla|ponencia|conférence|présentation|presentación|palestra|conferencia|intervento|praatje|lezing)\s+"
    r"(?:de|di|da|do|van)|(?:tenut[oa]|presentat[oa]|condott[oa])\s+da|(?-i:Di))\s+(?P<rest>(?-i:[A-ZÀ-Þ])\S+\s+\S.*)$",
    re.I,
)
"""Somebody behind "of", which as often is of something: "Charla de Ana Berg", "Di Anna Berg"."""
_CALLED = re.compile(r"[\W_]*(?P<label>[^\W\d_]{4,})\s+(?P<rest>[A-ZÀ-Þ]\S+\s+\S.*)$")
"""A name behind the word for who speaks, without a sign between them: "Referentin Anna Berg"."""
_PAR = re.compile(r"[\W_]*(?:\w+\s+)?par\b", re.I)

_REACH = 80
"""Characters in which a label stands, and one of the signs behind it where more than the label follows."""
_BEHIND_LABEL = (":", "：", " - ", " – ", " — ", "\n")
_SHORT = 200
"""Characters of a line up to which what it says is remembered; a longer one is seldom asked for twice."""


def labelled(text: str) -> str | None:
    """Return what follows a label such as "Speaker:" ("" if nothing does), or None without a label."""
    return _labelled(text) if len(text) <= _SHORT else _labelled.__wrapped__(text)


@lru_cache(maxsize=1024)
def _labelled(text: str) -> str | None:
    head = text[:_REACH]
    if len(text) > _REACH and not any(sign in head for sign in _BEHIND_LABEL):
        return None
    if not _GENDER_SIGNS.isdisjoint(head):
        text = _BOTH.sub("", _GENDERED.sub("", head), 1) + text[_REACH:]
    match = _LABEL.match(text)
    if not match:
        return None
    label = _BEFORE_LABEL.sub("", " ".join(match["label"].casefold().split()).strip("*_ "), 1)
    label = _AFTER_LABEL.sub("", label)
    known = label in SPEAKER_WORDS or (label[-1:] == "s" and label[:-1] in SPEAKER_WORDS)
    return match["rest"].strip() if known or _INNEN.fullmatch(label) else None


def is_plural(text: str) -> bool:
    """Whether a label speaks of several people ("Speakers:")."""
    return bool(re.match(r"[\W_]*(?:\w+\s+)?\w+(?:s|innen|s\)|en)\s*[*_]*\s*[:：]", text))


def after_by(text: str) -> str | None:
    """Return the sentence after "by", or after a picture of a speaker, opening a line, or None."""
    match = (None if text.isascii() else _SIGN.match(text)) or _BY.match(text)
    if match is None:
        of = _OF.match(text)
        if of and is_known(of["rest"]):
            return with_company_apart(first_sentence(of["rest"]))
        called = _CALLED.match(text)
        match = called if called and called["label"].casefold() in SPEAKER_WORDS else None
    if match is None:
        return None
    rest = first_sentence(match["rest"])
    # In French "Par Anna Berg de Spout" has her company behind "de", where a name of two words is before it.
    return with_company_apart(rest) if _PAR.match(text) else rest


def first_sentence(text: str) -> str:
    """Return a text up to the end of its first sentence; the full stop of an initial ends none."""
    match = re.search(r"(?<=\w\w\w)(?<!prof)(?<!Prof)\.\s+(?=[^\W\d_])", text)
    return (text[: match.start()] if match else text).strip()
