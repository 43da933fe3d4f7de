"""The network that is trained: the packaged encoder with low-rank additions (LoRA), and two heads.

LoRA (Hu et al. 2021): a linear layer's weights stay as they are, and a product of two narrow matrices is
added to them. ``trained`` returns what the product's adapter file holds; ``SCALE`` is what it is added with.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertConfig, BertModel
from transformers.models.bert.modeling_bert import BertLayer

RANK = 16
SCALE = 2.0
_NOTHING = -1e4
"""Instead of minus infinity, which half precision lacks."""


class Added(nn.Module):
    """A linear layer with a low-rank addition."""

    def __init__(self, linear: nn.Linear) -> None:
        super().__init__()
        self.linear = linear
        self.down = nn.Parameter(torch.randn(RANK, linear.in_features) / math.sqrt(linear.in_features))
        self.up = nn.Parameter(torch.zeros(linear.out_features, RANK))
        self.dropout = nn.Dropout(0.05)

    def forward(self, x: Tensor) -> Tensor:
        narrow = functional.linear(self.dropout(x), self.down)
        return self.linear(x) + SCALE * functional.linear(narrow, self.up)  # type: ignore[no-any-return]


class Network(nn.Module):
    """Encoder and heads; ``folder`` holds config.json and model.safetensors, in any precision."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        config = BertConfig(**json.loads((folder / "config.json").read_text(encoding="utf-8")))
        config._attn_implementation = "sdpa"
        self.encoder = BertModel(config, add_pooling_layer=False)
        weights = {name: weight.float() for name, weight in load_file(folder / "model.safetensors").items()}
        missing = self.encoder.load_state_dict(weights, strict=False).missing_keys
        if unfound := [name for name in missing if "position_ids" not in name]:
            raise ValueError(f"{folder}/model.safetensors lacks {unfound[0]} and {len(unfound) - 1} more")
        self.encoder.requires_grad_(False)
        for layer in self.encoder.encoder.layer:
            assert isinstance(layer, BertLayer)
            heads = layer.attention.self
            for parent, names in (
                (heads, ("query", "key", "value")),
                (layer.attention.output, ("dense",)),
                (layer.intermediate, ("dense",)),
                (layer.output, ("dense",)),
            ):
                for name in names:
                    setattr(parent, name, Added(getattr(parent, name)))
        for name, parameter in self.encoder.named_parameters():
            if "LayerNorm" in name or "token_type" in name or name.endswith((".up", ".down")):
                parameter.requires_grad_(True)
        width = config.hidden_size
        self.answers = nn.Linear(width, 1)
        self.none = nn.Linear(width, 1)
        self.sentence = nn.Linear(width, 2)
        """How much a token counts within its sentence, and what it says."""

    def forward(self, batch: Mapping[str, Tensor]) -> tuple[Tensor, Tensor]:
        """Return log-odds that each passage answers (pairs,), and the scores (pairs, 1 + sentences).

        The first score is that no sentence answers. A batch has ``ids``, ``mask``, ``types`` and
        ``sentence`` (the number of the sentence that a token is of, -1 elsewhere), all (pairs, tokens).
        """
        states = self.encoder(
            input_ids=batch["ids"], attention_mask=batch["mask"], token_type_ids=batch["types"]
        ).last_hidden_state
        with torch.autocast(states.device.type, enabled=False):
            states = states.float()
            first = states[:, 0]
            counts, says = self.sentence(states).unbind(-1)
            sentences = int(batch["sentence"].max()) + 1
            number = torch.arange(sentences, device=states.device)
            inside = batch["sentence"][:, None, :] == number[None, :, None]
            share = counts[:, None, :].masked_fill(~inside, _NOTHING).softmax(-1)
            scores = (share * says[:, None, :]).sum(-1).masked_fill(~inside.any(-1), _NOTHING)
            return self.answers(first)[:, 0], torch.cat([self.none(first), scores], 1)

    def trained(self) -> dict[str, Tensor]:
        """Return what was trained, in half precision."""
        return {
            name: parameter.detach().half().cpu().contiguous()
            for name, parameter in self.named_parameters()
            if parameter.requires_grad
        }

    def restore(self, trained: Mapping[str, Tensor]) -> None:
        """Take up what was trained before; raises ValueError where it is not of this network."""
        if set(trained) != set(self.trained()):
            raise ValueError("what was trained is of another network")
        self.load_state_dict({name: weight.float() for name, weight in trained.items()}, strict=False)
