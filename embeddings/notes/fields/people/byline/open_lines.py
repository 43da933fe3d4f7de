"""Lines under a title that name speakers by their place alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from embeddings.notes.fields.meta_lines import is_meta, tells_when
from embeddings.notes.fields.people.byline.items import read_items
from embeddings.notes.fields.people.byline.record import PROSE, Byline
from embeddings.notes.fields.people.lines.labels import after_by
from embeddings.notes.fields.people.lines.odd_names import handles_in, is_addressed_handle
from embeddings.notes.fields.people.lines.people_in import people_in
from embeddings.notes.fields.people.lines.profiles import is_account
from embeddings.notes.fields.people.lines.roles import works_at
from embeddings.notes.fields.people.names.east_asian import is_of_family
from embeddings.notes.fields.people.names.shape import Names, Trust, is_known
from embeddings.notes.fields.titles import is_code
from embeddings.notes.formats.base import Block, RawLink, links_by_line
from embeddings.records import Speaker
from embeddings.text.dates import find_date, is_only_date, strip_dates
from embeddings.text.markdown_words import count_words, words

_PAGE = re.compile(r"https?://\S+")


def read_open(
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
        return read_items(byline, blocks, index, body, names, trust)
    links = links_by_line(block)
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
        named = named or linked_account(links.get(number, ()), by or "", number)
        if by and not named and is_of_family(by):
            named = [Speaker(by, line=number)]
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
            profile = any(link.url and link.text.strip() == named[0].name for link in links.get(number, ()))
            strong |= bold or bool(named[0].role or named[0].company) or profile
            continue
        rest += 1
    if people and (not rest or (strong and rest <= len(people))):
        # Two people in a row are no accident; one bare name needs to open the session.
        if strong or len(people) > 1 or first or byline.speakers:
            byline.take(people, strong=strong or len(people) > 1)
        else:
            bare.extend(people)
        return True
    return rest == 0


def linked_account(links: Iterable[RawLink], text: str, number: int) -> list[Speaker]:
    """Return the speaker whom a text names by nothing but an account, which ``links`` of its line lead to
    on its network ("anna").
    """
    name = text.strip(" *_.")
    told = any(link.text.strip() == name and is_account(name, link.url) for link in links)
    return [Speaker(name.lstrip("@"), line=number)] if name and told else []


def _is_one_odd_word(text: str, trust: Trust) -> bool:
    """Whether a line right below a person is one word that is no given name: where that person works."""
    one = len(words(text)) == 1 and text.strip()[:1].isupper()
    return trust is Trust.SHAPE and one and not is_known(text)
