"""Notes in reStructuredText: titles, lists, links, directives and the head of a file."""

from __future__ import annotations

import pytest

from embeddings.notes.formats.lightweight.rst import RstFormat
from tests.notes.lightweight.reading_blocks import document, images, links, sessions, shown

RST = RstFormat()

DAY = """\
====================
Kettle Conf 2021
====================
Tuesday, October 5
------------------

:tags: steam

Boiling water at scale
~~~~~~~~~~~~~~~~~~~~~~

:Speaker: Jo Harper - Chief Boiler - Spout

We boil `in vats <https://vats.example/a>`_, never in cups.

- boil *once*
  - pour slowly
- wait::

    Not a title
    ~~~~~~~~~~~

Kettles and the cloud
~~~~~~~~~~~~~~~~~~~~~

:Speaker: Sam Okoro

Steam is no metaphor. The recording: https://youtu.be/Ab1-cd2_Ef3
"""


def test_a_day_of_talks_is_read_into_sessions() -> None:
    boiling, cloud = sessions(RST, DAY)
    assert (boiling.title, cloud.title) == ("Boiling water at scale", "Kettles and the cloud")
    assert [(who.name, who.role, who.company) for who in boiling.speakers] == [
        ("Jo Harper", "Chief Boiler", "Spout")
    ]
    assert [who.name for who in cloud.speakers] == ["Sam Okoro"]
    assert boiling.date == "2021-10-05"
    assert [link.url for link in boiling.links] == ["https://vats.example/a"]
    assert [(link.url, link.recording) for link in cloud.links] == [("https://youtu.be/Ab1-cd2_Ef3", True)]


def test_a_talk_a_file_has_the_title_above_and_the_speaker_below_it() -> None:
    text = (
        "Cold water for all\n==================\n\n"
        "Sam Okoro, Chief Cooler, Spout\n\nWater cools.\n\nWhy?\n\n- it is cold\n"
    )
    (talk,) = sessions(RST, text, "cold-water")
    assert (talk.title, [who.name for who in talk.speakers]) == ("Cold water for all", ["Sam Okoro"])


@pytest.mark.parametrize("sign", "=-~^\"'`#*+<>._:!$%&,/;?@\\|(){}[]")
def test_any_sign_underlines_a_title(sign: str) -> None:
    assert shown(RST, f"Steam\n{sign * 5}\n\ntext\n") == [("heading 1", "Steam"), ("paragraph", "text")]


def test_levels_go_by_the_order_in_which_the_lines_appear() -> None:
    text = "===\nA b\n===\n\nCc\n--\n\nDddd\n====\n\nEeeee\n-----\n\n===\nF g\n===\n"
    kinds = [kind for kind, _ in shown(RST, text)]
    assert kinds == ["heading 1", "paragraph", "heading 2", "heading 3", "heading 1"]


@pytest.mark.parametrize(
    "text",
    [
        "A long line of prose that ends with a full stop.\n----\n",
        "one\ntwo\nthree words here\n----------\n",
        "- an item\n---------\n",
        "text\n\n-----\n\ntext\n",
    ],
)
def test_what_stands_above_a_line_by_chance_is_no_title(text: str) -> None:
    assert not [kind for kind, _ in shown(RST, text) if kind.startswith("heading")]


def test_lists_are_read_with_and_without_empty_lines_around_them() -> None:
    text = (
        "Outline:\n- one\n  going on\n  - two\n    1. three\n\n- four\n\n  more of four\n\nafter\n#. five\n"
    )
    assert shown(RST, text) == [
        ("paragraph", "Outline:"),
        ("item 0", "one\ngoing on"),
        ("item 1", "two"),
        ("item 2", "three"),
        ("item 0", "four"),
        ("paragraph", "more of four"),
        ("paragraph", "after\n#. five"),
    ]


def test_marks_are_left_out_and_words_kept() -> None:
    text = (
        "*a* **b c** ``d <e>`` :ref:`f <g>` |h| [1]_ \\*i\\* 2 * 3 * 4 snake_case_ x**y\n"
        "\n.. |h| replace:: k\n"
    )
    assert shown(RST, text) == [("paragraph", "a b c d <e> f h [1] *i* 2 * 3 * 4 snake_case_ x**y")]
    assert document(RST, "**All of it**\n").blocks[0].bold == (True,)
    assert RST.words_at(["`the vats <https://v.example>`_ and :doc:`x <y>`"]) == ["the", "vats", "and", "x"]


