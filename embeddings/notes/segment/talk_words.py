"""Whether the text under a heading, before those of a file or over a list speaks of a talk, or of several."""

from __future__ import annotations

import re
from collections.abc import Sequence

from embeddings.notes.formats.base import Block
from embeddings.text.markdown_words import count_words
from embeddings.text.tokens import HANGUL, WIDE

_BEGINNING = 40
"""Words of a text within which it says what it is about."""
_LONGEST_LINE = 60
"""Words of a paragraph that leads to what follows it."""
_SHORTEST, _LONGEST = 5, 12
"""Words of a heading that is such a line: fewer ("Key sessions") may head anything."""
_LAST_LINES = 2
"""Paragraphs before the first heading that may say what follows."""

_ONE = re.compile(
    r"\b(?:(?:this|the|his|her|their|a|an|great|good|nice|interesting|first|second|last|next|another) "
    r"(?:talk|presentation|presenter|speaker|keynote|lecture)|speaker|presenter|"
    r"gave a|presented by|palestra|palestrante|palestrou|apresentação|charla|ponencia|ponente|charlista|"
    r"présentation|conférencier|conférencière|l'orateur|l'oratrice|ce talk|vortrag|vortrags|vortragende[nr]?|"
    r"referent(?:in)?|relatore|relatrice|l'intervento|lezing|presentatie|spreker|prelekcj[aięą]|prelegent(?:ka|a)?|"
    r"prezentacj[aięą]|wystąpienie|доклад[аеу]?|докладчик|презентаци[яию]|přednášk[ayu]|přednášející|föredrag(?:et)?|"
    r"talare|foredrag(?:et)?|sunum|konuşmacı|előadás)\b"
    r"|発表(?:者|さ|は|で|の)|登壇|講演|スピーカー|セッション|발표(?:자|는|를|에서|였|했)|연사|강연|세션"
    r"|演讲|演講|讲师|講師|讲者|講者",
    re.I,
)
"""A talk, or who gave it, as a sentence about it names them; in a heading such a word says something else."""
_PARTS = (
    "talk", "present", "speaker", "keynote", "lecture", "gave a", "palestr", "charl", "ponen", "présent",
    "conférenci", "l'orat", "vortrag", "referent", "relat", "intervento", "lezing", "spreker", "prele",
    "prezent", "wystąp", "доклад", "презент", "předn", "föredrag", "talare", "foredrag", "sunum", "konuş",
    "előad", "apresent",
)  # fmt: skip
"""Parts of these words, of which a text in Latin or Cyrillic letters has one; they are found fast."""

_WIDE = re.compile(f"[{WIDE}{HANGUL}]")

_SEVERAL = re.compile(
    r"\b(?:talks|sessions|presentations|lectures|keynotes|workshops|palestras|sessões|apresentações|charlas|"
    r"ponencias|sesiones|présentations|conférences|exposés|sujets|vorträgen?|interventi|lezingen|presentaties|sessies|"
    r"prelekcj[ei]|prezentacj[ei]|wystąpie(?:nia|ń)|доклад(?:ы|ов)|přednášky|föredragen|foredragene)\b"
    r"|セッション|発表|講演|세션|발표|演讲|演講|议题|議題|议程|議程|分享会|分享會",
    re.I,
)
"""Several talks, as a sentence or a line that leads to a list of them names them."""
_SINGULAR = re.compile(r"\b(?:talk|session|presentation|lecture)\b", re.I)
"""One talk, as a line over a list of them may say too: "Talk list", "Session A"."""
_NO_TALKS = re.compile(
    r"\b(?:notes?|links?|slides?|videos?|recordings?|speakers?|agenda|panel|to.?do|questions?)\b", re.I
)
"""What else a line over a list may lead to."""


def names_talks(title: str) -> bool | None:
    """Whether a line over a list says that talks follow; None where it says that something else does."""
    if _NO_TALKS.search(title):
        return False
    return True if _SEVERAL.search(title) or _SINGULAR.search(title) else None


def tells_of_talk(blocks: Sequence[Block], body: Sequence[int]) -> bool:
    """Whether the text at ``body`` speaks of a talk, or of who gave it, where it begins."""
    count = 0
    for index in body:
        block = blocks[index]
        if block.kind in ("paragraph", "item") and _tells(block.text.replace("\n", " ")):
            return True
        count += block.words
        if count >= _BEGINNING:
            return False
    return False


def _tells(text: str) -> bool:
    lower = text.lower()
    may = any(part in lower for part in _PARTS) or (not text.isascii() and _WIDE.search(text) is not None)
    return may and _ONE.search(text) is not None


def leads_to_talks(blocks: Sequence[Block], before: int) -> bool:
    """Whether what stands right before a heading ends in a colon, or briefly, and speaks of several talks."""
    for block in reversed(blocks[max(0, before - _LAST_LINES) : before]):
        if block.kind == "heading":
            return False
        text = " ".join(block.lines).strip()
        if block.kind == "paragraph" and _SEVERAL.search(text):
            return text.endswith((":", "：")) or block.words <= _LONGEST_LINE
    return False


def is_line_on_talks(text: str) -> bool:
    """Whether a heading speaks of several talks in a few words: "Some talks that I saw".

    In Chinese, Japanese and Korean one word may be of one talk as well.
    """
    match = _SEVERAL.search(text)
    return match is not None and match[0][0] < "\u3000" and _SHORTEST <= count_words(text) <= _LONGEST
