"""Files that hold no session: lists of other files, wish-lists, templates, covers of events."""

from __future__ import annotations

import re
from collections.abc import Set
from pathlib import PurePosixPath

from embeddings.notes.fields.people.front_matter import stated_speakers
from embeddings.notes.fields.placeholders import (
    is_person_placeholder,
    is_placeholder,
    is_title_placeholder,
)
from embeddings.notes.fields.titles import is_group, is_noise, names_event
from embeddings.notes.formats.base import Block
from embeddings.notes.segment.file_names import (
    stem_words,
)
from embeddings.notes.segment.heading_features import file_stem, points_to_notes
from embeddings.notes.segment.view import View
from embeddings.text.dates import find_year
from embeddings.text.document_names import is_general
from embeddings.text.markdown_words import count_words

_WIKI_LINK = re.compile(r"\[\[([^\[\]|#\n]+)")
_MARKS = r"[\s>|]*(?:[-*+•]\s|\d+[.)]\s|#+\s)?\s*(?:\[[ xX]\]\s+)?[*_!]*"
"""What may stand before the first word of a line."""
_WIKI_ENTRY = re.compile(_MARKS + r"\[\[")
_LEADING_MARKS = re.compile(_MARKS)

_MOST_TEXT = 12
"""Words beside each entry of a list of other files, up to which the file is no notes of its own."""

_MOST_OF_TEMPLATE = 60
"""Words of a template of notes of one session: headings, labels, a hint or two."""

_PAGE = re.compile(r"/(?!/)(?:[^\s?#]*/)?[^\s?#./]+/?")
"""The address of a page of the same site, by its path there."""
_LEAST_PAGES = 5
"""Entries that lead to such pages, below which they are an accident."""
_MOST_BESIDE = 4
"""Words beside the link of such an entry: a room, a time."""

_LIST = "a list of other files of notes"
_TEMPLATE = "a template of notes"
_CONTENTS = "a table of contents or a list of what is to be seen, by its title"
UNTOLD = frozenset({_LIST, _TEMPLATE, _CONTENTS})
"""Why a file holds no session where its text tells of nothing that took place."""

_END_OF_NAME = re.compile(r"\s+[-–—]\s+|[:：]")


def why_no_session(view: View, stems: Set[str], folders: Set[str], *, alone: bool) -> str | None:
    """Return what a file is that is no notes of a session: a list of others, a wish-list, or the like.

    ``stems`` are what the folder's files are called (see ``file_stem``), ``folders`` what the folders in it.
    """
    own = file_stem(view.file)
    general = is_general(PurePosixPath(view.called).stem)
    # Of an introduction to the folder, links to the folders in it lead on as well.
    others = (stems | folders if general else stems) - {own}
    count = sum(block.words for block in view.blocks)
    pointing = _pointing(view, others) if general else 0
    if _lists_others(view, others, pointing, count, general=general) or (
        not alone and _lists_pages(view, count)
    ):
        return _LIST
    if _is_empty_template(view, count) or _is_template(view, general=general and not alone):
        return _TEMPLATE
    named = any(features.byline.strong or features.recording for features in view.features.values())
    if named or view.title.byline.strong:
        return None
    if is_noise(view.title.title.text) or is_noise(" ".join(stem_words(view.called))):
        return _CONTENTS
    if not alone and count < 100 and _is_cover_of_event(view):
        return "the cover of an event, without notes of a session"
    if general and not alone and (count < 150 or pointing > 0):
        return "an introduction to the folder, without notes of a session"
    return None


def _lists_others(view: View, others: Set[str], pointing: int, count: int, *, general: bool) -> bool:
    """Whether a file lists other files of notes and is none itself.

    Of an introduction to the folder every link counts. Notes of a session link to others too: of them only
    lines count that begin with a link, and no file is a list that says who spoke in a session of its own.
    """
    least = 2 if names_event(view.title.title.text) else 3
    if general:
        pointing += len({name for name in _named_without_links(view) if file_stem(name) in others})
        return pointing >= least and count < 40 * pointing
    entries = {
        line: sum(points_to_notes(target) or file_stem(target) in others for target in targets)
        for line, targets in _entries(view).items()
    }
    # One line may lead to all the other pages: "Previous | Up | Next".
    if sum(map(bool, entries.values())) < least or _tells_who_spoke(view, entries.keys()):
        return False
    beside = [
        line
        for block in view.blocks
        if block.kind != "code"
        for number, line in enumerate(block.lines, block.line)
        if number not in entries
    ]
    return count_words("\n".join(beside)) < _MOST_TEXT * sum(entries.values())


