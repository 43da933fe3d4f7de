from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.main import app
from embeddings.digest import attribution, review
from embeddings.digest.extract import BUDGET
from embeddings.digest.recap import MOST, RecapEntry
from embeddings.errors import UnknownDayError
from embeddings.index.chunking import Segment, segments
from embeddings.index.embedders.sentence_transformers import SentenceTransformerEmbedder
from embeddings.library import Library
from embeddings.proof import stands
from tests.fakes import FakeEmbedder, write_notes
from tests.paths import TESTS

Opener = Callable[[str], Library]

DAY = """\
# Kettle Days 2020 | Day 2 - Tuesday, March 3

## How steam is measured

Wanda Pilgrim - Thermal Engineer - Spout

![Steam over a cup](pictures/steam.png)

This talk started by saying hello to the people at the back.
The probe sits in the lid of the kettle and measures steam forty times a second, day and night.
The biggest lesson was that limescale on the probe makes every reading eight percent too low.
The probe is cleaned with vinegar each Monday.
The probe is cleaned with vinegar each Monday.

A really nice talk, I took four pages of notes home.

[See all here!](https://youtu.be/kettle00001)

## Pouring at scale

### Abstract

Every cup is different. In this session we explore how one thousand cups are poured in a minute.

### Notes

Their robot pours a thousand cups a minute and spills two of them on a good day.

## Only a title

## Slow cups

> In this session, attendees will learn how slow cups are made by hand, why they cost what they cost, and
> what a potter does on the days when the kiln is cold. Join us for clay and tea.
"""


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


def test_an_unknown_day_is_named_with_those_there_are(open_notes: Opener) -> None:
    with pytest.raises(UnknownDayError, match="Day 2"):
        open_notes(DAY).recaps("Day 7")


def test_what_tells_nothing_is_not_chosen(open_notes: Opener) -> None:
    told = texts(entry(open_notes(DAY), "How steam is measured"))
    for never in ("started by", "Wanda", "Steam over a cup", "See all here", "really nice"):
        assert never not in told
    assert "limescale" in told
    assert told.count("vinegar") <= 1


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


def segment(text: str, kind: str = "prose", text_block: int = 0) -> Segment:
    return Segment(text, 1, 1, kind, text_block)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "Very useful workshop, the best of the week.",
        "I loved this one.",
        "Worth watching when the video is out.",
        "Boring, and twenty minutes too long.",
        "J'ai beaucoup aimé cette conférence.",
        "Sehr spannender Vortrag.",
        "这场很精彩，值得一看。",
        "とても面白かった。",
    ],
)
def test_reviews_are_found(text: str) -> None:
    assert review.find([segment("They measured the tide for nine years."), segment(text)], [None, None]) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The new tool is a great way to store tea.",
        "“Best summer of my life.”",
        "A good test fails for one reason only.",
        "It spills two cups on a good day.",
        "Skip the cache when the key is new, he says.",
        "Was it a good talk?",
    ],
)
def test_what_judges_no_session_is_no_review(text: str) -> None:
    assert review.find([segment("They measured the tide."), segment(text)], [None, None]) is None


def test_an_abstract_judges_nothing() -> None:
    assert review.find([segment("A really great session for all.")], ["abstract"]) is None


def test_headings_say_whose_words_follow() -> None:
    noted = [
        segment("Résumé", "heading"),
        segment("Le thé."),
        segment("Notes", "heading"),
        segment("Le sucre."),
    ]
    assert attribution.attribute(noted, []) == [None, "abstract", None, "own"]


def test_own_experience_is_no_abstract() -> None:
    told = (
        "In this session we learned how tides are measured, and I was surprised by how little of it is "
        "automatic, since our own buoys had been running alone for years."
    )
    assert attribution.attribute([segment(told)], [told])[0] == "own"


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
                assert sum(len(said.quote.text.split()) for said in found.quotes) <= BUDGET
    library.close()


