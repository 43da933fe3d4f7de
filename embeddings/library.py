"""The core's front door: open a library, keep it up to date, ask it.

A Library may be used from many threads. Each answer is made from one state of the library: what was ingested
last before it began, whole; nobody waits for an answer or a recap that somebody else is given.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from embeddings import proof, proof_gate
from embeddings.answer import compose, follow_up, search, support
from embeddings.answer.compose import Considered
from embeddings.answer.reader.choice import reader_for, without_reader
from embeddings.answer.reader.protocol import AnswerReader
from embeddings.answer.search import Found
from embeddings.digest import announcements, recap, related
from embeddings.digest.announcements import Announcement
from embeddings.digest.recap import Recap
from embeddings.errors import EmptyQuestionError, LibraryError, ModelError
from embeddings.index import staleness
from embeddings.index.address import Place
from embeddings.index.catalogue import Catalogue
from embeddings.index.embedders.choice import AUTO, ModelChoice, OneModel
from embeddings.index.ingest import Report, ingest
from embeddings.index.protocols import Embedder, Models, Progress, Reader, VectorIndex, Vectors
from embeddings.index.snapshot import Snapshot
from embeddings.index.staleness import Clock
from embeddings.index.storage import Storage, storage_at
from embeddings.index.stores.sqlite import SqliteStore
from embeddings.records import Answer, Quote, Session
from embeddings.records_reader import RecordsReader
from embeddings.text import tokens


@dataclass(frozen=True, slots=True)
class _Held:
    """What is held in memory of one state of the library."""

    generation: str
    sessions: dict[str, tuple[str, Session]]
    """By id, each with the digest of its content."""
    catalogue: Catalogue
    index: VectorIndex
    embedder: Embedder
    """The one that it was made with."""
    reader: AnswerReader
    """The one that goes with it."""


class Library(RecordsReader):
    """What was ingested of a folder of notes, ready to be asked."""

    def __init__(
        self,
        notes: Path,
        library: Place | Storage,
        models: Embedder | Models,
        *,
        reader: AnswerReader | None = None,
        clock: Clock = time.time_ns,
    ) -> None:
        """Use the library in a file, a database, or another storage; ``open`` brings the models there are.

        ``reader`` reads what would answer; by default the one that goes with the embedder.
        """
        kept = library if isinstance(library, Storage) else storage_at(library)
        super().__init__(notes, kept.store)
        self._store = kept.store
        self._open_index = kept.open_index
        self._models: Models = models if isinstance(models, Models) else OneModel(models)
        self._given_reader = reader
        self._clock = clock
        self._lock = threading.Lock()
        self._held: _Held | None = None

    @classmethod
    def open(
        cls,
        notes: Path,
        library: Place,
        *,
        model: str | Path = AUTO,
        embedder: Embedder | None = None,
        models: Models | None = None,
        reader: AnswerReader | None = None,
    ) -> Library:
        """Open the library at ``library`` over the folder ``notes``; made at the first ``refresh``.

        ``model`` is what ``ModelChoice`` takes. Several libraries may share one ``embedder``, or ``models``
        to choose from, and one ``reader`` instead, so that each is loaded once. Raises ModelError.
        """
        if embedder is not None:
            return cls(notes, library, embedder, reader=reader)
        return cls(notes, library, ModelChoice(model) if models is None else models, reader=reader)

    @property
    def answer_reader(self) -> AnswerReader:
        """What reads the sentences that would answer; its ``state`` says why where nothing does.

        It goes with the model that the library was made with; raises LibraryError where it was not made yet.
        """
        with self._whole() as (_, held):
            return held.reader

    def reader_state(self) -> str | None:
        """Return why no reader has a part in answers, in a sentence; None where one has."""
        return self.answer_reader.state

    @property
    def path(self) -> Path:
        """The file of the library; raises LibraryError where it is kept in none."""
        if not isinstance(self._store, SqliteStore):
            raise LibraryError(f"The library {self._store.identity} is kept in no file.")
        return self._store.path

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            super().close()
            self._held = None

    # ------------------------------------------------------------------ keeping up to date

    def refresh(
        self, progress: Progress | None = None, *, replace_others: bool = False, as_newer: bool = True
    ) -> Report:
        """Ingest what changed in the notes; raises NotesError, LibraryError, ModelError and leaves all as it
        was.

        What a newer release read is left as it is, unless ``as_newer`` is False. Raises OtherNotesError where
        it holds another folder's notes, unless ``replace_others``.
        """
        return ingest(
            self.notes,
            self._store,
            self._models,
            progress,
            replace_others=replace_others,
            as_newer=as_newer,
            clock=self._clock,
        )

    def up_to_date(self) -> bool:
        """Tell, without reading the notes, whether the library holds them as they are now."""
        try:
            with self._store.read() as reader:
                state, languages = reader.state, reader.languages()
        except LibraryError:
            return False
        if not staleness.holds_notes(state, staleness.folder_fingerprint(self.notes, self._clock)):
            return False
        chosen = self._models.for_languages(languages).embedder
        return staleness.made_with(state, chosen.stamp, lambda: chosen.fingerprint)

    def warm(self) -> None:
        """Load the model and the index now, so that the first question does not wait."""
        with self._whole() as (snapshot, held):
            snapshot.embedder.encode_queries(["warm up"])
            try:
                held.reader.load()
            except ModelError as error:
                self._go_without_reader(held, error)

    @contextmanager
    def reading(self) -> Iterator[Snapshot]:
        """Return one state of the library that stays as it is meanwhile, for this thread alone."""
        with self._whole() as (snapshot, _):
            yield snapshot

    @contextmanager
    def _whole(self) -> Iterator[tuple[Snapshot, _Held]]:
        """Return one state of the library, and what is held in memory of it."""
        with ExitStack() as reading:
            held, reader = self._held, reading.enter_context(self._store.read())
            state = reader.state
            if held is None or state is None or state.generation != held.generation:
                reading.close()
                # Both together, so that who comes later reads no earlier state.
                with self._lock:
                    reader = reading.enter_context(self._store.read())
                    held = self._current(reader)
            yield Snapshot(held.catalogue, held.index.over(reader), reader, held.embedder, self.notes), held

    def _current(self, reader: Reader) -> _Held:
        """Return the state to answer from; read again when the library was written since (lock held)."""
        state, before = reader.state, self._held
        if before is not None and state is not None and state.generation == before.generation:
            return before
        if state is None:
            raise LibraryError(f"The library {self._store.identity} is empty: run `quoth ingest` first.")
        embedder = self._models.made(state)
        if embedder is None:
            raise LibraryError(
                f"The library {self._store.identity} was made with another model: "
                "run `quoth ingest` to make it again."
            )
        sessions = reader.renewed({} if before is None else before.sessions)
        catalogue = Catalogue([session for _, session in sessions.values()], reader.vocabulary())
        index = self._open_index(
            reader,
            embedder.dimension,
            embedder.fingerprint,
            None if before is None or before.embedder is not embedder else before.index,
        )
        if self._given_reader is not None:
            answer_reader = self._given_reader
        elif before is not None and before.embedder is embedder:
            answer_reader = before.reader
        else:
            answer_reader = reader_for(embedder)
        self._held = _Held(state.generation, sessions, catalogue, index, embedder, answer_reader)
        return self._held

    def _go_without_reader(self, held: _Held, error: ModelError) -> AnswerReader:
        """Have no reader from now on, since the one of a state failed; return what stands for it."""
        instead = without_reader(error)
        with self._lock:
            if self._held is not None and self._held.reader is held.reader:
                self._held = replace(self._held, reader=instead)
        return instead

    # ------------------------------------------------------------------ asking

    def ask(
        self, text: str, *, day: str | None = None, session: str | None = None, after: Answer | None = None
    ) -> Answer:
        """Answer a question; ``day`` keeps to a day, ``session`` (an id) to a session unless another is
        named.

        ``after`` is the reply that a follow-up follows on: it keeps to that one's first session, "the second
        one" is of its sessions, and "more" leaves its quotes out. Raises UnknownDayError, and
        EmptyQuestionError for a question without a word.
        """
        return self.consider([text], day=day, session=session, after=after)[0].answer

    def ask_many(self, texts: Sequence[str]) -> list[Answer]:
        """Answer several questions, encoded together."""
        return [considered.answer for considered in self.consider(texts)]

    def consider(
        self,
        texts: Sequence[str],
        *,
        day: str | None = None,
        session: str | None = None,
        after: Answer | None = None,
    ) -> list[Considered]:
        """Answer several questions, each with the evidence that it was judged by."""
        texts = [_with_words(text) for text in texts]
        with self._whole() as (snapshot, held):
            pool = snapshot.catalogue.on_day(day) if day is not None else None
            resolved = [follow_up.resolve(text, session, after) for text in texts]
            prepared = [compose.prepare(snapshot, one.text) for one in resolved]
            known = {
                i: at_once
                for i, one in enumerate(prepared)
                if (at_once := compose.without_search(snapshot, one)) is not None
            }
            searched = [i for i in range(len(texts)) if i not in known]
            vectors: dict[int, Vectors] = {}
            if searched:
                encoded = snapshot.embedder.encode_queries([prepared[i].text for i in searched])
                vectors = dict(zip(searched, encoded, strict=True))

            def settled(reader: AnswerReader) -> list[Considered]:
                found = [
                    known.get(i)
                    or compose.find(
                        snapshot,
                        prepared[i],
                        vectors[i],
                        pool=pool,
                        session=resolved[i].session,
                        after=after,
                        reader=reader,
                    )
                    for i in range(len(texts))
                ]
                return compose.settle(found, reader=reader)

            try:
                considered = settled(held.reader)
            except ModelError as error:
                # Its file was there when the library was opened, and is gone or damaged now.
                considered = settled(self._go_without_reader(held, error))
        return [
            replace(one, answer=replace(proof_gate.proven_answer(self.notes, one.answer), question=text))
            for text, one in zip(texts, considered, strict=True)
        ]

    def support(self, sentence: str, quote: Quote) -> float | None:
        """Return the log-odds that a quote holds what a sentence of somebody else's says; see ``support``.

        None where no trained reader tells, or the session is no longer there.
        """
        with self._whole() as (_, held):
            _, session = held.sessions.get(quote.session, ("", None))
            try:
                return None if session is None else support.support(held.reader, sentence, quote, session)
            except ModelError as error:
                self._go_without_reader(held, error)
                return None

    def search(self, text: str, *, day: str | None = None, limit: int = 5) -> list[Found]:
        """Return the sessions nearest to ``text``, of one day where named, each with its nearest passage.

        Raises UnknownDayError, and EmptyQuestionError for a text without a word.
        """
        text = _with_words(text)
        with self.reading() as snapshot:
            pool = None if day is None else snapshot.catalogue.on_day(day)
            found = search.search(snapshot, text, pool=pool, limit=limit)
        return proof_gate.proven_found(self.notes, found)

    # ------------------------------------------------------------------ the records

    def recaps(self, day: str | None = None) -> list[Recap]:
        """Return a day, or all, told in the notes' own words: a recap for each day that ``day`` names.

        Raises UnknownDayError.
        """
        with self.reading() as snapshot:
            found = recap.recaps(snapshot, snapshot.catalogue.sessions_of(day))
        return [proof_gate.proven_recap(self.notes, one) for one in found]

    def announced(self, day: str | None = None) -> list[Announcement]:
        """Return the sentences, of one day where named, that state launches, savings or figures; raises
        UnknownDayError.
        """
        with self.reading() as snapshot:
            found = announcements.announced(snapshot, snapshot.catalogue.sessions_of(day))
        return proof_gate.proven_announcements(self.notes, found)

    def related(self, session_id: str, limit: int = 3) -> list[tuple[Session, str]]:
        """Return the sessions nearest to one, each with the words that both use.

        Raises UnknownSessionError.
        """
        with self.reading() as snapshot:
            return related.related(snapshot, snapshot.catalogue.find(session_id), limit)

    def current(self, quote: Quote) -> bool:
        """Tell whether a quote still stands in the notes, word for word, at the lines that it names."""
        return proof.stands(self.notes, quote)

    def _catalogue(self) -> Catalogue:
        """Return the records of the state that there is now; those in memory where they are of that state."""
        # Without the lock: what lists sessions does not wait while a state is read that was written since.
        held = self._held
        with self._store.read() as reader:
            state = reader.state
            if held is not None and state is not None and state.generation == held.generation:
                return held.catalogue
            return Catalogue(reader.sessions(), {})


def _with_words(text: str) -> str:
    """Return a question as it can be encoded; raises EmptyQuestionError where it has no word."""
    # Half a character (a lone surrogate, from a shell or a web form) is no text that can be encoded.
    text = text.encode("utf-8", "replace").decode("utf-8")
    if not tokens.tokenize(text):
        raise EmptyQuestionError(
            "The question is empty: ask something, for example `what did the keynote cover?`."
        )
    return text