def _lists_pages(view: View, count: int) -> bool:
    """Whether a file is a programme whose entries are links alone, to other pages of its site."""
    pages = [
        block
        for block in view.blocks
        if block.kind == "item"
        and block.links
        and _PAGE.fullmatch(block.links[-1].url)
        and block.words <= count_words(block.links[-1].text) + _MOST_BESIDE
    ]
    return len(pages) >= _LEAST_PAGES and count < 2 * sum(block.words for block in pages)


def _pointing(view: View, others: Set[str]) -> int:
    """Return how many links of a file lead to other notes, wherever they stand."""
    links = [link.url for block in view.blocks for link in block.links]
    return sum(points_to_notes(url) or file_stem(url) in others for url in links) + sum(
        file_stem(target) in others for target in _wiki_targets(view)
    )


def _entries(view: View) -> dict[int, set[str]]:
    """Return the lines that begin with a link, each with where the links on it lead.

    What a sentence mentions is no entry of a list, nor is a property of the note ("up:: [[Kettle Conf]]").
    """
    found: dict[int, set[str]] = {}
    for number, line in enumerate(view.text.split("\n") if "[[" in view.text else (), 1):
        if number > view.front.height and "[[" in line and _WIKI_ENTRY.match(line):
            found[number] = {target.strip() for target in _WIKI_LINK.findall(line)}
    for block in view.blocks:
        texts = block.lines if block.links else []
        for link in block.links:
            at = link.line - block.line
            if 0 <= at < len(texts) and _plain(texts[at]).startswith(_plain(link.text)):
                found.setdefault(link.line, set())
    for link in (link for block in view.blocks for link in block.links):
        if link.line in found:
            found[link.line].add(link.url)
    return found


def _plain(line: str) -> str:
    return _LEADING_MARKS.sub("", line, count=1)


def _tells_who_spoke(view: View, entries: Set[int]) -> bool:
    """Whether a file names who spoke in a session that it tells of itself, or a recording of it."""
    if view.title.byline.strong or stated_speakers(view.front):
        return True
    for node in view.root.walk():
        features = view.features[node.index]
        told = features.byline.strong or features.speakers or features.recording
        own = [view.blocks[index] for index in (node.index, *node.body)]
        if told and features.words and entries.isdisjoint(block.line for block in own):
            return True
    return False


def _wiki_targets(view: View) -> list[str]:
    """Return what the links in double brackets lead to."""
    return [target.strip() for target in _WIKI_LINK.findall(view.text)] if "[[" in view.text else []


def _named_without_links(view: View) -> list[str]:
    """Return what headings and items without links begin with, up to a dash or a colon."""
    lines = [block.title or block.first_line for block in view.blocks if _is_entry(block)]
    return [_END_OF_NAME.split(line, maxsplit=1)[0] for line in lines]


def _is_entry(block: Block) -> bool:
    return block.kind in ("heading", "item") and not block.links


def _is_empty_template(view: View, count: int) -> bool:
    """Whether a file has a word for a title in place of one, names nobody and has parts that are empty.

    A form that is filled in ("# Title", and the title below it) has none of these.
    """
    said = [view.title.title.text, *([view.front_title.title] if view.front_title else [])]
    if count > _MOST_OF_TEMPLATE or not any(map(is_title_placeholder, said)):
        return False
    people = list(view.title.byline.speakers)
    nodes = view.root.walk()
    people += [who for node in nodes for who in view.features[node.index].byline.speakers]
    empty = any(not node.children and not view.features[node.index].words for node in nodes)
    return all(is_person_placeholder(who.name) for who in people) and (empty or bool(people))


def _is_template(view: View, *, general: bool) -> bool:
    """Whether a file has headings of a template, and none of a session beside them.

    Of an introduction to the folder, other headings are of sessions where they name who spoke.
    """
    lines = view.text.split("\n")
    headings = [lines[block.line - 1].strip(" #") for block in view.blocks if block.kind == "heading"]
    if not any(map(is_placeholder, headings)):
        return False
    nodes = [node for node in view.root.walk() if node is not view.title.node]
    others = [node for node in nodes if node.title and not (node.section or is_noise(node.title))]
    return not any(not general or view.features[node.index].strong for node in others)


def _is_cover_of_event(view: View) -> bool:
    """Whether a file is called by an event and its year, and has no headings but groups and sections."""
    title = view.title.title.text
    others = [node for node in view.root.walk() if node is not view.title.node]
    event = names_event(title) and find_year(title) is not None
    return event and bool(others) and all(node.section or is_group(node.title) for node in others)
