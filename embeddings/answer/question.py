"""What a question asks for, read off its words: who, when, how many, a link, a list, a day.

Rules over words (see ``patterns``). A question that no rule fits is simply searched for.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from embeddings.answer import patterns
from embeddings.answer.answer_types import (
    ANSWER_TYPE_WORDS,
    ANSWER_TYPES,
    HANDED_OVER,
    SPEAKERS_ACT,
    SUBJECT,
    AnswerType,
)
from embeddings.text import dates, tokens
from embeddings.text.day_labels import names_day_in_words
from embeddings.text.elision import LANGUAGES, without_elided
from embeddings.text.function_words import (
    FUNCTION_WORDS,
    is_function_word,
    languages_of_question,
    without_asking,
)
from embeddings.text.language import language_of_text

_SPEAKERS = frozenset({"speaker", "speakers", "presenter", "presenters"})
_QUANTITIES = ("price", "number")
_STANDING = frozenset({"stand", "mean"})
_CAPITALS = re.compile(r"\b[A-Z]{2,}\b")


@dataclass(frozen=True, slots=True)
class Question:
    """A question and what was read off it."""

    text: str
    terms: tuple[str, ...]
    """Folded words that carry the subject, in order, without repeats."""
    answer_type: AnswerType
    lists: bool
    """Asks for a list of sessions."""
    counts: bool
    """Asks how many sessions."""
    sponsored: bool
    asks_which: bool
    """Asks for one thing by its kind ("which database", "what tool"), not what a thing is or does."""
    defines: bool
    """Asks what a thing is."""
    enumerates: bool
    """Asks for all things of a kind: "which tools", "what are the steps"."""
    asks_whether: bool
    """Yes or no would answer."""
    day_number: int | None
    """Of the first day of an event 1; ``LAST`` of its last."""
    date: str | None
    weekday: int | None
    """0 is Monday."""
    month: tuple[int, int] | None
    """Month and day of the month."""
    language: str | None
    """ISO 639-1, told by its function words; None where it has none."""
    written_in: str
    """ISO 639-1, told by its letters and most frequent words; English where nothing tells."""
    negated: bool
    """Asks for what has not got it ("without a recording")."""
    asks_by: bool
    """Asks for somebody's sessions."""
    whole_month: tuple[int | None, int] | None = None
    """Year, where it is named, and month, of which no day is named."""
    nouns: tuple[str, ...] = ()
    """Folded words for kinds of session ("keynote"): the subject where nothing else is named."""
    day_in_words: bool = False
    """Whether its day is "the first day", which may be one of anything."""
    year: int | None = None
    """The one year that it names."""

    @property
    def names_a_day(self) -> bool:
        """Whether it names a day, a date or a weekday."""
        return (self.day_number, self.date, self.weekday, self.month) != (None, None, None, None)

    def is_foreign(self, languages: Collection[str]) -> bool:
        """Tell whether it is in a language that none of the notes is in, and not in English."""
        return self.language is not None and self.language not in ("en", *languages)

    def as_written(self, word: str) -> str:
        """Return a folded word as the question writes it; as it is where the question has it otherwise."""
        return next((one for one in re.findall(r"\w+", self.text) if tokens.fold(one) == word), word)

    def all_as_written(self, words: Iterable[str]) -> str:
        """Return words as the question writes them, those searched by pairs of letters in one piece."""
        searched = list(words)
        runs = _runs(self.text, frozenset(searched))
        shown = [
            next((run for run in runs if word in tokens.fold(run)), word)
            if self.as_written(word) == word and len(word) == _PAIR
            else self.as_written(word)
            for word in searched
        ]
        return " ".join(dict.fromkeys(shown))


_PAIR = 2
"""Letters of a word in a script that is searched by pairs of them."""


def _runs(text: str, pairs: frozenset[str]) -> list[str]:
    """Return the longest pieces of the words of ``text`` that are made of ``pairs``, one letter apart."""
    found: list[str] = []
    for word in re.findall(r"\w+", text):
        starts = [i for i in range(len(word) - 1) if tokens.fold(word[i : i + _PAIR]) in pairs]
        for start in starts:
            if start - 1 in starts:
                found[-1] += word[start + 1]
            else:
                found.append(word[start : start + _PAIR])
    return found


