"""Who spoke is answered from the records, whole: all of them, those of a company, those on a topic."""

from __future__ import annotations

from collections.abc import Iterator

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


@pytest.fixture(scope="module")
def panel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("panel")
    text = (
        "# Kelp Forum 2023\n\n## Panel: nets or lines\n\nModerator: Ada Kelpman\n"
        "Panelists: Pim Aldous (Harrow), Jun Sato\n\nLines hold longer than nets do.\n\n"
        "## Salt in every sensor\n\nSpeaker: Orla Brandt\n\nSensors corrode from the plug inwards.\n"
    )
    notes = write_notes(folder / "notes", {"day1.md": text})
    library = Library(notes, folder / "library.db", FakeEmbedder())
    library.refresh()
    yield library
    library.close()


@pytest.mark.parametrize(
    "question",
    [
        "who moderated?",
        "who moderated the panel on nets or lines?",
        "who was the moderator of nets or lines?",
        "Wer hat nets or lines moderiert?",
        "qui a animé nets or lines ?",
        "¿quién moderó nets or lines?",
        "nets or linesの司会は誰",
    ],
)
def test_who_led_a_discussion_is_told_apart_from_who_spoke(panel: Library, question: str) -> None:
    answer = panel.ask(question)
    assert answer.lead == "1 moderator: Ada Kelpman."
    assert answer.quotes[0].text.startswith("Moderator: Ada Kelpman")


def test_nobody_is_said_to_have_moderated_where_the_notes_name_nobody(forum: Library) -> None:
    assert "moderator" not in (forum.ask("who moderated?").lead or "")


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
