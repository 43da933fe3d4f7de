"""The marks of programs that notes are written in: what they leave to read, and on which lines."""

from __future__ import annotations

import pytest

from tests.notes.reading import blocks, folder, titles


def shown(text: str) -> list[tuple[str, str, int]]:
    return [
        (
            block.kind,
            " ".join(block.text.split()) if block.kind == "paragraph" else block.title or block.text,
            block.line,
        )
        for block in blocks(text)
    ]


@pytest.mark.parametrize("sign", ["\u200b", "\ufeff", "\u2060", "\u200e"])
def test_signs_of_no_width_hide_no_heading(sign: str) -> None:
    assert shown(f"{sign}## Steam\n\ntext") == [("heading", "Steam", 1), ("paragraph", "text", 3)]


def test_a_wide_space_after_a_mark_is_a_space() -> None:
    assert shown("##\xa0Steam\n\n-\xa0item") == [("heading", "Steam", 1), ("item", "item", 3)]


def test_hashes_without_a_space_are_headings_where_no_tag_can_be_meant() -> None:
    assert shown("#Kettle Conf\n\n##Steam\n\n##Water")[:2] == [
        ("heading", "Kettle Conf", 1),
        ("heading", "Steam", 3),
    ]
    assert shown("#Kettle Conf\n\ntext")[0] == ("heading", "Kettle Conf", 1)


def test_tags_are_no_headings_and_no_text() -> None:
    assert shown("#kettles #steam\n\n# Boiling\n\ntext #kettles") == [
        ("heading", "Boiling", 3),
        ("paragraph", "text #kettles", 5),
    ]
    assert shown("# Boiling\n\n#todo call them") == [
        ("heading", "Boiling", 1),
        ("paragraph", "#todo call them", 3),
    ]


def test_tags_at_the_end_of_a_title_are_not_of_it() -> None:
    assert shown("## Boiling water #talk #steam\n")[0][1] == "Boiling water"
    assert shown("## Why we live with #steam\n")[0][1] == "Why we live with #steam", "a word of the sentence"
    assert shown("## Kettles in C#\n")[0][1] == "Kettles in C#"


def test_links_between_notes_read_as_they_are_shown() -> None:
    assert shown("## [[Boiling water|Boiling]]\n\nSee [[Spout]] and ![[a.png]] there %%ask again%%.") == [
        ("heading", "Boiling", 1),
        ("paragraph", "See Spout and there .", 3),
    ]


def test_a_link_by_another_name_is_quoted_as_it_is_written() -> None:
    text = "# Kettles\n\nSee [[Boiling water|the talk]] and [[Spout]] there.\n\n- more in [[Tea|tea]]\n"
    (found,) = (entry for note in folder(("k.md", text)).notes for entry in note.sessions)
    assert [block.text for block in found.text_blocks if block.kind in ("prose", "item")] == [
        "See [[Boiling water|the talk]] and Spout there.",
        "more in [[Tea|tea]]",
    ]


def test_a_comment_and_the_marks_of_a_program_are_no_text() -> None:
    hidden = [
        "%%\nsecret\n%%",
        '@Metadata {\n    @TitleHeading("Talk")\n}',
        "import { Kettle } from '../kettle'",
        "export const meta = {\n  title: 'x'\n}",
        ":::info",
        "{%hackmd @kettle/x %}",
        "{: .note}",
        "[TOC]",
        "###### tags: `kettle`",
        "![[slides.pdf]]",
        "collapsed:: true",
        '{{< figure src="a.png" >}}',
    ]
    for mark in hidden:
        text = f"before\n\n{mark}\n\nafter"
        last = 5 + mark.count("\n")
        assert shown(text) == [("paragraph", "before", 1), ("paragraph", "after", last)], mark


def test_marks_in_code_are_code() -> None:
    code = "```\n##x\n[[a|b]]\n:::note\n<h2>t</h2>\n```"
    assert shown(code) == [("code", "##x\n[[a|b]]\n:::note\n<h2>t</h2>", 2)]


def test_a_file_in_base64_is_no_text() -> None:
    data = "Ab1" * 100
    assert shown(f"before\n\ndata:image/png;base64,{data}\n\nafter") == [
        ("paragraph", "before", 1),
        ("paragraph", "after", 5),
    ]
    (block,) = blocks(f"![steam](data:image/png;base64,{data}) over water")
    assert block.text == "steam over water"


@pytest.mark.parametrize(
    "text",
    [
        "<h2>Steam</h2>",
        '<h2 align="center">\n  Steam\n</h2>',
        '<div align="center">\n<h2><b>Steam</b></h2>\n</div>',
        '<a name="x"></a><h2>Steam</h2>',
        "<center><h2>Steam</h2></center>",
    ],
)
def test_headings_of_html_are_headings(text: str) -> None:
    (heading, paragraph) = blocks(text + "\nJo Harper")
    assert (heading.kind, heading.level, heading.title) == ("heading", 2, "Steam")
    assert paragraph.text == "Jo Harper"


