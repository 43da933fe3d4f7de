"""The words of Markdown text, as the notes are compared by, and how many a text has.

Two texts hold the same words when ``words`` returns the same list for both; a quote stands in the notes when
its words follow each other there. Markdown's marks, the targets of links and HTML tags are not words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from embeddings.text.tokens import WIDE

SUFFIXES = (".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd", ".rmd", ".txt")
"""Of files of Markdown, the usual one first; simple text is read by its rules, too."""

_TAG = re.compile(r"<[^>\n]+>")
_WORD = re.compile(r"[^\W_]+")
_REMARK = re.compile(r"(?<!%)%%(?!%)[^%\n]+%%(?!%)")
_WIKI_LINK = re.compile(r"(!?)\[\[(?!\s)([^\[\]|\n]*?)(?:\\?\|([^\[\]|\n]*))?\]\](?!\()")
SPACE_NAMED = re.compile(r"&(?:nbsp|[et]msp|ensp|thinsp|#160|#8195|#x[aA]0);")
"""A space that is written by its name."""
_SHORT = 200
"""Characters of a text up to which its words and their count are remembered: lines are asked for often."""
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_WIDE = re.compile(f"[{WIDE}]")


def words(markdown: str) -> list[str]:
    """Return the words of Markdown text without its marks, folded in case and width.

    A run of Chinese or Japanese letters is one word here, for the texts that are compared are split alike.
    Takes time in proportion to the text, whatever stands in it.
    """
    text = markdown if markdown.isascii() else unicodedata.normalize("NFKC", markdown)
    if "[[" in text or "%%" in text:
        text = without_wiki_marks(text)
    if "&" in text:
        text = SPACE_NAMED.sub(" ", text)
    if ">" in text:
        text = "\n".join(_without_tags(line) for line in text.split("\n"))
    if "](" in text:
        text = _without_targets(_without_targets(text, "![", " "), "[", "")
    return list(_folded_short(text)) if len(text) <= _SHORT else _folded(text)


def plain_words(text: str) -> list[str]:
    """Return the words of text in which nothing is a mark, folded as those of Markdown are."""
    return _folded(text if text.isascii() else unicodedata.normalize("NFKC", text))


def _folded(text: str) -> list[str]:
    return _WORD.findall(text.casefold().replace("’", "'").replace("'", ""))


@lru_cache(maxsize=512)
def _folded_short(text: str) -> tuple[str, ...]:
    return tuple(_folded(text))


def words_to_compare(markdown: str) -> list[str]:
    """Return the words of Markdown, each letter of a script without spaces by itself.

    So that a part of a Chinese sentence is found in the whole.
    """
    return " ".join(words(_UNSPACED.sub(r" \g<0> ", markdown))).split()


def words_of_markdown(lines: Sequence[str]) -> list[str]:
    """Return the words of lines of Markdown."""
    return words("\n".join(lines))


def without_wiki_marks(text: str) -> str:
    """Return text as Obsidian shows it: a link to a note as its words, no comments, no names of files.

    "[[Target|shown]]" is "shown", "[[Target]]" is "Target", "![[picture.png]]" and "%%remark%%" are nothing.
    """
    if "%%" in text:
        text = _REMARK.sub(" ", text)
    return _WIKI_LINK.sub(_shown, text) if "[[" in text else text


def _shown(link: re.Match[str]) -> str:
    return " " if link[1] else link[3] if link[3] is not None else link[2]


def count_words(markdown: str) -> int:
    """Return how many words Markdown text has.

    Chinese and Japanese put no space between words: two of their letters count as one, which is how long
    their words are on average, so that a limit means about as much text in every language. What lies between
    spaces would count a whole sentence as one word, each letter would count it as twice its length. Korean
    writes spaces and is counted by them. Only a text without any word has 0.
    """
    return _count(markdown) if len(markdown) <= _SHORT else _count.__wrapped__(markdown)


@lru_cache(maxsize=2048)
def _count(markdown: str) -> int:
    found = words(markdown)
    if markdown.isascii():
        return len(found)
    spaced, wide = _WIDE.subn(" ", " ".join(found))
    return max(len(spaced.split()) + wide // 2, min(wide, 1))


def _without_tags(line: str) -> str:
    """Return one line without its tags.

    Behind its last ``>`` there is none; looking for one there from every ``<`` would take the square of its
    length.
    """
    head, end, tail = line.rpartition(">")
    return _TAG.sub(" ", head + end) + tail


def _without_targets(text: str, opening: str, around: str) -> str:
    r"""Return the text with each link or image replaced by its own text, with ``around`` on both sides.

    The same as ``re.sub`` of ``\[([^\]]*)\]\([^)]*\)``, in time proportional to the text: what was found of
    the next bracket is kept from one opening to the next.
    """
    parts: list[str] = []
    done, close, target_end = 0, -1, -1
    at = text.find(opening)
    while at >= 0:
        start = at + len(opening)
        if close < start:
            close = text.find("]", start)
        if close < 0:
            break
        if text.startswith("(", close + 1):
            if target_end < close + 2:
                target_end = text.find(")", close + 2)
            if target_end < 0:
                break
            parts += [text[done:at], around, text[start:close], around]
            done = target_end + 1
            at = text.find(opening, done)
        else:
            at = text.find(opening, start)
    return "".join(parts) + text[done:]
