"""Which stretches of a session to show: the units that answer best, in the order of the notes, word for word.

Each unit (a sentence, a list item, a code fence) is measured by its own vector and its passage's, by the
question's words that it holds, and by what kind of thing it is. The best are taken until the reply has about
``BUDGET`` words in at most ``MOST`` runs; units that stand together become one quote. Where a question asks
for no more than the session itself ("what did X cover?"), early units gain, as the lead does in a summary.

The weights were fitted with a listwise logistic loss on labelled questions over invented notes
(``tests/benchmarks/calibrate.py``), each collection judged by weights that were fitted on the others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from embeddings import words
from embeddings.encoder import Vectors
from embeddings.passages import Unit, units, word_count
from embeddings.proof import stand_at
from embeddings.question import Question, Wanted
from embeddings.records import Quote, Session, Stretch
from embeddings.search import Term, coverage
from embeddings.state import State

MOST = 3
"""Quotes in a reply."""
BUDGET = 110
"""Words over all quotes of a reply; a reply that quotes everything is no answer."""
_WEIGHTS = {
    "unit": 1.0,
    "passage": 0.22,
    "beyond_title": 0.13,
    "coverage": 0.23,
    "short": -0.07,
    "long": 0.15,
    "caption": -0.2,
    "heading": -0.15,
    "item": 0.07,
    "wanted": 0.2,
    "early": 0.26,
}
_SHORT, _LONG = 4, 40
"""Words below which a unit seldom says anything alone, and above which it is likely to hold what is asked."""
_GAP = 2
"""Units that may be quoted along to join a good one to a quote that there is."""
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
    cosine: float
    coverage: float
    """Weighted share of the question's words, the title's counted out, that it holds."""
    score: float


def score_session(
    state: State, question: Question, terms: Sequence[Term], vector: Vectors, session: Session, *, about: bool
) -> list[Scored]:
    """Score every unit of a session, in the order of the notes. ``about``: the question asks for the session
    as such.

    ``vector`` is the question's: shape (dim,), of length one.
    """
    passages = state.store.passages(session.id)
    passage_vectors = state.index.vectors([passage.id for passage in passages])
    entry, language = state.catalogue.entries[session.id], session.language
    near = {
        (unit.line, unit.text): (float(part @ vector), float(whole @ vector))
        for passage, whole in zip(passages, passage_vectors, strict=True)
        for unit, part in zip(passage.units, passage.parts, strict=True)
    }
    beyond_title = [term for term in terms if term.stems.isdisjoint(entry.title)] or terms
    scored = []
    for place, unit in enumerate(units(state.store.stretches(session.id))):
        cosine, passage_cosine = near.get((unit.line, unit.text), (0.0, 0.0))
        held = set(words.stems(words.tokenize(unit.text), language))
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
        score = sum(weight * measured.get(name, 0) for name, weight in _WEIGHTS.items())
        scored.append(Scored(unit, place, cosine, share, score))
    return scored


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
    taken: set[int] = set()
    used = 0
    said: set[str] = set()
    for candidate in sorted(scored, key=lambda s: (-s.score, s.place)):
        if candidate.place in taken or candidate.place in skip or candidate.unit.kind in ("speaker", "link"):
            continue
        key = " ".join(words.tokenize(candidate.unit.text))
        if not key or key in said or not stand_at(lines, _quote([candidate.unit], session)):
            continue
        wanted = [p for p in _with_context(candidate, scored, joined) if p not in taken and p not in skip]
        if len(_runs(taken | set(wanted), joined)) > most:
            wanted += _bridge(candidate.place, taken, joined)
        cost = sum(word_count(scored[p].unit.text) for p in wanted)
        if taken and (used + cost > budget or len(_runs(taken | set(wanted), joined)) > most):
            continue
        taken.update(wanted)
        said.update(" ".join(words.tokenize(scored[p].unit.text)) for p in wanted)
        used += cost
        if used > budget - 8:
            break
    runs = [run for run in _runs(taken, joined) if any(scored[p].unit.kind != "heading" for p in run)]
    return [_quote(_untrailed([scored[p].unit for p in run]), session) for run in runs], taken


def _bridge(place: int, taken: set[int], joined: _Joined) -> list[int]:
    """Give the places between ``place`` and the nearest one taken, where at most ``_GAP`` stand there and all
    are joined.
    """
    for gap in range(2, _GAP + 2):
        for end, between in (
            (place - gap, range(place - gap + 1, place)),
            (place + gap, range(place + 1, place + gap)),
        ):
            if end in taken and all(joined(p) for p in range(min(end, place) + 1, max(end, place) + 1)):
                return list(between)
    return []


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
    """Leave out a heading at the end: what it heads is not there."""
    while members[-1].kind == "heading":
        members = members[:-1]
    return members


def _with_context(candidate: Scored, scored: Sequence[Scored], joined: _Joined) -> list[int]:
    """Give the unit's place with those it cannot stand without: what "it" stands for, what a heading or a
    colon opens.
    """
    places = [candidate.place]
    before = scored[candidate.place - 1] if candidate.place else None
    if (
        candidate.unit.kind == "prose"
        and before is not None
        and before.unit.kind == "prose"
        and _PRONOUN.match(candidate.unit.text)
        and word_count(before.unit.text) < 50
        and joined(candidate.place)
    ):
        places.insert(0, before.place)
    if candidate.unit.kind == "heading" or candidate.unit.text.endswith((":", "：")):
        following = candidate.place + 1
        if (
            following < len(scored)
            and scored[following].unit.kind in ("prose", "item", "code")
            and joined(following)
        ):
            places.append(following)
    return places


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
