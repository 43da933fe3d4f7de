from __future__ import annotations

import os
import re
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import pytest

from embeddings.errors import ModelError, NotesError
from embeddings.index import staleness
from embeddings.index.embedders.sentence_transformers import Encoded, Progress
from embeddings.index.ingest import Report, ingest
from embeddings.index.staleness import folder_fingerprint
from embeddings.index.stores.sqlite import Store
from embeddings.library import Library
from tests.fakes import DAY_ONE, DAY_TWO, NOTES, FakeEmbedder, write_notes

ROPES = "## Rope splicing for software people"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "library.db", write=True)
    yield opened
    opened.close()


def statuses(report: Report) -> dict[str, str]:
    return {file.file: file.status for file in report.files}


def contents(store: Store) -> tuple[object, ...]:
    """All that the library holds, but for the numbers that each ingest draws afresh."""
    sessions = store.sessions()
    chunks = [
        (p.session, p.position, p.segments, p.parts.tolist()) for s in sessions for p in store.chunks(s.id)
    ]
    words = sorted(store.indexed(store.vector_ids().tolist()).values())
    return (
        [asdict(session) for session in sessions],
        [(session.id, store.text_blocks(session.id)) for session in sessions],
        chunks,
        words,
        store.vocabulary(),
        store.files(),
        store.skipped(),
    )


def made_afresh(notes: Path, path: Path) -> tuple[object, ...]:
    fresh = Store(path, write=True)
    ingest(notes, fresh, FakeEmbedder())
    found = contents(fresh)
    fresh.close()
    return found


def test_the_first_ingest_takes_everything(notes: Path, store: Store, embedder: FakeEmbedder) -> None:
    report = ingest(notes, store, embedder)
    assert statuses(report) == {"day1.md": "added", "day2.md": "added"}
    assert [file.sessions for file in report.files] == [3, 2]
    assert (report.sessions, report.chunks, report.embedded) == (5, 6, 6)
    assert report.changed
    assert len(embedder.encoded) == 6
    assert [session.title for session in store.sessions()][:2] == [
        "Breakfast on the pier",
        "Cold storage for tidal sensors (sponsored by Brinewood)",
    ]


def test_nothing_changed_embeds_nothing(notes: Path, store: Store, embedder: FakeEmbedder) -> None:
    ingest(notes, store, embedder)
    before, generation = contents(store), store.meta("generation")
    embedder.encoded.clear()
    report = ingest(notes, store, embedder)
    assert (report.embedded, embedder.encoded) == (0, [])
    assert statuses(report) == {"day1.md": "unchanged", "day2.md": "unchanged"}
    assert [file.sessions for file in report.files] == [3, 2]
    assert (report.sessions, report.chunks) == (5, 6)
    assert not report.changed
    assert contents(store) == before
    assert store.meta("generation") == generation, "readers need not look again"


