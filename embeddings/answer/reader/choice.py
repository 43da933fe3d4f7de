"""Which reader goes with an embedder: the trained one with the models that Quoth knows, none with any other.

It is made of the packaged model, and reads the languages of that one alone.
"""

from __future__ import annotations

import logging
import threading
from functools import cache

from embeddings.answer.reader.lora_reader import LoraReader
from embeddings.answer.reader.protocol import AnswerReader, NoReader
from embeddings.errors import ModelError
from embeddings.index.embedders import multilingual
from embeddings.index.embedders.model_files import PACKAGED_SHA256, packaged_folder, verify
from embeddings.index.protocols import Embedder

OTHER_MODEL = (
    "The answer reader is off: it goes with Quoth's own models, and another one is used. "
    "Answers are judged by the named evidence alone."
)
_log = logging.getLogger(__name__)
_lock = threading.Lock()


def reader_for(embedder: Embedder) -> AnswerReader:
    """Return the reader that goes with an embedder; where it is off, its ``state`` says why.

    Raises ModelError where the embedder's own weights are not what they should be.
    """
    if embedder.fingerprint not in (PACKAGED_SHA256, multilingual.FINGERPRINT):
        return NoReader(OTHER_MODEL)
    try:
        with _lock:
            return _trained()
    except ModelError as error:
        return without_reader(error)


def without_reader(error: ModelError) -> NoReader:
    """Return the reader that reads nothing, in place of one that cannot be had, and log why."""
    _log.warning("%s", error)
    return NoReader(f"{error} Until then answers are judged by the named evidence alone.")


@cache
def _trained() -> LoraReader:
    """One for the whole process, since its layers take 40 MB."""
    verify(packaged_folder(), PACKAGED_SHA256)
    return LoraReader(packaged_folder())