def test_every_word_stands_in_real_notes(corpora: Path, tmp_path: Path) -> None:
    for notes in sorted(folder for folder in corpora.iterdir() if folder.is_dir()):
        library = Library(notes, tmp_path / f"{notes.name}.db", FakeEmbedder())
        library.refresh()
        entries = [found for recap in library.recaps() for found in recap.entries]
        assert len(entries) == len(library.sessions())
        assert all(stands(notes, said.quote) for found in entries for said in found.quotes)
        library.close()


@pytest.mark.parametrize("collection", ["a01", "a05"])
def test_the_marked_sentences_are_found_more_often_than_the_first(
    collection: str, tmp_path: Path, packaged: SentenceTransformerEmbedder
) -> None:
    """Kept loose: the benchmark measures it, this only notices when the choice breaks."""
    notes = TESTS / "collections" / collection / "notes"
    library = Library(notes, tmp_path / "library.db", packaged)
    library.refresh()
    entries = {found.session.title: found for recap in library.recaps() for found in recap.entries}
    ours = first = 0
    for reference in json.loads((TESTS / "summaries" / f"{collection}.json").read_text(encoding="utf-8")):
        found = entries[reference["title"]]
        body = [
            u.text for u in segments(library.text_blocks(found.session.id)) if u.kind in ("prose", "item")
        ]
        opening = "\n".join(body[:MOST])
        ours += sum(mark in texts(found) for mark in reference["sentences"])
        first += sum(mark in opening for mark in reference["sentences"])
    assert ours > 1.2 * first
    library.close()


# ---------------------------------------------------------------------- the command


def run(*arguments: str, notes: Path, library: Path) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, [*arguments, "--notes", str(notes), "--library", str(library)])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        return 2, result.stdout, str(result.exception)
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def told(tmp_path: Path, packaged: SentenceTransformerEmbedder) -> Callable[..., tuple[int, str, str]]:
    notes, library = write_notes(tmp_path / "notes", {"day2.md": DAY}), tmp_path / "library.db"
    opened = Library(notes, library, packaged)
    opened.refresh()
    opened.close()
    return lambda *arguments: run(*arguments, notes=notes, library=library)


def test_recap_prints_text_markdown_json_and_html(told: Callable[..., tuple[int, str, str]]) -> None:
    code, text, _ = told("recap", "Day 2")
    assert code == 0
    assert "limescale" in text
    assert "day2.md:10-12" in text
    _, markdown, _ = told("recap", "Day 2", "--format", "markdown")
    assert markdown.startswith("# Kettle Days 2020 · Day 2\n")
    _, published, _ = told("recap", "Day 2", "--format", "json")
    assert json.loads(published)["sessions"][0]["title"] == "How steam is measured"
    _, page, _ = told("recap", "Day 2", "--format", "html")
    assert page.startswith("<!DOCTYPE html>")


def test_recap_needs_a_day_or_all(told: Callable[..., tuple[int, str, str]]) -> None:
    assert told("recap")[0] == 2
    assert told("recap", "Day 2", "--all")[0] == 2
    assert told("recap", "--all")[0] == 0
    code, _, complaint = told("recap", "Day 9")
    assert (code, "Day 2" in complaint) == (2, True)


def test_a_file_is_written_whole_and_its_form_is_told_from_its_name(
    told: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    target = tmp_path / "out.md"
    target.write_text("old")
    target.chmod(0o640)
    assert told("recap", "Day 2", "-o", str(target))[:2] == (0, "")
    assert target.read_text(encoding="utf-8").startswith("# Kettle Days")
    assert target.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in tmp_path.glob("*out*")) == ["out.md"]


def test_a_link_and_a_folder_are_not_written_to(
    told: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    kept = tmp_path / "kept.txt"
    kept.write_text("mine")
    link = tmp_path / "link.html"
    link.symlink_to(kept)
    for target, words in (
        (link, "symbolic link"),
        (tmp_path, "folder"),
        (tmp_path / "no" / "x.md", "make it"),
    ):
        code, _, complaint = told("recap", "Day 2", "-o", str(target))
        assert (code, words in complaint, complaint.count("\n")) == (2, True, 0)
    assert kept.read_text() == "mine"
    assert link.is_symlink()
