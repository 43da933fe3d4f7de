"""Several questions in one text: which they are."""

from __future__ import annotations

import re

from embeddings.text.sentences import spans
from embeddings.text.small_talk import small_talk
from embeddings.text.tokens import WIDE, fold

_MARK = re.compile(r"[?？][?？!！]*[\"'”’)»]*(?=\s|$)|？[？！]*")
"""Where a question ends; not within an address."""
_AFTER_MARK = "!！\"'”’)»」"
"""What may stand behind the mark of a sentence that asks."""
_SAID = re.compile(r"\"[^\"\n]*\"|“[^”\n]*”|„[^“”\n]*[“”]|«[^»\n]*»|「[^」\n]*」|\([^()\n]*\)")
"""What is quoted or in brackets: a question mark in it ends no question."""
_GOES_ON = re.compile(r"(?:or|oder|ou|o|または|それとも|还是|아니면)\b", re.IGNORECASE)
_WORD = re.compile(rf"[{WIDE}]{{1,2}}|(?:(?![{WIDE}])\w)+")
"""A word; of Chinese and Japanese two letters are one."""
_LEAST = 3
"""Words of a question that stands by itself: "Why?" and "In which room?" after another one belong to it."""

_NAMES_ITS_OWN = re.compile(
    r"^\W*(?:(?:and|und|et|y|e) )?(?:"
    r"(?:what|who|where|when)(?: is| are| was| were|['’]?s)|(?:wer|was|wo|wann) (?:ist|sind|war|waren)"
    r"|qui (?:est|sont|etait)|c['’]est quoi|¿?(?:que|quien|donde) (?:es|era|son)|(?:quem|o que) (?:e|era|foi)"
    r") (?!(?:s?he|it|they|this|that|these|those|there|er|sie|es|das|dies|il|elle|ca|cela|eso|esto|isso|isto"
    r"|the (?:room|time|date|speaker|title|link|point|difference|reason))\W*$)[^\W_]"
)
"""Asks, in however few words, what or who something is that it names itself; of folded text."""


def questions_in(text: str) -> list[str]:
    """Return the questions that a text asks, the whole text where it is one; small talk beside them goes."""
    hidden = _SAID.sub(lambda said: "x" * len(said[0]), text)
    ends = [mark.end() for mark in _MARK.finditer(hidden)]
    if len(ends) < 2 and not (ends and text[ends[0] :].strip()):
        return [text]
    starts = [0, *ends]
    parts = [text[start:end].strip() for start, end in zip(starts, [*ends, len(text)], strict=True)]
    parts = [part for part in parts if _WORD.search(part) and small_talk(part) is None]
    found: list[str] = []
    for part in parts:
        if found and not (_stands_alone(part) and _MARK.search(found[-1])):
            found[-1] = f"{found[-1]} {part}"
        else:
            found.append(part)
    return found or [text]


def asked_last(text: str, most: int) -> str:
    """Return the last sentences of a text that ask something and have ``most`` characters; else the text."""
    asked: list[str] = []
    parts = [line[start:end] for line in text.split("\n") for start, end in spans(line)]
    for part in reversed(parts):
        if not part.rstrip(_AFTER_MARK).endswith(("?", "？")) or small_talk(part) is not None:
            continue
        if len(" ".join([part, *asked])) > most:
            break
        asked.insert(0, part)
    return " ".join(asked) or text


def _stands_alone(part: str) -> bool:
    if _MARK.search(part) is None or _GOES_ON.match(part) is not None:
        return False
    return len(_WORD.findall(part)) > _LEAST or _NAMES_ITS_OWN.match(fold(part)) is not None
