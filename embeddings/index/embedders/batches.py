"""Texts in batches for a model: those of like lengths together, no batch larger than a core's cache takes."""

from __future__ import annotations

from collections.abc import Sequence

BATCH_TOKENS = 512
"""Most tokens of a batch: what a layer makes of them stays in a core's cache; 256 and 2048 were slower."""


def of_like_lengths(tokens: Sequence[int], most: int = BATCH_TOKENS) -> list[list[int]]:
    """Return the places of texts by batches, longest first, each of at most ``most`` tokens with its padding.

    ``tokens`` are the lengths of the texts; one that is longer than ``most`` is a batch alone.
    """
    batches: list[list[int]] = []
    for place in sorted(range(len(tokens)), key=lambda place: -tokens[place]):
        if batches and (len(batches[-1]) + 1) * tokens[batches[-1][0]] <= most:
            batches[-1].append(place)
        else:
            batches.append([place])
    return batches
