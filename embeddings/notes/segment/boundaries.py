"""Where the sessions of a decided file begin and end, and under which headings and days they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from embeddings.notes.fields.event_date import DatePlaces
from embeddings.notes.fields.people.agreement import yield_to_title
from embeddings.notes.fields.people.byline.reader import read_byline
from embeddings.notes.fields.people.byline.record import Byline
from embeddings.notes.fields.people.names.shape import Names
from embeddings.notes.fields.stated_dates import REACH, opening_date, stated_date
from embeddings.notes.fields.titles import Title, is_group
from embeddings.notes.formats.base import Block
from embeddings.notes.segment.outline import Node, title_lines
from embeddings.notes.segment.view import View
from embeddings.records import Speaker
from embeddings.text.dates import DayOrder, find_date, find_day, is_only_date


@dataclass(frozen=True, slots=True)
class Boundary:
    """Where a session begins and ends, in blocks, and what its title says."""

    title: Title
    shown: str
    speakers: list[Speaker]
    line: int
    blocks: Sequence[int]
    byline: Byline
    group: str | None
    around: tuple[str, ...]
    """Titles of the headings over it, the nearest first."""
    title_lines: frozenset[int]
    whole: bool


def boundaries_of(view: View, names: Names) -> list[Boundary]:
    """Return the sessions of a file, in order; none where the file only points to others."""
    if view.index:
        return []
    if view.whole:
        return [_whole(view)]
    nodes = view.root.walk()
    ends = _ends(view, nodes)
    found: list[Boundary] = []
    around: list[Node] = []
    markers = _markers(view, nodes)
    for number, node in enumerate(nodes):
        role = view.roles.get(node.index, "part")
        if node.index in markers:
            around = [other for other in around if other.level < node.level]
            around.append(Node(-1, node.level, markers[node.index], node.line, node.start))
        if role == "group":
            around = [other for other in around if other.level < node.level] + [node]
        elif role == "session":
            features = view.features[node.index]
            end = ends[number]
            blocks = range(node.index, end)
            byline = (
                features.byline
                if end == node.body.stop
                else read_byline(view.blocks, range(node.start, end), names, level=node.level)
            )
            yield_to_title(byline, features.speakers)
            over = [other for other in around if other.level <= node.level]
            found.append(
                Boundary(
                    features.title,
                    features.shown,
                    features.speakers,
                    node.line,
                    blocks,
                    byline,
                    _group(over, node),
                    tuple(other.title for other in reversed(over)),
                    frozenset(title_lines(view.blocks[node.index])),
                    whole=False,
                )
            )
    return found or [_whole(view)]


def _days_over(boundaries: Sequence[Boundary]) -> set[str]:
    """Return the days ("Day 2") that the headings over the sessions of a file number."""
    return {day for boundary in boundaries for title in boundary.around if (day := find_day(title))}


def date_places(
    view: View, boundaries: Sequence[Boundary], order: DayOrder | None = None
) -> Iterator[DatePlaces]:
    """Return where the day and the date of each session may be stated; ``order`` is the folder's."""
    several_days = len(_days_over(boundaries)) > 1
    titled = view.title.node is not None or view.title.origin == "front matter"
    opening = opening_date(_opening(view), several_days=several_days)
    for boundary in boundaries:
        first = [view.blocks[index] for index in boundary.blocks[:REACH]]
        over_all = (view.title.title.text,) if titled and not boundary.whole else ()
        yield DatePlaces(
            file=view.file,
            front=view.front,
            own=boundary.title.text if boundary.whole else None,
            titled=None if boundary.whole else find_date(boundary.title.text),
            titles=(*boundary.around, *over_all),
            byline=boundary.byline.date,
            stated=stated_date(first, boundary.title_lines),
            opening=None if boundary.whole else opening,
            order=order,
            several_days=several_days,
        )


def _opening(view: View) -> Sequence[Block]:
    """Return the blocks before the first session of a file."""
    first = min((index for index, role in view.roles.items() if role == "session"), default=0)
    return view.blocks[:first]


def titles_over_all(view: View) -> list[str]:
    """Return the titles over all sessions of a file; none where the file is one session."""
    if view.whole:
        return []
    stated = [view.title.title.text] if view.title.origin == "front matter" else []
    if view.title.node is not None:
        return [*stated, view.title.node.title]
    groups = [node.title for node in view.root.children[:1] if view.roles.get(node.index) == "group"]
    return [*stated, *groups]


def opening_text(view: View) -> str:
    """Return the text before the first heading of a file; "" where the file is one session."""
    return "" if view.whole else " ".join(view.blocks[index].text for index in view.root.body[:4])


def _markers(view: View, nodes: list[Node]) -> dict[int, str]:
    """Return the lines that only hold a day or a date, by the block of the session that follows each."""
    sessions = {node.index for node in nodes if view.roles.get(node.index) == "session"}
    owners = {index: node for node in nodes for index in node.body}
    found: dict[int, str] = {}
    last: str | None = None
    for index, block in enumerate(view.blocks):
        if index in sessions and last:
            found[index], last = last, None
        elif block.kind == "heading" and index not in sessions and view.roles.get(index) == "group":
            last = None
        if block.kind != "paragraph" or block.line != block.end_line or not is_only_date(block.text):
            continue
        following = next((i for i in range(index + 1, len(view.blocks)) if view.blocks[i].kind != "rule"), -1)
        owner = owners.get(index)
        outside = owner is None or view.roles.get(owner.index) != "session"
        if following in sessions or (outside and view.roles.get(owner.index if owner else -1) != "part"):
            last = block.text
    return found


def _group(over: list[Node], node: Node) -> str | None:
    """Return the heading that gathers a session with others; the title of the event does not."""
    nearest = over[-1] if over else None
    return (
        nearest.title
        if nearest and nearest.level < node.level and (is_group(nearest.title) or nearest.level > 1)
        else None
    )


def _ends(view: View, nodes: list[Node]) -> list[int]:
    """Return for each heading the block before which a session there ends: the next that is not a part."""
    end = len(view.blocks)
    found: list[int] = []
    for node in reversed(nodes):
        found.append(end)
        if view.roles.get(node.index) != "part":
            end = node.index
    return found[::-1]


def _whole(view: View) -> Boundary:
    title = view.title
    node = title.node
    used = set(title.used)
    if node is not None:
        used |= set(title_lines(view.blocks[node.index]))
    elif title.origin == "heading":
        used.add(title.line)
    line = title.line if title.origin != "file name" else (view.blocks[0].line if view.blocks else 1)
    return Boundary(
        title.title,
        title.shown,
        title.speakers,
        line,
        range(len(view.blocks)),
        title.byline,
        None,
        (),
        frozenset(used),
        whole=True,
    )
