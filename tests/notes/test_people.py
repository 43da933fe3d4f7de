"""Who spoke: the forms that notes give names in, and the lines that are none."""

from __future__ import annotations

import pytest

from embeddings.notes import FolderConfig, Source, read
from embeddings.notes.fields.people.lines.people_in import people_in
from embeddings.notes.fields.people.names.shape import Names, Trust
from tests.notes.reading import sessions

NAMES = Names(frozenset({"web", "client", "gateway", "monitoring", "steam", "color", "issues"}))


def people(
    text: str, *, trust: Trust = Trust.SHAPE, plural: bool = False
) -> list[tuple[str, str | None, str | None]]:
    found = people_in(text, 1, NAMES, least=1 if trust else 2, trust=trust, plural=plural)
    return [(who.name, who.role, who.company) for who in found]


def speakers(text: str) -> list[str]:
    folder = read([Source("talk.md", text.encode())], FolderConfig())
    return [who.name for note in folder.notes for entry in note.sessions for who in entry.session.speakers]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Anna Berg - Engineer - Spout", [("Anna Berg", "Engineer", "Spout")]),
        (
            "Anna Berg - General Manager, Kettles, Steam AI - Spout Web Services",
            [("Anna Berg", "General Manager, Kettles, Steam AI", "Spout Web Services")],
        ),
        ("K.C. Brandt - Sr. Architect", [("K.C. Brandt", "Sr. Architect", None)]),
        (
            "Anna Berg (Spout), Paul Gruber (Kettleworks)",
            [("Anna Berg", None, "Spout"), ("Paul Gruber", None, "Kettleworks")],
        ),
        ("Anna Berg & Paul Gruber", [("Anna Berg", None, None), ("Paul Gruber", None, None)]),
        ("Anna Berg, Technical Lead", [("Anna Berg", "Technical Lead", None)]),
        ("Anna Berg and Technical Lead at Spout", [("Anna Berg", "Technical Lead", "Spout")]),
        ("Associate Editor", []),
        ("KDF Board Member", []),
        ("Val Head", [("Val Head", None, None)]),
        ("Anna Berg og Paul Gruber", [("Anna Berg", None, None), ("Paul Gruber", None, None)]),
        ("Ja Grubers", [("Ja Grubers", None, None)]),
        ("Anna Ja Berg", [("Anna Ja Berg", None, None)]),
        ("Anna Berg i Paul Gruber", [("Anna Berg", None, None), ("Paul Gruber", None, None)]),
        ("Анна Берг и Павел Грубер", [("Анна Берг", None, None), ("Павел Грубер", None, None)]),
        (
            "Anna Berg (Spout) & Paul Gruber, CTO of Kettleworks",
            [("Anna Berg", None, "Spout"), ("Paul Gruber", "CTO of Kettleworks", None)],
        ),
        (
            "Anna Berg and Paul Gruber, Old Spout",
            [("Anna Berg", None, "Old Spout"), ("Paul Gruber", None, "Old Spout")],
        ),
        (
            "Anna Berg, Engineer, Spout; Paul Gruber, Kettleworks",
            [("Anna Berg", "Engineer", "Spout"), ("Paul Gruber", None, "Kettleworks")],
        ),
        (
            "Anna Berg @ Spout & Paul Gruber @ Kettleworks",
            [("Anna Berg", None, "Spout"), ("Paul Gruber", None, "Kettleworks")],
        ),
        ("Anna Berg, Engineer at Spout", [("Anna Berg", "Engineer", "Spout")]),
        ("Anna Berg, Boiling Point Interactive", [("Anna Berg", None, "Boiling Point Interactive")]),
        ("Kyle d'Oliveira (he/him) - Engineer", [("Kyle d'Oliveira", "Engineer", None)]),
        ("Madeline Van Der Berg", [("Madeline Van Der Berg", None, None)]),
        ("林若溪／星轨科技", [("林若溪", None, "星轨科技")]),
        ("Web Client", []),
        ("Spout API Gateway", []),
        ("The kettle was boiling - and so was she", []),
        ("Visual Color Issues", []),
        ("- Monitoring - AWS CloudWatch", []),
    ],
)
def test_a_line_of_people(line: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    assert people(line) == expected


def test_a_label_lets_less_than_a_full_name_pass() -> None:
    assert people("Glyph", trust=Trust.LABEL) == [("Glyph", None, None)]
    assert people("niklas nolte", trust=Trust.LABEL) == [("niklas nolte", None, None)]
    assert people("the audience", trust=Trust.LABEL) == []


@pytest.mark.parametrize(
    "text",
    [
        "# Steam\n\nSpeaker: Anna Berg\n\ntext",
        "# Steam\n\n**Speaker:** [Anna Berg](https://berg.example)\n\ntext",
        "# Steam\n\n## Speaker\n\nAnna Berg\n\n## Notes\n\ntext",
        "# Steam\n\n### Anna Berg\n\ntext",
        "# Steam\n\n> Anna Berg / Spout\n\ntext",
        "# Steam\n\n- speaker: Anna Berg\n- boil once",
        "# Steam\n\n* Anna Berg - Evangelist, Spout\n* boil once\n* pour",
        "# Steam\n\nby [Anna Berg](https://berg.example)\n\ntext",
        "# Steam by Anna Berg\n\ntext",
        "# Steam - Anna Berg\n\ntext",
        "# Steam | Anna Berg (9am)\n\ntext",
        "# Steam\n\n| Speaker | Room |\n| --- | --- |\n| Anna Berg | 2 |\n\ntext",
        "# Steam\n\nIntervenante : Anna Berg\n\ntexte",
        f"# Steam\n\n{30 * 'steam '}\n\nAnna Berg - Chief Boiler, Spout\n\nmore text",
    ],
)
def test_the_forms_that_name_a_speaker(text: str) -> None:
    assert speakers(text) == ["Anna Berg"]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Докладчик: Анна Котова", "Анна Котова"),
        ("Доповідач: Олена Чайка", "Олена Чайка"),
        ("Ομιλήτρια: Άννα Βραστού", "Άννα Βραστού"),
        ("Prelegentka: Anna Górska", "Anna Górska"),
        ("Konuşmacı: Ayşe Çınar", "Ayşe Çınar"),
        ("Přednášející: Jana Nováková", "Jana Nováková"),
        ("Előadó: Kovács Ilona", "Kovács Ilona"),
        ("Talare: Stina Ångström", "Stina Ångström"),
        ("Referent*innen: Anna Berg", "Anna Berg"),
        ("דוברת: ענת לוי", "ענת לוי"),
        ("المتحدث: سامي حداد", "سامي حداد"),
        ("वक्ता: अनीता शर्मा", "अनीता शर्मा"),
        ("ผู้บรรยาย: สมชาย ใจดี", "สมชาย ใจดี"),
        ("발표자: 홍길동님", "홍길동"),
        ("講演者：佐藤花子さん", "佐藤花子"),
        ("登壇者 : ゆげやま さん", "ゆげやま"),
        ("Speaker: [kettle_42](https://kettle.example)", "kettle_42"),
        ("#### mit Anna Berg", "Anna Berg"),
        ('By [Anna Berg](https://berg.example){:rel="nofollow"}, Boiler @ Spout', "Anna Berg"),
        ("Diễn giả: Trần Thị Lan", "Trần Thị Lan"),
        ("👤 Anna Berg", "Anna Berg"),
        ("👩‍💻 Anna Berg", "Anna Berg"),
        ("Tutorial by Anna Berg", "Anna Berg"),
        ("Guest speaker: Prof. Dr. Anna Berg", "Anna Berg"),
    ],
)
def test_labels_of_many_languages_name_a_speaker(line: str, name: str) -> None:
    assert speakers(f"# Steam\n\n{line}\n\ntext") == [name]


