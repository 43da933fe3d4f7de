"""Every rule of lint: one note that breaks it, and one that does not."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from embeddings.notes import findings, lint, read_folder

GOOD = "# Kettle Conf 2021 - Day 1 - Oct. 4\n\n## Steam without tears\n\nAnna Berg - Engineer\n\nThe text.\n"


def rules(tmp_path: Path, text: str, name: str = "day1.md") -> set[tuple[str, int]]:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return {(finding.rule, finding.line) for finding in lint(tmp_path)}


def test_good_notes_have_no_findings(tmp_path: Path) -> None:
    (tmp_path / "k.png").write_bytes(b"x")
    assert rules(tmp_path, GOOD + "\n![a kettle](k.png) and ![far](https://k.example/k.png)\n") == set()


@pytest.mark.parametrize(
    ("added", "rule", "line"),
    [
        ("\n## Whistles and why we need more of them\n\nText.\n", "no-speaker", 9),
        ("\n## Whistles for everyone - Paul Gruber\n", "no-text", 9),
        ("\n![a kettle](gone.png)\n", "dead-image", 9),
        ("\n![a kettle](../gone.png)\n", "outside-image", 9),
        ("\n[here](https://k.example)\n", "link-text", 9),
        ("\n[the paper]()\n", "empty-link", 9),
        ("\n### " + "very " * 25 + "long\n", "long-heading", 9),
        ("\n## Steam without tears\n\nPaul Gruber - Engineer\n\nOther text.\n", "duplicate-title", 9),
        ("\n### On 6/7/2021\n\ntext\n", "unreadable-date", 9),
    ],
)
def test_a_rule_and_its_line(tmp_path: Path, added: str, rule: str, line: int) -> None:
    assert (rule, line) in rules(tmp_path, GOOD + added)


def test_images_of_one_folder_outside_are_told_of_once(tmp_path: Path) -> None:
    images = [f"![a kettle](../pictures/{number}.png)\n" for number in range(85)]
    for day in ("one", "two"):
        (tmp_path / f"{day}.md").write_text(f"{GOOD}\n{''.join(images)}![a lid](../lids/{day}.png)\n")
    told = [finding for finding in lint(tmp_path) if finding.rule == "outside-image"]
    assert [(finding.file, finding.line) for finding in told] == [("one.md", 9), ("one.md", 94)]
    assert told[0].message == (
        "the image ../pictures/0.png and 169 more in its folder lie outside the notes folder"
    )


@pytest.mark.parametrize(
    ("date", "found"),
    [
        ("06/07/2021", {("unreadable-date", 5)}),
        ("Tuesday 06/07/2021", set()),
        ("06/07/2021, for it was not yet 25/07/2021", set()),
        ("25/07/2021", set()),
        ("2021-07-06", set()),
    ],
)
def test_a_date_of_a_session_that_could_be_two_days(
    tmp_path: Path, date: str, found: set[tuple[str, int]]
) -> None:
    text = f"# Steam without tears\n\nSpeaker: Anna Berg\n\nDate: {date}\n\ntext of the talk\n"
    assert rules(tmp_path, text, "steam.md") == found


def test_a_day_without_a_year(tmp_path: Path) -> None:
    found = rules(tmp_path, GOOD.replace("Kettle Conf 2021", "Kettle Conf"))
    assert ("unreadable-date", 3) in found


def test_front_matter_that_cannot_be_read(tmp_path: Path) -> None:
    text = "---\ntitle: Steam: a story\ntags: [a\n---\n\nSpeaker: Anna Berg\n\ntext\n"
    assert ("front-matter", 1) in rules(tmp_path, text, "steam.md")


def test_a_date_that_may_be_that_of_publishing(tmp_path: Path) -> None:
    text = "---\ntitle: Steam without tears\ndate: 2022-07-01\n---\n\nSpeaker: Anna Berg\n\ntext\n"
    assert rules(tmp_path, text, "steam.md") == {("publishing-date", 3)}


def test_a_file_that_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "latin.md").write_bytes(b"\xe9\xe9")
    assert rules(tmp_path, GOOD) == {("skipped", 1)}


def test_every_rule_is_documented() -> None:
    text = (findings.__doc__ or "") + (sys.modules["embeddings.notes.lint"].__doc__ or "")
    documented = {match[1] for match in re.finditer(r"^([a-z]+(?:-[a-z]+)?)  +\S", text, re.M)}
    folder = Path(findings.__file__).parent
    sources = "".join((folder / name).read_text(encoding="utf-8") for name in ("findings.py", "lint.py"))
    used = set(re.findall(r'"((?:[a-z]+-)?[a-z]+)", (?:f?"|message)', sources))
    assert len(used) >= 10
    assert used <= documented


def test_lint_is_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    (tmp_path / "b.md").write_text("# Steam\n\ntext\n")
    (tmp_path / "a.md").write_text("# Whistles\n\ntext\n")
    assert [finding.file for finding in lint(tmp_path)] == ["a.md", "b.md"]


TWO_WAYS = (
    "# Steam without many tears\n\nSome text.\n\n## Heating water slowly\n\nText.\n\n## Cooling\n\nText.\n"
)


def doubts(tmp_path: Path, rule: str) -> list[str]:
    return [finding.message for finding in lint(tmp_path) if finding.rule == rule]


@pytest.mark.parametrize("sessions", ["one", "several"])
def test_a_doubt_about_the_structure_has_its_reason_and_a_line_that_settles_it(
    tmp_path: Path, sessions: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Every decision counts as doubtful that the organiser has not taken.
    monkeypatch.setattr(findings, "DOUBT", 50.0)
    (tmp_path / "steam [1].md").write_text(TWO_WAYS, encoding="utf-8")
    (doubt,) = doubts(tmp_path, "structure-uncertain")
    assert re.match(r"(?:hardly more than a guess|likely, but not sure) that ", doubt)
    assert "(for one: title of 4 words or more" in doubt
    line = re.search(rf'files\."[^"]*\.md"\.sessions = "{sessions}"', doubt)
    assert line
    (tmp_path / "quoth.toml").write_text(line[0] + "\n", encoding="utf-8")
    assert doubts(tmp_path, "structure-uncertain") == []
    assert len(read_folder(tmp_path).notes[0].sessions) == (1 if sessions == "one" else 2)


@pytest.mark.parametrize(("answer", "speakers"), [("first line", ["Teapot Kettle"]), ("nowhere", [])])
def test_a_doubt_about_speakers_has_lines_that_settle_it(
    tmp_path: Path, answer: str, speakers: list[str]
) -> None:
    (tmp_path / "steam.md").write_text(
        "# Steam without many tears\n\nTeapot Kettle\n\nIt is hot.\n", encoding="utf-8"
    )
    (doubt,) = doubts(tmp_path, "speakers-uncertain")
    assert doubt.startswith("likely, but not sure that Teapot Kettle spoke (")
    assert f'files."steam.md".speakers = "{answer}"' in doubt
    (tmp_path / "quoth.toml").write_text(f'files."steam.md".speakers = "{answer}"\n', encoding="utf-8")
    assert doubts(tmp_path, "speakers-uncertain") == []
    (session,) = read_folder(tmp_path).notes[0].sessions
    assert [speaker.name for speaker in session.session.speakers] == speakers


@pytest.mark.parametrize(
    ("answer", "title"), [("first line", "Quiet boiling for all"), ("heading", "Pressure is all")]
)
def test_a_doubt_about_the_title_has_lines_that_settle_it(tmp_path: Path, answer: str, title: str) -> None:
    (tmp_path / "0403.md").write_text(
        "Quiet boiling for all\n\nSpeaker: Anna Berg\n\nIt is hot.\n\n## Pressure is all\n\nText.\n",
        encoding="utf-8",
    )
    (doubt,) = doubts(tmp_path, "title-uncertain")
    assert 'that "Quiet boiling for all" is the title (it is the first line, not the first heading' in doubt
    assert f'files."0403.md".title = "{answer}"' in doubt
    (tmp_path / "quoth.toml").write_text(f'files."0403.md".title = "{answer}"\n', encoding="utf-8")
    assert doubts(tmp_path, "title-uncertain") == []
    assert [entry.session.title for entry in read_folder(tmp_path).notes[0].sessions] == [title]


def test_a_title_that_stands_in_one_place_is_no_doubt(tmp_path: Path) -> None:
    (tmp_path / "boiling.md").write_text("# Quiet boiling\n\nSpeaker: Anna Berg\n\n## Notes\n\nText.\n")
    assert doubts(tmp_path, "title-uncertain") == []


def test_the_lines_of_several_doubts_go_into_the_settings_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(findings, "DOUBT", 50.0)
    for name in ("steam [1].md", 'he said "hot".md', "day\x7f.md", "lids.md"):
        own = re.sub(r"(?m)^(#+ .*)$", rf"\1 of {len(name)} kettles", TWO_WAYS)
        (tmp_path / name).write_text(own, encoding="utf-8")
    lines = [
        re.findall(r'files\.".*?\.md"\.sessions = "\w+"', doubt)
        for doubt in doubts(tmp_path, "structure-uncertain")
    ]
    assert len(lines) == 4
    chosen = [found[number % 2] for number, found in enumerate(lines)]
    (tmp_path / "quoth.toml").write_text("\n".join(chosen), encoding="utf-8")
    assert doubts(tmp_path, "structure-uncertain") == []
    assert doubts(tmp_path, "settings") == []


def test_a_file_that_is_left_out_and_holds_a_session_is_read_by_the_line_that_is_told(tmp_path: Path) -> None:
    (tmp_path / "one.md").write_text("# Steam\n\nSpeaker: Anna Berg\n\ntext\n")
    (tmp_path / "README.md").write_text("# Notes\n\nWhat we saw in Ghent.\n")
    (left_out,) = doubts(tmp_path, "skipped")
    (line,) = re.findall(r'files\.".*?\.md"\.sessions = "one"', left_out)
    (tmp_path / "quoth.toml").write_text(line, encoding="utf-8")
    assert [note.file for note in read_folder(tmp_path).notes if note.sessions] == ["one.md", "README.md"]


@pytest.mark.parametrize(
    ("front", "line"),
    [
        ("", "Date: 31 February 2024"),
        ("", "When: 13/13/2013, Ghent"),
        ("", "Datum: 13.5.24"),
        ("", "Date: 2024-00-10"),
        ("date: 2024-02-31", "text"),
        ("event_date: February 31, 2024", "text"),
    ],
)
def test_what_is_meant_for_a_date_and_is_none_is_told(tmp_path: Path, front: str, line: str) -> None:
    (tmp_path / "a.md").write_text(f"---\ntitle: Steam\n{front}\n---\n\n{line}\n\nIt is hot.\n")
    (told,) = doubts(tmp_path, "unreadable-date")
    assert told.endswith("is no date that can be read; write it as YYYY-MM-DD")


@pytest.mark.parametrize(
    "line", ["Date: 13 May 2024", "When: at noon", "Time: 10:30-11:15", "Date: to be told", "Time: 3rd slot"]
)
def test_what_is_a_date_or_not_meant_for_one_is_no_finding(tmp_path: Path, line: str) -> None:
    (tmp_path / "a.md").write_text(f"# Steam\n\n{line}\nSpeaker: Anna Berg\n\nIt is hot.\n")
    assert doubts(tmp_path, "unreadable-date") == []


def test_a_date_of_the_front_matter_that_could_be_two_days_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: Steam\ndate: 05/06/2024\n---\n\nIt is hot.\n")
    (told,) = doubts(tmp_path, "unreadable-date")
    assert told.startswith("05/06/2024 could be two days")
