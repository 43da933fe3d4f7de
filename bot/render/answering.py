"""What of an answer is shown first: the sentence that answers, its surroundings, and the links of these."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.render.entities import decoded, words_of
from embeddings.records import Answer, Link, Match, Quote

_ALL_LINKS = 4
"""Links of a session up to which all are shown: to say where the others are would be no shorter."""
_NEARLY = 0.6
"""Share of the first session's score from which on another is worth naming."""
OMITTED = "[…]"
"""Stands, in the surroundings of the sentence that answers, where that sentence was, and before what goes
ahead of it in the notes: shown after it, that must not read as what follows."""


@dataclass(frozen=True, slots=True)
class ShownQuote:
    """A quote in two parts, of which either may be empty."""

    quote: Quote
    answer: str
    """The sentence that answers: shown first and in bold."""
    rest: str
    """The words of the quote besides it, ``OMITTED`` ahead of those that stand before it and in its place."""


def shown_quotes(answer: Answer) -> Sequence[ShownQuote]:
    """Return an answer's quotes as they are shown: first the one with the sentence that answers.

    Of a reply that only comes close the quote that comes nearest is first, and none of it answers.
    """
    sentence = answer.nearest
    shown: list[ShownQuote] = []
    found = False
    for quote in answer.quotes:
        if found or sentence is None or not _holds(quote, sentence):
            shown.append(ShownQuote(quote, "", words_of(quote)))
            continue
        found, said = True, "" if answer.answer is None else words_of(sentence)
        words = words_of(quote)
        if said not in words:  # a pair of marks opens in the one and closes beyond it
            said, words = decoded(sentence.text), decoded(quote.text)
        shown.insert(0, ShownQuote(quote, said, _without(words, said) if said else words))
    return shown


def links_shown(answer: Answer) -> tuple[Link, ...]:
    """Return the links to show with an answer.

    These are what was asked for, the session's recordings, and what stands beside the words that are quoted;
    all, where they are few.
    """
    if len(answer.links) <= _ALL_LINKS:
        return answer.links
    asked = answer.links[: answer.asked_links]
    recordings = [link for link in answer.links if link.recording]
    quoted = [link for link in answer.links if any(_beside(quote, link) for quote in answer.quotes)]
    return tuple(dict.fromkeys([*asked, *recordings, *quoted]))


def near_matches(answer: Answer) -> list[Match]:
    """Return the other sessions that match nearly as well as the first; at most three."""
    enough = _NEARLY * answer.matches[0].score if answer.matches else 0.0
    return [match for match in answer.matches[1:4] if match.score >= enough]


def _beside(quote: Quote, link: Link) -> bool:
    return link.line is not None and quote.line <= link.line <= quote.end_line


def _holds(quote: Quote, sentence: Quote) -> bool:
    return quote.file == sentence.file and bool(sentence.text.strip()) and quote.holds(sentence)


def _without(text: str, sentence: str) -> str:
    """Return the text around a sentence; what stood before it and what stood after it stay apart."""
    before, _, after = text.partition(sentence)
    if not before.strip():
        # An item that follows keeps its place in the list.
        return after.strip("\n").rstrip() if after.startswith("\n") else after.strip()
    apart = "\n" if "\n" in before else " "
    return f"{OMITTED}{apart}{before.lstrip()}{OMITTED}{after}".rstrip()
