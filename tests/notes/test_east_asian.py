"""Speakers beside where they work in Chinese, Japanese and Korean, and notes with labels in these."""

from __future__ import annotations

import pytest

from embeddings.notes.fields.people.lines.people_in import people_in
from embeddings.notes.fields.people.names.shape import Names, Trust
from tests.notes.reading import sessions


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("水壶集团 李建国", [("李建国", "水壶集团")]),
        ("蒸汽科技，赵丽", [("赵丽", "蒸汽科技")]),
        ("SPT，王晓明", [("王晓明", "SPT")]),
        ("水壶周末，Nora Quist", [("Nora Quist", "水壶周末")]),
        ("水壶 张三、铜管 李四", [("张三", "水壶"), ("李四", "铜管")]),
        ("王晓明、李建国", [("王晓明", None), ("李建国", None)]),
        ("하동우 주전자상사(서울)", [("하동우", "주전자상사 서울")]),
        ("주전자상사 김서윤", [("김서윤", "주전자상사")]),
        ("김서윤, 박지호", [("김서윤", None), ("박지호", None)]),
        ("株式会社やかん 山田花子", [("山田花子", "株式会社やかん")]),
        ("山田 花子さん", [("山田 花子", None)]),
        ("佐藤 健", [("佐藤 健", None)]),
        ("王晓明 Mina Wang", [("王晓明 Mina Wang", None)]),
    ],
)
def test_after_a_label_the_person_is_told_from_the_company(
    text: str, people: list[tuple[str, str | None]]
) -> None:
    found = people_in(text, 1, Names(), least=1, trust=Trust.LABEL)
    assert [(who.name, who.company) for who in found] == people


def test_korean_notes_with_facts_in_a_list_and_a_section_of_notes_below_each_talk_are_read() -> None:
    text = """\
        # 주전자 콘퍼런스 2021

        - ⏰ 일시 : 2021. 04. 04 (일)
        - 💁 주최 : 주전자 모임
        - ⛳ 장소 : 서울
        - 📽️ 영상 : [다시보기](https://video.example/1)

        ## 1. 조용히 끓이기

        - 🎤 발표자 : 하동우 주전자상사(서울)

        ### 메모
        압력이 중요하다.

        ## 2. 작은 집의 배관

        ### 메모
        구리가 싸다.
        """
    found = sessions(("0404/0404_kettle.md", text))
    assert [(session.title, [who.name for who in session.speakers]) for session in found] == [
        ("조용히 끓이기", ["하동우"]),
        ("작은 집의 배관", []),
    ]
    assert {session.date for session in found} == {"2021-04-04"}


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("물을 끓이는 회사 주전자상사 하동우님의 발표입니다.", ["하동우"]),
        ("김서윤 님이 진행한 이야기다.", ["김서윤"]),
        ("山田花子さんによる講演を聞いた。", ["山田花子"]),
        ("王晓明老师的演讲很热闹。", ["王晓明"]),
        ("개발자님의 발표를 들었다.", []),
        ("今日的分享很热闹。", []),
    ],
)
def test_a_sentence_that_says_who_spoke_names_the_speaker(sentence: str, who: list[str]) -> None:
    (session,) = sessions(("boiling.md", f"# Boiling quietly\n\n{sentence}\n\nPressure matters.\n"))
    assert [one.name for one in session.speakers] == who


@pytest.mark.parametrize(
    ("line", "person"),
    [
        ("やかん株式会社 山田花子さん (@hanako)", ("山田花子", "やかん株式会社")),
        ("やかん 山田さま", ("山田", "やかん")),
        ("Anna Berg さん", ("Anna Berg", None)),
        ("@teapot さん", ("teapot", None)),
    ],
)
def test_a_line_that_addresses_somebody_names_who_speaks(line: str, person: tuple[str, str | None]) -> None:
    found = people_in(line, 1, Names())
    assert [(who.name, who.company) for who in found] == [person]


@pytest.mark.parametrize(
    "line", ["今日のお客さま", "皆さん", "お湯を沸かしたのは山田さん、と聞いた。", "担当者さま"]
)
def test_a_line_that_addresses_nobody_in_particular_names_nobody(line: str) -> None:
    assert people_in(line, 1, Names()) == []


def test_facts_that_are_indented_below_a_heading_are_read_as_words() -> None:
    text = """\
        第3回 やかん勉強会

            開催日 : 2021年08月28日
            場所   : 湯沸かし会館

        お湯の沸かし方
        ----

            やかん株式会社 山田花子さん

        蓋をすると早く沸く。

        蓋の重さ
        ----

            make lid

        重い蓋は鳴らない。
        """
    found = sessions(("report.md", text))
    assert [(item.title, item.date) for item in found] == [
        ("お湯の沸かし方", "2021-08-28"),
        ("蓋の重さ", "2021-08-28"),
    ]
    assert [[who.name for who in item.speakers] for item in found] == [["山田花子"], []]
