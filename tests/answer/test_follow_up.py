"""What a follow-up points back to, read off its words."""

from __future__ import annotations

import pytest

from embeddings.answer.follow_up import Resolved, leans, refers_back, resolve, stands_alone
from embeddings.records import Answer, Match, Session


def session(name: str) -> Session:
    return Session(f"n/{name}", name, None, None, None, "n.md", 1, 5)


BEFORE = Answer(
    "which talks?",
    "answer",
    "3 sessions:",
    tuple(Match(session(name), 1.0) for name in ("Ropes", "Kelp", "Buoys")),
    kind="list",
)
AS_SUCH = "what was it about?"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("the second one", ("n/Kelp", AS_SUCH)),
        ("tell me about the third talk", ("n/Buoys", "tell me about")),
        ("who presented the last one?", ("n/Buoys", "who presented ?")),
        ("#2", ("n/Kelp", AS_SUCH)),
        ("number 1", ("n/Ropes", AS_SUCH)),
        ("der zweite Vortrag", ("n/Kelp", AS_SUCH)),
        ("le deuxième", ("n/Kelp", AS_SUCH)),
        ("la segunda charla", ("n/Kelp", AS_SUCH)),
        ("第二个", ("n/Kelp", AS_SUCH)),
        ("2つ目", ("n/Kelp", AS_SUCH)),
        ("두 번째", ("n/Kelp", AS_SUCH)),
        ("the fifth one", ("n/Ropes", "the fifth one")),
        ("who held it?", ("n/Ropes", "who held it?")),
        ("how long is the second mile?", ("n/Ropes", "how long is the second mile?")),
    ],
)
def test_the_session_that_is_pointed_to_is_found(text: str, wanted: tuple[str, str]) -> None:
    assert resolve(text, None, BEFORE) == Resolved(wanted[1], wanted[0])


def test_without_a_reply_before_a_pointer_is_of_the_session_itself() -> None:
    assert resolve("the second one", "n/Kelp", None) == Resolved(AS_SUCH, "n/Kelp")
    assert resolve("the second one", None, None) == Resolved("the second one", None)


def test_a_set_phrase_or_a_refusal_is_nothing_to_follow_on() -> None:
    talk = Answer("hi", "none", "Hello!", kind="talk")
    nothing = Answer("zeppelins?", "none", "Nothing.", (Match(session("Ropes"), 0.1),))
    assert resolve("who held it?", None, talk).session is None
    assert resolve("who held it?", None, nothing).session is None


@pytest.mark.parametrize(
    "text",
    [
        "more", "tell me more", "go on", "what else did she say?", "anything else?", "mehr bitte",
        "was hat er noch gesagt?", "encore", "quoi d'autre ?", "más", "¿qué más dijo?", "mais",
        "更多", "もっと", "더", "もっと詳しく教えてください", "详细说说",
        "the second one",
    ],
)  # fmt: skip
def test_what_can_only_be_understood_by_the_reply_before_is_told(text: str) -> None:
    assert refers_back(text)
    assert leans(text)


@pytest.mark.parametrize(
    "text",
    [
        *("and who presented it?", "why?", "what did she say on knots?", "what about kelp?"),
        "which one fails most often?",
        *(
            "gibt es Folien?",
            "資料はありますか",
            "登壇者は誰ですか？",
            "有录像吗？",
            "那讲者是谁？",
            "발표자는 누구예요?",
        ),
    ],
)
def test_a_question_in_a_conversation_leans_on_what_was_said(text: str) -> None:
    assert leans(text)
    assert not refers_back(text)


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("what share of crews let their boats drift?", True),
        ("what does it cost to splice a rope?", True),
        ("do ropes hold?", True),
        ("how do they splice a rope?", False),
        ("그거 부산에서도 돼?", False),
        ("and the ropes?", False),
        ("why?", False),
    ],
)
def test_a_question_that_names_whom_it_means_is_told_from_one_that_cannot_be_understood_alone(
    text: str, *, alone: bool
) -> None:
    assert stands_alone(text) is alone


@pytest.mark.parametrize(
    "text",
    [
        *("who spoke about kelp?", "more kelp for the coast", "which talks are on ropes?"),
        *("gibt es Folien zum Tang?", "海藻の資料はありますか", "有海藻的录像吗？"),
        *("should a crew try to be first?", "does it make sense to splice twice?", "第二天讲了什么绳子？"),
        *("其他绳子怎么样？", "その他のロープは？", "블로그 글은 밧줄 얘기였나?"),
    ],
)
def test_a_question_that_stands_alone_leans_on_nothing(text: str) -> None:
    assert not leans(text)


def test_a_very_long_question_points_nowhere() -> None:
    assert not refers_back("more " * 10_000)
    assert resolve("second " * 10_000, "n/Kelp", None).session == "n/Kelp"
