"""Finds the means of the multilingual model's vectors, and its scale, on invented notes in several languages.

Run by hand: ``python -m tests.benchmarks.centre OUT`` writes the file that ``multilingual.py`` reads, and
prints the scale. Each language weighs the same. What is printed of each collection is measured with the means
of the other languages: how often the nearest chunk is of the right session, by the model's own vectors and by
those less the means.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from embeddings.evaluation import read_questions
from embeddings.index.embedders.multilingual import MultilingualEmbedder
from embeddings.index.embedders.sentence_transformers import SentenceTransformerEmbedder
from embeddings.library import Library
from embeddings.text.same_title import same_title

COLLECTIONS = Path(__file__).parents[1] / "collections"
READER = Path(__file__).parent / "reader" / "data"
Array = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Vectors:
    """A collection's chunks and questions: shapes (chunks, dim) and (questions, dim)."""

    language: str
    chunks: Array
    questions: Array
    right: Sequence[Flags]
    """For each question which chunks are of its session."""

    def less(self, means: tuple[Array, Array]) -> Vectors:
        """Return the same without the means."""
        return Vectors(
            self.language, unit(self.chunks - means[0]), unit(self.questions - means[1]), self.right
        )

    def first(self) -> float:
        """Return the share of the questions whose nearest chunk is of the right session."""
        nearest = (self.questions @ self.chunks.T).argmax(axis=1)
        return float(np.mean([right[at] for right, at in zip(self.right, nearest, strict=True)]))

    def levels(self) -> Array:
        """Return the mean cosine of a question with any chunk, the nearest wrong one, the nearest right."""
        rows = []
        for cosines, right in zip(self.questions @ self.chunks.T, self.right, strict=True):
            rows.append([cosines.mean(), cosines[~right].max(), cosines[right].max()])
        return np.asarray(np.array(rows).mean(axis=0))


def unit(vectors: Array) -> Array:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))


class Bare(MultilingualEmbedder):
    """The model as it gives its vectors."""

    centred = False


def collections() -> Iterator[tuple[str, Path, Path]]:
    """Return name, notes and questions of every invented collection with questions for fitting."""
    for questions in sorted((READER / "questions").glob("*.jsonl")):
        own = READER / "notes" / questions.stem
        yield questions.stem, own if own.is_dir() else COLLECTIONS / questions.stem / "notes", questions


def load(
    name: str, notes: Path, questions: Path, embedder: SentenceTransformerEmbedder, folder: Path
) -> Vectors:
    library = Library(notes, folder / f"{name}.db", embedder)
    library.refresh()
    labels = [label for label in read_questions(questions) if label.sessions]
    with library.reading() as snapshot:
        ids = snapshot.store.vector_ids().tolist()
        fields = snapshot.store.indexed(ids)
        sessions = [snapshot.catalogue.by_id[fields[chunk][0]] for chunk in ids]
        chunks = snapshot.index.vectors(ids).astype(float)
        languages = snapshot.store.languages()
    library.close()
    right = [
        np.array([any(same_title(s.title, t) for t in label.sessions) for s in sessions]) for label in labels
    ]
    kept = [i for i, one in enumerate(right) if one.any() and not one.all()]
    asked = embedder.encode_queries([labels[i].question for i in kept]).astype(float)
    language = max(languages, key=lambda one: languages[one])
    return Vectors(language, chunks, asked, [right[i] for i in kept])


def means(of: Sequence[Vectors]) -> tuple[Array, Array]:
    """Return the mean of chunks and of questions, each language weighing the same."""
    languages = sorted({one.language for one in of})
    found = []
    for field in ("chunks", "questions"):
        by_language = [
            np.mean([getattr(one, field).mean(axis=0) for one in of if one.language == language], axis=0)
            for language in languages
        ]
        found.append(np.mean(by_language, axis=0))
    return found[0], found[1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    out = parser.parse_args().out
    with tempfile.TemporaryDirectory() as folder:
        for name in ("bare", "packaged"):
            Path(folder, name).mkdir()
        own = Bare()
        bare = {n: load(n, notes, asked, own, Path(folder, "bare")) for n, notes, asked in collections()}
        plain = SentenceTransformerEmbedder()
        packaged = {
            n: load(n, notes, asked, plain, Path(folder, "packaged")) for n, notes, asked in collections()
        }
    everything = means(list(bare.values()))
    for name, one in bare.items():
        others = means([other for other in bare.values() if other.language != one.language])
        print(f"{name:14} {one.language} {one.first():.2f} {one.less(others).first():.2f}")
    out.write_text(
        json.dumps(
            {
                field: [round(float(x), 4) for x in mean]
                for field, mean in zip(("chunk", "question"), everything, strict=True)
            }
        )
        + "\n",
        encoding="utf-8",
    )
    # In English alone, which both models read.
    english = [name for name, one in bare.items() if one.language == "en"]
    ours = np.mean([bare[name].less(everything).levels() for name in english], axis=0)
    theirs = np.mean([packaged[name].levels() for name in english], axis=0)
    factor = (theirs[2] - theirs[0]) / (ours[2] - ours[0])
    print(f"levels {ours.round(3)}, of the packaged model {theirs.round(3)}")
    print(f"scale: offset {ours[2] - theirs[2] / factor:.3f}, factor {factor:.2f}")


if __name__ == "__main__":
    main()
