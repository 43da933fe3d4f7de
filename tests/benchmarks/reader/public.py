"""Pairs from public question-answering sets, for the first stage of training.

The file is ``.jsonl.xz``: a line has the question ``q``, the title ``t``, the text ``c``, the ranges of ``c``
that answer ``g``, what they are ``gt`` (``span``, ``sent``; ``none``: not known; ``null``: nothing answers),
whether the text answers ``a``, and the set ``s`` with how the text was made (``-drop``: the same paragraph
less its answering sentence; ``-near``, ``-far``: sentences from elsewhere). ``SOURCES`` says whose they are.
"""

from __future__ import annotations

import json
import lzma
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from embeddings.answer.reader.protocol import Passage
from embeddings.text import sentences
from tests.benchmarks.reader.pairs import Pair

SOURCES = {
    "squad": "SQuAD 1.1 and 2.0, development sets, and questions of its training set: CC BY-SA 4.0",
    "qed": "QED, development set: CC BY-SA 3.0",
    "selqa": "SelQA, development and test sets: Apache-2.0",
    "covidqa": "COVID-QA: Apache-2.0",
    "boolq": "BoolQ, development set: CC BY-SA 3.0",
    "piaf": "PIAF 1.0, French: MIT",
    "cmrc": "CMRC 2018, development set, Chinese: CC BY-SA 4.0",
    "drcd": "DRCD, development set, traditional Chinese: CC BY-SA 3.0",
    "title": "titles of the articles above, as questions",
}
_LOWER_CASE = "squad-train-part"
"""A set without capitals: there a sentence ends at any mark before a space."""
_MANY, _MORE, _ALONE = 8, 5, 0.3
"""Sentences from which on none are added; so many are added at most; share of the passages left alone."""
_MARK = re.compile(r"(?<=[.!?])\s+(?=\S)")


def read(path: Path, seed: int = 3) -> list[Pair]:
    """Return the pairs of a file; most get sentences of the same article around them.

    Without these most passages had three sentences at most, and which one answers was hardly a question.
    """
    articles: dict[tuple[str, str], int] = {}
    pairs = []
    with lzma.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            article = articles.setdefault((row["s"].split("-")[0], row["t"] or row["c"][:20]), len(articles))
            pairs.append(_pair(row, article))
    said: dict[int, list[str]] = {}
    for pair in pairs:
        said.setdefault(pair.question, []).extend(pair.passage.sentences)
    random_ = random.Random(seed)  # noqa: S311 - no secret depends on it
    return [_surrounded(pair, said[pair.question], random_) for pair in pairs]


def _surrounded(pair: Pair, said: Sequence[str], random_: random.Random) -> Pair:
    """Return a pair with up to five more sentences before and after, of ``said``, none of them its own."""
    own = pair.passage.sentences
    # A title is answered by any text of its article, so there more of it would change what is right.
    if pair.source == "title" or len(own) > _MANY or random_.random() < _ALONE:
        return pair
    drawn = random_.choices(said, k=random_.randint(1, _MORE))
    others = [text for text in dict.fromkeys(drawn) if not any(text in one or one in text for one in own)]
    before = random_.randint(0, len(others))
    passage = Passage(pair.passage.question, pair.passage.title, (*others[:before], *own, *others[before:]))
    return replace(pair, passage=passage, gold=tuple(i + before for i in pair.gold))


def _pair(row: dict[str, Any], article: int) -> Pair:
    text = row["c"]
    spans = list(_spans(text, lower=row["s"].startswith(_LOWER_CASE)))
    gold = tuple(
        i
        for i, (start, end) in enumerate(spans)
        if any(max(start, first) < min(end, last) for first, last in row["g"])
    )
    source, _, kind = row["s"].rpartition("-")
    if kind not in ("drop", "near", "far", "un"):
        source, kind = row["s"], "gold"
    passage = Passage(row["q"], row["t"], tuple(text[start:end] for start, end in spans))
    return Pair(passage, bool(row["a"]), gold, source, kind, question=article)


def _spans(text: str, *, lower: bool) -> Iterator[tuple[int, int]]:
    """Return where the sentences of each line of a text stand."""
    start = 0
    for line in text.split("\n"):
        if lower:
            at = 0
            for mark in [*_MARK.finditer(line), None]:
                end = len(line) if mark is None else mark.start()
                if line[at:end].strip():
                    yield start + at, start + end
                at = end if mark is None else mark.end()
        else:
            for first, last in sentences.spans(line):
                yield start + first, start + last
        start += len(line) + 1
