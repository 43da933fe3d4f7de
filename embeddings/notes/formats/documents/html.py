"""HTML as Markdown, by markdownify: what a page shows, without what steers it or leads around it.

Nothing of a page runs, and nothing that it names is fetched.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

from bs4 import BeautifulSoup, Tag
from markdownify import ATX, MarkdownConverter

from embeddings.notes.formats.documents.errors import DocumentError
from embeddings.text.decoding import decode

_NOT_SHOWN = frozenset({
    "script", "style", "noscript", "template", "head", "title", "nav", "form", "button", "select", "svg",
    "object", "iframe", "dialog",
})  # fmt: skip
"""Elements that say nothing of a session."""
_TEMPLATE = re.compile(r"\{%|\{\{|<%|<\?php")
_MOST_MARKS = 60_000
"""Of a page: as many take seconds."""
_MOST_DECLARATIONS = 1_000
"""Of comments and the like: the parser looks for the end of each in all that follows."""
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*>")
_ADDRESS = re.compile(r"(https?://[^\s<>]+)")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_LONGEST_SPACE = 200
_LONG_SPACE = re.compile(rf"\s{{{_LONGEST_SPACE + 1},}}")
"""White space that nobody sees the length of, and for whose square the converter would work."""
_HIDING = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)


class _Converter(MarkdownConverter):
    """Leaves out what is not shown, keeps each paragraph on a line, and escapes what would be a mark."""

    def process_tag(self, node: Tag, parent_tags: Any = None) -> str:
        hidden = node.has_attr("hidden") or node.get("aria-hidden") == "true"
        hidden = hidden or _HIDING.search(str(node.get("style") or "")) is not None
        if node.name in _NOT_SHOWN or hidden:
            return ""
        return str(super().process_tag(node, parent_tags=parent_tags))  # type: ignore[misc]

    def escape(self, text: str, parent_tags: Any) -> str:
        if "pre" not in parent_tags:
            text = _SPACE.sub(" ", text)
        # An address would lead elsewhere with a backslash in it.
        parts = _ADDRESS.split(text)
        escape = super().escape  # type: ignore[misc]
        parts[::2] = [escape(part, parent_tags) for part in parts[::2]]
        return "".join(parts)

    def convert_a(self, el: Tag, text: str, parent_tags: Any) -> str:
        if el.has_attr("href"):
            el["href"] = _target(str(el["href"]))
        return str(super().convert_a(el, text, parent_tags))  # type: ignore[misc]


def markdown_of(data: bytes) -> str:
    """Return what a page says as Markdown; raises DocumentError."""
    try:
        text = decode(data)
    except UnicodeDecodeError:
        raise DocumentError("not UTF-8") from None
    if _TEMPLATE.search(text):
        raise DocumentError("a template of pages")
    if text.count("<") > _MOST_MARKS or text.count("<!") > _MOST_DECLARATIONS:
        raise DocumentError("a page of too many elements")
    converter = _Converter(heading_style=ATX, bullets="-", escape_misc=True)
    try:
        # Without the line end, and with the declaration, it would warn of what is right.
        page = BeautifulSoup(_DECLARATION.sub("", text) + "\n", "html.parser")
        for said in page.find_all(string=_LONG_SPACE):
            said.replace_with(_LONG_SPACE.sub(lambda run: run[0][:_LONGEST_SPACE], str(said)))
        markdown = str(converter.convert_soup(page.find("main") or page.body or page)).strip("\n")
        title = " ".join(page.title.get_text().split()) if page.title is not None else ""
        if title and page.find("h1") is None:
            markdown = f"# {converter.escape(title, set())}\n\n{markdown}"
    except RecursionError:
        raise DocumentError("nested too deep") from None
    except Exception as error:
        # Whatever a page may hold, the converter takes it for right: a number that is none, and the like.
        raise DocumentError("a page that cannot be converted") from error
    return markdown + "\n"


def _target(address: str) -> str:
    """Return where a link leads; documents of Google's lead there by an address of Google's own."""
    try:
        parts = urlsplit(address)
        inner = parse_qs(parts.query).get("q", [""])[0]
    except ValueError:
        return address
    passed_on = parts.hostname == "www.google.com" and parts.path == "/url"
    return inner if passed_on and inner.startswith(("https://", "http://")) else address
