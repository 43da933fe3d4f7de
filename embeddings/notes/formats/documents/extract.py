"""What a document says, as Markdown: the same bytes give the same text, where quotes have their lines."""

from __future__ import annotations

from collections import OrderedDict

from embeddings.notes.formats.markdown import MarkdownFormat
from embeddings.text.document_names import HTML, WORD

MADE_BY = "markdownify 1.2.3, mammoth 1.13.0"
"""What the text of documents depends on: with other versions of these, or of this, notes are read again."""
LARGEST = 50_000_000
"""Bytes of a document, pictures included, which are left in it; what it says is bounded as notes are."""
_REMEMBERED = 128
"""Texts, each with the digest of its document: a running bot reads all files again when one changes."""

_texts: OrderedDict[str, bytes] = OrderedDict()


class DocumentFormat(MarkdownFormat):
    """Documents of one kind, once they are Markdown."""

    def __init__(self, name: str, suffixes: tuple[str, ...]) -> None:
        """``name`` is what people call the kind ("HTML")."""
        self.name = name
        self.suffixes = suffixes


HTML_FORMAT = DocumentFormat("HTML", HTML)
WORD_FORMAT = DocumentFormat("Word", WORD)


def markdown_of(file: str, data: bytes) -> bytes:
    """Return what a document says as Markdown, in UTF-8; raises DocumentError where it cannot be told."""
    is_word = file.lower().endswith(WORD)
    import hashlib  # and with it OpenSSL: folders without documents save its memory

    key = f"{is_word} {hashlib.sha256(data).hexdigest()}"
    if (known := _texts.get(key)) is not None:
        return known
    # What reads them takes long to import, which other notes need not wait for.
    from embeddings.notes.formats.documents import html, word

    made = (word.markdown_of(data) if is_word else html.markdown_of(data)).encode("utf-8", "replace")
    _texts[key] = made
    if len(_texts) > _REMEMBERED:
        _texts.popitem(last=False)
    return made
