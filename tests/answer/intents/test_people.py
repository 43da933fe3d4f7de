"""Who spoke is answered from the records, whole: all of them, those of a company, those on a topic."""

from __future__ import annotations

from pathlib import Path

import pytest

from embeddings.library import Library
from embeddings.records import Answer
from tests.answer.intents.harbour import ANCHORS, FIRST_DAY, KITES, NIGHT, SALT
from tests.fakes import FakeEmbedder, write_notes


def titles(answer: Answer) -> tuple[str, ...]:
    return tuple(match.session.title for match in answer.matches)


@pytest.mark.parametrize(
    "question",
    [
        "who from Harrow Marine spoke?",
        "which speakers work at harrow marine",
        "speakers from harrow",
        "anyone from harrow marine?",
        "who was the guy from harrow marine",
        "the person from Harrow Marine?",
        "qui de Harrow Marine a parlé ?",
        "wer von Harrow Marine hat gesprochen?",
        "¿quién de Harrow Marine habló?",
        "quem da Harrow Marine falou?",
        "Harrow Marine的讲者",
        "Harrow Marineの登壇者は誰",
    ],
)
def test_the_speakers_of_a_company_are_named_with_all_their_sessions(forum: Library, question: str) -> None:
    answer = forum.ask(question)
    assert (answer.verdict, answer.kind, titles(answer)) == ("answer", "list", (ANCHORS, SALT))
    assert answer.lead == "1 speaker from Harrow Marine: Pim Aldous."
    assert [quote.text for quote in answer.quotes] == ["Pim Aldous - Diver - Harrow Marine"]


@pytest.mark.parametrize(
    "question",
    [
        "list all speakers",
        "who spoke?",
        "speakers",
        "liste des intervenants",
        "alle Redner",
        "lista de ponentes",
        "lista de palestrantes",
        "讲者名单",
        "登壇者一覧",
    ],
)
def test_all_speakers_are_counted_and_of_how_many_sessions(forum: Library, question: str) -> None:
    answer = forum.ask(question)
    assert titles(answer) == (*FIRST_DAY, SALT)
    assert answer.lead == "3 speakers: 4 of 5 sessions name who spoke."


def test_the_speakers_of_a_day_are_those_of_its_sessions(forum: Library) -> None:
    answer = forum.ask("who spoke on day 2?")
    assert titles(answer) == (SALT,)
    assert answer.lead == "1 speaker: 1 of 2 sessions on Day 2 names who spoke."


def test_what_somebody_said_in_several_sessions_is_told_of_each(forum: Library) -> None:
    answer = forum.ask("what did Orla Brandt say?")
    assert (answer.kind, titles(answer)) == ("sessions", (NIGHT, KITES))
    assert {quote.session for quote in answer.quotes} == {match.session.id for match in answer.matches}
    assert answer.lead == "2 sessions with Orla Brandt, in the notes' own words:"


@pytest.mark.parametrize(
    "question",
    [
        "what did Jun Sato say?",
        "who from the audience asked about gulls?",
        "who spoke about rust?",
        "speakers of the kites talk",
        "what did they say about plugs?",
    ],
)
def test_a_question_of_one_session_is_an_ordinary_one(forum: Library, question: str) -> None:
    answer = forum.ask(question)
    assert answer.kind == "session"


def test_who_moderated_is_told_of_all_panels_or_said_to_be_missing(forum: Library, tmp_path: Path) -> None:
    answer = forum.ask("who moderated the panel?")
    assert (answer.verdict, answer.lead) == ("none", "The notes do not say who moderated.")
    text = (
        "# Meet 2021 | Day 1\n\n## Panel on ropes\n\nModerator: Orla Brandt\n\n"
        "Speakers: Pim Aldous, Jun Sato\n\nRopes rot in the sun.\n\n"
        "## Kelp by night\n\nSpeaker: Ada Kelpman\n\nKelp grows at night.\n"
    )
    library = Library(write_notes(tmp_path / "notes", {"a.md": text}), tmp_path / "l.db", FakeEmbedder())
    library.refresh()
    answer = library.ask("who moderated the panels?")
    library.close()
    assert (answer.lead, titles(answer)) == ("1 moderator: Orla Brandt.", ("Panel on ropes",))


