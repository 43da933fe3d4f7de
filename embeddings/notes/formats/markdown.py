"""A file of Markdown as blocks, each with the lines it stands on.

markdown-it-py finds the blocks; ``inline`` renders their text line by line, ``html_blocks`` reads raw HTML.

Hostile input stays linear: the file is parsed in slices that end where every container is closed, paragraphs
of more than ``inline.LONGEST`` characters are not searched for inline marks, and nesting is bounded.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from embeddings.notes.formats.base import Block, BlockKind, Document
from embeddings.notes.formats.fences import links_in_fence
from embeddings.notes.formats.frontmatter import FrontMatter, read_front_matter
from embeddings.notes.formats.html_blocks import EMPTY, html_blocks
from embeddings.notes.formats.indented import is_prose
from embeddings.notes.formats.inline import COMMONMARK, render, render_lines
from embeddings.notes.formats.prepare import Prepared, prepare
from embeddings.notes.formats.raw_html import RAW_END, opens_raw_html
from embeddings.notes.model import Source
from embeddings.text.decoding import lines_of_text
from embeddings.text.markdown_words import SUFFIXES, without_wiki_marks, words_of_markdown

SLICE = 400
"""Lines after which a slice ends at the next place where it may; bounds the tokens alive at once."""

_CALLOUT = re.compile(r"\[![A-Za-z-]+\][-+]?[ \t]*")
"""What opens a callout ("[!note]") in the first line of a quote; its title follows."""

_BLOCK_NAME = re.compile(r"(?<=\S)[ \t]+\^(?=[\w-]*[A-Za-z])[A-Za-z0-9-]{4,}[ \t]*$")
"""What Obsidian names a block by ("^a1b2c3"), at the end of its last line."""

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


class MarkdownFormat:
    """CommonMark with tables, strikethrough and front matter; simple text files are read by its rules too."""

    name = "Markdown"
    suffixes: tuple[str, ...] = SUFFIXES

    def read(self, source: Source) -> Document:
        """Return the document in a file; front matter belongs to no block."""
        lines = lines_of_text(source.data)
        front = read_front_matter(lines)
        body = "\n" * front.height + "\n".join(lines[front.height :])
        return Document(lines, _blocks(body), front, _front_title(front))

    def words_at(self, lines: Sequence[str]) -> list[str]:
        """Return the words that lines hold; tags and the addresses of links are not among them."""
        return words_of_markdown(lines)


@lru_cache(maxsize=64)
def _blocks(body: str) -> tuple[Block, ...]:
    # A running bot reads all of its files again when one changes; the blocks of a file depend on it alone.
    return tuple(without_accidental_headings(parse(body.split("\n"))))


def _front_title(front: FrontMatter) -> Block | None:
    text = front.text("title")
    if not text:
        return None
    line = front.lines.get("title", 1)
    rendered = render(without_wiki_marks(text), line - 1, {})
    return Block(
        "heading",
        "\n".join(rendered.lines),
        line,
        line,
        level=1,
        links=tuple(rendered.links),
        title=rendered.title,
    )


def parse(lines: Sequence[str]) -> list[Block]:
    """Return the blocks of a file, in order. ``lines`` are its lines without their ends."""
    prepared = prepare(lines)
    lines = prepared.lines
    environment: dict[str, object] = {}
    slices = list(_slices(lines))
    # References may stand anywhere in a file, so a first pass over the slices that hold any collects them.
    for start, end in slices:
        if any(line.lstrip(" >").startswith("[") and "]:" in line for line in lines[start:end]):
            _tokens(lines[start:end], environment)
    blocks: list[Block] = []
    for start, end in slices:
        walker = _Walker(lines, start, environment)
        blocks.extend(walker.walk(_tokens(lines[start:end], environment)))
    return _with_links(blocks, prepared)


def _with_links(blocks: Sequence[Block], prepared: Prepared) -> list[Block]:
    """Add links to the blocks on whose lines they stand; leave out lines that were emptied and hold none."""
    links, found, lines = prepared.links, [], sorted(prepared.links)
    for block in blocks:
        emptied = block.kind == "html" and prepared.lines[block.line - 1].strip() == EMPTY
        if emptied and block.line == block.end_line and block.line not in links:
            continue
        if not links:
            found.append(block)
            continue
        first, last = bisect_left(lines, block.line), bisect_right(lines, block.end_line)
        known = {link.url for link in block.links}
        more = [link for line in lines[first:last] for link in links[line] if link.url not in known]
        found.append(replace(block, links=(*block.links, *more)) if more else block)
    return found


def without_accidental_headings(blocks: Sequence[Block]) -> list[Block]:
    """Undo headings that nobody meant: text right above a rule, in a file that writes "##" and rules."""
    hashes = [block.level for block in blocks if block.kind == "heading" and not block.underlined]
    rules = any(block.kind == "rule" for block in blocks)
    bold = sum(block.kind == "paragraph" and block.bold == (True,) for block in blocks)
    underlined = sum(block.kind == "heading" and block.underlined for block in blocks)
    # Where bold lines are the titles, a rule right below a line underlines it by accident.
    by_bold = rules and not hashes and bold > 2 * underlined
    found: list[Block] = []
    for block in blocks:
        if block.kind == "heading" and block.underlined and block.level == 2:
            lines = block.end_line - block.line + 1
            meant = 2 not in hashes and not by_bold and not (rules and 1 in hashes and len(hashes) > 1)
            if not meant or lines > 2 or re.search(r"[.!?。]$", block.text.strip()):
                block = replace(block, kind="paragraph", level=0, title="", underlined=False)
        found.append(block)
    return found


def _tokens(lines: Sequence[str], environment: dict[str, object]) -> list[Token]:
    text = "\n".join(lines).replace("\0", "\ufffd")
    tokens: list[Token] = []
    state = StateBlock(text, COMMONMARK, environment, tokens)
    COMMONMARK.block.tokenize(state, state.line, state.lineMax)
    return tokens


def _slices(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Cut before a heading at the left edge after an empty line, outside a fence and outside raw HTML."""
    start, fence, raw, empty = 0, "", False, True
    for number, line in enumerate(lines):
        if fence:
            closing = line.strip()
            if closing.startswith(fence) and not closing.strip(fence[0]) and _FENCE.match(line):
                fence = ""
        elif raw:
            raw = not RAW_END.search(line)
        else:
            opened = _FENCE.match(line) if "```" in line or "~~~" in line else None
            if opened:
                fence = opened.group(1)
            elif "<" in line and opens_raw_html(line):
                raw = not RAW_END.search(line)
            elif (empty and line.startswith("#") and number - start >= SLICE) or number - start >= 50 * SLICE:
                yield start, number
                start = number
        empty = not line.strip()
    yield start, len(lines)


