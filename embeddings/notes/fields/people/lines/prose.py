"""Speakers whom only a sentence names: "a talk by Anna Berg", "Anna Berg showed", "Anna Berg's session".

Read where a session has no byline. Words of speaking have to stand beside the name, or the name has to lead
to somebody's profile; what else is written of people says nothing of who spoke.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from embeddings.notes.fields.people.lines.profiles import is_account, is_profile
from embeddings.notes.fields.people.names.east_asian import is_of_family
from embeddings.notes.fields.people.names.shape import Names, is_known
from embeddings.notes.fields.vocabulary.no_names import NO_NAME
from embeddings.notes.formats.base import Block
from embeddings.records import Speaker
from embeddings.text.markdown_words import words
from embeddings.text.tokens import HAN, HANGUL, KANA

FIRST = 3
"""Paragraphs of a session in which the sentence is looked for."""

LEAST = 3
"""Sessions that link to somebody's profile, below which they are an accident."""

REACH = 600
"""Characters of a paragraph in which it is looked for."""

_WORD = r"(?:[A-ZÀ-Þ]\.|(?:Dr|Prof|Mr|Mrs|Ms)\.|[A-ZÀ-Þ][\w'’.-]*\w)"
_NAME = (
    rf"{_WORD}(?:\s?\([^()\n]{{1,30}}\)(?=\s+[A-ZÀ-Þ]))?"
    rf"(?:\s+(?:(?:van|de|der|den|von|di|da|el|al|bin|ten)\s+)*{_WORD}){{1,3}}"
)
_NAMES = rf"(?P<who>{_NAME}(?:(?:,\s+(?:and\s+)?|\s+(?:and|&|und|et|y|e)\s+){_NAME})*)"
_KIND = (
    r"(?i:talk|session|keynote|workshop|presentation|lecture|demo|tutorial|panel|speech|vortrag|charla|"
    r"ponencia|conférence|présentation|palestra|praatje|lezing|sessie|intervento)"
)
_SPOKE = (
    r"(?:gave|presented|talked|spoke|explained|showed|shared|walked|introduced|demonstrated|delivered|"
    r"opened|kicked off|hielt|hielten|zeig(?:en|t(?:en?)?)|sprach(?:en)?|spricht|"
    r"erklär(?:en|t(?:en?)?)|erzähl(?:en|t(?:en?)?)|bericht(?:en|et(?:en?)?)|stell(?:en|t(?:en?)?)|"
    r"präsentiert(?:en?)?|referiert(?:en?)?|demonstriert(?:en?)?|"
    r"hat (?:[^.!?\n]{1,80}\s)?(?:gesprochen|gezeigt|erzählt|erklärt|berichtet|vorgestellt|präsentiert)|"
    r"présente(?:nt)?|revient|aborde|détaille|propose|explique(?:nt)?|expose|"
    r"(?:nous |vous )?(?:a|ont) (?:parlé|présenté|expliqué|montré|raconté|partagé|proposé|abordé)|"
    r"nous (?:parl|présent|expliqu|montr|racont|propos)\w+|"
    r"presentó|nos di[oó]|nos dieron|impartió|habló|mostró|contó|explicó|expuso|compartió|"
    r"nos ha(?:n)? (?:hablado|presentado|mostrado|contado|enseñado|explicado)|"
    r"nos (?:habl|present|mostr|cont|introduj|enseñ|explic)\w+|palestrou|falou|apresentou|mostrou|explicou|"
    r"compartilhou|ha (?:parlato|presentato|mostrato|spiegato|raccontato|illustrato)|vertelde|sprak|"
    r"presenteerde|toonde)"
)
_GIVEN = (
    r"(?i:given|held|presented|delivered|led|hosted|run|moderated|gehalten|moderiert|présentée?|animée?|donnée?|faite?|assurée?|"
    r"presentad[oa]|impartid[oa]|dad[oa]|dictad[oa]|ministrad[oa]|apresentad[oa])"
)
_BY = re.compile(
    rf"\b{_KIND}s?\s+(?:(?:(?:d['’])?\w+\s+){{0,2}}?(?:was|is|were|a été|été|fue|foi|wurde)\s+)?"
    rf"(?:(?:d['’]\w+\s+)?{_GIVEN}\s+)?(?:by|von|par|por|van|door|da)\s+{_NAMES}"
)
_HELD = re.compile(
    rf"\b{_KIND}\s+(?:hielt(?:en)?|gab(?:en)?|kam von|war von|"
    rf"(?:(?:que )?(?:la|nos) )?(?:di[oó]|dieron|impartió))\s+{_NAMES}|"
    rf"\ba cargo de\s+{_NAMES.replace('who', 'charge')}"
)
"""Who held a talk, behind the verb: "Den Vortrag hielt Anna Berg", "una charla a cargo de Ana Berg"."""
_OF = re.compile(rf"\b{_KIND}\s+(?:de|di|da|do)\s+{_NAMES}")
"""A talk "of" somebody, which as often is of something."""
_TOGETHER = re.compile(
    rf"\b(?:{_KIND}|(?i:thema|topic|tema|sujet))\s+(?:[^.!?\n]{{0,60}}\s)?(?:mit|with|avec|con)\s+{_NAMES}"
    rf"(?=\s*(?:[,.(]|$))"
)
"""A talk "with" somebody, which as often is done with something."""
_COMPANY = r"[A-ZÀ-Þ][\w&.-]*(?:\s+[A-ZÀ-Þ][\w&.-]*){0,2}"
_BESIDE = (
    rf"(?:\s+(?:(?:de chez|de|chez|von|from|of|at)\s+|d['’]){_COMPANY})?"
    r"(?:\s*\([^()\n]{1,60}\)|,[^,.\n]{2,60},){0,2}"
)
_IN_THIS = rf"(?:(?:In|En|Em|Dans) (?:this|the|esta|cette|diesem) {_KIND},?\s+)?"
_FIRST = re.compile(
    rf"(?:^|(?<=[.!?…,]\s)){_IN_THIS}(?:(?:O|A|Il|La|Le|El)\s+)?{_NAMES}{_BESIDE}\s+{_SPOKE}\b"
)
_LEADS = re.compile(rf"{_NAMES}{_BESIDE}\s+[^\W\d_A-ZÀ-Þ]")
_WITH = re.compile(
    rf"\s+(?:ensemble )?(?:avec|with|together with|mit|gemeinsam mit|junto con|junto a|com)\s+{_NAMES}"
)
"""Who spoke with them, right behind the verb."""
_NEXT = re.compile(
    rf"\b(?:(?:Next|Then|First|Last|Finally|Afterwards)(?:,| up)?\s+(?:was|were|came)\s+{_NAMES}|"
    rf"{_NAMES.replace('who', 'charge')}{_BESIDE}\s+(?:was|were|came)\s+(?:up )?(?:next|first|last)\s+with)\b"
)
"""Whose turn it was: "Next was Anna Berg who ...", "Anna Berg was next with ..."."""
_PRESENTED = re.compile(rf"\b(?:presented|hosted|moderated|given)\s+by\s+\[?{_NAMES}")
"""Without the word for a talk, which may stand in the title or sentences before."""
_IN_IT = re.compile(rf"\b[Ii]n (?:this|the|his|her|their) {_KIND},?\s+{_NAMES}\s+[a-z]")
_OWN = re.compile(rf"\b{_NAMES}['’]s?\s+(?:[\w-]+\s+){{0,3}}{_KIND}\b")
_EAST = re.compile(
    rf"(?P<who>(?:[{HANGUL}]{{2,4}}|[{HAN}{KANA}]{{2,6}}?))\s*"
    r"(?:님(?:의|이|께서)?\s*(?:발표|세션|강연|강의|키노트|진행|소개)|"
    r"(?:さん|氏|先生)(?:の|による|が|から)\s*(?:発表|講演|セッション|トーク|登壇|キーノート|LT)|"
    r"(?:老师|老師|先生)?(?:的|为我们|為我們)(?:演讲|演講|分享|议题|議題))"
)
"""Somebody beside a word of speaking in Korean, Japanese or Chinese, by whose form of address it is one."""
_WITH_HANDLE = re.compile(rf"[\s,]*(?:(?:and|&|und|et|y|e)\s+)?(?P<who>{_NAME})\s*,?\s*[(\[]*@\w{{2,}}[)\]]*")
"""Somebody with what they are called on a network, where a paragraph begins: "Anna Berg (@anna) and ..."."""
_BEFORE_LINK = re.compile(r"\b(?:by|par|von|por|door)\s+[\W_]*$")
_APART = re.compile(r",\s+(?:and\s+)?|\s+(?:and|&|und|et|y|e)\s+")


