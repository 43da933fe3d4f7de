"""Which parts of the files are sessions, decided for each file in the light of the whole folder.

Every heading is weighed (see ``heading_features``): how likely it opens a session, and how likely it gathers
sessions. Three passes then decide.

1. *Siblings.* What the headings of one level share counts for each of them: where most of the second-level
   headings have speakers under them, the one that has none is a session as well. The share is taken among the
   siblings in a file and over the level in the whole folder.
2. *The tree.* From the leaves up, each heading is either one session (what is below it are its sections) or a
   group of what its children are best taken for, whichever scores higher. The score of a group grows with the
   square root of its size: headings by one hand are not independent witnesses. The file itself is the root: a
   file may be one session.
3. *The folder.* How the files that are clear were decided (a file per talk, or many talks a file) weighs on
   those that are not.

Where nothing has a heading, bold lines, then outermost list items, stand in for headings. Where the winner
leads by little, the decision is reported as uncertain, with what was assumed.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Literal

from embeddings.notes.fields.names import Names
from embeddings.notes.fields.people import people_in
from embeddings.notes.fields.places import names_of
from embeddings.notes.fields.title_speakers import Habit, habit_of
from embeddings.notes.fields.titles import dissect, is_group, is_noise, is_section, names_event
from embeddings.notes.formats.base import Block
from embeddings.notes.formats.frontmatter import FrontMatter
from embeddings.notes.segment.file_title import (
    FileTitle,
    file_evidence,
    is_named_like_a_group,
    is_of_a_day,
    stem_words,
    title_of_file,
)
from embeddings.notes.segment.heading_features import HeadingFeatures, features_of, points_to_notes
from embeddings.notes.segment.outline import (
    BOLD,
    ITEM,
    Node,
    build,
    is_bold_title,
    is_item_title,
    with_bold_first_lines_apart,
)
from embeddings.notes.segment.repeats import Repeats, repeats_of
from embeddings.notes.segment.weights import LEVEL, SESSION, SIBLINGS
from embeddings.text.dates import find_dates, find_day, is_only_date, strip_dates

Role = Literal["session", "group", "part", "noise"]

DOUBT = 1.0
"""A decision that leads by less log-odds than this is reported as uncertain."""


_TELLS = re.compile(r"\s[-–—|/]\s|\b(?:by|par|von|por|with)\b|[(（：:]|https?:|\b[A-Z]{2,4}\d{3}\b", re.I)
"""What a list item that is the title of a session has beside it: a speaker, a code, an address."""


@dataclass(slots=True)
class View:
    """A file on its way to sessions."""

    file: str
    text: str
    blocks: Sequence[Block]
    front: FrontMatter
    front_title: Block | None = None
    """The title in the front matter, read as a heading."""
    root: Node = field(init=False)
    features: dict[int, HeadingFeatures] = field(default_factory=dict)
    """By the index of a node's block."""
    title: FileTitle = field(init=False)
    names: Names = field(init=False)
    """What tells names in this file, its habits and the folder's known."""
    roles: dict[int, Role] = field(default_factory=dict)
    whole: bool = False
    """Whether the file is one session."""
    index: bool = False
    """Whether the file only points to others, or lists what was not attended: it holds no session."""
    nested: set[int] = field(default_factory=set)
    """Sessions under which further sessions stand, by the index of their block."""
    margin: float = 99.0
    session_score: float = 0.0
    group_score: float = 0.0


def decide(views: Sequence[View], names: Names, level: int | str | None = None) -> None:
    """Decide the roles of all headings of all files; fills ``roles``, ``whole``, ``title`` and ``margin``."""
    every = [
        dissect(block.title).text for view in views for block in view.blocks[:6] if block.kind == "heading"
    ]
    habit = habit_of(every[:2000], names)
    repeats = repeats_of(
        [(view.blocks, view.front_title.title if view.front_title else None) for view in views]
    )
    for view, own in zip(views, names_of([view.blocks for view in views], names), strict=True):
        view.names = own
        view.blocks = with_bold_first_lines_apart(view.blocks, own)
        _outline(view, own, habit, repeats)
    _siblings(views, repeats)
    for view in views:
        _score(view, repeats)
    clear = [view for view in views if abs(view.session_score - view.group_score) > 2]
    folder_prior = 0.0
    if len(clear) >= 2:
        share = sum(view.session_score > view.group_score for view in clear) / len(clear)
        folder_prior = (share - 0.5) * 3
    for view in views:
        view.index = level is None and _is_index(view, alone=len(views) == 1)
    if all(view.index for view in views):
        for view in views:
            view.index = False
    for view in views:
        if level is not None:
            _by_config(view, level)
            continue
        score = view.session_score + folder_prior - view.group_score
        view.margin = abs(score)
        view.whole = score > 0
        if view.whole:
            view.roles = {node.index: "part" for node in view.root.walk()}
        else:
            if view.title.node is not None and view.title.node.children:
                view.roles[view.title.node.index] = "group"
            _assign(view, view.root)


