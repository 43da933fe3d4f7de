"""What titles beside each other have in brackets alike: a track, a company, a language, a second link.

"Steam for all (Track A)" and "Valves (Track A)" are called "Steam for all" and "Valves"; so are all beside
them that end in brackets, where nearly all do. What a title has in brackets alone is its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from embeddings.notes.segment.heading_features import HeadingFeatures
from embeddings.text.markdown_words import words

_OWN = (
    r"(?:and|or|und|oder|et|ou|y|part|pt|teil|partie|parte)\b"
    r"|(?:\d{1,2}|[ivx]{1,4})\s*(?:[부편회]|(?:/|of|von|de|di)\s*\d{1,2})?\s*\)"
)
"""What goes on with a title, or says which part of it: "(and why)", "(part 2)", "(1/2)"."""
_LAST = re.compile(rf"\((?!{_OWN})(?P<told>[^()]{{2,40}})\)\s*$", re.I)
_FIRST = re.compile(r"^\s*\[(?P<told>[^\[\]]{2,40})\]")

_LEAST = 2
"""Titles with the same in brackets, below which it is an accident."""
_SHARE, _NEARLY_ALL = 0.4, 0.8
"""The share of the titles that end so, and of those with any brackets from which on all are of the kind."""


def without_shared_brackets(titles: Sequence[HeadingFeatures]) -> None:
    """Take what headings beside each other share in brackets off what they are called."""
    for pattern in (_FIRST, _LAST):
        found = [(features, match) for features in titles if (match := pattern.search(features.shown))]
        told = Counter(match["told"].casefold() for _, match in found)
        last = pattern is _LAST
        shared = {text for text, count in told.items() if count >= _LEAST}
        if not shared or (last and sum(told[text] for text in shared) < _SHARE * len(titles)):
            continue
        every = last and len(found) >= _NEARLY_ALL * len(titles)
        taken = [
            (features, (features.shown[: match.start()] + features.shown[match.end() :]).strip())
            for features, match in found
            if every or match["told"].casefold() in shared
        ]
        called = {tuple(words(rest)) for _, rest in taken}
        if len(called) < len(taken) or () in called:
            continue  # the brackets alone tell them apart
        for features, rest in taken:
            features.shown = rest
