"""Speakers whom a sentence under the title names: "The speaker was ...", and sentences that name nobody."""

from __future__ import annotations

import pytest

from tests.notes.reading import sessions


@pytest.mark.parametrize(
    ("line", "names", "company"),
    [
        ("The speaker was Anna Berg from Spout.", ["Anna Berg"], "Spout"),
        ("Our speaker today is Anna Berg, CTO at Spout", ["Anna Berg"], "Spout"),
        ("The speakers were Anna Berg and Tim Lind.", ["Anna Berg", "Tim Lind"], None),
        ("Le conférencier est Anna Berg de Spout", ["Anna Berg"], "Spout"),
        ("El ponente fue Marco Lind", ["Marco Lind"], None),
        ("Der Sprecher war Jan Berg von Spout", ["Jan Berg"], "Spout"),
        ("O palestrante foi João Dias", ["João Dias"], None),
        ("Il relatore è Marco Lind", ["Marco Lind"], None),
        ("演讲者是王晓明", ["王晓明"], None),
        ("演讲人是来自水壶 LidTeam 的王晓明(berg)", ["王晓明"], "水壶 LidTeam"),
        ("讲师为水壶公司的王晓明老师。", ["王晓明"], "水壶公司"),
        ("演讲人：水壶科技 柴晓、高云", ["柴晓", "高云"], "水壶科技"),
        ("登壇者は水壶株式会社の山田花子さんです。", ["山田花子"], "水壶株式会社"),
        ("발표자는 주전자회사의 김서연님입니다.", ["김서연"], "주전자회사"),
    ],
)
def test_a_sentence_may_tell_who_speaks(line: str, names: list[str], company: str | None) -> None:
    (session,) = sessions(("steam.md", f"# Steam at scale\n\n{line}\n\nA talk of kettles and steam.\n"))
    assert [who.name for who in session.speakers] == names
    assert {who.company for who in session.speakers} == {company}


@pytest.mark.parametrize(
    "line",
    [
        "The speaker was great and everybody laughed.",
        "The speaker is Kettle Driven",
        "Anna Berg was in the audience.",
        "演讲人是做了十年水壶的高手",
        "演讲人都来自水壶",
    ],
)
def test_what_a_sentence_says_of_the_speaker_is_no_name(line: str) -> None:
    (session,) = sessions(("steam.md", f"# Steam at scale\n\n{line}\n\nA talk of kettles and steam.\n"))
    assert session.speakers == ()


@pytest.mark.parametrize(
    ("lines", "who"),
    [
        ("Anna Berg & Tom Weaver\n11/17/2015 @ Kettleconf 2015", ["Anna Berg", "Tom Weaver"]),
        ("Anna Berg @steamy\n*plays Climbing the Kettles* by a band", ["Anna Berg"]),
        ("Kettleconf 2015 - 11/17/2015\nAnna Berg\n@steamy9000", ["Anna Berg"]),
    ],
)
def test_a_name_on_a_line_of_its_own_below_a_plain_first_line_is_the_speaker(
    lines: str, who: list[str]
) -> None:
    text = f"Boiling water! Live!\n{lines}\n\nHe boiled water for an hour.\n\n## It was hot\n\nVery.\n"
    (found,) = sessions(("boiling-water-live.md", text))
    assert (found.title, [person.name for person in found.speakers]) == ("Boiling water! Live!", who)


@pytest.mark.parametrize(
    ("opening", "who"),
    [
        ("Anna Berg, [@steamy](https://twitter.com/steamy), known for her kettles", ["Anna Berg"]),
        ("Anna Berg (@steamy) et Tom Weaver (@tomw), nous ont montré", ["Anna Berg", "Tom Weaver"]),
        ("Deep Water, a pot that everybody knows, and @steamy", []),
    ],
)
def test_a_text_that_begins_with_names_and_handles_names_its_speakers(opening: str, who: list[str]) -> None:
    text = f"# Kettle Conf 2015\n\n## Boiling at home\n\n{opening}, spoke long.\n\n## Cups\n\nText.\n"
    found = sessions(("kettles.md", text))[0]
    assert [person.name for person in found.speakers] == who


def test_who_a_label_names_may_do_many_things() -> None:
    line = "__Speaker__: Anna Berg, Director of Boiling at Spout, having worked on pots, cups and kettles"
    (found,) = sessions(
        ("kettles.md", f"# Boiling for seven billion\n\n{line}, led the team of steam.\n\nText.\n")
    )
    assert [person.name for person in found.speakers] == ["Anna Berg"]


def test_a_profile_of_any_usual_network_tells_who_spoke() -> None:
    talks = (("Boiling at home", "Anna Berg"), ("Cups for all", "Tom Weaver"), ("Steam", "Ilse Moor"))
    text = "# Kettle Conf 2015\n\n" + "".join(
        f"## {title}\n\n[{who}](https://medium.com/u/f8c55{number}) makes kettles. It was long.\n\n"
        for number, (title, who) in enumerate(talks)
    )
    found = sessions(("kettles.md", text))
    assert [[person.name for person in session.speakers] for session in found] == [[who] for _, who in talks]
