"""What a reply has to show, beside the evidence: read off the question, the session and the quotes."""

from __future__ import annotations

import re

from embeddings.answer import retrieve, score
from embeddings.answer.answer_types import WHO_ACTS
from embeddings.answer.confidence import Circumstances
from embeddings.answer.follow_up_phrases import WHY
from embeddings.answer.intents.mention_phrases import MENTION
from embeddings.answer.retrieve import Hit
from embeddings.answer.signals import Case
from embeddings.answer.signals_cjk import LANGUAGES as CJK_LANGUAGES
from embeddings.text import tokens
from embeddings.text.function_words import ALL_FUNCTION_WORDS

_SAID = 0.5
"""Weighted share of a thing's words that what is quoted of it must hold."""
_FEW = 3
"""Words of a question that may be no more than a name."""
_FAR = 0.25
"""Cosine of the nearest segment below which what has no word of a question has nothing to do with it: no
question over real notes that came so far had an answer there; from 0.27 on some had.
"""
_SAYS = 2
"""Words beyond those of the question by which a sentence says something of them."""
_ADDRESS = re.compile(r"https?://\S+")
_CAPITALS = re.compile(r"\b[A-Z][a-z]+ [A-Z][a-z]+|\w(?:さん|氏|님|씨|老师|老師|先生)")
_NAME = r"[A-ZÀ-Þ][\w'’.-]+ (?:(?:de|van|von|der|da|di|la) )*[A-ZÀ-Þ][\w'’-]+"
_SPEAKER = re.compile(
    r"\b(?:[Bb]y|[Ff]rom|[Ww]ith|[Dd]el?|[Vv]on|[Mm]it|[Pp]ar|[Aa]vec|[Pp]or|[Cc]on|[Cc]om|"
    rf"(?i:speakers?|presenters?|ponentes?|hosts?|referent(?:in)?|orateur|palestrante)):? {_NAME}"
    r"|(?!(?:We|They|He|She|It|This|That|The|Who|Everyone|Someone|Nobody|Speakers?|Presenters?)\b)"
    r"[A-ZÀ-Þ][\w'’-]+ (?:presented|spoke|talked|discussed|explained|demonstrated|habló|explicó|présent\w+|"
    r"sprach|falou)\b"
    r"|\w(?:さん|氏|님|씨|老师|老師|先生)"
)
_ASKS_TIME = re.compile(
    r"\bwhat time\b|\bquelle heure\b|\bwie viel uhr\b|\bqu[eé] hora\b|\bque horas?\b|\bche ora\b"
    r"|[几幾][点點]|何時|몇\s?시",
    re.IGNORECASE,
)
_TIME_OF_DAY = re.compile(
    r"(?<!\d)(?:[01]?\d|2[0-3])(?:[:h][0-5]\d|\s?(?:[ap]\.?m\b|uhr|o['’]clock|h\b)|\s?[点點時时시])|\bnoon\b|\bmidnight\b",
    re.IGNORECASE,
)
_NEAR_ABROAD = 0.4
"""Cosine of the nearest segment from which on notes in another language than the question's may answer it:
below, 39 of 300 questions that six collections of real notes do not answer seemed answered by chance words,
and none of the 7 that they do and whose words they did not all use.
"""


def circumstances(
    case: Case, first: Hit, *, about: bool, kept: bool, record: bool | None = None
) -> Circumstances:
    """Return what a verdict on ``case`` goes by beside the evidence; ``first`` is the session as it was
    found.

    The others are as ``Circumstances`` has them.
    """
    question = case.question
    return Circumstances(
        quoted=bool(case.shown),
        about_session=about,
        kept=kept,
        record=False if _is_nameless(case) else record,
        unrelated=_is_unrelated(case),
        guessed=_is_guessed(case, first),
        lacking=_is_far_abroad(case)
        or _is_elsewhere(case)
        or _is_only_named(case)
        or _is_of_sessions(case)
        or _is_mentioned_in_part(case)
        or _lacks_amount(case)
        or _lacks_time_of_day(case)
        or (kept and WHY.search(tokens.fold(question.text)) is not None)
        or (question.defines and not _is_said(case)),
        bare=case.session.is_listed and _is_bare(case),
    )


def names_speaker(text: str) -> bool:
    """Tell whether a text names somebody as one who spoke: "a talk by", "with", before or after the name."""
    return _SPEAKER.search(text) is not None


def _is_guessed(case: Case, first: Hit) -> bool:
    """Tell whether a session was found for a question of which the notes use no word, and is not near it."""
    unused = bool(case.terms) and not any(term.known for term in case.terms)
    return unused and first.cosine < retrieve.TELLING


