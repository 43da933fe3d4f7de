"""What an ingest makes of a change in the notes, whatever the store."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from embeddings.errors import ModelError, NotesError
from embeddings.index.embedders.choice import OneModel
from embeddings.index.ingest import ingest
from embeddings.index.protocols import Encoded, Progress, RecordStore
from embeddings.library import Library
from tests.fakes import DAY_ONE, DAY_TWO, FakeEmbedder, write_notes
from tests.index.helpers import (
    ROPES,
    contents,
    files,
    ids,
    made_afresh,
    matched,
    sessions,
    state,
    statuses,
    vocabulary,
)


def test_the_first_ingest_takes_everything(notes: Path, store: RecordStore, embedder: FakeEmbedder) -> None:
    report = ingest(notes, store, OneModel(embedder))
    assert statuses(report) == {"day1.md": "added", "day2.md": "added"}
    assert [file.sessions for file in report.files] == [3, 2]
    assert (report.sessions, report.chunks, report.embedded) == (5, 6, 6)
    assert report.changed
    assert len(embedder.encoded) == 6
    assert [session.title for session in sessions(store)][:2] == [
        "Breakfast on the pier",
        "Cold storage for tidal sensors (sponsored by Brinewood)",
    ]


def test_nothing_changed_embeds_nothing(notes: Path, store: RecordStore, embedder: FakeEmbedder) -> None:
    ingest(notes, store, OneModel(embedder))
    before, generation = contents(store), state(store).generation
    embedder.encoded.clear()
    report = ingest(notes, store, OneModel(embedder))
    assert (report.embedded, embedder.encoded) == (0, [])
    assert statuses(report) == {"day1.md": "unchanged", "day2.md": "unchanged"}
    assert [file.sessions for file in report.files] == [3, 2]
    assert (report.sessions, report.chunks) == (5, 6)
    assert not report.changed
    assert contents(store) == before
    assert state(store).generation == generation, "readers need not look again"


def test_an_edited_session_alone_is_embedded_again(
    notes: Path, store: RecordStore, embedder: FakeEmbedder
) -> None:
    ingest(notes, store, OneModel(embedder))
    with store.read() as reader:
        others = {p.id for s in reader.sessions() if "rope" not in s.id for p in reader.chunks(s.id)}
    embedder.encoded.clear()
    write_notes(notes, {"day2.md": DAY_TWO.replace("never trust a knot", "always test a knot")})
    report = ingest(notes, store, OneModel(embedder))
    assert statuses(report) == {"day1.md": "unchanged", "day2.md": "changed"}
    assert report.embedded == 1
    (embedded,) = embedder.encoded
    assert embedded.startswith("Rope splicing for software people\n")
    assert "always test a knot" in embedded
    assert others <= ids(store), "what did not change keeps its number"
    assert contents(store) == made_afresh(notes)


def test_moved_lines_embed_nothing_and_quotes_name_the_new_lines(
    library: Library, embedder: FakeEmbedder
) -> None:
    before = library.ask("how long does it take to fetch a reading from tape?").quotes
    embedder.encoded.clear()
    write_notes(library.notes, {"day1.md": DAY_ONE.replace("\n## Cold", "\n\n\n\n## Cold")})
    report = library.refresh()
    assert (report.embedded, embedder.encoded) == (0, [])
    after = library.ask("how long does it take to fetch a reading from tape?").quotes
    assert [quote.text for quote in after] == [quote.text for quote in before] != []
    assert [quote.line for quote in after] == [quote.line + 3 for quote in before]
    assert all(library.current(quote) for quote in after)
    assert not any(library.current(quote) for quote in before)


def test_a_removed_session_vanishes(notes: Path, store: RecordStore, embedder: FakeEmbedder) -> None:
    ingest(notes, store, OneModel(embedder))
    assert matched(store, "splice")
    write_notes(notes, {"day2.md": DAY_TWO[: DAY_TWO.index(ROPES)]})
    report = ingest(notes, store, OneModel(embedder))
    assert (report.sessions, report.embedded) == (4, 0)
    assert not any("rope" in session.id for session in sessions(store))
    assert matched(store, "splice") == []
    assert "dorsey" not in vocabulary(store)
    assert contents(store) == made_afresh(notes)


def test_a_removed_file_vanishes(notes: Path, store: RecordStore, embedder: FakeEmbedder) -> None:
    ingest(notes, store, OneModel(embedder))
    (notes / "day1.md").unlink()
    report = ingest(notes, store, OneModel(embedder))
    assert statuses(report) == {"day1.md": "removed", "day2.md": "unchanged"}
    assert {session.file for session in sessions(store)} == {"day2.md"}
    assert files(store) == {"day2.md"}
    assert contents(store) == made_afresh(notes)


def test_a_renamed_file_embeds_nothing(notes: Path, store: RecordStore, embedder: FakeEmbedder) -> None:
    ingest(notes, store, OneModel(embedder))
    embedder.encoded.clear()
    (notes / "day2.md").rename(notes / "wednesday.md")
    report = ingest(notes, store, OneModel(embedder))
    assert statuses(report) == {"day1.md": "unchanged", "day2.md": "removed", "wednesday.md": "added"}
    assert embedder.encoded == []
    assert {session.file for session in sessions(store)} == {"day1.md", "wednesday.md"}


def test_sessions_that_change_places_are_given_in_the_new_order(
    notes: Path, store: RecordStore, embedder: FakeEmbedder
) -> None:
    ingest(notes, store, OneModel(embedder))
    write_notes(notes, {"day0.md": DAY_TWO.replace("foghorn", "siren").replace("Foghorn", "Siren")})
    ingest(notes, store, OneModel(embedder))
    assert [s.file for s in sessions(store)] == ["day0.md"] * 2 + ["day1.md"] * 3 + ["day2.md"] * 2


def test_another_model_embeds_everything_again_and_never_mixes(
    notes: Path, store: RecordStore, embedder: FakeEmbedder
) -> None:
    ingest(notes, store, OneModel(embedder))
    old = ids(store)
    for other in (FakeEmbedder(name="other"), FakeEmbedder(dimension=32)):
        report = ingest(notes, store, OneModel(other))
        assert report.embedded == report.chunks == 6
        assert set(statuses(report).values()) == {"changed"}
        new = ids(store)
        assert not old & new
        with store.read() as reader:
            assert reader.vectors(list(new), other.dimension).shape == (6, other.dimension)
        assert (state(store).model, state(store).dimension) == (other.fingerprint, other.dimension)
        old |= new


def test_the_same_title_twice_gives_two_sessions(
    notes: Path, store: RecordStore, embedder: FakeEmbedder
) -> None:
    write_notes(
        notes, {"day2.md": DAY_TWO + "\n" + DAY_TWO[DAY_TWO.index(ROPES) :].replace("Dorsey", "Dunn")}
    )
    ingest(notes, store, OneModel(embedder))
    found = [session.id for session in sessions(store) if "rope" in session.id]
    assert len(found) == len(set(found)) == 2


class FailingEmbedder(FakeEmbedder):
    """Fails where the work is half done."""

    def encode_chunks(
        self,
        texts: Sequence[str],
        spans: Sequence[Sequence[tuple[int, int]]],
        progress: Progress | None = None,
    ) -> list[Encoded]:
        super().encode_chunks(texts[: len(texts) // 2], spans[: len(texts) // 2], progress)
        raise ModelError("The model broke.")


def test_a_failure_leaves_the_library_as_it_was(
    notes: Path, store: RecordStore, embedder: FakeEmbedder
) -> None:
    ingest(notes, store, OneModel(embedder))
    before = contents(store)
    write_notes(
        notes, {"day3.md": DAY_TWO.replace("foghorn", "siren"), "day2.md": DAY_TWO.replace("gale", "calm")}
    )
    with pytest.raises(ModelError, match="broke"):
        ingest(notes, store, OneModel(FailingEmbedder()))
    write_notes(notes, {"quoth.toml": "level = 'no'"})
    with pytest.raises(NotesError):
        ingest(notes, store, OneModel(embedder))
    assert contents(store) == before


def test_progress_is_told(notes: Path, store: RecordStore, embedder: FakeEmbedder) -> None:
    told: list[tuple[int, int]] = []
    ingest(notes, store, OneModel(embedder), lambda done, whole: told.append((done, whole)))
    assert told == [(number, 6) for number in range(7)]
