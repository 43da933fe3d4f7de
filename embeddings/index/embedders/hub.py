"""A model that is named by its place on the Hugging Face hub, fetched once into that library's own cache."""

from __future__ import annotations

import os
from pathlib import Path

from embeddings.errors import ModelError

_FILES = ["*.json", "*.safetensors", "*.txt", "*.model"]
"""What a model is loaded from here: never a pickle."""
_SHOWN = 200
"""Characters of the hub's reason that are shown."""


def fetched(name: str) -> Path:
    """Return the folder of a model, fetched where it is not yet; ``name`` is "organisation/model".

    Raises ModelError where it cannot be had.
    """
    # Read when the hub's library is imported, so that a wish to stay offline holds.
    offline = os.environ.get("HF_HUB_OFFLINE", "").upper() in ("1", "ON", "YES", "TRUE")
    from huggingface_hub import snapshot_download
    from huggingface_hub.utils.tqdm import disable_progress_bars

    disable_progress_bars()
    try:
        return Path(snapshot_download(name, allow_patterns=_FILES, local_files_only=offline))
    except Exception as error:  # the network, the hub and the disk fail in as many ways
        reason = (
            "HF_HUB_OFFLINE is set" if offline else str(error).strip().split("\n")[0][:_SHOWN].rstrip(".")
        )
        raise ModelError(
            f"QUOTH_MODEL is {name!r}: there is no such folder, and no such model could be fetched from the "
            f"Hugging Face hub ({reason})."
        ) from error
