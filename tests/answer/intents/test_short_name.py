"""Names that are also small words, or have signs, are looked for as they are written."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from embeddings.library import Library
from embeddings.records import Answer
from tests.fakes import FakeEmbedder, write_notes

NOTE = """\
# Loom Days

## Weaving by machine

The pattern compiler is written in Go and runs on a small board.

## Dyeing at home

Go to the river for water. An old script in C# mixes the colours.

## Spinning

They go on spinning until the wool is gone.
"""


def titles(answer: Answer) -> tuple[str, ...]:
    return tuple(match.session.title for match in answer.matches)


@pytest.fixture(scope="module")
def looms(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("looms")
    library = Library(write_notes(folder / "notes", {"n.md": NOTE}), folder / "l.db", FakeEmbedder())
    library.refresh()
    yield library
    library.close()


@pytest.mark.parametrize(
    ("question", "expected", "name"),
    [
        ("who talked about Go?", "Weaving by machine", "Go"),
        ("which talks mention Go?", "Weaving by machine", "Go"),
        ("which talks are about go", "Weaving by machine", "Go"),
        ("which talks mention C#?", "Dyeing at home", "C#"),
    ],
)
def test_the_sessions_with_the_name_as_a_word_are_listed(
    looms: Library, question: str, expected: str, name: str
) -> None:
    answer = looms.ask(question)
    assert (answer.verdict, titles(answer)) == ("answer", (expected,))
    assert answer.lead == f"1 session mentions {name}:"
    assert all(name in quote.text and looms.current(quote) for quote in answer.quotes)
    assert answer.quotes


@pytest.mark.parametrize("name", ["R", "C++", "F#", ".NET"])
def test_a_name_that_the_notes_lack_is_mentioned_by_nobody(looms: Library, name: str) -> None:
    answer = looms.ask(f"which talks mention {name}?")
    assert (answer.verdict, answer.matches) == ("none", ())
    assert answer.lead == f"Nobody mentions '{name}' in the notes."


def test_a_question_in_capitals_throughout_names_nothing_so(looms: Library) -> None:
    assert "'It'" not in looms.ask("What Did They Say About It?").lead
