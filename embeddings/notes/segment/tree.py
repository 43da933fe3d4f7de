"""The tree of a file's headings, with what stands in for them where that is titles more clearly."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

from embeddings.notes.fields.names import Names
from embeddings.notes.fields.people import people_in
from embeddings.notes.fields.title_speakers import Habit, habit_of
from embeddings.notes.fields.titles import dissect, is_group, is_noise, is_section
from embeddings.notes.segment.file_title import (
    title_of_file,
)
from embeddings.notes.segment.heading_features import HeadingFeatures, features_of
from embeddings.notes.segment.outline import (
    BOLD,
    ITEM,
    PLAIN,
    Node,
    build,
)
from embeddings.notes.segment.repeats import Repeats
from embeddings.notes.segment.stand_ins import is_bold_title, is_item_title, is_plain_title
from embeddings.notes.segment.view import View
from embeddings.text.dates import is_only_date

_TELLS = re.compile(r"\s[-–—|/]\s|\b(?:by|par|von|por|with)\b|[(（：:]|https?:|\b[A-Z]{2,4}\d{3}\b", re.I)
"""What a list item that is the title of a session has beside it: a speaker, a code, an address."""


def build_tree(view: View, names: Names, habit: Habit, repeats: Repeats) -> None:
    """Build the tree, taking bold lines or list items for headings where they are titles more clearly."""
    root, features = _tree(view, names, {}, habit, repeats)
    over = root.children[0].index if len(root.children) == 1 else None
    best = sum(entry.strong for index, entry in features.items() if index != over)
    plain = sum(not (is_group(node.title) or node.section or is_noise(node.title)) for node in root.walk())
    bare_root = root
    for level in (BOLD, PLAIN, ITEM):
        titles = _stand_ins(view, names, level)
        if len(titles) < 2 or (len(titles) <= best and plain > 1):
            continue
        other, other_features = _tree(view, names, titles, habit, repeats)
        told = [other_features[index] for index in titles]
        strong = sum(entry.strong for entry in told)
        bare = level in (BOLD, PLAIN) and root is bare_root and plain <= 1 and len(titles) >= 3 and best == 0
        if (strong >= 2 and strong > best and strong >= 0.4 * len(told)) or bare:
            root, features, best = other, other_features, max(strong, best)
    view.root, view.features = root, features
    # A plain first line may be the title of the whole or of the first part: the whole is called by it.
    plainly = not bare_root.children and any(node.level == PLAIN for node in root.children)
    view.title = title_of_file(
        view.called,
        view.blocks,
        bare_root if plainly else root,
        view.front_title,
        names,
        habit=habit,
        repeats=repeats,
        source=view.config.title,
    )


def _stand_ins(view: View, names: Names, level: int) -> dict[int, int]:
    """Return the bold lines, plain lines or list items that could be titles; none where few look like it."""
    if level == PLAIN:
        found = [index for index in range(len(view.blocks)) if is_plain_title(view.blocks, index)]
    else:
        is_title = is_bold_title if level == BOLD else is_item_title
        found = [index for index, block in enumerate(view.blocks) if is_title(block)]
    if level == ITEM:
        likely = sum(bool(_TELLS.search(view.blocks[index].lines[0])) for index in found)
        if likely < 2 or likely < 0.4 * len(found):
            return {}
    return {
        index: level
        for index in found
        if not people_in(view.blocks[index].lines[0], view.blocks[index].line, names)
    }


def _tree(
    view: View, names: Names, titles: dict[int, int], habit: Habit, repeats: Repeats
) -> tuple[Node, dict[int, HeadingFeatures]]:
    root = build(view.blocks, titles, repeats)
    nodes = root.walk()
    by_level: dict[int, list[str]] = defaultdict(list)
    for node in nodes:
        by_level[node.level].append(dissect(node.title).text)
    habits = {level: habit_of(texts, names) for level, texts in by_level.items()}
    features = {
        node.index: features_of(view.blocks, node, names, view.text, _either(habits[node.level], habit))
        for node in nodes
    }
    _lift_from_under_a_general_title(root, features)
    _lift_from_under_contents(root, features)
    return root, features


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


def _either(own: Habit, folder: Habit) -> Habit:
    """Return the habit of a level in its file, else that of the folder's titles; how titles end, of both."""
    return replace(own if own.leading or own.trailing else folder, ends=own.ends | folder.ends)