def test_toggles_are_headings_below_the_one_over_them() -> None:
    toggle = "<details>\n<summary>{}</summary>\n\n### Part\n\n</details>\n\n"
    found = blocks("# Kettles\n\n" + toggle.format("Steam") + toggle.format("Water"))
    assert [(block.level, block.title) for block in found if block.kind == "heading"] == [
        (1, "Kettles"), (2, "Steam"), (3, "Part"), (2, "Water"), (3, "Part"),
    ]  # fmt: skip


def test_a_table_of_contents_in_html_is_no_heading() -> None:
    assert (
        blocks('<div>\n<h2>Contents</h2>\n<ul>\n<li><a href="#a">A</a></li>\n</ul>\n</div>')[0].kind == "html"
    )


def test_a_fence_that_nothing_closes_swallows_no_talk() -> None:
    text = "## Steam\n\n```\nboil --now\n\ntext\n\n## Water\n\nmore"
    assert shown(text) == [
        ("heading", "Steam", 1),
        ("code", "boil --now", 4),
        ("paragraph", "text", 6),
        ("heading", "Water", 8),
        ("paragraph", "more", 10),
    ]
    forgotten = "```sh\nboil\n\ntext\n\n## Water\n\n```sh\npour\n```\n"
    assert ("heading", "Water", 6) in shown(forgotten)


def test_a_longer_fence_holds_others() -> None:
    text = "````md\n```js\n\n## a\n\n```\n````\n"
    assert [block.kind for block in blocks(text)] == ["code"]


OPENINGS = [
    "<!-- todo",
    "<script src=x>",
    "<style>",
    "<pre>",
    "<textarea>",
    "<?php echo 1;",
    "<![CDATA[",
    "<!DOCTYPE html",
]


@pytest.mark.parametrize("opening", OPENINGS)
def test_a_comment_or_the_like_that_nothing_closes_swallows_no_talk(opening: str) -> None:
    talk = "## {}\n\nSpeaker: {}\n\n{}\n\n"
    text = (
        "# Kettle Conf 2021\n\n"
        + talk.format("Boiling water at scale", "Jo Harper", f"Hot.\n\n{opening}\n\n> It rises.")
        + talk.format("Why kettles whistle", "Ida Voss", "<!-- a remark -->\n\nLoud.")
    )
    (note,) = folder(("day.md", text)).notes
    told = {
        entry.session.title: (
            [who.name for who in entry.session.speakers],
            [block.text for block in entry.text_blocks if block.kind == "prose"],
        )
        for entry in note.sessions
    }
    assert told["Boiling water at scale"][0] == ["Jo Harper"]
    assert told["Boiling water at scale"][1][0] == "Hot."
    assert "It rises." in told["Boiling water at scale"][1]
    assert told["Why kettles whistle"] == (["Ida Voss"], ["Loud."])


@pytest.mark.parametrize(
    "hidden", ["<!--\n\n## Old talk\n\n-->", "<script>\n\n## Old talk\n\n</script>", "<!---->", "<!-->"]
)
def test_what_is_closed_hides_what_stands_in_it(hidden: str) -> None:
    headings = [
        text for kind, text, _ in shown(f"## Steam\n\n{hidden}\n\n## Water\n\nmore") if kind == "heading"
    ]
    assert headings == ["Steam", "Water"]


def test_formulas_hold_no_headings() -> None:
    assert "heading" not in [kind for kind, _, _ in shown("$$\n# a\n$$\n\ntext")]


def test_a_day_in_html_and_toggles_is_read_into_its_talks() -> None:
    text = """\
        <h1 align="center">Kettle Conf 2021</h1>

        <details>
        <summary>Boiling water at scale</summary>

        Jo Harper - Chief Boiler - Spout

        Text.

        </details>

        <details>
        <summary>Whistles for all of us</summary>

        Ida Voss - Engineer - Lid

        Text.

        </details>
        """
    assert titles(("day1.md", text)) == ["Boiling water at scale", "Whistles for all of us"]


def test_the_mark_of_a_callout_and_the_name_of_a_block_are_no_words() -> None:
    assert shown("> [!quote] From the stage\n> Water does not wait. ^steam1\n\nIt boils. ^a1b2c3") == [
        ("paragraph", "From the stage Water does not wait.", 1),
        ("paragraph", "It boils.", 4),
    ]
    assert shown("It grows by 2 ^10")[0][1] == "It grows by 2 ^10", "a power, no name"


def test_bullets_of_a_word_processor_are_those_of_a_list() -> None:
    assert shown("Tea:\n• Boil it\n•\u00a0Pour it\n  ◦ slowly") == [
        ("paragraph", "Tea:", 1),
        ("item", "Boil it", 2),
        ("item", "Pour it", 3),
        ("item", "slowly", 4),
    ]
    assert shown("• Tea\n\n```\n• code\n```")[0] == ("paragraph", "• Tea", 1)
