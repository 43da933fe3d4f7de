"""Which language a text is in."""

from __future__ import annotations

import pytest

from embeddings.text.language import language_of_text


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The water is in the kettle.", "en"),
        ("La vapeur est dans la bouilloire et les tasses sont sur la table pour vous.", "fr"),
        ("Das Wasser ist in dem Kessel und der Tee wird nicht kalt.", "de"),
        ("Los barcos que hay en el puerto no son para las mareas del norte.", "es"),
        ("Os barcos que são do porto não vão para uma das marés com você.", "pt"),
        ("Il vapore non è nella teiera, gli ospiti sono con una tazza di tè.", "it"),
        ("Het water is niet in een ketel en de thee zijn wij ook maar bij het vuur.", "nl"),
        ("Вода кипит в чайнике.", "ru"),
        ("주전자에서 물이 끓는다.", "ko"),
        ("水烧开了以后，壶会发出声音。", "zh"),
        ("お湯が沸くとやかんが鳴ります。", "ja"),
        ("Kettles 3000", "en"),
        ("", "en"),
    ],
)
def test_the_language_of_a_text_is_told_by_its_letters_and_small_words(text: str, language: str) -> None:
    assert language_of_text(text) == language


def test_english_terms_in_a_text_do_not_make_it_english() -> None:
    assert (
        language_of_text("# Kubernetes in the cloud\n\nNous avons vu que les pods sont dans le cluster.")
        == "fr"
    )
    assert language_of_text("# The Kettle\n\nKubernetes の Pod はどのノードでも動きます。") == "ja"
