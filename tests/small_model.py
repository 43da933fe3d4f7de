"""Quoth with the tests' small embedder: ``python -m tests.small_model ARGUMENTS``.

For where the model is not the point: the real library, and the command line as ``quoth`` takes it.
"""

from __future__ import annotations

import embeddings.library
from embeddings.index.embedders import choice
from tests.fakes import FakeEmbedder


def use_small_model() -> None:
    """Have every library of this process take the small embedder, whatever its notes are."""

    def small(_wanted: object = None) -> choice.OneModel:
        return choice.OneModel(FakeEmbedder())

    choice.ModelChoice = embeddings.library.ModelChoice = small  # type: ignore[assignment, attr-defined, misc]


if __name__ == "__main__":
    from bot.cli.main import main

    use_small_model()
    main()
