"""A passage as the model's tokens: ``[CLS] question [SEP] title [SEP] sentence | sentence | [SEP]``.

The question is the first segment of the model's two, title and sentences are the second. Training and use
share this file, so that both read the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from embeddings.answer.reader.protocol import Passage

QUESTION_TOKENS, TITLE_TOKENS, TEXT_TOKENS = 48, 24, 128
"""At most so many tokens are read of each; time is proportional to their sum."""
_PARTING = "|"


@dataclass(frozen=True, slots=True)
class Laid:
    """A passage as tokens."""

    ids: tuple[int, ...]
    question: int
    """Tokens of the first segment: the question with the two signs around it."""
    spans: tuple[tuple[int, int], ...]
    """Where each sentence stands, its parting sign included; (0, 0) where it was cut off."""


def lengths(tokenizer: Any, sentences: Sequence[str]) -> list[int]:
    """Return how many tokens each sentence takes, its parting sign included."""
    return [len(one.ids) + 1 for one in tokenizer.encode_batch(list(sentences), add_special_tokens=False)]


def lay_out(tokenizer: Any, passages: Sequence[Passage], *, most: int = TEXT_TOKENS) -> list[Laid]:
    """Return each passage as tokens, at most ``most`` of its sentences: the last may be cut short.

    ``tokenizer`` is a ``tokenizers.Tokenizer`` of a BERT vocabulary without truncation or padding.
    """
    texts = [text for one in passages for text in (one.question, one.title, *one.sentences)]
    tokens = iter(tokenizer.encode_batch(texts, add_special_tokens=False))
    begin, end, parting = (tokenizer.token_to_id(sign) for sign in ("[CLS]", "[SEP]", _PARTING))
    found = []
    for passage in passages:
        question = next(tokens).ids[:QUESTION_TOKENS]
        title = next(tokens).ids[:TITLE_TOKENS]
        ids = [begin, *question, end, *title, end]
        start, spans = len(ids), []
        for _ in passage.sentences:
            sentence = next(tokens).ids[: max(0, most - 1 - (len(ids) - start))]
            spans.append((len(ids), len(ids) + len(sentence) + 1) if sentence else (0, 0))
            ids += [*sentence, parting] if sentence else []
        ids.append(end)
        found.append(Laid(tuple(ids), len(question) + 2, tuple(spans)))
    return found
