"""Several questions in one message are told apart; one question stays whole."""

from __future__ import annotations

import pytest

from embeddings.text.questions import questions_in


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        (
            "Who moors the ferry? And what does a lamp send?",
            ["Who moors the ferry?", "And what does a lamp send?"],
        ),
        (
            "who moors the ferry? what does a lamp send every minute?! thanks",
            ["who moors the ferry?", "what does a lamp send every minute?!"],
        ),
        ("谁在停靠渡轮？灯每分钟发送什么？", ["谁在停靠渡轮？", "灯每分钟发送什么？"]),
        ("How are you? What does the lamp send?", ["What does the lamp send?"]),
        ("What is tarring? What is a bollard?", ["What is tarring?", "What is a bollard?"]),
        ("who is Mara? what is LORAN?", ["who is Mara?", "what is LORAN?"]),
        ("What's splicing? And what's whipping?", ["What's splicing?", "And what's whipping?"]),
        ("Was ist Teer? Wer ist Mara?", ["Was ist Teer?", "Wer ist Mara?"]),
        ("Qui est Mara ? Qui est Orla ?", ["Qui est Mara ?", "Qui est Orla ?"]),
        ("Can you help me? I look for the talk about ropes", ["I look for the talk about ropes"]),
        (
            "Wer legt die Fähre an? Und was sendet die Lampe?",
            ["Wer legt die Fähre an?", "Und was sendet die Lampe?"],
        ),
    ],
)
def test_each_question_is_one_of_its_own(text: str, questions: list[str]) -> None:
    assert questions_in(text) == questions


@pytest.mark.parametrize(
    "text",
    [
        "Who moors the ferry?",
        "I was at the harbour. Who moors the ferry?",
        "Does the lamp send its state? Why?",
        "灯台は何を知らせますか？ 登壇者は？",
        "灯每分钟发送什么？ 什么时候？",
        "Did anyone mention tar? What is it?",
        "Who moors the ferry? Where is she?",
        "Did anyone mention ropes? Or magnets that hold?",
        'Who asked "what does it cost?" at the end of the talk?',
        "What is behind https://harbour.example/search?q=lamp&x=1 in the notes?",
        "Who moors the ferry? I mean the one of 900 tons",
        "ferries",
        "?",
        "",
    ],
)
def test_one_question_stays_whole(text: str) -> None:
    assert questions_in(text) == [text]


def test_small_talk_alone_stays_what_it_is() -> None:
    assert questions_in("How are you? What's up?") == ["How are you? What's up?"]
