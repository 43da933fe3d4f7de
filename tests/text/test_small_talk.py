"""What is small talk, in the languages that people chat in, and what asks something after all."""

from __future__ import annotations

import pytest

from embeddings.text.small_talk import small_talk


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("hi", "greeting"),
        ("Hello there!", "greeting"),
        ("heyyyy bot :)", "greeting"),
        ("good morning everyone", "greeting"),
        ("thx!", "thanks"),
        ("thanks <3", "thanks"),
        ("lol xD", "acknowledgement"),
        ("Thanks a lot, that was great", "thanks"),
        ("ok cool thanks", "thanks"),
        ("ok", "acknowledgement"),
        ("looool", "acknowledgement"),
        ("hahahaha", "acknowledgement"),
        ("got it.", "acknowledgement"),
        ("that's wrong", "wrong"),
        ("no, that is not what I asked", "wrong"),
        ("who are you?", "about"),
        ("hi! can you help me please?", "about"),
        ("help", "about"),
        ("what can you do?", "about"),
        ("hi! what can you help me with?", "about"),
        ("womit kannst du mir helfen?", "about"),
        ("¿en qué me puedes ayudar?", "about"),
        ("你能帮我什么？", "about"),
        ("bye bye", "goodbye"),
        ("Vielen Dank!", "thanks"),
        ("wer bist du?", "about"),
        ("das stimmt nicht", "wrong"),
        ("you are useless", "wrong"),
        ("This bot is really useless!", "wrong"),
        ("tu ne sers à rien", "wrong"),
        ("bonjour à tous", "greeting"),
        ("Bonjour !", "greeting"),
        ("merci beaucoup", "thanks"),
        ("qui es-tu ?", "about"),
        ("¡Hola!", "greeting"),
        ("¿qué puedes hacer?", "about"),
        ("muchas gracias", "thanks"),
        ("muito obrigada", "thanks"),
        ("quem é você?", "about"),
        ("谢谢你！", "thanks"),
        ("你能做什么？", "about"),
        ("ありがとうございます！", "thanks"),
        ("違います", "wrong"),
        ("안녕하세요", "greeting"),
        ("누구세요?", "about"),
    ],
)
def test_small_talk_is_told_by_what_it_does(text: str, kind: str) -> None:
    assert small_talk(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "thanks for the talk on tides",
        "hi, what is a pairing heap?",
        "help me find the talk on ropes",
        "who are you going to hear on ropes?",
        "ok google",
        "right to left scheduling",
        "hello world",
        "no code",
        "谢谢灯塔",
        "why?",
        "",
        "🙂",
    ],
)
def test_a_text_with_more_to_it_is_none(text: str) -> None:
    assert small_talk(text) is None


def test_however_long_a_text_is_it_is_read() -> None:
    assert small_talk("thanks " * 5000) is None
    assert small_talk("o" * 10_000) is None
