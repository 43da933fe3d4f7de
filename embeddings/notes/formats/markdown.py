"""A file of Markdown as a flat list of blocks, each with the lines it stands on.

markdown-it-py finds the blocks; their inline text is rendered here line by line, so that the n-th line of a
block's text is the n-th line of the file that the block covers. The words of every line are the words of the
file: where removing the marks would change them (emphasis inside a word, an entity), the line keeps its
marks.

Hostile input stays linear: the file is parsed in segments that end where every container is closed,
paragraphs of more than ``LONGEST`` characters are not searched for inline marks, and nesting is bounded.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from embeddings.text.markdown_words import count_words, words
from embeddings.text.urls import find_urls

BlockKind = Literal["heading", "paragraph", "item", "code", "html", "rule", "table"]

LONGEST = 20_000
"""Characters of one paragraph beyond which inline marks are left in place (inline parsing is not linear)."""

SEGMENT = 400
"""Lines after which a segment ends at the next place where it may; bounds the tokens alive at once."""

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_MARKER = re.compile(r"^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?)*(?:#{1,6}[ \t]+)?")
_ATTRIBUTES = re.compile(r"\{:?(?=[\w\s.#:=\"'-]*[.#=:])[^{}\n]*\}")
_TAG = re.compile(r"<[^<>\n]*>")
_TASK = re.compile(r"^\[[ xX]\]\s+")


@dataclass(frozen=True, slots=True)
class RawLink:
    """A link as the notes have it; ``url`` may be empty, ``text`` is what the reader sees."""

    text: str
    url: str
    line: int
    embedded: bool = False
    """True for a frame, a video or a source tag: the page shows it, nobody wrote a text for it."""


@dataclass(frozen=True, slots=True)
class RawImage:
    """An image as the notes have it."""

    alt: str
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Block:
    """One block. ``text`` has one line for each line of the file from ``line`` to ``end_line`` (1-based)."""

    kind: BlockKind
    text: str
    line: int
    end_line: int
    level: int = 0
    """Of a heading 1 to 6; of an item its nesting, 0 being the outermost."""
    quoted: bool = False
    """Inside a block quote."""
    underlined: bool = False
    """A heading by the line of "---" or "===" under it."""
    ordered: bool = False
    bold: tuple[bool, ...] = ()
    """For each line, whether all of its text is bold."""
    links: tuple[RawLink, ...] = ()
    images: tuple[RawImage, ...] = ()
    title: str = ""
    """For a heading: its text on one line, entities decoded, no addresses of its links."""
    count: int = -1
    """Of words; -1 where nobody has counted them."""

    @property
    def words(self) -> int:
        """The number of words."""
        return self.count if self.count >= 0 else count_words(self.text)

    @property
    def lines(self) -> list[str]:
        """The text by lines."""
        return self.text.split("\n")


@dataclass(slots=True)
class _Line:
    parts: list[str] = field(default_factory=list)
    plain: list[str] = field(default_factory=list)
    strong: int = 0
    letters: int = 0


def _parser() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"maxNesting": 30, "store_labels": True})
    markdown.enable(["table", "strikethrough"])
    # Blocks only: inline text is parsed one paragraph at a time, as long as it is of a sane length.
    markdown.disable(["inline", "text_join"])
    # Addresses stay as they are written: they must be found in the file again, and nothing here follows them.
    markdown.normalizeLink = lambda url: url  # type: ignore[method-assign]
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    return markdown


_MARKDOWN = _parser()


def parse(lines: Sequence[str]) -> list[Block]:
    """Give the blocks of a file, in order. ``lines`` are its lines without their ends."""
    environment: dict[str, object] = {}
    segments = list(_segments(lines))
    # References may stand anywhere in a file, so a first pass over the segments that hold any collects them.
    for start, end in segments:
        if any(line.lstrip(" >").startswith("[") and "]:" in line for line in lines[start:end]):
            _tokens(lines[start:end], environment)
    blocks: list[Block] = []
    for start, end in segments:
        walker = _Walker(lines, start, environment)
        blocks.extend(walker.walk(_tokens(lines[start:end], environment)))
    return blocks


def _tokens(lines: Sequence[str], environment: dict[str, object]) -> list[Token]:
    text = "\n".join(lines).replace("\0", "\ufffd")
    tokens: list[Token] = []
    state = StateBlock(text, _MARKDOWN, environment, tokens)
    _MARKDOWN.block.tokenize(state, state.line, state.lineMax)
    return tokens


def _segments(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Cut before a heading at the left edge after an empty line, outside a fence and outside raw HTML."""
    start, fence, raw, empty = 0, "", False, True
    for number, line in enumerate(lines):
        if fence:
            closing = line.strip()
            if closing.startswith(fence) and not closing.strip(fence[0]) and _FENCE.match(line):
                fence = ""
        elif raw:
            raw = not re.search(r"-->|</(?:script|style|pre|textarea)>|\?>|\]\]>", line, re.I)
        else:
            boundary = _FENCE.match(line)
            if boundary:
                fence = boundary.group(1)
            elif re.match(r" {0,3}<(?:!--|script|style|pre|textarea|\?|!\[CDATA)", line, re.I):
                raw = not re.search(r"-->|</(?:script|style|pre|textarea)>|\?>|\]\]>", line, re.I)
            elif (
                empty and line.startswith("#") and number - start >= SEGMENT
            ) or number - start >= 50 * SEGMENT:
                yield start, number
                start = number
        empty = not line.strip()
    yield start, len(lines)


