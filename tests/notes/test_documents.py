"""Pages and Word documents as notes: read as Markdown that is made of them, quoted and proven by it."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from importlib import metadata
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.render.labels import place
from bot.render.links import NotesSite
from embeddings.library import Library
from embeddings.notes import read_folder, scan
from embeddings.notes.folder import refusal
from embeddings.notes.formats.documents import html, word
from embeddings.notes.formats.documents.errors import DocumentError
from embeddings.notes.formats.documents.extract import HTML_FORMAT, MADE_BY, markdown_of
from embeddings.notes.formats.registry import FORMATS
from embeddings.notes.model import Source
from embeddings.text.decoding import lines_of_text
from tests.fakes import FakeEmbedder
from tests.notes.fragments import NOTES, OTHER_NOTES, RELAXED
from tests.notes.test_format_contract import check

ANY = NOTES | OTHER_NOTES
PAGE = """<!doctype html><html><head><title>Harbour Days</title><style>p {color: red}</style></head><body>
<nav><a href="/">Home</a></nav>
<h1>Harbour Days 2031 | Day 1 - Friday, May 2</h1>
<h2>Lighthouses that <b>talk</b></h2>
<p>Ada Quill - Keeper -
   Foghorn Ltd</p>
<p>A lamp sends its state every minute, and
   <i>nobody</i> has to row out &amp; look.<br>The keepers_of lamps saved 40 % of *their* diesel.</p>
