"""Prepared pairs on the device that trains, and batches of them of like lengths."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

_NEIGHBOURS = 40
"""Batches' worth of pairs that are sorted by length together: less padding, and still a mixture."""


class Pairs:
    """The pairs of an ``.npz`` file (see ``pairs``)."""

    def __init__(self, path: Path, device: str) -> None:
        self.arrays: dict[str, NDArray[Any]] = dict(np.load(path))
        self.device = device
        self.lengths = np.diff(self.arrays["begins"])
        self._ids = self._tensor(self.arrays["ids"].astype(np.int64))
        self._begins = self._tensor(self.arrays["begins"])
        sentence = np.full(len(self.arrays["ids"]), -1, dtype=np.int64)
        counts = np.diff(self.arrays["span_begins"])
        owners = np.repeat(np.arange(len(self.lengths)), counts)
        for row, owner in enumerate(owners):
            begin = self.arrays["begins"][owner]
            start, end = self.arrays["spans"][row]
            sentence[begin + start : begin + end] = row - self.arrays["span_begins"][owner]
        self._sentence = self._tensor(sentence)
        self.most = int(counts.max(initial=1))
        gold = np.zeros((len(self.lengths), self.most), dtype=bool)
        gold[owners, np.arange(len(owners)) - self.arrays["span_begins"][owners]] = self.arrays["gold"]
        self.gold = self._tensor(gold)
        self.answers = self._tensor(self.arrays["answers"].astype(np.float32))
        self.pointing = self._tensor(self.arrays["pointing"])
        self.weight = self._tensor(self.arrays["weight"])
        self._question = self._tensor(self.arrays["question_tokens"].astype(np.int64))

    def __len__(self) -> int:
        return len(self.lengths)

    def _tensor(self, values: NDArray[Any]) -> Tensor:
        return torch.as_tensor(values, device=self.device)

    @property
    def source(self) -> NDArray[Any]:
        """The name of each pair's source."""
        return self.arrays["sources"][self.arrays["source"]]  # type: ignore[no-any-return]

    @property
    def kind(self) -> NDArray[Any]:
        """The name of each pair's kind."""
        return self.arrays["kinds"][self.arrays["kind"]]  # type: ignore[no-any-return]

    def batch(self, places: NDArray[np.int64]) -> dict[str, Tensor]:
        """Return the pairs at ``places``, filled up to the longest."""
        rows = torch.as_tensor(places, device=self.device)
        longest = int(self.lengths[places].max())
        at = torch.arange(longest, device=self.device)[None]
        lengths = (self._begins[rows + 1] - self._begins[rows])[:, None]
        mask = at < lengths
        flat = (self._begins[rows][:, None] + at).clamp_(max=len(self._ids) - 1)
        zero, outside = torch.zeros_like(flat), torch.full_like(flat, -1)
        return {
            "ids": torch.where(mask, self._ids[flat], zero),
            "mask": mask.long(),
            "types": ((at >= self._question[rows][:, None]) & mask).long(),
            "sentence": torch.where(mask, self._sentence[flat], outside),
        }

    def batches(
        self, places: NDArray[np.int64], size: int, random: np.random.Generator | None
    ) -> Iterator[NDArray[np.int64]]:
        """Yield ``places`` in batches of like lengths, in random order; without ``random`` by length."""
        if random is None:
            order = places[np.argsort(self.lengths[places], kind="stable")]
            yield from (order[i : i + size] for i in range(0, len(order), size))
            return
        order = random.permutation(places)
        found: list[NDArray[np.int64]] = []
        for start in range(0, len(order), size * _NEIGHBOURS):
            part = order[start : start + size * _NEIGHBOURS]
            part = part[np.argsort(self.lengths[part], kind="stable")]
            found += [part[i : i + size] for i in range(0, len(part), size)]
        for i in random.permutation(len(found)):
            yield found[int(i)]


def of_sources(pairs: Pairs, sources: Sequence[str]) -> NDArray[np.int64]:
    """Return the places of the pairs of these sources."""
    return np.nonzero(np.isin(pairs.source, list(sources)))[0]
