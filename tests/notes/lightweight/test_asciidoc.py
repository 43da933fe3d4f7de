"""Notes in AsciiDoc: sections, lists, macros, fenced blocks and the attributes above the text."""

from __future__ import annotations

import pytest

from embeddings.notes.formats.lightweight.asciidoc import AsciiDocFormat
from tests.notes.lightweight.reading_blocks import document, images, links, sessions, shown

ASCIIDOC = AsciiDocFormat()

DAY = """\
= Kettle Conf 2021, October 5
:toc:

== Boiling water at scale

*Jo Harper* - Chief Boiler - Spout

We boil https://vats.example/a[in vats], never in cups.

.How it boils
image::boil.png[alt="Boiling", width=300]

* boil _once_
** pour slowly

----
== Not a title
----

== Kettles and the cloud

Speaker:: Sam Okoro

Steam is no metaphor.

video::Ab1-cd2_Ef3[youtube]
"""


def test_a_day_of_talks_is_read_into_sessions() -> None:
    boiling, cloud = sessions(ASCIIDOC, DAY)
    assert (boiling.title, cloud.title) == ("Boiling water at scale", "Kettles and the cloud")
    assert [(who.name, who.role, who.company) for who in boiling.speakers] == [
        ("Jo Harper", "Chief Boiler", "Spout")
    ]
    assert [who.name for who in cloud.speakers] == ["Sam Okoro"]
    assert boiling.date == "2021-10-05"
    assert [link.url for link in boiling.links] == ["https://vats.example/a"]
    assert [(link.url, link.recording) for link in cloud.links] == [("https://youtu.be/Ab1-cd2_Ef3", True)]
    assert [(image.alt, image.path) for image in boiling.images] == [("How it boils", "boil.png")]


def test_sections_are_marked_before_or_underlined() -> None:
    text = "= A\n\n== B ==\n\n=== C\ntext\n\nDocs page\n---------\n\nMore of it\n~~~~~~~~~~\n\n## D\n"
    assert shown(ASCIIDOC, text) == [
        ("heading 1", "A"),
        ("heading 2", "B"),
        ("heading 3", "C"),
        ("paragraph", "text"),
        ("heading 2", "Docs page"),
        ("heading 3", "More of it"),
        ("heading 2", "D"),
    ]


@pytest.mark.parametrize(
    "text",
    ["text\nmore\n----\ncode\n----\n", "A long line of text\n----\ncode\n----\n", "....\n== A\n....\n"],
)
def test_what_stands_by_a_fence_is_no_title(text: str) -> None:
    assert not [kind for kind, _ in shown(ASCIIDOC, text) if kind.startswith("heading")]


def test_lists_nest_by_their_signs() -> None:
    text = (
        "Steps:\n* one\ngoing on\n** two\n. three\n.. four\n* five\n+\nmore of five\n\n- [x] six\n\nText.\n"
    )
    assert shown(ASCIIDOC, text) == [
        ("paragraph", "Steps:"),
        ("item 0", "one\ngoing on"),
        ("item 1", "two"),
        ("item 2", "three"),
        ("item 3", "four"),
        ("item 0", "five"),
        ("paragraph", "more of five"),
        ("item 1", "six"),
        ("paragraph", "Text."),
    ]


def test_marks_are_left_out_and_words_kept() -> None:
    text = (
        '*a* _b_ `c` **d**e [.x]#f# "`g`" <<h,i j>> [[k]]l kbd:[m] n footnote:[o] 2 * 3 * 4 p_q_r \\*s* +\n'
        "t\n"
    )
    assert shown(ASCIIDOC, text) == [("paragraph", 'a b c **d**e f "g" i j l m n [o] 2 * 3 * 4 p_q_r *s*\nt')]
    assert document(ASCIIDOC, "*All of it*\n").blocks[0].bold == (True,)
    assert ASCIIDOC.words_at(["[2, 3]"]) == ["2", "3"]


