"""What stands before the text, in its three forms, and what only looks like it."""

from __future__ import annotations

import pytest

from embeddings.notes.formats.frontmatter import read_front_matter


def test_front_matter_in_its_three_forms() -> None:
    yaml = read_front_matter(["---", "title: Steam", "date: 2022-05-03", "---", "text"])
    assert (yaml.text("title"), yaml.date("date"), yaml.height) == ("Steam", "2022-05-03", 4)
    toml = read_front_matter(["+++", 'title = "Steam"', "date = 2022-05-03T10:00:00Z", "+++"])
    assert (toml.text("title"), toml.date("date"), toml.height) == ("Steam", "2022-05-03", 4)
    pelican = read_front_matter(["Title: Steam", "Date: 2022-05-03 10:00", "", "text"])
    assert (pelican.text("title"), pelican.date("date"), pelican.height) == ("Steam", "2022-05-03", 2)


def test_what_only_looks_like_front_matter_is_text() -> None:
    assert read_front_matter(["---", "just a line between rules", "---"]).height == 0
    assert read_front_matter(["---", "title: never closed"]).height == 0
    assert read_front_matter(["Title: one key alone", "", "text"]).height == 0


def test_front_matter_that_is_broken_is_said_and_still_used() -> None:
    front = read_front_matter(["---", "title: Steam: a love story", "tags: [a", "---"])
    assert front.problem is not None
    assert front.text("title") == "Steam: a love story"


def test_front_matter_runs_nothing() -> None:
    front = read_front_matter(["---", "title: !!python/object/apply:os.system [echo]", "---"])
    assert front.problem is not None


def test_json_is_front_matter_where_it_is_an_object() -> None:
    front = read_front_matter(["{", ' "title": "Steam",', ' "Speaker": "Jo Harper"', "}", "", "text"])
    assert (front.text("title"), front.text("speaker"), front.height) == ("Steam", "Jo Harper", 4)
    assert front.lines["speaker"] == 3
    assert read_front_matter(["{ steam rises }", "text"]).height == 0
    assert read_front_matter(["{", "never closed"]).height == 0


def test_a_comment_or_empty_lines_may_stand_before_front_matter() -> None:
    for before in (["<!-- exported -->"], ["", ""], ["<!--", "by a program", "-->", ""]):
        front = read_front_matter([*before, "---", "title: Steam", "---", "text"])
        assert (front.text("title"), front.height) == ("Steam", len(before) + 3)
        assert front.lines["title"] == len(before) + 2
    assert read_front_matter(["<!-- a comment --> and text", "---", "title: Steam", "---"]).height == 0


def test_lines_of_keys_may_have_keys_of_ones_own() -> None:
    front = read_front_matter(["Title: Steam", "Cover image: a.png", "Speaker: Jo Harper", "", "text"])
    assert (front.text("title"), front.text("speaker"), front.height) == ("Steam", "Jo Harper", 3)
    logseq = read_front_matter(["title:: Steam", "speaker:: Jo Harper", "", "text"])
    assert (logseq.text("speaker"), logseq.height) == ("Jo Harper", 2)
    unopened = read_front_matter(["layout: post", "title: Steam", "---", "text"])
    assert (unopened.text("title"), unopened.height) == ("Steam", 3)
    assert read_front_matter(["Title: Steam", "It rises: all night.", "And a line of text.", ""]).height == 0


def test_a_title_block_of_pandoc() -> None:
    front = read_front_matter(["% Steam", "% Jo Harper", "% 2022-05-03", "text"])
    assert (front.text("title"), front.text("author"), front.date("date")) == (
        "Steam",
        "Jo Harper",
        "2022-05-03",
    )
    assert front.height == 3


def test_a_part_that_cannot_be_read_costs_no_other_part_and_is_named() -> None:
    lines = ["---", "title: Steam: a love story", "speakers:", "  - Jo Harper", "  - Ida Voss", "---"]
    front = read_front_matter(lines)
    assert front.text("title") == "Steam: a love story"
    assert [name for name, _ in front.texts("speakers")] == ["Jo Harper", "Ida Voss"]
    assert "title (line 2)" in (front.problem or "")
    tabs = read_front_matter(["---", "title: Steam", "speakers:", "\t- Jo Harper", "\t- Ida Voss", "---"])
    assert [name for name, _ in tabs.texts("speakers")] == ["Jo Harper", "Ida Voss"]
    toml = read_front_matter(["+++", "title = Steam", 'speakers = ["Jo Harper", "Ida Voss"]', "+++"])
    assert [name for name, _ in toml.texts("speakers")] == ["Jo Harper", "Ida Voss"]


@pytest.mark.parametrize("date", ["2024-02-31", "0000-00-00"])
def test_a_day_that_no_calendar_has_costs_nothing_else(date: str) -> None:
    front = read_front_matter(["---", "title: Steam", f"date: {date}", "speakers:", "  - Jo Harper", "---"])
    assert (front.problem, front.date("date"), front.texts("speakers")) == (None, None, [("Jo Harper", 4)])


@pytest.mark.parametrize("value", ["0x" + "f" * 5000, "9" * 5000, ":".join(["59"] * 3000)])
@pytest.mark.parametrize("line", ["title: {}", "{}: title"])
def test_a_number_that_no_program_can_show_is_text(line: str, value: str) -> None:
    front = read_front_matter(["---", line.format(value), "speaker: Jo Harper", "---"])
    assert front.text("title") in (value, None)
    assert front.text("speaker") == "Jo Harper"


def test_links_to_notes_need_no_quotation_marks() -> None:
    lines = [
        "---",
        "event: [[Kettle Conf 2021]]",
        "speakers:",
        "  - [[Jo Harper]]",
        '  - "[[Ida Voss|Ida]]"',
        "---",
    ]
    front = read_front_matter(lines)
    assert front.text("event") == "Kettle Conf 2021"
    assert [name for name, _ in front.texts("speakers")] == ["Jo Harper", "Ida"]
