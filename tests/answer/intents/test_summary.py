"""A summary is asked for in many words; a day names every session, a session is told in a few sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

from embeddings.library import Library
from embeddings.records import ONLY_TITLE, Answer
from tests.answer.intents.harbour import ALL, ANCHORS, FIRST_DAY, KITES, NIGHT, SALT, SECOND_DAY, SELLING
from tests.fakes import FakeEmbedder, write_notes


def titles(answer: Answer) -> tuple[str, ...]:
    return tuple(match.session.title for match in answer.matches)


@pytest.mark.parametrize(
    "question",
    [
        "summarise day 1",
        "can you please summarize day 1?",
        "day 1 recap",
        "give me a quick summary of monday",
        "what happened on day 1?",
        "key takeaways from day 1",
        "highlights of the first day",
        "TL;DR for 2022-06-06",
        "fasse Tag 1 zusammen",
        "worum ging es am ersten Tag?",
        "Zusammenfassung von Tag 1 bitte",
        "résumé du jour 1",
        "que s'est-il passé le lundi ?",
        "resumen del día 1",
        "¿qué pasó el lunes?",
        "resumo do dia 1",
        "第一天的总结",
        "1日目のまとめ",
    ],
)
def test_a_day_names_all_its_sessions_with_a_sentence_of_each(forum: Library, question: str) -> None:
    answer = forum.ask(question)
    assert (answer.verdict, answer.kind) == ("answer", "sessions")
    assert titles(answer) == FIRST_DAY
    assert [quote.session for quote in answer.quotes] == [match.session.id for match in answer.matches]
    assert all(forum.current(quote) for quote in answer.quotes)
    assert answer.lead == "3 sessions on Day 1, in the notes' own words:"
    assert not answer.corrections


@pytest.mark.parametrize(
    "question",
    [
        "recap",
        "give me the highlights",
        "what were the key points?",
        "Höhepunkte",
        "summary please",
        "tl;dr",
        "fais-moi un résumé",
        "resumen",
        "總結",
        "重點整理",
        "new here, where do i start?",
        "what should I watch first",
        "hey, what is this all about?",
    ],
)
def test_without_a_day_all_sessions_are_told_of(forum: Library, question: str) -> None:
    assert titles(forum.ask(question)) == ALL


def test_an_event_or_a_year_is_all_its_days(forum: Library) -> None:
    assert titles(forum.ask("summarise the kelp forum")) == ALL
    assert titles(forum.ask("recap 2022")) == ALL


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("tl;dr of the keynote", NIGHT),
        ("give me the gist of the salt sensor talk", SALT),
        ("summarize anchors that let go", ANCHORS),
        ("Zusammenfassung des Vortrags salt in every sensor", SALT),
        ("resumen de la charla anchors that let go", ANCHORS),
    ],
)
def test_a_session_is_told_in_its_own_sentences(forum: Library, question: str, title: str) -> None:
    answer = forum.ask(question)
    assert (answer.verdict, answer.kind, titles(answer)) == ("answer", "session", (title,))
    assert 1 <= len(answer.quotes) <= 3
    assert {quote.session for quote in answer.quotes} == {answer.matches[0].session.id}


def test_what_the_notes_call_the_takeaways_is_quoted_as_it_stands(forum: Library) -> None:
    answer = forum.ask("key takeaways of mapping seaweed from kites")
    assert titles(answer) == (KITES,)
    assert [quote.text for quote in answer.quotes] == [
        "- Fly at low tide\n- Never fly alone\n- Paint the string red"
    ]


def test_a_follow_up_in_a_session_sums_that_session_up(forum: Library) -> None:
    anchors = forum.session(ANCHORS)
    assert titles(forum.ask("summarise", session=anchors.id)) == (ANCHORS,)


def test_a_summary_keeps_to_the_day_of_who_asks(forum: Library) -> None:
    assert titles(forum.ask("recap", day="Day 2")) == SECOND_DAY


def test_a_day_that_is_not_there_is_said(forum: Library) -> None:
    answer = forum.ask("summarise day 9")
    assert (answer.verdict, answer.remark) == ("none", "The notes have no such day.")
    assert "Day 1, Day 2" in answer.lead


def test_where_no_keynote_is_noted_none_is_summed_up(tmp_path: Path) -> None:
    notes = write_notes(tmp_path / "notes", {"a.md": "# Meet | Day 1\n\n## Weaving nets\n\nNets rot.\n"})
    library = Library(notes, tmp_path / "l.db", FakeEmbedder())
    library.refresh()
    assert library.ask("tl;dr of the keynote").lead != "The notes say, in short:"
    library.close()


def test_a_session_of_a_title_alone_says_so(tmp_path: Path) -> None:
    text = "# Meet | Day 1\n\n## Weaving nets\n\n## Drying nets\n\nNets dry in the wind, never in the sun.\n"
    library = Library(write_notes(tmp_path / "notes", {"a.md": text}), tmp_path / "l.db", FakeEmbedder())
    library.refresh()
    one = library.ask("summary of weaving nets")
    assert (one.verdict, one.quotes) == ("closest", ())
    assert ONLY_TITLE in (one.remark or "")
    day = library.ask("summarise day 1")
    assert day.remark == "The notes have only the title of 1 of them."
    library.close()


@pytest.mark.parametrize(
    "question",
    [
        "how do they summarise the readings of a kite?",
        "what happened to the shackle?",
        "which summary statistics do sensors keep?",
        "what is the main idea behind a rusting shackle?",
        "what was in the plug?",
    ],
)
def test_an_ordinary_question_is_not_taken_for_one(forum: Library, question: str) -> None:
    answer = forum.ask(question)
    assert not answer.lead.startswith(("The notes say, in short", "5 sessions"))
    assert answer.kind == "session"


def test_a_session_of_code_alone_is_not_said_to_have_only_a_title(tmp_path: Path) -> None:
    code = "```forth\n: knot dup recurse ;\n```"
    text = f"# Meet | Day 1\n\n## Weaving nets\n\n{code}\n\n## Drying nets\n\nNets dry in the wind.\n"
    library = Library(write_notes(tmp_path / "notes", {"a.md": text}), tmp_path / "l.db", FakeEmbedder())
    library.refresh()
    one = library.ask("summary of weaving nets")
    day = library.ask("summarise day 1")
    recap = library.recaps()[0]
    library.close()
    assert [quote.text for quote in one.quotes] == [": knot dup recurse ;"]
    assert ONLY_TITLE not in (one.remark or "")
    assert day.remark == "The notes have only the title, or code, of 1 of them."
    assert recap.entries[0].remark == "The notes have only code of this session."


def test_the_panel_is_the_session_that_is_called_so(tmp_path: Path) -> None:
    text = (
        "# Meet | Day 1\n\n## Weaving nets\n\nNets rot. The talk was boring.\n\n"
        "## Panel: are nets good?\n\nThe panel was really good, and agreed on hemp.\n"
    )
    library = Library(write_notes(tmp_path / "notes", {"a.md": text}), tmp_path / "l.db", FakeEmbedder())
    library.refresh()
    answers = [library.ask("summarise the panel"), library.ask("was the panel any good?")]
    workshop = library.ask("summarise the workshop")
    library.close()
    assert [titles(answer) for answer in answers] == [("Panel: are nets good?",)] * 2
    assert len(workshop.matches) == 2, "no title tells of one"


def test_the_panel_that_no_session_is_called_is_looked_for_in_the_texts(tmp_path: Path) -> None:
    ropes = (
        "## Ropes that sing\n\nOrla Brandt\n\nA rope sings when it is wet.\n\nThe panel liked hemp best.\n"
    )
    nets = "## Nets\n\nPim Aldous\n\nNets sink in salt water.\n"
    notes = write_notes(tmp_path / "notes", {"day.md": f"# Rope Day 2021\n\n{ropes}\n{nets}"})
    library = Library(notes, tmp_path / "library.db", FakeEmbedder())
    library.refresh()
    answer = library.ask("tl;dr of the panel")
    library.close()
    assert answer.matches[0].session.title == "Ropes that sing"
    assert any("panel liked hemp" in quote.text for quote in answer.quotes)


@pytest.mark.parametrize(
    "question", ["summary of the talk about dried kelp", "resumen de la charla sobre dried kelp"]
)
def test_one_talk_on_a_topic_is_the_best_alone(forum: Library, question: str) -> None:
    answer = forum.ask(question)
    assert [match.session.title for match in answer.matches] == [SELLING]


@pytest.mark.parametrize(
    "question",
    ["kurz zusammengefasst: worum ging's bei Selling seaweed?", "worum ging's bei Selling seaweed?"],
)
def test_what_it_was_about_is_asked_for_in_spoken_german(forum: Library, question: str) -> None:
    answer = forum.ask(question)
    assert answer.lead == "The notes say, in short:"
    assert answer.matches[0].session.title == SELLING
