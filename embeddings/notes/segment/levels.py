"""Headings by the wrong level: talks under a table of contents, a title on the level of its sections."""

from __future__ import annotations

from embeddings.notes.fields.titles import is_group, is_noise, is_section, names_event
from embeddings.notes.segment.file_names import (
    is_called_by,
    is_named_like_an_event,
    is_of_a_day,
    named_by_kind,
    stem_words,
)
from embeddings.notes.segment.heading_features import HeadingFeatures
from embeddings.notes.segment.outline import Node
from embeddings.notes.segment.view import View
from embeddings.text.dates import find_day, is_only_date, strip_dates
from embeddings.text.markdown_words import words


def put_right(view: View, root: Node, features: dict[int, HeadingFeatures]) -> None:
    """Move the headings of a tree to where they belong; one that only covers others leaves ``features``."""
    _lift_from_under_a_general_title(root, features)
    _lift_from_under_contents(root, features)
    _lower_below_the_title(view, root, features)


def _lift_from_under_a_general_title(root: Node, features: dict[int, HeadingFeatures]) -> None:
    """Take what stands under a lone "# Notes" for the outermost headings, where days or talks stand there."""
    if len(root.children) != 1 or not is_section(root.children[0].title):
        return
    only = root.children[0]
    days = sum(is_only_date(child.title) or is_group(child.title) for child in only.children)
    if days + sum(features[child.index].strong for child in only.children) < 2:
        return
    root.children = only.children
    for child in root.children:
        child.parent = root
    del features[only.index]


def _lift_from_under_contents(root: Node, features: dict[int, HeadingFeatures]) -> None:
    """Take what stands under "Table of contents" for its siblings where talks do: a level by mistake."""
    for parent in [root, *root.children]:
        found: list[Node] = []
        for node in parent.children:
            found.append(node)
            if is_noise(node.title) and sum(features[child.index].strong for child in node.children) >= 2:
                for child in node.children:
                    child.parent = parent
                found += node.children
                node.end = node.children[0].index
                node.children = []
        parent.children = found


def _lower_below_the_title(view: View, root: Node, features: dict[int, HeadingFeatures]) -> None:
    """Take the first of several headings of one level for the one over all others, where it is the title.

    It is where the file is called by it, where it is of an event or a day and no other is, and where it alone
    has a speaker and the others look like its parts, in a file that is not called by a day or a group.
    """
    if len(root.children) <= 2:
        return
    first, *rest = root.children
    if first.children or first.section or min(node.level for node in rest) != first.level:
        return
    found = features[first.index]
    text = found.title.text
    over = False
    if not found.strong:
        over = _is_of_event(text) and not any(_is_of_event(node.title) for node in rest)
    elif not (any(features[node.index].strong for node in rest) or _is_of_several(view)):
        over = sum(features[node.index].session_score for node in rest) < -len(rest)
    if over or _is_the_name_of(view.called, text):
        for node in rest:
            node.parent = first
        first.children, first.end, root.children = rest, root.end, [first]


def _is_the_name_of(file: str, text: str) -> bool:
    """Whether a file is called by a heading and by little else than all of it, and is of no event."""
    whole = len(set(stem_words(file))) * 2 >= len(set(words(text)))
    return whole and is_called_by(file, text) and not is_named_like_an_event(file)


def _is_of_several(view: View) -> bool:
    """Whether a file has a title in its front matter, or is called by a day, an event or a group."""
    called = view.called
    several = is_of_a_day(called) or is_named_like_an_event(called) or named_by_kind(called) == "several"
    return several or view.front_title is not None


def _is_of_event(title: str) -> bool:
    return is_only_date(title) or find_day(title) is not None or names_event(strip_dates(title))
