"""Dates as people write them all over the world, and what only looks like one."""

from __future__ import annotations

import time

import pytest

from embeddings.text.dates import find_date, find_dates, find_day, is_only_date, order_of_days, strip_dates


def iso(text: str) -> str | None:
    when = find_date(text)
    return when.iso() if when else None


@pytest.mark.parametrize(
    "text",
    [
        # Names in two cases, short, with dots and without, without accents, in capitals.
        "9 февраля 2023", "9 февраль 2023", "9 февр. 2023 г.", "9 ФЕВРАЛЯ 2023", "9 лютого 2023 р.",
        "9 лютага 2023", "9 февруари 2023 г.", "9 фебруар 2023", "9 lutego 2023", "9 luty 2023", "9 lut 2023",
        "9. února 2023", "9. unora 2023", "9. úno. 2023", "9. februára 2023",
        "2023. február 9.", "2023. febr. 9.", "2023. február 9-én", "9 Şubat 2023",
        "9 ŞUBAT 2023", "9 Şub 2023",
        "9 februari 2023", "9. februar 2023", "9 feb. 2023", "9. helmikuuta 2023", "9. helmi 2023",
        "9 de fevereiro de 2023", "9 de febrer de 2023", "9 de febrero del 2023",
        "9 febbraio 2023", "9 Φεβρουαρίου 2023", "9 Φεβρουάριος 2023", "9 Φεβ 2023", "9 februarie 2023",
        "9 Februari 2023", "9 de febreiro de 2023", "9. veebruar 2023", "2023 m. vasario 9 d.",
        "2023(e)ko otsailaren 9a", "9 თებერვალი 2023", "9 Pebrero 2023", "9 Februar 2023",
        # Other scripts and digits.
        "9 กุมภาพันธ์ 2566", "9 ก.พ. 2566", "9 กุมภาพันธ์ พ.ศ. 2566", "๙ กุมภาพันธ์ ๒๕๖๖", "9/2/2566 น.",
        "9 فبراير 2023", "٩ فبراير ٢٠٢٣", "9 בפברואר 2023", "9 פברואר 2023", "9 फ़रवरी 2023", "९ फ़रवरी २०२३",
        "2023년 2월 9일", "2023년 2월 9일 (목)", "2023年2月9日", "2023年2月9日（木）", "２０２３年２月９日",
        "二〇二三年二月九日", "令和5年2月9日", "民國112年2月9日", "2023年02月09日 星期四",
        "ngày 9 tháng 2 năm 2023", "9 tháng 2, 2023",
        # Numbers alone.
        "2023-02-09", "2023/02/09", "2023.02.09", "2023. 2. 9.", "2023. 2. 9", "2023/2/9", "20230209",
        "2023-W06-4", "2023W064", "09.02.2023", "9. 2. 2023", "9-2-2023", "09-02-2023", "Thursday 9/2/2023",
        "Thu, 2/9/2023", "jeudi 09/02/2023", "2023-02-09T10:15:00Z",
        # What stands around them.
        "9-Feb-2023", "09/Feb/2023", "09FEB2023", "9-Feb-23", "9 Feb '23", "2023-Feb-09", "2023 Feb 9",
        "February 9, 2023 at 10:15 AM", "the 9th of February 2023", "Thu 9 Feb 2023, 10:00, Room B",
        "2023-02-09, 15:30–16:00, Hall 2", "[[2023-02-09]]", "[[Feb 9th, 2023]]", "february-9-2023-ropes",
        "le 9 février 2023", "am 9. Februar 2023", "el 9 de febrero de 2023", "den 9 februari 2023",
        "Day 2 - 9 February 2023", "Day 2: 9 Feb 2023", "Tag 2 – 9. Februar 2023",
        "el día 9 de febrero de 2023",
    ],
)  # fmt: skip
def test_the_same_day_all_over_the_world(text: str) -> None:
    assert iso(text) == "2023-02-09"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("令和元年5月1日", "2019-05-01"),
        ("平成30年11月3日", "2018-11-03"),
        ("十二月二十五日 2020年", None),
        ("二〇二〇年十二月二十五日", "2020-12-25"),
        ("3 maja 2021", "2021-05-03"),
        ("3 mai 2021", "2021-05-03"),
        ("3 May 2021", "2021-05-03"),
        ("3 may 2021", "2021-05-03"),
        ("3 мая 2021", "2021-05-03"),
        ("3 листопада 2021", "2021-11-03"),
        ("3 listopada 2021", "2021-11-03"),
        ("3 srpna 2021", "2021-08-03"),
        ("3 out 2021", "2021-10-03"),
        ("3 set. 2021", "2021-09-03"),
        ("3 avr. 2021", "2021-04-03"),
        ("3 Ara 2021", "2021-12-03"),
        ("2020-W53-7", "2021-01-03"),
        ("29 февраля 2024", "2024-02-29"),
    ],
)
def test_a_date_of_the_world(text: str, date: str | None) -> None:
    assert iso(text) == date


