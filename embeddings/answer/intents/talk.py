"""Small talk, and questions that name nothing to look for: a set phrase, never a session."""

from __future__ import annotations

from embeddings.answer import days
from embeddings.answer.intents.asked import Asked
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


def answer(asked: Asked) -> Answer | None:
    """Reply to small talk."""
    kind = small_talk(asked.question.text)
    said = tokens.tokenize(asked.question.text)
    if kind is None or any(tokens.tokenize(session.title) == said for session in asked.scope):
        return None
    reply = _REPLIES[kind]
    return _talk(asked, f"{reply} {_covered(asked)}" if kind in _COVERING else reply)


def vague(asked: Asked) -> Answer | None:
    """Reply to a question without a word of substance, unless it goes on about a session or is of a day."""
    question = asked.question
    if asked.terms or asked.session is not None or asked.pool is not None:
        return None
    named = any(hit.title_coverage == 1 for hit in asked.hits[:1])
    if named or question.lists or question.sponsored or question.names_a_day:
        return None
    return _talk(asked, f"{_VAGUE} {_covered(asked)}")


def _covered(asked: Asked) -> str:
    return f"The notes cover {days.covered(asked.catalogue)}."


def _talk(asked: Asked, reply: str) -> Answer:
    return Answer(asked.question.text, "none", reply, kind="talk")
