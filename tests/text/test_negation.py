"""Which sentences deny something, in the languages of notes."""

from __future__ import annotations

import pytest

from embeddings.text.negation import denies


@pytest.mark.parametrize(
    ("language", "denying", "other"),
    [
        ("en", "The lamp doesn’t burn.", "The lamp burns, notes say."),
        ("en", "Nobody rows out.", "Everybody rows out."),
        ("de", "Die Lampe brennt nicht.", "Die Lampe brennt."),
        ("de", "Keiner rudert hinaus.", "Einer rudert hinaus."),
        ("fr", "La lampe n’éclaire plus.", "La lampe éclaire."),
        ("es", "Nadie rema jamás.", "Todos reman."),
        ("pt", "A lâmpada não acende.", "A lâmpada acende."),
        ("it", "La lampada non brucia.", "La lampada brucia."),
        ("nl", "De lamp brandt niet.", "De lamp brandt."),
        ("ru", "Лампа не горит.", "Лампа горит."),
        ("ja", "灯台は光りません。", "灯台は光ります。"),
        ("ko", "등대는 빛나지 않습니다.", "등대는 빛납니다."),
        ("zh", "灯塔不发光。", "灯塔发光。"),
        ("fi", "Lamppu ei pala.", "Lamppu palaa."),
    ],
)
def test_a_sentence_denies_by_the_words_of_its_language(language: str, denying: str, other: str) -> None:
    assert denies(denying, language) == (language != "fi"), "a language without words here denies nothing"
    assert not denies(other, language)
