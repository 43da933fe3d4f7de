"""Which headings of one file are sessions, which groups and which parts."""

from __future__ import annotations

import math
from collections.abc import Mapping

from embeddings.notes.fields.people.names.shape import is_known
from embeddings.notes.fields.titles import is_group, is_noise, is_section
from embeddings.notes.segment.file_evidence import file_evidence
from embeddings.notes.segment.outline import ITEM, Node
from embeddings.notes.segment.repeats import Repeats
from embeddings.notes.segment.siblings import counts
from embeddings.notes.segment.view import Role, View
from embeddings.text.markdown_words import count_words

_SURE = 6.0
"""Log-odds from which a heading surely gathers sessions."""


_SEVERAL = 2
"""Items of a list that are sessions, beside which others are none."""

_LEAST_WORDS = 3
"""Words of the title of a session that stands below another by the wrong level."""


def score_roles(view: View, repeats: Repeats) -> None:
    """Weigh for every heading, and for the file, whether it is one session or gathers those below it."""
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
    evidence = file_evidence(view.called, view.title, over, view.front, view.root, view.features, repeats)
    view.evidence = evidence
    view.session_score = sum(evidence.values())
    gathered = _together(view, view.root, best) if view.root.children else -math.inf
    if top is not None and top.children:
        gathered = group[top.index]
    elif top is not None and len(view.root.children) == 1:
        gathered = -math.inf
    view.group_score = gathered
    view.roles = {node.index: _role(view, node, best, group[node.index]) for node in nodes}


def _role(view: View, node: Node, best: Mapping[int, float], group: float) -> Role:
    if _is_part(view, node, best):
        return "part"
    return "session" if view.features[node.index].session_score >= group else "group"


def _holds_sessions(view: View, node: Node) -> bool:
    """Whether a session has sessions below it: headings by the wrong level, each with speakers of its own."""
    counted = [child for child in node.children if counts(view, child)]
    named = sum(view.features[child.index].byline.strong for child in counted)
    return view.features[node.index].byline.strong and bool(counted) and named >= 0.6 * len(counted)


def _together(view: View, node: Node, best: dict[int, float]) -> float:
    """Return how well the children stand as entries of a group; noise and sections do not count."""
    children = [child for child in node.children if not is_noise(view.features[child.index].title.text)]
    counted = [child for child in children if not _is_part(view, child, best)]
    if any(best[child.index] > max(_SURE, view.features[child.index].session_score) for child in counted):
        # Beside a heading that surely gathers sessions, what looks like none is an introduction or the like.
        counted = [child for child in counted if best[child.index] > 0]
    counted = _items_with_text(view, counted)
    values = [
        max(-2.0, min(best[child.index], 6.0 if view.features[child.index].session_score > 0 else 15.0))
        for child in counted or children
    ]
    return sum(values) / math.sqrt(len(values)) if values else -3.0


def _items_with_text(view: View, nodes: list[Node]) -> list[Node]:
    """Return the nodes without items of one line, where those with text are surely sessions, and several.

    Beside talks with their notes a list has breaks, the day, or when the next meeting is.
    """
    told = [node for node in nodes if node.level != ITEM or view.features[node.index].words]
    strong = sum(view.features[node.index].strong for node in told)
    return told if strong == len(told) and strong >= _SEVERAL else nodes


def _is_part(view: View, node: Node, best: Mapping[int, float]) -> bool:
    """Whether a heading is a section that holds no sessions."""
    section = node.repeated or is_section(view.features[node.index].title.text)
    return section and best[node.index] <= 0


def assign(view: View, parent: Node) -> None:
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
            assign(view, child)
        elif view.roles[child.index] == "part" and child.children:
            for node in child.walk():
                view.roles[node.index] = "part"
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
            _open_by_speaker(view, child)


def _open_by_speaker(view: View, session: Node) -> None:
    """Let a heading below a session open another, where the titles of both name who speaks, not the same."""
    above = {who.name for who in view.features[session.index].speakers}
    for node in session.walk() if above else ():
        features = view.features[node.index]
        told = {who.name for who in features.speakers} - above
        if (
            told
            and node.level <= 6
            and all(map(is_known, told))
            and count_words(features.shown) >= _LEAST_WORDS
        ):
            view.roles[node.index] = "session"


def all_below_the_title(view: View) -> None:
    """Take every outermost heading for a session, or every one right below the title over all of them."""
    over = view.title.node
    outermost = over.children if over is not None and over.children else view.root.children
    for node in outermost:
        if not is_noise(view.features[node.index].title.text):
            view.roles[node.index] = "session"


def by_config(view: View, level: int | str) -> None:
    """Assign the roles as the organiser tells them: sessions stand at one level, or are the files."""
    view.whole = level == "file"
    for node in view.root.walk():
        role: Role = "part"
        if not view.whole and node.level <= int(level):
            role = "session" if node.level == level else "group"
        view.roles[node.index] = role
    if not any(role == "session" for role in view.roles.values()):
        view.whole = True