class _Walker:
    """Turns the tokens of one segment into blocks."""

    def __init__(self, lines: Sequence[str], offset: int, environment: dict[str, object]) -> None:
        self.lines, self.offset, self.environment = lines, offset, environment

    def walk(self, tokens: Sequence[Token]) -> Iterator[Block]:
        lists: list[bool] = []
        items: list[bool] = []
        quotes = table = 0
        heading, underlined = 0, False
        for token in tokens:
            kind = token.type
            if kind in ("bullet_list_open", "ordered_list_open"):
                lists.append(kind.startswith("ordered"))
            elif kind in ("bullet_list_close", "ordered_list_close"):
                lists.pop()
            elif kind == "list_item_open":
                items.append(True)
            elif kind == "list_item_close":
                items.pop()
            elif kind == "blockquote_open":
                quotes += 1
            elif kind == "blockquote_close":
                quotes -= 1
            elif kind == "table_open":
                table += 1
                yield self._table(token, quotes > 0)
            elif kind == "table_close":
                table -= 1
            elif kind == "heading_open":
                heading, underlined = int(token.tag[1]), token.markup in ("-", "=")
            elif kind == "heading_close":
                heading, underlined = 0, False
            elif kind == "inline" and not table:
                yield self._inline(token, heading, underlined, lists, items, quotes > 0)
                if items:
                    items[-1] = False
            elif kind in ("fence", "code_block"):
                yield self._code(token, len(lists), quotes > 0)
            elif kind == "html_block":
                yield self._html(token, quotes > 0)
            elif kind == "hr":
                start, end = self._span(token)
                yield Block("rule", "", start + 1, end)

    def _span(self, token: Token) -> tuple[int, int]:
        start, end = token.map or [0, 1]
        start, end = start + self.offset, end + self.offset
        while end - 1 > start and end <= len(self.lines) and not self.lines[end - 1].strip():
            end -= 1
        return start, min(max(end, start + 1), len(self.lines))

    def _inline(
        self, token: Token, heading: int, underlined: bool, lists: list[bool], items: list[bool], quoted: bool
    ) -> Block:
        start, end = self._span(token)
        raw = self.lines[start:end]
        if underlined and len(raw) > 1 and re.fullmatch(r"[ >\t]*(?:=+|-+)\s*", raw[-1]):
            end, raw = end - 1, raw[:-1]
        rendered = self._render(token.content, raw, start)
        depth = len(lists) - 1
        kind: BlockKind = "heading" if heading else "item" if lists and items and items[-1] else "paragraph"
        return Block(
            kind,
            "\n".join(rendered.lines),
            start + 1,
            end,
            level=heading or max(depth, 0),
            quoted=quoted,
            underlined=underlined,
            ordered=bool(lists) and lists[-1],
            bold=rendered.bold,
            links=tuple(rendered.links),
            images=tuple(rendered.images),
            title=rendered.title,
            count=rendered.count,
        )

    def _render(self, content: str, raw: Sequence[str], start: int) -> Rendered:
        if len(content) > LONGEST:
            return Rendered.of_raw([_bare(line) for line in raw], start)
        rendered = render(content, start, self.environment)
        shown, written = words("\n".join(rendered.lines)), words("\n".join(raw))
        rendered.count = len(written)
        if len(rendered.lines) != len(raw) or shown != written:
            bare = [_bare(line) for line in raw]
            if len(rendered.lines) == len(raw):
                # Keep what can be kept: only the lines whose words would change stay as they are.
                kept = [
                    line if words(line) == words(source) else source
                    for line, source in zip(rendered.lines, bare, strict=True)
                ]
                if words("\n".join(kept)) == words("\n".join(raw)):
                    bare = kept
            rendered.lines = bare
            rendered.bold = (
                tuple(rendered.bold[:1]) * len(bare) if all(rendered.bold) else (False,) * len(bare)
            )
        return rendered

    def _table(self, token: Token, quoted: bool) -> Block:
        start, end = self._span(token)
        texts, links, images = [], [], []
        for number, line in enumerate(self.lines[start:end], start):
            if re.fullmatch(r"[\s|:>-]*", line):
                texts.append("")
                continue
            rendered = self._render(line.strip().strip("|"), [line], number)
            texts.append(re.sub(r"\s*\|\s*", " | ", rendered.lines[0]).strip(" |"))
            links.extend(rendered.links)
            images.extend(rendered.images)
        return Block(
            "table", "\n".join(texts), start + 1, end, quoted=quoted, links=tuple(links), images=tuple(images)
        )

    def _code(self, token: Token, depth: int, quoted: bool) -> Block:
        start, end = self._span(token)
        raw = [line.rstrip() for line in self.lines[start:end]]
        if token.type == "fence":
            start += len(raw) > 1
            raw = raw[1:]
            if raw and re.fullmatch(r"[ \t>]*(?:`{3,}|~{3,})", raw[-1]):
                raw = raw[:-1]
        margin = min((len(line) - len(line.lstrip()) for line in raw if line.strip()), default=0)
        text = "\n".join(line[margin:] for line in raw)
        return Block("code", text, start + 1, start + max(len(raw), 1), level=depth, quoted=quoted)

    def _html(self, token: Token, quoted: bool) -> Block:
        start, end = self._span(token)
        return _html_block(self.lines[start:end], start, quoted)


