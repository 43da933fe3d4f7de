"""Who spoke, as lines of notes say it: names with roles and companies, and the labels that announce them.

What is read as a speaker must stand where speakers stand (under the title of a session) and fill its line;
prose is not searched for names but where it says who spoke (see ``prose_speakers``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from embeddings.notes.fields.beside_names import nickname_in, tidied, with_company_apart
from embeddings.notes.fields.east_asian import beside_company
from embeddings.notes.fields.names import (
    Names,
    Trust,
    clean_name,
    is_addressed,
    is_known,
)
from embeddings.notes.fields.vocabulary import (
    COMPANY,
    GIVEN,
    LEGAL_FORMS,
    PARTICLES,
    SPEAKER_SIGNS,
    SPEAKER_WORDS,
)
from embeddings.records import Speaker
from embeddings.text.markdown_words import words
from embeddings.text.tokens import HAN, KANA

SPEAKERS = ("speaker", "speakers", "presenter", "presenters")
"""Keys of front matter that name who spoke."""

_ROLE = re.compile(
    r"\b(?:engineer|engineering|manager|director|architect|architecture|developer|dev|lead|leader|head|"
    r"chief|cto|ceo|coo|cio|ciso|vp|vice president|president|founder|co-?founder|owner|professor|prof|"
    r"phd|dr"
    r"|evangelist|advocate|scientist|researcher|analyst|consultant|specialist|principal|senior|staff|sr"
    r"|jr|junior|technologist|strategist|designer|student|author|maintainer|contributor|"
    r"committer|member|partner|fellow|expert|coach|trainer|product|devrel|relations|sre|devops|"
    r"librarian|archivist|officer|administrator|admin|freelance|employee|works? at|ingénieure?|"
    r"développeu(?:r|se)|direct(?:eur|rice)|responsable|chef(?:fe)?|président(?:e)?|professeure?|"
    r"enseignante?|fondat(?:eur|rice)|chercheu(?:r|se)|consultante?|bénévole|entwickler|leiter|"
    r"geschäftsführer|"
    r"ingeniero|desarrollador|programmer|hacker|lecturer|teacher|instructor|editor|writer|host|"
    r"moderator|co-?creator|creator)\b|工程师|工程師|经理|經理|总监|架构师|架構師|开发者|教授|"
    r"エンジニア|代表",
    re.I,
)
_LABEL = re.compile(
    r"[\W_]*(?P<label>[^\W_][^:：\n]{0,39}?)(?:\((?:s|in|innen|es|as|e|er|r)\))?[\s*_]*"
    r"(?:[:：][\s*_]*|\s[-–—]\s+|$)(?P<rest>.*)$",
    re.S,
)
_BEFORE_LABEL = re.compile(
    r"(?:(?:the|our|guest|keynote|main|session|talk|invited|featured|today['’]?s|your)\s+)+(?=\w)"
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
    r"^[\W_]*(?:(?:an?\s+|the\s+)?(?:talk|keynote|session|presentation|tutorial|workshop|lecture|panel|speech|"
    r"presented|given|hosted|delivered|held|led|charla|ponencia|conférence|présentée?|vortrag|palestra)\s+)?"
    r"(?:by|par|von|por|door|w/|with|avec|mit|con|com|av|af|med|przez|от|з|від)\s*:?\s+(?P<rest>\S.*)$",
    re.I,
)
_PAR = re.compile(r"[\W_]*(?:\w+\s+)?par\b", re.I)
_JOIN = re.compile(
    r"\s*(?:;|&|\+|、|，|(?<![^\s,])(?:and|et|und|y|e|en|with|avec|mit)(?=\s))\s*|\s+/\s+(?=[A-ZÀ-Þ])", re.I
)
_DASH = re.compile(r"\s+[-–—|•·~]+\s+|\s*[／|｜]\s*|\s+/+\s+|\s+[–—]|[–—]\s+|\s*--+\s*|:\s+")
_CJK_DASH = re.compile(r"\s*(?:[-–—|•·~]+|[／｜/@＠]|[:：])\s*")
_COMMA = re.compile(r"\s*[,，]\s*")
_FROM = re.compile(r"\s+(?:from|of|at|@|de chez|chez|von|bei|aus|från|fra|uit)\s+|\s*@\s*", re.I)
_SENTENCE = re.compile(
    r"(?:who|which|that|and|but|or|qui|que|et|der|die|das|und|the|a|an|it|he|she|they|we|i|is|was|has)\b",
    re.I,
)
_MAY_BE = re.compile(r"[\W_]*(?:[A-ZÀ-ÞĀ-Ž]|[dlo]['’][A-ZÀ-Þ]|[\u0370-\uffff])")
_PEN_NAME = re.compile(
    r"(?P<at>@)?(?P<name>[A-Za-z][\w-]{2,24})\s*(?P<mark>さん|氏|先生|様|님|씨)?\s*(?:[(（][^()（）]*[)）])?$"
)
_SHORT = 200
"""Characters of a line up to which what it says is remembered; a longer one is seldom asked for twice."""


def people_in(
    text: str, line: int, names: Names, *, least: int = 2, trust: Trust = Trust.SHAPE, plural: bool = False
) -> list[Speaker]:
    """Read a text that should be nothing but one or more people; empty if it is anything else.

    ``line`` is where it stands (1-based), ``least`` how many words a name has at least, ``trust`` how surely
    names stand there; ``plural`` where a label speaks of several, so that "A, B" cannot be a person and a
    company.
    """
    key = (text, least, trust, plural, names.company_after_comma, names.company_after_of)
    found = names.people.get(key)
    if found is None:
        found = names.people[key] = _read(text, names, least, trust, plural)
    return [Speaker(who.name, who.role, who.company, line) for who in found]


def _read(text: str, names: Names, least: int, trust: Trust, plural: bool) -> list[Speaker]:
    if len(text) > 600 or (trust is not Trust.LABEL and not _MAY_BE.match(text)):
        return []
    with_nickname = nickname_in(text)
    if with_nickname:
        found = _read(text.replace(with_nickname.within, " ", 1), names, least, trust, plural)
        return [with_nickname.added_to(who) for who in found]
    text = tidied(text, company_after_of=names.company_after_of)
    if not text or len(text) > 400 or (least > 1 and trust is Trust.SHAPE and _begins_a_sentence(text)):
        return []
    reader = _Reader(names, least, trust)
    return (
        reader.beside_company(text)
        or reader.apart(text)
        or reader.several(text, plural)
        or reader.each(text)
        or reader.joined(text)
        or reader.one(text)
        or reader.pen_name(text)
    )


def _begins_a_sentence(text: str) -> bool:
    """Whether the second word is a plain one in lower case, so that no name of two words opens the text."""
    first, _, rest = text.partition(" ")
    second = rest.partition(" ")[0]
    return (
        first.isalpha()
        and second.isalpha()
        and second.islower()
        and text.isascii()
        and second not in PARTICLES
        and not any(sign in text for sign in ("(", "[", "@", "http"))
        and _JOIN.match(text) is None
        and not is_addressed(text)
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one text as people, in one way after the other; each gives none where it does not fit."""

    names: Names
    least: int
    trust: Trust

    def beside_company(self, text: str) -> list[Speaker]:
        """People whom a label names in Chinese, Japanese or Korean, each beside where they work."""
        found = beside_company(text) if self.trust is Trust.LABEL else []
        return [Speaker(clean_name(name), *_role(rest)) for name, rest in found]

    def apart(self, text: str) -> list[Speaker]:
        """Several people parted by semicolons, with commas within what is said of each: "A, X; B, Y"."""
        parts = _outside(text, ";；")
        if not 2 <= len(parts) <= 8 or not any("," in part or "，" in part for part in parts):
            return []
        each = [self.several(p) or self.one(p) for p in parts]
        return [person for people in each for person in people] if all(each) else []

    def each(self, text: str) -> list[Speaker]:
        """Several people, each with a company of their own: "A - X, B - Y"."""
        parts = _outside(text, ",，;；、")
        if not 2 <= len(parts) <= 8:
            return []
        found = [person for part in parts for person in self.one(part)[:1]]
        if len(found) != len(parts):
            return []
        # "A - Lead, Some Team - X": only names that are known as such open a second entry.
        sure = all(words(person.name)[0] in GIVEN or not person.name.isascii() for person in found[1:])
        return found if sure else []

    def joined(self, text: str) -> list[Speaker]:
        """Several people parted by "and", each with a company of their own: "A at X and B at Y"."""
        parts = _join(text)
        if not 2 <= len(parts) <= 8:
            return []
        each = [self.one(part)[:1] for part in parts]
        return [person for people in each for person in people] if all(each) else []

    def several(self, text: str, plural: bool = False) -> list[Speaker]:
        """Several people of one company or of their own in parentheses: "A and B, X", "A (X), B (Y)"."""
        commas = _outside(text, ",，、;；")
        pieces = [piece for part in commas for piece in _join(part)]
        found: list[Speaker] = []
        for piece in pieces:
            name, company = _parenthesis(piece)
            name = clean_name(name)
            # Where no label says so, one word after a comma is where somebody works.
            least = self.least if self.trust is Trust.LABEL or not found else max(self.least, 2)
            if not self.names.is_name(name, least=least, trust=self.trust):
                return []
            role, company = _role(company)
            found.append(Speaker(name, role, company))
        if len(commas) == len(found) == 2 and not plural and self.names.company_after_comma:
            return [] if not any(person.company for person in found) else found
        if len(commas) > 1 and not plural:
            if len(_join(commas[0])) > 1 and len(_join(commas[-1])) == 1 and not found[-1].company:
                # "A and B, X": had X been a person, "and" would stand before it.
                return []
            if len(commas) == len(found) and not _all_people(found):
                return []
        # "A and B (X)": what stands in parentheses is of all of them.
        last = found[-1] if found else None
        if last and len(commas) == 1 and last.company and not any(person.company for person in found[:-1]):
            found = [Speaker(person.name, person.role, last.company) for person in found]
        return found

    def pen_name(self, text: str) -> list[Speaker]:
        """Somebody whom a label names by an address on a network or a pen name: "@anna", "anna さん"."""
        match = _PEN_NAME.match(text) if self.trust is Trust.LABEL and self.least == 1 else None
        return [Speaker(match["name"])] if match and (match["at"] or match["mark"]) else []

    def one(self, text: str) -> list[Speaker]:
        """A person with role and company, or several people of one company."""
        cjk = bool(re.search(f"[{KANA}{HAN}]", text[:12]))
        for separator in (_CJK_DASH if cjk else _DASH, _COMMA, _FROM):
            parts = [part.strip() for part in separator.split(text) if part.strip()]
            if len(parts) < 2:
                continue
            found = self.several(parts[0])
            if not found:
                continue
            rest = " ".join(parts[1:])
            if len(rest.split()) > 20 or re.search(r"[.!?]\s+[a-zà-ÿ]", rest):
                return []
            if (
                separator is _COMMA
                and self.trust is not Trust.LABEL
                and not _ROLE.search(rest)
                and _SENTENCE.match(rest)
            ):
                return []
            if len(parts) == 2:
                role, company = _role(parts[1])
            else:
                role, company = ", ".join(parts[1:-1]), parts[-1]
                if _ROLE.search(company) and not _ROLE.search(role):
                    role, company = company, role
            # "A (X) and B, CTO of Y": what stands behind is of those alone of whom nothing was said yet.
            apart = any(not (who.role or who.company) for who in found)
            return [
                who
                if apart and (who.role or who.company)
                else Speaker(who.name, who.role or role, who.company or company)
                for who in found
            ]
        return []


