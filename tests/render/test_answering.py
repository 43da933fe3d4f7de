from __future__ import annotations

from dataclasses import replace

from bot.render.answering import links_shown, shown_quotes
from embeddings.records import Answer, Link, Match, Quote, Session

WHOLE = Quote("We asked. It costs nothing. So we took it.", "day1.md", 7, 7, "n/lamps")
OTHER = Quote("It glows.", "day1.md", 3, 3, "n/lamps")
SENTENCE = replace(WHOLE, text="It costs nothing.")
LINKS = tuple(
    Link("other", f"link {line}", f"https://lamps.example.org/{line}", line, recording=line == 12)
    for line in (3, 5, 7, 9, 12)
)
LAMPS = Session("n/lamps", "Lamps", None, None, None, "day1.md", 1, 20, links=LINKS)
ANSWER = Answer("?", "answer", "The notes say:", (Match(LAMPS, 1.0),), (OTHER, WHOLE), links=LINKS)


def shown(answer: Answer) -> list[tuple[str, str]]:
    return [(one.answer, one.rest) for one in shown_quotes(answer)]


def test_the_sentence_that_answers_comes_first_and_stands_once() -> None:
    assert shown(replace(ANSWER, nearest=SENTENCE)) == [
        ("It costs nothing.", "[…] We asked. […] So we took it."),
        ("", "It glows."),
    ]


def test_what_goes_before_or_after_the_sentence_follows_it() -> None:
    first, last = replace(WHOLE, text="We asked."), replace(WHOLE, text="So we took it.")
    assert shown(replace(ANSWER, nearest=first))[0] == ("We asked.", "It costs nothing. So we took it.")
    assert shown(replace(ANSWER, nearest=last))[0] == (
        "So we took it.",
        "[…] We asked. It costs nothing. […]",
    )
    assert shown(replace(ANSWER, nearest=OTHER))[0] == ("It glows.", "")


def test_of_a_reply_that_only_comes_close_the_nearest_quote_comes_first_and_whole() -> None:
    assert shown(replace(ANSWER, verdict="closest", nearest=SENTENCE)) == [
        ("", WHOLE.text),
        ("", "It glows."),
    ]


def test_without_a_sentence_that_answers_the_quotes_are_shown_as_they_are() -> None:
    assert shown(ANSWER) == [("", "It glows."), ("", WHOLE.text)]
    elsewhere = replace(SENTENCE, file="day2.md")
    assert shown(replace(ANSWER, nearest=elsewhere)) == shown(ANSWER)


def test_only_the_links_of_what_is_quoted_are_shown_and_the_recording() -> None:
    assert [link.line for link in links_shown(ANSWER)] == [12, 3, 7]


def test_a_link_that_was_asked_for_is_shown_first() -> None:
    asked = replace(ANSWER, links=(LINKS[3], *LINKS[:3], LINKS[4]), asked_links=1)
    assert [link.line for link in links_shown(asked)] == [9, 12, 3, 7]


def test_few_links_are_all_shown() -> None:
    assert links_shown(replace(ANSWER, links=LINKS[1:4])) == LINKS[1:4]
