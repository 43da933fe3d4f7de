"""The sentences of a session that carry it, chosen and never rewritten.

Method. Extractive, after Edmundson ("New Methods in Automatic Extracting", 1969): every sentence or list item
is scored by a weighted sum of named evidence, of which centrality is MEAD's (Radev et al., "Centroid-based
summarization of multiple documents", 2004) on sentence vectors in place of word counts, and position, length,
title words and cue phrases are Edmundson's. The best are then taken one by one by maximal marginal relevance
(Carbonell and Goldstein, 1998), which holds against a sentence that it repeats what is taken. Two findings
differ from news: a pasted abstract says less than what the attendee wrote, and the very first sentence of a
note is seldom the lead.

What the notes themselves give as the sum of a session comes first where they do (see ``conclusion``).

The weights were fitted with a listwise logistic loss on reference summaries of invented notes and are judged
on collections that they were not fitted on (``tests/benchmarks/recap.py``). Those of ``central`` and
``opens`` are not the fitted ones (0.1 and 0.9): over real notes, whose sentences are shorter and whose
paragraphs are lists, the centroid tells more, and what opens a paragraph less.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from embeddings.digest import attribution, conclusion, review
from embeddings.digest.attribution import Attribution
from embeddings.index.chunking import Segment, segments
from embeddings.index.protocols import COMMON_SCALE, CosineScale, Vectors
from embeddings.index.snapshot import Snapshot
from embeddings.records import Session
from embeddings.text import tokens
from embeddings.text.markdown_words import count_words

BUDGET = 80
"""Words of a session: three sentences of notes hold about 55."""
_REPEATS = 0.5
"""What being like a sentence that is taken already (cosine 1) costs: the trade-off of maximal marginal
relevance."""
WEIGHTS = {
    "central": 1.0,
    "late": -1.61,
    "first": -1.51,
    "length": 1.08,
    "opens": 0.45,
    "title": 0.73,
    "cue": 0.36,
    "abstract": -2.07,
    "colon": -1.64,
    "sum": 4.0,
}
_SHORTEST = 3
"""Words below which a segment says nothing alone."""
_LONG_ENOUGH = 30
"""Words from which on a longer segment gains nothing more: it would leave no room for a second."""
_CUE = re.compile(
    r"\b(?:the (?:point|message|lesson|idea|key|main|biggest|best|surprise|result|sentence|finding|"
    r"problem|trick|rule|goal|thesis|recipe)|in (?:short|one sentence|the end)|results?|lessons?|"
    r"conclusions?|"
    r"take[- ]?(?:home|away)s?|advice|advised|tip|rule|fix|cause|what made the difference|best bit|"
    r"turns? out|found|recommend\w*|should|never|always|instead|biggest|most)\b|=>|"
    r"\b(?:bilan|le (?:vrai )?probl[èe]me|jamais|r[ée]sultat|conclusion|conseil|ergebnis|fazit|wichtigste|"
    r"nie|conclusi[óo]n|resultado|nunca)\b|结果|結果|结论|結論|重要|关键|関鍵|ポイント|教训|まとめ",
    re.IGNORECASE,
)
"""Edmundson's cue words: what is announced as the point, a result or advice."""
_ABOUT_ITSELF = re.compile(
    r"^(?:(?:and|so|ok|well|then|first|also),? )*(?:(?:this|the|that|our) (?:\w+[- ]){0,2}(?:session|talk|"
    r"workshop|keynote|presentation|panel|lab|speakers?)|he|she|they|the speakers?|it) (?:was |were |has |"
    r"had )?"
    r"(?:also )?(?:started|began|opened|kicked off|starts|begins|opens)\b(?! (?:out )?(?:as|in|with (?:a|"
    r"the) (?:question|problem|claim)))"
    r"|^(?:(?:no|the|my|our) )?(?:slides?|video|recording|code|links?|handout|photos?|"
    r"pictures?)\b[^.!?]{0,40}$"
    r"|^you can (?:also )?(?:find|watch|download|see|get)\b[^.!?]{0,80}?\b(?:repo(?:sitory)?|slides?|video|"
    r"recording|code|github|youtube)\b"
    r"|^<\w+[ >]"
    r"|^(?:see|watch|find|check) (?:it |them |you )?(?:all |more )?(?:here|below|tomorrow|this link)\b"
    r"|^(?:q|question|ask(?:ed)?|a|answer|q&a|r)\s*[:?]"
    r"|^(?:no video|video (?:isn['’]t|not)|the recording (?:isn['’]t|is not)|there (?:was|"
    r"is) no recording|recording (?:here|not))",
    re.IGNORECASE,
)
"""Segments that speak of the session's own course, only hand over a link, or are marks of HTML."""
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)+/\S*"
    r"|[\w-]+\.(?:md|markdown|txt|pdf|pptx?|key|docx?|html?|ipynb|mp[34]|png|jpe?g)\b|\b[A-Z]{2,5}-?\d{2,4}\b"
)
"""Of the web, the name of a file, or the code of a session."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """The segments of a session with what is measured of each."""

    members: tuple[Segment, ...]
    attributions: tuple[Attribution | None, ...]
    review: int | None
    """Place of the author's review among ``members``."""
    body: tuple[int, ...]
    """Places of the sentences and items that have a vector."""
    vectors: Vectors
    """Shape (body, dim), each of length one."""
    evidence: tuple[dict[str, float], ...]
    """One a member of ``body``, by the names of the weights."""
    allowed: tuple[bool, ...]
    """One a member of ``body``: whether it may be chosen at all."""
    scale: CosineScale = COMMON_SCALE
    """Of cosines of the vectors."""

    @classmethod
    def of(cls, snapshot: Snapshot, session: Session, lines: Sequence[str]) -> Candidates:
        """Measure a session; ``lines`` are its file's."""
        members = segments(snapshot.store.text_blocks(session.id))
        said_by = attribution.attribute(members, lines)
        judged = review.find(members, said_by)
        known = {
            (segment.line, segment.text): part
            for chunk in snapshot.store.chunks(session.id)
            for segment, part in zip(chunk.segments, chunk.parts, strict=True)
        }
        body = [
            place
            for place, segment in enumerate(members)
            if segment.kind in ("prose", "item") and (segment.line, segment.text) in known
        ]
        if not body:
            empty = np.zeros((0, snapshot.embedder.dimension), dtype=np.float32)
            return cls(tuple(members), tuple(said_by), judged, (), empty, (), ())
        vectors = _normalised(np.stack([known[members[p].line, members[p].text] for p in body]))
        sizes = [count_words(members[place].text) for place in body]
        central = _central(vectors, sizes)
        summed = set(conclusion.find(members, BUDGET))
        title = set(tokens.stems(tokens.tokenize(session.title), session.language))
        evidence = []
        for order, place in enumerate(body):
            segment = members[place]
            held = set(tokens.stems(tokens.tokenize(segment.text), session.language))
            evidence.append(
                {
                    "central": float(central[order]),
                    "late": order / len(body),
                    "first": float(order == 0),
                    "length": float(np.log1p(min(sizes[order], _LONG_ENOUGH))),
                    "opens": float(order == 0 or members[body[order - 1]].text_block != segment.text_block),
                    "title": len(held & title) / max(1, len(held)) ** 0.5,
                    "cue": float(_CUE.search(segment.text) is not None),
                    "abstract": float(said_by[place] == "abstract"),
                    "colon": float(segment.text.rstrip().endswith((":", "："))),
                    "sum": float(place in summed and said_by[place] != "abstract"),
                }
            )
        allowed = [
            place != judged and size >= _SHORTEST and not _tells_nothing(members[place], session)
            for place, size in zip(body, sizes, strict=True)
        ]
        return cls(
            tuple(members),
            tuple(said_by),
            judged,
            tuple(body),
            vectors,
            tuple(evidence),
            tuple(allowed),
            snapshot.embedder.scale,
        )

    @classmethod
    def joined(cls, each: Sequence[Candidates]) -> Candidates:
        """Return what may be chosen of several accounts of one session, one after the other."""
        if len(each) == 1:
            return each[0]
        before = [sum(len(one.members) for one in each[:place]) for place in range(len(each))]
        reviews = [
            start + one.review for start, one in zip(before, each, strict=True) if one.review is not None
        ]
        return cls(
            tuple(member for one in each for member in one.members),
            tuple(whose for one in each for whose in one.attributions),
            reviews[0] if reviews else None,
            tuple(start + place for start, one in zip(before, each, strict=True) for place in one.body),
            np.concatenate([one.vectors for one in each]),
            tuple(measured for one in each for measured in one.evidence),
            tuple(may for one in each for may in one.allowed),
            each[0].scale,
        )