def _all_people(found: Sequence[Speaker]) -> bool:
    """Whether "A, B" names two people rather than one and a company."""
    first, *others = found
    if any(person.company or person.role for person in found):
        return True
    if any(not COMPANY.isdisjoint(words(person.name)) for person in others):
        return False
    known = [is_known(person.name) for person in others]
    # After a common given name, "Xyz Xyz" without one is likelier where the person works.
    return any(known) or words(first.name)[0] not in GIVEN


def _outside(text: str, separators: str) -> list[str]:
    """Split at separators outside parentheses."""
    if not any(separator in text for separator in separators):
        return [text] if text.strip() else []
    parts, depth, start = [], 0, 0
    for position, character in enumerate(text):
        if character in "([（":
            depth += 1
        elif character in ")]）":
            depth = max(depth - 1, 0)
        elif character in separators and not depth:
            parts.append(text[start:position])
            start = position + 1
    parts.append(text[start:])
    return [part for part in parts if part.strip()]


def _join(text: str) -> list[str]:
    """Split at "and" and its like outside parentheses."""
    if not _JOIN.search(text):
        return [text] if text.strip() else []
    hidden = re.sub(r"[(（\[][^()（）\[\]]*[)）\]]", lambda match: "\0" * len(match.group()), text)
    parts, start = [], 0
    for match in _JOIN.finditer(hidden):
        parts.append(text[start : match.start()])
        start = match.end()
    parts.append(text[start:])
    return [part for part in parts if part.strip()]


