"""What headings beside each other have in common, as evidence for each of them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from embeddings.notes.fields.event_reports import is_event_report
from embeddings.notes.fields.titles import is_group, is_noise, is_section, names_event
from embeddings.notes.segment.file_names import (
    is_named_like_an_event,
    is_of_a_day,
    named_by_kind,
)
from embeddings.notes.segment.outline import BOLD, Node
from embeddings.notes.segment.repeats import Repeats
from embeddings.notes.segment.shared_brackets import without_shared_brackets
from embeddings.notes.segment.talk_words import is_line_on_talks, leads_to_talks
from embeddings.notes.segment.view import View
from embeddings.notes.segment.weights import GROUP, LEVEL, SESSION, SIBLINGS
from embeddings.text.dates import find_dates, find_day, is_only_date, strip_dates
from embeddings.text.markdown_words import count_words

_TOLD = 15
"""Words of text below a heading from which on it is told of, not only named."""
_LEAST_COLONS = 3
"""Headings that end in a colon, below which it is an accident that all do."""
_AMONG_HEADINGS, _WITHOUT_HEADINGS = "prior of a bold line", "prior of a bold line for want of headings"
_LEAST_TITLE = 3
"""Words beside a date that are a title."""
AFTER_LINE = "after a line on talks"
OVER_TALKS = "a line on talks before those below"


def recurring_sessions(views: Sequence[View]) -> set[str]:
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


def weigh_siblings(views: Sequence[View], repeats: Repeats) -> None:
    """Let what siblings and levels have in common count for each of them."""
    by_level: dict[int, list[float]] = defaultdict(list)
    for view in views:
        for node in view.root.walk():
            if counts(view, node):
                by_level[node.level].append(float(view.features[node.index].strong))
        _forgive_colons(view)
    level_share = {level: sum(values) / len(values) for level, values in by_level.items()}
    for view in views:
        for parent in [view.root, *view.root.walk()]:
            candidates = [node for node in parent.children if counts(view, node)]
            strong = sum(view.features[node.index].strong for node in candidates)
            share = strong / len(candidates) if candidates else 0.0
            gathers = parent.level > 0 and _gathers(view.features[parent.index].title.text)
            place = _place(view, parent, repeats) if len(candidates) > 1 or gathers else None
            led_to = len(candidates) > 1 and (
                leads_to_talks(view.blocks, parent.children[0].index)
                or (parent.level > 0 and is_line_on_talks(parent.title))
            )
            if led_to and parent.level > 0:
                over = view.features[parent.index]
                over.group_evidence[OVER_TALKS] = GROUP[OVER_TALKS]
                # Its text speaks of those below, beside which "other topics" may stand.
                for feature in ("text tells of a talk", "has sections"):
                    over.session_evidence.pop(feature, None)
            # Below a heading that is of the event, and of nobody's talk, bold lines may be all there is.
            bold = all(child.level == BOLD for child in parent.children) and not _names_speakers(view, parent)
            endings = Counter(filter(None, (_ending(node.title) for node in candidates)))
            without_shared_brackets([view.features[node.index] for node in candidates])
            for node in parent.children:
                evidence = view.features[node.index].session_evidence
                if strong >= 2:
                    evidence["siblings"] = SIBLINGS * share
                evidence["level"] = LEVEL * level_share.get(node.level, 0.0)
                if 2 <= endings[_ending(node.title)] >= 0.4 * len(candidates):
                    evidence["ends like its siblings"] = SESSION["ends like its siblings"]
                if led_to and counts(view, node):
                    evidence[AFTER_LINE] = SESSION[AFTER_LINE]
                if place and bold and _AMONG_HEADINGS in evidence:
                    del evidence[_AMONG_HEADINGS]
                    evidence[_WITHOUT_HEADINGS] = SESSION[_WITHOUT_HEADINGS]
                if place and counts(view, node):
                    evidence[place] = SESSION[place]
                    evidence.pop("numbered", None)
                    if gathers or (strong < 2 and view.features[node.index].words >= _TOLD):
                        # In a programme, short titles are no sign of sections; beside talks that are
                        # told from sections by their speakers they are.
                        evidence.pop("title of one word", None)


def _names_speakers(view: View, node: Node) -> bool:
    """Whether a heading, or what stands below it, names who speaks."""
    features = view.features.get(node.index)
    return features is not None and bool(
        features.speakers or features.led_by_name or features.byline.evidence
    )


def _forgive_colons(view: View) -> None:
    """Take a colon at the end for a habit of writing in a file all of whose headings, several, have one."""
    nodes = view.root.walk()
    held = [node for node in nodes if node.title.rstrip("*_ ").endswith((":", "："))]
    if len(held) >= _LEAST_COLONS and len(held) == len(nodes):
        for node in held:
            view.features[node.index].session_evidence.pop("ends in a colon", None)


def _gathers(title: str) -> bool:
    return is_group(title) and not is_only_date(title)


def _place(view: View, parent: Node, repeats: Repeats) -> str | None:
    """Return the feature of a heading that the one over it is of a day, a group or an event."""
    if parent.level == 0:
        first = view.blocks[0] if view.blocks else None
        dated = first is not None and first.kind == "paragraph" and is_only_date(first.first_line)
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
    rest = strip_dates(title)
    event = names_event(rest) or is_event_report(title) or repeats.in_series(title)
    # A date before the title of a talk makes no day of it.
    bare = rest.strip(" -–—:,|")
    dated = bool(find_dates(title)) and (
        event or not title.endswith(bare) or count_words(bare) < _LEAST_TITLE
    )
    if is_group(title) or find_day(title) or dated:
        return "under a day or a group"
    return "under an event" if event else None


def counts(view: View, node: Node) -> bool:
    """Whether a heading says anything of its siblings: section words and groups do not."""
    title = view.features[node.index].title.text
    return not (node.repeated or is_section(title) or is_noise(title) or is_group(title))
