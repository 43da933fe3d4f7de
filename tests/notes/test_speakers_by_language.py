"""Speakers as notes of many languages name them: in a sentence, after a word, by a form of address."""

from __future__ import annotations

import pytest

from tests.notes.reading import sessions

TEXT = "Water boils sooner under a lid, and the lid keeps the steam.\n\n- Descale it once a month.\n"
KOREAN = "물을 끓이는 방법을 배웠다.\n\n- 한 달에 한 번 청소한다.\n"


def _speakers(title: str, line: str, text: str = TEXT) -> list[str]:
    talks = f"## {title}\n\n{line}\n\n{text}\n## Steam at scale\n\nSpeaker: Ida Voss\n\n{text}"
    day = f"# Kettle Conf 2021 - Day 1\n\n{talks}"
    first, other = sessions(("day1.md", day))
    assert [who.name for who in other.speakers] == ["Ida Voss"]
    return [who.name for who in first.speakers]


@pytest.mark.parametrize(
    "line",
    [
        "Anna Muster von der Firma Spout sprach über das Wasser und die Wärme.",
        "Anna Muster (Spout) hat über das Wasser gesprochen.",
        "Den Vortrag hielt Anna Muster.",
        "Anna Muster erklärte, wie Wasser kocht.",
        "Anna Muster stellte den neuen Kessel vor.",
        "Ein Vortrag von Anna Muster (Spout) über das Wasser und die Wärme.",
        "Referent:in: Anna Muster",
        "Sprecherin: Anna Muster",
        "Referentin Anna Muster (Spout)",
        "par Anna Muster (Bouilloire)",
        "Anna Muster, de la société Bouilloire, nous a parlé de vapeur.",
        "Anna Muster nous présente la bouilloire moderne.",
        "Conférence animée par Anna Muster",
        "Une présentation de Anna Muster (Bouilloire).",
        "ponente: Anna Muster",
        "Impartida por Anna Muster",
        "Charla impartida por Anna Muster, de Tetera",
        "A cargo de Anna Muster",
        "Ministrada por Anna Muster",
        "Relatore: Anna Muster",
        "Door Anna Muster (Ketel BV)",
        "Moderated by Anna Muster",
        "Moderation: Anna Muster",
        "Moderiert von Anna Muster",
        "The panel was moderated by Anna Muster.",
    ],
)
def test_a_line_in_any_language_names_who_spoke(line: str) -> None:
    assert _speakers("Taming the old copper kettle", line) == ["Anna Muster"]


@pytest.mark.parametrize(
    "line",
    [
        "Den Kessel stellte die Firma vor.",
        "Une présentation de Vapeur Moderne pour tous.",
        "Moderated by random volunteers",
        "Guest Lecture Series",
    ],
)
def test_words_that_only_look_like_such_a_line_name_nobody(line: str) -> None:
    assert _speakers("Taming the old copper kettle", line) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("주전자 길들이기 - 홍길동", "증기의 모든 것 - 김하늘"),
        ("주전자 길들이기 / 홍길동 (주둥이)", "증기의 모든 것 / 김하늘 (물주머니)"),
        ("주전자 길들이기 (홍길동)", "증기의 모든 것 (김하늘)"),
        ("주전자 길들이기 | 홍길동, 물병", "증기의 모든 것 | 김하늘, 물주머니"),
        ("주전자 길들이기 - 홍길동님", "증기의 모든 것 - 김하늘 님(주둥이)"),
    ],
)
def test_titles_in_korean_end_in_who_speaks(first: str, second: str) -> None:
    text = f"# 주전자 컨퍼런스 2021\n\n## {first}\n\n{KOREAN}\n## {second}\n\n{KOREAN}"
    found = [(one.title, [who.name for who in one.speakers]) for one in sessions(("kettle-2021.md", text))]
    assert found == [("주전자 길들이기", ["홍길동"]), ("증기의 모든 것", ["김하늘"])]