@pytest.mark.parametrize(
    "text",
    [
        # Versions, codes, numbers of telephones and addresses.
        "version 2.0.1", "v2024.1.2", "version 2024.1.2", "release 2024.3.1", "2024.1.2.3", "192.168.12.20",
        "Python 3.12", "10.12.2.2020", "RFC 3.4.2019.1", "+49 30 12 2024", "555-03-12-2024", "0161 496 2024",
        "12-34-2024-55", "KTL301 of 2018", "order 202412031", "2024-W49", "2024W60-1", "2024-W49-9",
        # Prices, shares, times and sizes.
        "€3.12 in 2024", "$3/12 months", "3/4 of a kettle", "1/2 cup", "24/7 in 2024", "May 3,000 kettles",
        "March 2.5 million", "5:30 May", "at 10:12 2024", "May 30%", "5 may boil", "top 3 may help",
        "Part 2 march",
        "a 16:9 screen in 2024",
        # Several days, and parts of a day.
        "9-11 February 2023", "9.–11. Februar 2023", "February 9-11, 2023", "9 and 10 February 2023",
        "9 & 10 Feb 2023", "9 et 10 février 2023", "du 9 au 11 février 2023", "9.-11.2.2023",
        "30 January - 2 February 2023", "2023-02-09 - 2023-02-11", "2023-02-09–11", "2月9日~2月11日",
        "с 9 по 11 февраля 2023", "February 2023", "Feb 2023", "2023-02", "2023", "2/2023", "2023年2月",
        # No day of the calendar, or one that could be two.
        "2023-02-30", "30 February 2023", "31.06.2023", "2023年13月1日", "6/7/2019", "13/13/2019", "0/5/2019",
        "9/2/23", "9.2.23", "23.2.9",
        # Words of other meanings.
        "Mac 5", "mac 3", "Kettle 5 Pro 2024", "set 5", "out 5", "avr 8", "ago 3", "gen 2", "Mart 5", "Ara 3",
        "the 3 kettles of 2024", "Room 3, 2024", "Hall 5 Marbles", "May the kettle boil", "sept rois 2020",
        "a decade", "3 marches", "3 decembrists 2024", "", "   ", "日月", "月3日",
    ],
)  # fmt: skip
def test_what_is_no_single_day(text: str) -> None:
    assert iso(text) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("День 2", "День 2"),
        ("Dzień 3", "Dzień 3"),
        ("2일차", "2일차"),
        ("2일 차", "2일차"),
        ("Día 2: las teteras", "Día 2"),
        ("el día 3 de mayo", None),
        ("ngày 3 tháng 5", None),
        ("Day 2 - 3 May 2022", "Day 2"),
        ("Birthday 3", None),
    ],
)
def test_a_label_of_a_day(text: str, day: str | None) -> None:
    assert find_day(text) == day


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("3 декабря 2024 г. Чайники", "Чайники"),
        ("Чайники, вторник", "Чайники,"),
        ("2024年12月3日（火） やかん", "やかん"),
        ("٣ ديسمبر ٢٠٢٤ ٣ أباريق", "٣ أباريق"),
        ("Kettles 3", "Kettles 3"),
        ("6/7/2019 Kettles", "Kettles"),
    ],
)
def test_what_stands_beside_a_date_is_kept_as_it_is_written(text: str, rest: str) -> None:
    assert strip_dates(text).strip() == rest


@pytest.mark.parametrize(
    "text", ["вторник, 3 декабря 2024", "2024. 12. 3.", "令和6年12月3日（火）", "salı 3 Aralık"]
)
def test_a_line_of_nothing_but_a_date(text: str) -> None:
    assert is_only_date(text)


@pytest.mark.parametrize(
    ("text", "orders"),
    [
        ("seen on 25/12/2019", {"day first"}),
        ("seen on 12/25/2019", {"month first"}),
        ("12/25/2019 and 25-12-2019", {"day first", "month first"}),
        ("6/7/2019, 6/6/2019, 25.12.2019", set()),
        ("Tuesday 07-06-2022", {"day first"}),
        ("Monday 07-06-2022", set()),
        ("99/99/2019", set()),
    ],
)
def test_a_date_that_can_be_read_in_one_way_tells_how_the_others_are_written(
    text: str, orders: set[str]
) -> None:
    assert order_of_days(text) == orders


def test_a_date_that_could_be_two_is_one_where_the_order_is_known() -> None:
    [slashes], [dashes] = find_dates("6/7/2019"), find_dates("6-7-2019")
    assert [slashes.iso(order=order) for order in (None, "day first", "month first")] == [
        None,
        "2019-07-06",
        "2019-06-07",
    ]
    assert [dashes.iso(order=order) for order in (None, "day first", "month first")] == [
        "2019-07-06",
        "2019-07-06",
        "2019-06-07",
    ]


@pytest.mark.parametrize(
    "piece", ["3 may ", "3/", "2024-", "12月", "a1", "Day 1", "1 - ", "3. ", "march 3 ", "１"]
)
def test_a_line_takes_no_longer_than_its_first_characters(piece: str) -> None:
    """Only the first 500 characters of a line are searched, each once for each pattern."""

    def seconds(text: str) -> float:
        start = time.thread_time()
        find_dates(text)
        strip_dates(text)
        find_day(text)
        return time.thread_time() - start

    line = piece * (500 // len(piece))
    assert find_dates(line * 100) == find_dates(line)
    assert seconds(line * 200) < 0.5
