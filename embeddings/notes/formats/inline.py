"""Inline Markdown, rendered line by line, so that the n-th line of a text is the n-th line of the file.

The words of every line are the words of the file: where removing the marks would change them (emphasis inside
a word, an entity), the line keeps its marks.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from embeddings.notes.formats.base import RawImage, RawLink
from embeddings.notes.formats.html_blocks import tag_links
from embeddings.text.markdown_words import words
from embeddings.text.urls import find_urls

LONGEST = 20_000
"""Characters of one paragraph beyond which inline marks are left in place (inline parsing is not linear)."""

_MARKER = re.compile(r"^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?)*(?:#{1,6}[ \t]+)?")
_CONTINUED = re.compile(r"^[ \t>]*(?:[-*+][ \t]+)*(?:#{1,6}[ \t]+)?")
"""What may stand before a later line of a block: a number there is of the text."""
_ATTRIBUTES = re.compile(r"\{:?(?=[\w\s.#:=\"'-]*[.#=:])[^{}\n]*\}")
_TRAILING_TAGS = re.compile(r"(?:(?<=\s)#(?=[\w/-]*[^\W\d_])[\w/-]+\s*|\[\^[^\[\]\s]+\]\s*)+$")
_LONGEST_TITLE = 300
"""Characters of a title at whose end tags are looked for."""
_ASIDE = re.compile(r"<(/?)(?:del|s|strike|rt|rp)\b", re.I)
"""Tags around words that are no part of a title: struck out, or how a word is read."""
_END_OF_LINK = re.compile(r"</a\b", re.I)
_VIDEO = re.compile(
    r"//(?:[\w-]+\.)*(?:youtube(?:-nocookie)?\.com/(?:watch|embed|live|shorts)|youtu\.be/)", re.I
)
_JOINING = {"about", "from", "into", "like", "over", "than", "through", "under", "using", "with", "without"}
"""Words after which a tag stands for a noun; so it does after every word of at most three letters."""
_NO_WORDS = " \t>*+-"
"""Signs of a block's marks that belong to no word."""
_MARKS = re.compile(r"[\n\\`~*_\[!<&]")
"""What begins an inline mark, or a new line; text without any is shown as it is."""
_TASK = re.compile(r"^\[[ xX]\]\s+")


def _parser() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"maxNesting": 30, "store_labels": True})
    markdown.enable(["table", "strikethrough"])
    # Blocks only: inline text is parsed one paragraph at a time, as long as it is of a sane length.
    markdown.disable(["inline", "text_join"])
    # Addresses stay as they are written: they must be found in the file again, and nothing here follows them.
    markdown.normalizeLink = lambda url: url  # type: ignore[method-assign]
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    return markdown


COMMONMARK = _parser()
"""Parses blocks and inline text apart; shared, for it keeps no state between two texts."""


@dataclass(slots=True)
class _Line:
    parts: list[str] = field(default_factory=list)
    plain: list[str] = field(default_factory=list)
    strong: int = 0
    letters: int = 0


@dataclass(slots=True)
class Rendered:
    """Inline text by lines, with what was linked and shown in it."""

    lines: list[str]
    bold: tuple[bool, ...]
    links: list[RawLink]
    images: list[RawImage]
    plain: Sequence[Sequence[str]]
    """The parts of each line as a title has them: no pictures, nothing that is struck out."""
    count: int = -1

    @property
    def title(self) -> str:
        """The text on one line as the title that it would be."""
        text = " ".join(" ".join("".join(parts) for parts in self.plain).split())
        if not text:  # all of it is struck out
            text = " ".join(" ".join(self.lines).split())
        return html.unescape(_ATTRIBUTES.sub("", _without_tags(text))).strip()

    @classmethod
    def of_raw(cls, lines: list[str], start: int) -> Rendered:
        """Take the lines as they are; only bare addresses are links."""
        links = [
            RawLink(url, url, number)
            for number, line in enumerate(lines, start + 1)
            for url in find_urls(line)
        ]
        return cls(
            lines, (False,) * len(lines), links, [], [[" ".join(lines)[:200]]], len("\n".join(lines).split())
        )


def render_lines(content: str, raw: Sequence[str], start: int, environment: dict[str, object]) -> Rendered:
    """Render inline Markdown so that each line keeps its words; ``raw`` are the lines of the file.

    ``start`` is the 0-based line of the first, ``environment`` the references that the file defines.
    """
    if len(content) > LONGEST:
        return Rendered.of_raw(_bare(raw), start)
    rendered = render(content, start, environment)
    text, source = "\n".join(rendered.lines), "\n".join(raw)
    shown = words(text)
    written = shown if text == source.lstrip(_NO_WORDS) else words(source)
    rendered.count = len(written)
    if len(rendered.lines) != len(raw) or shown != written:
        bare = _bare(raw)
        if len(rendered.lines) == len(raw):
            # Keep what can be kept: only the lines whose words would change stay as they are.
            kept = [
                line if words(line) == words(plain) else plain
                for line, plain in zip(rendered.lines, bare, strict=True)
            ]
            if words("\n".join(kept)) == written:
                bare = kept
        rendered.lines = bare
        rendered.count = -1  # the number of an item is none of its words
        rendered.bold = tuple(rendered.bold[:1]) * len(bare) if all(rendered.bold) else (False,) * len(bare)
    return rendered


