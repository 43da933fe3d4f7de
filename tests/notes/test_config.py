"""``quoth.toml``: every key is read, checked and documented."""

from __future__ import annotations

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
    ],
)
def test_a_value_that_is_none_of_its_key_is_named(tmp_path: Path, line: str, said: str) -> None:
    config_file(tmp_path, line + "\n")
    with pytest.raises(NotesError, match=said):
        read_config(tmp_path)


def test_every_key_of_the_config_is_documented() -> None:
    manual = (DOCS / "notes.md").read_text(encoding="utf-8")
    for key in config.KEYS:
        assert f"{key} = " in (config.__doc__ or "")
        assert re.search(rf"^    {key} = .*#", manual, re.M), f"docs/notes.md says nothing of {key}"


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
    assert 'dates = "day first" or dates = "month first"' in asked[0]
    config_file(tmp_path, 'dates = "month first"\n')
    assert not [finding for finding in lint(tmp_path) if finding.rule == "unreadable-date"]


def config_file(folder: Path, text: str) -> None:
    (folder / "quoth.toml").write_text(text, encoding="utf-8")
