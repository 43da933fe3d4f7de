"""What every store of records promises; each kind of store goes through these tests (see ``conftest``)."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from embeddings.errors import LibraryError
from embeddings.index.protocols import LibraryState, NewChunk, RecordStore
from embeddings.records import TextBlock
from tests.index.records import SESSION, TEXT_BLOCKS, new_chunk

STATE = LibraryState(
    "g1", "model", "stamp", 2, "derivation", "folder", "https://notes.example.org/", "/notes", "0.2", "code"
)


@pytest.fixture
def filled(store: RecordStore) -> RecordStore:
    """A store with one session of one chunk."""
    store.create()
    with store.write() as writer:
        writer.add(SESSION, 0, "s1", TEXT_BLOCKS, [new_chunk()])
    return store


def numbers(store: RecordStore) -> list[int]:
    with store.read() as reader:
        return [int(i) for i in reader.vector_ids()]


def add(store: RecordStore, session: str, chunks: Sequence[NewChunk], position: int = 1) -> None:
    with store.write() as writer:
        writer.add(replace(SESSION, id=session), position, session, TEXT_BLOCKS, chunks)


def test_what_was_never_made_is_told_in_one_sentence(store: RecordStore) -> None:
    with (
        pytest.raises(LibraryError, match=r"^There is no library .*: run `quoth ingest` first\.$"),
        store.read(),
    ):
        pass


def test_a_store_that_was_made_is_empty_and_making_it_again_changes_nothing(store: RecordStore) -> None:
    store.create()
    with store.read() as reader:
        assert reader.state is None
        assert (reader.sessions(), reader.session_digests(), reader.renewed({})) == ([], {}, {})
        assert (reader.files(), reader.skipped(), reader.vocabulary()) == ({}, {}, {})
        assert (reader.chunk_count(), reader.vector_ids().tolist(), reader.match(["rope"], 5)) == (0, [], [])
    add(store, "day1/one", [new_chunk()])
    store.create()
    assert len(numbers(store)) == 1


def test_a_session_comes_back_as_it_went_in(filled: RecordStore) -> None:
    with filled.read() as reader:
        assert reader.sessions() == [SESSION]
        assert reader.text_blocks(SESSION.id) == list(TEXT_BLOCKS)
        assert reader.text_blocks("none") == []
        assert reader.session_digests() == {SESSION.id: "s1"}


def test_what_the_library_says_of_itself_comes_back_as_it_went_in(filled: RecordStore) -> None:
    for state in (STATE, LibraryState("g2", "other"), replace(STATE, generation="g3", base_url=None)):
        with filled.write() as writer:
            writer.set_state(state)
            assert writer.state == state
        with filled.read() as reader:
            assert reader.state == state


def test_the_lists_of_files_are_replaced_whole(filled: RecordStore) -> None:
    for files, skipped in (({"a.md": "1", "b.md": "2"}, {"c.md": "empty"}), ({"b.md": "3"}, {})):
        with filled.write() as writer:
            writer.set_files(files, list(skipped.items()))
        with filled.read() as reader:
            assert (reader.files(), reader.skipped()) == (files, skipped)


def test_a_chunk_comes_back_with_its_segments_vectors_and_words(filled: RecordStore) -> None:
    (number,) = numbers(filled)
    with filled.read() as reader:
        (found,) = reader.chunks(SESSION.id)
        assert (found.id, found.session, found.position) == (number, SESSION.id, 0)
        assert found.segments == new_chunk().segments
        np.testing.assert_allclose(found.parts, [[0.6, 0.8]], atol=1e-3)
        np.testing.assert_array_equal(reader.vectors([number], 2), np.array([[0.6, 0.8]], dtype=np.float32))
        assert reader.vectors([], 2).shape == (0, 2)
        assert reader.chunk_count() == 1
        assert reader.chunk_ids([SESSION.id, "none"]).tolist() == [number]
        assert reader.indexed([number, number + 1]) == {
            number: (SESSION.id, "rope", "henk", "bend join rope")
        }


def test_vectors_are_found_again_by_the_digest_of_their_text(filled: RecordStore) -> None:
    with filled.read() as reader:
        found = reader.encoded(["d1", "d2"])
    assert found.keys() == {"d1"}
    np.testing.assert_array_equal(found["d1"].vector, np.array([0.6, 0.8], dtype=np.float32))
    np.testing.assert_allclose(found["d1"].parts, [[0.6, 0.8]], atol=1e-3)


def test_a_session_without_text_has_a_chunk_without_segments(filled: RecordStore) -> None:
    empty = np.zeros((0, 2), dtype=np.float32)
    bare = replace(new_chunk(), segments=(), vectors=replace(new_chunk().vectors, parts=empty))
    add(filled, "day1/bare", [bare])
    with filled.read() as reader:
        (found,) = reader.chunks("day1/bare")
    assert (found.segments, len(found.parts)) == ((), 0)


def test_a_missing_vector_is_said_with_both_counts(filled: RecordStore) -> None:
    (number,) = numbers(filled)
    with filled.read() as reader, pytest.raises(LibraryError, match="vectors for 1 of 2 chunks"):
        reader.vectors([number, number + 1], 2)


def test_chunk_ids_ascend_and_are_never_used_again(filled: RecordStore) -> None:
    used = set(numbers(filled))
    for _ in range(5):
        with filled.write() as writer:
            writer.clear()
        add(filled, "day1/many", [new_chunk()] * 20)
        found = numbers(filled)
        assert found == sorted(found)
        assert len(found) == 20
        assert used.isdisjoint(found)
        used.update(found)


def test_sessions_are_given_in_the_order_of_the_notes_whatever_the_order_of_writing(
    filled: RecordStore,
) -> None:
    add(filled, "day1/third", [], 2)
    add(filled, "day1/second", [], 1)
    with filled.read() as reader:
        assert list(reader.session_digests()) == [SESSION.id, "day1/second", "day1/third"]
        assert [s.id for s in reader.sessions()] == list(reader.renewed({})) == list(reader.session_digests())
    with filled.write() as writer:
        writer.move({SESSION.id: 2, "day1/second": 1, "day1/third": 0})
    with filled.read() as reader:
        assert [s.id for s in reader.sessions()] == ["day1/third", "day1/second", SESSION.id]


def test_only_what_changed_is_renewed(filled: RecordStore) -> None:
    held = {SESSION.id: ("s1", replace(SESSION, title="As it is held")), "day1/gone": ("x", SESSION)}
    add(filled, "day1/new", [])
    with filled.read() as reader:
        assert reader.renewed(held) == {
            SESSION.id: held[SESSION.id],
            "day1/new": ("day1/new", replace(SESSION, id="day1/new")),
        }
        assert reader.renewed({SESSION.id: ("other", SESSION)})[SESSION.id] == ("s1", SESSION)


def test_removing_a_session_removes_all_that_is_of_it(filled: RecordStore) -> None:
    add(filled, "day1/other", [new_chunk("lamp")])
    with filled.write() as writer:
        writer.remove([SESSION.id])
    with filled.read() as reader:
        assert [session.id for session in reader.sessions()] == ["day1/other"]
        assert reader.chunk_count() == len(reader.vector_ids()) == 1
        assert reader.text_blocks(SESSION.id) == []
        assert reader.chunks(SESSION.id) == []
        assert reader.match(["bend"], 5) == []


def test_how_much_there_is_is_told_while_it_is_written_and_after(filled: RecordStore) -> None:
    with filled.write() as writer:
        writer.add(replace(SESSION, id="day1/other", language="de"), 1, "s2", [], [new_chunk("lamp")] * 2)
        writer.set_state(STATE)
        assert (writer.chunk_count(), writer.languages()) == (3, {"fr": 1, "de": 1})
    with filled.read() as reader:
        assert (reader.chunk_count(), reader.languages()) == (3, {"fr": 1, "de": 1})
    with filled.write() as writer:
        writer.remove([SESSION.id])
    with filled.read() as reader:
        assert (reader.chunk_count(), reader.languages()) == (2, {"de": 1})
    with filled.write() as writer:
        writer.clear()
        assert (writer.chunk_count(), writer.languages()) == (0, {})
    with filled.read() as reader:
        assert (reader.chunk_count(), reader.languages()) == (0, {})


def test_words_are_matched_best_first_and_titles_weigh_more(filled: RecordStore) -> None:
    (first,) = numbers(filled)
    titled = replace(new_chunk("bend lamp lamp"), title="bend")
    # A word that every chunk holds says nothing: some others, without it.
    add(filled, "day1/other", [titled, *[replace(new_chunk("gull"), title="gull")] * 10])
    with filled.read() as reader:
        (second,) = [c.id for c in reader.chunks("day1/other") if c.position == 0]
        found = reader.match(["bend"], 5)
        assert [number for number, _ in found] == [second, first]
        assert found[0][1] > found[1][1] > 0
        assert reader.match(["bend", "rope"], 1)[0][0] == first
        assert reader.match(["nothing"], 5) == reader.match([], 5) == []


@pytest.mark.parametrize(
    "word", ['"', 'a" OR "b', "a OR b", "title:rope", "rope*", "NEAR(rope)", "'", "^rope"]
)
def test_a_word_to_match_is_a_word_whatever_is_in_it(filled: RecordStore, word: str) -> None:
    with filled.read() as reader:
        assert len(reader.match([word, "rope"], 5)) == 1


def test_a_word_of_any_length_is_kept_found_and_removed(store: RecordStore) -> None:
    """As a token or a picture that is written as text, which no compression makes shorter."""
    word = hashlib.shake_128(b"rope").hexdigest(10_000)
    store.create()
    with store.write() as writer:
        writer.add(SESSION, 0, "s1", (TextBlock("prose", word, 7, 7),), [new_chunk(f"rope {word}")])
    with store.read() as reader:
        assert [chunk for chunk, _ in reader.match([word], 5)] == reader.vector_ids().tolist()
    with store.write() as writer:
        writer.remove([SESSION.id])
    with store.read() as reader:
        assert (reader.match([word], 5), reader.vocabulary()) == ([], {})


def test_the_vocabulary_counts_sessions_and_forgets_words_without_any(filled: RecordStore) -> None:
    add(filled, "day1/other", [])
    with filled.read() as reader:
        assert {reader.vocabulary()[word] for word in ("ropes", "bend", "dorsey", "brinewood")} == {2}
    with filled.write() as writer:
        writer.remove([SESSION.id])
    with filled.read() as reader:
        assert set(reader.vocabulary().values()) == {1}
    with filled.write() as writer:
        writer.remove(["day1/other", "day1/none"])
    with filled.read() as reader:
        assert reader.vocabulary() == {}


def test_a_failed_write_leaves_everything_as_it_was(filled: RecordStore) -> None:
    def fail() -> None:
        with filled.write() as writer:
            writer.remove([SESSION.id])
            writer.set_state(STATE)
            assert writer.sessions() == []
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        fail()
    with filled.read() as reader:
        assert reader.sessions() == [SESSION]
        assert reader.state is None


def test_a_reader_keeps_to_one_state_while_another_writes(filled: RecordStore) -> None:
    with filled.read() as reader:
        assert reader.sessions() == [SESSION]
        with filled.write() as writer:
            writer.clear()
        assert reader.sessions() == [SESSION]
        assert reader.chunks(SESSION.id)
        with filled.read() as another:
            assert another.sessions() == []
    with filled.read() as reader:
        assert reader.sessions() == []


def test_a_failure_while_reading_leaves_the_store_in_use(filled: RecordStore) -> None:
    with pytest.raises(ValueError, match="of the reader"), filled.read():
        raise ValueError("of the reader")
    with filled.read() as reader:
        assert reader.sessions() == [SESSION]


def test_a_closed_store_opens_again(filled: RecordStore) -> None:
    filled.close()
    filled.close()
    with filled.read() as reader:
        assert reader.sessions() == [SESSION]


def test_many_may_make_write_and_read_a_store_at_once(store: RecordStore) -> None:
    failed: list[BaseException] = []
    start = threading.Barrier(8)

    def run(number: int) -> None:
        start.wait()
        try:
            store.create()
            add(store, f"day1/{number}", [new_chunk()], number)
            with store.read() as reader:
                assert f"day1/{number}" in reader.session_digests()
        except BaseException as error:  # noqa: BLE001 - whatever it is, it is the finding
            failed.append(error)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert len(set(numbers(store))) == 8