@pytest.mark.parametrize(
    "question",
    [
        "what company is Pim Aldous from?",
        "where does Pim work",
        "who does pim aldous work for?",
        "what is Pim Aldous's job?",
        "für wen arbeitet Pim Aldous?",
        "où travaille Pim Aldous ?",
        "¿dónde trabaja Pim Aldous?",
        "onde trabalha Pim Aldous?",
        "Pim Aldous是哪家公司的",
        "Pim Aldousの会社は？",
        "Pim Aldous는 어느 회사야?",
    ],
)
def test_whom_somebody_works_for_is_told_from_the_line_that_names_them(forum: Library, question: str) -> None:
    answer = forum.ask(question)
    assert (answer.verdict, answer.lead) == ("answer", "Pim Aldous: Diver, Harrow Marine.")
    assert titles(answer) == (ANCHORS, SALT)
    assert answer.answer is not None
    assert answer.answer.text == "Pim Aldous - Diver - Harrow Marine"


def test_a_job_that_the_notes_do_not_name_is_said_to_be_missing(tmp_path: Path) -> None:
    library = Library(write_notes(tmp_path / "n", {"a.md": LONE}), tmp_path / "l.db", FakeEmbedder())
    library.refresh()
    answer = library.ask("where does Ada Kelp work?")
    assert (answer.verdict, answer.lead) == ("closest", "The notes do not say where Ada Kelp works.")
    library.close()


LONE = "# Meet 2024\n\n## Steam in a lid\n\nAda Kelp\n\nSteam lifts the lid.\n"


def test_where_nobody_works_at_a_company_it_is_said(forum: Library) -> None:
    answer = forum.ask("who works at Brine Works?")
    assert (answer.verdict, answer.matches) == ("none", ())
    assert answer.lead == "No speaker of the notes is with Brine Works."


def test_a_company_that_no_speaker_is_with_is_shown_where_it_is_mentioned(forum: Library) -> None:
    answer = forum.ask("who works at Nightwatch?")
    assert (answer.verdict, titles(answer)) == ("closest", (NIGHT,))
    assert answer.lead == "1 session mentions Nightwatch, but the records of speakers do not name it:"
    assert "Nightwatch" in answer.quotes[0].text


def test_who_writes_of_a_company_in_their_role_does_not_work_there(tmp_path: Path) -> None:
    note = (
        "# Mill Days\n\n## Grinding\n\nAda Quern - Miller - Stonewheel\n\nFlour is warm.\n"
        "\n## Sifting\n\nBo Husk - Stonewheel customer - Sievehouse\n\nBran is light.\n"
    )
    library = Library(write_notes(tmp_path / "notes", {"n.md": note}), tmp_path / "l.db", FakeEmbedder())
    library.refresh()
    answer = library.ask("who works at Stonewheel?")
    library.close()
    assert answer.lead == "1 speaker from Stonewheel: Ada Quern."


@pytest.mark.parametrize(
    "question",
    [
        "who spoke at Kelp Forum?",
        "2022 Kelp Forum 발표자 목록",
        "Kelp Forum 발표자 누구누구야?",
        "Kelp Forum의 연사들은 누구?",
    ],
)
def test_the_speakers_of_an_event_are_listed(forum: Library, question: str) -> None:
    answer = forum.ask(question)
    assert (answer.verdict, answer.kind) == ("answer", "list")
    assert titles(answer) == titles(forum.ask("who spoke?"))
    assert " speakers: " in answer.lead
    assert " sessions at Kelp Forum 2022 name who spoke." in answer.lead


def test_a_place_that_is_no_event_is_not_taken_for_one(forum: Library) -> None:
    assert forum.ask("who spoke at the glass mountain?").kind != "list"
