"""The tree of a file's headings, with what stands in for them where that is titles more clearly."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from embeddings.notes.fields.people.names.shape import Names
from embeddings.notes.fields.people.titles.habit import habit_of
from embeddings.notes.fields.people.titles.ways import Habit
from embeddings.notes.fields.titles import dissect, is_day, is_group, is_noise, names_event
from embeddings.notes.segment.candidates import inner_stand_ins, stand_ins_of
from embeddings.notes.segment.file_names import is_called_by, stem_words
from embeddings.notes.segment.file_title import title_of_file
from embeddings.notes.segment.heading_features import HeadingFeatures, features_of
from embeddings.notes.segment.levels import put_right
from embeddings.notes.segment.outline import (
    BOLD,
    ITEM,
    PLAIN,
    Node,
    build,
)
from embeddings.notes.segment.repeats import Repeats
from embeddings.notes.segment.view import View
from embeddings.text.dates import find_dates, find_day, strip_dates
from embeddings.text.document_names import humanised
from embeddings.text.markdown_words import words

_MOST = 0.6
"""The share of titles under a heading of a group that have to be surely of sessions."""


_LEAST_DAYS = 2
"""Days of an event under which bold lines are talks, and how many each has at least."""
_LEAST_OF_DAY = 2


def build_tree(view: View, names: Names, habit: Habit, repeats: Repeats) -> None:
    """Build the tree, taking bold lines or list items for headings where they are titles more clearly."""
    root, features = _tree(view, names, {}, habit, repeats)
    over = root.children[0].index if len(root.children) == 1 else None
    own = [node for node in root.walk() if not (is_group(node.title) or node.section or is_noise(node.title))]
    best = sum(features[node.index].strong for node in own if node.index != over)
    plain = len(own)
    bare_root = root
    chosen: dict[int, int] = {}
    of_talk = _is_of_talk(view, over, features)
    for level in (BOLD, PLAIN, ITEM):
        titles = stand_ins_of(view, names, level, of_talk=of_talk)
        if len(titles) < 2 or (len(titles) <= best and plain > 1):
            continue
        other, other_features = _tree(view, names, titles, habit, repeats)
        told = [other_features[index] for index in titles]
        strong = sum(entry.strong for entry in told)
        bare = level in (BOLD, PLAIN) and root is bare_root and plain <= 1 and len(titles) >= 3 and best == 0
        named = plain <= 1 and best == 0 and all(entry.byline.evidence for entry in told)
        if (strong >= 2 and strong > best and strong >= 0.4 * len(told)) or bare or named:
            root, features, best = other, other_features, max(strong, best)
            chosen = titles
    if inner := inner_stand_ins(view, names, root):
        tree = _tree(view, names, chosen | inner, habit, repeats)
        titles = _with_signs(tree, inner) | _of_days(view, tree, inner)
        if titles:
            root, features = _tree(view, names, chosen | titles, habit, repeats)
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


def _is_of_talk(view: View, over: int | None, features: dict[int, HeadingFeatures]) -> bool:
    """Whether the one heading over a file is of a talk: it names a speaker, or just the file's subject.

    ``over`` is the index of its block, None where there is none.
    """
    if over is None:
        return False
    heading = features[over]
    if heading.speakers or heading.byline.strong:
        return True
    title = heading.title.text
    of_event = is_group(title) or names_event(title) or find_day(title) or find_dates(title)
    named = set(stem_words(view.called))
    return not of_event and bool(named) and (is_called_by(view.called, title) or named <= set(words(title)))


def _with_signs(tree: tuple[Node, dict[int, HeadingFeatures]], titles: dict[int, int]) -> dict[int, int]:
    """Return those of the titles under whose heading most are surely sessions."""
    root, features = tree
    found: dict[int, int] = {}
    for node in root.walk():
        inner = [child.index for child in node.children if child.index in titles]
        if sum(features[index].strong for index in inner) >= max(2, _MOST * len(inner)):
            found |= {index: titles[index] for index in inner}
    return found


def _of_days(
    view: View, tree: tuple[Node, dict[int, HeadingFeatures]], titles: dict[int, int]
) -> dict[int, int]:
    """Return those of the titles that stand under days of an event: several days, text below each title."""
    root, features = tree
    called = view.front_title.title if view.front_title else humanised(view.called)
    days = [
        [child for child in node.children if child.index in titles and not child.section]
        for node in root.walk()
        if is_day(node.title)
    ]
    told = [
        under
        for under in days
        if len(under) >= _LEAST_OF_DAY and all(features[child.index].words for child in under)
    ]
    if len(told) < _LEAST_DAYS or not names_event(strip_dates(called)):
        return {}
    return {child.index: titles[child.index] for under in told for child in under}


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
        node.index: features_of(view.blocks, node, names, _either(habits[node.level], habit))
        for node in nodes
    }
    put_right(view, root, features)
    return root, features


def _either(own: Habit, folder: Habit) -> Habit:
    """Return the habit of a level in its file, else that of the folder's titles; how titles end, of both."""
    habit = own if own.leading or own.trailing else folder
    return replace(habit, ends=own.ends | folder.ends, listed=own.listed or folder.listed)