class Told(NamedTuple):
    """How a file names its speakers."""

    linked: bool = False
    """Its sessions link to their profiles first."""
    leading: bool = False
    """The text of its sessions begins with their names, whatever they are said to do then."""


def speakers_in_prose(blocks: Sequence[Block], names: Names, told: Told = Told()) -> list[Speaker]:  # noqa: B008
    """Return those whom the first sentences of a session say to have spoken; ``blocks`` are its own.

    ``told`` is how the file names its speakers.
    """
    if not names.looks_at("first line"):
        return []
    for block in _first_paragraphs(blocks):
        found = (
            list(_in_paragraph(block, names))
            or list(_with_handles(block, names))
            or list(_linked(block, names, after_by=not told.linked))
            or (told.leading and list(_leading(block, names)))
        )
        if found:
            return found
    return []


def how_speakers_are_told(sessions: Sequence[Sequence[Block]], names: Names) -> Told:
    """Return how most sessions of a file, those of one by their blocks, name who spoke."""
    if len(sessions) < LEAST:
        return Told()
    first = [_first_paragraphs(blocks) for blocks in sessions]
    least = max(LEAST, len(sessions) / 2)
    linking = sum(any(any(_linked(block, names)) for block in blocks) for blocks in first)
    leading = sum(any(any(_leading(block, names, sure=True)) for block in blocks[:1]) for blocks in first)
    return Told(linking >= least, leading >= least)


