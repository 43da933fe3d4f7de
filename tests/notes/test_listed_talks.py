"""Talks that are the items of a list, and lists that are none of talks."""

from __future__ import annotations

import pytest

from embeddings.notes.fields.people.names.shape import Names
from embeddings.notes.formats.markdown import MarkdownFormat, parse
from embeddings.notes.segment.listed_talks import with_listed_talks_apart
from tests.notes.reading import folder, sessions, titles

TALKS = (
    ("Boiling water at scale", "Anna Berg"),
    ("Why kettles whistle when it is cold", "Paul Gruber"),
    ("Descaling without fear", "Ida Voss"),
)
NOTES = "steam is let out by a valve of brass. It opens at two bars."


def listed(item: str, over: str = "Saturday") -> tuple[str, str]:
    items = [item.format(n=n, title=title, who=who) for n, (title, who) in enumerate(TALKS, 1)]
    return "weekend.md", f"# Kettle Conf 2021\n\nIt rained.\n\n## {over}\n\n" + "\n".join(items) + "\n"


@pytest.mark.parametrize(
    "item",
    [
        f"- {{n}}. Talk: {{title}} ({{who}}) {NOTES}",
        f"* [{{title}}](https://kettle.example/{{n}}), {{who}}: {NOTES}",
        f"* {{n}}. Lecture: by {{who}} [{{title}}](https://kettle.example/{{n}}): {NOTES}",
        f"- **{{title}}** by {{who}} (Spout). {NOTES}",
        f'- "{{title}}" ({{who}}): {NOTES}',
        f'- {{who}}: "{{title}}". {NOTES}',
        f"{{n}}. {{who}} - {{title}}\n   - {NOTES}",
        f"{{n}}. {{who}} - {{title}}\n\n   {NOTES}\n",
        f"- [{{title}}](https://kettle.example/{{n}}) by {{who}}\n  {NOTES}",
        f"- [{{title}}](https://kettle.example/{{n}}) di **{{who}}**: {NOTES}",
        f"- ⭐️ [{{who}} — {{title}}](https://www.youtube.com/watch?v=abcdefghij{{n}}) - {NOTES}",
    ],
)
def test_an_item_with_a_title_a_speaker_and_notes_is_a_talk(item: str) -> None:
    found = folder(listed(item)).notes[0].sessions
    assert [note.session.title for note in found] == [title for title, _ in TALKS]
    assert [[who.name for who in note.session.speakers] for note in found] == [[who] for _, who in TALKS]
    assert {note.session.day for note in found} == {"Saturday"}
    for note in found:
        assert [block.text for block in note.text_blocks] == [NOTES]


def test_the_text_of_such_a_talk_stands_on_the_lines_that_are_told() -> None:
    name, text = listed(f"* [{{title}}](https://kettle.example/{{n}}), {{who}}: {NOTES}\n  More of *it*.")
    lines = text.split("\n")
    for note in folder((name, text)).notes[0].sessions:
        assert note.session.title in lines[note.session.line - 1]
        for block in note.text_blocks:
            wanted = MarkdownFormat().words_at(block.text.split("\n"))
            there = MarkdownFormat().words_at(lines[block.line - 1 : block.end_line])
            assert wanted == there[-len(wanted) :]


def test_links_of_an_item_are_of_its_talk() -> None:
    item = f"- [{{title}}](https://kettle.example/{{n}}), {{who}}: {NOTES} [Paper](https://p.example/{{n}})"
    found = sessions(listed(item))
    assert [[link.url for link in session.links] for session in found] == [
        [f"https://kettle.example/{n}", f"https://p.example/{n}"] for n in (1, 2, 3)
    ]


def test_recordings_under_the_word_for_talks_need_no_speaker() -> None:
    item = f"- [{{title}}](https://www.youtube.com/watch?v=abcdefghij{{n}}): {NOTES}"
    assert titles(listed(item, "Talks that I saw")) == [title for title, _ in TALKS]


