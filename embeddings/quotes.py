"""Which stretches of a session to show: the units that answer best, in the order of the notes, word for word.

Each unit (a sentence, a list item, a code fence) is measured by its own vector and its passage's, by the
question's words that it holds, and by what kind of thing it is. The best are taken until the reply has about
``BUDGET`` words in at most ``MOST`` runs; units that stand together become one quote. Where a question asks
for no more than the session itself ("what did X cover?"), early units gain, as the lead does in a summary.

The weights were fitted with a listwise logistic loss on labelled questions over invented notes
(``tests/benchmarks/calibrate.py``), each collection judged by weights that were fitted on the others.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from embeddings import words
from embeddings.encoder import Vectors
from embeddings.passages import Unit, units, word_count
from embeddings.proof import plain_words, stand_at
from embeddings.question import Question, Wanted
from embeddings.records import Quote, Session, Stretch
from embeddings.search import Term, coverage
from embeddings.selection import best_runs
from embeddings.state import State

MOST = 3
"""Quotes in a reply."""
BUDGET = 116
"""Words over all quotes of a reply; a reply that quotes everything is no answer."""
WEIGHTS: Mapping[str, float] = {
    "unit": 1.0,
    "passage": 0.25,
    "beyond_title": 0.22,
    "coverage": 0.24,
    "short": -0.1,
    "long": 0.21,
    "caption": -0.05,
    "heading": -0.24,
    "item": 0.09,
    "wanted": 0.24,
    "early": 0.32,
}
_SHORT, _LONG = 4, 40
"""Words below which a unit seldom says anything alone, and above which it is likely to hold what is asked."""
_SHARPNESS = 6.9
"""Of the step from scores to chances (a softmax): as fitted with the weights."""
_MANY = 120
"""Passages of one session that are looked into at most: no talk has as many, a pasted transcript may."""
_NEVER = -10.0
"""Score of a unit that was not looked into."""
_POOL, _AROUND = 24, 2
"""Units that are weighed against each other: the best by score, and so many neighbours of each both ways."""
_LETTERS = 7
"""Letters that cost as much as a word: code and Chinese have few words for their length."""
_HUGE = 600
"""Words' worth from which on a unit is quoted only where a session has nothing else."""
_EARLY = 4
"""Units after which a place in the session counts half as early."""
_PRONOUN = re.compile(
    r"(?:it|this|that|they|these|those|he|she|its|their|il|elle|ils|elles|cela|ça|ce|c['’]est|这|它|他们|これ|それ)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|fifty|hundreds?|thousands?|millions?|billions?|dozens?|half|twice|double|"
    r"deux|trois|quatre|cinq|sept|huit|neuf|dix|cent|mille|zwei|drei|vier)\b|[一二三四五六七八九十百千万亿億]+(?:个|個|次|年|天|倍|台|人|件|秒|分|小时|時間|万|亿|億)",
    re.IGNORECASE,
)
_PRICE = re.compile(
    r"[$€£¥]\s?\d|\d\s?(?:[$€£¥]|usd|eur|dollars?|euros?|cents?|yen|元|円)|\bfree\b|\bgratuit|免费|無料",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b(?:19|20)\d\d\b|\b\d{1,2}(?:st|nd|rd|th|:\d\d| ?[ap]m)\b|"
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\b|"
    r"\bq[1-4]\b|"
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|"
    r"\b(?:today|tomorrow|yesterday|next|last) ?(?:week|month|year|spring|summer|autumn|fall|winter)?\b|"
    r"\b(?:janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[uû]t|septembre|octobre|novembre|d[ée]cembre)\b|\d\s*[年月日]",
    re.IGNORECASE,
)
_NAME = re.compile(r"\b[A-Z][\w'’.-]+ [A-Z][\w'’-]+")


def holds_wanted(text: str, wanted: Wanted) -> bool | None:
    """Tell whether ``text`` holds the kind of thing asked for; None where any text may."""
    pattern = {"number": _NUMBER, "price": _PRICE, "when": _TIME, "who": _NAME}.get(wanted)
    return None if pattern is None else pattern.search(text) is not None