class _Walker:
    """Turns the tokens of one slice into blocks."""

    def __init__(self, lines: Sequence[str], offset: int, environment: dict[str, object]) -> None:
        self.lines, self.offset, self.environment = lines, offset, environment

    def walk(self, tokens: Sequence[Token]) -> Iterator[Block]:
        lists: list[bool] = []
        items: list[bool] = []
        quotes = table = 0
        heading, underlined = 0, False
        below_heading = False
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
                yield from self._parts(token, heading, underlined, lists, items, quotes > 0)
                if items:
                    items[-1] = False
            elif kind == "code_block" and is_prose(self._raw(token), below_heading=below_heading):
                yield self._prose(token, quotes > 0)
            elif kind in ("fence", "code_block"):
                yield self._code(token, len(lists), quotes > 0)
            elif kind == "html_block":
                start, end = self._span(token)
                yield from html_blocks(self.lines[start:end], start, quotes > 0)
            elif kind == "hr":
                start, end = self._span(token)
                yield Block("rule", "", start + 1, end)

            below_heading = kind == "heading_close"

    def _raw(self, token: Token) -> Sequence[str]:
        start, end = self._span(token)
        return self.lines[start:end]

    def _prose(self, token: Token, quoted: bool) -> Block:
        content = "\n".join(line.strip() for line in self._raw(token))
        return self._inline(replace(token, content=content), 0, False, [], [], quoted)

    def _span(self, token: Token) -> tuple[int, int]:
        start, end = token.map or [0, 1]
        start, end = start + self.offset, end + self.offset
        while end - 1 > start and end <= len(self.lines) and not self.lines[end - 1].strip():
            end -= 1
        return start, min(max(end, start + 1), len(self.lines))

    def _parts(
        self, token: Token, heading: int, underlined: bool, lists: list[bool], items: list[bool], quoted: bool
    ) -> Iterator[Block]:
        """Return a paragraph as blocks: lines in it that were emptied are far to the right and end it."""
        start, end = self._span(token)
        if end - start == 1:
            yield self._inline(token, heading, underlined, lists, items, quoted)
            return
        emptied = [number for number in range(start, end) if self.lines[number].lstrip(" >\t") == EMPTY]
        content = token.content.split("\n")
        first = start
        for number in (*emptied, end) if emptied else ():
            if first < number:
                last = number == end  # an underlined heading has its line more than its content
                text = content[first - start : None if last else number - start]
                part = replace(
                    token, content="\n".join(text), map=[first - self.offset, number - self.offset]
                )
                yield self._inline(part, heading if last else 0, underlined and last, lists, items, quoted)
            if number < end:
                yield from html_blocks([EMPTY], number, quoted)
            first = number + 1
        if not emptied:
            yield self._inline(token, heading, underlined, lists, items, quoted)

    def _inline(
        self, token: Token, heading: int, underlined: bool, lists: list[bool], items: list[bool], quoted: bool
    ) -> Block:
        start, end = self._span(token)
        raw = self.lines[start:end]
        if underlined and len(raw) > 1 and re.fullmatch(r"[ >\t]*(?:=+|-+)\s*", raw[-1]):
            end, raw = end - 1, raw[:-1]
        content = token.content
        callout = _CALLOUT.match(content) if quoted else None
        if callout:
            content = content[callout.end() :]
            raw = [_CALLOUT.sub("", raw[0].lstrip("> \t")), *raw[1:]]
        named = _BLOCK_NAME.search(raw[-1]) if "^" in raw[-1] else None
        if named and content.endswith(named[0].rstrip()):
            content = content[: -len(named[0].rstrip())]
            raw = [*raw[:-1], raw[-1][: named.start()]]
        rendered = render_lines(content, raw, start, self.environment)
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
            title=rendered.title if heading else "",
            count=rendered.count,
        )

    def _table(self, token: Token, quoted: bool) -> Block:
        start, end = self._span(token)
        texts, links, images = [], [], []
        for number, line in enumerate(self.lines[start:end], start):
            if re.fullmatch(r"[\s|:>-]*", line):
                texts.append("")
                continue
            rendered = render_lines(line.strip().strip("|"), [line], number, self.environment)
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
        links = links_in_fence(raw, start + 1) if token.type == "fence" and not token.info.strip() else ()
        return Block(
            "code", text, start + 1, start + max(len(raw), 1), level=depth, quoted=quoted, links=links
        )
