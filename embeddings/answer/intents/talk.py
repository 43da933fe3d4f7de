"""Small talk, and questions that name nothing to look for: a set phrase, never a session."""

from __future__ import annotations

from embeddings.answer import days
from embeddings.answer.intents.asked import Asked
from embeddings.index.catalogue import Catalogue
from embeddings.records import Answer
from embeddings.text import tokens
from embeddings.text.small_talk import SmallTalk, small_talk

_EXAMPLES = (
    "Ask for example “what did the session on … cover?”, “who spoke about …?”, “which talks were on day 2?”, "
    "“did anyone mention …?”."
)
_REPLIES: dict[SmallTalk, str] = {
    "about": "I answer questions about the session notes by quoting them word for word, with file and line, "
    f"and I say so where they hold nothing. {_EXAMPLES}",
    "wrong": "Sorry about that. I can only quote what the notes say: ask in other words, or name the "
    "session, the speaker or the day.",
    "thanks": "You are welcome.",
    "goodbye": "Goodbye.",
    "greeting": "Hello! Ask me anything about the session notes.",
    "acknowledgement": "All right. Ask me anything about the session notes.",
}
_COVERING: frozenset[SmallTalk] = frozenset({"about", "greeting"})
"""Kinds to whose reply it is added what the notes cover."""
_VAGUE = "That names nothing to look for in the notes: name a topic, a session, a speaker or a day."


def reply(text: str, catalogue: Catalogue) -> Answer | None:
    """Reply to small talk; None for a question. Nothing is searched for."""
    kind = small_talk(text)
    if kind is None:
        return None
    said = tokens.tokenize(text)
    if any(tokens.tokenize(session.title) == said for session in catalogue.sessions):
        return None
    phrase = _REPLIES[kind]
    return _talk(text, f"{phrase} {_covered(catalogue)}" if kind in _COVERING else phrase)


def vague(asked: Asked) -> Answer | None:
    """Reply to a question without a word of substance, unless it goes on about a session or is of a day."""
    question = asked.question
    if asked.terms or asked.session is not None or asked.pool is not None:
        return None
    named = any(hit.title_coverage == 1 for hit in asked.hits[:1])
    if named or question.lists or question.sponsored or question.names_a_day:
        return None
    return _talk(question.text, f"{_VAGUE} {_covered(asked.catalogue)}")


def _covered(catalogue: Catalogue) -> str:
    return f"The notes cover {days.covered(catalogue)}."


def _talk(text: str, phrase: str) -> Answer:
    return Answer(text, "none", phrase, kind="talk")
