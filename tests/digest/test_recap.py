from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from embeddings.digest.extract import BUDGET
from embeddings.digest.recap import MOST, RecapEntry
from embeddings.errors import UnknownDayError
from embeddings.library import Library
from embeddings.proof import stands
from embeddings.text.markdown_words import count_words
from tests.digest.notes import DAY
from tests.fakes import FakeEmbedder, write_notes
from tests.paths import TESTS

Opener = Callable[[str], Library]


@pytest.fixture
def open_notes(tmp_path: Path) -> Iterator[Opener]:
    opened: list[Library] = []

    def opener(text: str) -> Library:
        notes = write_notes(tmp_path / f"notes{len(opened)}", {"day2.md": text})
        library = Library(notes, tmp_path / f"{len(opened)}.db", FakeEmbedder())
        library.refresh()
        opened.append(library)
        return library

    yield opener
    for library in opened:
        library.close()


def entry(library: Library, title: str) -> RecapEntry:
    return next(e for recap in library.recaps() for e in recap.entries if e.session.title == title)


def texts(found: RecapEntry) -> str:
    return "\n".join(said.quote.text for said in found.quotes)


def test_a_day_has_all_its_sessions_in_order(open_notes: Opener) -> None:
    (recap,) = open_notes(DAY).recaps("Day 2")
    assert [e.session.title for e in recap.entries] == [
        "How steam is measured",
        "Pouring at scale",
        "Only a title",
        "Slow cups",
    ]
    assert (recap.title, recap.date, recap.files) == ("Kettle Days 2020 · Day 2", "2020-03-03", ("day2.md",))


def test_files_without_a_day_are_recapped_each_for_itself(tmp_path: Path) -> None:
    texts_of = {
        name: f"# On {name}\n\nKettles sing before they boil, said the man." for name in ("cup", "lid")
    }
    notes = write_notes(tmp_path / "notes", {f"{name}.md": text for name, text in texts_of.items()})
    with closing(Library(notes, tmp_path / "library.db", FakeEmbedder())) as library:
        library.refresh()
        assert [(recap.title, recap.files) for recap in library.recaps()] == [
            ("On cup", ("cup.md",)),
            ("On lid", ("lid.md",)),
        ]


def test_an_unknown_day_is_named_with_those_there_are(open_notes: Opener) -> None:
    with pytest.raises(UnknownDayError, match="Day 2"):
        open_notes(DAY).recaps("Day 7")


def test_what_tells_nothing_is_not_chosen(open_notes: Opener) -> None:
    told = texts(entry(open_notes(DAY), "How steam is measured"))
    for never in ("started by", "Wanda", "Steam over a cup", "See all here", "really nice"):
        assert never not in told
    assert "limescale" in told
    assert told.count("vinegar") <= 1


def test_a_sentence_that_only_says_where_the_code_is_carries_no_session(open_notes: Opener) -> None:
    pours = "The pump pours one cup after another, and it never spills."
    code = "You can find the repository of the pump and of everything else that they showed us on GitHub."
    note = f"# Kettle Days 2020 | Day 1\n\n## Pumps\n\nBo Quist - Potter\n\n{code}\n{pours}\n"
    assert code not in texts(entry(open_notes(note), "Pumps"))


def test_what_the_notes_themselves_call_the_sum_comes_first(open_notes: Opener) -> None:
    notes = """\
# Kettle Days 2020 | Day 2 - Tuesday, March 3

## How steam is measured

The probe sits in the lid of the kettle and measures steam forty times a second, day and night.
The biggest lesson was that limescale on the probe makes every reading eight percent too low.
They cleaned the probe of the kettle with vinegar each Monday, and measured again.

### Key takeaways

- Descale the probe weekly.
- Trust no reading above ninety percent.
- Calibrate with ice.
"""
    assert [said.quote.text for said in entry(open_notes(notes), "How steam is measured").quotes] == [
        "Descale the probe weekly.",
        "Trust no reading above ninety percent.",
        "Calibrate with ice.",
    ]