def _first_paragraphs(blocks: Sequence[Block]) -> list[Block]:
    return list(islice((block for block in blocks if block.kind == "paragraph" and block.words), FIRST))


def _in_paragraph(block: Block, names: Names) -> Iterator[Speaker]:
    text = block.text[:REACH]
    match = (
        _BY.search(text)
        or _HELD.search(text)
        or _FIRST.search(text)
        or _NEXT.search(text)
        or _PRESENTED.search(text)
        or _IN_IT.search(text)
        or _OWN.search(text)
    )
    if match is None:
        of = _OF.search(text)
        match = of if of and is_known(of["who"]) else _TOGETHER.search(text)
    if match is None:
        east = next((found for found in _EAST.finditer(text) if is_of_family(found["who"])), None)
        if east:
            yield Speaker(east["who"], line=block.line + text.count("\n", 0, east.start("who")))
        return
    group = "who" if match["who"] else "charge"
    line = block.line + text.count("\n", 0, match.start(group))
    beside = _WITH.match(text, match.end())
    for part in _APART.split(match[group] + (f", {beside['who']}" if beside else "")):
        name = " ".join(part.split()).strip(" .,-")
        bare = " ".join(re.sub(r"\([^()]*\)", " ", name).split())
        if _is_likely(bare, names):
            yield Speaker(name, line=line)


def _with_handles(block: Block, names: Names) -> Iterator[Speaker]:
    """Return those with whose names and handles a paragraph begins."""
    text, end = block.text[:REACH], 0
    while match := _WITH_HANDLE.match(text, end):
        name = " ".join(match["who"].split())
        if not _is_likely(name, names):
            return
        yield Speaker(name, line=block.line + text.count("\n", 0, match.start("who")))
        end = match.end()


def _leading(block: Block, names: Names, *, sure: bool = False) -> Iterator[Speaker]:
    """Return those with whose names a paragraph begins; ``sure`` takes the well-known names alone."""
    match = _LEADS.match(block.text[:REACH])
    found = [" ".join(part.split()) for part in _APART.split(match["who"])] if match else []
    if all(is_known(name) if sure else _is_likely(name, names) for name in found):
        yield from (Speaker(name, line=block.line) for name in found)


def _linked(block: Block, names: Names, *, after_by: bool = False) -> Iterator[Speaker]:
    """Return those whose profiles the first sentence with one links to; by ``after_by`` only behind "by"."""
    end = 0
    for link in block.links:
        if not is_profile(link.url):
            continue
        name = " ".join(link.text.split())
        start = block.text.find(link.text, end)
        called = name[:1].isupper() and is_account(name, link.url)
        if start < 0 or not (_is_likely(name, names) or called):
            continue
        if end and re.search(r"[.!?。]\s", block.text[end:start]):
            return
        if after_by and not (end or _BEFORE_LINK.search(block.text[:start])):
            return
        end = start + len(link.text)
        yield Speaker(name, line=link.line)


def _is_likely(name: str, names: Names) -> bool:
    likely = is_known(name) or names.is_rare(name)
    return likely and names.is_name(name) and NO_NAME.isdisjoint(words(name))
