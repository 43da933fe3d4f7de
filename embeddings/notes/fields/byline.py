"""The byline of a session: what stands between its title and its text, of speakers, dates and codes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from embeddings.notes.fields.meta_lines import is_contents, is_meta, tells_when
from embeddings.notes.fields.moderators import as_moderators, moderates, moderating, taking_part
from embeddings.notes.fields.names import Names, Trust, is_known
from embeddings.notes.fields.odd_names import handles_in, is_addressed_handle
from embeddings.notes.fields.people import after_by, is_plural, is_role, labelled, people_in, works_at
from embeddings.notes.fields.stated_dates import date_on
from embeddings.notes.fields.titles import dissect, is_code, is_section
from embeddings.notes.fields.told_speakers import speakers_told
from embeddings.notes.formats.base import Block
from embeddings.records import Speaker
from embeddings.text.dates import When, find_date, is_only_date, strip_dates
from embeddings.text.markdown_words import count_words, words

PROSE = 25
"""Words from which on a line is text and no longer part of the byline."""

MOST_PARAGRAPHS = 5
"""Paragraphs among which, after an abstract, lines of names with roles are still the speakers."""

REACH = 60
"""Blocks of a session in which a labelled speaker ("Speaker: X") is still looked for."""

_ABOUT_SPEAKER = re.compile(r"about the (?:speakers?|presenters?|panel(?:l?ists?)?)\W*|講者簡介", re.I)
_HANDLE_AT_END = re.compile(r"\w\W+@[\w-]{2,}\W*$")
_BIOGRAPHY = re.compile(
    r"\W*(\S+(?:\s+\S+){1,3}?)\s+(?:is|was|works|leads|has|est|ist|arbeitet|es|é|trabaja|trabalha)\b"
)
_PAGE = re.compile(r"https?://\S+")


@dataclass(slots=True)
class Byline:
    """What a byline says. ``lines`` are the lines that name speakers (1-based)."""

    speakers: list[Speaker] = field(default_factory=list)
    lines: set[int] = field(default_factory=set)
    strong: bool = False
    """Whether more than the bare shape of a name says that these are speakers."""
    date: When | None = None
    date_line: int | None = None
    code: str | None = None
    sure: bool = False
    """Whether a label ("Speaker:") named them."""


def names_speakers(title: str) -> bool:
    """Whether a heading announces the speakers ("Speakers", "About the speaker", "Speaker: X")."""
    return _only_announces(title) or bool(labelled(title))


def _only_announces(title: str) -> bool:
    """Whether a heading says that speakers follow, and nothing else."""
    return labelled(title) == "" or bool(_ABOUT_SPEAKER.fullmatch(title.strip()))


def read_byline(
    blocks: Sequence[Block], body: range, names: Names, but: int = -1, *, level: int = 0
) -> Byline:
    """Read the byline of a session whose blocks are ``body``, all ``but`` the one that is its title.

    ``level`` is that of its heading, 0 without one: the folder may name its speakers in one way below it.
    """
    byline = Byline()
    still_open, expecting, seen, passed = True, False, 0, 0
    bare: list[Speaker] = []
    for index in body[:REACH]:
        block = blocks[index]
        if block.kind == "rule" or index == but:
            continue
        if block.kind == "heading":
            rest = labelled(block.text)
            expecting = _only_announces(block.title)
            people = people_in(rest, block.line, names, least=1, trust=Trust.LABEL) if rest else []
            if people:
                _take(byline, people, sure=True)
            elif still_open and not expecting and seen == 0 and _is_subtitle(blocks, index, body):
                continue
            elif still_open and not expecting:
                # A name as a heading of its own, right under the title.
                placed = (level, "heading") in names.places and not byline.speakers
                by = after_by(block.title)
                people = people_in(by or block.text, block.line, names, trust=Trust(placed))
                told = bool(people) and (placed or is_known(people[0].name) or names.is_rare(people[0].name))
                still_open = told and _take(byline, people, strong=True)
                # The first lines under "Abstract" may name them too.
                seen = (
                    0 if still_open or (is_section(dissect(block.title).text) and not byline.speakers) else 9
                )
                still_open |= seen == 0
            else:
                still_open = False
            continue
        if block.kind in ("code", "html") and not block.words:
            continue
        if block.kind == "code":
            still_open = False
            continue
        if block.kind == "table":
            _read_table(byline, block, names)
            still_open = False
            continue
        if (block.images and not _beside_images(block)) or is_contents(block):
            continue
        if expecting:
            expecting = _read_expected(byline, block, names)
            if expecting or byline.speakers:
                continue
        found, expecting = _read_labelled(byline, block, names)
        if found:
            continue
        if not still_open:
            if not byline.speakers and _is_opening(blocks, body, index):
                _take(byline, _profiles(block, names), strong=True)
            continue
        seen += 1
        placed = seen == 1 and (level, block.kind) in names.places
        still_open = (
            _read_open(byline, blocks, index, body, names, bare, first=seen == 1, placed=placed) and seen < 8
        )
        if not still_open and passed < 1 and block.kind == "paragraph" and block.words <= 10:
            # One short line of anything may stand between the title and the speakers.
            still_open, passed = True, passed + 1
    if len(bare) > 1:
        _take(byline, bare, strong=True)
    if byline.date is None:
        byline.date, byline.date_line = date_on([blocks[index] for index in body[:REACH]], byline.lines)
    if not (names.looks_at("first line") or (names.looks_at("label") and byline.sure)):
        byline.speakers, byline.lines, byline.strong, byline.sure = [], set(), False, False
    return byline


def _is_subtitle(blocks: Sequence[Block], index: int, body: range) -> bool:
    """Whether a heading goes on with the title over it, in lower case, right before another."""
    follows = index + 1 < body.stop and blocks[index + 1].kind == "heading"
    return index == body.start and follows and re.match(r"\W*[a-zà-ÿ]", blocks[index].title) is not None


def _is_opening(blocks: Sequence[Block], body: range, index: int) -> bool:
    """Whether nothing but a few paragraphs, an abstract, stands before a block and it is one itself."""
    return index - body.start < MOST_PARAGRAPHS and all(
        blocks[position].kind == "paragraph" for position in range(body.start, index + 1)
    )


def _profiles(block: Block, names: Names) -> list[Speaker]:
    """Return the people in a paragraph each of whose lines is a name with a role, "Name - Role, Company"."""
    lines = [(number, text) for number, text in enumerate(block.lines, block.line) if words(text)]
    if len(lines) > 6 or any(count_words(text) > PROSE for _, text in lines):
        return []
    each = [people_in(text, number, names) for number, text in lines]
    told = all(len(people) == 1 and is_role(people[0].role) for people in each)
    return [person for people in each for person in people] if told else []


def _take(byline: Byline, people: Sequence[Speaker], *, sure: bool = False, strong: bool = False) -> bool:
    if not people:
        return False
    byline.speakers.extend(people)
    byline.lines.update(speaker.line for speaker in people if speaker.line)
    byline.strong |= sure or strong
    byline.sure |= sure
    return True


def _beside_images(block: Block) -> str:
    text = block.text
    for image in block.images:
        text = text.replace(image.alt, "", 1)
    return text.strip()


def _read_labelled(byline: Byline, block: Block, names: Names) -> tuple[bool, bool]:
    """Read labelled lines; return whether there were any and whether names are still to follow."""
    found = expecting = False
    for number, text in enumerate(block.lines, block.line):
        leads = moderating(text)
        rest = leads[1] if leads else labelled(text)
        if rest is None and any(moderates(speaker) for speaker in byline.speakers):
            rest = taking_part(text)
        if rest is None:
            if expecting and _take(
                byline, people_in(text, number, names, least=1, trust=Trust.LABEL), sure=True
            ):
                continue
            if _take(byline, speakers_told(text, number, names), strong=True):
                found = True
                continue
            expecting = False
            if found:
                when = find_date(text) if tells_when(text) or is_only_date(text) else None
                if when and not byline.date:
                    byline.date, byline.date_line = when, number
            continue
        if not rest:
            # A label alone is one only as a line of its own: "Speakers", "**Speaker:**".
            expecting = count_words(text) <= 2
            found |= expecting
            continue
        people = people_in(rest, number, names, least=1, trust=Trust.LABEL, plural=is_plural(text))
        if people:
            found = True
            _take(byline, as_moderators(people, leads[0]) if leads else people, sure=True)
            byline.lines.add(number)
    return found, expecting


def _read_expected(byline: Byline, block: Block, names: Names) -> bool:
    """Read the lines after a label or a heading "Speakers"; return whether more may follow."""
    got = False
    for number, text in enumerate(block.lines, block.line):
        # "Jane Doe is a ..., she ...": a biography opens with the name.
        biography = _BIOGRAPHY.match(text) if not got else None
        if biography and _take(byline, people_in(biography[1], number, names), sure=True):
            return False
        if count_words(text) > PROSE:
            break
        if byline.speakers and is_meta(text):
            # The address of somebody who is named already.
            got = True
            continue
        people = people_in(
            text, number, names, least=1 if not got else 2, trust=Trust.SHAPE if got else Trust.LABEL
        )
        got = _take(byline, people, sure=True) or got
        if not people and not got:
            break
    return got and block.kind == "item"


def _read_table(byline: Byline, block: Block, names: Names) -> None:
    rows = [[cell.strip() for cell in line.split(" | ")] for line in block.lines]
    for number, row in enumerate(rows, block.line):
        if len(row) >= 2 and labelled(row[0]) == "":
            _take(byline, people_in(row[1], number, names, least=1, trust=Trust.LABEL), sure=True)
    header = rows[0] if rows else []
    if len([row for row in rows[1:] if any(row)]) == 1:
        for column, cell in enumerate(header):
            if labelled(cell) == "":
                number, row = next((n, r) for n, r in enumerate(rows[1:], block.line + 1) if any(r))
                if column < len(row):
                    _take(
                        byline, people_in(row[column], number, names, least=1, trust=Trust.LABEL), sure=True
                    )


def _read_open(
    byline: Byline,
    blocks: Sequence[Block],
    index: int,
    body: range,
    names: Names,
    bare: list[Speaker],
    *,
    first: bool,
    placed: bool,
) -> bool:
    """Read a block that may hold speakers by its place alone; return whether the byline goes on after it."""
    trust = Trust(placed)
    block = blocks[index]
    if block.kind == "html":
        return True
    if block.kind == "item":
        return _read_items(byline, blocks, index, body, names, trust)
    people: list[Speaker] = []
    strong = False
    rest = 0
    for position, (number, text) in enumerate(enumerate(block.lines, block.line)):
        if not words(text):
            continue
        bold = position < len(block.bold) and block.bold[position]
        if is_code(text):
            byline.code = byline.code or text.strip()
            continue
        if is_only_date(text) or tells_when(text):
            byline.date, byline.date_line = byline.date or find_date(text), byline.date_line or number
            continue
        handles = handles_in(text, number) if (trust or is_addressed_handle(text)) and not people else []
        if handles:
            people.extend(handles)
            strong, trust = True, Trust.SHAPE
            continue
        if is_meta(text):
            if not byline.date and count_words(text) <= 12:
                byline.date, byline.date_line = find_date(text), number
            continue
        by = after_by(text)
        named = people_in(by, number, names, trust=trust) if by else []
        if named:
            people.extend(named)
            strong = True
            continue
        if count_words(text) > PROSE + 10:
            rest += 1
            continue
        if people and not people[-1].company and (works_at(text) or _is_one_odd_word(text, trust)):
            people[-1] = replace(people[-1], company=text.strip(" *_"))
            continue
        named = people_in(text, number, names, least=1 if people or trust else 2, trust=trust)
        trust = Trust.SHAPE
        short = count_words(strip_dates(_PAGE.sub(" ", text))) <= 4
        if named and (len(named) > 1 or named[0].role or named[0].company or bold or short):
            people.extend(named)
            strong |= placed
            profile = any(
                link.line == number and link.url and link.text.strip() == named[0].name
                for link in block.links
            )
            strong |= bold or bool(named[0].role or named[0].company) or profile
            continue
        rest += 1
    if people and (not rest or (strong and rest <= len(people))):
        # Two people in a row are no accident; one bare name needs to open the session.
        if strong or len(people) > 1 or first or byline.speakers:
            _take(byline, people, strong=strong or len(people) > 1)
        else:
            bare.extend(people)
        return True
    return rest == 0


def _is_one_odd_word(text: str, trust: Trust) -> bool:
    """Whether a line right below a person is one word that is no given name: where that person works."""
    one = len(words(text)) == 1 and text.strip()[:1].isupper()
    return trust is Trust.SHAPE and one and not is_known(text)


def _read_items(
    byline: Byline, blocks: Sequence[Block], index: int, body: range, names: Names, trust: Trust
) -> bool:
    """Read a list that opens a session: all its entries are speakers, or the first ones surely are."""
    if index > body.start and blocks[index - 1].kind == "item":
        return False
    items: list[Block] = []
    for position in range(index, body.stop):
        if blocks[position].kind != "item":
            break
        items.append(blocks[position])
    people: list[Speaker] = []
    strong = opened = bool(trust)
    sure = entry = named_in_full = False
    for item in items[:8]:
        first = item.lines[0]
        handle = _handle(first, item.line) if trust or (strong and not named_in_full) else []
        if (is_meta(first) and not handle) or is_only_date(first):
            continue
        if people and item.level and (strong or entry):
            # What is said of a speaker in the entries below the name.
            continue
        by = after_by(first)
        least = 1 if trust else 2
        alone = item.line == item.end_line
        named = people_in(by or first, item.line, names, least=least, trust=trust) if alone else []
        named = named or handle
        told = bool(by or handle or _HANDLE_AT_END.search(first))
        if not named or (people and opened and not told):
            if people and (strong or entry):
                # "- Name - Role" and then the notes.
                return not _take(byline, people, strong=strong)
            return bool(is_meta(items[0].lines[0]))
        opened = opened or told
        named_in_full |= not handle
        trust = Trust.SHAPE
        people.extend(named)
        strong |= (
            told or any(speaker.role for speaker in named) or _is_entry_of_person(named, item, items, names)
        )
        sure |= any(link.text.strip() == named[0].name for link in item.links) or is_known(named[0].name)
        sure |= len(items) == 1 and names.is_rare(named[0].name)
    if (strong or sure) and len(items) <= 8:
        _take(byline, people, strong=True)
    return False


def _is_entry_of_person(named: Sequence[Speaker], item: Block, items: Sequence[Block], names: Names) -> bool:
    """Whether a list opens with a person: a common given name with a company or with entries below it."""
    if len(named) > 1:
        return all(person.company for person in named)
    if item is not items[0] or not is_known(named[0].name) or not names.is_rare(named[0].name):
        return False
    return bool(named[0].company) or (len(items) > 1 and items[1].level > item.level)


def _handle(text: str, line: int) -> list[Speaker]:
    """Return the speaker whom a line names by nothing but an address on a network: "@anna"."""
    match = re.match(r"[\W_]*@(\w[\w-]{2,})(?:\s+[-–—]\s+(.{2,60}))?\s*$", text)
    return [Speaker(match[1], None, match[2], line)] if match else []