@pytest.mark.parametrize("day", ["**{}**", "{}:", "## {}"])
def test_a_line_that_is_a_day_gathers_the_talks_below_it(day: str) -> None:
    items = [f"- {title} ({who}): {NOTES}" for title, who in TALKS]
    first, last = day.format("Saturday"), day.format("Sunday")
    text = f"# Kettle Conf 2021\n\n{first}\n\n{items[0]}\n{items[1]}\n\n{last}\n\n{items[2]}\n"
    found = sessions(("weekend.md", text))
    assert [(session.title, session.day) for session in found] == [
        (TALKS[0][0], "Saturday"),
        (TALKS[1][0], "Saturday"),
        (TALKS[2][0], "Sunday"),
    ]


def test_lunch_among_the_talks_is_none_and_belongs_to_none() -> None:
    name, text = listed(f"- {{title}} ({{who}}): {NOTES}")
    text = text.replace("- Why", "- Lunch: soup of leeks with bread.\n- Why")
    found = sessions((name, text))
    assert [session.title for session in found if session.kind == "talk"] == [title for title, _ in TALKS]
    assert [session.title for session in found if session.kind == "other"] == ["Lunch"]


BULLETS = "\n".join(f"- {title} ({who}): {NOTES}" for title, who in TALKS)


@pytest.mark.parametrize(
    ("name", "text", "title"),
    [
        (
            "steam.md",
            f"# Steam and its uses\n\nSpeaker: Jo Harper\n\n## Day 1\n\n{BULLETS}\n",
            "Steam and its uses",
        ),
        ("steam.md", f"# Steam and its uses\n\nJo Harper\n\n## Talks\n\n{BULLETS}\n", "Steam and its uses"),
        (
            "steam.md",
            f"# Steam and its uses\n\nIt is hot.\n\n## What it does\n\n{BULLETS}\n",
            "Steam and its uses",
        ),
        ("steam.md", f"# Steam and its uses\n\nIt is hot.\n\n## Links\n\n{BULLETS}\n", "Steam and its uses"),
        (
            "steam.md",
            f"# Steam and its uses\n\nIt is hot.\n\n## Questions\n\n{BULLETS}\n",
            "Steam and its uses",
        ),
    ],
)
def test_bullets_of_a_talk_stay_its_text(name: str, text: str, title: str) -> None:
    (only,) = folder((name, text)).notes[0].sessions
    assert only.session.title == title
    assert [block.text for block in only.text_blocks if block.kind == "item"] == [
        line.removeprefix("- ") for line in BULLETS.split("\n")
    ]


@pytest.mark.parametrize(
    "items",
    [
        ["Mail Anna Berg: ask for the slides of steam.", "Mail Paul Gruber: thank him well.", "Buy rope."],
        [
            "[Spout](https://s.example): a valve of brass.",
            "[Lid](https://l.example): keeps it warm for long.",
            "[Tap](https://t.example): for those without a kettle.",
        ],
        [
            "Anna Berg: valves are of brass and open late.",
            "Paul Gruber: not on cold days at all.",
            "Ida Voss: lime is what closes them.",
        ],
        [
            "We met Anna Berg at the pier. She was well.",
            "It rained (again) and we stayed inside.",
            "The station was closed. Nobody knew why.",
        ],
        [f"{title} ({who})" for title, who in TALKS],
    ],
    ids=["to do", "links", "who said what", "diary", "programme"],
)
def test_other_lists_of_a_day_are_not_taken_apart(items: list[str]) -> None:
    blocks = parse(["## Saturday", "", *(f"- {item}" for item in items)])
    assert with_listed_talks_apart(blocks, Names(), "weekend") is blocks


def test_a_programme_stays_one_where_its_talks_have_headings_of_their_own() -> None:
    name, text = listed(f"- {{title}} ({{who}}), {NOTES}")
    text += "".join(f"\n## {title}\n\n{who}\n\nThe notes of it.\n" for title, who in TALKS)
    assert titles((name, text)) == [title for title, _ in TALKS]