@dataclass(frozen=True, slots=True)
class Scored:
    """A unit of a session and how well it answers."""

    unit: Unit
    place: int
    """Among all units of the session."""
    measured: Mapping[str, float]
    """Each signal by its name in ``WEIGHTS``."""
    score: float


def score_session(
    state: State, question: Question, terms: Sequence[Term], vector: Vectors, session: Session, *, about: bool
) -> list[Scored]:
    """Score every unit of a session, in the order of the notes. ``about``: the question asks for the session
    as such.

    ``vector`` is the question's: shape (dim,), of length one.
    """
    near = _nearness(state, session, vector)
    entry, language = state.catalogue.entries[session.id], session.language
    beyond_title = [term for term in terms if term.stems.isdisjoint(entry.title)] or terms
    scored = []
    for place, unit in enumerate(units(state.store.stretches(session.id))):
        if len(near) > _MANY and (unit.line, unit.text) not in near:
            scored.append(Scored(unit, place, {}, _NEVER))
            continue
        cosine, passage_cosine = near.get((unit.line, unit.text), (0.0, 0.0))
        held = words.stem_set(unit.text, language)
        share = coverage(beyond_title, lambda term: not term.stems.isdisjoint(held))  # noqa: B023
        count = word_count(unit.text)
        measured = {
            "unit": cosine,
            "passage": passage_cosine,
            "beyond_title": share,
            "coverage": coverage(terms, lambda term: not term.stems.isdisjoint(held)),  # noqa: B023
            "short": count < _SHORT,
            "long": count > _LONG,
            unit.kind: True,
            "wanted": bool(holds_wanted(unit.text, question.wanted)),
            "early": about / (1 + place / _EARLY),
        }
        score = sum(weight * measured.get(name, 0) for name, weight in WEIGHTS.items())
        scored.append(Scored(unit, place, measured, score))
    return scored


