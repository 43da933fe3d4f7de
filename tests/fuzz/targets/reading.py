"""Notes of every form, as the reader takes them."""

from __future__ import annotations

import json

from embeddings import notes
from embeddings.index import chunking
from embeddings.notes import Source
from embeddings.notes.folder import refusal
from embeddings.notes.formats.documents.errors import DocumentError
from embeddings.notes.formats.documents.extract import markdown_of
from embeddings.proof import text_block_stands, words_at_of
from embeddings.text.decoding import lines_of_text
from tests.fuzz.targets.common import EMBEDDER, check_sentence
from tests.inbox.files import word


def parser(data: bytes, suffix: str = ".md") -> None:
    """Notes: every session's words stand at its lines, identities are unique, every chunk fits."""
    if refusal(data) is not None:
        return
    folder = notes.read([Source(f"note{suffix}", data)])
    text = lines_of_text(data)
    seen: set[str] = set()
    for note in folder.notes:
        for entry in note.sessions:
            session = entry.session
            assert session.id not in seen
            seen.add(session.id)
            assert 1 <= session.line <= session.end_line <= len(text)
            json.dumps(session.as_json(), ensure_ascii=False).encode("utf-8")
            for text_block in entry.text_blocks:
                assert text_block_stands(text, text_block, words_at_of(note.file))
                # What stands above the one title of a file is of its session, too.
                assert 1 <= text_block.line <= text_block.end_line <= session.end_line
            cut = chunking.split(session.title, entry.text_blocks, EMBEDDER.count_tokens, EMBEDDER.limit)
            assert all(n <= EMBEDDER.limit for n in EMBEDDER.count_tokens([p.text for p in cut]))


def document(data: bytes, suffix: str = ".html") -> None:
    """Pages and Word documents: read as the Markdown that they are made, or refused in one sentence."""
    if suffix == ".docx" and not data.startswith(b"PK"):
        # Of its own form hardly anything that is changed can be opened: what is changed is a paragraph.
        data = word(**{"word__document.xml": data})
    try:
        made = markdown_of(f"note{suffix}", data)
    except DocumentError as error:
        check_sentence(error)
        return
    parser(made, suffix)
