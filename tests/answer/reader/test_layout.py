"""A passage as tokens: what the model reads of it, in training and in use."""

from __future__ import annotations

import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.pre_tokenizers import BertPreTokenizer

from embeddings.answer.reader.layout import lay_out, lengths
from embeddings.answer.reader.protocol import Passage

WORDS = ["[UNK]", "[CLS]", "[SEP]", "|", "who", "bakes", "bread", "flour", "and", "water", "hot"]


@pytest.fixture
def tokenizer() -> Tokenizer:
    found = Tokenizer(WordPiece({word: i for i, word in enumerate(WORDS)}, unk_token="[UNK]"))
    found.pre_tokenizer = BertPreTokenizer()
    return found


def read(ids: tuple[int, ...]) -> str:
    return " ".join(WORDS[i] for i in ids)


def test_question_title_and_sentences_are_read_in_one_row(tokenizer: Tokenizer) -> None:
    (laid,) = lay_out(tokenizer, [Passage("who bakes", "bread", ("flour and water", "hot"))])
    assert read(laid.ids) == "[CLS] who bakes [SEP] bread [SEP] flour and water | hot | [SEP]"
    assert read(laid.ids[: laid.question]) == "[CLS] who bakes [SEP]"
    assert [read(laid.ids[start:end]) for start, end in laid.spans] == [
        "flour and water |",
        "hot |",
    ]


def test_a_sentence_takes_its_words_and_the_sign_that_parts_it(tokenizer: Tokenizer) -> None:
    assert lengths(tokenizer, ["flour and water", "hot"]) == [4, 2]


def test_what_is_beyond_the_most_is_cut_off_and_has_no_span(tokenizer: Tokenizer) -> None:
    sentences = ("flour and water", "hot bread and water", "hot")
    (laid,) = lay_out(tokenizer, [Passage("who", "bread", sentences)], most=7)
    assert read(laid.ids) == "[CLS] who [SEP] bread [SEP] flour and water | hot bread | [SEP]"
    assert laid.spans == ((5, 9), (9, 12), (0, 0))


def test_an_endless_question_leaves_the_sentences_their_room(tokenizer: Tokenizer) -> None:
    (laid,) = lay_out(tokenizer, [Passage("who " * 500, "bread " * 500, ("hot",))])
    assert len(laid.ids) <= 128
    assert read(laid.ids[slice(*laid.spans[0])]) == "hot |"