@dataclass(slots=True)
class Rendered:
    """Inline text by lines, with what was linked and shown in it."""

    lines: list[str]
    bold: tuple[bool, ...]
    links: list[RawLink]
    images: list[RawImage]
    title: str
    count: int = -1

    @classmethod
    def of_raw(cls, lines: list[str], start: int) -> Rendered:
        """Take the lines as they are; only bare addresses are links."""
        links = [
            RawLink(url, url, number)
            for number, line in enumerate(lines, start + 1)
            for url in find_urls(line)
        ]
        return cls(
            lines, (False,) * len(lines), links, [], " ".join(lines)[:200], len("\n".join(lines).split())
        )


def _bare(line: str) -> str:
    """A line of the file without the marks of its block; those inside the line stay."""
    return _MARKER.sub("", line, count=1).strip()


def render(content: str, start: int, environment: dict[str, object]) -> Rendered:
    """Render inline Markdown; ``start`` is the 0-based line of its first line."""
    children: list[Token] = []
    _MARKDOWN.inline.parse(content, _MARKDOWN, environment, children)
    lines = [_Line()]
    links: list[RawLink] = []
    images: list[RawImage] = []
    open_links: list[tuple[Token, int, int, int]] = []
    strong = 0
    after_image = False

    def add(shown: str, plain: str | None = None) -> None:
        line = lines[-1]
        line.parts.append(shown)
        line.plain.append(shown if plain is None else plain)
        letters = sum(map(str.isalnum, shown))
        line.letters += letters
        if strong:
            line.strong += letters

    for child in children:
        kind = child.type
        number = start + len(lines)
        if kind in ("softbreak", "hardbreak"):
            lines.append(_Line())
        elif kind == "strong_open":
            strong += 1
        elif kind == "strong_close":
            strong -= 1
        elif kind == "text_special":
            # An entity keeps its spelling: those are the words of the file.
            add(child.markup if child.info == "entity" else child.content, child.content)
        elif kind == "link_open":
            open_links.append((child, len(lines) - 1, len(lines[-1].parts), number))
        elif kind == "link_close" and open_links:
            boundary, row, column, line_number = open_links.pop()
            shown = "".join(
                lines[row].parts[column:] + [part for line in lines[row + 1 :] for part in line.parts]
            )
            url = str(boundary.attrGet("href") or "")
            if boundary.markup == "autolink":
                lines[row].parts[column:] = [f"<{shown}>"]
            label = boundary.meta.get("label")
            if label and label.casefold() != shown.casefold().strip():
                spelt = re.search(rf"\]\[({re.escape(label)})\]", content, re.I)
                if spelt:
                    # A reference keeps its label, as a printed page would: "the docs [1]".
                    lines[-1].parts.append(f" [{spelt.group(1)}]")
            links.append(RawLink(shown.strip(), url, line_number))
        elif kind == "image":
            alt = child.content
            images.append(RawImage(alt, str(child.attrGet("src") or ""), number))
            # A picture is no letter: what it stands between are two words.
            beside = bool(lines[-1].parts) and not lines[-1].parts[-1].endswith(" ")
            add(f" {alt}" if beside else alt, " ")
            after_image = True
            continue
        elif kind == "html_inline":
            links.extend(_tag_links(child.content, number))
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
    title = " ".join(" ".join("".join(line.plain) for line in lines).split())
    bold = tuple(line.letters > 0 and line.strong == line.letters for line in lines)
    texts[0] = _TASK.sub("", texts[0])
    return Rendered(texts, bold, links, images, html.unescape(_ATTRIBUTES.sub("", title)).strip())


