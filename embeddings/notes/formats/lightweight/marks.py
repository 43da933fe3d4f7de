"""Inline marks of a format: lines as people see them, with the links and images that they name.

A format gives two patterns. ``unseen`` finds in one line what a page does not show though it has words (the
address of a link, the name of a role); it defines the words of the format. ``marks`` finds what is shown
otherwise than it is written. A line whose words would change without its marks keeps them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from embeddings.notes.formats.base import RawImage, RawLink
from embeddings.text.markdown_words import plain_words
from embeddings.text.urls import find_urls

LONGEST = 20_000
"""Characters of one paragraph beyond which inline marks are left in place."""

DEEPEST = 4
"""Marks within marks that are looked at."""

IDENTIFIER = re.compile(r"[\w-]{11}")
"""What YouTube names a video by."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What a mark shows. ``text`` has a line for each line of the mark."""

    text: str
    url: str | None = None
    """Where it leads, for a link; empty where the file does not say."""
    image: str | None = None
    """The path of an image, whose words are the text."""
    strong: bool = False
    nested: bool = False
    """Whether marks are looked for inside."""
    embedded: bool = False
    """A video that the page shows."""


class Targets:
    """What the names in a file stand for; references without a name take their addresses in turn."""

    def __init__(self, names: Mapping[str, str] | None = None, unnamed: Iterable[str] = ()) -> None:
        self._names, self._unnamed = names or {}, iter(unnamed)

    def of(self, name: str) -> str | None:
        """Return the address of a name in whatever case and spacing, None where the file gives none."""
        return self._names.get(folded(name))

    def next(self) -> str | None:
        """Return the address of the next reference without a name."""
        return next(self._unnamed, None)


def folded(name: str) -> str:
    """Return a name as it is compared."""
    return " ".join(name.casefold().split())


@dataclass(frozen=True, slots=True)
class Shown:
    """Lines without their marks."""

    lines: list[str]
    bold: tuple[bool, ...]
    links: tuple[RawLink, ...]
    images: tuple[RawImage, ...]


@dataclass(slots=True)
class _Page:
    """What was shown so far: a list of texts, and what of each line's letters is strong."""

    first: int
    texts: list[str] = field(default_factory=list)
    letters: list[int] = field(default_factory=lambda: [0])
    strong: list[int] = field(default_factory=lambda: [0])
    links: list[RawLink] = field(default_factory=list)
    images: list[RawImage] = field(default_factory=list)

    def add(self, text: str, strong: bool) -> None:
        self.texts.append(text)
        for number, line in enumerate(text.split("\n")):
            if number:
                self.letters.append(0)
                self.strong.append(0)
            count = sum(map(str.isalnum, line))
            self.letters[-1] += count
            self.strong[-1] += count * strong


@dataclass(frozen=True)
class InlineMarks:
    """The inline marks of one format."""

    unseen: re.Pattern[str]
    marks: re.Pattern[str]
    piece_of: Callable[[re.Match[str], Targets], Piece | None]
    """Returns what a mark shows; None where it is text after all."""

    def words_of(self, line: str) -> list[str]:
        """Return the words of one line, folded, without what a page does not show."""
        return plain_words(self.unseen.sub("", line))

    def words_at(self, lines: Sequence[str]) -> list[str]:
        """Return the words of lines; those of each line depend on it alone."""
        return [word for line in lines for word in self.words_of(line)]

    def show(self, lines: Sequence[str], first: int, targets: Targets) -> Shown:
        """Return lines as people see them; ``first`` is the 1-based number of the first of them."""
        text = "\n".join(lines)
        page = _Page(first)
        if len(text) > LONGEST:
            page.links.extend(_bare(lines, first))
            return Shown([line.strip() for line in lines], (False,) * len(lines), tuple(page.links), ())
        self._show(text, page, targets, strong=False, depth=0, linked=False)
        shown = "".join(page.texts).split("\n")
        if len(shown) != len(lines):  # a mark lost the end of a line
            return Shown(
                [line.strip() for line in lines], (False,) * len(lines), tuple(_bare(lines, first)), ()
            )
        kept = [
            plain.strip() if self._same(plain, line) else line.strip()
            for plain, line in zip(shown, lines, strict=True)
        ]
        bold = tuple(0 < count == strong for count, strong in zip(page.letters, page.strong, strict=True))
        return Shown(kept, bold, tuple(page.links), tuple(page.images))

    def _same(self, plain: str, line: str) -> bool:
        """Whether a line says without its marks what it says with them; signs alone stand side by side."""
        words = self.words_of(line)
        return self.words_of(plain) == words and (
            bool(words) or "".join(plain.split()) in "".join(line.split())
        )

    def _show(
        self, text: str, page: _Page, targets: Targets, *, strong: bool, depth: int, linked: bool
    ) -> None:
        done = 0
        for match in self.marks.finditer(text) if depth < DEEPEST else ():
            piece = self.piece_of(match, targets)
            if piece is None:
                continue
            self._plain(text[done : match.start()], page, strong, linked)
            done = match.end()
            number = page.first + len(page.letters) - 1
            if piece.url is not None:
                shown = "" if piece.embedded else " ".join(piece.text.split())
                page.links.append(RawLink(shown, piece.url, number, embedded=piece.embedded))
            elif piece.image is not None:
                page.images.append(RawImage(" ".join(piece.text.split()), piece.image, number))
            inner = strong or piece.strong
            if piece.nested:
                within = linked or piece.url is not None
                self._show(piece.text, page, targets, strong=inner, depth=depth + 1, linked=within)
            else:
                page.add(piece.text, inner)
        self._plain(text[done:], page, strong, linked)

    def _plain(self, text: str, page: _Page, strong: bool, linked: bool) -> None:
        if not linked and text:
            page.links.extend(_bare(text.split("\n"), page.first + len(page.letters) - 1))
        page.add(text, strong)


def _bare(lines: Sequence[str], first: int) -> list[RawLink]:
    """Return the addresses that stand in lines without marks."""
    return [RawLink(url, url, number) for number, line in enumerate(lines, first) for url in find_urls(line)]


def video_of(kind: str, code: str) -> str | None:
    """Return the address of a video by the site that shows it ("youtube") and its identifier there."""
    if kind == "youtube":
        code = code.partition("/")[0].partition("?")[0]
        return f"https://youtu.be/{code}" if IDENTIFIER.fullmatch(code) else None
    if kind == "vimeo":
        found = re.match(r"\d{6,}", code)
        return f"https://vimeo.com/{found[0]}" if found else None
    return None
