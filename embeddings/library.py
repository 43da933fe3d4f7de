"""The core's front door: open a library, keep it up to date, ask it.

A Library may be used from many threads. Each answer is made from one state of the library: what was ingested
last before it began, whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from embeddings import gate, proof
from embeddings.answer import compose
from embeddings.answer.compose import Considered
from embeddings.digest import announcements, recap, related
from embeddings.digest.announcements import Announcement
from embeddings.digest.recap import Recap
from embeddings.errors import LibraryError, QuothError
from embeddings.index.catalogue import Catalogue
from embeddings.index.embedders.sentence_transformers import Embedder, Progress, SentenceTransformerEmbedder
from embeddings.index.ingest import Report, ingest
from embeddings.index.snapshot import Snapshot
from embeddings.index.staleness import same_model, up_to_date
from embeddings.index.stores.sqlite import Store
from embeddings.index.vectors.faiss_index import VectorIndex
from embeddings.records import Answer, Quote, Session
from embeddings.records_reader import RecordsReader
from embeddings.text import tokens


class Library(RecordsReader):
    """What was ingested of a folder of notes, ready to be asked."""

    def __init__(self, notes: Path, path: Path, embedder: Embedder) -> None:
        """Use ``open`` instead, which brings the embedder that fits."""
        super().__init__(notes, path)
        self._embedder = embedder
        self._snapshot: Snapshot | None = None
        self._generation: str | None = None
        self._held: dict[str, tuple[str, Session]] = {}
        """The sessions of the state by id, each with the digest of its content."""

    @classmethod
    def open(
        cls, notes: Path, library: Path, *, model: Path | None = None, embedder: Embedder | None = None
    ) -> Library:
        """Open the library at ``library`` over the folder ``notes``; made at the first ``refresh``.

        ``model`` is a sentence-transformers folder (the packaged model by default). Several libraries may
        share one ``embedder`` instead, so that its model is loaded once. Raises ModelError.
        """
        return cls(notes, library, SentenceTransformerEmbedder(model) if embedder is None else embedder)

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            super().close()
            self._snapshot = None
            self._generation = None
            self._held = {}

    # ------------------------------------------------------------------ keeping up to date

    def refresh(self, progress: Progress | None = None) -> Report:
        """Ingest what changed in the notes; raises NotesError, LibraryError, ModelError and leaves all as it
        was.
        """
        store = Store(self.path, write=True)
        try:
            return ingest(self.notes, store, self._embedder, progress)
        finally:
            store.close()

    def up_to_date(self) -> bool:
        """Tell, without reading the notes, whether the library holds them as they are now."""
        try:
            store = Store(self.path)
        except LibraryError:
            return False
        try:
            return up_to_date(store, self.notes) and (
                same_model(store, self._embedder.stamp) or store.meta("model") == self._embedder.fingerprint
            )
        finally:
            store.close()

    def warm(self) -> None:
        """Load the model and the index now, so that the first question does not wait."""
        with self._lock, self._opened().snapshot():
            self._current()
            self._embedder.encode_queries(["warm up"])

    def _current(self) -> Snapshot:
        """Give the state to answer from; opened anew when the library was written since (lock held)."""
        store = self._opened()
        generation = store.meta("generation")
        if self._snapshot is None or generation != self._generation:
            model = store.meta("model")
            if model is None:
                raise LibraryError(f"The library {self.path} is empty: run `quoth ingest` first.")
            if model != self._embedder.fingerprint:
                raise LibraryError(
                    f"The library {self.path} was made with another model: "
                    "run `quoth ingest` to make it anew."
                )
            self._held = store.renewed(self._held)
            catalogue = Catalogue([session for _, session in self._held.values()], store.vocabulary())
            index = VectorIndex.open(
                store,
                self._embedder.dimension,
                self._embedder.fingerprint,
                None if self._snapshot is None else self._snapshot.index,
            )
            self._snapshot = Snapshot(catalogue, index, store, self._embedder, self.notes)
            self._generation = generation
        return self._snapshot

    @contextmanager
    def reading(self) -> Iterator[Snapshot]:
        """Give one state of the library that stays as it is meanwhile, for this thread alone."""
        with self._lock, self._opened().snapshot():
            yield self._current()

    # ------------------------------------------------------------------ asking

    def ask(self, text: str, *, day: str | None = None, session: str | None = None) -> Answer:
        """Answer a question; ``day`` keeps to a day, ``session`` (an id) to a session unless another is
        named.

        Raises UnknownDayError, and QuothError for a question without a word.
        """
        return self.consider([text], day=day, session=session)[0].answer

    def ask_many(self, texts: Sequence[str]) -> list[Answer]:
        """Answer several questions, encoded together."""
        return [considered.answer for considered in self.consider(texts)]

    def consider(
        self, texts: Sequence[str], *, day: str | None = None, session: str | None = None
    ) -> list[Considered]:
        """Answer several questions, each with the evidence that it was judged by."""
        # Half a character (a lone surrogate, from a shell or a web form) is no text that can be encoded.
        texts = [text.encode("utf-8", "replace").decode("utf-8") for text in texts]
        for text in texts:
            if not tokens.tokenize(text):
                raise QuothError(
                    "The question is empty: ask something, for example `what did the keynote cover?`."
                )
        with self.reading() as snapshot:
            pool = snapshot.catalogue.on_day(day) if day is not None else None
            prepared = [compose.prepare(snapshot, text) for text in texts]
            vectors = snapshot.embedder.encode_queries([p.text for p in prepared])
            found = [
                compose.consider(snapshot, p, v, pool=pool, session=session)
                for p, v in zip(prepared, vectors, strict=True)
            ]
        return [replace(one, answer=gate.proven_answer(self.notes, one.answer)) for one in found]

    # ------------------------------------------------------------------ the records

    def recaps(self, day: str | None = None) -> list[Recap]:
        """Tell a day, or all, in the notes' own words: a recap for each day that ``day`` names; raises
        UnknownDayError.
        """
        with self._lock, self._opened().snapshot():
            snapshot = self._current()
            found = recap.recaps(
                snapshot, snapshot.catalogue.sessions if day is None else snapshot.catalogue.on_day(day)
            )
        return [gate.proven_recap(self.notes, one) for one in found]

    def announced(self, day: str | None = None) -> list[Announcement]:
        """Give the sentences, of one day where named, that state launches, savings or figures; raises
        UnknownDayError.
        """
        with self._lock, self._opened().snapshot():
            snapshot = self._current()
            found = announcements.announced(
                snapshot, snapshot.catalogue.sessions if day is None else snapshot.catalogue.on_day(day)
            )
        return gate.proven_announcements(self.notes, found)

    def related(self, session_id: str, limit: int = 3) -> list[tuple[Session, str]]:
        """Give the sessions nearest to one, each with the words that both use; raises UnknownSessionError."""
        with self.reading() as snapshot:
            return related.related(snapshot, snapshot.catalogue.find(session_id), limit)

    def current(self, quote: Quote) -> bool:
        """Tell whether a quote still stands in the notes, word for word, at the lines that it names."""
        return proof.stands(self.notes, quote)

    def _read_catalogue(self, store: Store) -> Catalogue:
        if self._snapshot is not None and store.meta("generation") == self._generation:
            return self._snapshot.catalogue
        return super()._read_catalogue(store)
