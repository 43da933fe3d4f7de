"""Small talk and questions that name nothing get a set phrase, never a session."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from embeddings.index.protocols import Vectors
from embeddings.library import Library
from tests.answer.intents.harbour import NIGHT, SALT
from tests.fakes import FakeEmbedder, write_notes

COVERED = "The notes cover Kelp Forum 2022 (Day 1, Day 2)."


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("hi", f"Hello! Ask me anything about the session notes. {COVERED}"),
        ("thx!", "You are welcome."),
        ("lol", "All right. Ask me anything about the session notes."),
        ("bye", "Goodbye."),
        ("danke schön!", "You are welcome."),
    ],
)
def test_small_talk_gets_a_short_set_phrase(forum: Library, text: str, reply: str) -> None:
    answer = forum.ask(text)
    assert (answer.verdict, answer.kind, answer.lead) == ("none", "talk", reply)
    assert (answer.matches, answer.quotes, answer.links, answer.remark) == ((), (), (), None)
    assert answer.corrections == ()


def test_small_talk_costs_no_search(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    embedder = FakeEmbedder()
    library = Library(write_notes(tmp_path / "notes"), tmp_path / "l.db", embedder)
    library.refresh()
    encoded: list[str] = []
    encode = embedder.encode_queries

    def counted(questions: Sequence[str]) -> Vectors:
        encoded.extend(questions)
        return encode(questions)

    monkeypatch.setattr(embedder, "encode_queries", counted)
    thanks, asked, hello = library.ask_many(["thanks!", "what about ropes?", "hi"])
    assert encoded == ["what about ropes?"]
    assert library.ask("thanks!") == thanks
    library.close()
    assert [thanks.kind, hello.kind] == ["talk", "talk"]
    assert asked.kind != "talk"
    assert encoded == ["what about ropes?"]


def test_who_asks_what_it_can_do_is_told(forum: Library) -> None:
    answer = forum.ask("what can you do?")
    assert answer.kind == "talk"
    assert "quoting them word for word" in answer.lead
    assert answer.lead.endswith(COVERED)


def test_a_complaint_is_met_with_what_may_help(forum: Library) -> None:
    assert forum.ask("that's wrong").lead.startswith("Sorry about that.")


def test_small_talk_stays_small_talk_within_a_session(forum: Library) -> None:
    session = forum.session(SALT).id
    assert forum.ask("thanks!", session=session).lead == "You are welcome."


@pytest.mark.parametrize(
    "text",
    [
        "why?",
        "what about it?",
        "and then?",
        "how much?",
        "who presented it?",
        "pourquoi ?",
        "warum?",
        "¿por qué?",
    ],
)
def test_a_question_that_names_nothing_is_never_an_answer(forum: Library, text: str) -> None:
    answer = forum.ask(text)
    assert (answer.verdict, answer.kind, answer.matches) == ("none", "talk", ())
    assert answer.lead == (
        f"That names nothing to look for in the notes: name a topic, a session, a speaker or a day. {COVERED}"
    )


def test_within_a_session_a_question_that_names_nothing_is_about_it(forum: Library) -> None:
    session = forum.session(SALT).id
    answer = forum.ask("who presented it?", session=session)
    assert answer.matches[0].session.id == session
    assert answer.kind == "session"


def test_a_kind_of_session_names_the_one_that_is_called_so(forum: Library) -> None:
    answer = forum.ask("what did the keynote cover?")
    assert answer.matches[0].session.title == NIGHT
    assert answer.verdict == "answer"


def test_a_session_that_is_called_what_people_say_is_found(tmp_path: Path) -> None:
    note = "# Meet 2021 | Day 1\n" + "".join(
        f"\n## {title}\n\nAda Kelp - Diver\n\nThe harbour office answers to {title} at night.\n"
        for title in ("Help", "Tides", "Ropes")
    )
    library = Library(write_notes(tmp_path / "notes", {"n.md": note}), tmp_path / "l.db", FakeEmbedder())
    library.refresh()
    answer = library.ask("help")
    library.close()
    assert answer.matches[0].session.title == "Help"


def test_the_spelling_of_small_talk_is_not_mended(tmp_path: Path) -> None:
    note = "# Meet 2021 | Day 1\n\n## Tides\n\nIch denke an Ebbe und Flut, und das ist nicht wenig.\n"
    library = Library(write_notes(tmp_path / "notes", {"n.md": note}), tmp_path / "l.db", FakeEmbedder())
    library.refresh()
    answer = library.ask("danke")
    library.close()
    assert (answer.kind, answer.corrections) == ("talk", ())
