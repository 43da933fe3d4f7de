"""Real notes, read from the folder that QUOTH_CORPORA names, with the packaged model."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from embeddings.index.embedders.sentence_transformers import SentenceTransformerEmbedder
from embeddings.index.ingest import Report
from embeddings.library import Library
from embeddings.proof import stand_at
from embeddings.records import Answer
from embeddings.text.markdown_words import count_words, words

REFERENCE = "reinvent-2022"
FOLDERS = [REFERENCE, "oscon-eu-2015", "reinvent2018-hz"]


@dataclass(frozen=True)
class Ingested:
    library: Library
    report: Report
    folder: Path

    def lines(self, file: str) -> list[str]:
        return (self.folder / file).read_text(encoding="utf-8").split("\n")


@pytest.fixture(scope="module", params=FOLDERS)
def real(
    request: pytest.FixtureRequest,
    corpora: Path,
    packaged: SentenceTransformerEmbedder,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Ingested]:
    folder = corpora / request.param
    if not folder.is_dir():
        pytest.skip(f"{corpora} holds no folder {request.param}")
    library = Library(folder, tmp_path_factory.mktemp("real") / "library.db", packaged)
    yield Ingested(library, library.refresh(), folder)
    library.close()


@pytest.fixture(scope="module")
def answers(real: Ingested) -> dict[str, Answer]:
    """For each talk, by its id, the answer to a question that names it."""
    talks = [session for session in real.library.sessions() if session.kind == "talk"]
    found = real.library.ask_many([f"what did the session {talk.title} cover?" for talk in talks])
    return {talk.id: answer for talk, answer in zip(talks, found, strict=True)}


def test_all_goes_in_and_nothing_is_embedded_twice(real: Ingested) -> None:
    assert real.report.embedded == real.report.chunks >= real.report.sessions > 0
    assert not [file for file in real.report.files if file.status == "skipped"]
    assert real.library.refresh().embedded == 0


def test_every_record_is_read_off_the_lines_it_names(real: Ingested) -> None:
    for session in real.library.sessions():
        lines = real.lines(session.file)
        assert 1 <= session.line <= session.end_line <= len(lines)
        text = "\n".join(lines[session.line - 1 : session.end_line])
        for link in session.links:
            assert link.url in text or link.url.split("://")[-1].rstrip("/") in text
        for speaker in session.speakers:
            assert speaker.line is not None
            assert set(words(speaker.name)) <= set(words(lines[speaker.line - 1]))
        for image in session.images:
            assert image.path in lines[image.line - 1]
        if session.sponsor:
            assert set(words(session.sponsor)) <= set(words(text))


def test_no_two_sessions_of_a_file_overlap(real: Ingested) -> None:
    last: dict[str, int] = {}
    for session in real.library.sessions():
        assert session.line > last.get(session.file, 0)
        last[session.file] = session.end_line


def test_every_text_that_may_be_quoted_stands_at_its_lines(real: Ingested) -> None:
    for session in real.library.sessions():
        lines = real.lines(session.file)
        for text_block in real.library.text_blocks(session.id):
            said = words(text_block.text)
            there = words("\n".join(lines[text_block.line - 1 : text_block.end_line]))
            assert f" {' '.join(said)} " in f" {' '.join(there)} ", (session.file, text_block.line)


def test_the_reference_has_a_session_for_each_heading_of_the_second_level(real: Ingested) -> None:
    if real.folder.name != REFERENCE:
        pytest.skip("its notes are of another shape")
    wanted = [
        (file.name, number)
        for file in sorted(real.folder.glob("*.md"))
        for number, line in enumerate(real.lines(file.name), 1)
        if re.match(r"## \S", line)
    ]
    found = real.library.sessions()
    assert [(session.file, session.line) for session in found] == wanted
    # Its first heading gives day and date for all; it names the month by a short form and no year beside it.
    assert len({(session.event, session.day, session.date) for session in found}) == 1
    assert re.fullmatch(r"2022-\d\d-\d\d", found[0].date or "")


def test_a_question_that_names_a_talk_finds_it(real: Ingested, answers: dict[str, Answer]) -> None:
    right = [
        talk for talk, answer in answers.items() if answer.matches and answer.matches[0].session.id == talk
    ]
    assert len(right) >= 0.9 * len(answers)
    assert real.library.sessions()


def test_every_quote_is_word_for_word_and_of_its_session(real: Ingested, answers: dict[str, Answer]) -> None:
    shown = 0
    for answer in answers.values():
        for quote in (*answer.quotes, *answer.more):
            session = real.library.session(quote.session)
            assert quote.file == session.file
            own = real.library.text_blocks(session.id)
            assert any(text_block.line <= quote.line <= text_block.end_line for text_block in own)
            assert any(text_block.line <= quote.end_line <= text_block.end_line for text_block in own)
            assert stand_at(real.lines(quote.file), quote)
            shown += 1
    assert shown >= len(answers)


def test_links_are_the_sessions_own(real: Ingested, answers: dict[str, Answer]) -> None:
    for answer in answers.values():
        if not answer.listing and answer.verdict != "none":
            assert answer.links == answer.matches[0].session.links
        if not answer.matches[0].session.recordings and answer.verdict != "none" and not answer.listing:
            assert "No recording" in (answer.remark or "") or answer.matches[0].session.kind == "other"
    assert real.report.sessions >= len(answers)


def test_replies_are_short(answers: dict[str, Answer]) -> None:
    lengths = [sum(count_words(quote.text) for quote in answer.quotes) for answer in answers.values()]
    assert statistics.median(lengths) <= 120
    assert max(len(answer.quotes) for answer in answers.values()) <= 3