@pytest.mark.parametrize(
    "line", ["Notes by Anna Berg", "Written by Anna Berg", "Author: Anna Berg", "Speaker: tbd"]
)
def test_who_took_the_notes_is_no_speaker(line: str) -> None:
    assert speakers(f"# Steam\n\n{line}\n\ntext") == []


@pytest.mark.parametrize(
    "text",
    [
        "# Steam\n\nAnna Berg told us that the kettle boils at a hundred degrees, and that is no accident.",
        "# Steam\n\nAnna Berg, she said, was late; the kettle, too, was cold.",
        "# Steam\n\n- Boil Once\n- Pour Slowly\n- Drink Hot",
        "# Steam\n\nWe learned about Web Client and about Spout API Gateway.",
    ],
)
def test_prose_and_points_are_no_speakers(text: str) -> None:
    assert speakers(text) == []


@pytest.mark.parametrize(
    "line",
    [
        "Ilo Vantz <ilo@spout.example>, Spout",
        "Ilo Vantz (ilo@spout.example), Spout",
        "Ilo Vantz, Spout, https://ilo.example",
        "Ilo Vantz, Spout <https://ilo.example/a>",
    ],
)
def test_addresses_are_neither_a_name_nor_a_company(line: str) -> None:
    (who,) = people_in(line, 1, Names())
    assert (who.name, who.company) == ("Ilo Vantz", "Spout")


