"""What stands before the text, in its three forms, and what only looks like it."""

from __future__ import annotations

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
