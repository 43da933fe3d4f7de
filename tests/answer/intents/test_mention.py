"""Whether a thing is spoken of at all: yes with the sessions that do, or nobody does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from embeddings.library import Library
from embeddings.records import Answer
from tests.answer.intents.harbour import ANCHORS, KITES, NIGHT, SALT, SELLING
from tests.fakes import FakeEmbedder, write_notes


def titles(answer: Answer) -> set[str]:
    return {match.session.title for match in answer.matches}


@pytest.mark.parametrize(
    "question",
    [
        "did anyone mention shackles?",
        "has anybody talked about a shackle",
        "does anyone bring up shackles at all?",
        "anything about shackles?",
        "were shackles mentioned?",
        "Hat jemand über shackles gesprochen?",
        "erwähnt jemand shackles?",
        "wurde shackle erwähnt?",
        "est-ce que quelqu'un a parlé de shackles ?",
        "¿alguien habló de shackles?",
        "alguém falou sobre shackles?",
        "有没有人提到shackle？",
        "誰かshackleについて話しましたか？",
        "누가 shackle을 언급했나요?",
        "anything on shackles? no?",
        "有沒有人提到shackle？",
        "有提到shackle嗎",
    ],
)
def test_a_thing_that_is_mentioned_is_answered_with_yes_and_its_words(forum: Library, question: str) -> None:
    answer = forum.ask(question)
    assert (answer.verdict, answer.kind, titles(answer)) == ("answer", "session", {ANCHORS})
    assert answer.lead.startswith("Yes, 1 session mentions")
    assert "shackle" in answer.quotes[0].text
    assert answer.answer is not None
    assert "shackle" in answer.answer.text


@pytest.mark.parametrize(
    ("question", "verdict", "lead"),
    [
        (
            "was there a talk on shackles?",
            "closest",
            "No session is called so, but 1 session mentions shackles:",
        ),
        ("y a-t-il une session sur shackles ?", "closest", "No session is called so, but 1 session mentions"),
        ("c'era un talk su shackles?", "closest", "No session is called so, but 1 session mentions"),
        ("teve palestra sobre shackles?", "closest", "No session is called so, but 1 session mentions"),
        ("was there a talk about anchors?", "answer", "Yes, 1 session mentions anchors:"),
    ],
)
def test_a_session_about_a_thing_is_more_than_its_mention(
    forum: Library, question: str, verdict: str, lead: str
) -> None:
    answer = forum.ask(question)
    assert (answer.verdict, titles(answer)) == (verdict, {ANCHORS})
    assert answer.lead.startswith(lead)


def test_several_sessions_are_each_quoted(forum: Library) -> None:
    answer = forum.ask("did anyone talk about kelp?")
    assert (answer.verdict, answer.kind) == ("answer", "sessions")
    assert titles(answer) == {NIGHT, SELLING}
    assert answer.lead == "Yes, 2 sessions mention kelp:"
    assert all("kelp" in answer.quotes_of(match.session)[0].text.lower() for match in answer.matches)


def test_all_words_of_a_thing_are_in_one_place(forum: Library) -> None:
    assert titles(forum.ask("did anyone mention corroding sensors?")) == {SALT}
    assert titles(forum.ask("did anyone talk about a kite's camera?")) == {KITES}


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("did anyone mention Zeppelins?", "Zeppelins"),
        ("was there a talk about zeppelins", "zeppelins"),
        ("any mention of Zeppelins?", "Zeppelins"),
    ],
)
def test_what_nobody_mentions_is_said_to_be_so(forum: Library, question: str, named: str) -> None:
    answer = forum.ask(question)
    assert (answer.verdict, answer.quotes) == ("none", ())
    assert answer.lead.startswith(
        f"Nobody mentions '{named}' in the notes. They cover Kelp Forum 2022 (Day 1, Day 2)"
    )


def test_in_another_language_than_the_notes_a_word_that_they_lack_is_no_answer(forum: Library) -> None:
    """They may say it in their own."""
    answer = forum.ask("erwähnt jemand Zeppeline?")
    assert answer.verdict != "answer"
    assert not answer.lead.startswith(("Yes", "Nobody"))


@pytest.mark.parametrize(
    "question",
    [
        "did anyone say how kelp is dried?",
        "did they explain why a shackle rusts?",
        "does anyone use a drone?",
    ],
)
def test_a_question_for_more_than_a_thing_is_an_ordinary_one(forum: Library, question: str) -> None:
    assert not forum.ask(question).lead.startswith(("Yes", "Nobody"))


@pytest.fixture(scope="module")
def inflected(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("inflected")
    library = Library(write_notes(folder / "notes", {"a.md": INFLECTED}), folder / "l.db", FakeEmbedder())
    library.refresh()
    yield library
    library.close()


INFLECTED = """# Barn Days 2021 | Day 1 - Monday, May 3

There is free cider beside the gate.

## Ploughs and their cables

Mona Feld - Engineer - Plowsoft

The mice ate the cables, and the children's toys were found in the cabin.
He drove to the micro-services of the harbour for ten hours.

![A kraken in a cage](kraken.png)

## Forth on the farm

```forth
: seed dup recurse ;
```
"""


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("did anyone mention a mouse?", "The mice ate the cables"),
        ("did anyone mention a child?", "children's toys"),
        ("did anyone mention driving?", "He drove"),
    ],
)
def test_a_thing_in_another_form_is_mentioned(inflected: Library, question: str, said: str) -> None:
    answer = inflected.ask(question)
    assert answer.lead.startswith("Yes, 1 session mentions")
    assert answer.answer is not None
    assert said in answer.answer.text


def test_what_is_written_with_a_hyphen_is_not_said_to_be_missing(inflected: Library) -> None:
    assert "Nobody" not in inflected.ask("did anyone mention microservices?").lead
    session = inflected.session("Ploughs and their cables").id
    answer = inflected.ask("how far are the microservices?", session=session)
    assert "micro-services" in " ".join(quote.text for quote in answer.quotes)
    assert "'microservices'" not in (answer.remark or "")


def test_what_stands_outside_of_all_sessions_is_pointed_to(inflected: Library) -> None:
    answer = inflected.ask("did anyone mention cider?")
    assert answer.verdict == "none"
    assert answer.lead.startswith("No session mentions 'cider'; it stands in a.md:3.")


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("did anyone mention Plowsoft?", "Mona Feld - Engineer - Plowsoft"),
        ("did anyone mention krakens?", "A kraken in a cage"),
    ],
)
def test_a_line_of_speakers_or_a_caption_is_the_evidence_where_no_sentence_is(
    inflected: Library, question: str, said: str
) -> None:
    answer = inflected.ask(question)
    assert answer.lead.startswith("Yes, 1 session mentions")
    assert [quote.text for quote in answer.quotes] == [said]
    assert answer.answer is None