@pytest.mark.parametrize(
    "line", ["Ilo Vantz @ilo https://ilo.example/", "Ilo Vantz https://www.ilo.example/a/b"]
)
def test_a_name_below_the_title_may_have_an_address_beside_it(line: str) -> None:
    text = f"# The burden of kettles\n\n{line}\n\n- they boil\n- they whistle\n"
    (note,) = read([Source("kettles.md", text.encode())]).notes
    assert [who.name for who in note.sessions[0].session.speakers] == ["Ilo Vantz"]


@pytest.mark.parametrize("company", ["Kesselwerk", "Rohr AG", "Dampf GmbH", "Lid Works"])
def test_the_line_below_a_name_that_is_one_word_or_ends_as_companies_do_is_where_somebody_works(
    company: str,
) -> None:
    text = f"# Day 1\n\n## Quiet boiling\n\nOrsolya Varga\n{company}\n\nTjark Brandsma\nSpout Ltd\n\nText.\n"
    (session,) = sessions(("day1.md", text))
    assert [(who.name, who.company) for who in session.speakers] == [
        ("Orsolya Varga", company),
        ("Tjark Brandsma", "Spout Ltd"),
    ]


def test_every_entry_of_a_list_below_a_title_that_is_somebody_with_a_role_is_a_speaker() -> None:
    both = "- Odila Ferrand - Engineer - Spout\n- Tobi Runnel - VP of Steam, Lids and Covers - Spout\n\n"
    abstract = (
        "Kettles are hot, and so is the water in them. In this session we look at how hot they are.\n\n"
    )
    for opening in ("", abstract):
        text = f"# A kettle for all\n\n{opening}{both}We saw a kettle.\n"
        assert speakers(text) == ["Odila Ferrand", "Tobi Runnel"]


@pytest.mark.parametrize(
    "label",
    ["Speaker Bio : ", "Speaker info: ", "About the speaker: ", "Speaker's name: ", "Über den Referenten: "],
)
def test_what_a_label_says_beside_the_word_for_a_speaker_does_not_matter(label: str) -> None:
    text = f"# Why kettles whistle all day\n\n> #### {label}Anna Berg\n>\n> She boils water.\n\nThey do.\n"
    assert speakers(text) == ["Anna Berg"]


def test_a_heading_author_at_the_top_of_a_talk_names_who_gave_it() -> None:
    author = "## Author\n\n- Anna Berg (https://berg.example)\n- Boils water\n\n"
    text = f"# Why kettles whistle\n\n{author}## Steam\n\n- hot\n"
    (session,) = sessions(("whistle.md", text))
    assert [who.name for who in session.speakers] == ["Anna Berg"]
