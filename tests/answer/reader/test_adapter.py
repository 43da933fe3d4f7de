"""The adapter's file: whole or not used, and merged as it was trained."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import torch

from embeddings.answer.reader import adapter
from embeddings.errors import ModelError


def test_the_packaged_adapter_is_the_published_one_and_small() -> None:
    adapter.verify()
    assert adapter.FILE.stat().st_size <= 3_000_000
    assert (adapter.FILE.parent / "ADAPTER-LICENSE.md").is_file()


def test_a_damaged_adapter_is_told_in_a_sentence(tmp_path: Path) -> None:
    damaged = tmp_path / "adapter.safetensors"
    damaged.write_bytes(adapter.FILE.read_bytes()[:-1] + b"?")
    with pytest.raises(ModelError, match=r"adapter\.safetensors is damaged .*: reinstall Quoth\."):
        adapter.verify(damaged)


def test_a_missing_adapter_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"cannot be read \(No such file or directory\): reinstall Quoth\."):
        adapter.verify(tmp_path / "none.safetensors")


def test_low_rank_additions_are_added_and_whole_parameters_replaced() -> None:
    weights = {"a.weight": torch.ones(2, 3), "norm.weight": torch.ones(2), "words": torch.ones(4)}
    added = {
        "encoder.a.up": torch.tensor([[1.0], [0.0]]),
        "encoder.a.down": torch.tensor([[1.0, 2.0, 3.0]]),
        "encoder.norm.weight": torch.tensor([5.0, 6.0]),
        "answers.weight": torch.zeros(1, 2),
    }
    adapter.check(weights, added)
    found = {name: adapter.merged(name, weight, added) for name, weight in weights.items()}
    assert found["a.weight"].tolist() == [[3.0, 5.0, 7.0], [1.0, 1.0, 1.0]]
    assert found["norm.weight"].tolist() == [5.0, 6.0]
    assert found["words"] is weights["words"]
    assert weights["a.weight"].tolist() == [[1.0] * 3] * 2, "what was given is as it was"


@pytest.mark.parametrize("name", ["encoder.b.up", "encoder.b.down", "encoder.b.weight"])
def test_an_adapter_of_another_model_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=f"no weights for {re.escape(name)}"):
        adapter.check(["a.weight"], {name: torch.ones(1, 1)})
