"""Files that lie among notes and are none: licences, policies, lists for machines, templates, moved notes.

A name alone decides little, for a talk may be called like any of them ("security-at-scale.md"): what the file
says has to agree.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

_HEAD = 3000
"""Characters of a file by which it is told."""

_LONGEST_STUB = 40
"""Words of a file that only says where its notes have gone."""

_BY_NAME = (
    (
        r"licen[cs]es?|copying|notice|unlicen[cs]e",
        r"permission is hereby|all rights reserved|licensed under|redistribution and use|copyright [(©\d]",
        "a licence",
    ),
    (
        r"security",
        r"\breport\w*\s+(?:\w+\s+){0,4}vulnerabilit|security polic|responsible disclosure|supported versions",
        "a security policy",
    ),
    (r"code[-_ ]of[-_ ]conduct", r"conduct", "a code of conduct"),
    (r"contributing", r"contribut|pull request", "a guide for contributors"),
    (r"change[-_ ]?log", r"^#+ *\W*v?\d+\.\d+|^#+ *\W*unreleased|^#+ *change ?log", "a list of changes"),
    (r"authors|contributors|maintainers", r"\A(?![\s\S]*^ *(?:speaker|by)\b)", "a list of authors"),
    (r"requirements", r"\A(?![\s\S]*^[^#\s-]\S*(?: \S+){3})", "a list of packages"),
    (r"robots", r"^\s*(?:user-agent|disallow|allow|sitemap)\s*:", "written for machines"),
    (r"humans", r"/\*", "a list of authors"),
    (r"(?:app-)?ads", r"^[\w.-]+\.\w+\s*,\s*[\w-]+\s*,\s*(?:direct|reseller)", "written for machines"),
    (r"cmakelists", r"\(", "written for machines"),
)
"""What such files are called (with or without more behind a sign) and what their text says."""

_KINDS = tuple(
    (re.compile(rf"(?:{name})(?:[-_.].*)?", re.I), re.compile(text, re.I | re.M), kind)
    for name, text, kind in _BY_NAME
)
_CAPITALS = {"LICENSE": "a licence", "LICENCE": "a licence", "COPYING": "a licence"} | {
    "CONTRIBUTING": "a guide for contributors",
    "CODE_OF_CONDUCT": "a code of conduct",
    "CHANGELOG": "a list of changes",
}
"""Names that in capitals are those of a repository's own files, whatever these say."""

_LFS = "version https://git-lfs.github.com/spec/"
"""How a file begins whose text Git LFS keeps elsewhere."""
_PLACEHOLDER = re.compile(r"\{\{.*\}\}|<%.*%>|\$\{.*\}|\{%.*%\}")
_MOVED = re.compile(
    r"\b(?:moved|migrated|relocated|renamed|redirect(?:s|ed)?)\b[^.\n]{0,40}?\b(?:to|here|into)\b[^\n]*?"
    r"(?:\]\(|\[\[|https?://|\.md\b)",
    re.I,
)


def kind_of_other(file: str, text: str) -> str | None:
    """Return what a file is that is none of the notes ("a licence"), None for notes."""
    stem, head = PurePosixPath(file).stem, text[:_HEAD]
    if head.startswith(_LFS):
        return "a pointer of Git LFS, without the text"
    if stem in _CAPITALS:
        return _CAPITALS[stem]
    for name, told, kind in _KINDS:
        if name.fullmatch(stem) and told.search(head):
            return kind
    if _is_template(head):
        return "a template: its title is a placeholder"
    if _has_placeholders_in_front(head):
        return "a template: its front matter holds placeholders"
    if len(text) < _HEAD and len(text.split()) <= _LONGEST_STUB and _MOVED.search(text):
        return "it says only where its notes have moved"
    return None


def _is_template(head: str) -> bool:
    """Whether the title of a file, in its front matter or its first heading, is nothing but a placeholder."""
    for line in head.split("\n"):
        title = re.match(r"(?:#{1,6}[ \t]+|title[ \t]*:[ \t]*)(.*)", line.lstrip("\ufeff"), re.I)
        if title:
            return _is_placeholder(title[1])
    return False


def _has_placeholders_in_front(head: str) -> bool:
    """Whether the value of a key of front matter is nothing but a placeholder ("created: {{date}}")."""
    first, *lines = head.lstrip("\ufeff").split("\n")
    if first.rstrip() != "---":
        return False
    end = next((number for number, line in enumerate(lines) if line.rstrip() == "---"), 0)
    pairs = (re.match(r"[\w-]+[ \t]*:[ \t]+(.+)", line) for line in lines[:end])
    return any(pair and _is_placeholder(pair[1]) for pair in pairs)


def _is_placeholder(value: str) -> bool:
    return bool(_PLACEHOLDER.fullmatch(value.strip().strip("\"'#").strip()))