<ul><li>Release takes two seconds</li><li>Wind above 30 knots needs a &lt;rope&gt;</li></ul>
<p><a href="https://www.google.com/url?q=https://www.youtube.com/watch%3Fv%3Dlamp0000001&amp;sa=D">Recording</a>
https://lamp.example/a_b_c</p>
<p hidden>Nobody sees this.</p><script>alert("never")</script>
<h2>Mooring without ropes</h2><p>Bo Tern - Pilot - Quayside</p><p>Magnets hold a ferry of 900 tons.</p>
</body></html>"""

HEAD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
STYLES = (
    '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/></w:style></w:styles>'
)


def document(*paragraphs: tuple[str, str], **more: str) -> bytes:
    """Return a Word document of paragraphs, each with its style and its text."""
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
        for style, text in paragraphs
    )
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELATIONS,
        "word/styles.xml": STYLES,
        "word/document.xml": f"{HEAD}{body}</w:body></w:document>",
        **more,
    }
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return written.getvalue()


WORD = document(
    ("H1", "Harbour Days 2031 | Day 1 - Friday, May 2"),
    ("H2", "Lighthouses that talk"),
    ("", "Ada Quill - Keeper - Foghorn Ltd"),
    ("", "A lamp sends its {{state}} every minute, and nobody has to row out."),
    ("H2", "Mooring without ropes"),
    ("", "Bo Tern - Pilot - Quayside"),
    ("", "Magnets hold a ferry of 900 tons."),
)


@pytest.fixture(params=["html", "docx"])
def file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "notes" / f"day1.{request.param}"
    path.parent.mkdir()
    path.write_bytes(WORD if request.param == "docx" else PAGE.encode())
    return path


def test_the_sessions_of_a_document_are_found(file: Path) -> None:
    found = [entry.session for note in read_folder(file.parent).notes for entry in note.sessions]
    assert [session.title for session in found] == ["Lighthouses that talk", "Mooring without ropes"]
    assert [session.speakers[0].name for session in found] == ["Ada Quill", "Bo Tern"]
    assert {session.date for session in found} == {"2031-05-02"}


def test_a_document_is_asked_and_what_it_says_is_proven(file: Path, tmp_path: Path) -> None:
    library = Library(file.parent, tmp_path / "library.db", FakeEmbedder())
    library.refresh()
    answer = library.ask("how many tons does a ferry have that magnets hold?")
    assert answer.quotes[0].text == "Magnets hold a ferry of 900 tons."
    assert library.current(answer.quotes[0])
    file.write_bytes(b"<p>Something else.</p>")
    assert not library.current(answer.quotes[0])
    library.close()


def test_a_page_says_what_it_shows_and_nothing_else() -> None:
    said = markdown_of("day1.html", PAGE.encode()).decode()
    document = FORMATS.for_file("day1.html")
    assert document is not None
    blocks = document.read(Source("day1.html", said.encode())).blocks
    texts = [block.text for block in blocks]
    assert "Ada Quill - Keeper - Foghorn Ltd" in texts
    assert "Wind above 30 knots needs a <rope>" in texts
    paragraph = next(text for text in texts if text.startswith("A lamp"))
    assert [line.strip() for line in paragraph.split("\n")] == [
        "A lamp sends its state every minute, and nobody has to row out & look.",
        "The keepers_of lamps saved 40 % of *their* diesel.",
    ]
    links = [link.url for block in blocks for link in block.links]
    assert links == ["https://www.youtube.com/watch?v=lamp0000001", "https://lamp.example/a_b_c"]
    for hidden in ("Home", "color", "Nobody sees", "never", "alert"):
        assert hidden not in said


def test_a_page_without_a_heading_of_its_own_has_its_title() -> None:
    page = "<title>Tides as a\n service</title><body><p>Cy Marsh - Hydrographer</p><p>Tides turn.</p>"
    assert html.markdown_of(page.encode()).startswith("# Tides as a service\n\nCy Marsh")


def test_a_document_stands_by_its_name_alone() -> None:
    """Its lines are those of no file that anybody can open."""
    assert place("day1.docx", 7, 9) == "day1.docx"
    assert place("day1.md", 7, 9) == "day1.md:7–9"
    site = NotesSite("https://github.com/t/n/blob/c0ffee")
    assert site.page("day1.docx", 7, 9) == "https://github.com/t/n/blob/c0ffee/day1.docx"


def test_what_is_there_twice_is_read_once(tmp_path: Path) -> None:
    for name, data in (
        ("day1.md", b"# A\n\n## B\n\nText.\n"),
        ("day1.html", PAGE.encode()),
        ("day1.docx", WORD),
    ):
        (tmp_path / name).write_bytes(data)
    sources, skipped = scan(tmp_path)
    assert [source.file for source in sources] == ["day1.md"]
    assert {entry.file: entry.reason for entry in skipped} == dict.fromkeys(
        ("day1.html", "day1.docx"), "the same notes as day1.md"
    )


BOMB = document(("", "x"), **{"word/media/big.bin": "0" * 1_000_000})


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.html", b"<h1>{{ page.title }}</h1>{% include nav.html %}", "a template of pages"),
        ("a.html", b"<div>" * 5000 + b"x", "nested too deep"),
        ("a.html", b"<!--" * 5000, "a page of too many elements"),
        ("a.html", b"<p>x</p>" * 40_000, "a page of too many elements"),
        ("a.html", b"<script>x</script>", "empty"),
        ("a.docx", b"PK\x03\x04 and no more", "damaged, or not a Word document"),
        ("a.docx", b"not an archive", "damaged, or not a Word document"),
        ("a.docx", WORD[: len(WORD) // 2], "damaged, or not a Word document"),
        ("a.docx", document(("", "x"), **{"word/document.xml": "<no"}), "damaged, or not a Word document"),
        ("a.docx", document(("", "x"), **{"word/document.xml": "<no/>"}), "damaged, or not a Word document"),
    ],
)
def test_what_cannot_be_read_is_left_out_with_its_reason(
    name: str, data: bytes, reason: str, tmp_path: Path
) -> None:
    (tmp_path / "day1.md").write_text("# A\n\n## B\n\nText.\n")
    (tmp_path / name).write_bytes(data)
    sources, skipped = scan(tmp_path)
    assert [source.file for source in sources] == ["day1.md"]
    assert [(entry.file, entry.reason) for entry in skipped] == [(name, reason)]


def test_an_archive_that_is_larger_than_it_looks_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(BOMB) < 10_000
    assert word.markdown_of(BOMB)
    monkeypatch.setattr(word, "_MOST_BYTES", 500_000)
    with pytest.raises(DocumentError, match="once unpacked"):
        word.markdown_of(BOMB)
    long = document(("", "long " * 50_000))
    assert len(long) < 10_000
    assert word.markdown_of(long)
    monkeypatch.setattr(word, "_MOST_TEXT", 100_000)
    with pytest.raises(DocumentError, match="its text is larger than"):
        word.markdown_of(long)


def test_entities_that_grow_are_not_expanded() -> None:
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    body = "<w:p><w:r><w:t>&l9;</w:t></w:r></w:p></w:body></w:document>"
    text = f'<!DOCTYPE d [<!ENTITY l0 "lol">{lol}]>{HEAD}{body}'
    with pytest.raises(DocumentError, match="damaged"):
        word.markdown_of(document(**{"word/document.xml": text}))


def test_what_the_text_depends_on_is_written_down() -> None:
    """Else a library would hold the lines of another version, and its quotes would no longer be proven."""
    assert ", ".join(f"{name} {metadata.version(name)}" for name in ("markdownify", "mammoth")) == MADE_BY


def test_the_lines_of_a_document_are_those_of_its_markdown() -> None:
    said = markdown_of("day1.docx", WORD)
    assert lines_of_text(said)[0] == "# Harbour Days 2031 \\| Day 1 \\- Friday, May 2"
    assert markdown_of("day1.docx", WORD) == said


TAGS = (
    "<p> </p> <ul><li> </ul> <h2> </h2> <pre> </pre> <table><tr><td> </table> "
    "<a/href='https://a.example/b_c'> </a> <br> <b> </b> <!-- --> <main> <img/src=x> "
    "<blockquote> </blockquote> <script> </script> &lt; &amp;#60; <code>` </code>"
)
PIECES = ANY | st.sampled_from(tuple(TAGS.split()))


@settings(RELAXED)
@given(pieces=st.lists(PIECES, max_size=12))
@example(["http:"])
@example(["<?xml version='1.0'?><feed>", "<p>", "x"])
def test_whatever_a_page_holds_its_words_stand_where_they_are_said_to(pieces: list[str]) -> None:
    try:
        said = markdown_of("day1.html", "".join(pieces).encode("utf-8", "ignore"))
    except DocumentError:
        return
    if refusal(said) is None:
        check(HTML_FORMAT, said)


@pytest.mark.parametrize("number", ["²", "9" * 5000])
@pytest.mark.parametrize(
    "page", ["<h2>T</h2><ol start='{}'><li>x</ol>", "<table><tr><td colspan='{}'>x</table>"]
)
def test_a_page_with_a_number_that_is_none_is_left_out_with_a_reason(page: str, number: str) -> None:
    with pytest.raises(DocumentError, match="cannot be converted"):
        markdown_of("day1.html", page.format(number).encode())


def test_white_space_without_end_is_cut_before_it_is_converted() -> None:
    lots = b" " * 300_000 + b"&#32;" * 20_000
    said = markdown_of("day1.html", b"<p>hot" + lots + b"water</p>")
    assert said.split() == [b"hot", b"water"]


@pytest.mark.parametrize("style", ["display:none", "color: red; display : none", "visibility:hidden"])
def test_what_a_page_hides_by_its_style_is_no_note(style: str) -> None:
    said = markdown_of("day1.html", f"<p style='{style}'>secret</p><p style='color: red'>shown</p>".encode())
    assert said.split() == [b"shown"]


@settings(RELAXED)
@example(cuts=[(195, b"\x00\x04")])
@given(cuts=st.lists(st.tuples(st.integers(0, len(WORD) - 1), st.binary(max_size=4)), min_size=1, max_size=5))
def test_whatever_is_wrong_with_a_document_is_told(cuts: list[tuple[int, bytes]]) -> None:
    data = bytearray(WORD)
    for at, new in cuts:
        data[at : at + len(new)] = new
    with suppress(DocumentError):
        markdown_of("day1.docx", bytes(data))


@settings(RELAXED)
@given(text=st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=80))
@example("[a](b) <c> *d* _e_ `f` # g | h \\ {{ i }} &amp; https://a.example/b_c")
def test_what_a_document_says_is_what_is_read(text: str) -> None:
    """No sign of a document's text is taken for a mark of Markdown."""
    data = document(("H1", "Steam"), ("", f"Said: {escape(text)}."))
    (heading, *rest) = HTML_FORMAT.read(Source("a.docx", markdown_of("a.docx", data))).blocks
    assert heading.title == "Steam"
    shown, said = "".join(block.text for block in rest), f"Said: {text}."
    assert "".join(shown.split()) == "".join(said.split())
