"""What is left out of notes, and told: files without sessions, and data that is no text."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from embeddings.notes.fields.placeholders import is_placeholder
from embeddings.notes.lint import lint
from tests.notes.reading import folder, sessions, titles

TALK = "# Why kettles whistle\n\nSpeaker: Anna Berg\n\nThey do so all day.\n"
DATA = base64.b64encode(bytes(range(256)) * 12).decode()


def test_a_list_of_other_files_is_named_as_left_out() -> None:
    index = "# Kettle Conf\n\n- [One](one.md)\n- [Two](two.md)\n- [Three](three.md)\n"
    read = folder(("one.md", TALK), ("README.md", index), ("wishes.md", "# Talks to watch\n\n- One\n- Two\n"))
    assert {entry.file: entry.reason for entry in read.skipped} == {
        "README.md": "a list of other files of notes",
        "wishes.md": "a table of contents or a list of what is to be seen, by its title",
    }
    assert [entry.session.file for note in read.notes for entry in note.sessions] == ["one.md"]


def _programme(entry: str) -> str:
    entries = [entry.format(title=f"Why the kettle whistles, part {n}", n=n) for n in "abcdef"]
    return "# Kettle Conf 2021 together\n\n## 09:30 ~ 10:15\n\n" + "\n".join(entries) + "\n"


def test_a_programme_of_links_to_pages_of_its_site_is_a_list_of_them() -> None:
    text = _programme("- @R0 [{title} - Anna Berg](/@kettles/{n}Xy)")
    assert titles(("one.md", TALK), ("together.md", text)) == ["Why kettles whistle"]


def test_a_programme_with_notes_or_with_links_to_elsewhere_is_of_sessions() -> None:
    noted = "- [{title} - Anna Berg](/@kettles/{n}Xy): it was told that steam has to go out of it somewhere"
    for entry in (noted, "- [{title} - Anna Berg](https://kettles.example/{n})"):
        assert len(titles(("one.md", TALK), ("together.md", _programme(entry)))) > 1


def left_out(folder: Path) -> list[tuple[str, str]]:
    """Return the files that are left out, each with its reason, without what its author may do."""
    return [(one.file, one.message.split(";")[0]) for one in lint(folder) if one.rule == "skipped"]


def test_lint_names_the_files_that_give_no_session(tmp_path: Path) -> None:
    (tmp_path / "one.md").write_text(TALK)
    (tmp_path / "README.md").write_text("# Notes\n\nWhat we saw in Ghent.\n")
    assert left_out(tmp_path) == [
        ("README.md", "left out: an introduction to the folder, without notes of a session")
    ]


def test_pictures_that_are_written_into_the_notes_have_no_address() -> None:
    pictures = f"![steam](data:image/png;base64,{DATA})\n\n![whistle](whistle.png)\n"
    (note,) = folder(("one.md", TALK + "\n" + pictures)).notes
    assert [image.path for image in note.sessions[0].session.images] == ["whistle.png"]


def test_base64_in_a_code_block_is_no_text() -> None:
    lines = "\n".join(DATA[start : start + 76] for start in range(0, 760, 76))
    code = f"```\n{DATA}\n```\n\n```\n{lines}\n```\n\n```python\nwhistle(loud=True)\n```\n"
    (note,) = folder(("one.md", TALK + "\n" + code)).notes
    texts = [block.text for block in note.sessions[0].text_blocks]
    assert any("whistle(loud=True)" in text for text in texts)
    assert not any(DATA[:70] in text for text in texts)


def test_a_list_that_names_the_other_files_by_their_web_addresses_is_left_out() -> None:
    address = "https://git.example/ana/notes/tree/main/2021/Why_kettles%20whistle_{0}"
    index = "# Kettle Conf\n\n" + "".join(
        f"##### [Why kettles whistle {n} - Anna Berg]({address.format(n)})\n" for n in (1, 2, 3)
    )
    talks = [(f"2021/Why kettles whistle {n}.md", TALK) for n in (1, 2, 3)]
    read = folder(*talks, ("README.md", index))
    assert [entry.file for entry in read.skipped] == ["README.md"]


def test_a_note_that_links_to_others_by_their_names_is_left_out_and_names_their_speakers() -> None:
    talks = "- [[Quiet boiling]] by Anna Berg\n- [[Steam for all|Steam]] by Ida Voss\n"
    cover = f"# Kettle Conf 2023\n\n## Talks\n\n{talks}"
    read = folder(
        ("Kettle Conf 2023.md", cover),
        ("Quiet boiling.md", "#talk\n\n- Heavy lids.\n"),
        ("Steam for all.md", "#talk\n\nTwo valves.\n"),
    )
    found = [entry.session for note in read.notes for entry in note.sessions]
    assert [entry.file for entry in read.skipped] == ["Kettle Conf 2023.md"]
    assert [(session.title, [who.name for who in session.speakers]) for session in found] == [
        ("Quiet boiling", ["Anna Berg"]),
        ("Steam for all", []),
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "Talk title - Speaker name",
        "[Title] by [Speaker]",
        "<title>",
        "Titel - Name der Referentin",
        "Titre de la conférence – Nom de l'orateur",
        "Título de la charla (ponente)",
        "발표 제목 - 연사자 성함",
        "発表タイトル / 登壇者名",
        "演讲标题 - 讲者姓名",
    ],
)
def test_a_template_in_the_introduction_is_no_session(heading: str) -> None:
    words = "What we learnt at every event that we went to, written down for those who stayed. " * 12
    template = f"# Our notes\n\n{words}\n\n## {heading}\n\n- Point one\n- Point two\n"
    read = folder(("2021/one.md", TALK), ("README.md", template))
    assert {entry.file: entry.reason for entry in read.skipped} == {"README.md": "a template of notes"}


def test_a_template_below_talks_is_left_out_and_the_talks_stay() -> None:
    talks = (
        "# Kettle Conf 2021\n\n## Why kettles whistle - Anna Berg\n\nThey do so all day.\n\n"
        "## Lids for everybody - Ida Voss\n\nThey fall off.\n\n## Talk title - Speaker name\n\n- Point one\n"
    )
    assert titles(("day.md", talks)) == ["Why kettles whistle", "Lids for everybody"]


@pytest.mark.parametrize(
    "title", ["Title fights of great speakers", "The name of the talk is steam", "Speakers"]
)
def test_a_title_that_speaks_of_titles_is_no_placeholder(title: str) -> None:
    assert not is_placeholder(title)


def test_an_introduction_that_links_to_the_folders_of_events_is_left_out() -> None:
    address = "https://git.example/ana/notes/tree/main/2021"
    events = [("Kettle Day", "Steam"), ("Lid%20Conf", "Lids"), ("Spout Days", "Spouts")]
    linked = "".join(f"### {topic}\n* [{name}]({address}/{name})\n\n" for name, topic in events)
    index = f"# Went to events\n\n## Please help!\n\n* Do mend what is wrong.\n\n## 2021\n\n{linked}"
    talks = [(f"2021/{name.replace('%20', ' ')}/notes.md", TALK) for name, _ in events]
    read = folder(
        *talks,
        ("README.md", index.replace("Kettle Day)", "Kettle%20Day)").replace("Spout Days)", "Spout%20Days)")),
    )
    assert {entry.file: entry.reason for entry in read.skipped} == {
        "README.md": "a list of other files of notes"
    }


def test_an_introduction_that_names_the_events_without_links_is_left_out() -> None:
    about = "Two days in the old brewery at the river, sold out within a day, with good food. "
    events = ["Kettle Day 2021", "Lid Conf 2021", "Spout Days 2022"]
    index = "# Where we went\n\n" + "".join(f"## {event}\n\n{about * 2}\n\n" for event in events)
    talks = [(f"{event}/notes.md", TALK) for event in events]
    read = folder(*talks, ("README.md", index))
    assert [entry.file for entry in read.skipped] == ["README.md"]


def test_talks_of_a_vault_that_mention_each_other_are_notes_of_their_own() -> None:
    talk = (
        '---\nspeaker: "[[Anna Berg]]"\nevent: "[[Kettle Conf 2021]]"\n---\nup:: [[Kettle Conf 2021]]\n\n'
        "This goes on from [[Quiet boiling]] and [[Steam for all]]; see also [[Lids]] and [[Spouts]].\n\n"
        "- the lid was off for ten minutes\n- see [[Lids|what we learnt of lids]]\n"
    )
    cover = "# Kettle Conf 2021\n\n- [[Quiet boiling]]\n- [[Steam for all]]\n- [[Lids]]\n- [[Spouts]]\n"
    named = ["Quiet boiling", "Steam for all", "Lids", "Spouts"]
    read = folder(*[(f"{name}.md", talk) for name in named], ("Kettle Conf 2021.md", cover))
    assert [entry.session.title for note in read.notes for entry in note.sessions] == named
    assert [entry.file for entry in read.skipped] == ["Kettle Conf 2021.md"]


def test_a_talk_that_names_nobody_and_mentions_others_in_its_sentences_is_one() -> None:
    talk = "They go on from [[Lids]], [[Spouts]] and [Steam](Steam.md), and then the kettle is put back.\n"
    others = [
        (f"{name}.md", f"# {name}\n\nSpeaker: Ida Voss\n\nText.\n") for name in ("Lids", "Spouts", "Steam")
    ]
    assert "Quiet boiling" in titles(("Quiet boiling.md", f"# Quiet boiling\n\n{talk}"), *others)


def test_a_note_of_a_day_that_lists_others_and_tells_of_a_talk_keeps_the_talk() -> None:
    day = (
        "<< [[Lids]] | [[Spouts]] >>\n\n# 14 May 2021\n\n## Seen\n\n- [[Lids]]\n- [[Spouts]]\n- [[Steam]]\n\n"
        "## Lightning: Cost of cold water - Hanna Bakke (Telekettle)\n\n- most of it is idle\n- slices help\n"
    )
    others = [
        (f"{name}.md", f"# {name}\n\nSpeaker: Ida Voss\n\nText.\n") for name in ("Lids", "Spouts", "Steam")
    ]
    found = sessions(("2021-05-14.md", day), *others)
    assert "Lightning: Cost of cold water" in [session.title for session in found]


def test_a_template_of_one_talk_is_left_out_and_named(tmp_path: Path) -> None:
    (tmp_path / "one.md").write_text(TALK)
    (tmp_path / "_templates").mkdir()
    (tmp_path / "_templates/talk.md").write_text(
        "# TITLE\n\nSpeaker: NAME\nVideo: URL\n\n## Summary\n\n## Notes\n"
    )
    (tmp_path / "dated.md").write_text(
        "# YYYY-MM-DD Title of the talk\n\n**Speaker:**\n\n## Key points\n\n- \n"
    )
    (tmp_path / "empty.md").write_text("# Talk title\n\n## Summary\n\n## Notes\n")
    (tmp_path / "Talk.md").write_text("---\ncreated: {{date}}\nspeaker:\n---\n\n> [!summary]\n\n## Notes\n")
    assert left_out(tmp_path) == [
        ("_templates/talk.md", "left out: a template of notes"),
        ("dated.md", "left out: a template of notes"),
        ("empty.md", "left out: a template of notes"),
        ("Talk.md", "left out: a template: its front matter holds placeholders"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "# Title\n\nWhy kettles whistle\n\n# Speaker\n\nAnna Berg\n\n# Notes\n\nThey do so all day.\n",
        "# Title\n\nSpeaker: Anna Berg\n\nWhat is in a title, and what is not.\n",
        "---\ntitle: Why {{braces}} whistle\nspeaker: Anna Berg\n---\n\nThey do so all day.\n",
    ],
)
def test_a_form_that_is_filled_in_is_no_template(text: str) -> None:
    read = folder(("one.md", TALK), ("form.md", text))
    assert {entry.session.file for note in read.notes for entry in note.sessions} == {"one.md", "form.md"}


def test_a_line_that_leads_to_the_other_pages_makes_no_list_of_a_short_talk() -> None:
    pages = "[Previous](one.md) | [Up](two.md) | [Next](three.md) | [Last](four.md)\n"
    named = ("one", "two", "three", "four")
    talks = [(f"{name}.md", f"# Why kettle {name} whistles\n\n- It was loud.\n\n{pages}") for name in named]
    assert len(titles(*talks, ("six.md", TALK))) == 5
