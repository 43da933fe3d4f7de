"""A session with something in every field, and a chunk of it, for the tests of stores and indexes."""

from __future__ import annotations

import numpy as np

from embeddings.index.chunking import Segment
from embeddings.index.protocols import Encoded, NewChunk
from embeddings.records import Image, Link, Session, Speaker, TextBlock

SESSION = Session(
    id="day1/ropes",
    title="On ropes",
    event="Saltwind",
    day="Day 1",
    date="2021-05-04",
    file="day1.md",
    line=3,
    end_line=9,
    kind="other",
    sponsor="Brinewood",
    speakers=(Speaker("Henk Dorsey", "Rigger", "Self", 4), Speaker("Ilse Vandermolen")),
    links=(
        Link("youtube", "Recording", "https://www.youtube.com/watch?v=rope", 5, "Watch", recording=True),
        Link("other", "Site", "https://ropes.example.org/"),
    ),
    images=(Image("A knot", "knot.png", 6),),
    words=7,
    group="Keynotes",
    code="ROP101",
    language="fr",
    also=("day2.md:4",),
    noted_by="Ines Roper",
)
TEXT_BLOCKS = (TextBlock("prose", "A bend joins\ntwo ropes.", 7, 8), TextBlock("item", "tie", 9, 9, 1))


def new_chunk(body: str = "bend join rope") -> NewChunk:
    vector = np.array([0.6, 0.8], dtype=np.float32)
    segment = Segment("A bend joins\ntwo ropes.", 7, 8, "prose", 0)
    return NewChunk("d1", (segment,), Encoded(vector, vector[None, :]), "rope", "henk", body)
