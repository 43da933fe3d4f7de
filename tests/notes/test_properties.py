"""Whatever the bytes: no crash, each text block's words at the lines it names, time linear in the size."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from embeddings.notes import Folder, FolderConfig, Source, read
from embeddings.text.markdown_words import words
from tests.attacks.growth import IN_PROPORTION, growth
from tests.notes.fragments import NOTES, RELAXED, is_run, is_subsequence

NUMBER = itertools.count(1000)


def read_one(data: bytes, file: str = "day1.md") -> Folder:
    return read([Source(file, data)], FolderConfig())


@RELAXED
@given(NOTES)
@example("{: .x}```\n    :::note\n&amp;")
@example("<h2>[a](b)<script>title: x\n</script>&amp;")
@example("<div>a <script>b</script> c d\n<style>\ne {f: g}\n</style>\nh</div>")
def test_the_words_of_a_text_block_stand_at_its_lines(text: str) -> None:
    data = text.encode("utf-8", "ignore")
    lines = data.decode().replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for note in read_one(data).notes:
        for entry in note.sessions:
            assert 1 <= entry.session.line <= entry.session.end_line <= len(lines)
            last = 0
            for text_block in entry.text_blocks:
                shown = text_block.text.split("\n")
                assert text_block.end_line == text_block.line + len(shown) - 1
                assert last <= text_block.line
                assert text_block.end_line <= len(lines)
                last = text_block.line
                assert is_run(
                    words(text_block.text), words("\n".join(lines[text_block.line - 1 : text_block.end_line]))
                )
                for number, line in enumerate(shown, text_block.line):
                    assert is_subsequence(words(line), words(lines[number - 1]))


@RELAXED
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    folder = read_one(data)
    assert len(folder.notes) + len(folder.skipped) == 1


@RELAXED
@given(st.lists(NOTES, min_size=1, max_size=5))
def test_identities_are_unique_and_reading_is_repeatable(texts: list[str]) -> None:
    sources = [Source(f"f{number}.md", text.encode("utf-8", "ignore")) for number, text in enumerate(texts)]
    first, second = read(sources, FolderConfig()), read(sources, FolderConfig())
    assert first == second
    names = [entry.session.id for note in first.notes for entry in note.sessions]
    assert len(names) == len(set(names))


@RELAXED
@given(NOTES)
@example("http://a.example/c[[a|b]]")
@example("http://a.example/?c==x==")
def test_every_link_stands_in_the_file(text: str) -> None:
    data = text.encode("utf-8", "ignore")
    source = data.decode()
    for note in read_one(data).notes:
        for entry in note.sessions:
            # Of a video that a program shows by its identifier, that stands in the file.
            assert all(
                link.url in source or (link.kind == "youtube" and link.url[-11:] in source)
                for link in entry.session.links
            )


def test_a_link_over_two_lines_is_one_link() -> None:
    data = b"# Kettles by Jane Doe\n\nSee [the long\nstory](https://kettle.example/s) there.\n"
    (note,) = read_one(data).notes
    session = note.sessions[0]
    assert session.text_blocks[0].text == "See the long\nstory there."
    assert [link.url for link in session.session.links] == ["https://kettle.example/s"]


HOSTILE_TO: dict[str, dict[str, Callable[[int], str]]] = {
    ".rst": {
        "titles": lambda size: "Steam\n=====\n\n" * (size // 13),
        "underlines": lambda size: "====\n" * (size // 5),
        "overlines": lambda size: "====\na\n" * (size // 7),
        "backticks": lambda size: "`a <b " * (size // 6),
        "roles": lambda size: ":a:" * (size // 3),
        "stars": lambda size: "*a " * (size // 3),
        "references": lambda size: "a_b.c" * (size // 5),
        "targets": lambda size: ".. _a: b_\n" * (size // 11),
        "targets that wait": lambda size: "".join(f".. _a{number}:\n" for number in range(size // 10)),
        "directives": lambda size: ".. note:: a\n" * (size // 12),
        "deep directives": lambda size: "".join(
            " " * (number % 80) + ".. note:: a\n" for number in range(size // 52)
        ),
        "options": lambda size: ".. image:: a\n" + "   :b: c\n" * (size // 9),
        "comments": lambda size: "..\n\n a\n" * (size // 7),
        "deep items": lambda size: "".join(" " * (number % 80) + "- a\n" for number in range(size // 44)),
        "rules of tables": lambda size: "== ==\n" * (size // 6),
        "rows of tables": lambda size: "+-+\n" * (size // 4),
        "fields": lambda size: ":a: b\n" * (size // 6),
        "announced code": lambda size: "a::\n" * (size // 4),
        "spaces": lambda size: " " * size + "a",
        "signs": lambda size: "<" * size,
    },
    ".adoc": {
        "sections": lambda size: "== Steam\n\na\n\n" * (size // 13),
        "underlines": lambda size: "----\n" * (size // 5),
        "fences of many lengths": lambda size: "".join(
            "-" * (4 + number % 80) + "\n" for number in range(size // 44)
        ),
        "attributes": lambda size: "[a" + ",b=1" * (size // 4),
        "quoted attributes": lambda size: "[a" + ',b="' * (size // 4),
        "macros": lambda size: "link:a-" * (size // 7),
        "open macros": lambda size: "https://a[" * (size // 10),
        "references": lambda size: "<<a" * (size // 3),
        "marks": lambda size: "**a __b " * (size // 8),
        "names": lambda size: ":a: b\n" * (size // 6),
        "items": lambda size: "* a\n** b\n" * (size // 9),
        "terms": lambda size: "a:: b\n" * (size // 6),
        "a long term": lambda size: "a:" * (size // 2),
        "titles": lambda size: ".a\n" * (size // 3),
        "spaces": lambda size: " " * size + "a",
    },
    ".org": {
        "headlines": lambda size: "* TODO Steam :a:\n" * (size // 17),
        "tags": lambda size: "* a " + ":b" * (size // 2),
        "blocks that nothing ends": lambda size: "#+BEGIN_SRC\n" * (size // 12),
        "captions": lambda size: "#+CAPTION: a\n" * (size // 13),
        "drawers": lambda size: ":A:\n" * (size // 4),
        "links": lambda size: "[[a][b" * (size // 6),
        "open links": lambda size: "[[" * (size // 2),
        "marks": lambda size: "*a /b =c " * (size // 9),
        "deep items": lambda size: "".join(" " * (number % 80) + "- a\n" for number in range(size // 44)),
        "rows of tables": lambda size: "| a | b |\n" * (size // 10),
        "spaces": lambda size: " " * size + "a",
    },
}
"""By the suffix of their file."""

HOSTILE: dict[str, Callable[[int], str]] = {
    "hashes in a line": lambda size: "#" * size,
    "hashes in lines": lambda size: "#\n" * (size // 2),
    "headings": lambda size: "## A talk by Jane Doe\n\ntext\n\n" * (size // 30),
    "links": lambda size: "[a](http://x.example/y) " * (size // 24),
    "links in lines": lambda size: "[a](http://x.example/y)\n\n" * (size // 25),
    "open brackets": lambda size: "[" * size,
    "nested links": lambda size: "[a](" * (size // 4),
    "stars": lambda size: "*a" * (size // 2),
    "entities": lambda size: "&amp;" * (size // 5),
    "digits": lambda size: "1" * size,
    "backticks": lambda size: "".join("`" * (number % 80) + "a" for number in range(size // 40)),
    "fences that nothing closes": lambda size: "```js\n\n## a\n\n" * (size // 14),
    "base64": lambda size: "Ab1" * (size // 3),
    "wiki links": lambda size: "[[a|b" * (size // 5),
    "remarks": lambda size: "%%a" * (size // 3),
    "tags": lambda size: "#a " * (size // 3),
    "a heading of tags": lambda size: "## x" + " #a" * (size // 3) + " b",
    "directives": lambda size: "@A(x) {\n" * (size // 8),
    "templates": lambda size: "{% youtube " * (size // 11),
    "attributes": lambda size: "{:" + "a=b" * (size // 3) + "\n",
    "headings of HTML": lambda size: "<h2>\na\n</h2>\n" * (size // 13),
    "toggles": lambda size: "<details><summary>a</summary>\n" * (size // 31),
    "formulas": lambda size: "$$\na\n" * (size // 5),
    "signs of no width": lambda size: "\u200b" * (size // 3),
    "an unclosed fence": lambda size: "```\n" + "a\n" * (size // 2),
    "an unclosed comment": lambda size: "<!--" + "a\n" * (size // 2),
    "quotes": lambda size: (">" * 50 + "a\n") * (size // 52),
    "items": lambda size: "- Talk one - Jane Doe\n" * (size // 22),
    "bold lines": lambda size: "**A title**\n\n" * (size // 13),
    "names": lambda size: "王小明／公司，" * (size // 21),
    "references": lambda size: "".join(
        f"[a{number}]: http://x.example/{number}\n" for number in range(size // 30)
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_time_grows_with_the_size_only(name: str) -> None:
    def work(kilobytes: int) -> None:
        # What was read before is remembered, so no note is read twice.
        read_one(f"{next(NUMBER)}\n\n{HOSTILE[name](1000 * kilobytes)}".encode())

    assert growth(work, 15) < IN_PROPORTION


@pytest.mark.parametrize("name", [f"{suffix} {name}" for suffix, each in HOSTILE_TO.items() for name in each])
def test_time_grows_with_the_size_only_in_every_format(name: str) -> None:
    suffix, _, shape = name.partition(" ")

    def work(kilobytes: int) -> None:
        text = f"{next(NUMBER)}\n\n{HOSTILE_TO[suffix][shape](1000 * kilobytes)}"
        read_one(text.encode(), f"day1{suffix}")

    assert growth(work, 15) < IN_PROPORTION
