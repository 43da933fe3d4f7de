"""What ``quoth ask`` prints."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.helpers import QUESTION, Quoth, complaint
from tests.fakes import NOTES, write_notes


def test_ask_brings_the_library_up_to_date_first(quoth: Quoth, notes: Path) -> None:
    first = quoth("ask", QUESTION)
    assert first.code == 0
    assert "A reading fetched from tape takes eleven minutes" in first.out
    assert "day1.md:" in first.out
    assert re.fullmatch(r"5 sessions, 6 chunks, 6 embedded, \d+\.\d s\n", first.err)
    second = quoth("ask", QUESTION)
    assert (second.out, second.err) == (first.out, "")
    write_notes(notes, {"day1.md": NOTES["day1.md"].replace("eleven minutes", "twelve minutes")})
    third = quoth("ask", QUESTION)
    assert "takes twelve minutes" in third.out
    assert "eleven" not in third.out


def test_ask_json_is_one_object_of_the_published_form(quoth: Quoth) -> None:
    found = quoth("ask", QUESTION, "--json")
    assert found.code == 0
    assert found.out.count("\n") == 1
    answer = json.loads(found.out)
    assert list(answer) == [
        "question",
        "verdict",
        "kind",
        "reply",
        "sessions",
        "answer",
        "quotes",
        "links",
        "remark",
    ]
    assert answer["question"] == QUESTION
    assert answer["verdict"] in ("answer", "closest")
    assert list(answer["sessions"][0]) == [
        "id", "title", "event", "day", "date", "file", "line", "speakers", "score",
    ]  # fmt: skip
    assert list(answer["sessions"][0]["speakers"][0]) == ["name", "role", "company"]
    assert list(answer["quotes"][0]) == ["text", "file", "line", "end_line", "session"]
    assert answer["links"][0] == {
        "kind": "youtube", "label": "Recording", "url": "https://www.youtube.com/watch?v=tidal000001",
    }  # fmt: skip
    assert answer["remark"] is None
    assert answer["sessions"][0]["file"] == answer["quotes"][0]["file"] == "day1.md"


def test_ask_json_dash_answers_one_question_a_line(quoth: Quoth) -> None:
    stdin = f"{QUESTION}\n  who splices ropes?  \r\nquantum blockchain\n"
    stdin += "qu'est-ce qu'un phare ? 灯台\n\xff\xfe rope\n"
    found = quoth("ask", "--json", "-", stdin=stdin.encode("utf-8").replace("\xff\xfe".encode(), b"\xff\xfe"))
    assert found.code == 0
    answers = [json.loads(line) for line in found.out.splitlines()]
    assert [answer["question"] for answer in answers] == [
        QUESTION,
        "who splices ropes?",
        "quantum blockchain",
        "qu'est-ce qu'un phare ? 灯台",
        "\ufffd\ufffd rope",
    ]
    assert answers[2]["verdict"] == "none"
    assert "灯台" in found.out, "not escaped"


def test_ask_dash_answers_one_question_a_line_in_words(quoth: Quoth) -> None:
    found = quoth("ask", "-", stdin=f"{QUESTION}\n\n???\nwho splices ropes?\n".encode())
    assert found.code == 0
    first, refused, second = (found.out.index(said) for said in ("eleven", "The question is empty", "Dorsey"))
    assert first < refused < second
    assert found.out.count("The question is empty") == 1, "nobody asked by an empty line"


def test_ask_follow_takes_further_questions_about_the_reply(quoth: Quoth) -> None:
    found = quoth("ask", "--follow", "which talks were on day 2?", stdin=b"who presented the second one?\n")
    assert found.code == 0
    assert "Henk Dorsey - Rigger" in found.out.split("2 sessions on Day 2")[1]


@pytest.mark.parametrize("arguments", [("--json", QUESTION), ("-",)])
def test_a_conversation_is_in_words_and_begins_with_a_question(
    quoth: Quoth, arguments: tuple[str, ...]
) -> None:
    found = quoth("ask", "--follow", *arguments)
    assert (found.code, found.out) == (2, "")
    assert "--follow is a conversation in words" in found.err


def test_a_line_without_a_word_does_not_end_the_lines_after_it(quoth: Quoth) -> None:
    found = quoth("ask", "--json", "-", stdin=b"???\n\n  \r\nwho splices ropes?\n")
    *refused, answer = (json.loads(line) for line in found.out.splitlines())
    assert [line["question"] for line in refused] == ["???", "", ""], "somebody waits for each"
    assert all(line["error"].startswith("The question is empty") for line in refused)
    assert answer["sessions"]


def test_ask_json_dash_with_nothing_to_ask_prints_nothing(quoth: Quoth) -> None:
    assert quoth("ask", "--json", "-").out == ""


def test_nothing_found_is_exit_code_1(quoth: Quoth) -> None:
    found = quoth("ask", "quantum blockchain")
    assert found.code == 1
    assert found.out.startswith(
        "Nothing in the notes on this. They cover Saltwind Summit 2021 (Day 1, Day 2)"
    )
    as_json = quoth("ask", "quantum blockchain", "--json")
    assert as_json.code == 1
    answer = json.loads(as_json.out)
    assert (answer["verdict"], answer["quotes"], answer["links"]) == ("none", [], [])


def test_ask_keeps_to_a_day(quoth: Quoth) -> None:
    answer = json.loads(quoth("ask", "what was said about the coast?", "--day", "2", "--json").out)
    assert {session["day"] for session in answer["sessions"]} == {"Day 2"}


@pytest.mark.parametrize("question", ["", "   ", "?!"])
def test_an_empty_question_is_bad_input(quoth: Quoth, question: str) -> None:
    quoth("ingest")
    assert complaint(quoth("ask", question)).startswith("The question is empty")


def test_a_question_of_half_characters_is_answered(quoth: Quoth) -> None:
    found = quoth("ask", "rope \udcff splicing", "--json")
    assert json.loads(found.out)["question"] == "rope ? splicing"


def test_ask_why_tells_what_the_verdict_was_made_of(quoth: Quoth) -> None:
    plain, found = quoth("ask", QUESTION), quoth("ask", QUESTION, "--why")
    assert found.code == 0
    assert found.out.startswith(plain.out.rstrip())
    told = found.out[len(plain.out.rstrip()) :]
    assert re.search(r"^Why: log-odds [+-]\d+\.\d\d that the notes answer", told, re.MULTILINE)
    assert re.search(
        r"^  [+-]\d+\.\d\d  strength \d\.\d\d: how well the best sentence fits$", told, re.MULTILINE
    )


def test_ask_why_tells_that_a_list_needs_no_evidence(quoth: Quoth) -> None:
    assert "no evidence is weighed" in quoth("ask", "which sessions are on day 2?", "--why").out


def test_ask_why_is_told_in_words_alone(quoth: Quoth) -> None:
    found = quoth("ask", QUESTION, "--why", "--json")
    assert found.code == 2
    assert "--why is told in words: leave --json out." in found.err