def choose(found: Candidates, most: int, weights: Mapping[str, float] | None = None) -> list[int]:
    """Take up to ``most`` segments within ``BUDGET`` words by maximal marginal relevance; gives places in
    ``body``, sorted.

    Where everything is ruled out (notes of a single "started by" sentence), what there is is taken all the
    same.
    """
    by = WEIGHTS if weights is None else weights
    scores = [sum(by[name] * value for name, value in one.items() if name in by) for one in found.evidence]
    waiting = [k for k in range(len(found.body)) if found.allowed[k]] or [
        k for k, place in enumerate(found.body) if place != found.review
    ]
    taken: list[int] = []
    used = 0
    said: set[str] = set()
    while waiting and len(taken) < most:
        likest = (found.vectors @ found.vectors[taken].T).max(axis=1) if taken else np.zeros(len(found.body))
        values = {k: scores[k] - _REPEATS * found.scale.common(float(likest[k])) for k in waiting}
        # Ranked anew only when one is taken: what is turned down on the way (a repeat, or too long for the
        # room that is left) changes no value, and stays turned down.
        ranked = iter(sorted(waiting, key=lambda k: (-values[k], k)))
        for best in ranked:
            text = found.members[found.body[best]].text
            key, size = " ".join(tokens.tokenize(text)), count_words(text)
            if key in said or (taken and used + size > BUDGET):
                continue
            taken.append(best)
            said.add(key)
            used += size
            break
        waiting = list(ranked)
    return sorted(taken)


