"""Whatever the library gives out is held against the notes as they are then, once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from embeddings import proof_gate
from embeddings.answer import compose
from embeddings.digest import announcements, recap
from embeddings.library import Library
from embeddings.records import Answer, AnswerKind, Match, Quote, Session
from tests.fakes import FakeEmbedder, write_notes

NOTE = """\
# Kettle Days 2020 | Day 2 - Tuesday, March 3

## How steam is measured

The probe costs 40 euros and sits in the lid.

A really nice talk, I took four pages of notes home.
"""
STEAM = Session("day2/how-steam-is-measured", "How steam is measured", None, None, None, "day2.md", 3, 7)
PROBE = Quote("The probe costs 40 euros and sits in the lid.", "day2.md", 5, 5, STEAM.id)
PRAISE = Quote("A really nice talk, I took four pages of notes home.", "day2.md", 7, 7, STEAM.id)
GONE = Quote("The probe costs 50 euros.", "day2.md", 5, 5, STEAM.id)


@pytest.fixture
def kettles(tmp_path: Path) -> Iterator[Library]:
    library = Library(write_notes(tmp_path / "notes", {"day2.md": NOTE}), tmp_path / "l.db", FakeEmbedder())
    library.refresh()
    yield library
    library.close()


def answer(*quotes: Quote, more: tuple[Quote, ...] = (), kind: AnswerKind = "session") -> Answer:
    return Answer("?", "answer", "They say:", (Match(STEAM, 1.0),), quotes, more, kind=kind)


def test_an_answer_that_stands_is_given_as_it_is(kettles: Library) -> None:
    whole = answer(PROBE, more=(PRAISE,))
    assert proof_gate.proven_answer(kettles.notes, whole) is whole


def test_an_answer_loses_what_no_longer_stands(kettles: Library) -> None:
    found = proof_gate.proven_answer(kettles.notes, answer(GONE, PROBE, more=(GONE, PRAISE)))
    assert (found.verdict, found.quotes, found.more, found.remark) == ("answer", (PROBE,), (PRAISE,), None)


def test_the_sentence_that_answers_goes_with_the_quote_that_held_it(kettles: Library) -> None:
    whole = replace(answer(PROBE, PRAISE), nearest=PROBE)
    assert proof_gate.proven_answer(kettles.notes, whole).answer == PROBE
    gone = proof_gate.proven_answer(kettles.notes, replace(answer(GONE, PRAISE), nearest=GONE))
    assert (gone.quotes, gone.answer) == ((PRAISE,), None)
    nothing = proof_gate.proven_answer(kettles.notes, replace(answer(GONE), nearest=GONE))
    assert (nothing.verdict, nothing.answer) == ("closest", None)


def test_an_answer_with_nothing_left_is_hedged_and_says_why(kettles: Library) -> None:
    found = proof_gate.proven_answer(kettles.notes, answer(GONE, more=(PRAISE,)))
    assert (found.verdict, found.quotes, found.more) == ("closest", (), (PRAISE,))
    assert (
        found.remark == "The notes changed just now, so what they said is not quoted; ask again in a minute."
    )


def test_a_list_stays_complete_without_its_quotes(kettles: Library) -> None:
    found = proof_gate.proven_answer(kettles.notes, answer(GONE, kind="list"))
    assert (found.verdict, found.quotes, found.matches) == ("answer", (), (Match(STEAM, 1.0),))


def test_what_changes_while_a_reply_is_made_is_not_shown(
    kettles: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The note is changed after the quotes were chosen and before they are given out."""

    def then_changed(make: Callable[..., object]) -> Callable[..., object]:
        def made(*arguments: object, **more: object) -> object:
            (kettles.notes / "day2.md").write_text(NOTE, encoding="utf-8")
            found = make(*arguments, **more)
            (kettles.notes / "day2.md").write_text("# All is new\n", encoding="utf-8")
            return found

        return made

    monkeypatch.setattr(compose, "settle", then_changed(compose.settle))
    monkeypatch.setattr(recap, "recaps", then_changed(recap.recaps))
    monkeypatch.setattr(announcements, "announced", then_changed(announcements.announced))
    asked = kettles.ask("what does the probe cost?")
    assert (asked.verdict, asked.quotes, asked.more, asked.remark) == ("closest", (), (), proof_gate.CHANGED)
    (day,) = kettles.recaps()
    assert [(entry.quotes, entry.review) for entry in day.entries] == [((), None)]
    assert kettles.announced() == []


def test_what_stands_is_shown_by_every_way_out(kettles: Library) -> None:
    assert kettles.ask("what does the probe cost?").quotes
    (day,) = kettles.recaps()
    assert [said.quote for said in day.entries[0].quotes] == [PROBE]
    assert day.entries[0].review == PRAISE
    assert [one.quote for one in kettles.announced()] == [PROBE]
