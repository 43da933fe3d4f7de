"""``quoth.toml``: every key is read, checked and documented."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from embeddings.errors import NotesError
from embeddings.notes import FolderConfig, config, lint, read_config
from embeddings.notes.config import SpeakerSource, TitleSource
from embeddings.text.dates import DayOrder
from tests.notes.reading import sessions, titles
from tests.paths import DOCS

ORDERS: tuple[DayOrder, ...] = ("day first", "month first")


def test_the_keys_are_read_and_checked(tmp_path: Path) -> None:
    assert read_config(tmp_path) == FolderConfig()
    config_file(tmp_path, 'level = 3\nexclude = ["drafts/*"]\nevent = "Kettle Conf"\nyear = 2021\n')
    assert read_config(tmp_path) == FolderConfig(3, ("drafts/*",), "Kettle Conf", 2021, None)
    config_file(tmp_path, "levle = 3\n")
    with pytest.raises(
        NotesError, match="unknown key levle; the keys are level, one_session, many_sessions, title, speakers"
    ):
        read_config(tmp_path)
    config_file(tmp_path, "level = 9\n")
    with pytest.raises(NotesError, match="level must be"):
        read_config(tmp_path)
    config_file(tmp_path, "level = \n")
    with pytest.raises(NotesError, match="not valid TOML"):
        read_config(tmp_path)
    config_file(tmp_path, 'base_url = "javascript:alert(1)"\n')
    with pytest.raises(NotesError, match="base_url must be an address"):
        read_config(tmp_path)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('title = "headline"', 'title must be "heading", "first line", "file name" or "front matter"'),
        (
            'speakers = ["title"]',
            'speakers must be "first line", "title", "label", "front matter" or "nowhere"',
        ),
        ('dates = "year first"', 'dates must be "day first" or "month first", not \'year first\''),
        ('one_session = "talks/*"', "one_session must be a list of patterns, not 'talks/\\*'"),
        ("many_sessions = [1]", "many_sessions must be a list of patterns"),
        ('files."a.md".sessions = "two"', 'files."a.md".sessions must be "one" or "several", not \'two\''),
        ('files."a.md".level = 2', 'unknown key level of files."a.md"; the keys are sessions, title'),
        ('files = "a.md"', "files must name files and what holds of them"),
        ("year = " + "9" * 5000, "is not valid TOML: it holds a number of too many digits"),
        ("year = 0x" + "f" * 5000, "year must be a year such as 2024, not a number of too many digits"),
        ('event = ["' + "x" * 500 + '"]', r"event must be text, not \['x{57}…\."),
        (
            'title = "heading"\ntitle = "first line"',
            "a key stands twice .at line 2.*keep one",
        ),
    ],
)
def test_a_value_that_is_none_of_its_key_is_named(tmp_path: Path, line: str, said: str) -> None:
    config_file(tmp_path, line + "\n")
    with pytest.raises(NotesError, match=said):
        read_config(tmp_path)


def test_every_key_of_the_config_is_documented() -> None:
    manual = (DOCS / "notes.md").read_text(encoding="utf-8")
    for key in config.KEYS:
        assert re.search(rf"^{key}(?: = |\.)", config.__doc__ or "", re.M)
        assert re.search(rf"^    {key}(?: = |\.).*#", manual, re.M), f"docs/notes.md says nothing of {key}"


def test_files_are_told_to_be_one_session_or_many() -> None:
    text = "# Steam\n\n## Heating a kettle\n\ntext\n\n## Cooling a kettle\n\ntext\n"
    one = FolderConfig(level=2, one_session=("talks/*",))
    assert titles(("day.md", text), ("talks/steam.md", text), config=one) == [
        "Heating a kettle",
        "Cooling a kettle",
        "Steam",
    ]
    several = FolderConfig(level="file", many_sessions=("day*",))
    assert titles(("day.md", text), ("steam.md", text), config=several) == [
        "Heating a kettle",
        "Cooling a kettle",
        "Steam",
    ]


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("heading", "On steam"),
        ("first line", "Steam in the morning"),
        ("file name", "Kettle talk"),
        ("front matter", "Steam, as told"),
    ],
)
def test_the_title_of_a_file_stands_where_it_is_told(source: TitleSource, title: str) -> None:
    text = "---\ntitle: Steam, as told\n---\nSteam in the morning\n\n# On steam\n\nIt is hot.\n"
    told = FolderConfig(level="file", title=source)
    assert titles(("kettle-talk.md", text), config=told) == [title]


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("first line", ["Teapot Kettle"]),
        ("title", ["Anna Berg"]),
        ("label", ["Paul Gruber"]),
        ("front matter", ["Ida Voss"]),
        ("nowhere", []),
    ],
)
def test_speakers_are_named_where_it_is_told(source: SpeakerSource, names: list[str]) -> None:
    texts = {
        "first line": "# Steam without tears\n\nTeapot Kettle\n\nIt is hot.\n",
        "title": "# Steam without tears - Anna Berg\n\nSam Osei - Spout\n\nIt is hot.\n",
        "label": "# Steam without tears\n\nSpeaker: Paul Gruber\n\nIt is hot.\n",
        "front matter": "---\nspeaker: Ida Voss\n---\n# Steam without tears\n\nSam Osei\n\nIt is hot.\n",
        "nowhere": "# Steam without tears\n\nSam Osei - Spout\n\nIt is hot.\n",
    }
    told = FolderConfig(level="file", speakers=source)
    (session,) = sessions(("steam.md", texts[source]), config=told)
    assert [speaker.name for speaker in session.speakers] == names


def test_the_order_of_day_and_month_is_as_told() -> None:
    text = "# Kettle Conf 6/7/2019\n\n## Heating a kettle - Anna Berg\n\ntext\n"
    dates = {
        order: sessions(("kettle.md", text), config=FolderConfig(level=2, dates=order))[0].date
        for order in ORDERS
    }
    assert dates == {"day first": "2019-07-06", "month first": "2019-06-07"}


def test_lint_asks_for_the_order_of_day_and_month_until_it_is_told(tmp_path: Path) -> None:
    (tmp_path / "kettle.md").write_text("# Kettle Conf 6/7/2019\n\n## Steam - Anna Berg\n\ntext\n")
    asked = [finding.message for finding in lint(tmp_path) if finding.rule == "unreadable-date"]
    assert len(asked) == 1
    line = 'files."kettle.md".dates = "month first"'
    assert f'files."kettle.md".dates = "day first" or {line}' in asked[0]
    config_file(tmp_path, line + "\n")
    assert not [finding for finding in lint(tmp_path) if finding.rule == "unreadable-date"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_settings_may_be_saved_by_any_editor(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "quoth.toml").write_bytes('event = "Kesseltag in Köln am Rhein"\r\n'.encode(encoding))
    assert read_config(tmp_path).event == "Kesseltag in Köln am Rhein"


def test_settings_that_are_a_pipe_are_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "quoth.toml")
    with pytest.raises(NotesError, match="is not a regular file"):
        read_config(tmp_path)


def test_single_files_are_told_of_line_by_line_and_the_last_line_holds(tmp_path: Path) -> None:
    config_file(
        tmp_path,
        'level = "file"\ntitle = "file name"\nfiles."*".year = 2020\nfiles."a.md".sessions = "several"\n'
        'files."a.md".year = 2021\nfiles."b.md".title = "heading"\n',
    )
    day = "# Kettle Days, 3 May\n\n## Heating a kettle\n\ntext\n\n## Cooling a kettle\n\ntext\n"
    found = sessions(("a.md", day), ("b.md", day), config=read_config(tmp_path))
    assert [(one.title, one.date) for one in found] == [
        ("Heating a kettle", "2021-05-03"),
        ("Cooling a kettle", "2021-05-03"),
        ("Kettle Days, 3 May", "2020-05-03"),
    ]


def told(folder: Path) -> list[str]:
    return [finding.message for finding in lint(folder) if finding.rule == "settings"]


def test_settings_without_effect_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Steam\n\nSpeaker: Anna Berg\n\n## Heat\n\ntext\n")
    (tmp_path / "LICENSE.md").write_text("Permission is hereby granted\n")
    settings = {
        'exclude = ["./a.md", "LICENSE*"]': ['"./a.md" of exclude fits no file'],
        'one_session = ["b.md"]': ['"b.md" of one_session fits no file'],
        'files."b.md".title = "heading"': ['files."b.md" fits no file'],
        'exclude = ["*"]': ["exclude leaves out every file"],
        'one_session = ["a.md"]\nmany_sessions = ["*.md"]': ["a.md is told to be one session and several"],
        'level = 2\nmany_sessions = ["a.md"]': ["level = 2 tells the sessions of a.md, not many_sessions"],
        "level = 6": ["level = 6 of quoth.toml is that of no heading here"],
        'level = 2\nexclude = ["LICENSE*"]': [],
    }
    for text, said in settings.items():
        config_file(tmp_path, text + "\n")
        found = told(tmp_path)
        assert [message[: len(start)] for message, start in zip(found, said, strict=True)] == said


def test_a_file_of_several_sessions_that_has_no_titles_is_told(tmp_path: Path) -> None:
    (tmp_path / "day.txt").write_text("It was warm.\n\nSteam rose.\n")
    config_file(tmp_path, 'many_sessions = ["day.txt"]\n')
    (message,) = told(tmp_path)
    assert "nothing looks like their titles" in message


def test_settings_under_a_name_in_other_letters_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Steam\n\nSpeaker: Anna Berg\n\ntext\n")
    (tmp_path / "Quoth.toml").write_text('level = "file"\n')
    if not (tmp_path / "quoth.toml").exists():  # a file system that knows no difference finds it
        assert told(tmp_path) == ["Quoth.toml is not read; call it quoth.toml"]


def config_file(folder: Path, text: str) -> None:
    (folder / "quoth.toml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("source", ["nowhere", "title"])
def test_sessions_stay_where_the_speakers_are_said_to_stand_elsewhere(source: SpeakerSource) -> None:
    names = ("Anna Berg", "Paul Gruber", "Jo Harper")
    text = "**Kettle day**\n\n" + "".join(
        f"**{title}**\n\n*{name}, Spout*\n\n* It boils.\n\n"
        for title, name in zip(("Boiling water twice", "Lids", "What nobody says of tea"), names, strict=True)
    )
    found = [
        [(session.title, [who.name for who in session.speakers]) for session in sessions(file, config=told)]
        for file in [("day.md", text)]
        for told in (FolderConfig(), FolderConfig(speakers=source))
    ]
    assert len(found[0]) >= len(names)
    assert found[1] == [(title, []) for title, _ in found[0]]
