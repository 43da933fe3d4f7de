"""What of a file that is handed in is taken, and what is refused, in one sentence."""

from __future__ import annotations

import random
import re
from contextlib import suppress
from pathlib import Path

import pytest

from bot.inbox.errors import RefusedError
from bot.inbox.exports import take
from bot.inbox.preview import preview_of
from tests.inbox.files import PAGE, PIXEL, TALK, hostile, talk_in_word, zipped

HOSTILE = list(hostile())


def test_there_are_more_than_two_hundred_hostile_files_each_of_its_own() -> None:
    assert len(HOSTILE) >= 200
    assert len({(name, data) for name, data in HOSTILE}) == len(HOSTILE)


@pytest.mark.parametrize(
    ("name", "data"), HOSTILE, ids=[f"{n}-{name!r}" for n, (name, _) in enumerate(HOSTILE)]
)
def test_of_a_hostile_file_nothing_is_taken(name: str, data: bytes) -> None:
    with pytest.raises(RefusedError) as refused:
        take(name, data)
    said = str(refused.value)
    assert re.fullmatch(r"“.*” is not taken: (it|its text|an? \w+ in it|two files in it) .+\.", said), said
    assert "\n" not in said
    assert len(said) < 400


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("day2.md", TALK.encode()),
        ("day2.txt", TALK.encode()),
        ("day2.md", TALK.encode("utf-16")),
        ("day2.md", TALK.replace("\n", "\r\n").encode()),
        ("day2.docx", talk_in_word()),
        ("day2.html", PAGE.encode()),
        ("Export.zip", zipped({"Export/Day 2 0123456789abcdef0123456789abcdef.md": TALK})),
        ("day2.zip", zipped({"day2.docx": talk_in_word(), "images/image1.png": PIXEL})),
    ],
)
def test_each_form_of_the_same_notes_brings_the_same_session(name: str, data: bytes, tmp_path: Path) -> None:
    taken = take(name, data)
    (session,) = preview_of(taken.files, tmp_path, taken.name).sessions
    assert session.title == "Buoys that listen"
    assert [speaker.name for speaker in session.speakers] == ["Dee Moor"]
    assert session.event == "Harbour Days 2031"
    assert session.day == "Day 2"
    assert all(file.name.endswith((".md", ".txt")) for file in taken.files)
    assert "alert" not in taken.files[0].text, "what runs in a page is not taken"


def test_pictures_and_macros_are_left_out_and_it_is_said() -> None:
    plain = take("day2.docx", talk_in_word())
    assert (plain.pictures, plain.macros) == (False, False)
    taken = take("day2.docx", talk_in_word(word__media__image1=PIXEL, **{"word__vbaProject.bin": b"x"}))
    assert (taken.pictures, taken.macros) == (True, True)
    assert take("day2.html", PAGE.encode()).pictures
    assert take("day2.zip", zipped({"a.md": TALK, "a.png": PIXEL})).pictures


def test_of_an_archive_what_is_no_note_is_left_out_by_name() -> None:
    taken = take(
        "day2.zip",
        zipped({"a.md": TALK, "b.csv": "x", "c.md": b"\0", "__MACOSX/._a.md": b"x", "sub/._b.md": b"x"}),
    )
    assert [file.name for file in taken.files] == ["a.md"]
    assert [entry.file for entry in taken.left_out] == ["b.csv", "c.md"]


def test_files_of_an_archive_that_would_have_one_name_have_two() -> None:
    taken = take("x.zip", zipped({"a?.md": TALK, "a!.md": TALK, "a.html": PAGE, "sub/a.md": TALK}))
    assert [file.name for file in taken.files] == ["a.md", "a a.md", "a b.md", "sub/a.md"]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("day2.md", "day2.md"),
        ("../../etc/day2.md", "day2.md"),
        ("C:\\x\\day2.md", "day2.md"),
        ("..\u202edm.2yad.md", "dm.2yad.md"),
        ("  .hidden.md", "hidden.md"),
        ("node_modules.md", "notes.md"),
        ("CON.md", "notes.md"),
        ("…?.md", "notes.md"),
        ("Notes: the “best” of <day> 2*.md", "Notes the best of day 2.md"),
        ("n" * 300 + ".md", "n" * 60 + ".md"),
        ("話す灯台.md", "話す灯台.md"),
    ],
)
def test_a_name_is_one_that_every_system_takes_and_leads_nowhere(name: str, kept: str) -> None:
    (file,) = take(name, TALK.encode()).files
    assert file.name == kept


@pytest.mark.parametrize("name", ["x.zip", "x.docx"])
@pytest.mark.parametrize("seed", range(60))
def test_whatever_is_damaged_in_an_archive_is_refused_or_read_and_nothing_else(name: str, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same each time
    data = bytearray(zipped({"a.md": TALK, "b/c.html": PAGE}) if name == "x.zip" else talk_in_word())
    for _ in range(chance.randint(1, 12)):
        data[chance.randrange(4, len(data))] = chance.randrange(256)
    with suppress(RefusedError):
        assert take(name, bytes(data)).files


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("nested-b.zip.zip", "it holds another archive: unpack it"),
        ("many-notes.zip", "it holds more than 200 files of notes"),
        ("only-bad.zip", "it holds no notes: a.md is left out, as it is not text"),
        ("encrypted.zip", "it is encrypted"),
        ("kind-40960.zip", "it holds a link"),
        ("entity-0.docx", "declares what stands in it"),
        ("encrypted.docx", "it is encrypted"),
        ("a.docm", "a Word document with macros: save it as .docx"),
        ("zip-called.md", "it is an archive, whatever it is called"),
        ("huge.md", "it is larger than 8 MB"),
        ("line.md", "it has a line of more than 50,000 characters"),
    ],
)
def test_a_refusal_says_what_is_wrong_and_what_to_do(name: str, why: str) -> None:
    with pytest.raises(RefusedError, match=re.escape(why)):
        take(name, dict(HOSTILE)[name])
