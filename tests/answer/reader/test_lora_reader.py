"""The trained reader over the packaged model: it tells what answers, alone or among many."""

from __future__ import annotations

import pytest

from embeddings.answer.reader.lora_reader import LoraReader
from embeddings.answer.reader.protocol import Passage
from embeddings.index.embedders.model_files import packaged_folder

SENTENCES = (
    "The dough rests in a linen cloth on the counter.",
    "It ferments for nine hours in the cold cellar.",
    "The oven door has a small window.",
)
ASKED = Passage("how long does the dough ferment?", "Sourdough without a schedule", SENTENCES)
WITHOUT = Passage(ASKED.question, ASKED.title, (SENTENCES[0], SENTENCES[2]))
OTHER = Passage("what does a ticket for the ferry cost?", ASKED.title, SENTENCES)


@pytest.fixture(scope="module")
def reader() -> LoraReader:
    return LoraReader(packaged_folder())


def test_what_answers_is_likelier_to_than_what_does_not(reader: LoraReader) -> None:
    there, without, other = (one.answers for one in reader.read([ASKED, WITHOUT, OTHER]))
    assert there > 0
    assert there > without + 1
    assert there > other + 1


def test_the_sentence_that_answers_is_told_from_those_around_it(reader: LoraReader) -> None:
    (reading,) = reader.read([ASKED])
    assert max(range(3), key=reading.sentences.__getitem__) == 1


def test_a_passage_reads_the_same_alone_and_among_others(reader: LoraReader) -> None:
    passages = [ASKED, WITHOUT, OTHER] * 4
    together = reader.read(passages)
    for passage, among in zip(passages[:3], together[:3], strict=True):
        (alone,) = reader.read([passage])
        assert alone.answers == pytest.approx(among.answers, abs=1e-3)
        assert alone.sentences == pytest.approx(among.sentences, abs=1e-3)


def test_a_sentence_beyond_what_is_read_counts_as_the_least_likely(reader: LoraReader) -> None:
    (reading,) = reader.read([Passage(ASKED.question, ASKED.title, ("word " * 300, *SENTENCES))])
    assert len(reading.sentences) == 4
    assert set(reading.sentences[1:]) == {-20.0}
    assert reading.sentences[0] > -20.0


def test_nothing_is_read_of_nothing(reader: LoraReader) -> None:
    assert reader.read([]) == []
