"""Does a quote hold what a sentence of somebody else's says? Told by the reader that reads answers."""

from __future__ import annotations

from embeddings.answer.reader.protocol import AnswerReader, Passage
from embeddings.records import Quote, Session
from embeddings.text import sentences


def support(reader: AnswerReader, sentence: str, quote: Quote, session: Session) -> float | None:
    """Return the log-odds that a quote of ``session`` holds what a sentence says, read as if it were asked.

    None where the session's language is not read. It tells what a quote is about; it does not see who did
    what to whom, and a "not" only sometimes.
    """
    if not reader.reads(session.language):
        return None
    parts = tuple(quote.text[start:end] for start, end in sentences.spans(quote.text))
    return reader.read([Passage(sentence, session.title, parts)])[0].answers
