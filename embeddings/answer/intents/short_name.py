"""Names that a search by words does not see: those that are also small words, or a letter, or have signs
("Go", "R", "C#", "C++", ".NET"). They are looked for as they are written.
"""

from __future__ import annotations

import re

from embeddings.answer.intents.asked import Asked
from embeddings.index.chunking import segments
from embeddings.quoting import quote_of
from embeddings.records import Answer, Match, Quote, Session
from embeddings.text import tokens
from embeddings.text.function_words import is_function_word

_QUOTED = 3
"""Sessions of which the sentence that holds the name is quoted."""
_WITH_SIGNS = re.compile(r"(?<![\w.])(?:[A-Za-z]\w?(?:\+\+|#)|\.[A-Z]{2,4}\b)(?![\w#+])")
_CAPITALISED = re.compile(r"(?<=\w )(?!I\b)[A-Z][a-z]?\b(?!['’.+#-]\w)(?![+#])")
_AT_THE_END = re.compile(
    r"\b(?:about|on|using|mention(?:s|ed)?) (?!it\b|me\b|us\b|we\b|he\b|do\b|so\b|to\b|by\b|in\b|a\b|i\b)"
    r"(?P<name>[a-z]{1,2})\W*$"
)
"""A small word where a thing is named: "which talks are about go?"."""
_ANY_CAPITAL = re.compile(r"(?<=\w )[A-Z]")
_GOES_ON = r"(?=\W*$|[,:;)/]| (?:is|was|has|can|does|and|or|\d))"
"""What follows a name at the beginning of a sentence, where any word has a capital."""


def answer(asked: Asked) -> Answer | None:
    """List the sessions in which the name stands as it is written; None where something else is named too."""
    text = asked.question.text
    typed = _name(asked)
    name = typed or _in_small_letters(asked)
    if name is None or asked.session is not None:
        return None
    found: dict[str, Quote] = {}
    holding = []
    for session in asked.scope:
        said = _saying(asked, name, session)
        if said is not None:
            found[session.id] = said
        if said is not None or _stands_in(name, session.title):
            holding.append(session)
    if not holding and typed is None:
        return None
    if not holding:
        return Answer(text, "none", f"Nobody mentions '{name}' in the notes.")
    mention = "session mentions" if len(holding) == 1 else "sessions mention"
    return Answer(
        text,
        "closest" if asked.question.defines else "answer",
        f"{len(holding)} {mention} {name}:",
        matches=tuple(Match(session, 1.0) for session in holding),
        quotes=tuple(found[one.id] for one in holding if one.id in found)[:_QUOTED],
        links=holding[0].links,
        kind="list",
    )


def _name(asked: Asked) -> str | None:
    """Return the one such name, where the question names nothing else."""
    text = asked.question.text
    signed, capitals = _WITH_SIGNS.findall(text), _CAPITALISED.findall(text)
    small = [one for one in capitals if len(one) == 1 or is_function_word(tokens.fold(one), ("en",))]
    names = list(dict.fromkeys(signed or small))
    headed = not signed and len(_ANY_CAPITAL.findall(text)) > 1  # "What Did They Say About It?"
    if len(names) != 1 or headed or asked.question.language not in (None, "en"):
        return None
    own = set(tokens.tokenize(names[0]))
    return names[0] if all(term.word in own for term in asked.terms) else None


def _in_small_letters(asked: Asked) -> str | None:
    """Return a name that stands in small letters at a question's end, as it would be written."""
    found = None if asked.terms else _AT_THE_END.search(asked.question.text.lower())
    return None if found is None else found["name"].capitalize()


def _saying(asked: Asked, name: str, session: Session) -> Quote | None:
    """Return the first sentence of a session that has the name."""
    return next(
        (
            quote_of([one], account)
            for account in session.all_accounts
            for one in segments(asked.snapshot.store.text_blocks(account.id))
            if _stands_in(name, one.text)
        ),
        None,
    )


def _stands_in(name: str, text: str) -> bool:
    """Tell whether a text has the name as a word, as it is written."""
    word = rf"(?<![\w.]){re.escape(name)}(?![\w#+])"
    if not name.isalpha():
        return re.search(word, text, re.IGNORECASE) is not None
    return re.search(rf"(?<=[\w,;/(&] ){word}|(?<=[(/]){word}|^\W*{word}{_GOES_ON}", text) is not None
