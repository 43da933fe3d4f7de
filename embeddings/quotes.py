"""Which stretches of a session to show: the units that answer best, in the order of the notes, word for word.

Each unit (a sentence, a list item, a code fence) is measured by its vector and by the question's words that it holds,
the title's words counted out, since every sentence of a session is about its title. The best are taken until the
reply has about ``BUDGET`` words in at most ``MOST`` runs; units that stand together become one quote. Where a
question asks for no more than the session itself ("what did X cover?"), the units nearest the session's centre
are taken (centroid summarisation, Radev et al. 2004).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from embeddings import words
from embeddings.catalogue import Entry
from embeddings.encoder import Vectors
from embeddings.passages import Unit, units, word_count
from embeddings.question import Question, Wanted
from embeddings.records import Quote, Session, Stretch
from embeddings.search import Term, coverage
from embeddings.store import StoredPassage

MOST = 3
"""Quotes in a reply."""
BUDGET = 110
"""Words over all quotes of a reply; a reply that quotes everything is no answer."""
_WORDS_WEIGHT = 0.35
_KIND_WEIGHT = {"caption": -0.12, "heading": -0.08, "link": -0.3, "speaker": -0.3}
_FEW_WORDS = 4
"""A unit with fewer words seldom says anything alone."""
_PRONOUN = re.compile(r"(?:it|this|that|they|these|those|he|she|its|their|il|elle|ils|elles|cela|ça|ce|c['’]est|这|它|他们|これ|それ)\b", re.IGNORECASE)
_WANTED_BONUS = 0.12
_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|fifty|hundreds?|thousands?|millions?|billions?|dozens?|half|twice|double|"
    r"deux|trois|quatre|cinq|sept|huit|neuf|dix|cent|mille|zwei|drei|vier)\b|[一二三四五六七八九十百千万亿億]+(?:个|個|次|年|天|倍|台|人|件|秒|分|小时|時間|万|亿|億)",
    re.IGNORECASE,
)
_PRICE = re.compile(r"[$€£¥]\s?\d|\d\s?(?:[$€£¥]|usd|eur|dollars?|euros?|cents?|yen|元|円)|\bfree\b|\bgratuit|免费|無料", re.IGNORECASE)
_TIME = re.compile(
    r"\b(?:19|20)\d\d\b|\b\d{1,2}(?:st|nd|rd|th|:\d\d| ?[ap]m)\b|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\b|\bq[1-4]\b|"
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:today|tomorrow|yesterday|next|last) ?(?:week|month|year|spring|summer|autumn|fall|winter)?\b|"
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


def score_units(
    question: Question, terms: Sequence[Term], vector: Vectors, entry: Entry, stretches: Sequence[Stretch], passages: Sequence[StoredPassage], about: bool
) -> list[Scored]:
    """Score every unit of a session, in the order of the notes. ``about``: the question asks for the session as such."""
    language = entry.session.language
    vectors = {(unit.line, unit.text): part for passage in passages for unit, part in zip(passage.units, passage.parts, strict=True)}
    centre = _centre(list(vectors.values()), len(vector))
    beyond_title = [term for term in terms if term.stems.isdisjoint(entry.title)]
    scored = []
    for place, unit in enumerate(units(stretches)):
        part = vectors.get((unit.line, unit.text))
        cosine = 0.0 if part is None else float(part @ vector)
        held = set(words.stems(words.tokenize(unit.text), language))
        share = coverage(beyond_title or terms, lambda term: not term.stems.isdisjoint(held))  # noqa: B023
        score = cosine + _WORDS_WEIGHT * share + _KIND_WEIGHT.get(unit.kind, 0.0)
        if about and part is not None:
            score = 0.5 * cosine + 0.5 * float(part @ centre) + _WORDS_WEIGHT * share + _KIND_WEIGHT.get(unit.kind, 0.0)
        if word_count(unit.text) < _FEW_WORDS:
            score -= 0.05
        if holds_wanted(unit.text, question.wanted):
            score += _WANTED_BONUS
        scored.append(Scored(unit, place, cosine, share, score))
    return scored


def _centre(parts: Sequence[Vectors], dimension: int) -> Vectors:
    if not parts:
        return np.zeros(dimension, dtype=np.float32)
    mean = np.mean(np.stack(parts), axis=0)
    length = float(np.linalg.norm(mean))
    return np.asarray(mean / length if length else mean, dtype=np.float32)


def choose(scored: Sequence[Scored], session: Session, *, most: int = MOST, budget: int = BUDGET, skip: frozenset[int] = frozenset()) -> tuple[list[Quote], set[int]]:
    """Give the quotes, in the order of the notes, and the places of the units they are made of.

    At least one is given where the session has any text, whatever its length; units at ``skip`` are left out.
    """
    taken: set[int] = set()
    used = 0
    said: set[str] = set()
    for candidate in sorted(scored, key=lambda s: (-s.score, s.place)):
        if candidate.place in taken or candidate.place in skip or candidate.unit.kind in ("speaker", "link"):
            continue
        wanted = [p for p in _with_context(candidate, scored) if p not in taken and p not in skip]
        key = " ".join(words.tokenize(scored[candidate.place].unit.text))
        if not key or key in said:
            continue
        cost = sum(word_count(scored[p].unit.text) for p in wanted)
        if taken and (used + cost > budget or len(_runs(taken | set(wanted))) > most):
            continue
        taken.update(wanted)
        said.update(" ".join(words.tokenize(scored[p].unit.text)) for p in wanted)
        used += cost
        if used > budget - 8:
            break
    runs = [run for run in _runs(taken) if any(scored[p].unit.kind != "heading" for p in run)]
    return [_quote([scored[p].unit for p in run], session) for run in runs], taken


def _with_context(candidate: Scored, scored: Sequence[Scored]) -> list[int]:
    """Give the unit's place with those it cannot stand without: what "it" stands for, what a heading or a colon opens."""
    places = [candidate.place]
    before = scored[candidate.place - 1] if candidate.place else None
    if candidate.unit.kind == "prose" and before is not None and before.unit.kind == "prose" and _PRONOUN.match(candidate.unit.text) and word_count(before.unit.text) < 50:
        places.insert(0, before.place)
    if candidate.unit.kind == "heading" or candidate.unit.text.endswith((":", "：")):
        following = candidate.place + 1
        if following < len(scored) and scored[following].unit.kind in ("prose", "item", "code"):
            places.append(following)
    return places


def _runs(places: set[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for place in sorted(places):
        if runs and runs[-1][-1] == place - 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs


def _quote(members: Sequence[Unit], session: Session) -> Quote:
    while members and members[-1].kind == "heading":
        members = members[:-1]
    text = members[0].text
    for previous, unit in zip(members, members[1:], strict=False):
        text += ("\n" if unit.line > previous.end_line or unit.stretch != previous.stretch else " ") + unit.text
    return Quote(text, session.file, members[0].line, members[-1].end_line, session.id, code=all(unit.kind == "code" for unit in members))


def line_quote(session: Session, stretches: Sequence[Stretch], line: int | None) -> Quote | None:
    """Quote the stretch that stands at ``line``: where a record (a speaker, a link) was read from."""
    for stretch in stretches:
        if line is not None and stretch.line <= line <= stretch.end_line and stretch.text.strip():
            for unit in units([stretch]):
                if unit.line <= line <= unit.end_line and word_count(unit.text) <= BUDGET:
                    return _quote([unit], session)
    return None
