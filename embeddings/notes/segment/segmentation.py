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

Where nothing has a heading, bold lines, then outermost list items, stand in for headings. Talks that share
a list item with their notes are given a heading before all this (see ``listed_talks``). Where the winner
leads by little, the decision is reported as uncertain, with what was assumed.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from pathlib import PurePosixPath

from embeddings.notes.fields.names import Names
from embeddings.notes.fields.places import names_of
from embeddings.notes.fields.title_speakers import habit_of, habit_of_folder
from embeddings.notes.fields.titles import dissect, is_group, is_noise, is_section, names_event
from embeddings.notes.segment.file_title import (
    file_evidence,
    humanised,
    is_named_like_an_event,
    is_of_a_day,
    named_by_kind,
    stem_words,
)
from embeddings.notes.segment.heading_features import file_stem, points_to_notes
from embeddings.notes.segment.listed_talks import with_listed_talks_apart
from embeddings.notes.segment.name_headings import with_names_beside_titles, with_titles_below_names
from embeddings.notes.segment.outline import Node
from embeddings.notes.segment.quoted_titles import with_quoted_titles_bold
from embeddings.notes.segment.repeats import Repeats, repeats_of
from embeddings.notes.segment.tabled_talks import with_tabled_talks_apart
from embeddings.notes.segment.title_lines import with_titles_apart
from embeddings.notes.segment.tree import build_tree
from embeddings.notes.segment.view import Role, View
from embeddings.notes.segment.weights import LEVEL, SESSION, SIBLINGS
from embeddings.text.dates import find_dates, find_day, find_year, is_only_date, strip_dates

DOUBT = 1.0
"""A decision that leads by less log-odds than this is reported as uncertain."""

_SURE = 6.0
"""Log-odds from which a heading surely gathers sessions."""

_WIKI_LINK = re.compile(r"\[\[([^\[\]|#\n]+)")

_GENERAL = re.compile(r"readme|index|_index|home", re.I)


def decide(views: Sequence[View], names: Names) -> None:
    """Decide the roles of all headings of all files; fills ``roles``, ``whole``, ``title`` and ``margin``."""
    _call_by_folders(views)
    every = [title for view in views for title in _first_titles(view)]
    stated = [view.front_title.title for view in views if view.front_title]
    below = habit_of_folder([view.blocks for view in views], stated, names)
    habit = replace(habit_of(every[:2000], names), ends=below.ends, listed=below.listed)
    repeats = repeats_of(
        [(view.blocks, view.front_title.title if view.front_title else None) for view in views]
    )
    for view, own in zip(views, names_of([view.blocks for view in views], names), strict=True):
        view.names = own
        own.named_at(view.config.speakers)
        view.blocks = with_titles_apart(with_quoted_titles_bold(view.blocks, own), own)
        view.blocks = with_names_beside_titles(with_titles_below_names(view.blocks, own), own)
        if view.config.level_of(view.file) is None:
            over = view.front_title.title if view.front_title else humanised(view.called)
            view.blocks = with_tabled_talks_apart(with_listed_talks_apart(view.blocks, own, over))
        build_tree(view, own, habit, repeats)
    if recurring := _recurring_sessions(views):
        repeats = repeats.without(recurring)
        for view in views:
            if any(node.repeated and node.title in recurring for node in view.root.walk()):
                build_tree(view, view.names, habit, repeats)
    _siblings(views, repeats)
    for view in views:
        _score(view, repeats)
    clear = [view for view in views if abs(view.session_score - view.group_score) > 2]
    folder_prior = 0.0
    if len(clear) >= 2:
        share = sum(view.session_score > view.group_score for view in clear) / len(clear)
        folder_prior = (share - 0.5) * 3
    stems = {file_stem(view.file) for view in views}
    for view in views:
        told = view.config.level_of(view.file) is not None or view.config.holds_many(view.file)
        view.index = None if told else _why_no_session(view, stems, alone=len(views) == 1)
    if all(view.index for view in views):
        for view in views:
            view.index = None
    for view in views:
        level = view.config.level_of(view.file)
        if level is not None:
            _by_config(view, level)
            continue
        score = view.session_score + folder_prior - view.group_score
        many = view.config.holds_many(view.file) and bool(view.root.children)
        view.margin = 99.0 if many else abs(score)
        view.whole = score > 0 and not many
        if view.whole:
            view.roles = {node.index: "part" for node in view.root.walk()}
        else:
            if view.title.node is not None and view.title.node.children:
                view.roles[view.title.node.index] = "group"
            _assign(view, view.root)
            if many and "session" not in view.roles.values():
                _all_below_the_title(view)