def test_titles_in_korean_that_end_in_plain_words_name_nobody() -> None:
    text = f"# 주전자 컨퍼런스 2021\n\n## 주전자 개선 - 전환기\n\n{KOREAN}\n## 증기 개선 - 최적화\n\n{KOREAN}"
    assert all(not one.speakers for one in sessions(("kettle-2021.md", text)))


@pytest.mark.parametrize(
    ("titles", "names"),
    [
        (("「やかん入門」山田太郎さん", "「蒸気の話」佐藤花子さん"), ["山田太郎", "佐藤花子"]),
        (("やかん入門 / 山田太郎", "蒸気の話 / 鷲見花子さん"), ["山田太郎", "鷲見花子"]),
        (("やかん入門 (@yakan_taroさん)", "蒸気の話 (@steamhanaさん)"), ["yakan_taro", "steamhana"]),
        (("王小明：やかん入門", "李大海：蒸気の話"), ["王小明", "李大海"]),
    ],
)
def test_titles_in_japanese_and_chinese_name_who_speaks(titles: tuple[str, str], names: list[str]) -> None:
    text = "# やかん会議 2021\n\n" + "\n".join(f"## {title}\n\n{TEXT}" for title in titles)
    found = [(one.title, [who.name for who in one.speakers]) for one in sessions(("kettle-2021.md", text))]
    assert found == [("やかん入門", names[:1]), ("蒸気の話", names[1:])]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("> 홍길동 님 (주둥이)", "홍길동"),
        ("홍길동님, 주둥이", "홍길동"),
        ("株式会社注ぎ口 山田太郎さん", "山田太郎"),
        ("山田 花子さん", "山田 花子"),
    ],
)
def test_a_form_of_address_tells_who_a_line_names(line: str, name: str) -> None:
    assert _speakers("주전자 길들이기", line, KOREAN) == [name]


def test_lines_of_company_and_name_below_every_title_name_the_speakers() -> None:
    talks = (("주전자", "SPOUT 홍길동"), ("증기", "물주머니 김하늘"), ("뚜껑", "LID 박나무"))
    text = "# 주전자 컨퍼런스 2021\n\n" + "\n".join(
        f"## {title} 이야기\n\n> {line}\n\n{KOREAN}" for title, line in talks
    )
    found = [[(who.name, who.company) for who in one.speakers] for one in sessions(("kettle-2021.md", text))]
    assert found == [[("홍길동", "SPOUT")], [("김하늘", "물주머니")], [("박나무", "LID")]]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        (
            "Anna Muster et [Paul Modèle](https://x.com/paulm) ont parlé de vapeur.",
            ["Anna Muster", "Paul Modèle"],
        ),
        ("Il fait chaud. Anna Muster, de Bouilloire, revient sur la vapeur.", ["Anna Muster"]),
        ("Anna Muster présente avec Paul Modèle la bouilloire.", ["Anna Muster", "Paul Modèle"]),
        ("Un cours de vapeur par [Anna Muster](https://x.com/annam), très clair.", ["Anna Muster"]),
        ("La keynote d'ouverture a été faite par Anna Muster.", ["Anna Muster"]),
        ("Un cours de vapeur de [Anna Muster](https://x.com/annam), très clair.", []),
    ],
)
def test_a_sentence_in_french_names_all_who_spoke(line: str, names: list[str]) -> None:
    assert _speakers("Taming the old copper kettle", line) == names


def test_a_name_between_dashes_ends_a_title() -> None:
    talks = f"## 주전자 길들이기 -홍길동-\n\n{KOREAN}\n## 증기의 모든 것 - 김하늘 -\n\n{KOREAN}"
    text = f"# 주전자 컨퍼런스 2021\n\n{talks}"
    found = [(one.title, [who.name for who in one.speakers]) for one in sessions(("kettle-2021.md", text))]
    assert found == [("주전자 길들이기", ["홍길동"]), ("증기의 모든 것", ["김하늘"])]


