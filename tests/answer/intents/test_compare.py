"""Two things are held against each other by a quote of each; one that is missing is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from embeddings.library import Library
from embeddings.records import Answer
from tests.answer.intents.harbour import ANCHORS, KITES, NIGHT, SALT
from tests.fakes import FakeEmbedder, write_notes


def titles(answer: Answer) -> tuple[str, ...]:
    return tuple(match.session.title for match in answer.matches)


@pytest.mark.parametrize(
    "question",
    [
        "compare shackles and sensors",
        "shackles vs sensors",
        "shackle versus sensor?",
        "what is the difference between shackles and sensors?",
        "how do shackles compare to sensors",
        "vergleiche shackles mit sensors",
        "Was ist der Unterschied zwischen shackles und sensors?",
        "différence entre shackles et sensors",
        "compara shackles con sensors",
        "¿cuál es la diferencia entre shackles y sensors?",
        "qual a diferença entre shackles e sensors?",
        "shackle和sensor有什么区别？",
        "比较shackle和sensor",
        "shackleとsensorの違いは？",
        "shackle와 sensor의 차이",
    ],
)
def test_each_of_two_things_is_quoted_from_its_own_session(forum: Library, question: str) -> None:
    answer = forum.ask(question)
    assert (answer.verdict, answer.kind) == ("answer", "sessions")
    assert titles(answer) == (ANCHORS, SALT)
    assert answer.lead.startswith("The notes on shackle")
    first, second = answer.quotes
    assert "shackle" in first.text.lower()
    assert "sensor" in second.text.lower()
    assert all(forum.current(quote) for quote in answer.quotes)


def test_a_session_that_tells_of_both_is_quoted_on_both(forum: Library) -> None:
    answer = forum.ask("kite vs drone")
    assert (answer.kind, titles(answer)) == ("session", (KITES,))
    assert "costs less than a drone" in " ".join(quote.text for quote in answer.quotes)


def test_what_the_notes_lack_is_named_and_the_other_quoted(forum: Library) -> None:
    answer = forum.ask("Nightwatch vs Zeppelin")
    assert (answer.verdict, titles(answer)) == ("closest", (NIGHT,))
    assert answer.lead == "The notes have only Nightwatch:"
    assert (answer.remark or "").startswith("The notes never mention 'Zeppelin'.")
    assert "Nightwatch" in answer.quotes[0].text


def test_two_things_that_the_notes_lack_are_turned_down(forum: Library) -> None:
    answer = forum.ask("compare zeppelins with submarines")
    assert answer.verdict == "none"
    assert "'zeppelins'" in (answer.remark or "")


@pytest.mark.parametrize(
    "question", ["how many shackles vs sensors were counted?", "kelp vs kelp", "what did they compare?"]
)
def test_other_questions_are_ordinary_ones(forum: Library, question: str) -> None:
    assert not forum.ask(question).lead.startswith("The notes on")


def test_a_title_with_versus_is_the_session_that_is_called_so(tmp_path: Path) -> None:
    note = "# Meet 2021 | Day 1\n" + "".join(
        f"\n## {title}\n\nAda Kelp - Diver\n\nIt was about {title}.\n"
        for title in ("Hemp versus nylon", "Nylon", "Buoys")
    )
    library = Library(write_notes(tmp_path / "notes", {"n.md": note}), tmp_path / "l.db", FakeEmbedder())
    library.refresh()
    answer = library.ask("hemp versus nylon")
    library.close()
    assert titles(answer)[0] == "Hemp versus nylon"
    assert not answer.lead.startswith("The notes on")


def test_within_a_session_nothing_else_is_held_against_it(forum: Library) -> None:
    session = forum.session(KITES).id
    answer = forum.ask("compare kite and drone", session=session)
    assert titles(answer) == (KITES,)


@pytest.mark.parametrize(
    "question",
    ["compare the two sensor talks", "vergleiche die beiden sensor vorträge", "compare both sensor sessions"],
)
def test_the_two_sessions_of_a_topic_are_held_against_each_other(tmp_path: Path, question: str) -> None:
    talks = {
        "Sensor drift": "The tide sensor drifts a hair a week.",
        "Sensor prices": "A sensor costs less than its bolt.",
        "Ropes": "A rope has no sensor.",
    }
    body = "".join(f"## {title}\n\nAda Kelpman - Diver\n\n{said}\n\n" for title, said in talks.items())
    text = f"# Meet 2021 | Day 1\n\n{body}"
    library = Library(write_notes(tmp_path / "notes", {"a.md": text}), tmp_path / "l.db", FakeEmbedder())
    library.refresh()
    answer = library.ask(question)
    library.close()
    assert (answer.verdict, answer.kind, set(titles(answer))) == (
        "answer",
        "sessions",
        {"Sensor drift", "Sensor prices"},
    )
    assert {quote.text for quote in answer.quotes} == {
        "The tide sensor drifts a hair a week.",
        "A sensor costs less than its bolt.",
    }
