"""The first, the last, the longest session: told as far as the notes know it, and no further."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from embeddings.library import Library
from tests.answer.intents.harbour import ANCHORS, KITES, NIGHT, NOTES, SALT, SELLING
from tests.fakes import FakeEmbedder, write_notes


@pytest.mark.parametrize(
    ("question", "title", "lead"),
    [
        ("first talk of day 1?", NIGHT, "The first of 3 sessions on Day 1, in the order of the notes:"),
        ("what was the last session on tuesday", SELLING, "The last of 2 sessions on Day 2, in the order of"),
        ("première conférence du jour 2", SALT, "The first of 2"),
        ("letzter Vortrag am Montag", KITES, "The last of 3"),
        ("primera charla del día 1", NIGHT, "The first of 3"),
        ("primeira palestra do dia 1", NIGHT, "The first of 3"),
        ("what was the second talk on day 1?", ANCHORS, "Number 2 of 3 sessions on Day 1, in the order"),
        ("second to last talk of day 1", ANCHORS, "Number 2 of 3"),
        ("dritter Vortrag am Montag", KITES, "Number 3 of 3"),
        ("2番目のセッションは？", ANCHORS, "Number 2 of 5"),
        ("the last talk", SELLING, "The last of 5"),
    ],
)
def test_the_order_is_that_of_the_notes(forum: Library, question: str, title: str, lead: str) -> None:
    answer = forum.ask(question)
    assert [match.session.title for match in answer.matches] == [title]
    assert answer.lead.startswith(lead)
    assert answer.quotes


def test_how_long_a_session_was_is_not_made_up_from_the_length_of_its_notes(forum: Library) -> None:
    answer = forum.ask("longest talk?")
    assert answer.lead.startswith(
        "The notes do not say how long sessions were. Of 5 sessions these notes are"
    )
    longest = max(forum.sessions(), key=lambda session: session.words)
    assert answer.matches[0].session == longest


def test_files_do_not_tell_an_order(tmp_path: Path) -> None:
    files = {f"{name}.md": f"# {name}\n\n{name} are mended on the quay.\n" for name in ("Nets", "Ropes")}
    library = Library(write_notes(tmp_path / "notes", files), tmp_path / "l.db", FakeEmbedder())
    library.refresh()
    answer = library.ask("first talk?")
    library.close()
    assert (answer.verdict, answer.matches) == ("none", ())
    assert answer.lead == "The 2 sessions stand in 2 files, which do not tell the order that they were in."


def test_the_first_session_on_a_topic_is_another_question(forum: Library) -> None:
    assert "in the order of the notes" not in forum.ask("first talk about kites").lead


def test_a_session_that_is_called_so_is_asked_for_wherever_it_stands(tmp_path: Path) -> None:
    panel = "\n## Closing panel\n\nOrla Brandt - Founder - Tidewise\n\nNext year in Whitby, they said.\n"
    notes = {**NOTES, "day1.md": NOTES["day1.md"] + panel}
    library = Library(write_notes(tmp_path / "n", notes), tmp_path / "l.db", FakeEmbedder())
    library.refresh()
    answer = library.ask("closing panel")
    assert answer.matches[0].session.title == "Closing panel"
    assert "Next year in Whitby, they said." in answer.quotes[0].text
    library.close()


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("who spoke first on day 1?", NIGHT),
        ("who spoke last on day 1?", KITES),
        ("who opened day 1?", NIGHT),
    ],
)
def test_who_spoke_first_or_last_is_told_by_the_session_that_stands_there(
    forum: Library, question: str, title: str
) -> None:
    answer = forum.ask(question)
    assert (answer.verdict, answer.matches[0].session.title, len(answer.matches)) == ("answer", title, 1)
    assert answer.matches[0].session.speakers


def test_who_spoke_next_to_somebody_is_told_by_the_order_of_the_notes(forum: Library) -> None:
    answer = forum.ask("who spoke right before Jun Sato?")
    assert (answer.verdict, [match.session.title for match in answer.matches]) == ("answer", [ANCHORS])
    after = forum.ask("who spoke right after Jun Sato?")
    assert (after.verdict, after.lead) == ("none", "The notes do not tell who was after Jun Sato.")


@pytest.fixture(scope="module")
def keynotes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Notes of two days with a keynote each, and what is no keynote before the second."""
    folder = tmp_path_factory.mktemp("keynotes")

    def day(number: int, *titles: str) -> str:
        talks = (f"## {title}\n\nAda Quill - Diver\n\n{title} was told in the hall.\n" for title in titles)
        return f"# Pier Days | Day {number}\n\n" + "\n".join(talks)

    files = {
        "one.md": day(1, "Keynote: Tides", "Nets"),
        "two.md": day(2, "Ropes", "Keynote: Storms", "Sails"),
    }
    library = Library(write_notes(folder / "notes", files), folder / "l.db", FakeEmbedder())
    library.refresh()
    yield library
    library.close()


@pytest.mark.parametrize(
    ("question", "title", "lead"),
    [
        (
            "what was the second keynote about?",
            "Keynote: Storms",
            "Number 2 of 2 sessions called keynotes, in",
        ),
        ("the first keynote", "Keynote: Tides", "The first of 2 sessions called keynotes"),
        ("who gave the last keynote?", "Keynote: Storms", "The last of 2 sessions called keynotes"),
        ("the second talk of day 2", "Keynote: Storms", "Number 2 of 3 sessions on Day 2"),
        ("the third talk", "Ropes", "Number 3 of 5 sessions"),
    ],
)
def test_days_that_follow_each_other_tell_the_order_of_their_files(
    keynotes: Library, question: str, title: str, lead: str
) -> None:
    answer = keynotes.ask(question)
    assert [match.session.title for match in answer.matches] == [title]
    assert answer.lead.startswith(lead)


def test_a_place_that_there_is_not_is_told_with_those_there_are(keynotes: Library) -> None:
    answer = keynotes.ask("what was the third keynote?")
    assert (answer.verdict, answer.lead) == ("none", "The notes have only 2 sessions called keynotes.")
    assert [match.session.title for match in answer.matches] == ["Keynote: Tides", "Keynote: Storms"]


@pytest.mark.parametrize(
    "names",
    [
        ("Part1", "Part2", "Part10"),
        ("01-nets", "02-ropes", "10-sails"),
        ("0900-nets", "0930-ropes", "1400-sails"),
    ],
)
def test_files_that_are_numbered_tell_the_order(tmp_path: Path, names: tuple[str, str, str]) -> None:
    files = {
        f"{name}.md": f"# {title}\n\nAda Quill - Diver\n\n{title} are mended on the quay.\n"
        for name, title in zip(names, ("Nets", "Ropes", "Sails"), strict=True)
    }
    library = Library(write_notes(tmp_path / "notes", files), tmp_path / "l.db", FakeEmbedder())
    library.refresh()
    found = [library.ask(question).matches for question in ("first talk?", "second talk?", "last talk?")]
    library.close()
    assert [matches[0].session.title for matches in found] == ["Nets", "Ropes", "Sails"]