def _bare(raw: Sequence[str]) -> list[str]:
    """Return lines of the file without the marks of their block; those inside a line stay."""
    patterns = (_MARKER if number == 0 else _CONTINUED for number in range(len(raw)))
    return [pattern.sub("", line, count=1).strip() for pattern, line in zip(patterns, raw, strict=True)]


def render(content: str, start: int, environment: dict[str, object]) -> Rendered:
    """Render inline Markdown; ``start`` is the 0-based line of its first line."""
    if not _MARKS.search(content):
        found = [RawLink(url, url, start + 1) for url in find_urls(content)]
        return Rendered([content.strip()], (False,), found, [], [[content]])
    children: list[Token] = []
    COMMONMARK.inline.parse(content, COMMONMARK, environment, children)
    lines = [_Line()]
    links: list[RawLink] = []
    images: list[RawImage] = []
    open_links: list[tuple[Token, int, int, int]] = []
    open_tag: tuple[int, int, int] | None = None
    strong = struck = 0
    after_image = False
    any_strong = any(child.type == "strong_open" for child in children)

    def add(shown: str, plain: str | None = None) -> None:
        line = lines[-1]
        line.parts.append(shown)
        if not struck:
            line.plain.append(shown if plain is None else plain)
        if any_strong:
            letters = sum(map(str.isalnum, shown))
            line.letters += letters
            line.strong += letters if strong else 0

    for child in children:
        kind = child.type
        number = start + len(lines)
        if kind in ("softbreak", "hardbreak"):
            lines.append(_Line())
        elif kind == "strong_open":
            strong += 1
        elif kind == "strong_close":
            strong -= 1
        elif kind in ("s_open", "s_close"):
            struck += 1 if kind == "s_open" else -1
        elif kind == "text_special":
            # An entity keeps its spelling: those are the words of the file.
            add(child.markup if child.info == "entity" else child.content, child.content)
        elif kind == "link_open":
            open_links.append((child, len(lines) - 1, len(lines[-1].parts), number))
        elif kind == "link_close" and open_links:
            opened, row, column, line_number = open_links.pop()
            shown = _since(lines, row, column)
            url = str(opened.attrGet("href") or "")
            if opened.markup == "autolink":
                lines[row].parts[column:] = [f"<{shown}>"]
            label = opened.meta.get("label")
            if label and label.casefold() != shown.casefold().strip():
                spelt = re.search(rf"\]\[({re.escape(label)})\]", content, re.I)
                if spelt:
                    # A reference keeps its label, as a printed page would: "the docs [1]".
                    lines[-1].parts.append(f" [{spelt.group(1)}]")
            links.append(RawLink(shown.strip(), url, line_number))
        elif kind == "image":
            alt = child.content
            path = str(child.attrGet("src") or "")
            if _VIDEO.search(path):
                links.append(RawLink("", path, number, embedded=True))
            else:
                images.append(RawImage(alt, path, number))
            # A picture is not a letter: what stands on its two sides are two words.
            beside = bool(lines[-1].parts) and not lines[-1].parts[-1].endswith(" ")
            add(f" {alt}" if beside else alt, " ")
            after_image = True
            continue
        elif kind == "html_inline":
            tagged = list(tag_links(child.content, number))
            links += tagged
            if tagged and not tagged[0].embedded:
                open_tag = len(links) - 1, len(lines) - 1, len(lines[-1].parts)
            elif open_tag is not None and _END_OF_LINK.match(child.content):
                place, row, column = open_tag
                links[place] = replace(links[place], text=_since(lines, row, column).strip())
                open_tag = None
            aside = _ASIDE.match(child.content)
            if aside:
                struck = max(0, struck + (-1 if aside[1] else 1))
            for extra in range(child.content.count("\n") + 1):
                if extra:
                    lines.append(_Line())
                add(" ")
        elif kind == "code_inline":
            add(child.content)
        elif child.content:
            if not open_links:
                links.extend(RawLink(url, url, number) for url in find_urls(child.content))
            add(f" {child.content}" if after_image and not child.content[0].isspace() else child.content)
        after_image = False
    texts = ["".join(line.parts).strip() for line in lines]
    bold = tuple(line.letters > 0 and line.strong == line.letters for line in lines)
    texts[0] = _TASK.sub("", texts[0])
    return Rendered(texts, bold, links, images, [line.plain for line in lines])


def _since(lines: Sequence[_Line], row: int, column: int) -> str:
    """Return what is shown from a part of a line on."""
    told = [lines[row].parts[column:], *(line.parts for line in lines[row + 1 :])]
    return " ".join("".join(parts).strip() if number else "".join(parts) for number, parts in enumerate(told))


def _without_tags(title: str) -> str:
    """Return a title without the tags and footnotes that end it, unless they are a part of its sentence."""
    ends_so = len(title) <= _LONGEST_TITLE and ("#" in title or "[^" in title)
    found = _TRAILING_TAGS.search(title) if ends_so else None
    if not found:
        return title
    rest = title[: found.start()].rstrip()
    before = words(rest)
    joins = bool(before) and before[-1].isascii() and (len(before[-1]) <= 3 or before[-1] in _JOINING)
    return rest if len(before) >= 2 and not joins else title
