"""What sessions have in the notes is counted by what is there, and of how many sessions."""

from __future__ import annotations

from pathlib import Path

import pytest

from embeddings.library import Library
from embeddings.records import Answer
from tests.answer.intents.harbour import ALL, ANCHORS, KITES, NIGHT, SALT, SELLING
from tests.fakes import FakeEmbedder, write_notes


def titles(answer: Answer) -> tuple[str, ...]:
    return tuple(match.session.title for match in answer.matches)


@pytest.mark.parametrize(
    ("question", "expected", "lead"),
    [
        ("which talks have a recording?", (NIGHT,), "1 of 5 sessions has a recording link in the notes:"),
        ("how many talks have a video?", (NIGHT,), "1 of 5 sessions has a recording link in the notes:"),
        ("and recordings?", (NIGHT,), "1 of 5 sessions has a recording link in the notes:"),
        ("all recordings", (NIGHT,), "1 of 5 sessions has a recording link in the notes:"),
        (
            "which talks on day 1 have slides?",
            (ANCHORS,),
            "1 of 3 sessions on Day 1 has a link to slides in the notes:",
        ),
        ("show me all the slides", (ANCHORS,), "1 of 5 sessions has a link to slides in the notes:"),
        ("which sessions have a repository?", (SALT,), "1 of 5 sessions has a link to code in the notes:"),
        ("which talks have code?", (SALT,), "1 of 5 sessions has a link to code in the notes:"),
        ("which sessions have links?", (NIGHT, ANCHORS, SALT), "3 of 5 sessions have a link in the notes:"),
        ("talks by Pim Aldous with slides", (ANCHORS,), None),
        ("quelles conférences ont une vidéo ?", (NIGHT,), None),
        ("welche Vorträge haben Folien?", (ANCHORS,), None),
        ("¿cuántas charlas tienen vídeo?", (NIGHT,), None),
        ("quais palestras têm slides?", (ANCHORS,), None),
        ("哪些演讲有视频", (NIGHT,), None),
        ("動画のあるセッションの一覧", (NIGHT,), None),
    ],
)
def test_the_sessions_that_have_it_are_listed(
    forum: Library, question: str, expected: tuple[str, ...], lead: str | None
) -> None:
    answer = forum.ask(question)
    assert (answer.verdict, answer.kind, titles(answer)) == ("answer", "list", expected)
    assert lead is None or answer.lead == lead
    assert answer.links
    assert all(forum.current(quote) for quote in answer.quotes)


def test_the_line_that_holds_the_link_is_quoted_where_it_says_more_than_a_label(forum: Library) -> None:
    assert [quote.text for quote in forum.ask("which talks have a recording?").quotes] == [
        "See the recording."
    ]
    assert forum.ask("which talks have slides?").quotes == ()


def test_the_sessions_that_lack_it_are_listed(forum: Library) -> None:
    answer = forum.ask("which talks have no slides?")
    assert titles(answer) == (NIGHT, KITES, SALT, SELLING)
    assert answer.lead == "4 of 5 sessions have no link to slides in the notes:"


def test_where_no_session_has_it_one_sentence_says_so(forum: Library) -> None:
    answer = forum.ask("which talks on day 2 have a video?")
    assert (answer.verdict, answer.matches, answer.quotes) == ("none", (), ())
    assert answer.lead == "None of the 2 sessions on Day 2 has a recording link in the notes."


@pytest.mark.parametrize(
    "question",
    [
        "is there a video of the keynote?",
        "slides of anchors that let go",
        "what does the code of the plugs do?",
    ],
)
def test_a_link_of_one_session_is_asked_of_that_session(forum: Library, question: str) -> None:
    assert forum.ask(question).kind == "session"


def test_a_list_of_all_sessions_is_another_question(forum: Library) -> None:
    assert titles(forum.ask("list all talks")) == ALL


