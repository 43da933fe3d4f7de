"""The adapter: what the reader adds to the packaged model's weights, a file that comes with Quoth.

It holds low-rank additions to linear layers (``NAME.up`` and ``NAME.down``, LoRA), whole parameters that
replace the model's (layer norms, token types) and the reader's own heads (``answers``, ``none``,
``sentence``), all in half precision. How it was trained stands in ``tests/benchmarks/reader``; whose texts it
was trained on, and its licence, in ``ADAPTER-LICENSE.md`` beside it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
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


def merged(weights: Mapping[str, Tensor], adapter: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Return an encoder's weights with an adapter's merged into them; those that it leaves are shared.

    Raises ValueError for an adapter that adds to what the encoder has not.
    """
    found = dict(weights)
    for name, value in adapter.items():
        if not name.startswith(_ENCODER) or name.endswith(".down"):
            continue
        stem = name.removeprefix(_ENCODER)
        if stem.endswith(".up"):
            of = f"{stem.removesuffix('.up')}.weight"
            down = adapter[f"{name.removesuffix('.up')}.down"].float()
            if of in found:
                found[of] = found[of].float() + SCALE * value.float() @ down
                continue
        elif stem in found:
            found[stem] = value.float()
            continue
        raise ValueError(f"the encoder has no weights for {name}")
    return found
