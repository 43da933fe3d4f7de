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

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from embeddings.notes.fields.people.names.shape import Names
from embeddings.notes.fields.people.places import names_of
from embeddings.notes.fields.people.titles.habit import habit_of, habit_of_folder
from embeddings.notes.fields.titles import dissect
from embeddings.notes.segment.heading_features import file_stem
from embeddings.notes.segment.linked_titles import with_linked_titles_alone
from embeddings.notes.segment.listed_talks import with_listed_talks_apart
from embeddings.notes.segment.name_headings import with_names_beside_titles, with_titles_below_names
from embeddings.notes.segment.no_session import why_no_session
from embeddings.notes.segment.quoted_titles import with_quoted_titles_bold
from embeddings.notes.segment.repeats import File, repeats_of
from embeddings.notes.segment.roles import all_below_the_title, assign, by_config, score_roles
from embeddings.notes.segment.siblings import recurring_sessions, weigh_siblings
from embeddings.notes.segment.tabled_talks import with_tabled_talks_apart
from embeddings.notes.segment.time_lines import with_times_over_titles
from embeddings.notes.segment.title_lines import with_titles_apart
from embeddings.notes.segment.tree import build_tree
from embeddings.notes.segment.vault_pages import why_no_talk
from embeddings.notes.segment.view import View
from embeddings.text.document_names import humanised, is_general

DOUBT = 1.0
"""A decision that leads by less log-odds than this is reported as uncertain."""


def decide(views: Sequence[View], names: Names) -> None:
    """Decide the roles of all headings of all files; fills ``roles``, ``whole``, ``title`` and ``margin``."""
    _call_by_folders(views)
    every = [title for view in views for title in _first_titles(view)]
    stated = [view.front_title.title for view in views if view.front_title]
    below = habit_of_folder([view.blocks for view in views], stated, names)
    habit = replace(habit_of(every[:2000], names), ends=below.ends, listed=below.listed)
    repeats = repeats_of(
        [
            File(
                view.blocks,
                view.front_title.title if view.front_title else None,
                view.called,
                view.config.noted_by or view.taker,
            )
            for view in views
        ]
    )
    for view, own in zip(views, names_of([view.blocks for view in views], names), strict=True):
        view.names = own
        own.named_at(view.config.speakers)
        view.blocks = with_times_over_titles(with_linked_titles_alone(view.blocks, own), own)
        view.blocks = with_titles_apart(with_quoted_titles_bold(view.blocks, own), own)
        view.blocks = with_names_beside_titles(with_titles_below_names(view.blocks, own), own)
        if view.config.level_of(view.file) is None:
            over = view.front_title.title if view.front_title else humanised(view.called)
            view.blocks = with_tabled_talks_apart(with_listed_talks_apart(view.blocks, own, over))
        build_tree(view, own, habit, repeats)
    if recurring := recurring_sessions(views):
        repeats = repeats.without(recurring)
        for view in views:
            if any(node.repeated and node.title in recurring for node in view.root.walk()):
                build_tree(view, view.names, habit, repeats)
    weigh_siblings(views, repeats)
    for view in views:
        score_roles(view, repeats)
    clear = [view for view in views if abs(view.session_score - view.group_score) > 2]
    folder_prior = 0.0
    if len(clear) >= 2:
        share = sum(view.session_score > view.group_score for view in clear) / len(clear)
        folder_prior = (share - 0.5) * 3
    stems = {file_stem(view.file) for view in views}
    held = Counter(str(path) for view in views for path in PurePosixPath(view.file).parents if path.name)
    folders = set(map(file_stem, held))
    for view in views:
        told = view.config.level_of(view.file) is not None or view.config.holds_many(view.file)
        if not told:
            view.index = why_no_session(view, stems, folders, alone=len(views) == 1)
            view.index = view.index or why_no_talk(view, held)
    if all(view.index for view in views):
        for view in views:
            view.index = None
    for view in views:
        level = view.config.level_of(view.file)
        if level is not None:
            by_config(view, level)
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
            assign(view, view.root)
            if many and "session" not in view.roles.values():
                all_below_the_title(view)


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
        if path.parent.name and held[str(path.parent)] == 1 and is_general(path.stem)
    ]
    for view, path in alone if len(alone) > 1 else ():
        view.called = f"{path.parent}{path.suffix}"