def test_links_are_read_in_every_form() -> None:
    text = (
        "`a b <https://a.example/1>`_ and `c\n"
        "d <https://c.example>`__, e_, `f g`_, h__, <https://i.example>,\n"
        "`<https://j.example>`_ and https://k.example/l.\n\n"
        ".. _e: https://e.example\n.. _f g:\n   https://f.example\n"
        ".. _m: e_\n__ https://h.example\n\nm_ `n <e_>`_\n"
    )
    assert links(RST, text) == [
        ("a b", "https://a.example/1", 1),
        ("c d", "https://c.example", 1),
        ("e", "https://e.example", 2),
        ("f g", "https://f.example", 2),
        ("h", "https://h.example", 2),
        ("https://i.example", "https://i.example", 2),
        ("https://j.example", "https://j.example", 3),
        ("https://k.example/l", "https://k.example/l", 3),
        ("m", "https://e.example", 11),
        ("n", "https://e.example", 11),
    ]


def test_directives_are_code_pictures_text_or_nothing() -> None:
    text = (
        ".. code-block:: python\n   :linenos:\n\n   x = 1\n\n   Title\n   =====\n\n"
        ".. note:: Steam is\n   hot.\n\n.. image:: k.png\n   :alt: The kettle\n\n"
        ".. figure:: f.png\n\n   The spout\n\n.. youtube:: Ab1-cd2_Ef3\n\n.. contents::\n   :depth: 2\n\n"
        ".. topic:: Water\n\n   It flows.\n\n.. a remark\n   hidden\n\n.. include:: /etc/passwd\n\n"
        '.. raw:: html\n\n   <iframe src="https://www.youtube.com/embed/Zz1-cd2_Ef3"></iframe> secret\n'
    )
    assert [entry for entry in shown(RST, text) if entry[1].strip()] == [
        ("code", "x = 1\n\nTitle\n====="),
        ("paragraph", "Steam is\nhot."),
        ("paragraph", "\nThe kettle"),
        ("paragraph", "\n\nThe spout"),
        ("paragraph", "Water"),
        ("paragraph", "It flows."),
    ]
    assert images(RST, text) == [("The kettle", "k.png", 13), ("The spout", "f.png", 17)]
    assert [url for _, url, _ in links(RST, text)] == [
        "https://youtu.be/Ab1-cd2_Ef3",
        "https://www.youtube.com/embed/Zz1-cd2_Ef3",
    ]


def test_tables_are_read_by_rows() -> None:
    text = (
        "+---+-----+\n| a | b c |\n+===+=====+\n| d | e   |\n"
        "+---+-----+\n\n==  ===\nf   g\n==  ===\nh   i j\n==  ===\n"
    )
    assert shown(RST, text) == [("table", "\na | b c\n\nd | e\n"), ("table", "\nf | g\n\nh | i j\n")]


def test_the_head_of_a_file_is_its_front_matter() -> None:
    pelican = document(RST, "Steam\n=====\n\n:date: 2021-10-05\n:speaker: Jo\n   Harper\n\ntext\n")
    assert dict(pelican.front.values) == {"date": "2021-10-05", "speaker": "Jo Harper"}
    assert [block.text for block in pelican.blocks] == ["Steam", "text"]
    nikola = document(RST, ".. title: Steam\n.. date: 2021-10-05\n\ntext\n")
    assert nikola.front_title is not None
    assert nikola.front_title.title == "Steam"
    assert nikola.front.date("date") == "2021-10-05"
    jekyll = document(RST, "---\ntitle: Steam\ndate: 2021-10-05\n---\n\ntext\n")
    assert jekyll.front_title is not None
    assert jekyll.front_title.title == "Steam"
    two = document(RST, "Steam\n=====\n\n:speaker: Jo\n\nWater\n=====\n\n:speaker: Sam\n")
    assert [block.text for block in two.blocks] == ["Steam", "speaker: Jo", "Water", "speaker: Sam"]


def test_a_quote_and_a_definition_are_told_apart() -> None:
    blocks = document(RST, "text\n\n   said by all\n\nterm\n   what it is\n").blocks
    assert [(block.text, block.quoted) for block in blocks] == [
        ("text", False),
        ("said by all", True),
        ("term", False),
        ("what it is", False),
    ]


def test_fields_below_the_first_of_several_sections_are_its_own() -> None:
    text = "Day 1\n=====\n\nSteam\n-----\n\n:Speaker: Jo\n\nWater\n-----\n\n:Speaker: Sam\n"
    day = document(RST, text)
    assert [block.text for block in day.blocks] == ["Day 1", "Steam", "Speaker: Jo", "Water", "Speaker: Sam"]
    assert not day.front.values
