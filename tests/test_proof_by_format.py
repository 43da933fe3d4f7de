"""What is quoted of a note is proved by the words of the format that the note is written in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from embeddings import proof_gate
from embeddings.library import Library
from embeddings.notes import Source
from embeddings.notes.formats.base import Block, Document
from embeddings.notes.formats.markdown import MarkdownFormat
from embeddings.notes.formats.registry import FORMATS, Formats
from embeddings.records import Answer
from tests.fakes import FakeEmbedder, write_notes
from tests.notes.plain_text import PlainTextFormat

NOTE = """\
KETTLE CONF 2021, DAY 2, OCTOBER 5

BOILING WATER AT SCALE

Speaker: Jo Harper - Chief Boiler - Spout

A {copper kettle -> shop of the coppersmith} boils a litre
in four {minutes -> by the clock of the tower}.

KETTLES AND THE CLOUD

Speaker: Sam Okoro

Steam is <not> a metaphor for the cloud.
"""
SAID = "A copper kettle boils a litre\nin four minutes."
ASKED = "how long does a copper kettle need to boil a litre?"
_LINK = re.compile(r"\{([^{}]*?) -> [^{}]*\}")


class ArrowLinks(PlainTextFormat):
    """Plain text with links of its own, "{shown -> where to}": to Markdown, where to would be text."""

    def read(self, source: Source) -> Document:
        document = super().read(source)
        return replace(document, blocks=tuple(map(_shown, document.blocks)))

    def words_at(self, lines: Sequence[str]) -> list[str]:
        return super().words_at([_LINK.sub(r"\1", line) for line in lines])


def _shown(block: Block) -> Block:
    return replace(block, text=_LINK.sub(r"\1", block.text))


@pytest.fixture
def kettles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """A library of a note in the second format, which the program knows beside Markdown."""
    for name, value in vars(Formats(MarkdownFormat(), ArrowLinks())).items():
        monkeypatch.setattr(FORMATS, name, value)
    notes = write_notes(tmp_path / "notes", {"day2.text": NOTE})
    library = Library(notes, tmp_path / "library.db", FakeEmbedder())
    library.refresh()
    yield library
    library.close()


def quoted(answer: Answer) -> list[str]:
    return [quote.text for quote in answer.quotes]


def test_a_note_in_another_format_is_quoted(kettles: Library) -> None:
    answer = kettles.ask(ASKED)
    assert quoted(answer) == [SAID]
    assert (answer.quotes[0].file, answer.quotes[0].line, answer.quotes[0].end_line) == ("day2.text", 7, 8)
    assert kettles.current(answer.quotes[0])
    blocks, gone = kettles.standing(kettles.session("Boiling water at scale"))
    assert (SAID in [block.text for block in blocks], gone) == (True, 0)


def test_what_a_note_in_another_format_no_longer_says_is_not_quoted(kettles: Library) -> None:
    before = kettles.ask(ASKED)
    write_notes(kettles.notes, {"day2.text": NOTE.replace("four {", "five {")})
    after = kettles.ask(ASKED)
    assert not any("four" in text for text in quoted(after))
    assert not kettles.current(before.quotes[0])
    assert proof_gate.proven_answer(kettles.notes, before).remark == proof_gate.CHANGED
    assert kettles.standing(kettles.session("Boiling water at scale"))[1] == 1


def test_a_word_that_would_be_a_mark_in_markdown_is_a_word(kettles: Library) -> None:
    before = kettles.ask("is steam a metaphor for the cloud?")
    assert "Steam is <not> a metaphor for the cloud." in quoted(before)
    write_notes(kettles.notes, {"day2.text": NOTE.replace("<not>", "<only>")})
    assert not any("metaphor" in text for text in quoted(kettles.ask("is steam a metaphor for the cloud?")))
    assert not any("metaphor" in text for text in quoted(proof_gate.proven_answer(kettles.notes, before)))