def analyse(text: str) -> Question:
    """Read a question."""
    folded = tokens.fold(text)
    subject = {tokens.fold(word) for word in SUBJECT.findall(text)}
    asking = SPEAKERS_ACT.sub(r"\g<does> ", SUBJECT.sub(" ", text))
    answer_type: AnswerType = next((kind for kind, pattern in ANSWER_TYPES if pattern.search(asking)), "text")
    when = dates.find_date(text)
    counts = patterns.COUNT.search(text) is not None
    if answer_type in HANDED_OVER and not counts:
        # "How long should a video be?" asks for a figure, not for a recording.
        answer_type = next((k for k, p in ANSWER_TYPES if k in _QUANTITIES and p.search(asking)), answer_type)
    sponsored = patterns.SPONSORED.search(text) is not None
    lists = (
        counts
        or patterns.LIST.search(text) is not None
        or _asks_what_was_on_a_day(text)
        or _asks_for_what_is_on_a_day(text)
    )
    day_number = dates.day_number_in(text)
    about_records = counts or sponsored or day_number is not None
    dropped = frozenset({"who", "when", "where"})
    if SPEAKERS_ACT.search(text) is not None:
        dropped |= _SPEAKERS
    if answer_type != "text" or about_records or lists:
        dropped = ANSWER_TYPE_WORDS | dates.words_of_weekdays()
    if patterns.NEWS.search(text) is not None:
        dropped |= patterns.NEWS_WORDS
    if patterns.STANDS_FOR.search(text) is not None:
        dropped |= _STANDING
    # Names of months are looked for in what is said as well; of figures alone nothing tells what they are.
    dated = when is not None and not dates.names_month_or_weekday(text)
    rest = dates.DAY_NUMBER.sub(" ", tokens.fold(dates.strip_dates(text)) if dated else folded)
    if when is None:
        rest = dates.without_cjk_months(rest)
    if day_number is not None:
        rest = patterns.WENT_ON.sub(" ", rest)
    if lists:
        rest = patterns.CJK_LIST.sub(" ", rest)
    rest = without_asking(rest)
    languages = languages_of_question(tokens.tokenize(text))
    if not LANGUAGES.isdisjoint(languages):
        rest = without_elided(rest)
    small = ("en", *languages)
    abbreviations = _abbreviations(text)
    terms = [
        token
        for token in tokens.tokenize(rest)
        if (token in abbreviations or not is_function_word(token, small))
        and (token not in dropped or token in subject)
        and not (lists and (patterns.NOUN.fullmatch(token) or patterns.SCHEDULE.fullmatch(token)))
    ]
    return Question(
        text=text,
        terms=tuple(dict.fromkeys(terms)),
        answer_type=answer_type,
        lists=lists,
        counts=counts,
        sponsored=sponsored,
        asks_which=patterns.WHICH.search(text) is not None,
        defines=patterns.DEFINES.search(text) is not None,
        enumerates=patterns.WHICH.search(text) is not None or patterns.ENUMERATES.search(text) is not None,
        asks_whether=patterns.WHETHER.search(text) is not None,
        day_number=day_number,
        date=None if when is None else when.iso(),
        weekday=dates.weekday_in(text),
        month=dates.month_and_day_in(text) if when is None else (when.month, when.day),
        whole_month=dates.month_of(text) if when is None else None,
        language=languages[0] if languages else None,
        written_in=language_of_text(text),
        negated=patterns.NEGATED.search(text) is not None,
        asks_by=patterns.BY.search(text) is not None,
        nouns=tuple(dict.fromkeys(token for token in tokens.tokenize(folded) if token in patterns.NOUNS)),
        day_in_words=names_day_in_words(text),
        year=dates.find_year(text),
    )


def _abbreviations(text: str) -> frozenset[str]:
    """Return the folded words in capitals of a question that has others; no small words of English."""
    if text.isupper():
        return frozenset()
    return frozenset(map(tokens.fold, _CAPITALS.findall(text))) - FUNCTION_WORDS["en"]


def _asks_what_was_on_a_day(text: str) -> bool:
    found = patterns.WHAT_WAS_ON.search(text)
    return found is not None and (found[1].lower() == "day" or dates.weekday_called(found[1]) is not None)


def _asks_for_what_is_on_a_day(text: str) -> bool:
    """Tell whether a day, and a word for sessions or their order, is all that a question says."""
    rest = dates.without_cjk_months(tokens.fold(dates.strip_dates(text)))
    left = patterns.SCHEDULE.sub(" ", patterns.CJK_LIST.sub(" ", rest))
    named = (dates.find_date(text), dates.find_day(text), dates.weekday_in(text), dates.month_of(text))
    if left == rest or not any(one is not None for one in named):
        return False
    small = ("en", *languages_of_question(tokens.tokenize(text)))
    return all(is_function_word(token, small) for token in tokens.tokenize(without_asking(left)))
