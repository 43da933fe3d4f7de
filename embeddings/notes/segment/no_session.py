"""Files that hold no session: lists of other files, wish-lists, covers of events."""

from __future__ import annotations

import re
from collections.abc import Set
from pathlib import PurePosixPath

from embeddings.notes.fields.titles import is_group, is_noise, names_event
from embeddings.notes.segment.file_names import (
    stem_words,
)
from embeddings.notes.segment.heading_features import file_stem, points_to_notes
from embeddings.notes.segment.view import View
from embeddings.text.dates import find_year

_WIKI_LINK = re.compile(r"\[\[([^\[\]|#\n]+)")

GENERAL = re.compile(r"readme|index|_index|home", re.I)


def why_no_session(view: View, stems: Set[str], *, alone: bool) -> str | None:
    """Return what a file is that is no notes of a session: a list of others, a wish-list, or the like.

    ``stems`` are what the folder's files are called (see ``file_stem``).
    """
    links = [link for block in view.blocks for link in block.links]
    own = file_stem(view.file)

    def leads_on(address: str) -> bool:
        return (stem := file_stem(address)) in stems and stem != own

    pointing = sum(points_to_notes(link.url) or leads_on(link.url) for link in links)
    pointing += sum(map(leads_on, _wiki_targets(view)))
    count = sum(block.words for block in view.blocks)
    least = 2 if names_event(view.title.title.text) else 3
    if pointing >= least and count < 40 * pointing:
        return "a list of other files of notes"
    named = any(features.byline.strong or features.recording for features in view.features.values())
    if named or view.title.byline.strong:
        return None
    if is_noise(view.title.title.text) or is_noise(" ".join(stem_words(view.called))):
        return "a table of contents or a list of what is to be seen, by its title"
    if not alone and count < 100 and _is_cover_of_event(view):
        return "the cover of an event, without notes of a session"
    general = bool(GENERAL.fullmatch(PurePosixPath(view.called).stem))
    if general and not alone and (count < 150 or pointing > 0):
        return "an introduction to the folder, without notes of a session"
    return None


def _wiki_targets(view: View) -> list[str]:
    """Return what the links in double brackets lead to."""
    return [target.strip() for target in _WIKI_LINK.findall(view.text)] if "[[" in view.text else []


def _is_cover_of_event(view: View) -> bool:
    """Whether a file is called by an event and its year, and has no headings but groups and sections."""
    title = view.title.title.text
    others = [node for node in view.root.walk() if node is not view.title.node]
    event = names_event(title) and find_year(title) is not None
    return event and bool(others) and all(node.section or is_group(node.title) for node in others)