def length(text: str) -> int:
    """Give what quoting ``text`` costs, in words."""
    return max(len(plain_words(text)), len(text) // _LETTERS)


def _nearness(state: State, session: Session, vector: Vectors) -> dict[tuple[int, str], tuple[float, float]]:
    """Give, by line and text, the cosines of each unit and of its passage with the question.

    Of a session with very many passages only the nearest are looked into; a unit cut into pieces is as
    near as its best piece.
    """
    passages = state.store.passages(session.id)
    whole = state.index.vectors([passage.id for passage in passages]) @ vector
    order = np.argsort(-whole)[:_MANY]
    near: dict[tuple[int, str], tuple[float, float]] = {}
    for i in order:
        passage, cosine = passages[i], float(whole[i])
        for unit, part in zip(passage.units, passage.parts, strict=True):
            key = (unit.line, unit.text)
            near[key] = max(near.get(key, (-1.0, -1.0)), (float(part @ vector), cosine))
    return near


def choose(
    scored: Sequence[Scored],
    session: Session,
    lines: Sequence[str],
    *,
    most: int = MOST,
    budget: int = BUDGET,
    skip: frozenset[int] = frozenset(),
) -> tuple[list[Quote], set[int]]:
    """Give the quotes, in the order of the notes, and the places of the units they are made of.

    ``lines`` are the file's as it is now: a unit that does not stand there is left out. At least one quote is
    given where the session has any text, whatever its length; units at ``skip`` are left out.
    """
    joined = _Joined(scored, session, lines)
    usable = _usable(scored, session, lines, skip)
    if not usable:
        return [], set()
    cost = {place: length(scored[place].unit.text) for place in usable}
    best = max(scored[place].score for place in usable)
    near = sorted(usable)
    value = [math.exp(_SHARPNESS * (scored[place].score - best)) for place in near]
    chosen = best_runs(
        value,
        [cost[place] for place in near],
        lambda i: near[i] == near[i - 1] + 1 and joined(near[i]),
        runs=most,
        budget=budget,
    )
    taken = {near[i] for i in chosen} or {min(usable, key=lambda p: (cost[p] > _HUGE, -scored[p].score))}
    _add_what_is_meant(taken, scored, joined, usable, budget - sum(cost[place] for place in taken))
    runs = [_untrailed([scored[place].unit for place in run]) for run in _runs(taken, joined)]
    return [_quote(run, session) for run in runs if run], taken


def _usable(
    scored: Sequence[Scored], session: Session, lines: Sequence[str], skip: frozenset[int]
) -> set[int]:
    """Give the places that may be quoted: the best and their neighbours, no text twice, as in the notes."""
    found: set[int] = set()
    said: set[str] = set()
    around: set[int] = set()
    for unit in sorted(scored, key=lambda s: (-s.score, s.place))[:_POOL]:
        around.update(range(unit.place - _AROUND, unit.place + _AROUND + 1))
    for unit in sorted(
        (scored[place] for place in around if 0 <= place < len(scored)), key=lambda s: (-s.score, s.place)
    ):
        if unit.place in skip or unit.unit.kind in ("speaker", "link"):
            continue
        key = " ".join(plain_words(unit.unit.text))
        if key and key not in said and stand_at(lines, _quote([unit.unit], session)):
            said.add(key)
            found.add(unit.place)
    return found


def _add_what_is_meant(
    taken: set[int], scored: Sequence[Scored], joined: _Joined, usable: set[int], words_left: int
) -> None:
    """Add what a pronoun at a unit's beginning stands for, and what a colon opens, where words are left."""
    for place in sorted(taken):
        unit = scored[place].unit
        wanted = None
        if unit.kind == "prose" and _PRONOUN.match(unit.text) and place - 1 in usable and joined(place):
            wanted = place - 1
        elif unit.text.endswith((":", "：")) and place + 1 in usable and joined(place + 1):
            wanted = place + 1
        if wanted is not None and wanted not in taken:
            count = length(scored[wanted].unit.text)
            if count <= words_left:
                taken.add(wanted)
                words_left -= count


class _Joined:
    """Whether a unit follows the one before it with no other word (a list's number, a title) between them."""

    def __init__(self, scored: Sequence[Scored], session: Session, lines: Sequence[str]) -> None:
        self._scored = scored
        self._session = session
        self._lines = lines
        self._known: dict[int, bool] = {}

    def __call__(self, place: int) -> bool:
        if place not in self._known:
            pair = [self._scored[place - 1].unit, self._scored[place].unit]
            self._known[place] = stand_at(self._lines, _quote(pair, self._session))
        return self._known[place]


def _untrailed(members: list[Unit]) -> list[Unit]:
    """Leave out headings at the end: what they head is not there."""
    while members and members[-1].kind == "heading":
        members = members[:-1]
    return members


def _runs(places: set[int], joined: _Joined) -> list[list[int]]:
    runs: list[list[int]] = []
    for place in sorted(places):
        if runs and runs[-1][-1] == place - 1 and joined(place):
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs


def _quote(members: Sequence[Unit], session: Session) -> Quote:
    text = members[0].text
    for previous, unit in pairwise(members):
        text += (
            "\n" if unit.line > previous.end_line or unit.stretch != previous.stretch else " "
        ) + unit.text
    return Quote(
        text,
        session.file,
        members[0].line,
        members[-1].end_line,
        session.id,
        code=all(unit.kind == "code" for unit in members),
    )


def line_quote(session: Session, stretches: Sequence[Stretch], line: int | None) -> Quote | None:
    """Quote the stretch that stands at ``line``: where a record (a speaker, a link) was read from."""
    for stretch in stretches:
        if line is not None and stretch.line <= line <= stretch.end_line and stretch.text.strip():
            for unit in units([stretch]):
                if unit.line <= line <= unit.end_line and word_count(unit.text) <= BUDGET:
                    return _quote([unit], session)
    return None
