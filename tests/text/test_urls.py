"""Addresses in plain text, without what stands around them."""

from __future__ import annotations

import pytest

from embeddings.text.urls import find_urls, replace_urls
from tests.attacks.growth import check_in_proportion


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ("see https://ropes.example.org/knots.", ["https://ropes.example.org/knots"]),
        ("(https://ropes.example.org/knots)", ["https://ropes.example.org/knots"]),
        ("https://ropes.example.org/knot_(bend), and", ["https://ropes.example.org/knot_(bend)"]),
        ("https://ropes.example.org/knot_(bend))!?).", ["https://ropes.example.org/knot_(bend)"]),
        (
            "<http://a.example.org/b> and www.ropes.example.org",
            ["http://a.example.org/b", "www.ropes.example.org"],
        ),
        ("在https://ropes.example.org/结。好", ["https://ropes.example.org/结"]),
        ("见 https://ropes.example.org/a，好", ["https://ropes.example.org/a"]),
        ("youtu.be/abc and github.com/ropes/knots.", ["youtu.be/abc", "github.com/ropes/knots"]),
        ("gone to ropes.example.com/knots, and", ["ropes.example.com/knots"]),
        ("and/or node.js/npm, read.me/, a.md/b", []),
        ("slides - bit.ly/knots22, dev.to/ropes", ["bit.ly/knots22", "dev.to/ropes"]),
        ("tech.ropes.co.kr/", ["tech.ropes.co.kr/"]),
        ("main.rs/lib, run.sh/all, a.py/b", []),
        ("me@github.com/ropes, my.github.com/ropes", ["my.github.com/ropes"]),
        ("node.js and e.g. this", []),
        ("no address", []),
        ("", []),
    ],
)
def test_addresses_are_found_without_the_punctuation_after_them(text: str, urls: list[str]) -> None:
    assert find_urls(text) == urls


@pytest.mark.parametrize("piece", [")", ".", "(x) ", "www.", "github.com/.", "http://a."])
def test_work_is_in_proportion_to_the_text(piece: str) -> None:
    check_in_proportion(lambda pieces: find_urls("http://a.example/" + piece * 100 * pieces))


def test_addresses_are_put_other_words_for_and_what_stands_around_them_stays() -> None:
    text = "who spoke (https://ropes.example.org/a)? see www.knots.example.org, and ropes.example.org/b."
    wanted = "who spoke (it)? see it, and ropes.example.org/b."
    assert replace_urls(text, lambda _: "it") == wanted
