"""Where a folder names its speakers: the places under its titles at which names stand more often than not.

One line cannot tell whether "Kyle Day, Hopewell" is a speaker and a company or two words of the talk. Fifty
titles of one level can: where most of them have such a line right below, the folder names its speakers there,
and the odd names among them (one word, words of every day) are names as well.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from embeddings.notes.fields.meta_lines import is_contents, is_meta
from embeddings.notes.fields.people.lines.labels import after_by, labelled
from embeddings.notes.fields.people.names.beside_names import ends_in_company
from embeddings.notes.fields.people.names.east_asian import beside_company
from embeddings.notes.fields.people.names.shape import Names, Trust, clean_name
from embeddings.notes.fields.titles import is_group, is_noise, is_section
from embeddings.notes.formats.base import Block
from embeddings.text.dates import is_only_date

SHARE = 0.4
"""Of the titles of a level that must have a name at a place, so that the place is one of speakers."""

LEAST = 3
"""Names at a place below which they are an accident."""

_END_OF_NAME = re.compile(r"\s*[,，(（@|/／;；&+]|\s+[-–—]+\s+|\s(?:and|et|und|y|e|from|of|at)\s")
_HANDLE = re.compile(r"\W*@([\w-]{3,})\b.{0,60}")
_SENTENCE = re.compile(r"[.!?:：。]\s*$")


@dataclass(slots=True)
class Habits:
    """What stands first below the titles of files, by their level: all of it, and what may be names."""

    titles: Counter[int] = field(default_factory=Counter)
    names: dict[tuple[int, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    clear: Counter[tuple[int, str]] = field(default_factory=Counter)
    """Names by their shape, or with a company, a role or an address beside them."""
    commas: int = 0
    """Lines of one comma after a name; ``companies`` of them go on with what is no name."""
    companies: int = 0
    of: int = 0
    """Names that may go on with a company: "Anna Berg de Spout"."""

    def add(self, other: Habits) -> None:
        """Count what another has counted as well."""
        self.titles += other.titles
        self.clear += other.clear
        self.commas += other.commas
        self.companies += other.companies
        self.of += other.of
        for place, found in other.names.items():
            self.names[place].extend(found)

    def places(self) -> frozenset[tuple[int, str]]:
        """Return the places of speakers: the level of a title and the kind of block that follows it."""
        return frozenset(
            place
            for place, found in self.names.items()
            if len(found) >= LEAST
            and len(found) >= SHARE * self.titles[place[0]]
            and 2 * self.clear[place] >= len(found)
            # One hand writes "Notes by" under every title: who speaks differs from talk to talk.
            and 2 * len(set(found)) > len(found)
        )

    def company_after_comma(self) -> bool:
        """Whether "A, B" is a person and a company here, as most of these lines cannot be two people."""
        return self.companies >= 2 and 2 * self.companies >= self.commas

    def company_after_of(self) -> bool:
        """Whether "A B de C" is a person and a company here: too many end so for it to be their names."""
        return self.of >= LEAST and self.of >= SHARE * sum(map(len, self.names.values()))


def habits_of(blocks: Sequence[Block], names: Names) -> Habits:
    """Count where what may be names stands in one file."""
    habits = Habits()
    for level, block in _openings(blocks):
        habits.titles[level] += 1
        text = block.title if block.kind == "heading" else block.first_line
        name = name_at_start(text, names)
        if not name:
            continue
        place = (level, block.kind)
        habits.names[place].append(name)
        habits.clear[place] += names.is_clear(name) or _END_OF_NAME.search(text) is not None
        habits.of += ends_in_company(name)
        parts = text.split(",")
        if len(parts) == 2:
            habits.commas += 1
            habits.companies += not names.is_name(clean_name(parts[1]))
    return habits


def names_of(files: Sequence[Sequence[Block]], names: Names) -> list[Names]:
    """Return for each file what tells names there: the habits of the folder, and its own."""
    own = [habits_of(blocks, names) for blocks in files]
    folder = Habits()
    for habits in own:
        folder.add(habits)
    places, after, of = folder.places(), folder.company_after_comma(), folder.company_after_of()
    return [
        Names(
            names.lower,
            places | habits.places(),
            company_after_comma=habits.company_after_comma() or (after and habits.commas == habits.companies),
            company_after_of=of,
            known=names,
        )
        for habits in own
    ]


def name_at_start(text: str, names: Names) -> str | None:
    """Return what a line begins with if that may be a name, and the line nothing but people."""
    if len(text) > 160 or _SENTENCE.search(text) or labelled(text) is not None:
        return None
    handle = _HANDLE.fullmatch(text.strip())
    if handle:
        return handle[1]
    if beside := beside_company(text.strip(" \t*_>•·-–—")):
        return beside[0][0]
    name = clean_name(_END_OF_NAME.split((after_by(text) or text).strip(" \t*_>•·-–—"), 1)[0])
    return name if names.is_name(name, trust=Trust.PLACE) else None


def _says_something(text: str) -> bool:
    """Whether a line is more than a date, a room or an address; a handle may be all that tells who spoke."""
    return bool(text.strip()) and (
        _HANDLE.fullmatch(text.strip()) is not None or not (is_meta(text) or is_only_date(text))
    )


def _openings(blocks: Sequence[Block]) -> Iterator[tuple[int, Block]]:
    """Return for every title its level and the first block below it that is more than a date or an address.

    The file itself has level 0 where it begins with no heading.
    """
    level: int | None = 0
    for block in blocks:
        if block.kind == "heading":
            if level and block.level > level:
                yield level, block
            bare = block.title.strip()
            plain = not bare or is_section(bare) or is_group(bare) or is_noise(bare) or is_only_date(bare)
            level = None if plain else block.level
        elif level is not None and block.kind in ("paragraph", "item", "code", "table"):
            first = block.first_line
            if is_contents(block) or (block.kind in ("paragraph", "item") and not _says_something(first)):
                continue
            yield level, block
            level = None
