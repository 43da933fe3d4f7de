"""Files that hold no session: lists of other files, wish-lists, templates, covers of events."""

from __future__ import annotations

import re
from collections.abc import Set
from pathlib import PurePosixPath

from embeddings.notes.fields.placeholders import is_placeholder
from embeddings.notes.fields.titles import is_group, is_noise, names_event
from embeddings.notes.formats.base import Block
from embeddings.notes.segment.file_names import (
    stem_words,
)
from embeddings.notes.segment.heading_features import file_stem, points_to_notes
from embeddings.notes.segment.view import View
from embeddings.text.dates import find_year
from embeddings.text.document_names import is_general

_WIKI_LINK = re.compile(r"\[\[([^\[\]|#\n]+)")

_END_OF_NAME = re.compile(r"\s+[-–—]\s+|[:：]")


def why_no_session(view: View, stems: Set[str], folders: Set[str], *, alone: bool) -> str | None:
    """Return what a file is that is no notes of a session: a list of others, a wish-list, or the like.

    ``stems`` are what the folder's files are called (see ``file_stem``), ``folders`` what the folders in it.
    """
    links = [link for block in view.blocks for link in block.links]
    own = file_stem(view.file)
    general = is_general(PurePosixPath(view.called).stem)
    # Of an introduction to the folder, links to the folders in it lead on as well.
    others = (stems | folders if general else stems) - {own}

    def leads_on(address: str) -> bool:
        return file_stem(address) in others

    pointing = sum(points_to_notes(link.url) or leads_on(link.url) for link in links)
    pointing += sum(map(leads_on, _wiki_targets(view)))
    told = len(set(filter(leads_on, _named_without_links(view)))) if general else 0
    count = sum(block.words for block in view.blocks)
    least = 2 if names_event(view.title.title.text) else 3
    if pointing + told >= least and count < 40 * (pointing + told):
        return "a list of other files of notes"
    if _is_template(view, general=general and not alone):
        return "a template of notes"
    named = any(features.byline.strong or features.recording for features in view.features.values())
    if named or view.title.byline.strong:
        return None
    if is_noise(view.title.title.text) or is_noise(" ".join(stem_words(view.called))):
        return "a table of contents or a list of what is to be seen, by its title"
    if not alone and count < 100 and _is_cover_of_event(view):
        return "the cover of an event, without notes of a session"
    if general and not alone and (count < 150 or pointing > 0):
        return "an introduction to the folder, without notes of a session"
    return None


def _wiki_targets(view: View) -> list[str]:
    """Return what the links in double brackets lead to."""
    return [target.strip() for target in _WIKI_LINK.findall(view.text)] if "[[" in view.text else []


def _named_without_links(view: View) -> list[str]:
    """Return what headings and items without links begin with, up to a dash or a colon."""
    lines = [block.title or block.first_line for block in view.blocks if _is_entry(block)]
    return [_END_OF_NAME.split(line, maxsplit=1)[0] for line in lines]


def _is_entry(block: Block) -> bool:
    return block.kind in ("heading", "item") and not block.links


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
