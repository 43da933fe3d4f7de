"""Text that makes careless code look back: expressions, parsers and loops that take the square of its length.

Work is measured in processor time of its own thread, so that a busy machine changes little. Eight times the
text may take sixteen times as long; quadratic work takes up to sixty-four times.
"""

from __future__ import annotations

import itertools
import re
import time
from collections.abc import Callable

import pytest

from bot.discord import markdown
from bot.discord.embeds import cards
from bot.discord.embeds.cards import Look
from bot.service import suggestions
from bot.service.suggestions import Suggestions
from embeddings import notes as reader
from embeddings import proof
from embeddings.library import Library
from embeddings.notes import Source
from embeddings.notes import reader as note_reader
from embeddings.records import TextBlock
from embeddings.text import markdown_words as note_words
from embeddings.text import tokens
from tests.attacks.defence import session_of, stands_only_by

MOST = 16
NUMBER = itertools.count(1000)
FLOOR = 0.01
"""Seconds below which nothing is measured."""

HOSTILE = (
    "[" * 200, "![" * 100, "*_" * 100, "`" * 200, "<" * 200, "a@" * 100, "(" * 200, "http://a." * 30,
    "- " * 100, "> " * 100, "|" * 200, "&amp;" * 50, "\\" * 200, "1 " * 100, "A B - " * 40, ": " * 100,
    "Ann Bee and " * 20, "10:00 - " * 30, "\u0301" * 200, "word. " * 40, "--- " * 60,
)  # fmt: skip
SLOW = re.compile("x*y")
"""An expression that looks on from every place: what careless code would hold."""


def seconds(work: Callable[[], object]) -> float:
    at = time.thread_time()
    work()
    return time.thread_time() - at


def in_proportion(work: Callable[[int], object], times: int) -> None:
    """Fail where ``work`` on eight times as much takes far more than eight times as long."""
    small = min(seconds(lambda: work(times)) for _ in range(2))
    large = seconds(lambda: work(8 * times))
    if large >= max(FLOOR, small) * MOST:  # once more: something else may have come between
        large = min(large, seconds(lambda: work(8 * times)))
    assert large < max(FLOOR, small) * MOST, f"{small:.3f} s, {large:.3f} s"


def repeated(piece: str, many: int) -> str:
    return piece * (2000 * many // len(piece))


def careless(work: Callable[..., object]) -> Callable[..., object]:
    """Give ``work`` as it would be with one expression that looks back."""

    def slower(text: str | list[str], *more: object) -> object:
        SLOW.search("x" * len("".join(text)))
        return work(text, *more)

    return slower


# ---------------------------------------------------------------------- the defences themselves


@pytest.mark.parametrize("piece", ["<", "<a ", "<a<"])
def test_tags_are_taken_out_of_a_proof_in_one_pass(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Defence: ``proof._without_tags`` looks for no tag behind the last ``>``."""

    def check() -> None:
        in_proportion(lambda many: proof._plain.__wrapped__(repeated(piece, many)), 1)

    naive = re.compile(r"<[^>\n]+>")
    stands_only_by(monkeypatch, check, (proof, "_without_tags", lambda line: naive.sub(" ", line)))


@pytest.mark.parametrize("piece", ["[", "![", "[a["])
def test_targets_are_taken_out_of_a_proof_in_one_pass(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Defence: ``proof._without_targets`` keeps what it found from one bracket to the next."""

    def check() -> None:
        in_proportion(lambda many: proof._plain.__wrapped__(repeated(piece, many)), 1)

    def naive(text: str, opening: str, around: str) -> str:
        return re.sub(rf"{re.escape(opening)}([^\]]*)\]\([^)]*\)", rf"{around}\1{around}", text)

    stands_only_by(monkeypatch, check, (proof, "_without_targets", naive))


@pytest.mark.parametrize(
    ("piece", "name", "naive"),
    [
        ("<", "_TAG", r"<[^>\n]+>"),
        ("[", "_LINK", r"\[([^\]]*)\]\([^)]*\)"),
        ("![", "_IMAGE", r"!\[([^\]]*)\]\([^)]*\)"),
    ],
)
def test_the_readers_expressions_look_so_far_and_no_further(
    piece: str, name: str, naive: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: bounded repetitions in ``embeddings.text.markdown_words``."""

    def check() -> None:
        in_proportion(lambda many: note_words.words(repeated(piece, many)), 1)

    stands_only_by(monkeypatch, check, (note_words, name, re.compile(naive)))


def test_what_is_typed_is_compared_in_its_beginning_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Defence: autocomplete looks at as many characters as a choice may have (``shelf.CHOICE_TEXT``)."""
    offered = Suggestions(tuple(session_of(f"A talk of kelp and reefs {n}", id=f"s{n}") for n in range(3000)))

    def check() -> None:
        short = seconds(lambda: offered.suggest_sessions("xq " * 30))
        long = seconds(lambda: offered.suggest_sessions("".join(f"q{n} " for n in range(1000))))
        assert long < max(FLOOR, short) * 3, f"{short:.3f} s, {long:.3f} s"

    stands_only_by(monkeypatch, check, (suggestions, "CHOICE_TEXT", 6000))


# ---------------------------------------------------------------------- whole ways, from text to reply


def read(text: str) -> None:
    """Read a note that was not read before: what was is remembered."""
    reader.read([Source("n.md", f"# T {next(NUMBER)}\n\n## S\n\nx {text}".encode())])


@pytest.mark.parametrize("piece", HOSTILE)
def test_notes_take_time_in_proportion_to_their_length(piece: str) -> None:
    """As many lines, and as one line."""
    in_proportion(lambda many: read((piece * 10 + "\n") * many), 2)
    in_proportion(lambda many: read(piece * 10 * many), 2)


@pytest.mark.parametrize("piece", [*HOSTILE, "tape ", "x'\" OR NEAR(", "day 1 ", "which sessions "])
def test_a_question_takes_time_in_proportion_to_its_length(piece: str, library: Library) -> None:
    """The command line sets no limit to a question."""
    in_proportion(lambda many: library.ask(f"what about {piece * 20}" * many), 1)


def _card(text: str) -> None:
    cards.whole_post(session_of("T"), [TextBlock("prose", text, 1, 2)], "k", 0, Look())


@pytest.mark.parametrize("piece", ["*_", "[](", "\n- ", "a ", "`", "😀", "\n", "word "])
def test_a_card_takes_time_in_proportion_to_its_text(piece: str) -> None:
    in_proportion(lambda many: _card(piece * 200 * many), 4)


@pytest.mark.parametrize("way", ["notes", "question", "card"])
def test_one_careless_expression_on_the_way_is_noticed(
    way: str, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: there is none of these; with one the measures above fail."""
    text = "word " * 150

    def notes(many: int) -> None:
        read(text * 3 * many)

    def question(many: int) -> None:
        library.ask(f"what about {text * many}")

    def card(many: int) -> None:
        _card(text * 2 * many)

    work, module, name = {
        "notes": (notes, note_reader, "parse"),
        "question": (question, tokens, "tokenize"),
        "card": (card, markdown, "escape"),
    }[way]
    slower = careless(getattr(module, name))
    stands_only_by(monkeypatch, lambda: in_proportion(work, 2), (module, name, slower))