def test_the_names_of_files_and_codes_carry_no_session(open_notes: Opener) -> None:
    opened = DAY.replace("This talk started", "2020-03-03-measuring-steam.md\nKET-312\n\nThis talk started")
    told = [said.quote.text for said in entry(open_notes(opened), "How steam is measured").quotes]
    assert not any("KET-312" in text for text in told)


def test_the_review_stands_apart_with_its_line(open_notes: Opener) -> None:
    found = entry(open_notes(DAY), "How steam is measured")
    assert found.review is not None
    assert found.review.text == "A really nice talk, I took four pages of notes home."
    assert DAY.splitlines()[found.review.line - 1] == found.review.text


def test_own_words_come_before_a_pasted_abstract_and_are_marked(open_notes: Opener) -> None:
    library = open_notes(DAY)
    poured = entry(library, "Pouring at scale")
    attributions = {said.quote.text: said.attribution for said in poured.quotes}
    assert (
        attributions["Their robot pours a thousand cups a minute and spills two of them on a good day."]
        == "own"
    )
    assert {said.attribution for said in entry(library, "Slow cups").quotes} == {"abstract"}


def test_a_session_without_text_says_so(open_notes: Opener) -> None:
    found = entry(open_notes(DAY), "Only a title")
    assert (found.quotes, found.review) == ((), None)
    assert found.remark == "The notes have only the title of this session."


def test_what_is_missing_is_said(open_notes: Opener) -> None:
    library = open_notes(DAY)
    assert entry(library, "How steam is measured").remark is None
    assert entry(library, "Pouring at scale").remark == "No recording in the notes."


def test_a_note_that_changed_since_is_not_quoted(open_notes: Opener) -> None:
    library = open_notes(DAY)
    (library.notes / "day2.md").write_text(DAY.replace("limescale", "rust"), encoding="utf-8")
    assert "limescale" not in texts(entry(library, "How steam is measured"))


def test_where_all_is_ruled_out_something_is_quoted(open_notes: Opener) -> None:
    only = "The session started by naming all of the kettles."
    library = open_notes(DAY.replace("## Only a title", f"## Only a title\n\n{only}"))
    assert texts(entry(library, "Only a title")) == only


def test_the_published_form(open_notes: Opener) -> None:
    (recap,) = open_notes(DAY).recaps("2")
    published = recap.as_json()
    assert json.loads(json.dumps(published)) == published
    assert list(published) == ["event", "day", "date", "files", "sessions"]
    quote = published["sessions"][0]["quotes"][0]
    assert set(quote) == {"text", "file", "line", "end_line", "session", "voice"}


@pytest.mark.parametrize("collection", ["a01", "a04", "a06", "b02", "b06"])
def test_every_word_stands_in_invented_notes(collection: str, tmp_path: Path) -> None:
    notes = TESTS / "collections" / collection / "notes"
    library = Library(notes, tmp_path / "library.db", FakeEmbedder())
    library.refresh()
    for recap in library.recaps():
        for found in recap.entries:
            quotes = [said.quote for said in found.quotes] + ([found.review] if found.review else [])
            assert all(stands(notes, quote) for quote in quotes)
            assert len(found.quotes) <= MOST
            if len(found.quotes) > 1:
                assert sum(count_words(said.quote.text) for said in found.quotes) <= BUDGET
    library.close()


def test_every_word_stands_in_real_notes(corpora: Path, tmp_path: Path) -> None:
    for notes in sorted(folder for folder in corpora.iterdir() if folder.is_dir()):
        library = Library(notes, tmp_path / f"{notes.name}.db", FakeEmbedder())
        library.refresh()
        entries = [found for recap in library.recaps() for found in recap.entries]
        assert len(entries) == len(library.sessions())
        assert all(stands(notes, said.quote) for found in entries for said in found.quotes)
        library.close()
