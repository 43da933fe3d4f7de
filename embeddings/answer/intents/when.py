"""When a session was, answered by its day: "when was the keynote?", "what day did she speak?"."""

from __future__ import annotations

import re

from embeddings.answer.intents import subject
from embeddings.answer.intents.asked import Asked
from embeddings.answer.intents.opinion_phrases import SESSION_NOUN
from embeddings.answer.intents.subject import Subject
from embeddings.answer.record_lines import record_quotes
from embeddings.index.chunking import segments
from embeddings.proof import lines_of, stand_at
from embeddings.quoting import quote_of
from embeddings.records import Answer, Match, Quote, Session
from embeddings.text import tokens

_BE = r"(?:is|was|are|were|will|did|does|do)"
_HELD = (
    r"(?: (?:be |being )?(?:held|given|presented|on|scheduled|happen(?:ing|ed)?|take place|taking place|"
    r"speak(?:ing)?|talk(?:ing)?|present(?:ing)?))?"
)
_ASKS = re.compile(
    r"^\W*(?:(?:and|so|but) )?(?:when|(?:on )?(?:what|which) (?:day|date)|(?:at )?what time) "
    rf"{_BE}(?: the)? (?P<en>.+?){_HELD}\W*$"
    r"|^\W*(?:und )?(?:wann|an welchem tag|um wie ?viel uhr) "
    r"(?:war|ist|waren|fand|findet|sprach|spricht|hat) (?P<de>.+?)(?: statt| gesprochen| vorgetragen)?\W*$"
    r"|^\W*(?:et )?(?:quand|quel jour|a quelle heure) "
    r"(?:etait|est|a eu lieu|a parle|avait lieu) (?P<fr>.+?)\W*$"
    r"|^\W*¿?(?:y )?(?:cuando|que dia|a que hora) (?:fue|es|era|hablo|se dio) (?P<es>.+?)\W*$"
    r"|^\W*(?:e )?(?:quando|que dia|(?:a )?que horas?) (?:foi|e|era|falou) (?P<pt>.+?)\W*$"
    r"|^\W*(?P<ja>.+?)は(?:いつ|何日|何時)(?:\S{0,8})\W*$"
    r"|^\W*(?P<zh>.+?)(?:是)?(?:什么时候|什麼時候|哪一?天|[几幾][点點])(?:的|讲的|講的|举行的?|舉行的?)?\W*$"
    r"|^\W*(?P<ko>.+?)(?:은|는|이|가)? ?(?:언제|며칠|몇 ?시)\S*\W*$"
)
"""Asks when a session was; in a folded question."""
_TIME = re.compile(r"\bwhat time\b|\buhr\b|\bheure\b|\bhoras?\b|何時|[几幾][点點]|몇 ?시")
"""Asks for a time of the day, to which a day is no answer."""
_CLOCK = re.compile(r"(?<!\d)(?:[01]?\d|2[0-3])(?::|h|\.(?=\d\d ?uhr))[0-5]\d(?!\d)", re.IGNORECASE)
_WORDS = 20
"""Words up to which a line with a time of the day tells when the session was, and no story."""


def answer(asked: Asked) -> Answer | None:
    """Answer with the day of the session that is named, and the line that has its time where one does.

    None where no session is named beyond doubt, or the notes have no day of it.
    """
    folded = tokens.fold_line(asked.question.text)
    match = _ASKS.search(folded)
    of = None if match is None else subject.find(asked, next(filter(None, match.groups())))
    if of is None or not _is_sure(asked, of, folded):
        return None
    dated = [one for one in of.sessions if one.is_listed and (one.date or one.day)]
    if not dated:
        return None
    one = dated[0] if len(of.sessions) == 1 else None
    line = None if one is None else _line_with_a_time(asked, one)
    if line is None and _TIME.search(folded) is not None:
        return None
    count = f"{len(dated)} session{'' if len(dated) == 1 else 's'}"
    return Answer(
        asked.question.text,
        "answer",
        f"The notes have this session on {_day_of(one)}:" if one else f"{count}{of.where}:",
        matches=tuple(Match(session, 1.0) for session in dated),
        quotes=() if line is None else (line,),
        nearest=line,
        links=dated[0].links,
        kind="session" if one else "list",
    )


def _is_sure(asked: Asked, of: Subject, folded: str) -> bool:
    """Tell whether a session is asked of, and nothing that was told of in one.

    It is called a session, or by its whole title, or by who gave it, or was spoken of before.
    """
    if of.scope == "person":
        return True
    if of.scope != "titled":
        return False
    title = asked.catalogue.entries[of.sessions[0].id].said
    whole = len(of.sessions) == 1 and f" {title} " in f" {' '.join(tokens.tokenize(folded))} "
    return whole or not of.terms or re.search(rf"\b{SESSION_NOUN}\b", folded) is not None


def _day_of(session: Session) -> str:
    return " · ".join(filter(None, dict.fromkeys((session.day, session.date))))


def _line_with_a_time(asked: Asked, session: Session) -> Quote | None:
    lines = lines_of(asked.snapshot.notes, session.file)
    text_blocks = asked.snapshot.store.text_blocks(session.id)
    if session.line <= len(lines) and _CLOCK.search(lines[session.line - 1]):
        return next(iter(record_quotes(session, text_blocks, [session.line], lines)), None)
    for segment in segments(text_blocks):
        if _CLOCK.search(segment.text) and len(segment.text.split()) <= _WORDS:
            quote = quote_of([segment], session)
            return quote if stand_at(lines, quote) else None
    return None
