"""A question for things of a kind gets every item of the list that the notes have of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from embeddings.library import Library
from tests.fakes import FakeEmbedder, write_notes

NOTE = """\
# Rigging Days 2020 | Day 1 - Tuesday, March 3

## Splicing by machine

Ada Quist - Rigger

The machine is slow and never tired.

Tools that were shown:

- a marlinspike
- a fid
- a rigging knife
- two mallets
- a heaving line
- waxed twine

Nobody was hurt.

## Knots for beginners

Bo Kelp - Teacher

### Mistakes to avoid

- Too short a tail
- A granny knot
- Wet rope

These are all there are.

- Sails
    - jib
    - genoa
    - spinnaker
- Anchors
    - plough
    - mushroom
"""
TOOLS = ("marlinspike", "fid", "knife", "mallets", "heaving line", "twine")


@pytest.fixture(scope="module")
def rigging(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder: Path = tmp_path_factory.mktemp("rigging")
    library = Library(write_notes(folder / "notes", {"d.md": NOTE}), folder / "l.db", FakeEmbedder())
    library.refresh()
    yield library
    library.close()


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("which tools were shown?", TOOLS),
        ("what tools were shown for splicing?", TOOLS),
        ("what are the tools that were shown", TOOLS),
        ("list all the tools shown", TOOLS),
        ("welche tools were shown", TOOLS),
        ("quels tools shown", TOOLS),
        ("which mistakes to avoid", ("tail", "granny", "Wet")),
        ("which sails are there?", ("jib", "genoa", "spinnaker")),
    ],
)
def test_the_list_is_quoted_whole(rigging: Library, question: str, items: tuple[str, ...]) -> None:
    answer = rigging.ask(question)
    said = "\n".join(quote.text for quote in answer.quotes)
    assert (answer.verdict, answer.lead) == ("answer", "The notes list:")
    assert all(item in said for item in items)
    assert all(rigging.current(quote) for quote in answer.quotes)
    assert {quote.session for quote in answer.quotes} == {answer.matches[0].session.id}


def test_items_of_another_list_are_left_out(rigging: Library) -> None:
    said = "\n".join(quote.text for quote in rigging.ask("which sails are there?").quotes)
    assert "mushroom" not in said


@pytest.mark.parametrize("question", ["which machine is slow?", "which talks are on knots?", "who was hurt?"])
def test_where_no_list_is_of_the_kind_the_question_is_an_ordinary_one(
    rigging: Library, question: str
) -> None:
    assert rigging.ask(question).lead != "The notes list:"