def test_a_line_that_sessions_share_is_shown_once(tmp_path: Path) -> None:
    note = "# Brew Days\n" + "".join(
        f"\n## {title}\n\n{title} is about kettles.\n\n{line} [recording](https://youtu.be/kettle0000{n}).\n"
        for n, (title, line) in enumerate(
            [("Steam", "Watch the"), ("Scale", "Cleaning is shown in the"), ("Spouts", "watch *the*")]
        )
    )
    library = Library(write_notes(tmp_path / "notes", {"n.md": note}), tmp_path / "l.db", FakeEmbedder())
    library.refresh()
    answer = library.ask("which talks have a recording?")
    library.close()
    assert titles(answer) == ("Steam", "Scale", "Spouts")
    assert [(quote.text, quote.line) for quote in answer.quotes] == [
        ("Watch the recording.", 7),
        ("Cleaning is shown in the recording.", 13),
    ]


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("give me all slides", "The notes have a link to slides for “Anchors that let go”:"),
        ("list all recordings", "The notes have no recording link for “Anchors that let go”."),
    ],
)
def test_of_one_session_it_is_said_of_that_one(forum: Library, question: str, lead: str) -> None:
    assert forum.ask(question, session=forum.session("Anchors that let go").id).lead == lead


@pytest.mark.parametrize(
    ("question", "expected", "lead"),
    [
        ("links from day 1", (NIGHT, ANCHORS), "2 of 3 sessions on Day 1 have a link in the notes:"),
        ("recordings of day 1", (NIGHT,), "1 of 3 sessions on Day 1 has a recording link in the notes:"),
        (
            "the slides from Pim Aldous",
            (ANCHORS,),
            "1 of 2 sessions with Pim Aldous has a link to slides in the notes:",
        ),
    ],
)
def test_the_links_of_a_day_or_a_person_are_those_of_the_sessions_that_have_some(
    forum: Library, question: str, expected: tuple[str, ...], lead: str
) -> None:
    answer = forum.ask(question)
    assert (answer.verdict, titles(answer), answer.lead) == ("answer", expected, lead)
    assert answer.links == tuple(link for match in answer.matches for link in match.session.links)
    assert answer.asked_links == len(answer.links)


def test_where_a_day_has_no_link_of_the_kind_none_of_its_sessions_is_listed(forum: Library) -> None:
    answer = forum.ask("recordings of day 2")
    assert (answer.verdict, answer.matches) == ("none", ())
    assert answer.lead == "None of the 2 sessions on Day 2 has a recording link in the notes."


def test_all_links_of_one_session_are_shown_with_it(forum: Library) -> None:
    answer = forum.ask("all links from the anchors session")
    assert (answer.kind, titles(answer)) == ("session", (ANCHORS,))
    assert [link.url for link in answer.links] == ["https://slides.example/anchors.pdf"]


def test_where_none_lacks_it_all_have_it(tmp_path: Path) -> None:
    note = "# Brew Days\n" + "".join(
        f"\n## {title}\n\nIt is about kettles.\n\nWatch the [recording](https://youtu.be/kettle0000{n}).\n"
        for n, title in enumerate(["Steam", "Scale"])
    )
    library = Library(write_notes(tmp_path / "notes", {"n.md": note}), tmp_path / "l.db", FakeEmbedder())
    library.refresh()
    answer = library.ask("which talks have no recording?")
    library.close()
    assert (answer.verdict, answer.lead) == ("none", "All 2 sessions have a recording link in the notes.")


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("any links?", f"The notes have a link for “{ANCHORS}”:"),
        ("is there a deck?", f"The notes have a link to slides for “{ANCHORS}”:"),
        ("gibt es Folien?", f"The notes have a link to slides for “{ANCHORS}”:"),
        ("有链接吗？", f"The notes have a link for “{ANCHORS}”:"),
        ("is there a replay?", f"The notes have no recording link for “{ANCHORS}”."),
        ("do they have code?", f"The notes have no link to code for “{ANCHORS}”."),
    ],
)
def test_a_follow_up_is_told_what_the_session_has(forum: Library, question: str, lead: str) -> None:
    answer = forum.ask(question, after=forum.ask("what did the anchors talk cover?"))
    assert answer.lead == lead
    assert [match.session.title for match in answer.matches] == [ANCHORS]
    assert (answer.verdict == "answer") is bool(answer.links)


def test_what_a_video_was_about_is_no_question_for_the_video(forum: Library) -> None:
    answer = forum.ask("what was the video about?", after=forum.ask("what did the keynote cover?"))
    assert answer.quotes
    assert not answer.lead.startswith("The notes have a recording link")


@pytest.mark.parametrize("question", ["replays", "is there a replay?", "any recording?"])
def test_recordings_are_asked_for_in_any_number(forum: Library, question: str) -> None:
    assert titles(forum.ask(question)) == (NIGHT,)
