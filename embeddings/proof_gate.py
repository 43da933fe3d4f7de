"""The last check before anything is shown: what no longer stands in the notes is left out.

A note may have changed since it was read, even while a reply was made. The library passes everything that it
gives out through here, once; what makes quotes before looks at the notes only to choose and to join.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from embeddings.answer import confidence
from embeddings.answer.search import Found
from embeddings.digest.announcements import Announcement
from embeddings.digest.recap import Recap, RecapEntry
from embeddings.proof import standing, stands
from embeddings.records import Answer, Quote

CHANGED = "The notes changed just now, so what they said is not quoted; ask again in a minute."


def proven_answer(notes: Path, answer: Answer) -> Answer:
    """Return an answer without the quotes that no longer stand; it says so where none is left."""
    stood = standing(notes, [*answer.quotes, *answer.more])
    quotes = tuple(quote for quote in answer.quotes if quote in stood)
    more = tuple(quote for quote in answer.more if quote in stood)
    if len(quotes) == len(answer.quotes) and len(more) == len(answer.more):
        return answer
    if quotes or answer.listing:
        return replace(answer, quotes=quotes, more=more, nearest=_still_nearest(answer, quotes))
    return replace(
        answer,
        verdict=confidence.held_back(answer.verdict),
        quotes=(),
        more=more,
        nearest=None,
        remark=CHANGED,
    )


def _still_nearest(answer: Answer, quotes: Sequence[Quote]) -> Quote | None:
    """Return the sentence that answers, or comes nearest, while a quote that is left holds it."""
    sentence = answer.nearest
    return sentence if sentence is not None and any(quote.holds(sentence) for quote in quotes) else None


def proven_recap(notes: Path, recap: Recap) -> Recap:
    """Return a recap without the quotes that no longer stand."""
    return replace(recap, entries=tuple(_proven_entry(notes, entry) for entry in recap.entries))


def _proven_entry(notes: Path, entry: RecapEntry) -> RecapEntry:
    return replace(
        entry,
        quotes=tuple(said for said in entry.quotes if stands(notes, said.quote)),
        review=entry.review if entry.review is not None and stands(notes, entry.review) else None,
    )


def proven_announcements(notes: Path, found: Iterable[Announcement]) -> list[Announcement]:
    """Return the announcements that still stand."""
    return [one for one in found if stands(notes, one.quote)]


def proven_found(notes: Path, found: Sequence[Found]) -> list[Found]:
    """Return what a search found without the passages that no longer stand."""
    stood = standing(notes, [one.quote for one in found if one.quote is not None])
    return [one if one.quote in stood else replace(one, quote=None) for one in found]
