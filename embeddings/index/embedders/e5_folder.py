"""What the file of multilingual-e5-small holds, written as a sentence-transformers folder.

Its tokenizer is SentencePiece's unigram model over text in NFKC; ``tokenizers`` has both. A text's vector is
the mean of its tokens'.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from embeddings.index.embedders.e5_file import Contents, Sizes
from embeddings.index.embedders.model_files import WEIGHTS, Prompts

PROMPTS = Prompts(query="query: ", chunk="passage: ")
"""What the model was trained to read before a question, and before a text that is searched."""
_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
    "w": "weight",
    "b": "bias",
}
"""The file's names of a layer's parts, as a BERT names them."""
_START, _PADDING, _END, _UNKNOWN, _MASK = "<s>", "<pad>", "</s>", "<unk>", "<mask>"
_CONTROLS = r"[\x01-\x08\x0b\x0e-\x1f\x7f\x8f\x9f]"
_BLANKS = r"[\t\n\f\r\u1680\u200b-\u200f\u2028\u2029\u2581\ufeff\ufffd]"
_WIDE_TILDE, _KEPT = "\uff5e", "\ue000"
"""The one common character that NFKC replaces and the tokenizer does not, and a stand-in meanwhile."""


def write(contents: Contents, target: Path) -> None:
    """Write the folder's files into ``target``, which is there; raises OSError, ValueError and KeyError."""
    from safetensors.numpy import save_file

    _tokenizer(contents).save(str(target / "tokenizer.json"))
    save_file(_state(contents), target / WEIGHTS, metadata={"format": "pt"})
    sizes = contents.sizes
    parts = (("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize"))
    (target / "1_Pooling").mkdir()
    for name, content in {
        "config.json": _config(sizes),
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": sizes.positions,
            "bos_token": _START,
            "cls_token": _START,
            "eos_token": _END,
            "sep_token": _END,
            "pad_token": _PADDING,
            "unk_token": _UNKNOWN,
            "mask_token": _MASK,
        },
        "sentence_bert_config.json": {
            "max_seq_length": sizes.positions,
            "do_lower_case": False,
            # There are no weights of one, and vectors are not made from it.
            "model_args": {"add_pooling_layer": False},
        },
        "config_sentence_transformers.json": {
            "prompts": {"query": PROMPTS.query, "document": PROMPTS.chunk},
            "default_prompt_name": None,
        },
        "modules.json": [
            {"idx": i, "name": str(i), "path": path, "type": f"sentence_transformers.models.{kind}"}
            for i, (path, kind) in enumerate(parts)
        ],
        "1_Pooling/config.json": {
            "word_embedding_dimension": sizes.hidden,
            "pooling_mode_mean_tokens": True,
        },
    }.items():
        (target / name).write_text(json.dumps(content, indent=1), encoding="utf-8")


def _config(sizes: Sizes) -> dict[str, Any]:
    """Return the configuration of the model as transformers reads it."""
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_size": sizes.hidden,
        "num_hidden_layers": sizes.layers,
        "num_attention_heads": sizes.heads,
        "intermediate_size": sizes.intermediate,
        "vocab_size": sizes.vocabulary,
        "max_position_embeddings": sizes.positions,
        "type_vocab_size": sizes.types,
        "layer_norm_eps": sizes.epsilon,
        "hidden_act": "gelu",
        "pad_token_id": 1,
        "dtype": "float32",
    }


def _state(contents: Contents) -> dict[str, Any]:
    """Return the tensors by the names, and in the shapes, of a BERT without a pooler."""
    sizes = contents.sizes
    wide = {"fi.w": (sizes.intermediate, sizes.hidden), "fo.w": (sizes.hidden, sizes.intermediate)}
    named = {
        "emb.word": ("embeddings.word_embeddings.weight", (sizes.vocabulary, sizes.hidden)),
        "emb.pos": ("embeddings.position_embeddings.weight", (sizes.positions, sizes.hidden)),
        "emb.type": ("embeddings.token_type_embeddings.weight", (sizes.types, sizes.hidden)),
        "emb.ln.w": ("embeddings.LayerNorm.weight", (sizes.hidden,)),
        "emb.ln.b": ("embeddings.LayerNorm.bias", (sizes.hidden,)),
    }
    found = {}
    for name, tensor in contents.tensors.items():
        if name in named:
            full, shape = named[name]
        else:
            layer, part, kind = name.split(".")
            full = f"encoder.layer.{int(layer[1:])}.{_NAMES[part]}.{_NAMES[kind]}"
            square = (sizes.hidden, sizes.hidden) if kind == "w" and not part.endswith("ln") else (-1,)
            shape = wide.get(f"{part}.{kind}", square)
        found[full] = tensor.reshape(shape)
    return found


def _tokenizer(contents: Contents) -> Any:
    """Return the tokenizer: unigram pieces over text in NFKC, blanks as "▁"."""
    from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

    pieces = contents.pieces
    places = {piece: place for place, (piece, _) in enumerate(pieces)}
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=places[_UNKNOWN]))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex(_CONTROLS), ""),
            normalizers.Replace(Regex(_BLANKS), " "),
            normalizers.Replace(_WIDE_TILDE, _KEPT),
            normalizers.NFKC(),
            normalizers.Replace(_KEPT, _WIDE_TILDE),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(prepend_scheme="always")
    tokenizer.add_special_tokens([_START, _PADDING, _END, _UNKNOWN, _MASK])
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{_START} $A {_END}",
        pair=f"{_START} $A {_END} {_END} $B {_END}",
        special_tokens=[(_START, places[_START]), (_END, places[_END])],
    )
    return tokenizer
