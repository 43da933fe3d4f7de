"""A line that is nothing but one or more people, with roles and companies.

What is read as a speaker must stand where speakers stand (under the title of a session) and fill its line;
prose is not searched for names but where it says who spoke (see ``prose``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from embeddings.notes.fields.people.lines.roles import JOB_BEGINS, ROLE, role_and_company
from embeddings.notes.fields.people.lines.separators import JOIN, joined_parts, outside, parenthesis
from embeddings.notes.fields.people.names.addressed import addressed_people
from embeddings.notes.fields.people.names.beside_names import nickname_in, tidied
from embeddings.notes.fields.people.names.east_asian import beside_company, is_of_family
from embeddings.notes.fields.people.names.shape import (
    Names,
    Trust,
    clean_name,
    has_honorific,
    is_addressed,
    is_known,
)
from embeddings.notes.fields.vocabulary.given_names import GIVEN, PARTICLES
from embeddings.notes.fields.vocabulary.organisations import COMPANY
from embeddings.records import Speaker
from embeddings.text.markdown_words import words
from embeddings.text.tokens import HAN, KANA

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
    likely = trust is Trust.LABEL or _MAY_BE.match(text) or has_honorific(text)
    if len(text) > 600 or not likely:
        return []
    if least > 1 and trust is Trust.SHAPE and _begins_a_sentence(text):
        return []
    addressed = [] if text.isascii() else addressed_people(*parenthesis(text))
    if addressed:
        return [Speaker(name, *role_and_company(beside)) for name, beside in addressed]
    with_nickname = nickname_in(text)
    if with_nickname:
        found = _read(text.replace(with_nickname.within, " ", 1), names, least, trust, plural)
        return [with_nickname.added_to(who) for who in found]
    text = tidied(text, company_after_of=names.company_after_of)
    if not text or len(text) > 400 or (least > 1 and trust is Trust.SHAPE and _begins_a_sentence(text)):
        return []
    reader = _Reader(names, least, trust)
    found = (
        reader.slashed(text)
        or reader.beside_company(text)
        or reader.apart(text)
        or reader.several(text, plural)
        or reader.each(text)
        or reader.joined(text)
        or reader.one(text)
        or reader.pen_name(text)
    )
    return found if trust is Trust.LABEL and len(found) == 1 else _with_jobs_beside(found)


def _with_jobs_beside(found: Sequence[Speaker]) -> list[Speaker]:
    """Return the people without a name that only says what the one before it is: "Technical Lead"."""
    people: list[Speaker] = []
    for who in found:
        *before, last = who.name.split(" ")
        job = ROLE.fullmatch(last) and not is_known(who.name)
        if not job or not (people or not before or any(map(JOB_BEGINS.fullmatch, before))):
            people.append(who)
        elif people:
            one = people[-1]
            people[-1] = Speaker(one.name, one.role or who.name, one.company or who.company)
    return people


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
        and JOIN.match(text) is None
        and not is_addressed(text)
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one text as people, in one way after the other; each gives none where it does not fit."""

    names: Names
    least: int
    trust: Trust

    def beside_company(self, text: str) -> list[Speaker]:
        """People in Chinese, Japanese or Korean beside where they work: a label, a place or "님" tells."""
        told = self.trust is not Trust.SHAPE or has_honorific(parenthesis(text)[0])
        found = beside_company(text) if told else []
        return [Speaker(clean_name(name), *role_and_company(rest)) for name, rest in found]

    def slashed(self, text: str) -> list[Speaker]:
        """Several people parted by nothing but a slash: "Anna Berg/Ida Voss"."""
        bare = text.strip("()（） ")
        parts = [part.strip() for part in bare.split("/")] if 1 <= bare.count("/") <= 3 else []
        full = all(self.names.is_name(part, trust=self.trust) for part in parts)
        return [Speaker(clean_name(part)) for part in parts] if parts and full else []

    def apart(self, text: str) -> list[Speaker]:
        """Several people parted by semicolons, with commas within what is said of each: "A, X; B, Y"."""
        parts = outside(text, ";；")
        if not 2 <= len(parts) <= 8 or not any("," in part or "，" in part for part in parts):
            return []
        each = [self.several(p) or self.one(p) for p in parts]
        return [person for people in each for person in people] if all(each) else []

    def each(self, text: str) -> list[Speaker]:
        """Several people, each with a company of their own: "A - X, B - Y"."""
        parts = outside(text, ",，;；、")
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
        parts = joined_parts(text)
        if not 2 <= len(parts) <= 8:
            return []
        each = [self.one(part)[:1] for part in parts]
        return [person for people in each for person in people] if all(each) else []

    def several(self, text: str, plural: bool = False) -> list[Speaker]:
        """Several people of one company or of their own in parentheses: "A and B, X", "A (X), B (Y)"."""
        commas = outside(text, ",，、;；")
        pieces = [piece for part in commas for piece in joined_parts(part)]
        found: list[Speaker] = []
        for piece in pieces:
            name, company = parenthesis(piece)
            trust = Trust.LABEL if has_honorific(name) else self.trust
            name = clean_name(name)
            # Where no label says so, one word after a comma is where somebody works.
            least = self.least if self.trust is Trust.LABEL or not found else max(self.least, 2)
            if not self.names.is_name(name, least=least, trust=trust):
                return []
            role, company = role_and_company(company)
            found.append(Speaker(name, role, company))
        if len(commas) == len(found) == 2 and not plural and self.names.company_after_comma:
            return [] if not any(person.company for person in found) else found
        if len(commas) > 1 and not plural:
            if (
                len(joined_parts(commas[0])) > 1
                and len(joined_parts(commas[-1])) == 1
                and not found[-1].company
            ):
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
                and not ROLE.search(rest)
                and _SENTENCE.match(rest)
            ):
                return []
            if len(parts) == 2:
                role, company = role_and_company(parts[1])
            else:
                role, company = ", ".join(parts[1:-1]), parts[-1]
                if ROLE.search(company) and not ROLE.search(role):
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
    if is_of_family(first.name) and not any(is_of_family(person.name) for person in others):
        return False
    if any(not COMPANY.isdisjoint(words(person.name)) for person in others):
        return False
    known = [is_known(person.name) for person in others]
    # After a common given name, "Xyz Xyz" without one is likelier where the person works.
    return any(known) or words(first.name)[0] not in GIVEN
