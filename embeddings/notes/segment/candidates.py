"""What may stand in for headings in a file, or below a heading of a group."""

from __future__ import annotations

import re

from embeddings.notes.fields.people.lines.labels import after_by, labelled
from embeddings.notes.fields.people.lines.people_in import people_in
from embeddings.notes.fields.people.names.shape import Names, is_known
from embeddings.notes.fields.people.titles.split import split_title
from embeddings.notes.fields.titles import dissect, is_group
from embeddings.notes.formats.base import Block
from embeddings.notes.segment.file_names import is_called_by
from embeddings.notes.segment.outline import BOLD, ITEM, PLAIN, Node
from embeddings.notes.segment.stand_ins import is_bold_title, is_item_title, is_plain_title
from embeddings.notes.segment.view import View
from embeddings.text.dates import is_only_date
from embeddings.text.markdown_words import count_words

_TELLS = re.compile(r"\s[-–—|/]\s|\b(?:by|par|von|por|with)\b|[(（：:]|https?:|\b[A-Z]{2,4}\d{3}\b", re.I)
"""What a list item that is the title of a session has beside it: a speaker, a code, an address."""

_ACCOUNT = re.compile(r"\s[-–—|]\s+[@+]\w[\w ]{1,40}\s[-–—|]\s+\w")
"""What somebody is called on a network, between their name and a title."""

_LEAST_NAMED = 3
"""Lines of a file that end in a speaker as titles do, below which they are an accident."""

_LEAST_BOLD = 3
"""Bold lines that could be titles, beside which one that ends in a full stop could be one too."""

_LONGEST_LINE = 150
"""Characters of such a line."""

_LEAST_TOLD, _TOLD = 3, 10
"""Headings over text, of so many words, from which on it is they that open the talks of a file."""

_MOST_OF_ONE = 12
"""Words of a line that names one person with role and company, and no title; fewer than this."""


def stand_ins_of(
    view: View, names: Names, level: int, within: range | None = None, *, of_talk: bool = False
) -> dict[int, int]:
    """Return the bold lines, plain lines or list items that could be titles; none where few look like it.

    ``within`` are the blocks that are looked at, those of the file without it. ``of_talk`` is whether the
    file is of one talk by its heading: its lines that end in names are then quotations, or a history.
    """
    places = range(len(view.blocks)) if within is None else within
    if level == PLAIN:
        found = [index for index in places if is_plain_title(view.blocks, index)]
        named = [] if of_talk else [index for index in places if _names_its_speaker(view, names, index)]
        if len(named) >= _LEAST_NAMED:
            found = sorted({*found, *named})
    else:
        is_title = is_bold_title if level == BOLD else is_item_title
        found = [index for index in places if is_title(view.blocks[index])]
        if level == BOLD and len(found) >= _LEAST_BOLD:
            found = [index for index in places if is_bold_title(view.blocks[index], stopped=True)]
    if level == ITEM:
        if sum(_is_told(view, index) for index in places) >= _LEAST_TOLD:
            # Beside talks that have headings and text, a list of links is of what belongs to them.
            found = [index for index in found if not _is_bare_link(view.blocks[index])]
        likely = sum(bool(_TELLS.search(view.blocks[index].first_line)) for index in found)
        if likely < 2 or likely < 0.4 * len(found):
            return {}
    people = [index for index in found if _names_people(view, names, index)]
    calling = sum(index - 1 not in found for index in people)
    if level == BOLD and calling >= 3 and 2 * calling > len(found):
        return dict.fromkeys(found, level)  # each part is called by who spoke
    return {index: level for index in found if index not in people}


def _is_told(view: View, index: int) -> bool:
    """Whether a block is a heading that could be a talk's, over a paragraph of text."""
    blocks = view.blocks
    return (
        blocks[index].kind == "heading"
        and not is_group(blocks[index].title)
        and index + 1 < len(blocks)
        and blocks[index + 1].kind == "paragraph"
        and blocks[index + 1].words >= _TOLD
    )


def _is_bare_link(block: Block) -> bool:
    """Whether an item is a link and nothing else."""
    return len(block.links) == 1 and block.links[0].text.strip() == block.text.strip()


def _names_its_speaker(view: View, names: Names, index: int) -> bool:
    """Whether a paragraph is one short line over text that ends in a speaker as titles do."""
    block = view.blocks[index]
    follows = index + 1 < len(view.blocks) and view.blocks[index + 1].kind in ("paragraph", "item", "code")
    if (
        block.kind != "paragraph"
        or not follows
        or block.quoted
        or block.line != block.end_line
        or len(block.text) > _LONGEST_LINE
        or labelled(block.text) is not None
    ):
        return False
    title, people = split_title(dissect(block.text).text, names, block.line)
    return bool(people) and not title.replace(" ", "").isdigit() and not is_only_date(title)


def _names_people(view: View, names: Names, index: int) -> bool:
    """Whether a block only names people, with or without a "by" before them."""
    line = view.blocks[index].first_line
    if _ACCOUNT.search(line):
        return False
    found = people_in(after_by(line) or line, view.blocks[index].line, names)
    if len(found) != 1:
        return bool(found)
    # Behind one name and a company, that many words are those of a title; a file is called by its title.
    name = found[0].name
    titled = count_words(line) >= _MOST_OF_ONE or count_words(name) < 2 or is_called_by(view.called, line)
    return not titled and (is_known(name) or names.is_rare(name))


def inner_stand_ins(view: View, names: Names, root: Node) -> dict[int, int]:
    """Return what may stand in for headings right under one of a group ("Lightning talks") without any."""
    found: dict[int, int] = {}
    for node in root.walk():
        if node.children or node.level > BOLD or not is_group(dissect(node.title).text):
            continue
        body = node.body
        for level in (BOLD, ITEM):
            titles = stand_ins_of(view, names, level, body)
            if len(titles) >= 2:
                found |= titles
                break
    return found
