"""Writes all that training needs into a folder: the packaged weights as halves, and pairs as tokens."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer

from embeddings.answer.reader import layout
from embeddings.index.embedders.model_files import WEIGHTS, packaged_folder
from embeddings.index.embedders.sentence_transformers import SentenceTransformerEmbedder
from tests.benchmarks.reader import pairs, public
from tests.benchmarks.reader.notes import Collection, in_use, look, pairs_of_collection
from tests.paths import COLLECTIONS

DATA = Path(__file__).parent / "data"
_UNUSED = ("pooler", "position_ids")
"""Parts of the weights that no reader has."""


def invented() -> list[Collection]:
    """Return the invented collections: those that the tests hold, and those made for training."""
    more = {file.stem: file for file in sorted((DATA / "questions").glob("*.jsonl"))}
    found = []
    for folder in sorted(COLLECTIONS.iterdir()):
        if (questions := folder / "questions.jsonl").is_file():
            further = more.pop(folder.name, None)
            files = (questions,) if further is None else (questions, further)
            found.append(Collection(folder.name, folder / "notes", files))
    return found + [Collection(name, DATA / "notes" / name, (file,)) for name, file in more.items()]


def named(corpora: Path, questions: Path) -> list[Collection]:
    """Return the collections of which ``questions`` has labelled questions and ``corpora`` the notes."""
    return [
        Collection(file.stem, corpora / file.stem, (file,))
        for file in sorted(questions.glob("*.jsonl"))
        if (corpora / file.stem).is_dir()
    ]


def tokenizer() -> Tokenizer:
    """Return the packaged model's tokenizer."""
    found = Tokenizer.from_file(str(packaged_folder() / "tokenizer.json"))
    found.no_truncation()
    found.no_padding()
    return found


def model(folder: Path) -> None:
    """Write the packaged configuration, and its weights in half precision."""
    shutil.copy(packaged_folder() / "config.json", folder / "config.json")
    weights = load_file(packaged_folder() / WEIGHTS)
    half = {name: w.to(torch.float16) for name, w in weights.items() if not name.startswith(_UNUSED)}
    save_file({name: w for name, w in half.items() if "position_ids" not in name}, folder / WEIGHTS)


def prepare(folder: Path, work: Path, articles: Path | None, real: Sequence[Collection]) -> None:
    """Write what there is: ``public.npz`` of ``articles``, ``notes.npz``, ``real.npz`` (not trained on)."""
    folder.mkdir(parents=True, exist_ok=True)
    model(folder)
    words = tokenizer()
    embedder = SentenceTransformerEmbedder()
    if articles is not None:
        print(pairs.write(folder / "public.npz", words, public.read(articles)), "public pairs")

    def lengths(sentences: Sequence[str]) -> list[int]:
        return layout.lengths(words, sentences)

    own = invented()
    found = []
    for collection in own:
        strangers = [label for other in own if other is not collection for label in other.labels()]
        library = collection.library(work, embedder)
        found += pairs_of_collection(library, collection, lengths, strangers)
        library.close()
    print(pairs.write(folder / "notes.npz", words, found), "pairs over invented notes")
    judged = []
    for collection in real:
        library = collection.library(work, embedder)
        for number, looked in enumerate(look(library, collection.labels())):
            judged += in_use(looked, collection.name, number, lengths, looked.label.kind)
        library.close()
    if judged:
        print(pairs.write(folder / "real.npz", words, judged), "pairs over real notes, to judge by")