def _parenthesis(text: str) -> tuple[str, str | None]:
    match = re.fullmatch(r"\s*([^()（）\[\]]+?)\s*[(（\[]([^()（）\[\]]*)[)）\]]\s*", text)
    return (match[1], match[2].strip() or None) if match else (text, None)


def _role(text: str | None) -> tuple[str | None, str | None]:
    """Return the role and the company in what follows a name."""
    if not text:
        return None, None
    text = text.strip(" ,;-–—*_()")
    if text.startswith("@") or not text:
        return None, None
    parts = re.split(r"\s+(?:at|@|chez|bei)\s+|,\s+|\s+[-–—]\s+", text, maxsplit=1)
    if len(parts) == 2 and _ROLE.search(parts[0]):
        return parts[0].strip(), parts[1].strip()
    if len(parts) == 2 and _ROLE.search(parts[1]):
        return parts[1].strip(), parts[0].strip()
    return (text, None) if _ROLE.search(text) else (None, text)


def is_role(text: str | None) -> bool:
    """Whether a text says what somebody is: "CTO", "Engineer at heart"."""
    return text is not None and bool(_ROLE.search(text))


def works_at(text: str) -> bool:
    """Whether a line below a name is nothing but where that person works."""
    found = words(text)
    ends = bool(found) and (found[-1] in COMPANY or text.split()[-1].strip("*_ ") in LEGAL_FORMS)
    return 1 <= len(found) <= 6 and ends and not re.search(r"[.!?:]\s*$", text)


