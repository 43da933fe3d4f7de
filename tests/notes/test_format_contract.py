"""What every format of notes keeps, whichever it is: Markdown, and a plain text that only the tests know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from embeddings.errors import NotesError
from embeddings.notes import Source, lint, read, read_folder, scan
from embeddings.notes.folder import refusal
from embeddings.notes.formats import markdown
from embeddings.notes.formats.base import Document, NoteFormat
from embeddings.notes.formats.lightweight.asciidoc import AsciiDocFormat
from embeddings.notes.formats.lightweight.org import OrgFormat
from embeddings.notes.formats.lightweight.rst import RstFormat
from embeddings.notes.formats.markdown import MarkdownFormat
from embeddings.notes.formats.registry import FORMATS, Formats
from embeddings.notes.segment.heading_features import points_to_notes
from embeddings.proof import lines_of, stands, text_block_stands
from embeddings.records import Quote
from embeddings.text.decoding import lines_of_text
from tests.notes.fragments import NOTES, OTHER_NOTES, RELAXED, is_run, is_subsequence
from tests.notes.plain_text import PlainTextFormat

EVERY: list[NoteFormat] = [
    MarkdownFormat(),
    RstFormat(),
    AsciiDocFormat(),
    OrgFormat(),
    PlainTextFormat(),
]
ANY = NOTES | OTHER_NOTES
every_format = pytest.mark.parametrize("form", EVERY, ids=lambda form: form.name)


def source(form: NoteFormat, data: bytes, stem: str = "day1") -> Source:
    return Source(stem + form.suffixes[0], data)


def check(form: NoteFormat, data: bytes) -> None:
    """Fail unless the blocks of a document are in order and their words stand at their lines."""
    document = form.read(source(form, data))
    assert list(document.lines) == lines_of_text(data)
    last = 0
    for block in document.blocks:
        assert last < block.line <= block.end_line <= len(document.lines)
        last = block.end_line if block.kind != "code" else block.line
        assert len(block.lines) == block.end_line - block.line + 1
        written = document.lines[block.line - 1 : block.end_line]
        for shown, line in zip(block.lines, written, strict=True):
            assert is_subsequence(form.words_at([shown]), form.words_at([line]))
        assert is_run(form.words_at(block.lines), form.words_at(written))
        places = [link.line for link in block.links] + [image.line for image in block.images]
        assert all(block.line <= place <= block.end_line for place in places)


@every_format
@settings(RELAXED)
@given(text=ANY)
@example(text="{: .x}```\n    :::note\n&amp;")
@example(text="```js\nimport x\n\n```js\ntitle: x\n")
@example(text="a*b*cimport x\n    1. [a](b)")
@example(text="A title\n    :::note\ngoes on\n===")
@example(text="<h2>[a](b)<script>title: x\n</script>&amp;")
@example(text="<div>a <script>b</script> c d\n<style>\ne {f: g}\n</style>\nh</div>")
def test_the_words_of_every_block_stand_at_its_lines(form: NoteFormat, text: str) -> None:
    check(form, text.encode("utf-8", "ignore"))


@every_format
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_those_of_the_file_whatever_ends_them(form: NoteFormat, end: str) -> None:
    data = end.join(["\ufeffSTEAM", "", "two lines \x0b of\u2028text ", "  as one", ""]).encode()
    document = form.read(source(form, data))
    assert list(document.lines) == ["STEAM", "", "two lines \x0b of\u2028text ", "  as one", ""]
    check(form, data)


@every_format
@settings(RELAXED)
@given(data=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(form: NoteFormat, data: bytes) -> None:
    folder = read([source(form, data)], formats=Formats(form))
    assert len(folder.notes) + len(folder.skipped) == 1
    if refusal(data) is None:
        check(form, data)


@every_format
@settings(RELAXED)
@given(text=ANY, other=ANY)
def test_a_document_depends_on_its_own_bytes_alone(form: NoteFormat, text: str, other: str) -> None:
    def document(content: str) -> Document:
        markdown._blocks.cache_clear()
        return form.read(source(form, content.encode("utf-8", "ignore")))

    alone = document(text)
    document("[1]: http://other.example\n" + other)
    assert document(text) == alone


@every_format
@settings(RELAXED)
@given(text=ANY)
def test_the_words_of_a_session_stand_at_its_lines(form: NoteFormat, text: str) -> None:
    data = text.encode("utf-8", "ignore")
    (*notes,) = read([source(form, data)], formats=Formats(form)).notes
    for note in notes:
        lines = form.read(source(form, data)).lines
        for entry in note.sessions:
            for block in entry.text_blocks:
                there = form.words_at(lines[block.line - 1 : block.end_line])
                assert is_subsequence(form.words_at(block.text.split("\n")), there)


class OneLineOff(PlainTextFormat):
    def read(self, source: Source) -> Document:
        document = super().read(source)
        blocks = tuple(
            replace(block, line=block.line + 1, end_line=block.end_line + 1) for block in document.blocks
        )
        return replace(document, blocks=blocks)


class Rewording(PlainTextFormat):
    def read(self, source: Source) -> Document:
        document = super().read(source)
        return replace(
            document,
            blocks=tuple(replace(block, text=block.text.replace("two", "2")) for block in document.blocks),
        )


class LosingALine(PlainTextFormat):
    def read(self, source: Source) -> Document:
        document = super().read(source)
        return replace(document, lines=document.lines[:-1])


@pytest.mark.parametrize("broken", [OneLineOff(), Rewording(), LosingALine()])
def test_the_contract_notices_a_format_that_breaks_it(broken: NoteFormat) -> None:
    data = b"STEAM\n\none\n\ntwo words\n\nthree\n"
    check(PlainTextFormat(), data)
    with pytest.raises(AssertionError):
        check(broken, data)


# ---------------------------------------------------------------------- a folder, through the registry

DAY = """\
KETTLE CONF 2021, DAY 2, OCTOBER 5

