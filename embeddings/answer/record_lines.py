"""The lines that a record was read from, as quotes: who spoke, what a link leads to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from embeddings.answer.select import BUDGET, lone_labels
from embeddings.index.chunking import Segment, segments
from embeddings.proof import stand_at
from embeddings.quoting import quote_of
from embeddings.records import Quote, Session, TextBlock
from embeddings.text.markdown_words import count_words, words

_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_TITLE_MARKS = re.compile(r"^[\s#>*+-]+|\*\*|__|`|\s*#+\s*$|\s*\{[#.:][^}]*\}\s*$")
"""Marks of a heading, of emphasis, and of a heading's name for links."""


def segment_at(text_blocks: Sequence[TextBlock], line: int | None) -> Segment | None:
    """Return the segment at ``line``, where a record (a speaker, a link) was read from.

    None where there is none, one too long to be quoted beside others, and where the line is only the text of
    a link or of a picture: it tells nothing that the link itself does not.
    """
    for text_block in text_blocks:
        if line is not None and text_block.line <= line <= text_block.end_line and text_block.text.strip():
            for segment in segments([text_block]):
                if segment.line <= line <= segment.end_line:
                    return segment if _tells(segment) else None
    return None


def each_once(quotes: Iterable[Quote]) -> list[Quote]:
    """Return the quotes, of those with the same words the first: lines that several sessions have alike."""
    once: dict[tuple[str, ...], Quote] = {}
    for quote in quotes:
        once.setdefault(tuple(words(quote.text)), quote)
    return list(once.values())


def _tells(segment: Segment) -> bool:
    if segment.kind == "caption" or (segment.kind == "link" and "://" not in segment.text):
        return False
    return count_words(segment.text) <= BUDGET


def record_quotes(
    session: Session, text_blocks: Sequence[TextBlock], places: Iterable[int | None], lines: Sequence[str]
) -> list[Quote]:
    """Return at most two quotes of the lines ``places`` that records were read from.

    ``lines`` are the file's: what does not stand there is left out.
    Speakers mostly stand line under line: they are one quote rather than three, where no word parts them.
    """
    found = dict.fromkeys(
        _title(session, lines) if line == session.line else segment_at(text_blocks, line) for line in places
    )
    runs: list[list[Segment]] = []
    for segment in filter(None, found):
        if runs and stand_at(lines, quote_of([*runs[-1], segment], session)):
            runs[-1].append(segment)
        else:
            runs.append([segment])
    quotes = [quote_of(run, session) for run in runs[:2]]
    return [quote for quote in quotes if stand_at(lines, quote)]


def _title(session: Session, lines: Sequence[str]) -> Segment | None:
    """Return the line of the title as it is shown, with all that it says beside the title itself."""
    line = lines[session.line - 1] if session.line <= len(lines) else ""
    text = _TITLE_MARKS.sub("", _LINK.sub(r"\1", line)).strip()
    # A title that is a link or stands in a table of contents is shown above the quotes, who spoke as well.
    tells = count_words(text) and " ".join(words(text)) not in lone_labels(tuple(lines))
    return Segment(text, session.line, session.line, "heading", -1) if tells else None
