"""Which model a library is made with: told by a setting, or by the languages that its notes are in.

A library is of one model whole. One choice serves every library of a program: each model is made and loaded
once at most, and only where a library needs it.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from pathlib import Path

from embeddings.index.embedders import hub, multilingual
from embeddings.index.embedders.model_files import PACKAGED_SHA256
from embeddings.index.embedders.multilingual import MultilingualEmbedder
from embeddings.index.embedders.sentence_transformers import SentenceTransformerEmbedder
from embeddings.index.protocols import Chosen, Embedder, LibraryState

AUTO, ENGLISH, MULTILINGUAL = "auto", "english", "multilingual"
"""What may be asked for beside a folder and a model's name on the hub."""
_SHARE = 0.1
"""Share of the sessions that are not in English from which on the multilingual model is taken.

Of the sessions of each English collection measured, at most 3 of 100 were told for another language.
"""
_KNOWN = {PACKAGED_SHA256: ENGLISH, multilingual.FINGERPRINT: MULTILINGUAL}
"""The models that are known without their files, by their fingerprints."""
_HUB_NAME = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*")


class OneModel:
    """A choice that always falls on one embedder."""

    def __init__(self, embedder: Embedder) -> None:
        """Choose ``embedder`` whatever the notes are."""
        self._embedder = embedder

    def for_languages(self, sessions: Mapping[str, int]) -> Chosen:  # noqa: ARG002 - whatever they are
        """Return the one embedder."""
        return Chosen(self._embedder)

    def made(self, state: LibraryState) -> Embedder | None:
        """Return it where a library was made with it."""
        return self._embedder if state.model == self._embedder.fingerprint else None


class ModelChoice:
    """The choice that a setting makes. May be used from many threads."""

    def __init__(self, wanted: str | Path = AUTO) -> None:
        """Choose by ``wanted``: auto, english, multilingual, a folder, or a model's name on the hub.

        Raises ModelError where that is not there; a model of the hub is fetched here.
        """
        self._lock = threading.Lock()
        self._embedders: dict[str, Embedder] = {}
        said = str(wanted)
        self._wanted = said.lower() if said.lower() in (AUTO, ENGLISH, MULTILINGUAL) else "other"
        if self._wanted == "other":
            folder = Path(wanted)
            if isinstance(wanted, str) and _HUB_NAME.fullmatch(said) and not folder.exists():
                folder = hub.fetched(said)
            self._embedders["other"] = SentenceTransformerEmbedder(folder)
        elif self._wanted == MULTILINGUAL:
            multilingual.must_be_installed()
        else:
            self._embedder(ENGLISH)

    def for_languages(self, sessions: Mapping[str, int]) -> Chosen:
        """Return the model for notes with so many sessions in each language (ISO 639-1), and why it is that.

        Raises ModelError where the model cannot be made.
        """
        if self._wanted != AUTO:
            return Chosen(self._embedder(self._wanted), "QUOTH_MODEL asks for it")
        whole = sum(sessions.values())
        others = whole - sessions.get("en", 0)
        why = f"{others} of {whole} sessions are not in English"
        if not others or others < _SHARE * whole:
            return Chosen(self._embedder(ENGLISH), why)
        if multilingual.installed() is None:
            return Chosen(
                self._embedder(ENGLISH),
                f"{why}, but the multilingual model is not installed",
            )
        return Chosen(self._embedder(MULTILINGUAL), why)

    def made(self, state: LibraryState) -> Embedder | None:
        """Return the embedder that a library was made with; None where that is not at hand."""
        name = _KNOWN.get(state.model)
        if name == MULTILINGUAL and multilingual.installed() is None:
            return None
        if name is not None:
            return self._embedder(name)
        other = self._embedders.get("other")
        return other if other is not None and other.fingerprint == state.model else None

    def _embedder(self, name: str) -> Embedder:
        with self._lock:
            if name not in self._embedders:
                self._embedders[name] = (
                    MultilingualEmbedder() if name == MULTILINGUAL else SentenceTransformerEmbedder()
                )
            return self._embedders[name]