def labelled(text: str) -> str | None:
    """Return what follows a label such as "Speaker:" ("" if nothing does), or None without a label."""
    return _labelled(text) if len(text) <= _SHORT else _labelled.__wrapped__(text)


@lru_cache(maxsize=4096)
def _labelled(text: str) -> str | None:
    head = text[:80]
    if not _GENDER_SIGNS.isdisjoint(head):
        text = _BOTH.sub("", _GENDERED.sub("", head), 1) + text[80:]
    match = _LABEL.match(text)
    if not match:
        return None
    label = _BEFORE_LABEL.sub("", " ".join(match["label"].casefold().split()).strip("*_ "), 1)
    known = label in SPEAKER_WORDS or (label[-1:] == "s" and label[:-1] in SPEAKER_WORDS)
    return match["rest"].strip() if known or _INNEN.fullmatch(label) else None


def is_plural(text: str) -> bool:
    """Whether a label speaks of several people ("Speakers:")."""
    return bool(re.match(r"[\W_]*(?:\w+\s+)?\w+(?:s|innen|s\)|en)\s*[*_]*\s*[:：]", text))


def after_by(text: str) -> str | None:
    """Return the sentence after "by", or after a picture of a speaker, opening a line, or None."""
    match = _SIGN.match(text) or _BY.match(text)
    if match is None:
        return None
    rest = first_sentence(match["rest"])
    # In French "Par Anna Berg de Spout" has her company behind "de", where a name of two words is before it.
    return with_company_apart(rest) if _PAR.match(text) else rest


def first_sentence(text: str) -> str:
    """Return a text up to the end of its first sentence; the full stop of an initial ends none."""
    match = re.search(r"(?<=\w\w\w)(?<!prof)(?<!Prof)\.\s+(?=[^\W\d_])", text)
    return (text[: match.start()] if match else text).strip()


def merge(groups: Sequence[Sequence[Speaker]]) -> tuple[Speaker, ...]:
    """Join the speakers of several places, each person once, keeping the fullest record."""
    found: dict[str, Speaker] = {}
    for group in groups:
        for speaker in group:
            key = re.sub(r"\W+", " ", speaker.name.casefold()).strip()
            known = found.get(key)
            if known is None or (not known.role and not known.company and (speaker.role or speaker.company)):
                found[key] = speaker
    return tuple(found.values())