def test_two_such_items_are_an_accident() -> None:
    text = "# Kettle Conf 2021\n\nIt rained.\n\n## Saturday\n\n" + "\n".join(BULLETS.split("\n")[:2])
    assert len(sessions(("weekend.md", text))) == 1


@pytest.mark.parametrize("over", ["What went on", "流水", "Saturday"])
def test_an_item_over_an_entry_that_names_its_speaker_is_a_talk(over: str) -> None:
    found = folder(listed(f"- {{title}}\n    - {{who}}, plumber at Spout\n    - {NOTES}", over))
    sessions_found = [note.session for note in found.notes[0].sessions]
    assert [session.title for session in sessions_found] == [title for title, _ in TALKS]
    assert [[who.name for who in session.speakers] for session in sessions_found] == [
        [who] for _, who in TALKS
    ]


def test_people_with_their_jobs_are_no_talks() -> None:
    item = "* {who} - distinguished engineer, Spout\n  * " + NOTES
    assert not {title for title, _ in TALKS} & set(titles(listed(item, "Who was there")))
    assert not any("distinguished" in title for title in titles(listed(item, "Who was there")))


def test_talks_may_stand_one_step_down_under_tracks_that_are_items() -> None:
    text = (
        "# Kettle Conf day 1\n\n* Track A\n  * Boiling water at scale - Anna Berg\n    * Heat is no help.\n"
        "  * Descaling without fear - Ida Voss\n    * Vinegar is enough for that.\n"
        "* Track B\n  * Why kettles whistle - Paul Gruber\n    * The spout is narrow.\n"
    )
    found = sessions(("day1.md", text))
    assert [(session.title, session.group) for session in found] == [
        ("Boiling water at scale", "Track A"),
        ("Descaling without fear", "Track A"),
        ("Why kettles whistle", "Track B"),
    ]


@pytest.mark.parametrize("item", ["* {who} ~ {title}", "1. {title}——{who}", "+ {who} ~ {title};"])
@pytest.mark.parametrize("notes", ["- 压力比温度重要，盖子要重一些", "  压力比温度重要，盖子要重一些"])
def test_names_beside_a_tilde_or_a_long_dash_are_speakers_with_pictures_between(
    item: str, notes: str
) -> None:
    if "~" not in item and notes.startswith("-"):
        pytest.skip("only a tilde tells a talk from the items beside it")
    talks = {"安静地烧水": "王晓明", "小房子的管道": "李建国", "蒸汽入门": "赵丽"}
    text = "# 水壶沙龙总结\n\n" + "\n".join(
        f"{item.format(title=title, who=who)}\n\n  ![图](a.jpg)\n\n{notes}\n" for title, who in talks.items()
    )
    found = sessions(("notes.md", text))
    assert {session.title: session.speakers[0].name for session in found} == talks


def test_many_talks_with_notes_need_nothing_over_them_that_says_so() -> None:
    more = (*TALKS, ("Small pipes", "Nkechi Obi"), ("The last drop of all", "Tjark Brandsma"))
    items = "".join(f"- **{who} - {title}**: {NOTES}\n" for title, who in more)
    text = (
        f"---\ntitle: A weekend of steam\n---\n\n### What I heard\n\n{items}\n### What I missed\n\nLunch.\n"
    )
    found = sessions(("2021-10-05-weekend.md", text))
    listed_ones = [session for session in found if session.speakers]
    assert [session.title for session in listed_ones] == [title for title, _ in more]
    assert [[who.name for who in session.speakers] for session in listed_ones] == [[who] for _, who in more]


