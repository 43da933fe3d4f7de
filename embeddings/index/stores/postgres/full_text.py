"""Full text in the database: BM25 over the same stems, and with the same numbers, as FTS5 counts it.

PostgreSQL's own ranking knows nothing of how rare a word is, so that it would rank otherwise than the
embedded store. What BM25 needs is stored instead, a row for each chunk and stem, and added up in one query.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from embeddings.index.stores.postgres.connection import Database

_LONGEST = 600
"""Letters by which a word is told from others: an index takes no key of more than 2,704 bytes, and a token or
a picture that is written as text is one word of any length.
"""
_TITLE, _PEOPLE, _BODY = 2.0, 2.0, 1.0
"""Weights of the fields, as in the embedded store: a word of the title says what the session is about."""

# The constants (k1 1.2, b 0.75, the least weight of a word) are those of SQLite's bm25(). Words are added in
# the order of the question, so that chunks of one text have one score.
_MATCH = """
    WITH asked AS (
        SELECT word, place FROM unnest(%(words)s::text[]) WITH ORDINALITY AS given (word, place)
    ), held AS MATERIALIZED (
        SELECT word, chunk, frequency::float8 AS frequency, length FROM postings
        WHERE library = %(library)s AND word = ANY(%(words)s)
    ), rare AS (
        SELECT held.word, greatest(
            ln((max(libraries.chunks) - count(*) + 0.5::float8) / (count(*) + 0.5::float8)), 1e-6::float8
        ) AS weight
        FROM held, libraries WHERE libraries.id = %(library)s GROUP BY held.word
    )
    SELECT chunk, sum(
        weight * frequency * 2.2::float8
        / (frequency + 1.2::float8 * (
            0.25::float8 + 0.75::float8 * length * libraries.chunks / libraries.words
        ))
        ORDER BY place
    ) AS score
    FROM held JOIN asked USING (word) JOIN rare USING (word), libraries WHERE libraries.id = %(library)s
    GROUP BY chunk ORDER BY score DESC, chunk LIMIT %(limit)s
"""


def key(word: str) -> str:
    """Return what a word stands under in the database: itself, or the beginning of a very long one."""
    return word[:_LONGEST]


def match(db: Database, library: int, words: Sequence[str], limit: int) -> list[tuple[int, float]]:
    """Return (chunk, score) of the best ``limit`` chunks of a library that hold any of these stems."""
    # A stem without a letter that the database could store is in no note.
    given = [key(word) for word in words if "\0" not in word]
    rows = db.execute(_MATCH, {"library": library, "words": given, "limit": limit})
    return [(int(chunk), float(score)) for chunk, score in rows]


def postings(title: str, people: str, body: str) -> Iterable[tuple[str, float, int]]:
    """Return (stem, weighted frequency, length of the chunk) of each stem of a chunk's fields."""
    fields = ((title.split(" "), _TITLE), (people.split(" "), _PEOPLE), (body.split(" "), _BODY))
    counts: Counter[str] = Counter()
    weighted: dict[str, float] = {}
    for stems, weight in fields:
        for stem in map(key, filter(None, stems)):
            counts[stem] += 1
            weighted[stem] = weighted.get(stem, 0.0) + weight
    length = counts.total()
    return [(stem, frequency, length) for stem, frequency in weighted.items()]