BOILING WATER AT SCALE

Speaker: Jo Harper - Chief Boiler - Spout

See [the kettle](not a link) and <b> as they stand.
o boil once
o pour slowly

Recorded at https://youtu.be/abc for all.

KETTLES AND THE CLOUD

Speaker: Sam Okoro

Steam is not a metaphor.
"""


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return folder


def titles(folder: Path, *formats: NoteFormat) -> list[str]:
    notes = read_folder(folder, Formats(*formats)).notes
    return [entry.session.title for note in notes for entry in note.sessions]


def test_a_folder_of_another_format_is_read_into_sessions(tmp_path: Path) -> None:
    (note,) = read_folder(write(tmp_path, day2_text=DAY), Formats(PlainTextFormat())).notes
    boiling, cloud = note.sessions
    assert (boiling.session.title, cloud.session.title) == ("Boiling water at scale", "Kettles and the cloud")
    assert [(who.name, who.role, who.company) for who in boiling.session.speakers] == [
        ("Jo Harper", "Chief Boiler", "Spout")
    ]
    assert (note.day, note.date) == ("Day 2", "2021-10-05")
    assert [(link.url, link.recording, link.line) for link in boiling.session.links] == [
        ("https://youtu.be/abc", True, 11)
    ]
    assert [(block.kind, block.text, block.line) for block in boiling.text_blocks] == [
        ("speaker", "Speaker: Jo Harper - Chief Boiler - Spout", 5),
        ("prose", "See [the kettle](not a link) and <b> as they stand.", 7),
        ("item", "boil once", 8),
        ("item", "pour slowly", 9),
        ("prose", "Recorded at https://youtu.be/abc for all.", 11),
    ]


def test_each_file_is_read_by_its_own_format(tmp_path: Path) -> None:
    markdown_day = "# Kettle Conf 2021, Day 1\n\n## Whistles for all\n\nSpeaker: Ida Voss\n\nText.\n"
    write(tmp_path, day1_md=markdown_day, day2_text=DAY)
    assert titles(tmp_path, *EVERY) == ["Whistles for all", "Boiling water at scale", "Kettles and the cloud"]
    assert titles(tmp_path, MarkdownFormat()) == ["Whistles for all"]
    assert titles(tmp_path, PlainTextFormat()) == ["Boiling water at scale", "Kettles and the cloud"]


def test_markdown_is_read_by_its_suffixes_and_by_no_other(tmp_path: Path) -> None:
    formats = Formats(MarkdownFormat())
    names = ["a.md", "b.markdown", "c.mdown", "d.mkd", "e.mdx", "f.txt", "g.MD", "h.qmd"]
    for name in [*names, "i.text", "i.docx", "j.md.bak", "md"]:
        (tmp_path / name).write_text("# Steam\n\ntext\n")
    assert [source.file for source in scan(tmp_path, formats)[0]] == names
    assert all(isinstance(FORMATS.for_file(name), MarkdownFormat) for name in names), "by the program, too"


def test_a_file_that_no_format_claims_is_left_out() -> None:
    (skipped,) = read([Source("day1.text", DAY.encode())]).skipped
    assert (skipped.file, skipped.reason) == ("day1.text", "no format of notes has files of this suffix")


def test_a_folder_without_notes_says_what_to_put_into_it(tmp_path: Path) -> None:
    with pytest.raises(NotesError, match=r"holds no notes; put Markdown files \(\.md, \.markdown\)"):
        scan(tmp_path)
    with pytest.raises(
        NotesError, match=r"put Markdown files \(.*\) or plain text files \(\.text\) into it\."
    ):
        scan(tmp_path, Formats(MarkdownFormat(), PlainTextFormat()))


def test_lint_reads_by_the_same_formats(tmp_path: Path) -> None:
    write(tmp_path, day2_text=DAY.replace("Speaker: Sam Okoro\n", "It goes on.\n"))
    assert [(f.file, f.rule) for f in lint(tmp_path, Formats(PlainTextFormat()))] == [
        ("day2.text", "no-speaker")
    ]


def test_two_formats_cannot_claim_one_suffix() -> None:
    class Other(PlainTextFormat):
        name = "other text"
        suffixes = (".note", ".md")

    with pytest.raises(ValueError, match=r"Markdown and other text both claim files of suffix \.md"):
        Formats(MarkdownFormat(), Other())


def test_words_are_those_that_the_format_shows() -> None:
    line: Sequence[str] = ["See [the kettle](https://k.example) and <b>steam</b>"]
    assert MarkdownFormat().words_at(line) == ["see", "the", "kettle", "and", "steam"]
    plain = "see the kettle https k example and b steam b"
    assert PlainTextFormat().words_at(line) == plain.split()


def test_a_quote_is_proved_by_the_words_of_its_format(tmp_path: Path) -> None:
    folder = write(tmp_path, day2_text=DAY)
    said = Quote("See [the kettle](not a link) and <b> as they stand.", "day2.text", 7, 7, "s")
    words_at = PlainTextFormat().words_at
    assert stands(folder, said, words_at)
    for changed in ("See the kettle and as they stand.", "See [the kettle](a link) and <b> as they stand."):
        assert stands(folder, replace(said, text=changed)), "in Markdown a target and a tag are not words"
        assert not stands(folder, replace(said, text=changed), words_at)
    assert not stands(folder, replace(said, line=8, end_line=8), words_at)


def test_all_that_a_folder_of_another_format_gives_can_be_proved(tmp_path: Path) -> None:
    form = PlainTextFormat()
    (note,) = read_folder(write(tmp_path, day2_text=DAY), Formats(form)).notes
    lines = lines_of(tmp_path, note.file)
    blocks = [block for entry in note.sessions for block in entry.text_blocks]
    assert len(blocks) == 7
    assert all(text_block_stands(lines, block, form.words_at) for block in blocks)
    assert not any(text_block_stands(lines[1:], block, form.words_at) for block in blocks)


def test_a_link_to_a_file_of_any_format_points_to_notes(monkeypatch: pytest.MonkeyPatch) -> None:
    beside = ["talk.md", "talks/A.MARKDOWN#top", " ../two.mdown "]
    assert all(map(points_to_notes, beside))
    for other in (
        "https://k.example/talk.md",
        "#talk.md",
        "talk.pdf",
        "talk",
        "",
        "a?b=talk.md",
        "talk.text",
    ):
        assert not points_to_notes(other)
    for name, value in vars(Formats(*EVERY)).items():
        monkeypatch.setattr(FORMATS, name, value)
    assert all(map(points_to_notes, [*beside, "talk.text", "talk.text#top"]))
