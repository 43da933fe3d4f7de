"""What may stand in for a heading: a bold line, a plain line over a list, an outermost list item."""

from __future__ import annotations

import re
from collections.abc import Sequence

from embeddings.notes.fields.links import is_web
from embeddings.notes.fields.meta_lines import is_meta
from embeddings.notes.fields.people.lines.labels import labelled
from embeddings.notes.fields.titles import is_code
from embeddings.notes.formats.base import Block
from embeddings.text.dates import is_only_date
from embeddings.text.markdown_words import count_words

_MOST_WORDS = 16
"""A plain line of more is text."""


def is_bold_title(block: Block, *, stopped: bool = False) -> bool:
    """Whether a paragraph is one bold line that could be a title; ``stopped`` also one with a full stop."""
    return (
        block.kind == "paragraph"
        and not block.quoted
        and (block.bold == (True,) if block.line == block.end_line else all(block.bold) and bool(block.bold))
        and not block.images
        and 3 <= len(block.text) <= 200
        and not re.search(r"[,;:，；：]\W*$" if stopped else r"[.,;:。，；：]\W*$", block.text)
        and labelled(block.text) is None
    )


def is_item_title(block: Block) -> bool:
    """Whether an outermost list item could be a title: no line of a table of contents, no long text."""
    return (
        block.kind == "item"
        and block.level == 0
        and not block.quoted
        and not any(link.url.startswith("#") for link in block.links)
        and 3 <= len(block.first_line) <= 200
        and not is_web(block.first_line.strip("<> "))
        and not is_meta(block.first_line)
        and labelled(block.first_line) is None
    )


def is_plain_title(blocks: Sequence[Block], index: int) -> bool:
    """Whether a paragraph is one short line over a list, or under a rule, that could be a title."""
    block = blocks[index]
    if (
        block.kind != "paragraph"
        or block.quoted
        or block.images
        or block.line != block.end_line
        or not 3 <= len(block.text) <= 200
        or re.search(r"[.,;:。，；：…]\W*$", block.text)
    ):
        return False
    over = index + 1 < len(blocks) and blocks[index + 1].kind == "item" and not blocks[index + 1].quoted
    under = index > 0 and blocks[index - 1].kind == "rule"
    return (
        (over or under)
        and 1 <= count_words(block.text) <= _MOST_WORDS
        and labelled(block.text) is None
        and not is_web(block.text.strip("<> "))
        and not is_only_date(block.text)
        and not is_code(block.text)
    )
