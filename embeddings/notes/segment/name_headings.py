"""Headings that are only the name of who spoke, over a line that is the title, or over the notes at once.

One such heading may be a section of a talk. Where most headings of a level in a file are names, each opens
the talk of that person.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from embeddings.notes.fields.people.lines.labels import labelled
from embeddings.notes.fields.people.lines.people_in import people_in
from embeddings.notes.fields.people.names.shape import Names, is_known
from embeddings.notes.fields.people.titles.split import split_title
from embeddings.notes.fields.titles import is_section
from embeddings.notes.formats.base import Block
from embeddings.records import Speaker
from embeddings.text.markdown_words import count_words, words

LEAST = 3
"""Headings of a level that are names, below which they are an accident."""

SHARE = 0.6
"""The share of the headings of a level that have to be names."""

_MOST_WORDS = 18
"""Words of a title at most."""


def named_alone(title: str, line: int, names: Names) -> list[Speaker]:
    """Return whom a title names, where it says nothing else and the names are no words of the notes."""
    people = people_in(title, line, names)
    likely = all(is_known(person.name) or names.is_rare(person.name) for person in people)
    return people if likely else []


def with_titles_below_names(blocks: Sequence[Block], names: Names) -> Sequence[Block]:
    """Return the blocks with the headings that are names called by the titles below them."""
    if not names.looks_at("title"):
        return blocks
    levels: dict[int, list[int]] = defaultdict(list)
    for index, block in enumerate(blocks):
        if block.kind == "heading" and not block.quoted and not is_section(block.title):
            levels[block.level].append(index)
    found = list(blocks)
    for headings in levels.values():
        called = {index for index in headings if named_alone(blocks[index].title, blocks[index].line, names)}
        if len(called) < max(LEAST, SHARE * len(headings)):
            continue
        titles = {index: title for index in called if (title := _title_below(blocks, index, names))}
        if len(titles) < SHARE * len(called):
            continue
        for index, title in titles.items():
            form = f"{title} by {blocks[index].title}"
            read = split_title(form, names, blocks[index].line)[0] == title
            found[index] = replace(found[index], title=form if read else title)
    return found


def with_names_beside_titles(blocks: Sequence[Block], names: Names) -> Sequence[Block]:
    """Return the blocks with one heading where two without text between are a title and who spoke.

    The name may be the upper or the lower one ("# Who" over "## What", or the other way round), and need not
    be the same all the way; it takes several such pairs, and most of the upper headings.
    """
    if not names.looks_at("title"):
        return blocks
    pairs: dict[int, list[tuple[int, str]]] = defaultdict(list)
    uppers: Counter[int] = Counter()
    for index, block in enumerate(blocks):
        if block.kind != "heading" or block.quoted:
            continue
        uppers[block.level] += 1
        below = blocks[index + 1] if index + 1 < len(blocks) else block
        if below.kind != "heading" or below.quoted or below.level != block.level + 1:
            continue
        upper, lower = (named_alone(one.title, one.line, names) for one in (block, below))
        if bool(upper) == bool(lower):
            continue
        title, who = (below.title, block.title) if upper else (block.title, below.title)
        form = f"{title} by {who}"
        if not is_section(title) and split_title(form, names, block.line)[0] == title:
            pairs[block.level].append((index, form))
    found = list(blocks)
    for level, held in pairs.items():
        if len(held) < max(LEAST, SHARE * uppers[level]):
            continue
        for index, form in held:
            found[index] = replace(found[index], title=form)
            # What stands below the two belongs to both; nothing of the lower one is to be quoted.
            found[index + 1] = replace(found[index + 1], kind="rule", text="", title="", links=(), images=())
    return found


def _title_below(blocks: Sequence[Block], index: int, names: Names) -> str | None:
    """Return the bold or quoted linethat stands right below a heading and is a title."""
    if index + 1 >= len(blocks):
        return None
    below = blocks[index + 1]
    text = below.text.strip().strip('"“”„«»「」*_ ')
    marked = below.bold == (True,) or below.text.strip()[:1] in ("“", "„", "«", '"', "「", "《")
    if below.kind != "paragraph" or below.line != below.end_line or not marked:
        return None
    if not 2 <= count_words(text) <= _MOST_WORDS or not words(text) or labelled(text) is not None:
        return None
    return None if people_in(text, below.line, names) else text
