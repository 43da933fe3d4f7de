"""The answer reader: the packaged model with an adapter merged in, reading question and passage together.

It shares the table of words with the embedder's model (both map the same file), and has layers of its own.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from embeddings.answer.reader import adapter, layout
from embeddings.answer.reader.layout import Laid
from embeddings.answer.reader.protocol import Passage, Reading
from embeddings.errors import ModelError
from embeddings.index.embedders import model_files, scripts
from embeddings.index.embedders.batches import of_like_lengths
from embeddings.index.embedders.model_files import WEIGHTS

if TYPE_CHECKING:
    from torch import Tensor

_STEP = 8
"""Passages are padded to a multiple of so many tokens: oneDNN keeps what it made for each length, which for
250 passages, each padded to its own, came to 100 MB more.
"""
_LOWEST = -20.0
"""Log-odds of a sentence that was not read."""


class LoraReader:
    """Reads passages with the model in ``folder``, to which an adapter adds; loaded at the first use."""

    def __init__(self, folder: Path, adapter_file: Path = adapter.FILE, sha256: str = adapter.SHA256) -> None:
        """Check the adapter's file; raises ModelError where it is not there or not as it was published."""
        adapter.verify(adapter_file, sha256)
        self._folder = folder
        self._file = adapter_file
        self._lock = threading.Lock()

    @property
    def state(self) -> None:
        """Nothing to tell: passages are read."""

    def reads(self, language: str) -> bool:
        """Tell, by the pieces of words in its vocabulary, whether the model was trained on a language."""
        return language not in self._unread

    @cached_property
    def _unread(self) -> frozenset[str]:
        return scripts.unread_by(self._tokenizer)

    def lengths(self, sentences: Sequence[str]) -> list[int]:
        """Return the number of tokens of each sentence, its parting sign included."""
        return layout.lengths(self._tokenizer, sentences)

    def load(self) -> None:
        """Load the model now rather than at the first question; raises ModelError."""
        with self._lock:
            _ = self._model

    def read(self, passages: Sequence[Passage]) -> list[Reading]:
        """Return a reading for each passage, in their order; those of like length are read together."""
        if not passages:
            return []
        self.load()
        laid = layout.lay_out(self._tokenizer, passages)
        found: dict[int, Reading] = {}
        for batch in of_like_lengths([len(one.ids) for one in laid]):
            found |= zip(batch, self._read([laid[i] for i in batch]), strict=True)
        return [found[i] for i in range(len(passages))]

    def _read(self, laid: Sequence[Laid]) -> list[Reading]:
        """Read passages in one pass of the model."""
        import torch

        longest = math.ceil(max(len(one.ids) for one in laid) / _STEP) * _STEP
        ids, mask, types = torch.zeros(3, len(laid), longest, dtype=torch.long).unbind()
        for row, one in enumerate(laid):
            ids[row, : len(one.ids)] = torch.tensor(one.ids)
            mask[row, : len(one.ids)] = 1
            types[row, one.question : len(one.ids)] = 1
        model, heads = self._model
        with torch.inference_mode():
            states = model(
                input_ids=ids,
                token_type_ids=types,
                attention_mask=mask,
                position_ids=torch.arange(longest)[None],
            ).last_hidden_state
            told = {name: torch.nn.functional.linear(states, *heads[name]) for name in adapter.HEADS}
            return [_reading({name: told[name][row] for name in told}, one) for row, one in enumerate(laid)]

    @cached_property
    def _tokenizer(self) -> Any:
        return model_files.tokenizer(self._folder)

    @cached_property
    def _model(self) -> tuple[Any, Mapping[str, tuple[Tensor, Tensor]]]:
        """The encoder, and weight and bias of each head."""
        import torch
        from safetensors import SafetensorError, safe_open
        from safetensors.torch import load_file
        from transformers import BertConfig, BertModel

        from embeddings.index.embedders.onednn import pack

        try:
            added = load_file(self._file)
            heads = {
                name: (added[f"{name}.weight"].float(), added[f"{name}.bias"].float())
                for name in adapter.HEADS
            }
            config = BertConfig.from_pretrained(self._folder)
            with torch.device("meta"):
                model = BertModel(config, add_pooling_layer=False)
            adapter.check({name for name, _ in model.named_parameters()}, added)
            # Layer by layer: what a layer is merged from is let go of before the next one is read.
            for prefix, part in [("embeddings", model.embeddings), *_layers(model)]:
                names = {name: f"{prefix}.{name}" for name, _ in part.named_parameters()}
                with safe_open(self._folder / WEIGHTS, framework="pt") as file:
                    weights = {
                        name: adapter.merged(of, file.get_tensor(of), added) for name, of in names.items()
                    }
                part.load_state_dict(weights, assign=True)
                pack(part)
        except (OSError, ValueError, KeyError, RuntimeError, SafetensorError) as error:
            raise ModelError(f"The answer reader cannot be loaded ({error}): reinstall Quoth.") from error
        model.train(mode=False)
        return model, heads


def _layers(model: Any) -> list[tuple[str, Any]]:
    """Return the layers of an encoder, each with what the names of its parameters begin with."""
    return [(f"encoder.layer.{number}", layer) for number, layer in enumerate(model.encoder.layer)]


def _reading(told: Mapping[str, Tensor], laid: Laid) -> Reading:
    """Return what the heads tell of a passage: shape (tokens, 1) each, of ``sentence`` (tokens, 2)."""
    none = told["none"][0, 0]
    sentences = (
        _sentence(told["sentence"][start:end], none) if end else _LOWEST for start, end in laid.spans
    )
    return Reading(float(told["answers"][0, 0]), tuple(sentences))


def _sentence(told: Tensor, none: Tensor) -> float:
    """Return a sentence's log-odds from what its tokens count and say: shape (tokens, 2)."""
    counts, says = told.unbind(-1)
    return float((counts.softmax(0) * says).sum() - none)