def test_links_are_read_in_every_form() -> None:
    text = (
        ":site: https://s.example\n\n"
        "https://a.example/1[a b], link:c.adoc[C,window=_blank], mailto:d@d.example[D], https://e.example[F^],\n"
        ""
        "https://g.example[g\n"
        'h] {site}[S] xref:i.adoc#j[I] https://k.example/l and https://m.example["N", role=x].\n'
    )
    assert links(ASCIIDOC, text) == [
        ("a b", "https://a.example/1", 3),
        ("C", "c.adoc", 3),
        ("D", "mailto:d@d.example", 3),
        ("F", "https://e.example", 3),
        ("g h", "https://g.example", 4),
        ("S", "https://s.example", 5),
        ("I", "i.adoc#j", 5),
        ("https://k.example/l", "https://k.example/l", 5),
        ("N", "https://m.example", 5),
    ]
    assert ASCIIDOC.words_at(["See https://a.example/1[a b,window=_blank], {site}[S]."]) == [
        "see",
        "a",
        "b",
        "s",
    ]


def test_blocks_are_code_tables_quotes_or_nothing() -> None:
    text = (
        "[source,ruby]\n----\n== x\n\n* y\n----\n\n....\nz\n....\n"
        "\n literal\n\n[quote, Sam]\n____\nSaid by all.\n____\n\n"
        "====\nAn example.\n====\n\n////\nhidden\n////\n\n// hidden\ninclude::/etc/passwd[]\n\n"
        "[cols=2]\n|===\n|a |b c\n\n|d |e\n|===\n\nNOTE: Hot.\n\n'''\n"
        '\n++++\n<iframe src="https://f.example"></iframe>\n++++\n'
    )
    assert [entry for entry in shown(ASCIIDOC, text) if entry[0] != "html"] == [
        ("code", "== x\n\n* y"),
        ("code", "z"),
        ("code", "literal"),
        ("paragraph", "Said by all."),
        ("paragraph", "An example."),
        ("table", "a | b c\n\nd | e"),
        ("paragraph", "NOTE: Hot."),
        ("rule", ""),
    ]
    assert [block.text for block in document(ASCIIDOC, text).blocks if block.quoted] == ["Said by all."]
    assert [url for _, url, _ in links(ASCIIDOC, text)] == ["https://f.example"]


def test_images_have_their_title_or_their_words() -> None:
    text = (
        ".A title\nimage::a.png[B, 300, 200]\n\n"
        "image::b.png[Words for it, width=3]\n\nIn image:c.png[C] text.\n"
    )
    assert images(ASCIIDOC, text) == [
        ("A title", "a.png", 1),
        ("Words for it", "b.png", 4),
        ("C", "c.png", 6),
    ]
    assert shown(ASCIIDOC, text)[2] == ("paragraph", "In C text.")


def test_the_attributes_above_the_text_are_front_matter() -> None:
    full = document(ASCIIDOC, "= Steam\nJo Harper <jo@k.example>\nv1.0, 2021-10-05\n:speaker: Sam\n\ntext\n")
    assert [block.text for block in full.blocks] == ["Steam", "text"]
    assert dict(full.front.values) == {
        "author": "Jo Harper <jo@k.example>",
        "revdate": "2021-10-05",
        "speaker": "Sam",
    }
    jekyll = document(ASCIIDOC, '---\ntitle: "Steam"\n---\n:lang: en\n\ntext\n')
    assert jekyll.front_title is not None
    assert jekyll.front_title.title == "Steam"
    assert [block.text for block in jekyll.blocks] == ["text"]


def test_a_name_below_the_title_is_of_who_spoke_where_nothing_says_author() -> None:
    (talk,) = sessions(ASCIIDOC, "= Cold water for all\nSam Okoro\n\nWater cools.\n", "cold-water")
    assert (talk.title, [who.name for who in talk.speakers]) == ("Cold water for all", ["Sam Okoro"])
