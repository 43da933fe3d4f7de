"""What people thought of sessions is quoted with the sessions; where they wrote nothing, that is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from embeddings.library import Library
from embeddings.records import Answer
from tests.answer.intents.harbour import ANCHORS, NIGHT, SALT
from tests.fakes import FakeEmbedder, write_notes

BEST = "This was the best talk of the day."
BORING = "The speaker read every slide aloud and I found the talk rather boring."


def shown(answer: Answer) -> list[tuple[str, str]]:
    titles = {match.session.id: match.session.title for match in answer.matches}
    return [(titles[quote.session], quote.text) for quote in answer.quotes]


@pytest.mark.parametrize(
    "question",
    [
        "which talks were worth it?",
        "best talks",
        "what was the best session?",
        "favourite session?",
        "what did people like?",
        "any recommendations?",
        "which talk should i watch",
        "best talk of day 1",
        "meilleure conférence ?",
        "quelles conférences valaient le coup ?",
        "bester Vortrag?",
        "welche Vorträge haben sich gelohnt?",
        "mejor charla",
        "¿qué charlas merecieron la pena?",
        "melhor palestra",
        "最好的演讲",
        "おすすめのセッションは？",
        "추천 세션",
    ],
)
def test_praise_is_quoted_with_its_session(forum: Library, question: str) -> None:
    answer = forum.ask(question)
    assert answer.verdict == "answer"
    assert shown(answer) == [(NIGHT, BEST)]
    assert "1 of" in answer.lead
    assert "is praised in the notes" in answer.lead


@pytest.mark.parametrize(
    "question",
    [
        "worst talk?",
        "what did people dislike?",
        "any criticism?",
        "which sessions were boring?",
        "which talks should I skip?",
        "what did people not like?",
        "pire conférence",
        "schlechtester Vortrag",
        "Kritik?",
        "peor charla",
        "¿qué charlas no le gustaron?",
        "pior palestra",
        "批评",
    ],
)
def test_blame_is_quoted_with_its_session(forum: Library, question: str) -> None:
    answer = forum.ask(question)
    assert (answer.verdict, shown(answer)) == ("answer", [(ANCHORS, BORING)])
    assert "is criticised in the notes" in answer.lead


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("was the keynote any good?", (NIGHT, BEST)),
        ("how was the anchors talk?", (ANCHORS, BORING)),
        ("what did people think of the anchors that let go talk?", (ANCHORS, BORING)),
        ("any criticism of anchors that let go?", (ANCHORS, BORING)),
        ("¿qué tal estuvo la charla anchors that let go?", (ANCHORS, BORING)),
        ("wie war der Vortrag anchors that let go?", (ANCHORS, BORING)),
    ],
)
def test_of_one_session_its_own_opinions_are_quoted(
    forum: Library, question: str, expected: tuple[str, str]
) -> None:
    answer = forum.ask(question)
    assert (answer.verdict, answer.kind, shown(answer)) == ("answer", "session", [expected])
    assert answer.lead == "The notes judge it so:"


def test_where_nobody_wrote_an_opinion_one_sentence_says_so(forum: Library) -> None:
    one = forum.ask("was the salt in every sensor talk any good?")
    assert (one.verdict, one.quotes, one.lead) == ("none", (), f"The notes do not judge “{SALT}”.")
    day = forum.ask("which talks on day 2 were the best?")
    assert (day.verdict, day.matches) == ("none", ())
    assert day.lead == "The notes do not praise any of the 2 sessions on Day 2."


def test_whether_a_session_that_is_no_title_was_good_is_no_question_for_anything_else(
    forum: Library,
) -> None:
    answer = forum.ask("was the talk on corroding plugs any good?")
    assert (answer.verdict, answer.lead) == ("none", f"The notes do not judge “{SALT}”.")


def test_whether_people_liked_a_thing_is_no_question_for_anything_else(forum: Library) -> None:
    for question in ("did we like the plug?", "did you enjoy the plug intro speech?"):
        answer = forum.ask(question)
        assert (answer.verdict, answer.lead) == ("none", f"The notes do not judge “{SALT}”.")


def test_where_no_sentence_judges_the_session_those_that_judge_something_are_shown(tmp_path: Path) -> None:
    said = "The net that mends itself is brilliant, but it dries too slowly in winter."
    text = f"# Meet | Day 1\n\n## Nets\n\nAda Quill - Diver\n\nThere are nine knots in a net.\n\n{said}\n"
    library = Library(write_notes(tmp_path / "notes", {"a.md": text}), tmp_path / "l.db", FakeEmbedder())
    library.refresh()
    answer = library.ask("did we like the nets talk?")
    library.close()
    assert (answer.verdict, [quote.text for quote in answer.quotes]) == ("closest", [said])
    assert answer.lead == "The notes do not judge “Nets”. Closest:"


@pytest.mark.parametrize(
    "question",
    [
        "is a rusting shackle any good?",
        "what is the best time to grow kelp?",
        "best practices for drying kelp",
        "was the plug worth it?",
        "which talks were about the best anchors?",
    ],
)
def test_a_question_that_judges_something_else_is_not_taken_for_one(forum: Library, question: str) -> None:
    answer = forum.ask(question)
    assert "praise" not in answer.lead
    assert "judge" not in answer.lead


def test_what_is_set_above_all_others_comes_first(tmp_path: Path) -> None:
    one = "Ada Quill - Diver"
    nets, ropes = f"{one}\n\nA nice talk on nets.\n", f"{one}\n\nMy favourite session.\n"
    text = f"# Meet | Day 1\n\n## Nets\n\n{nets}\n## Ropes\n\n{ropes}"
    library = Library(write_notes(tmp_path / "notes", {"a.md": text}), tmp_path / "l.db", FakeEmbedder())
    library.refresh()
    answer = library.ask("best talks")
    assert [match.session.title for match in answer.matches] == ["Ropes", "Nets"]
    library.close()


def test_words_that_a_question_is_asked_with_are_not_taken_for_misspelt_ones(tmp_path: Path) -> None:
    said = "Ein guter Vortrag, der besser war als das, was wir von den Netzen und dem Fang gehört haben.\n"
    nets = f"# Netze | Tag 1\n\n## Netze\n\n{said}"
    library = Library(write_notes(tmp_path / "notes", {"a.md": nets}), tmp_path / "l.db", FakeEmbedder())
    library.refresh()
    answer = library.ask("bester Vortrag")
    library.close()
    assert (answer.verdict, answer.corrections) == ("answer", ())
