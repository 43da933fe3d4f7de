"""The record that a question asks for, with the lines it was read from."""

from __future__ import annotations

from dataclasses import replace

import pytest

from embeddings.answer import record
from embeddings.answer.question import analyse
from embeddings.answer.retrieve import Term
from embeddings.records import Link, Session, Speaker, TextBlock

LINES = [
    "Ada Kelp - Diver",
    "Bo Quist - Potter",
    "",
    "[Watch it](https://youtu.be/kelp0000001)",
    "[The deck](https://kelp.example/deck.pdf)",
    "[pots](https://github.com/quist/pots)",
]
BLOCKS = [
    TextBlock("speaker", "Ada Kelp - Diver", 1, 1),
    TextBlock("speaker", "Bo Quist - Potter", 2, 2),
    TextBlock("link", "Watch it", 4, 4),
    TextBlock("link", "The deck", 5, 5),
    TextBlock("link", "pots", 6, 6),
]
SPEAKERS = (Speaker("Ada Kelp", "Diver", line=1), Speaker("Bo Quist", "Potter", line=2))
LINKS = (
    Link("youtube", "Recording", "https://youtu.be/kelp0000001", 4, "Watch it", recording=True),
    Link("other", "The deck", "https://kelp.example/deck.pdf", 5, "The deck"),
    Link("github", "pots", "https://github.com/quist/pots", 6, "pots"),
)
KELP = Session("n/kelp", "Kelp", None, None, None, "n.md", 1, 6, speakers=SPEAKERS, links=LINKS)
BARE = Session("n/bare", "Bare", None, None, None, "n.md", 1, 6)


def find(text: str, session: Session = KELP) -> record.AskedRecord:
    question = analyse(text)
    terms = [Term(word, frozenset({word}), 1.0, known=True) for word in question.terms]
    return record.find(question, terms, session, BLOCKS, LINES)


@pytest.mark.parametrize(
    ("question", "shown", "there"),
    [
        ("who spoke about the sea?", ["Ada Kelp - Diver\nBo Quist - Potter"], True),
        ("who is Quist?", ["Bo Quist - Potter"], True),
        ("what did Quist say?", ["Bo Quist - Potter"], None),
        ("is there a video?", [], True),
        ("where are the slides?", [], True),
        ("which repo is it?", [], True),
        ("what is the link to the pots?", [], True),
        ("what about the sea?", [], None),
    ],
)
def test_a_record_asked_for_is_quoted_from_its_lines(
    question: str, shown: list[str], there: bool | None
) -> None:
    found = find(question)
    assert ([quote.text for quote in found.quotes], found.there) == (shown, there)


@pytest.mark.parametrize(
    ("label", "url"),
    [
        ("Link to presentation documents", "https://kelp.example/x"),
        ("発表資料", "https://kelp.example/x"),
        ("Die Folien", "https://kelp.example/x"),
        ("Kelp", "https://kelp.example/kelp.pptx"),
    ],
)
def test_slides_are_known_by_other_words_and_by_their_file(label: str, url: str) -> None:
    session = replace(BARE, links=(Link("other", label, url, 4, label),))
    assert find("where are the slides?", session).there is True


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("is there a video?", "Recording"),
        ("where are the slides?", "The deck"),
        ("which repo is it?", "pots"),
        ("what is the link to the pots?", "pots"),
    ],
)
def test_the_link_that_is_asked_for_comes_first(question: str, first: str) -> None:
    assert find(question).links[0].label == first


def test_a_line_that_says_more_than_the_link_is_quoted() -> None:
    blocks = [TextBlock("item", "The deck has forty pictures of kelp", 5, 5)]
    question = analyse("where are the slides?")
    found = record.find(
        question, [], KELP, blocks, [*LINES[:4], "- [The deck](x) has forty pictures of kelp"]
    )
    assert [quote.text for quote in found.quotes] == ["The deck has forty pictures of kelp"]


@pytest.mark.parametrize(
    ("question", "there", "missing"),
    [
        ("is there a video?", False, "No recording in the notes."),
        ("where are the slides?", False, "No slides in the notes of this session."),
        ("is there a repo?", False, "No repository in the notes of this session."),
        ("is there a link?", False, "No link in the notes of this session."),
        ("who spoke?", None, None),
    ],
)
def test_a_record_that_is_not_there_is_said_to_be_missing(
    question: str, there: bool | None, missing: str | None
) -> None:
    found = find(question, BARE)
    assert (found.quotes, found.there) == ([], there)
    if missing is not None:
        assert record.missing(analyse(question)) == missing


@pytest.mark.parametrize(
    "question", ["who moderated the panel?", "wer hat moderiert?", "谁主持的", "誰が司会？"]
)
def test_who_moderated_is_not_all_who_took_part(question: str) -> None:
    led = replace(KELP, speakers=(replace(SPEAKERS[0], role="Moderator"), SPEAKERS[1]))
    found = find(question, led)
    assert ([quote.text for quote in found.quotes], found.there) == (["Ada Kelp - Diver"], True)
    found = find(question)
    assert (found.quotes, found.there) == ([], False)
    assert record.missing(analyse(question)) == "The notes do not say who moderated."


def test_where_a_sentence_tells_who_moderated_it_is_found_as_any_other() -> None:
    blocks = [*BLOCKS, TextBlock("prose", "Bo moderated, and was late.", 7, 7)]
    found = record.find(analyse("who moderated?"), [], KELP, blocks, LINES)
    assert (found.quotes, found.there) == ([], None)


def test_who_does_something_else_than_speak_is_not_who_spoke() -> None:
    assert find("who gave the talk on kelp?").there is True
    for question in (
        "who owns the pots?",
        "who took notes on pots?",
        "qui utilise les pots ?",
        "wer nutzt die Töpfe?",
        "¿quién usa pots?",
    ):
        asked = find(question)
        assert (asked.there, asked.quotes) == (None, [])


def test_a_word_of_the_title_asks_for_no_link() -> None:
    coding = replace(KELP, title="Video coding at sea")
    assert find("what is video coding?", coding).there is None
    assert find("is there a video of the video coding talk?", coding).there is True
