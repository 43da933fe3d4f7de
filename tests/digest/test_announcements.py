from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from embeddings.digest.announcements import news_of
from embeddings.library import Library
from embeddings.proof import stands
from tests.digest.notes import DAYS
from tests.fakes import FakeEmbedder, write_notes


@pytest.fixture
def library(tmp_path: Path, embedder: FakeEmbedder) -> Iterator[Library]:
    opened = Library(write_notes(tmp_path / "notes", DAYS), tmp_path / "library.db", embedder)
    opened.refresh()
    yield opened
    opened.close()


def test_what_was_announced(library: Library) -> None:
    found = library.announced()
    assert [(one.news, one.quote.text) for one in found] == [
        ("launch", "Samovar, a kettle that boils on demand"),
        ("launch", "Quiet mode"),
        ("saving", "The old kettle took 90 seconds, the new one is down to 12."),
        ("figure", "Of all cups made in a year, 41 % are broken by cats."),
    ]
    assert all(stands(library.notes, one.quote) for one in found)
    assert [one.news for one in library.announced("Day 2")] == ["figure"]


@pytest.mark.parametrize(
    ("text", "news"),
    [
        ("They launched a managed queue in two regions.", "launch"),
        ("The slides lie at https://slides.example/kettles/20191128 for all of us", None),
        ("参加者は 12000 人でした とても多い", "figure"),
        ("会場は潮見市灯台区波止場3丁目4-1000です どうぞ", None),
        ("〒999-0011 潮見市灯台区4-2-8 にて 開催 します", None),
        ("お問い合わせは 099-1234-5678 まで どうぞ", None),
        ("결과적으로 3000 명이 늘었습니다 올해", "figure"),
        ("물결시 등대구 부두로 1234 에서 열립니다 모두", None),
        ("会场在波止区灯塔路12345号 大家 好 请", None),
        ("The service is now generally available in Lisbon.", "launch"),
        ("La sortie prévue est au printemps, dit-elle.", "launch"),
        ("这个功能下周正式上线给所有用户", "launch"),
        ("We are releasing the lamp library next week.", "launch"),
        ("There is a new console for the harbour.", "launch"),
        ("You cannot launch a process from there.", None),
        ("Make small and frequent releases of it.", None),
        ("You can read the announcement on their page.", None),
        ("Copy the file and write new version numbers.", None),
        ("They met each other for the first time.", None),
        ("The bill went from 31k to 4k per month.", "saving"),
        ("It saves up to 50 percent of the cost.", "saving"),
        ("Start-up 48 s -> 9 s on the cheap phone", "saving"),
        ("9,400 fridges report once an hour.", "figure"),
        ("The site costs 27 € a month to run.", "figure"),
        ("It answers in less than a blink of an eye.", None),
        ("In 2019 they moved to another office.", None),
        ("Never deploy on a Friday afternoon.", None),
        ("50 %", None),
        ("The lid does when(steam) { 10 -> 30 } as the kettle boils", None),
        ("if (cups > 10000) { price = 5000; } is how they wrote it", None),
        ("The handle of the kettle is #121212 and the lid #ff8800", None),
        ("Set { width: 40000; colour: 12000 } for the lid of it", None),
        ("A kettle of colour #121212 saves 30 % of the power.", "saving"),
        ("With boil(water) { heat = 10 } they served 9,400 cups.", "figure"),
    ],
)
def test_what_a_sentence_states(text: str, news: str | None) -> None:
    assert news_of(text) == news
