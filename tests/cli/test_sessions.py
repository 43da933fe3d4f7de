"""What ``quoth sessions`` and ``quoth session`` print."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests import attendees
from tests.cli.helpers import Quoth, complaint
from tests.fakes import write_notes


def test_sessions_lists_all_in_order(quoth: Quoth) -> None:
    found = quoth("sessions")
    assert found.code == 0
    titles = [line for line in found.out.splitlines() if re.search(r"  day\d\.md:\d+$", line)]
    assert [title.split()[0] for title in titles] == ["Breakfast", "Cold", "Lighthouse", "Foghorn", "Rope"]
    assert found.out.startswith("Saltwind Summit 2021 · Day 1 · Tue 4 May 2021\n")


def test_sessions_json_is_one_object_a_line_of_the_published_form(quoth: Quoth) -> None:
    lines = quoth("sessions", "--json").out.splitlines()
    assert len(lines) == 5
    tape = json.loads(lines[1])
    assert list(tape) == [
        "id", "title", "event", "day", "date", "file", "line", "end_line", "kind", "sponsor", "speakers",
        "links", "images", "words",
    ]  # fmt: skip
    assert tape["title"] == "Cold storage for tidal sensors (sponsored by Brinewood)"
    assert (tape["date"], tape["day"], tape["kind"]) == ("2021-05-04", "Day 1", "talk")
    assert (tape["file"], tape["line"], tape["end_line"]) == ("day1.md", 9, 27)
    assert tape["sponsor"] == "Brinewood"
    assert tape["speakers"][0] == {
        "name": "Ilse Vandermolen", "role": "Principal Engineer", "company": "Brinewood",
    }  # fmt: skip
    assert tape["images"] == [{"alt": "Tape shelves in the mine", "path": "pictures/mine.png", "line": 23}]
    assert tape["words"] > 50
    assert json.loads(lines[0])["kind"] == "other"


def test_sessions_of_a_day(quoth: Quoth) -> None:
    assert [
        json.loads(line)["day"] for line in quoth("sessions", "--day", "day 2", "--json").out.splitlines()
    ] == [
        "Day 2",
        "Day 2",
    ]


@pytest.mark.parametrize("command", [("sessions",), ("ask", "what?about rope"), ("sessions", "--json")])
def test_an_unknown_day_names_the_days_there_are(quoth: Quoth, command: tuple[str, ...]) -> None:
    quoth("ingest")
    said = complaint(quoth(*command, "--day", "Day 9"))
    assert said == "The notes have no day 'Day 9'; they cover: Day 1, Day 2."


def test_session_shows_one_session_whole(quoth: Quoth) -> None:
    found = quoth("session", "lighthouse scheduling")
    assert found.code == 0
    assert found.out.startswith("Lighthouse scheduling with priority queues\n")
    assert "Ravi Okonjo (Staff Engineer, Lampwick Software)" in found.out
    assert "heap.push(lamp, due=dusk)" in found.out
    assert found.out.endswith("No recording in the notes.\n")
    one = json.loads(quoth("session", "lighthouse scheduling", "--json").out)
    assert one["title"] == "Lighthouse scheduling with priority queues"


def test_session_shows_each_account_of_what_several_people_noted(quoth: Quoth, notes: Path) -> None:
    write_notes(notes, attendees.NOTES)
    found = quoth("session", "keeping capstans turning").out
    for shown in ("Anna’s notes", "Ben’s notes", "ben/day1.md:3-9", "A brush with oil did more"):
        assert shown in found
    published = json.loads(quoth("session", "keeping capstans turning", "--json").out)
    assert [account["noted_by"] for account in published["accounts"]] == ["Anna", "Ben", "Cleo Marsh"]
    assert sum("capstans" in line for line in quoth("sessions").out.splitlines()) == 1


def test_a_quote_says_whose_notes_it_is_from(quoth: Quoth, notes: Path) -> None:
    write_notes(notes, attendees.NOTES)
    found = quoth("ask", "how many capstans were measured over two winters?").out
    assert found.startswith("The notes differ:\n")
    assert "anna/day1.md:7 · Anna’s notes" in found
    assert "ben/day1.md:7 · Ben’s notes" in found


def test_an_unknown_session_names_the_nearest_titles(quoth: Quoth) -> None:
    quoth("ingest")
    said = complaint(quoth("session", "lighthouse painting with brushes"))
    assert said.startswith("The notes have no session 'lighthouse painting with brushes'. Nearest: ")
    assert "Lighthouse scheduling with priority queues" in said