def _first_titles(view: View) -> list[str]:
    """Return the first headings of a file, or its name where it has none."""
    found = [dissect(block.title).text for block in view.blocks[:6] if block.kind == "heading"]
    return found or ([] if view.front_title else [humanised(view.called)])


def _call_by_folders(views: Sequence[View]) -> None:
    """Call files by their folders where several folders hold nothing but a file such as "index.md"."""
    held = Counter(str(folder) for view in views for folder in PurePosixPath(view.file).parents)
    alone = [
        (view, path)
        for view in views
        for path in [PurePosixPath(view.file)]
        if path.parent.name and held[str(path.parent)] == 1 and _GENERAL.fullmatch(path.stem)
    ]
    for view, path in alone if len(alone) > 1 else ():
        view.called = f"{path.parent}{path.suffix}"


def _why_no_session(view: View, stems: Set[str], *, alone: bool) -> str | None:
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
    general = bool(_GENERAL.fullmatch(PurePosixPath(view.called).stem))
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


def _recurring_sessions(views: Sequence[View]) -> set[str]:
    """Return the headings that recur and are sessions: mostly, half of those beside them surely are.

    "Closing remarks" stands beside talks with speakers on each day; "Abstract" stands beside other sections.
    """
    beside: dict[str, list[bool]] = defaultdict(list)
    for view in views:
        for parent in [view.root, *view.root.walk()]:
            named = [child for child in parent.children if not is_section(child.title)]
            strong = sum(view.features[child.index].byline.strong for child in named)
            among = strong >= 2 and 2 * strong >= len(named)
            for child in named:
                if child.repeated:
                    beside[child.title].append(among)
    return {title for title, found in beside.items() if 2 * sum(found) > len(found)}


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
            endings = Counter(filter(None, (_ending(node.title) for node in candidates)))
            for node in parent.children:
                evidence = view.features[node.index].session_evidence
                if strong >= 2:
                    evidence["siblings"] = SIBLINGS * share
                evidence["level"] = LEVEL * level_share.get(node.level, 0.0)
                if 2 <= endings[_ending(node.title)] >= 0.4 * len(candidates):
                    evidence["ends like its siblings"] = SESSION["ends like its siblings"]
                if place and _counts(view, node):
                    evidence[place] = SESSION[place]
                    evidence.pop("numbered", None)
                    if parent.level > 0 and is_group(parent.title) and not is_only_date(parent.title):
                        # In a programme, short titles are no sign of sections.
                        evidence.pop("title of one word", None)


def _place(view: View, parent: Node, repeats: Repeats) -> str | None:
    """Return the feature of a heading that the one over it is of a day, a group or an event."""
    if parent.level == 0:
        first = view.blocks[0] if view.blocks else None
        dated = first is not None and first.kind == "paragraph" and is_only_date(first.lines[0])
        kind = named_by_kind(view.called)
        headless = view.title.node is None and view.title.origin == "heading"
        if dated or is_of_a_day(view.called) or kind == "several" or (kind == "one" and headless):
            return "under a day or a group"
        if is_named_like_an_event(view.called):
            return "under an event"
        if view.title.origin not in ("front matter", "first line", "file name"):
            return None
        return _place_under(view.title.title.text, repeats)
    return _place_under(view.features[parent.index].title.text, repeats)


def _ending(title: str) -> str:
    """Return the brackets that a title ends in, its numbers as one: "(0 min)"; "" without any."""
    match = re.search(r"[(\[]([^()\[\]]{1,20})[)\]]\s*$", title)
    return re.sub(r"\d+", "0", match[1].casefold()) if match else ""


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
    evidence = file_evidence(view.called, view.title, over, view.front, view.root, view.features, repeats)
    view.evidence = evidence
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
    if any(best[child.index] > max(_SURE, view.features[child.index].session_score) for child in counted):
        # Beside a heading that surely gathers sessions, what looks like none is an introduction or the like.
        counted = [child for child in counted if best[child.index] > 0]
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


def _all_below_the_title(view: View) -> None:
    """Take every outermost heading for a session, or every one right below the title over all of them."""
    over = view.title.node
    outermost = over.children if over is not None and over.children else view.root.children
    for node in outermost:
        if not is_noise(view.features[node.index].title.text):
            view.roles[node.index] = "session"


def _by_config(view: View, level: int | str) -> None:
    view.whole = level == "file"
    for node in view.root.walk():
        role: Role = "part"
        if not view.whole and node.level <= int(level):
            role = "session" if node.level == level else "group"
        view.roles[node.index] = role
    if not any(role == "session" for role in view.roles.values()):
        view.whole = True