def test_notes_that_settled_are_not_even_read(
    notes: Path, store: Store, embedder: FakeEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_notes(notes, {"empty.md": ""})
    monkeypatch.setattr(staleness, "_SETTLED_NS", 0)
    first = ingest(notes, store, embedder)

    def fail(_: Path) -> None:
        raise AssertionError("the notes were read")

    monkeypatch.setattr("embeddings.notes.scan", fail)
    second = ingest(notes, store, embedder)
    assert staleness.up_to_date(store, notes)
    assert statuses(second) == {"day1.md": "unchanged", "day2.md": "unchanged", "empty.md": "skipped"}
    assert (second.sessions, second.chunks, second.embedded) == (first.sessions, first.chunks, 0)
    write_notes(notes, {"day3.md": DAY_TWO})
    assert not staleness.up_to_date(store, notes)
    with pytest.raises(AssertionError, match="the notes were read"):
        ingest(notes, store, embedder)


def test_a_change_within_the_clocks_grain_is_not_missed(
    notes: Path, store: Store, embedder: FakeEmbedder
) -> None:
    ingest(notes, store, embedder)
    path = notes / "day2.md"
    state = path.stat()
    changed = DAY_TWO.replace("ferry", "barge")
    assert len(changed) == len(DAY_TWO)
    path.write_text(changed)
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert statuses(ingest(notes, store, embedder))["day2.md"] == "changed"
    assert store.vocabulary().get("barge") == 1
    assert "ferry" not in store.vocabulary()


def test_signature_tells_names_sizes_and_times(notes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staleness, "_SETTLED_NS", 0)
    seen = [folder_fingerprint(notes, "1"), folder_fingerprint(notes, "2")]
    write_notes(notes, {"more.md": "x"})
    seen.append(folder_fingerprint(notes, "1"))
    write_notes(notes, {"more.md": "xy"})
    seen.append(folder_fingerprint(notes, "1"))
    (notes / "more.md").rename(notes / "less.md")
    seen.append(folder_fingerprint(notes, "1"))
    os.utime(notes / "less.md", (1, 1))
    seen.append(folder_fingerprint(notes, "1"))
    assert folder_fingerprint(notes, "1") == seen[-1]
    assert len(set(seen)) == len(seen)
    assert all(seen)


def test_an_edited_session_alone_is_embedded_again(
    notes: Path, store: Store, embedder: FakeEmbedder, tmp_path: Path
) -> None:
    ingest(notes, store, embedder)
    others = {p.id for s in store.sessions() if "rope" not in s.id for p in store.chunks(s.id)}
    embedder.encoded.clear()
    write_notes(notes, {"day2.md": DAY_TWO.replace("never trust a knot", "always test a knot")})
    report = ingest(notes, store, embedder)
    assert statuses(report) == {"day1.md": "unchanged", "day2.md": "changed"}
    assert report.embedded == 1
    (embedded,) = embedder.encoded
    assert embedded.startswith("Rope splicing for software people\n")
    assert "always test a knot" in embedded
    assert others <= set(store.vector_ids().tolist()), "what did not change keeps its number"
    assert contents(store) == made_afresh(notes, tmp_path / "fresh.db")


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


def test_a_removed_session_vanishes(
    notes: Path, store: Store, embedder: FakeEmbedder, tmp_path: Path
) -> None:
    ingest(notes, store, embedder)
    assert store.match('"splice"', 5)
    write_notes(notes, {"day2.md": DAY_TWO[: DAY_TWO.index(ROPES)]})
    report = ingest(notes, store, embedder)
    assert (report.sessions, report.embedded) == (4, 0)
    assert not any("rope" in session.id for session in store.sessions())
    assert store.match('"splice"', 5) == []
    assert "dorsey" not in store.vocabulary()
    assert contents(store) == made_afresh(notes, tmp_path / "fresh.db")


def test_a_removed_file_vanishes(notes: Path, store: Store, embedder: FakeEmbedder, tmp_path: Path) -> None:
    ingest(notes, store, embedder)
    (notes / "day1.md").unlink()
    report = ingest(notes, store, embedder)
    assert statuses(report) == {"day1.md": "removed", "day2.md": "unchanged"}
    assert {session.file for session in store.sessions()} == {"day2.md"}
    assert store.files().keys() == {"day2.md"}
    assert contents(store) == made_afresh(notes, tmp_path / "fresh.db")


def test_a_renamed_file_embeds_nothing(notes: Path, store: Store, embedder: FakeEmbedder) -> None:
    ingest(notes, store, embedder)
    embedder.encoded.clear()
    (notes / "day2.md").rename(notes / "wednesday.md")
    report = ingest(notes, store, embedder)
    assert statuses(report) == {"day1.md": "unchanged", "day2.md": "removed", "wednesday.md": "added"}
    assert embedder.encoded == []
    assert {session.file for session in store.sessions()} == {"day1.md", "wednesday.md"}


def test_sessions_that_change_places_are_given_in_the_new_order(
    notes: Path, store: Store, embedder: FakeEmbedder
) -> None:
    ingest(notes, store, embedder)
    write_notes(notes, {"day0.md": DAY_TWO.replace("foghorn", "siren").replace("Foghorn", "Siren")})
    ingest(notes, store, embedder)
    assert [s.file for s in store.sessions()] == ["day0.md"] * 2 + ["day1.md"] * 3 + ["day2.md"] * 2


def test_another_model_embeds_everything_again_and_never_mixes(
    notes: Path, store: Store, embedder: FakeEmbedder
) -> None:
    ingest(notes, store, embedder)
    old = set(store.vector_ids().tolist())
    for other in (FakeEmbedder(name="other"), FakeEmbedder(dimension=32)):
        report = ingest(notes, store, other)
        assert report.embedded == report.chunks == 6
        assert set(statuses(report).values()) == {"changed"}
        new = store.vector_ids().tolist()
        assert not old & set(new)
        assert store.vectors(new, other.dimension).shape == (6, other.dimension)
        assert store.meta("model") == other.fingerprint
        old |= set(new)


BAD: dict[str, tuple[bytes, str]] = {
    "empty.md": (b"", "empty"),
    "blank.md": (b" \n\t\n", "empty"),
    "latin.md": ("## Café\n\nCrème.\n".encode("latin-1"), "not UTF-8"),
    "huge.md": (b"## Much\n\n" + b"rope " * 1_000_001, "larger than 5 MB"),
    "binary.md": (b"## Nul\n\n\0\n", "null byte"),
}


def test_what_cannot_be_read_is_skipped_with_its_reason_and_the_rest_goes_in(
    notes: Path, store: Store, embedder: FakeEmbedder, tmp_path: Path
) -> None:
    write_notes(notes, {name: data for name, (data, _) in BAD.items()})
    write_notes(tmp_path, {"outside.md": "## Secret\n\nThe password is rope.\n"})
    (notes / "outside.md").symlink_to(tmp_path / "outside.md")
    (notes / "nowhere.md").symlink_to(tmp_path / "nothing.md")
    (notes / "circle.md").symlink_to(notes / "circle.md")
    (notes / "folder.md").mkdir()
    os.mkfifo(notes / "pipe.md")
    report = ingest(notes, store, embedder)
    reasons = {file.file: file.reason or "" for file in report.files if file.status == "skipped"}
    wanted = {name: reason for name, (_, reason) in BAD.items()} | {
        "outside.md": "leads out of the notes folder",
        "nowhere.md": "unreadable",
        "circle.md": "unreadable",
        "pipe.md": "not a regular file",
    }
    assert reasons.keys() == wanted.keys()
    for file, reason in wanted.items():
        assert reason in reasons[file]
    assert report.sessions == 5
    assert statuses(report)["day1.md"] == "added"
    assert store.skipped() == reasons
    assert not any("secret" in session.id for session in store.sessions())


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unreadable to root")
def test_an_unreadable_file_is_skipped(notes: Path, store: Store, embedder: FakeEmbedder) -> None:
    (notes / "day1.md").chmod(0)
    report = ingest(notes, store, embedder)
    assert statuses(report) == {"day1.md": "skipped", "day2.md": "added"}


def test_a_file_that_becomes_unreadable_takes_its_sessions_with_it_and_brings_them_back(
    notes: Path, store: Store, embedder: FakeEmbedder
) -> None:
    ingest(notes, store, embedder)
    (notes / "day2.md").write_bytes(b"\xff" + DAY_TWO.encode())
    report = ingest(notes, store, embedder)
    assert statuses(report) == {"day1.md": "unchanged", "day2.md": "skipped"}
    assert {session.file for session in store.sessions()} == {"day1.md"}
    write_notes(notes)
    report = ingest(notes, store, embedder)
    assert statuses(report) == {"day1.md": "unchanged", "day2.md": "added"}
    assert {session.file for session in store.sessions()} == {"day1.md", "day2.md"}


def test_a_name_that_is_no_text_is_skipped(notes: Path, store: Store, embedder: FakeEmbedder) -> None:
    try:
        Path(os.fsdecode(os.fsencode(notes) + b"/caf\xe9.md")).write_text(DAY_TWO)
    except OSError:
        pytest.skip("this file system takes no such name")
    report = ingest(notes, store, embedder)
    assert statuses(report) == {"caf?.md": "skipped", "day1.md": "added", "day2.md": "added"}


def test_the_same_title_twice_gives_two_sessions(notes: Path, store: Store, embedder: FakeEmbedder) -> None:
    write_notes(
        notes, {"day2.md": DAY_TWO + "\n" + DAY_TWO[DAY_TWO.index(ROPES) :].replace("Dorsey", "Dunn")}
    )
    ingest(notes, store, embedder)
    found = [session.id for session in store.sessions() if "rope" in session.id]
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


def test_a_failure_leaves_the_library_as_it_was(notes: Path, store: Store, embedder: FakeEmbedder) -> None:
    ingest(notes, store, embedder)
    before = contents(store)
    write_notes(
        notes, {"day3.md": DAY_TWO.replace("foghorn", "siren"), "day2.md": DAY_TWO.replace("gale", "calm")}
    )
    with pytest.raises(ModelError, match="broke"):
        ingest(notes, store, FailingEmbedder())
    write_notes(notes, {"quoth.toml": "level = 'no'"})
    with pytest.raises(NotesError):
        ingest(notes, store, embedder)
    assert contents(store) == before


def test_no_folder_and_an_empty_one_are_said_in_one_sentence(
    tmp_path: Path, store: Store, embedder: FakeEmbedder
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file.md").write_text(DAY_ONE)
    for folder, said in (
        (tmp_path / "none", r"There is no folder .*none"),
        (tmp_path / "empty", r"empty holds no notes"),
        (tmp_path / "file.md", r"is a file, not a folder"),
    ):
        with pytest.raises(NotesError, match=said) as caught:
            ingest(folder, store, embedder)
        assert re.fullmatch(r"[^\n]+\.", str(caught.value))


def test_progress_is_told(notes: Path, store: Store, embedder: FakeEmbedder) -> None:
    told: list[tuple[int, int]] = []
    ingest(notes, store, embedder, lambda done, whole: told.append((done, whole)))
    assert told == [(number, 6) for number in range(7)]


def test_two_ingests_at_once_both_end_well(notes: Path, tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    reports: list[Report] = []
    failures: list[BaseException] = []
    start = threading.Barrier(4)

    def run() -> None:
        start.wait()
        own = Library(notes, path, FakeEmbedder(delay=0.02))
        try:
            reports.append(own.refresh())
        except Exception as error:  # noqa: BLE001 - whatever it is, it is the finding
            failures.append(error)
        own.close()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert [report.sessions for report in reports] == [5] * 4
    store = Store(path)
    assert contents(store) == made_afresh(notes, tmp_path / "fresh.db")
    assert store.chunk_count() == len(store.vector_ids()) == 6
    store.close()


def test_readers_see_the_old_library_or_the_new_one_while_it_is_written(notes: Path, tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    writer = Library(notes, path, FakeEmbedder())
    # Every session of a state names the state: in its text, its speaker and its title.
    states = [
        {
            "day1.md": "# Summit 2021 | Day 1 - Tuesday, May 4\n\n"
            + "\n\n".join(
                f"## Ropes number {number} {name}\n\n{name} Dorsey - Rigger - Self\n\n"
                f"The {name.lower()} splice was shown, and then shown again by the {name.lower()} rigger.\n"
                for number in range(8)
            )
        }
        for name in ("Amber", "Crimson")
    ]
    write_notes(notes, states[0])
    (notes / "day2.md").unlink()
    writer.refresh()
    done = threading.Event()
    mixed: list[object] = []
    looks = [0]

    def read() -> None:
        while not done.is_set():
            reader = Library(notes, path, FakeEmbedder())
            found = reader.sessions()
            names = {session.title.split()[-1] for session in found}
            names |= {speaker.name.split()[0] for session in found for speaker in session.speakers}
            answer = reader.ask("which splice was shown by the rigger?")
            said = {match.session.title.split()[-1] for match in answer.matches}
            said |= {m.session.speakers[0].name.split()[0] for m in answer.matches}
            if len(names) != 1 or len(said) > 1 or len(found) != 8:
                mixed.append((names, said, len(found)))
            looks[0] += 1
            reader.close()

    threads = [threading.Thread(target=read) for _ in range(2)]
    for thread in threads:
        thread.start()
    deadline = time.monotonic() + 3
    turn = 0
    while time.monotonic() < deadline:
        turn += 1
        write_notes(notes, states[turn % 2])
        writer.refresh()
    done.set()
    for thread in threads:
        thread.join()
    writer.close()
    assert mixed == []
    assert looks[0] > 10
    assert turn > 10


def test_one_library_answers_while_it_is_brought_up_to_date(notes: Path, tmp_path: Path) -> None:
    library = Library(notes, tmp_path / "library.db", FakeEmbedder(delay=0.05))
    library.refresh()
    write_notes(notes, {name: text.replace("tape", "disc") for name, text in NOTES.items()})
    library.ask("what is stored in the mine?")
    working = threading.Thread(target=library.refresh)
    working.start()
    answered = 0
    while working.is_alive():
        library.ask("what is stored in the mine?")
        answered += 1
    working.join()
    assert answered > 1, "nobody waits for the embedding"
    assert "disc" in library.ask("what is disc?").as_json()["quotes"][0]["text"].lower()
    library.close()
