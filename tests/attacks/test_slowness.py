"""Text that makes careless code look back: expressions and loops whose work grows with the square of it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from functools import partial

import pytest

from bot.discord import localised_lines, markdown
from bot.discord.cards import session as session_cards
from bot.discord.localised_lines import line_in
from bot.render.links import NotesSite
from bot.service import suggestions
from bot.service.suggestions import Suggestions
from embeddings import notes as reader
from embeddings.library import Library
from embeddings.notes import Source
from embeddings.notes.formats import markdown as note_markdown
from embeddings.records import TextBlock
from embeddings.text import markdown_words, tokens
from tests.attacks.defence import session_of, stands_only_by
from tests.attacks.growth import Work, check_in_proportion, in_proportion_only_by, times_as_long

NUMBER = itertools.count(1000)

HOSTILE = (
    "[" * 200, "![" * 100, "*_" * 100, "`" * 200, "<" * 200, "a@" * 100, "(" * 200, "http://a." * 30,
    "- " * 100, "> " * 100, "|" * 200, "&amp;" * 50, "\\" * 200, "1 " * 100, "A B - " * 40, ": " * 100,
    "Ann Bee and " * 20, "10:00 - " * 30, "\u0301" * 200, "word. " * 40, "--- " * 60,
)  # fmt: skip
SLOW = re.compile("x*y")
"""An expression that looks on from every place: what careless code would hold."""


def careless(work: Callable[..., object]) -> Callable[..., object]:
    """Return ``work`` as it would be with one expression that looks back."""

    def slower(text: str | list[str], *more: object) -> object:
        SLOW.search("x" * 10 * len("".join(text)))
        return work(text, *more)

    return slower


# ---------------------------------------------------------------------- the defences themselves

LIVE = "[a](b) ![c](d) <i> "
"""One of each, so that no search ends early because there is none in the whole text."""


def words_of(piece: str) -> Work:
    return lambda pieces: markdown_words.words(LIVE + piece * 50 * pieces)


@pytest.mark.parametrize("piece", ["<", "<a ", "<a<"])
def test_tags_are_taken_out_of_the_words_in_one_pass(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Defence: ``markdown_words._without_tags`` looks for no tag behind the last ``>``."""
    naive = re.compile(r"<[^>\n]+>")
    in_proportion_only_by(
        monkeypatch, words_of(piece), (markdown_words, "_without_tags", lambda line: naive.sub(" ", line))
    )


@pytest.mark.parametrize("piece", ["[", "![", "[a["])
def test_targets_are_taken_out_of_the_words_in_one_pass(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Defence: ``markdown_words._without_targets`` keeps what it found from one bracket to the next."""

    def naive(text: str, opening: str, around: str) -> str:
        return re.sub(rf"{re.escape(opening)}([^\]]*)\]\([^)]*\)", rf"{around}\1{around}", text)

    in_proportion_only_by(monkeypatch, words_of(piece), (markdown_words, "_without_targets", naive))


def test_what_is_typed_is_compared_in_its_beginning_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Defence: autocomplete looks at as many characters as a choice may have (``CHOICE_TEXT``)."""
    offered = Suggestions(tuple(session_of(f"A talk of kelp and reefs {n}", id=f"s{n}") for n in range(3000)))

    def check() -> None:
        most = 3
        long = partial(offered.suggest_sessions, "kelpreefs" * 700)
        short = partial(offered.suggest_sessions, "kelpreefs" * 11)
        assert times_as_long(long, short, lambda found: found < most) < most

    stands_only_by(monkeypatch, check, (suggestions, "TEXT", 6000))


# ---------------------------------------------------------------------- whole ways, from text to reply


def read(text: str) -> None:
    """Read a note that was not read before: what was is remembered."""
    reader.read([Source("n.md", f"# T {next(NUMBER)}\n\n## S\n\nx {text}".encode())])


def show(text: str) -> None:
    """Lay a session's whole text on cards."""
    session_cards.whole_message(session_of("T"), [TextBlock("prose", text, 1, 2)], "k", 0, NotesSite())


@pytest.mark.parametrize("end", ["\n", ""], ids=["lines", "one line"])
@pytest.mark.parametrize("piece", HOSTILE)
def test_notes_take_time_in_proportion_to_their_length(piece: str, end: str) -> None:
    check_in_proportion(lambda pieces: read((piece + end) * pieces))


def open_fences(pieces: int) -> str:
    """Return fences of which none is closed before the heading, and that are looked for behind it."""
    return "```a\n\n" * 10 * pieces + "## H\n\n```a\n\ntext\n\n```\n"


def closed_headings(pieces: int) -> str:
    return "<h1>a" + "</h1>" * 50 * pieces + "x\n"


def open_comments(pieces: int) -> str:
    return "<!-- a\n\n## H\n\n" * 5 * pieces


def talks_of_a_table(pieces: int) -> str:
    rows = "".join(f"| Talk number {row} of it | Anna Berg |\n" for row in range(2 * pieces))
    notes = "".join(f"## Talk number {row} of it\n\nnotes\n\n" for row in range(2 * pieces))
    return f"\n\n| Title | Speaker |\n|---|---|\n{rows}\n{notes}"


def linked_lines(pieces: int) -> str:
    return "[a](https://a.example/) [b](https://b.example/) c\n" * 500 * pieces


def pictured_lines(pieces: int) -> str:
    return "![a](b.png) c\n" * 10 * pieces


@pytest.mark.parametrize(
    "text", [open_fences, closed_headings, open_comments, talks_of_a_table, linked_lines, pictured_lines]
)
def test_notes_of_one_kind_all_over_take_time_in_proportion(text: Callable[[int], str]) -> None:
    check_in_proportion(lambda pieces: read(text(pieces)))


@pytest.mark.parametrize(
    "piece", [*HOSTILE, "tape " * 20, "x'\" OR NEAR(" * 20, "day 1 " * 20, "which sessions " * 20]
)
def test_a_question_takes_time_in_proportion_to_its_length(piece: str, library: Library) -> None:
    """The command line sets no limit to a question."""
    check_in_proportion(lambda pieces: library.ask("what about " + piece * pieces))


@pytest.mark.parametrize("piece", ["*_", "[](", "\n- ", "a ", "`", "😀", "\n", "word "])
def test_a_card_takes_time_in_proportion_to_its_text(piece: str) -> None:
    check_in_proportion(lambda pieces: show(piece * 50 * pieces))


def test_a_line_that_is_longer_than_all_phrases_is_left_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Defence: ``localised_lines`` looks for phrases in lines of some length at most, as a phrase may be."""
    long = "“a” for “b”, " * 200 + "1 session"

    def check() -> None:
        assert line_in(long, "ja", own=True) == long

    stands_only_by(monkeypatch, check, (localised_lines, "_LONGEST", 10_000))


@pytest.mark.parametrize("way", ["notes", "question", "card"])
def test_one_careless_expression_on_the_way_is_noticed(
    way: str, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: there is none of these; with one the measures above fail."""
    text = "word " * 10
    work, module, name = {
        "notes": (lambda pieces: read(text * pieces), note_markdown, "parse"),
        # With a word that asks for something: a question of none is answered before anything is searched.
        "question": (lambda pieces: library.ask("what about kelp " + text * pieces), tokens, "tokenize"),
        "card": (lambda pieces: show(text * pieces), markdown, "escape"),
    }[way]
    in_proportion_only_by(monkeypatch, work, (module, name, careless(getattr(module, name))))
