from __future__ import annotations

from itertools import product

import pytest

from embeddings.index.embedders.scripts import unread
from embeddings.index.embedders.sentence_transformers import SentenceTransformerEmbedder

KANA_PAIRS = ["".join(pair) for pair in product("あいうえおかきくけこアイ", repeat=2)]


def test_a_vocabulary_of_latin_pieces_reads_no_other_script() -> None:
    assert unread(["the", "##ing", "été", "über"]) == {"zh", "ja", "ko", "ru"}


@pytest.mark.parametrize(
    ("language", "pieces"),
    [
        ("zh", [chr(0x4E00 + n) for n in range(2000)]),
        ("ja", KANA_PAIRS),
        ("ko", [chr(0xAC00 + n) for n in range(400)]),
        ("ru", ["".join(letters) for letters in product("авеинорст", repeat=3)]),
    ],
)
def test_a_vocabulary_with_many_pieces_of_a_script_reads_its_language(
    language: str, pieces: list[str]
) -> None:
    assert language not in unread(pieces)
    assert language in unread(pieces[:50]), "a few signs are in every vocabulary"


def test_the_packaged_model_reads_no_east_asian_script(packaged: SentenceTransformerEmbedder) -> None:
    assert [language for language in ("en", "fr", "zh", "ja", "ko", "ru") if packaged.reads(language)] == [
        "en",
        "fr",
    ]