def test_a_picture_and_a_line_break_may_stand_before_the_tilde_and_other_items_beside_it() -> None:
    text = (
        "# 水壶大会 2016\n\n- 时间: 9:30~18:07\n\n### AM:\n\n+ 开场, 主办方介绍了历史\n"
        "+ 王晓明 ![王](w.jpg)\n ~ 使用铜管烧水的方法;\n    [幻灯](http://kettle.example/a.pdf)\n"
        "    - 简单有效\n"
        "+ 李建国 ![李](l.jpg) ~ 一切皆铜的管道;\n    - 铜很便宜\n\n### PM:\n\n"
        "+ 赵丽 ~ 蒸汽与阀门的关系;\n    - 弹簧\n"
    )
    found = folder(("notes.md", text)).notes[0].sessions
    assert {entry.session.title: entry.session.speakers[0].name for entry in found} == {
        "使用铜管烧水的方法": "王晓明",
        "一切皆铜的管道": "李建国",
        "蒸汽与阀门的关系": "赵丽",
    }
    assert [entry.session.line for entry in found] == [8, 12, 17]
    notes = [(block.text, block.line) for block in found[0].text_blocks if block.kind != "heading"]
    assert notes == [("幻灯", 10), ("简单有效", 11)]


def test_below_a_line_on_talks_a_link_that_an_item_begins_with_is_a_title() -> None:
    talks = (
        "Boiling water in Swift",
        "Kettle management rethought",
        "The purely electric kitchen",
        "Cup Redeployed",
    )
    items = "".join(
        f"* [{title}](http://kettle.example/{title[:3]}.html): hier ging es um Wasser.\n" for title in talks
    )
    text = f"# Kettle Konferenz 2015\n\nEs war warm.\n\nDanach gab es viele interessante Vorträge:\n\n{items}"
    assert titles(("2015-kettle.md", text)) == list(talks)


def test_links_without_notes_below_such_a_line_are_links() -> None:
    items = "".join(
        f"* [Something to boil {number}](http://kettle.example/{number})\n" for number in range(4)
    )
    text = f"# Why kettles whistle\n\nAnna Berg - Engineer - Spout\n\nIt is steam.\n\nOther talks:\n\n{items}"
    assert titles(("kettles.md", text)) == ["Why kettles whistle"]


def test_a_title_that_is_a_link_may_go_on_in_the_next_line() -> None:
    items = "\n".join(
        f"* [A long title of a talk that\n  ends below {n}](https://k.example/{n}): {NOTES}" for n in "abc"
    )
    found = folder(("weekend.md", f"# Kettle Conf 2021\n\n## Talks\n\n{items}\n")).notes[0].sessions
    assert [note.session.title for note in found] == [
        f"A long title of a talk that ends below {n}" for n in "abc"
    ]
    assert [[(block.line, block.text) for block in note.text_blocks] for note in found] == [
        [(line, NOTES)] for line in (6, 8, 10)
    ]


def test_a_list_of_names_beside_talks_with_notes_takes_nothing_from_them() -> None:
    talks = "\n".join(f"* [{title}](https://k.example/a) {who} shows how: {NOTES}" for title, who in TALKS)
    tutorials = "\n".join(f"* [A tutorial on valves {n}](https://k.example/b)" for n in "abcd")
    text = f"# Kettle Conf 2021\n\n## Talks\n\n{talks}\n\n## Tutorial sessions\n\n{tutorials}\n"
    assert titles(("weekend.md", text))[:3] == [title for title, _ in TALKS]


@pytest.mark.parametrize("count", [1, 2])
def test_a_file_of_recordings_and_what_is_said_of_them_is_of_talks_however_few(count: int) -> None:
    items = "\n".join(
        f"* [{title}](https://www.youtube.com/watch?v=abcdefghij{count}) - {NOTES}"
        for title, _ in TALKS[:count]
    )
    front = (
        '---\ntitle: "Kettle Conf 2021"\n---\n\n[All of them](https://www.youtube.com/playlist?list=x)\n\n'
    )
    assert titles(("kettle.md", front + items + "\n")) == [title for title, _ in TALKS[:count]]


def test_a_recording_among_the_links_of_notes_is_no_talk() -> None:
    item = f"- [A film of it boiling](https://youtu.be/abc): {NOTES}"
    text = f"# The quiet valve\n\nAnna Berg\n\n{NOTES * 5}\n\n{item}\n"
    assert titles(("valve.md", text)) == ["The quiet valve"]