def _normalised(vectors: Vectors) -> Vectors:
    return np.asarray(
        vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9), dtype=np.float32
    )


def _central(vectors: Vectors, sizes: Sequence[int]) -> Vectors:
    """Return the cosine of each segment to the session's centroid, in standard deviations: shape (segments,).

    Longer segments weigh more in the centroid, up to 25 words: a list of fragments should not outvote the
    sentences.
    """
    centroid = (vectors * np.minimum(np.array(sizes), 25)[:, None]).sum(axis=0)
    cosines = vectors @ (centroid / max(float(np.linalg.norm(centroid)), 1e-9))
    return np.asarray((cosines - cosines.mean()) / (cosines.std() + 1e-6), dtype=np.float32)


def _tells_nothing(segment: Segment, session: Session) -> bool:
    """Tell whether a segment only names people, hands over a link, draws a table, or speaks of the session's
    course.
    """
    text = segment.text.strip()
    if _ABOUT_ITSELF.search(text) or text.count(" | ") > 1:
        return True
    for person in session.speakers:
        about = [fact for fact in (person.role, person.company) if fact]
        if (
            person.line is not None
            and segment.line <= person.line <= segment.end_line
            and person.name in text
        ):
            return "speaker" in text.casefold() or any(fact in text for fact in about)
    rest = _ADDRESS.sub(" ", text)
    for link in session.links:
        if link.text and link.line is not None and segment.line <= link.line <= segment.end_line:
            rest = rest.replace(link.text, " ", 1)
    return count_words(rest.strip(" .,:;-–|·()[]!<>→")) < min(_SHORTEST, count_words(text))
