"""What parts the people in a line: commas, "and", parentheses."""

from __future__ import annotations

import re

JOIN = re.compile(
    r"\s*(?:;|&|\+|、|，|(?<![^\s,])(?:and|et|und|y|e|en|(?-i:og|och|ja|oraz|ve|и|та|i)|with|avec|mit)(?=\s))\s*"
    r"|\s+/\s+(?=[A-ZÀ-Þ])",
    re.I,
)
"""Words that somebody may be called as well ("Kim Ja Young") join in small letters only."""


def outside(text: str, separators: str) -> list[str]:
    """Split at separators outside parentheses."""
    if not any(separator in text for separator in separators):
        return [text] if text.strip() else []
    parts, depth, start = [], 0, 0
    for position, character in enumerate(text):
        if character in "([（":
            depth += 1
        elif character in ")]）":
            depth = max(depth - 1, 0)
        elif character in separators and not depth:
            parts.append(text[start:position])
            start = position + 1
    parts.append(text[start:])
    return [part for part in parts if part.strip()]


def joined_parts(text: str) -> list[str]:
    """Split at "and" and its like outside parentheses."""
    if not JOIN.search(text):
        return [text] if text.strip() else []
    hidden = re.sub(r"[(（\[][^()（）\[\]]*[)）\]]", lambda match: "\0" * len(match.group()), text)
    parts, start = [], 0
    for match in JOIN.finditer(hidden):
        parts.append(text[start : match.start()])
        start = match.end()
    parts.append(text[start:])
    return [part for part in parts if part.strip()]


def parenthesis(text: str) -> tuple[str, str | None]:
    """Return what stands before parentheses at the end, and in them; the whole text and None without."""
    match = re.fullmatch(r"\s*([^()（）\[\]]+?)\s*[(（\[]([^()（）\[\]]*)[)）\]]\s*", text)
    return (match[1], match[2].strip() or None) if match else (text, None)
