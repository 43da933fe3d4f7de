"""The reply where the notes hold nothing: what they do cover, and which words they never use."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from embeddings.answer import days
from embeddings.answer.patterns import ASKING_WORDS
from embeddings.answer.question import Question
from embeddings.answer.retrieve import Hit, Term
from embeddings.index.catalogue import Catalogue
from embeddings.records import Answer, Match, Quote
from embeddings.text import tokens
from embeddings.text.function_words import without_asking

NOTHING = "Nothing in the notes on this."
NEAREST = "; nearest titles: "
"""Stands before the titles in a lead: who offers the sessions themselves leaves them out from here."""
_RUN = re.compile(f"[{tokens.WIDE}]+|[{tokens.HANGUL}]+")
_PARTICLE = re.compile(f"(?<=[{tokens.HANGUL}]{{2}})(?:에서|으로|[을를은는이가에의도로와과])$")
"""What Korean puts behind a noun."""
_KOREAN_VERB = re.compile(f"[{tokens.HANGUL}]+[어아요죠다까나니지]")
"""Ends as verbs and adjectives do, which have a form for every way of asking."""


def nothing(
    question: Question, catalogue: Catalogue, hits: Sequence[Hit] = (), terms: Sequence[Term] = ()
) -> Answer:
    """Turn a question down; ``hits`` are the sessions that came nearest, ``terms`` the words searched for."""
    nearest = [hit.session for hit in hits[:3]]
    lead = f"{NOTHING} They cover {days.covered(catalogue)}"
    lead += f"{NEAREST}{'; '.join(session.title for session in nearest)}." if nearest else "."
    return Answer(
        question=question.text,
        verdict="none",
        lead=lead,
        matches=tuple(Match(hit.session, hit.score) for hit in hits[:5]),
        remark=never_mentioned(question, catalogue, terms),
    )


def no_such_day(question: Question, catalogue: Catalogue) -> Answer:
    """Turn down a question of a day, or a month, that the notes do not have."""
    of_a_month = question.whole_month is not None and not question.names_a_day
    remark = "The notes have nothing of that month." if of_a_month else "The notes have no such day."
    return replace(nothing(question, catalogue), remark=remark)


def _is_parted(word: str, said: str) -> bool:
    """Tell whether a text begins a word so, with a hyphen or a space in it ("multi cloud")."""
    return re.search(r"(?<!\w)" + r"[-\s]?".join(map(re.escape, word)), said) is not None


def never_mentioned(
    question: Question,
    catalogue: Catalogue,
    terms: Sequence[Term],
    *,
    quoted: bool = False,
    shown: Sequence[Quote] = (),
) -> str | None:
    """Say which words of the question the notes never use, as it writes them; None where they use all.

    Beside what is ``quoted``, or a rarer one, a common word is not named: it may be put in other words. Nor
    is any where the question is in a language that no note is in, or that what is ``shown`` has with a hyphen
    or in two.
    """
    if question.is_foreign(catalogue.languages):
        return None
    unknown = {term.word: term for term in terms if term.missing}
    said = tokens.fold(" ".join(quote.text for quote in shown))
    lacking = {
        word: term
        for word, term in unknown.items()
        if not tokens.is_pair(word) and word not in ASKING_WORDS and not _is_parted(word, said)
    }
    rare = [word for word, term in lacking.items() if not term.common]
    named = [question.as_written(word) for word in (rare if quoted or rare else lacking)]
    # Of Chinese, Japanese and Korean the terms are pairs of letters: a run is named all of whose are unknown.
    runs = _RUN.findall(without_asking(tokens.fold(question.text)))
    named += [
        _PARTICLE.sub("", run)
        for run in runs
        if len(run) > 1 and all(part in unknown for part in tokens.tokenize(run))
        if not _KOREAN_VERB.fullmatch(run)
    ]
    marked = [f"'{word}'" for word in dict.fromkeys(named)][:3]
    if not marked:
        return None
    listed = marked[0] if len(marked) == 1 else f"{', '.join(marked[:-1])} or {marked[-1]}"
    return f"The notes never mention {listed}."