def _outline(view: View, names: Names, habit: Habit, repeats: Repeats) -> None:
    """Build the tree, taking bold lines or list items for headings where they are titles more clearly."""
    root, features = _tree(view, names, {}, habit, repeats)
    over = root.children[0].index if len(root.children) == 1 else None
    best = sum(entry.strong for index, entry in features.items() if index != over)
    plain = sum(not (is_group(node.title) or node.section or is_noise(node.title)) for node in root.walk())
    for titles in (_stand_ins(view, names, BOLD), _stand_ins(view, names, ITEM)):
        if len(titles) < 2 or (len(titles) <= best and plain > 1):
            continue
        other, other_features = _tree(view, names, titles, habit, repeats)
        told = [other_features[index] for index in titles]
        strong = sum(entry.strong for entry in told)
        bare = BOLD in titles.values() and plain <= 1 and len(titles) >= 3 and best == 0
        if (strong >= 2 and strong > best and strong >= 0.4 * len(told)) or bare:
            root, features, best = other, other_features, max(strong, best)
    view.root, view.features = root, features
    view.title = title_of_file(
        view.file, view.blocks, view.root, view.front_title, names, habit=habit, repeats=repeats
    )


def _stand_ins(view: View, names: Names, level: int) -> dict[int, int]:
    """Return the bold lines or list items that could be titles; none where few look like it."""
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


def _is_index(view: View, *, alone: bool) -> bool:
    """Whether a file is a table of contents of others, a description of the folder, or a wish-list."""
    links = [link for block in view.blocks for link in block.links]
    pointing = sum(points_to_notes(link.url) for link in links)
    count = sum(block.words for block in view.blocks)
    if pointing >= 3 and count < 40 * pointing:
        return True
    named = any(features.byline.strong or features.recording for features in view.features.values())
    if named or view.title.byline.strong:
        return False
    if is_noise(view.title.title.text) or is_noise(" ".join(stem_words(view.file))):
        return True
    general = bool(re.fullmatch(r"readme|index|_index|home", PurePosixPath(view.file).stem, re.I))
    return general and not alone and (count < 150 or pointing > 0)


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


def _either(own: Habit, folder: Habit) -> Habit:
    """Return the habit of a level in its file, else that of the folder's titles."""
    return own if own.leading or own.trailing else folder


def _siblings(views: Sequence[View], repeats: Repeats) -> None:
    """Let what siblings and levels have in common count for each of them."""
    by_level: dict[int, list[float]] = defaultdict(list)
    for view in views:
        for node in view.root.walk():
            if _counts(view, node):
                by_level[node.level].append(float(view.features[node.index].strong))
    level_share = {level: sum(values) / len(values) for level, values in by_level.items()}
    for view in views:
        for parent in [view.root, *view.root.walk()]:
            candidates = [node for node in parent.children if _counts(view, node)]
            strong = sum(view.features[node.index].strong for node in candidates)
            share = strong / len(candidates) if candidates else 0.0
            place = _place(view, parent, repeats) if len(candidates) > 1 else None
            for node in parent.children:
                evidence = view.features[node.index].session_evidence
                if strong >= 2:
                    evidence["siblings"] = SIBLINGS * share
                evidence["level"] = LEVEL * level_share.get(node.level, 0.0)
                if place and _counts(view, node):
                    evidence[place] = SESSION[place]
                    evidence.pop("numbered", None)


