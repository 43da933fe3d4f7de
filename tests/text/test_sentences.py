"""Where sentences end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.text import sentences
from tests.attacks.growth import check_in_proportion


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences.spans(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("One lamp. Two lamps! Three?", ["One lamp.", "Two lamps!", "Three?"]),
        ("It rose by 3.5 metres. Then it fell.", ["It rose by 3.5 metres.", "Then it fell."]),
        ("Use version 2.0. It is out.", ["Use version 2.0.", "It is out."]),
        ("Many birds, e.g. Gulls, were heard.", ["Many birds, e.g. Gulls, were heard."]),
        ("Dr. Moss and Prof. Fenn agreed. We did not.", ["Dr. Moss and Prof. Fenn agreed.", "We did not."]),
        ("A talk by J. R. Moss was long. It ended.", ["A talk by J. R. Moss was long.", "It ended."]),
        ("Tide vs. Wind, etc. Wind won.", ["Tide vs. Wind, etc. Wind won."]),
        ("Buoys, ropes, ... and nets. All wet.", ["Buoys, ropes, ... and nets.", "All wet."]),
        ("And then… It sank.", ["And then…", "It sank."]),
        ("What?! No way.", ["What?!", "No way."]),
        ("(He left.) She stayed.", ["(He left.)", "She stayed."]),
        ("She said “Stop.” Nobody did.", ["She said “Stop.”", "Nobody did."]),
        ("see harbour.example.org for more. Bye.", ["see harbour.example.org for more.", "Bye."]),
        ("1. Practise every day. Rest.", ["1. Practise every day.", "Rest."]),
        (" 1. Practise. In 2. Rest.", ["1. Practise.", "In 2.", "Rest."]),
        (
            "On 12 juil. We sailed on Thurs. 5 Dec. at dawn.",
            ["On 12 juil. We sailed on Thurs. 5 Dec. at dawn."],
        ),
        ("It happened in 2020. Nobody saw it.", ["It happened in 2020.", "Nobody saw it."]),
        ("潮が満ちる。船が出る！帰る？はい。", ["潮が満ちる。", "船が出る！", "帰る？", "はい。"]),
        ("他说：「走吧。」我们走了。", ["他说：「走吧。」", "我们走了。"]),
        ("First line\nstill the first.\n\nSecond", ["First line\nstill the first.", "Second"]),
        ("no mark at all", ["no mark at all"]),
        ("  padded.  ", ["padded."]),
        ("", []),
        (" \n\t ", []),
    ],
)
def test_cuts_where_a_sentence_ends_and_nowhere_else(text: str, wanted: list[str]) -> None:
    assert cut(text) == wanted


writing = st.text(max_size=300) | st.text(alphabet='aB1 .!?…。！」")\n\t\u3000’e.g', max_size=300)


@given(writing)
def test_every_inked_character_lies_in_exactly_one_span(text: str) -> None:
    seen = [0] * len(text)
    for start, end in sentences.spans(text):
        assert start < end
        for place in range(start, end):
            seen[place] += 1
    assert all(count == 1 for count, c in zip(seen, text, strict=True) if not c.isspace())
    assert all(count <= 1 for count in seen)


@given(writing)
def test_spans_are_in_order_and_trimmed(text: str) -> None:
    found = list(sentences.spans(text))
    assert found == sorted(found)
    assert all(text[start:end] == text[start:end].strip() for start, end in found)


@pytest.mark.parametrize("piece", [".", "Ab cd ef. ", "5. ", ".)", ".\n \t", "。」", "a.\"'"])
def test_work_is_in_proportion_to_the_text(piece: str) -> None:
    check_in_proportion(lambda pieces: list(sentences.spans(piece * 100 * pieces + "x")))
