"""The adapter: what the reader adds to the packaged model's weights, a file that comes with Quoth.

It holds low-rank additions to linear layers (``NAME.up`` and ``NAME.down``, LoRA), whole parameters that
replace the model's (layer norms, token types) and the reader's own heads (``answers``, ``none``,
``sentence``), all in half precision. How it was trained stands in ``tests/benchmarks/reader``; whose texts it
was trained on, and its licence, in ``ADAPTER-LICENSE.md`` beside it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from embeddings.errors import ModelError

if TYPE_CHECKING:
    from torch import Tensor

FILE = Path(__file__).parent / "adapter.safetensors"
SHA256 = "00ffcb4be42ac4a6a384fa219dd89fb1894819ca7e2544da9099d5e60e306362"
SCALE = 2.0
"""What the low-rank additions are multiplied by, in training and here."""
HEADS = ("answers", "none", "sentence")
_ENCODER = "encoder."
_UP, _DOWN, _WEIGHT = ".up", ".down", ".weight"


def verify(path: Path = FILE, expected: str = SHA256) -> None:
    """Check an adapter's file; raises ModelError where it cannot be read, or is not the ``expected`` one."""
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(
            f"The answer reader's file {path} cannot be read ({error.strerror}): reinstall Quoth."
        ) from error
    if digest != expected:
        raise ModelError(
            f"The answer reader's file {path} is damaged (SHA-256 {digest[:12]}…, expected "
            f"{expected[:12]}…): reinstall Quoth."
        )


def merged(name: str, weight: Tensor, adapter: Mapping[str, Tensor]) -> Tensor:
    """Return an encoder's parameter with what an adapter adds to it, or what stands in its place there; the
    parameter itself where the adapter leaves it.
    """
    whole = adapter.get(f"{_ENCODER}{name}")
    if whole is not None:
        return whole.float()
    stem = f"{_ENCODER}{name.removesuffix(_WEIGHT)}"
    if not name.endswith(_WEIGHT) or f"{stem}{_UP}" not in adapter:
        return weight
    return weight.float() + SCALE * adapter[f"{stem}{_UP}"].float() @ adapter[f"{stem}{_DOWN}"].float()


def check(names: Collection[str], adapter: Mapping[str, Tensor]) -> None:
    """Raise ValueError for an adapter that adds to what an encoder of these parameters has not."""
    for name in adapter:
        stem = name.removeprefix(_ENCODER)
        of = next((f"{stem.removesuffix(end)}{_WEIGHT}" for end in (_UP, _DOWN) if stem.endswith(end)), stem)
        if stem != name and of not in names:
            raise ValueError(f"the encoder has no weights for {name}")