def _place(view: View, parent: Node, repeats: Repeats) -> str | None:
    """Return the feature of a heading that the one over it is of a day, a group or an event."""
    if parent.level == 0:
        first = view.blocks[0] if view.blocks else None
        dated = first is not None and first.kind == "paragraph" and is_only_date(first.lines[0])
        if dated or is_of_a_day(view.file) or is_named_like_a_group(view.file):
            return "under a day or a group"
        if view.title.origin not in ("front matter", "file name"):
            return None
        return _place_under(view.title.title.text, repeats)
    return _place_under(view.features[parent.index].title.text, repeats)


def _place_under(title: str, repeats: Repeats) -> str | None:
    if is_group(title) or find_day(title) or find_dates(title):
        return "under a day or a group"
    return "under an event" if names_event(strip_dates(title)) or repeats.in_series(title) else None


def _counts(view: View, node: Node) -> bool:
    """Whether a heading says anything of its siblings: section words and groups do not."""
    title = view.features[node.index].title.text
    return not (node.repeated or is_section(title) or is_noise(title) or is_group(title))


def _score(view: View, repeats: Repeats) -> None:
    best: dict[int, float] = {}
    group: dict[int, float] = {}
    nodes = view.root.walk()
    for node in reversed(nodes):
        features = view.features[node.index]
        group[node.index] = features.group_score + _together(view, node, best) if node.children else -math.inf
        best[node.index] = max(features.session_score, group[node.index])
        if features.session_score >= group[node.index] and _holds_sessions(view, node):
            view.nested.add(node.index)
    top = view.title.node
    over = view.features.get(top.index) if top else None
    evidence = file_evidence(view.file, view.title, over, view.front, view.root, view.features, repeats)
    view.session_score = sum(evidence.values())
    gathered = _together(view, view.root, best) if view.root.children else -math.inf
    if top is not None and top.children:
        gathered = group[top.index]
    elif top is not None and len(view.root.children) == 1:
        gathered = -math.inf
    view.group_score = gathered
    view.roles = {
        index: "session" if view.features[index].session_score >= group[index] else "group" for index in best
    }


def _holds_sessions(view: View, node: Node) -> bool:
    """Whether a session has sessions below it: headings by the wrong level, each with speakers of its own."""
    counted = [child for child in node.children if _counts(view, child)]
    named = sum(view.features[child.index].byline.strong for child in counted)
    return view.features[node.index].byline.strong and bool(counted) and named >= 0.6 * len(counted)


def _together(view: View, node: Node, best: dict[int, float]) -> float:
    """Return how well the children stand as entries of a group; noise and sections do not count."""
    children = [child for child in node.children if not is_noise(view.features[child.index].title.text)]
    counted = [child for child in children if not _is_part(view, child, best)]
    values = [
        max(-2.0, min(best[child.index], 6.0 if view.features[child.index].session_score > 0 else 15.0))
        for child in counted or children
    ]
    return sum(values) / math.sqrt(len(values)) if values else -3.0


def _is_part(view: View, node: Node, best: Mapping[int, float]) -> bool:
    """Whether a heading is a section that holds no sessions."""
    section = node.repeated or is_section(view.features[node.index].title.text)
    return section and best[node.index] <= 0


def _assign(view: View, parent: Node) -> None:
    """Assign its role to every heading under a group."""
    children = parent.children
    sessions = sum(view.features[child.index].session_score > -0.6 for child in children)
    share = sessions / len(children) if children else 0.0
    for child in children:
        features = view.features[child.index]
        title = features.title.text
        if is_noise(title):
            view.roles[child.index] = "noise"
            for node in child.walk():
                view.roles[node.index] = "noise"
        elif view.roles[child.index] == "group":
            _assign(view, child)
        elif (child.section or is_section(title)) or features.session_score + 2.0 * share + 0.5 <= 0:
            heading_only = is_group(title) or features.group_score > 1.5
            view.roles[child.index] = "group" if heading_only else "part"
            for node in child.walk():
                view.roles[node.index] = "part"
        else:
            view.roles[child.index] = "session"
            for node in child.walk():
                view.roles[node.index] = "part"
            if child.index in view.nested:
                for below in child.children:
                    if view.features[below.index].byline.strong:
                        view.roles[below.index] = "session"


def _by_config(view: View, level: int | str) -> None:
    view.whole = level == "file"
    for node in view.root.walk():
        role: Role = "part"
        if not view.whole and node.level <= int(level):
            role = "session" if node.level == level else "group"
        view.roles[node.index] = role
    if not any(role == "session" for role in view.roles.values()):
        view.whole = True
