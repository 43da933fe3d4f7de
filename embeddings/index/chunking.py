"""A session to chunks of whole sentences: what is embedded, and what may be quoted of it.

A chunk holds 40 to 80 words where the notes allow (the size that retrieved best, see ``GOAL`` and
``MOST``). Its vector is made from title, section heading and words together; the words alone, with their
lines, are kept apart for quoting. Nothing is ever cut off: a chunk is measured with the model's own
tokenizer, and ``split`` fails loudly should one not fit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from embeddings.records import TextBlock, TextBlockKind
from embeddings.text import long_sentences, sentences
from embeddings.text.markdown_words import count_words

GOAL = 40
"""Words from which on a chunk may end: shorter ones carried too little meaning for a vector."""
MOST = 80
"""Words that a chunk ends before: longer ones blur several thoughts into one vector."""
_TITLE_TOKENS = 64
"""At most so many of the model's tokens go to the title and the heading: the words need the rest."""

_CHARACTERS_A_TOKEN = 8
"""More than a token's usual length: where to start looking for the cut in a very long unit."""

CountTokens = Callable[[Sequence[str]], list[int]]


@dataclass(frozen=True, slots=True)
class Segment:
    """The smallest thing that may be quoted: a sentence or item (of a very long one a part), a code fence
    whole, a caption.
    """

    text: str
    line: int
    end_line: int
    kind: TextBlockKind
    text_block: int
    """Which text block of the session it is from."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Units that stand together, and the text that is embedded for them."""

    text: str
    """Title, heading, words: what the model reads."""
    segments: tuple[Segment, ...]
    spans: tuple[tuple[int, int], ...]
    """Where each unit stands in ``text``."""

    @property
    def words(self) -> str:
        """The words of the notes alone."""
        return "\n".join(segment.text for segment in self.segments)


def segments(text_blocks: Sequence[TextBlock]) -> list[Segment]:
    """Cut a session's text blocks into units, in the order of the notes, speaker and link lines too."""
    found: list[Segment] = []
    for index, text_block in enumerate(text_blocks):
        if text_block.kind in ("prose", "item"):
            line, counted = text_block.line, 0
            for start, end in _sentences(text_block.text):
                line += text_block.text.count("\n", counted, start)
                counted = start
                text = text_block.text[start:end]
                found.append(Segment(text, line, line + text.count("\n"), text_block.kind, index))
        elif text_block.text.strip():
            found.append(
                Segment(
                    text_block.text.strip("\n"), text_block.line, text_block.end_line, text_block.kind, index
                )
            )
    return found


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each sentence of a text stands, very long ones in parts."""
    for start, end in sentences.spans(text):
        yield from long_sentences.parts(text, start, end)


def split(title: str, text_blocks: Sequence[TextBlock], count_tokens: CountTokens, limit: int) -> list[Chunk]:
    """Cut a session into chunks that the model reads whole.

    ``limit`` is the number of tokens that the model reads. A session without text has one chunk, its title.
    Lines of speakers, and links whose text says nothing, are not embedded: they are found by
    their own fields. Raises AssertionError when a
    chunk does not fit, which would be a defect.
    """
    from embeddings.notes.fields.links import says_nothing  # and with it what reads notes, which is slow

    heading = ""
    current: list[Segment] = []
    size = 0
    cuts: list[tuple[str, list[Segment]]] = []

    def close() -> None:
        nonlocal current, size
        if current:
            cuts.append((heading_of_current, current))
        current, size = [], 0

    heading_of_current = ""
    seen_captions: set[str] = set()
    for segment in segments(text_blocks):
        if segment.kind == "speaker" or (segment.kind == "link" and says_nothing(segment.text)):
            continue
        if segment.kind == "caption":
            if segment.text in seen_captions:
                continue
            seen_captions.add(segment.text)
        count = count_words(segment.text)
        if segment.kind == "heading":
            if size >= GOAL:
                close()
            heading = segment.text
        if current and size + count > MOST:
            close()
        if not current:
            heading_of_current = heading if segment.kind != "heading" else ""
        current.append(segment)
        size += count
        if size >= GOAL and segment.kind != "heading" and size + GOAL // 2 > MOST:
            close()
    close()
    prefix = _prefix(title, count_tokens, min(_TITLE_TOKENS, limit // 4))
    if not cuts:
        return [Chunk(prefix, (), ())]
    fitted = _fit(prefix, cuts, count_tokens, limit)
    _assert_fits(fitted, count_tokens, limit)
    return fitted


def _prefix(title: str, count_tokens: CountTokens, most: int) -> str:
    """Return the title, shortened to whole words where it is so long that it would crowd the text out."""
    words = title.split()[:most]
    while len(words) > 1 and count_tokens([" ".join(words)])[0] > most:
        words = words[: max(1, len(words) * 2 // 3)]
    text = " ".join(words)
    return text if count_tokens([text])[0] <= most else text[:most]


def _compose(prefix: str, heading: str, members: Sequence[Segment]) -> Chunk:
    head = prefix + "\n" + (heading + "\n" if heading else "")
    text, spans = head, []
    for segment in members:
        spans.append((len(text), len(text) + len(segment.text)))
        text += segment.text + "\n"
    return Chunk(text.rstrip("\n"), tuple(members), tuple(spans))


def _fit(
    prefix: str, cuts: Sequence[tuple[str, list[Segment]]], count_tokens: CountTokens, limit: int
) -> list[Chunk]:
    """Halve what has too many tokens (code, codes and figures have many a word) until all of it fits."""
    waiting = [(heading, members) for heading, members in reversed(cuts)]
    fitted: list[Chunk] = []
    while waiting:
        heading, members = waiting.pop()
        chunk = _compose(prefix, heading if count_tokens([heading])[0] < _TITLE_TOKENS else "", members)
        if count_tokens([chunk.text])[0] <= limit:
            fitted.append(chunk)
        elif len(members) > 1:
            middle = len(members) // 2
            waiting.append((heading, members[middle:]))
            waiting.append((heading, members[:middle]))
        else:
            fitted.extend(_pieces(prefix, members[0], count_tokens, limit))
    return fitted


def _pieces(prefix: str, segment: Segment, count_tokens: CountTokens, limit: int) -> list[Chunk]:
    """Cut one unit that is longer than the model reads: several vectors, each of a piece, all of the one
    unit.
    """
    pieces: list[Chunk] = []
    whole, start = segment.text, 0
    while start < len(whole):
        piece = whole[start : start + limit * _CHARACTERS_A_TOKEN]
        while len(piece) > 1 and count_tokens([prefix + "\n" + piece])[0] > limit:
            half = len(piece) // 2
            shorter = max(piece.rfind(" ", 0, half), piece.rfind("\n", 0, half))
            piece = piece[: shorter if shorter > 0 else half]
        text = prefix + "\n" + piece
        pieces.append(Chunk(text, (segment,), ((len(prefix) + 1, len(text)),)))
        start += len(piece)
        while start < len(whole) and whole[start].isspace():
            start += 1
    return pieces


def _assert_fits(chunks: Sequence[Chunk], count_tokens: CountTokens, limit: int) -> None:
    for chunk, tokens in zip(chunks, count_tokens([chunk.text for chunk in chunks]), strict=True):
        if tokens > limit:
            raise AssertionError(
                f"a passage of {tokens} tokens for a model that reads {limit}: {chunk.text[:60]!r}"
            )
