from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.answer.question import analyse


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("who spoke about tape storage?", "who"),
        ("is there a video of the lighthouse talk?", "recording"),
        ("where are the slides on foghorns?", "slides"),
        ("how many readings a second do sensors write?", "number"),
        ("how much does a license cost per seat?", "price"),
        ("when is the next summit?", "when"),
        ("qui a présenté le phare ?", "who"),
        ("誰が灯台について話しましたか", "who"),
        ("录像在哪里", "recording"),
        ("what about pairing heaps?", "text"),
    ],
)
def test_the_kind_of_thing_asked_for_is_read_off_the_question(text: str, wanted: str) -> None:
    assert analyse(text).answer_type == wanted


@pytest.mark.parametrize(
    ("text", "wanted", "term"),
    [
        ("what did they say about GitHub Actions?", "text", "github"),
        ("who spoke about video streaming?", "who", "video"),
        ("how do video codecs save bytes?", "text", "video"),
        ("is there a video of the video streaming talk?", "recording", "video"),
        ("the repo of the GitHub Copilot talk?", "code", "github"),
    ],
)
def test_a_word_of_the_subject_does_not_ask_for_a_record(text: str, wanted: str, term: str) -> None:
    question = analyse(text)
    assert question.answer_type == wanted
    assert term in question.terms


def test_terms_are_the_words_of_the_subject_once_each_in_order() -> None:
    assert analyse("What did they say about tape, tape robots and the Tape?").terms == ("tape", "robots")


def test_a_question_of_function_words_has_no_terms() -> None:
    assert analyse("what is it about?").terms == ()


@pytest.mark.parametrize(
    ("text", "number"),
    [("sessions on day 4", 4), ("第三天有什么演讲", 3), ("2日目の発表", 2), ("no day", None)],
)
def test_a_day_is_read_by_its_number(text: str, number: int | None) -> None:
    assert analyse(text).day_number == number


def test_a_day_is_read_by_date_and_weekday() -> None:
    assert analyse("what was on 2021-05-04?").date == "2021-05-04"
    assert analyse("which sessions were on Wednesday?").weekday == 2
    assert analyse("quelles sessions mardi ?").weekday == 1


@pytest.mark.parametrize(
    ("text", "lists", "counts"),
    [
        ("which sessions are about rope?", True, False),
        ("list all talks by Lampwick", True, False),
        ("how many sessions were there on day 2?", True, True),
        ("what does the pairing heap do?", False, False),
    ],
)
def test_questions_for_lists_and_counts_are_told_apart(text: str, lists: bool, counts: bool) -> None:
    asked = analyse(text)
    assert (asked.lists, asked.counts) == (lists, counts)


def test_yes_or_no_and_which_are_told() -> None:
    assert analyse("did anyone mention gulls?").asks_whether
    assert not analyse("what mistakes does it make?").asks_whether
    assert analyse("which rope holds best?").asks_which


@pytest.mark.parametrize(
    "text",
    [
        "第" + "1" * 5000 + "天",
        "day ²",
        "第９９９９９９天",
        "\ud800",
        "x" * 10_000,
        "which " * 2000,
        "a-" * 5000,
    ],
)
def test_no_question_is_too_odd_to_be_read(text: str) -> None:
    assert analyse(text).text == text


@given(st.text(max_size=200) | st.text(alphabet="第天日目day一二123²٣ -", max_size=40))
def test_reading_a_question_never_fails(text: str) -> None:
    asked = analyse(text)
    assert len(set(asked.terms)) == len(asked.terms)
    assert asked.day_number is None or 0 <= asked.day_number < 10_000


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("does it support goroutines?", "text"),
        ("quels sont les supports de la conférence ?", "slides"),
        ("what should I watch out for?", "text"),
        ("where can I watch it?", "recording"),
    ],
)
def test_a_common_verb_is_not_taken_for_slides_or_a_recording(text: str, wanted: str) -> None:
    assert analyse(text).answer_type == wanted


@pytest.mark.parametrize(
    "text", ["Welche Vorträge gab es?", "¿cuántas charlas hubo?", "有哪些演讲", "list all talks"]
)
def test_a_question_for_all_sessions_has_no_terms(text: str) -> None:
    asked = analyse(text)
    assert asked.lists
    assert asked.terms == ()


def test_a_weekday_inside_another_word_is_none() -> None:
    assert analyse("how was the montage made?").weekday is None
    assert analyse("Vorträge am Montag").weekday == 0
    assert analyse("what was said on Tuesdays?").weekday == 1


@pytest.mark.parametrize(
    ("text", "which", "defines"),
    [
        ("which database do they use?", True, False),
        ("what tool was shown?", True, False),
        ("what is a pairing heap?", False, True),
        ("what's new in lamps?", False, True),
        ("what did she say?", False, False),
        ("what happens at low tide?", False, False),
        ("was ist ein Leuchtturm?", False, True),
        ("welche Lampe brennt?", True, False),
        ("quelle lampe brûle ?", True, False),
        ("quel est le prix ?", False, False),
        ("c'est quoi une bouée ?", False, True),
        ("¿qué es una boya?", False, True),
        ("¿qué faro usan?", True, False),
        ("o que é uma boia?", False, True),
        ("什么是灯塔？", False, True),
        ("用了什么数据库？", True, False),
        ("灯台とは？", False, True),
        ("どの灯台ですか", True, False),
    ],
)
def test_what_a_thing_is_is_told_from_which_of_a_kind(text: str, which: bool, defines: bool) -> None:
    asked = analyse(text)
    assert (asked.asks_which, asked.defines) == (which, defines)


def test_new_says_nothing_of_what_it_is_asked_of() -> None:
    assert analyse("what's new in tape storage?").terms == ("tape", "storage")
    assert "new" in analyse("how does the new tape robot work?").terms


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        ("주전자 나들이 발표 목록", ["주전", "전자", "나들", "들이"], "주전자 나들이"),
        ("关于水壶盖的演讲", ["水壶", "壶盖"], "水壶盖"),
        ("talks on Kettles and IT", ["kettles", "it"], "Kettles IT"),
        ("talks on ketles", ["kettles"], "kettles"),
    ],
)
def test_words_are_shown_as_they_are_typed_and_not_in_the_pieces_searched_for(
    text: str, words: list[str], shown: str
) -> None:
    assert analyse(text).all_as_written(words) == shown


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("what does POUR stand for", ("pour",)),
        ("what does kelp mean?", ("kelp",)),
        ("what do they say on DE and IT", ("de",)),
        ("WHAT IS POUR ABOUT", ()),
        ("pour qui est-ce ?", ()),
    ],
)
def test_an_abbreviation_is_no_small_word_of_another_language(text: str, terms: tuple[str, ...]) -> None:
    assert analyse(text).terms == terms
