"""Who else spoke on a topic, beside those that were spoken of."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from embeddings.library import Library
from tests.fakes import FakeEmbedder, write_notes

NOTES = {
    "day.md": "# Rope Day 2021\n\n"
    "## Ropes that sing\n\nSpeaker: Orla Brandt\n\nA rope made of nettles sings when it is wet.\n\n"
    "## Nets by night\n\nSpeaker: Pim Aldous\n\nOur nets are knotted of nettles as well.\n\n"
    "## Sails of old\n\nSpeaker: Jun Sato\n\nSails were woven of flax and nothing else.\n\n"
    "## Left over\n\nSomebody asked about nettles in the corridor, and nobody knew.\n"
}


@pytest.fixture(scope="module")
def ropes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("ropes")
    library = Library(write_notes(folder / "notes", NOTES), folder / "library.db", FakeEmbedder())
    library.refresh()
    yield library
    library.close()


@pytest.mark.parametrize(
    "question",
    [
        "who else spoke about nettles?",
        "and who else mentioned nettles?",
        "wer sprach noch über nettles?",
        "qui d'autre a parlé de nettles ?",
        "¿quién más habló de nettles?",
        "quem mais falou de nettles?",
        "还有谁提到了nettles？",
        "他にnettlesについて話した人は？",
        "또 누가 nettles를 언급했나요?",
    ],
)
def test_those_who_were_spoken_of_are_left_out(ropes: Library, question: str) -> None:
    before = ropes.ask("what did Orla Brandt say about ropes?")
    answer = ropes.ask(question, after=before)
    assert answer.verdict == "answer"
    assert answer.lead == "1 other session mentions nettles, with Pim Aldous:"
    assert [match.session.title for match in answer.matches] == ["Nets by night"]


def test_who_else_alone_is_of_the_topic_before(ropes: Library) -> None:
    before = ropes.ask("who spoke about nettles?")
    answer = ropes.ask("who else?", after=before)
    assert " mention nettles, with " in answer.lead.replace("mentions", "mention")
    assert before.matches[0].session not in [match.session for match in answer.matches]


def test_without_a_reply_before_all_are_told(ropes: Library) -> None:
    answer = ropes.ask("who else spoke about nettles?")
    assert answer.lead.startswith("2 sessions mention nettles, with ")
    assert {match.session.title for match in answer.matches} == {"Ropes that sing", "Nets by night"}


def test_where_nobody_else_did_it_is_said(ropes: Library) -> None:
    before = ropes.ask("what did Jun Sato say about sails?")
    answer = ropes.ask("who else spoke about flax?", after=before)
    assert (answer.verdict, answer.lead) == ("none", "No other session with a speaker mentions flax.")