def test_a_name_and_more_before_a_title_in_quotation_marks_is_the_speaker() -> None:
    text = f'# Kettle Conf 2021\n\n## Nandor Kiraly | @nandork | Spout | "Lids and Covers"\n\n{TEXT}'
    (found,) = sessions(("kettle-2021.md", f'{text}\n## Ida Voss | "Steam for all"\n\n{TEXT}'))[:1]
    assert (found.title, [who.name for who in found.speakers]) == ("Lids and Covers", ["Nandor Kiraly"])


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Muy buena charla a cargo de Anna Muster. Muy recomendable.", ["Anna Muster"]),
        ("La primera charla la dió Anna Muster. Nos cargó las pilas.", ["Anna Muster"]),
        ("La mejor charla de todas, Anna Muster nos dio un repaso al vapor.", ["Anna Muster"]),
        ("Propuesta por [annam](https://twitter.com/annam)", ["annam"]),
        ("Die erste Session war mit **Nandor Kiraly**, dem Autor des Kessels.", ["Nandor Kiraly"]),
        ("*Anna Muster/Ida Lind*", ["Anna Muster", "Ida Lind"]),
        ("O João Pereira falou sobre o vapor.", ["João Pereira"]),
        ("Quem: Anna Muster", ["Anna Muster"]),
        ("Di Anna Muster (Bollitore)", ["Anna Muster"]),
        ("Tenuto da Anna Muster", ["Anna Muster"]),
        ("Een praatje van Jan de Vries over stoom.", ["Jan de Vries"]),
        ("Anna Muster und Max Weber zeigten den Kessel.", ["Anna Muster", "Max Weber"]),
        ("Anna Muster nos ha hablado del vapor.", ["Anna Muster"]),
        ("Charla de Anna Muster", ["Anna Muster"]),
        ("by 홍길동", ["홍길동"]),
        ("Charla de Vapor Moderno", []),
        ("Ein Vortrag mit Dampf und Wasser, und mit Keksen.", []),
        ("Im Vortrag zeigte man den Kessel.", []),
    ],
)
def test_more_ways_to_say_who_spoke(line: str, names: list[str]) -> None:
    assert _speakers("Taming the old copper kettle", line) == names


def test_a_noun_of_german_behind_a_dash_is_no_name() -> None:
    titles = ("Kessel & Deckel – Intelligente Wasserbereitung", "Dampf – Moderne Erhitzung")
    text = "# Kesseltreffen 2021\n\n" + "\n".join(f"## {title}\n\n{TEXT}" for title in titles)
    assert [one.speakers for one in sessions(("kessel-2021.md", text))] == [(), ()]


def test_pen_names_after_by_are_the_speakers_where_titles_end_so() -> None:
    who = ("山田 翔吾", "玉", "たけてぃ", "Nandor Kiraly", "佐藤花子")
    text = "# やかん会議 2021\n\n" + "\n".join(
        f"## やかんの話その{number} by {name}\n\n{TEXT}" for number, name in enumerate(who)
    )
    assert [one.speakers[0].name for one in sessions(("kettle-2021.md", text))] == list(who)


def test_somebody_and_their_account_before_a_title_are_the_speaker() -> None:
    text = f"# Kettle Conf 2021\n\n## Anna Berg - @annab - Lids and Covers - https://kettle.example/slides\n\n{TEXT}"
    (found,) = sessions(("kettle-2021.md", f"{text}\n## Ida Voss - @ida - Steam for all\n\n{TEXT}"))[:1]
    assert (found.title, [who.name for who in found.speakers]) == ("Lids and Covers", ["Anna Berg"])


@pytest.mark.parametrize("key", ["speaker", "Orateur", "ponente", "referentin", "登壇者", "presenters"])
def test_front_matter_names_the_speaker_in_any_language(key: str) -> None:
    (found,) = sessions(("kettle.md", f"---\ntitle: A kettle for all\n{key}: Anna Muster\n---\n\n{TEXT}"))
    assert [who.name for who in found.speakers] == ["Anna Muster"]


@pytest.mark.parametrize("key", ["author", "host", "panel", "moderation"])
def test_other_keys_of_front_matter_name_no_speaker(key: str) -> None:
    (found,) = sessions(("kettle.md", f"---\ntitle: A kettle for all\n{key}: Anna Muster\n---\n\n{TEXT}"))
    assert not found.speakers