def _is_far_abroad(case: Case) -> bool:
    """Tell whether notes in another language than the question's lack some of its words, and are not near it.

    The words that they do have may mean another thing there ("best", "code", a number).
    """
    lacks = not all(term.known for term in case.terms)
    return case.is_foreign and lacks and case.nearness < _NEAR_ABROAD


def _is_elsewhere(case: Case) -> bool:
    """Tell whether the notes use what is asked for, and what would be shown does not.

    That is every word of several, or in Chinese, Japanese and Korean a name in Latin letters.
    """
    if case.is_foreign:
        return False
    held = _held(case).union(case.people)
    unshown = [term for term in case.terms if term.known and term.stems.isdisjoint(held)]
    if case.session.language in CJK_LANGUAGES:
        return any(term.word.isascii() and term.word.isalpha() for term in unshown)
    return case.question.answer_type == "text" and 1 < len(unshown) == len(case.terms)


def _is_only_named(case: Case) -> bool:
    """Tell whether what is in no session only names what is asked for: in a list of topics, in a schedule."""
    if case.session.is_listed or not case.scored:
        return False
    best = max(case.scored, key=lambda one: one.score)
    said = tokens.tokenize(_ADDRESS.sub(" ", best.segment.text))
    asked = frozenset().union(*(term.stems for term in case.terms))
    rest = {tokens.stem(word, case.session.language) for word in said if word not in ALL_FUNCTION_WORDS}
    return len(rest - asked) < _SAYS


def _is_of_sessions(case: Case) -> bool:
    """Tell whether what is in no session is shown to who asks for sessions, or for a time that it has not."""
    asked = case.question.answer_type
    return not case.session.is_listed and (
        case.question.lists
        or (asked == "when" and not any(score.holds_answer_type(quote.text, asked) for quote in case.shown))
    )


def _is_mentioned_in_part(case: Case) -> bool:
    """Tell whether it is asked if a thing is spoken of at all, and the notes lack some of its words."""
    folded = tokens.fold_line(case.question.text)
    lacks = any(term.missing and not term.common for term in case.terms)
    return lacks and any(pattern.search(folded) for pattern in MENTION)


def _lacks_amount(case: Case) -> bool:
    """Tell whether a price, or how many, is asked for and no such figure is shown."""
    asked = case.question.answer_type
    return asked in ("price", "number") and not any(
        score.holds_answer_type(quote.text, asked) for quote in case.shown
    )


def _lacks_time_of_day(case: Case) -> bool:
    """Tell whether a time of the day is asked for and none is shown."""
    asks = case.question.answer_type == "when" and _ASKS_TIME.search(case.question.text) is not None
    return asks and not any(_TIME_OF_DAY.search(quote.text) for quote in case.shown)


def _is_bare(case: Case) -> bool:
    """Tell whether nothing is said but words that are shown, few and alone or those of a title and people."""
    if case.question.answer_type != "text" or not case.terms:
        return False
    held = _held(case).union(case.people)
    if not all(term.known and not term.stems.isdisjoint(held) for term in case.terms):
        return False
    alone = len(tokens.tokenize(case.question.text)) == len(case.terms) <= _FEW
    return alone or not case.beyond


def _is_unrelated(case: Case) -> bool:
    """Tell whether what would be shown shares no word with the question, and is far from it in meaning."""
    if case.is_foreign or not case.terms or case.nearness >= _FAR:
        return False
    held = _held(case).union(case.people)
    return all(term.stems.isdisjoint(held) for term in case.terms)


def _is_nameless(case: Case) -> bool:
    """Tell whether it is asked who, and nobody is named: where names are told by their capitals.

    In Chinese, Japanese and Korean only of who made or used a thing, which the speakers are no answer to.
    """
    session = case.session
    if case.question.answer_type != "who":
        return False
    acts = WHO_ACTS.search(case.question.text) is not None
    if session.language in CJK_LANGUAGES:
        return acts and not any(_CAPITALS.search(quote.text) for quote in case.shown)
    if session.speakers:
        return False
    if not acts and not case.beyond:  # who gave it: a name in what was told is none of a speaker
        return not any(names_speaker(quote.text) for quote in case.shown)
    return not any(score.holds_answer_type(quote.text, "who") for quote in case.shown)


def _is_said(case: Case) -> bool:
    """Tell whether most of what a question asks the meaning of stands in what is shown, or in the title."""
    held = _held(case)
    share = retrieve.coverage(case.terms, lambda term: not term.stems.isdisjoint(held))
    return not case.terms or share >= _SAID


def _held(case: Case) -> frozenset[str]:
    """Return the stems of the title and of what is shown."""
    return case.quoted.union(case.title)
