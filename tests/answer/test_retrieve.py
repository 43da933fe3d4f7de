from __future__ import annotations

from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from embeddings.answer import retrieve
from embeddings.answer.question import analyse
from embeddings.library import Library
from tests.fakes import FakeEmbedder, write_notes

NOTES = {
    "day1.md": """\
# 港まつり 2031 | Day 1

## 灯台の点検

灯台守は毎晩ランプを磨いて、油を足す。

## 縄の結び方

太い縄を結ぶと船が流されない。
"""
}


def library_of(folder: Path, embedder: FakeEmbedder) -> Library:
    library = Library(write_notes(folder / "notes", NOTES), folder / "library.db", embedder)
    library.refresh()
    return library


def test_vectors_count_less_where_the_model_does_not_read_the_language(tmp_path: Path) -> None:
    library = library_of(tmp_path, FakeEmbedder(unread=frozenset({"ja"})))
    with library.reading() as snapshot:
        (vector,) = snapshot.embedder.encode_queries(["灯台"])
        foreign = retrieve.trusted(snapshot, analyse("灯台守は何をする"), vector)
        known = retrieve.trusted(snapshot, analyse("what does the keeper do?"), vector)
    assert np.linalg.norm(foreign) < 0.5
    assert known is vector
    library.close()


def test_words_find_a_session_that_misleading_vectors_would_hide(tmp_path: Path) -> None:
    """The vector given is the one of the other session's own text, as near to it as can be."""
    library = library_of(tmp_path, FakeEmbedder(unread=frozenset({"ja"})))
    with library.reading() as snapshot:
        asked = analyse("灯台守は何を磨くの")
        terms = retrieve.weigh(snapshot, asked, {})
        (misleading,) = snapshot.embedder.encode_queries(["縄の結び方\n太い縄を結ぶと船が流されない。"])
        trusting = retrieve.search(snapshot, terms, misleading)
        wary = retrieve.search(snapshot, terms, retrieve.trusted(snapshot, asked, misleading))
    assert trusting[0].session.title == "縄の結び方"
    assert wary[0].session.title == "灯台の点検"
    library.close()


def test_pairs_of_letters_where_two_words_meet_are_not_missed(tmp_path: Path) -> None:
    library = library_of(tmp_path, FakeEmbedder())
    with library.reading() as snapshot:
        terms = retrieve.weigh(snapshot, analyse("灯台守船長"), {})
        held = retrieve.coverage(terms, lambda term: term.word in ("灯台", "台守"))
    assert {term.word for term in terms if not term.known} >= {"守船", "船長"}
    assert held == 1.0
    library.close()


def test_a_session_is_found_by_the_event_or_the_file_that_it_is_of(tmp_path: Path) -> None:
    notes = {
        f"{folder}/day1.md": f"# {event} | Day 1\n\n## Closing words\n\n{said}\n\n## Ropes\n\nTie them.\n"
        for folder, event, said in (
            ("kettle-2030", "Kettle Days 2030", "The kettles went home."),
            ("lantern-2031", "Lantern Meet 2031", "The lanterns went out."),
        )
    }
    library = Library(write_notes(tmp_path / "notes", notes), tmp_path / "library.db", FakeEmbedder())
    library.refresh()
    for asked, file in (
        ("closing words of the lantern meet", "lantern-2031/day1.md"),
        ("closing words at kettle days", "kettle-2030/day1.md"),
    ):
        with library.reading() as snapshot:
            question = analyse(asked)
            terms = retrieve.weigh(snapshot, question, {})
            (vector,) = snapshot.embedder.encode_queries(["closing words"])
            first = retrieve.search(snapshot, terms, vector)[0]
        assert first.session.file == file
        assert all(term.known for term in terms), "the notes name the event, if only in their title"
    library.close()


def test_a_word_that_the_notes_have_in_another_form_is_not_missing(library: Library) -> None:
    with library.reading() as snapshot:
        terms = retrieve.weigh(snapshot, analyse("are the splicers and foghorns zithers?"), {})
        assert [(term.word, term.known, term.missing) for term in terms] == [
            ("splicers", False, False),
            ("foghorns", True, False),
            ("zithers", False, True),
        ]


def test_the_plural_or_genitive_of_a_right_word_is_not_mended(tmp_path: Path, embedder: FakeEmbedder) -> None:
    notes = write_notes(
        tmp_path / "notes", {"day1.md": "# Ropes\n\nThe officers splice them in the weeds.\n"}
    )
    with closing(Library(notes, tmp_path / "library.db", embedder)) as library:
        library.refresh()
        with library.reading() as snapshot:
            assert retrieve.correct(snapshot, analyse("whose were the last two weeks?")) == {}
            assert retrieve.correct(snapshot, analyse("what was the week's rope?")) == {}
            assert retrieve.correct(snapshot, analyse("what do oficers splice?")) == {"oficers": "officers"}


@pytest.mark.parametrize(
    ("question", "mended"),
    [
        ("chi ha parlato di gorde?", {}),
        ("chi ha parlato di corse?", {}),
        ("chi ha parlato di cordde?", {"cordde": "corde"}),
        ("chi ha parlato di codre?", {"codre": "corde"}),
    ],
)
def test_only_what_is_surely_a_slip_is_mended_where_nothing_tells_right_words(
    tmp_path: Path, embedder: FakeEmbedder, question: str, mended: dict[str, str]
) -> None:
    notes = write_notes(
        tmp_path / "notes",
        {
            "day1.md": "# Corde\n\n"
            + 3 * "Le corde che sono nella nave non sono della stessa lunghezza, e il comandante lo sa.\n"
        },
    )
    with closing(Library(notes, tmp_path / "library.db", embedder)) as library:
        library.refresh()
        with library.reading() as snapshot:
            assert retrieve.correct(snapshot, analyse(question)) == mended
