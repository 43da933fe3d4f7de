"""Notes in Org: headlines, lists, links, blocks, drawers and the keys above the text."""

from __future__ import annotations

from embeddings.notes import Source, read
from embeddings.notes.formats.lightweight.org import OrgFormat
from embeddings.notes.formats.registry import Formats
from tests.notes.lightweight.reading_blocks import document, images, links, sessions, shown

ORG = OrgFormat()

DAY = """\
#+TITLE: Kettle Conf 2021
#+DATE: <2021-10-05 Tue>

* DONE Boiling water at scale :steam:
:PROPERTIES:
:CUSTOM_ID: boiling
:END:
Speaker: Jo Harper - Chief Boiler - Spout

We boil [[https://vats.example/a][in vats]], never in cups.

#+CAPTION: How it boils
[[file:boil.png]]

- boil /once/
  - pour slowly

#+BEGIN_SRC sh
* not a headline
#+END_SRC

* TODO [#A] Kettles and the cloud [1/2]
:PROPERTIES:
:SPEAKER:  Sam Okoro
:END:

Steam is no metaphor. The recording: https://youtu.be/Ab1-cd2_Ef3
"""


def test_a_day_of_talks_is_read_into_sessions() -> None:
    boiling, cloud = sessions(ORG, DAY)
    assert (boiling.title, cloud.title) == ("Boiling water at scale", "Kettles and the cloud")
    assert [(who.name, who.role, who.company) for who in boiling.speakers] == [
        ("Jo Harper", "Chief Boiler", "Spout")
    ]
    assert [who.name for who in cloud.speakers] == ["Sam Okoro"]
    assert [link.url for link in boiling.links] == ["https://vats.example/a"]
    assert [(link.url, link.recording) for link in cloud.links] == [("https://youtu.be/Ab1-cd2_Ef3", True)]
    assert [(image.alt, image.path) for image in boiling.images] == [("How it boils", "boil.png")]


def test_headlines_lose_what_is_no_title() -> None:
    text = (
        "* A\n** TODO B :x:y:\n*** WAITING [#B] C\n* Todo lists [50%]\n* TODO\n*bold* text\n"
        "#+TODO: OPEN(o) | CLOSED\n* OPEN D\n"
    )
    assert shown(ORG, text) == [
        ("heading 1", "A"),
        ("heading 2", "B"),
        ("heading 3", "C"),
        ("heading 1", "Todo lists"),
        ("heading 1", "TODO"),
        ("paragraph", "bold text"),
        ("heading 1", "OPEN D"),
    ]
    assert shown(ORG, "#+TODO: OPEN(o) | SHUT\n* OPEN D\n* TODO E\n") == [
        ("heading 1", "D"),
        ("heading 1", "TODO E"),
    ]


def test_lists_nest_by_their_indentation() -> None:
    text = "Steps:\n- one\n  going on\n  1. two\n     + three\n- [X] four\n- Term :: what it is\ntext\n"
    assert shown(ORG, text) == [
        ("paragraph", "Steps:"),
        ("item 0", "one\ngoing on"),
        ("item 1", "two"),
        ("item 2", "three"),
        ("item 0", "four"),
        ("item 0", "Term: what it is"),
        ("paragraph", "text"),
    ]


def test_marks_are_left_out_and_words_kept() -> None:
    text = "*a* /b/ =c d= ~e~ +f+ _g_ 2 * 3 * 4 and/or h_i_j <2021-10-05 Tue> [fn:1]\n"
    assert shown(ORG, text) == [("paragraph", "a b c d e f g 2 * 3 * 4 and/or h_i_j 2021-10-05 Tue [fn:1]")]
    assert document(ORG, "*All of it*\n").blocks[0].bold == (True,)
    assert ORG.words_at(["[[https://v.example][the vats]] and [[https://w.example]]"]) == (
        ["the", "vats", "and", "https", "w", "example"]
    )


def test_links_and_images_are_read_in_every_form() -> None:
    text = (
        "[[https://a.example/1][a b]] [[https://c.example]] [[file:d.org::*Part][d]] [[#e][f]] [[*G h]]\n"
        "<https://i.example> https://j.example/k. [[youtube:Ab1-cd2_Ef3]] [[./l.png]] [[https://m.example][n\n"
        "o]]\n"
    )
    assert links(ORG, text) == [
        ("a b", "https://a.example/1", 1),
        ("https://c.example", "https://c.example", 1),
        ("d", "d.org", 1),
        ("https://i.example", "https://i.example", 2),
        ("https://j.example/k", "https://j.example/k", 2),
        ("", "https://youtu.be/Ab1-cd2_Ef3", 2),
        ("n o", "https://m.example", 2),
    ]
    assert images(ORG, text) == [("", "./l.png", 2)]


def test_blocks_are_code_tables_quotes_or_nothing() -> None:
    text = (
        "#+begin_src python\nx = 1\n\n* y\n#+end_src\n: fixed\n#+BEGIN_QUOTE\nSaid by all.\n#+END_QUOTE\n"
        "| a | b |\n|---+---|\n| c | d e |\n#+BEGIN_COMMENT\nhidden\n#+END_COMMENT\n# hidden\n-----\n"
        '#+BEGIN_EXPORT html\n<a href="https://f.example">x</a>\n#+END_EXPORT\n#+INCLUDE: "/etc/passwd"\n'
        "#+BEGIN_CENTER\ntext\n#+END_CENTER\n#+BEGIN_SRC\nnothing ends this\n"
    )
    assert [entry for entry in shown(ORG, text) if entry[0] != "html"] == [
        ("code", "x = 1\n\n* y"),
        ("code", ": fixed"),
        ("paragraph", "Said by all."),
        ("table", "a | b\n\nc | d e"),
        ("rule", ""),
        ("paragraph", "text"),
        ("paragraph", "nothing ends this"),
    ]
    assert [block.text for block in document(ORG, text).blocks if block.quoted] == ["Said by all."]
    assert [url for _, url, _ in links(ORG, text)] == ["https://f.example"]


def test_planning_and_drawers_are_left_out_but_for_what_says_something_of_the_session() -> None:
    text = (
        "* A\nSCHEDULED: <2021-10-05 Tue 10:00>\nCLOSED: [2021-10-07 Thu]\n"
        ":PROPERTIES:\n:ID: x\n:ROOM: B 12\n:END:\n"
        ":LOGBOOK:\n- State x\n:END:\n:OPEN:\n"
    )
    assert shown(ORG, text) == [
        ("heading 1", "A"),
        ("paragraph", "2021-10-05 Tue 10:00"),
        ("paragraph", "ROOM: B 12"),
        ("paragraph", ":OPEN:"),
    ]


def test_the_keys_above_the_text_are_front_matter() -> None:
    read = document(
        ORG, "#+title: Steam\n#+DATE: <2021-10-05 Tue>\n#+SPEAKER: Jo Harper\n\n* A\n#+title: no\n"
    )
    assert read.front_title is not None
    assert read.front_title.title == "Steam"
    assert read.front.date("date") == "2021-10-05"
    assert read.front.texts("speaker") == [("Jo Harper", 3)]


def test_a_bar_between_brackets_is_no_mark_of_a_wiki() -> None:
    (note,) = read(
        [Source("kettles.org", b"* Kettles\n\nSee [[a|b]] and a|b.\n")], formats=Formats(ORG)
    ).notes
    assert [block.text for block in note.sessions[0].text_blocks] == ["See a|b and a|b."]
