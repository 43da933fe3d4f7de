"""What a text speaks of, talks or a talk, tells what the headings beside it are."""

from __future__ import annotations

import pytest

from tests.notes.reading import titles

PARTS = ("Boiling water at home", "A kettle for everybody", "Limescale and other enemies")


def posts(line: str, opening: str) -> str:
    parts = "".join(f"#### {title}\n\n{opening} It was about water.\n\n" for title in PARTS)
    return f"---\ntitle: KETTLO11\ndate: 2010-08-01\n---\n\nI was there at last.\n\n{line}\n\n{parts}"


@pytest.mark.parametrize(
    ("line", "opening"),
    [
        ("Some talks that I attended:", "The speaker was calm."),
        ("Algumas palestras que eu assisti:", "Palestra do pessoal da cozinha."),
        ("Einige Vorträge, die ich gehört habe:", "Der Vortrag war kurz."),
        ("Quelques conférences que j'ai vues :", "La présentation était courte."),
        ("聞いた発表:", "発表者は落ち着いていた。"),
    ],
)
def test_what_stands_below_a_line_on_talks_is_talks(line: str, opening: str) -> None:
    assert titles(("kettlo11.md", posts(line, opening))) == list(PARTS)


def test_the_same_headings_without_such_a_line_are_parts_of_one_talk() -> None:
    text = posts("These are my thoughts on it.", "Water boils.")
    assert titles(("kettlo11.md", text)) == ["KETTLO11"]


def test_a_heading_whose_text_leads_to_talks_gathers_them() -> None:
    text = (
        "# 水壶全球大会\n\n大会很大。\n\n## 我听到的\n\n下午听了两个分享会，记录如下：\n\n"
        "### Kettle Shuffle Manager\n\n更换了水壶。\n\n#### 水壶介绍\n\n它很快。\n\n"
        "### 持久的茶壶\n\n茶壶可以保存水。\n\n### 其他\n\n还有杯子。\n\n## 写在最后\n\n学到了很多。\n"
    )
    assert titles(("kettle.md", text)) == ["Kettle Shuffle Manager", "持久的茶壶"]


def test_one_talk_alone_below_the_heading_of_a_group_is_a_talk() -> None:
    def day(number: int, title: str, parts: tuple[str, ...]) -> tuple[str, str]:
        below = "".join(f"#### {part}\n\nSome words on it.\n\n" for part in parts)
        return (
            f"20210329_steamcon_{number}.md",
            f"# 20210329_steamcon_{number}\n\n## 2 - Presentations\n\n### 2.{number} - {title}\n\n{below}",
        )

    files = [
        day(1, "Reworking your kettles", ("Starting point", "Spouts", "Bumps in the road")),
        day(2, "Teapots", ("Handles", "Lids and knobs")),
    ]
    assert titles(*files) == ["Reworking your kettles", "Teapots"]


def test_short_titles_with_text_are_talks_too_where_nobody_names_speakers() -> None:
    told = "It boils the water in a minute, and whoever waits beside it has a cup in each hand by then."
    names = (
        "Baking a teapot at home",
        "TeaShell",
        "Kettle native cups",
        "Deepsteam",
        "Soft skills for cooks",
    )
    text = "# Kettlefest 2017\n\n" + "".join(f"## {name}\n\n{told}\n\n" for name in names)
    assert titles(("README.md", text)) == list(names)