def _tag_links(tag: str, number: int) -> Iterator[RawLink]:
    match = re.match(
        r"<\s*(iframe|video|source|embed|a)\b[^>]*?\b(?:src|href)\s*=\s*[\"']?([^\"'\s>]+)", tag, re.I
    )
    if match:
        yield RawLink("", match.group(2), number, embedded=match.group(1).lower() != "a")


def _html_block(raw: Sequence[str], start: int, quoted: bool) -> Block:
    """Raw HTML: its text without tags, scripts and styles; its frames, videos, links and images."""
    texts: list[str] = []
    links: list[RawLink] = []
    images: list[RawImage] = []
    hidden = ""
    for number, line in enumerate(raw, start + 1):
        shown = ""
        rest = line
        while rest:
            if hidden:
                end = rest.lower().find(hidden)
                if end < 0:
                    rest = ""
                    continue
                rest, hidden = rest[end + len(hidden) :], ""
                continue
            boundary = re.search(r"<!--|<(script|style)\b", rest, re.I)
            if not boundary:
                shown, rest = shown + rest, ""
                continue
            shown += rest[: boundary.start()] + " "
            hidden = f"</{boundary.group(1).lower()}>" if boundary.group(1) else "-->"
            rest = rest[boundary.end() :]
        for tag in re.finditer(r"<[^<>]*>", shown):
            links.extend(_tag_links(tag.group(), number))
            image = re.match(r"<img\b[^>]*?\bsrc\s*=\s*[\"']?([^\"'\s>]+)", tag.group(), re.I)
            if image:
                alt = re.search(r"\balt\s*=\s*[\"']([^\"']*)", tag.group(), re.I)
                images.append(RawImage(alt.group(1) if alt else "", image.group(1), number))
        text = " ".join(_TAG.sub(" ", shown).split())
        links.extend(RawLink(url, url, number) for url in find_urls(text))
        texts.append(text)
    return Block(
        "html",
        "\n".join(texts),
        start + 1,
        start + len(raw),
        quoted=quoted,
        links=tuple(links),
        images=tuple(images),
    )
