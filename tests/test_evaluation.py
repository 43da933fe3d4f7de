"""How good answers are: each figure, judged over invented notes and labels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from embeddings.answer.compose import Considered
from embeddings.evaluation import Judged, Labelled, figures, holds, judge
from embeddings.library import Library
from embeddings.records import Answer, Link, Match, Quote
from tests.fakes import FakeEmbedder, write_notes

NOTE = """\
# Kettle Days 2020 | Day 2 - Tuesday, March 3

## How steam is measured

Ada Kelp - Boilermaker

The probe costs 40 euros and sits in the lid. It lasts a year.

[The probe in its lid](https://kettles.example/probe)

## Why kettles whistle

Bo Quist - Potter

The whistle has two plates.
"""
FRAGMENT = "The probe costs 40 euros"
LABEL = Labelled("1", "how much is the probe?", "number", ("How steam is measured",), FRAGMENT)
PROBE = Quote(
    "The probe costs 40 euros and sits in the lid. It lasts a year.", "n.md", 7, 7, "n/how-steam-is-measured"
)


@pytest.fixture
def kettles(tmp_path: Path) -> Iterator[Library]:
    library = Library(write_notes(tmp_path / "notes", {"n.md": NOTE}), tmp_path / "l.db", FakeEmbedder())
    library.refresh()
    yield library
    library.close()


def judged(library: Library, label: Labelled = LABEL, **changed: object) -> Judged:
    session = library.session("How steam is measured")
    answer = Answer(label.question, "answer", "The notes say:", (Match(session, 1.0),), (PROBE,))
    return judge(label, Considered(replace(answer, **changed), None), library.notes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("sentence", "pointed"),
    [
        ("The probe costs 40 euros and sits in the lid.", 100.0),
        ("costs 40 euros", 100.0),
        ("It lasts a year.", 0.0),
        (None, 0.0),
    ],
)
def test_the_one_sentence_is_held_against_the_fragment(
    kettles: Library, sentence: str | None, pointed: float
) -> None:
    said = None if sentence is None else replace(PROBE, text=sentence)
    found = figures([judged(kettles, nearest=said)])
    assert (found.quote, found.pointed) == (100.0, pointed)


def test_letters_are_counted_where_words_have_no_spaces(kettles: Library) -> None:
    texts = ("六分ごとに測る水", "여섯 분마다", "It lasts a year.")
    counted = [figures([judged(kettles, quotes=(replace(PROBE, text=text),))]).words for text in texts]
    assert counted == [4.0, 5.0, 4.0]


def test_a_label_of_a_link_that_is_quoted_is_counted(kettles: Library) -> None:
    label = replace(PROBE, text="It lasts a year.\nThe probe in its lid", end_line=9)
    assert figures([judged(kettles), judged(kettles, quotes=(label,))]).captions == 50.0


def test_a_link_that_is_not_the_sessions_own_is_counted(kettles: Library) -> None:
    own = Link("other", "probe", "https://kettles.example/probe")
    other = Link("other", "probe", "https://elsewhere.example/")
    assert figures([judged(kettles, links=(own, other))]).own_links == 50.0
    assert figures([judged(kettles)]).own_links is None


def test_what_is_turned_down_or_has_no_fragment_counts_as_such(kettles: Library) -> None:
    found = figures([judged(kettles, verdict="none", nearest=PROBE)])
    assert (found.session_1, found.quote, found.pointed, found.false_refusal) == (0.0, 0.0, 0.0, 100.0)
    assert (found.captions, found.verbatim, found.words) == (None, None, None)
    plain = figures([judged(kettles, replace(LABEL, quote=None))])
    assert (plain.session_1, plain.quote, plain.pointed) == (100.0, None, None)


def test_a_title_without_the_speaker_beside_it_is_the_same(kettles: Library) -> None:
    label = replace(LABEL, sessions=("How steam is measured - Ada Kelp",))
    assert judged(kettles, label).first


def test_a_fragment_of_a_language_without_spaces_is_found_in_its_sentence() -> None:
    assert holds("水烧开了以后，壶会发出很响的声音。", "壶会发出很响的声音")
    assert not holds("水烧开了以后，壶会发出很响的声音。", "杯子放在桌子上面")
