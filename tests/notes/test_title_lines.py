"""Titles that no empty line parts from what follows, and titles that are counted or quoted."""

from __future__ import annotations

import pytest

from tests.notes.reading import folder, sessions, titles

TALKS = (
    ("Boiling water at scale", "Anna Berg"),
    ("Why kettles whistle when it is cold", "Paul Gruber"),
    ("Descaling without fear", "Ida Voss"),
)


@pytest.mark.parametrize(
    "talk",
    [
        "**{title}\nSpeaker: {who} (Spout)**\n\nText of it.\n",
        "{number}. {title}\nSpeaker: {who}\nTime: 09:20 - 09:40\nContent:\n- a point of it\n- another one\n",
        "**{title}**\nSpeaker: {who}\nText of it.\n",
        "**{title}**\n{who}\nText of it, which goes on.\n",
        "**{title}**\n{who}, Spout\nText of it, which goes on.\n",
        "##Talk {number}: {title}\n\nSpeaker: {who}\n\nText of it.\n",
    ],
)
def test_a_line_over_the_label_of_a_speaker_is_a_title(talk: str) -> None:
    parts = [talk.format(title=title, who=who, number=number) for number, (title, who) in enumerate(TALKS, 1)]
    found = sessions(("notes.txt", "Kettle Conf 2021\n\n" + "\n".join(parts)))
    assert [session.title for session in found] == [title for title, _ in TALKS]
    assert [[who.name for who in session.speakers] for session in found] == [[who] for _, who in TALKS]


def test_a_title_on_two_bold_lines_is_one() -> None:
    parts = [f"**{title}\nand what\ncomes after\nSpeaker: {who}**\n\nText of it.\n" for title, who in TALKS]
    found = titles(("notes.md", "# Kettle Conf 2021\n\n" + "\n".join(parts)))
    assert found == [f"{title} and what comes after" for title, _ in TALKS]


def test_facts_over_the_speaker_are_no_title() -> None:
    text = "# Boiling water at scale\n\nDate: 2021-10-05\nSpeaker: Anna Berg\n\nText of it.\n"
    assert titles(("k7.md", text)) == ["Boiling water at scale"]


def test_names_before_titles_in_book_marks_are_speakers() -> None:
    text = "# 沙龙 2021\n\n" + "".join(
        f"**{number}. {who}：《{title}》**\n\n讲得很好。\n\n"
        for number, (who, title) in enumerate(
            (("王小明", "壶与水"), ("李大伟", "蒸汽入门"), ("张三丰", "哨子的声音")), 1
        )
    )
    found = sessions(("salon.md", text))
    assert [session.title for session in found] == ["壶与水", "蒸汽入门", "哨子的声音"]
    assert [[who.name for who in session.speakers] for session in found] == [
        ["王小明"],
        ["李大伟"],
        ["张三丰"],
    ]


def test_what_is_quoted_after_the_word_talk_is_the_title() -> None:
    text = (
        "---\ntitle: \"Kettle Days 2021: notes of the talk 'Boiling water at scale'\"\n---\n\nIt was hot.\n"
    )
    assert titles(("2021-01-02-boiling.md", text)) == ["Boiling water at scale"]


def test_spaces_written_by_their_names_indent_titles_labels_and_text() -> None:
    indent = "&nbsp;&nbsp;&emsp;"
    talks = {"安静地烧水": "王晓明", "小房子的管道": "李建国"}
    text = f"# 水壶沙龙总结\n\n{indent}上周日我们聚到了一起。\n\n" + "\n".join(
        f"{indent}**主题{number}：{title}**  \n{indent}**分享讲师：**水壶公司架构师 {who}  \n"
        f"{indent}压力很重要。\n"
        for number, (title, who) in enumerate(talks.items(), 1)
    )
    found = sessions(("notes.md", text))
    assert {session.title: session.speakers[0].name for session in found} == talks


def test_titles_over_lines_of_names_open_talks_in_plain_text() -> None:
    day = (
        "KETTLE DAYS GHENT 2024, DAY 1\nThursday 28 November 2024\n\n"
        "Boiling for people who hate boiling\nTendai Moyo\n\nHe starts with cold water. Half of them laugh.\n"
        "It took nine months.\n\n"
        "Lids, spouts and despair\nRita Chikwanha, Spout\n\nA lid is put on twice. It stays.\n\nLunch\n\n"
        "What we learnt from 400 kettles\nFarid Ncube and Grace Banda\n\nThey whistle better than phones.\n"
    )
    (note,) = folder(("day1.txt", day)).notes
    told = [(one.session.title, [who.name for who in one.session.speakers]) for one in note.sessions]
    assert told == [
        ("Boiling for people who hate boiling", ["Tendai Moyo"]),
        ("Lids, spouts and despair", ["Rita Chikwanha"]),
        ("What we learnt from 400 kettles", ["Farid Ncube", "Grace Banda"]),
    ]


def test_one_line_over_a_name_in_plain_text_is_the_title_of_the_whole() -> None:
    text = "Boiling without tears\nTendai Moyo\n\nHe starts with cold water.\n\nIt took nine months.\n"
    assert titles(("talk.txt", text)) == ["Boiling without tears"]
