from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from bot.render import terminal
from embeddings.index.ingest import FileReport, ModelReport, Report
from embeddings.records import Answer, Link, Match, Quote, Session, Speaker, TextBlock

ROPES = Session(
    id="n/ropes",
    title="On [bold]ropes[/bold]",
    event="Saltwind",
    day="Day 1",
    date="2021-05-04",
    file="day1.md",
    line=3,
    end_line=20,
    sponsor="Brinewood",
    speakers=(Speaker("Henk Dorsey", "Rigger", "Self"), Speaker("Ilse Vandermolen")),
    links=(Link("other", "Knots", "https://ropes.example.org/" + "k" * 120),),
)
QUOTE = Quote("A bend joins\ntwo ropes.", "day1.md", 7, 8, "n/ropes")
ANSWER = Answer(
    "what?",
    "answer",
    "The notes on ropes say:",
    (Match(ROPES, 1.0),),
    (QUOTE,),
    links=ROPES.links,
    remark="No.",
)


def plain() -> Console:
    return Console(
        file=io.StringIO(), force_terminal=False, highlight=False, markup=False, emoji=False, soft_wrap=True
    )


def text_of(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def on_terminal(width: int = 60) -> Console:
    return Console(
        file=io.StringIO(),
        force_terminal=True,
        width=width,
        highlight=False,
        markup=False,
        color_system="truecolor",
    )


def test_an_answer_is_told_from_lead_to_remark() -> None:
    console = plain()
    terminal.show_answer(console, ANSWER)
    assert text_of(console) == (
        "The notes on ropes say:\n"
        "\n"
        "On [bold]ropes[/bold]\n"
        "Saltwind · Day 1 · Tue 4 May 2021\n"
        "Henk Dorsey (Rigger, Self)\n"
        "Ilse Vandermolen\n"
        "\n"
        "  │ A bend joins\n"
        "  │ two ropes.\n"
        "  day1.md:7-8\n"
        "\n"
        f"Knots  {ROPES.links[0].url}\n"
        "\n"
        "No.\n"
    )


def test_the_sentence_that_answers_stands_first_and_alone_in_bold() -> None:
    sentence = Quote("A splice joins them better.", "day1.md", 12, 12, "n/ropes")
    quote = replace(
        sentence, text="A bend joins two ropes. A splice joins them better.\nIt holds.", end_line=13
    )
    console = on_terminal()
    terminal.show_answer(console, replace(ANSWER, quotes=(QUOTE, quote), nearest=sentence))
    shown = text_of(console)
    assert re.findall(r"\x1b\[1m(.*?)\x1b\[0m", shown) == ["A splice joins them better."]
    lines = re.sub(r"\x1b\[[\d;]*m", "", shown).splitlines()
    first = lines.index("  │ A splice joins them better.")
    assert lines[first:] == [
        "  │ A splice joins them better.",
        "  │ […] A bend joins two ropes. […]",
        "  │ It holds.",
        "  day1.md:12-13",
        "",
        "  │ A bend joins",
        "  │ two ropes.",
        "  day1.md:7-8",
        *lines[first + 8 :],
    ]


def test_it_is_said_where_the_links_are_that_are_not_shown() -> None:
    links = tuple(Link("other", f"l{n}", f"https://ropes.example.org/{n}", n) for n in range(20, 25))
    console = plain()
    terminal.show_answer(console, replace(ANSWER, links=(*ROPES.links, *links), asked_links=1))
    told = text_of(console)
    assert "https://ropes.example.org/20" not in told
    assert "All 6 links: quoth session 'On [bold]ropes[/bold]'\n" in told


def test_what_is_in_no_session_is_asked_for_by_its_id() -> None:
    links = tuple(Link("other", f"l{n}", f"https://ropes.example.org/{n}", n) for n in range(20, 25))
    welcome = replace(ROPES, id="day1~", kind="outside", links=links)
    console = plain()
    terminal.show_answer(console, replace(ANSWER, matches=(Match(welcome, 1.0),), links=links, asked_links=1))
    assert "All 5 links: quoth session 'day1~'\n" in text_of(console)


def test_a_list_that_asks_for_links_shows_the_first_of_them_and_where_all_are() -> None:
    links = tuple(Link("other", f"l{n}", f"https://ropes.example.org/{n}", n) for n in range(20, 31))
    console = plain()
    terminal.show_answer(console, replace(ANSWER, kind="list", links=links, asked_links=len(links)))
    told = text_of(console)
    assert "l29  https://ropes.example.org/29\n" in told
    assert "https://ropes.example.org/30" not in told
    assert "All 11 links: quoth links\n" in told


def test_nothing_found_is_told_in_two_lines() -> None:
    console = plain()
    terminal.show_answer(console, Answer("x", "none", "Nothing in the notes on this.", remark="Never 'x'."))
    assert text_of(console) == "Nothing in the notes on this.\nNever 'x'.\n"


def test_a_correction_is_said_first() -> None:
    console = plain()
    terminal.show_answer(console, replace(ANSWER, corrections=(("roep", "rope"),)))
    assert text_of(console).startswith("Searching for 'rope' instead of 'roep'.\n")


def test_a_list_shows_every_session_once_and_no_links() -> None:
    other = replace(ROPES, id="n/two", title="Other", speakers=(), sponsor=None, line=30)
    console = plain()
    terminal.show_answer(
        console,
        replace(ANSWER, matches=(Match(ROPES, 1.0), Match(other, 1.0)), kind="list", quotes=(), remark=None),
    )
    assert text_of(console) == (
        "The notes on ropes say:\n\n"
        "On [bold]ropes[/bold]  day1.md:3\n"
        "  Henk Dorsey, Ilse Vandermolen · sponsored by Brinewood\n"
        "Other  day1.md:30\n"
    )


def test_sessions_are_gathered_by_day() -> None:
    later = replace(ROPES, day="Day 2", date=None, title="Later", speakers=(), sponsor=None)
    console = plain()
    terminal.show_sessions(console, [ROPES, replace(ROPES, title="Next", speakers=(), sponsor=None), later])
    lines = text_of(console).split("\n")
    assert lines[0] == "Saltwind · Day 1 · Tue 4 May 2021"
    assert [line for line in lines if line.startswith("Saltwind")] == [lines[0], "Saltwind · Day 2"]
    assert lines.index("Next  day1.md:3") < lines.index("Saltwind · Day 2") < lines.index("Later  day1.md:3")


def test_sessions_without_a_day_stand_under_no_other_day() -> None:
    undated = replace(ROPES, event=None, day=None, date=None, file="tides.txt", title="Tides")
    console = plain()
    terminal.show_sessions(console, [ROPES, undated])
    lines = text_of(console).split("\n")
    assert lines[lines.index("No day in the notes") + 1] == "Tides  tides.txt:3"
    console = plain()
    terminal.show_sessions(console, [undated])
    assert text_of(console).startswith("Tides  tides.txt:3\n")


def test_a_session_is_shown_with_its_text_but_not_its_speaker_lines_twice() -> None:
    console = plain()
    text_blocks = [
        TextBlock("speaker", "Henk Dorsey - Rigger", 5, 5),
        TextBlock("prose", "A bend joins\ntwo ropes.", 7, 8),
        TextBlock("code", "tie()", 10, 10),
    ]
    terminal.show_session(console, ROPES, text_blocks)
    shown = text_of(console)
    assert "day1.md:3-20" in shown
    assert "  │ A bend joins\n  │ two ropes.\n  day1.md:7-8\n" in shown
    assert "tie()" in shown
    assert shown.count("Henk Dorsey") == 1
    assert shown.endswith("No recording in the notes.\n")


def test_a_report_names_each_file_and_sums_up() -> None:
    files = (
        FileReport("day1.md", "added", 3),
        FileReport("day2.md", "unchanged", 1),
        FileReport("old.md", "removed"),
        FileReport("pic.md", "skipped", reason="not UTF-8"),
    )
    console = plain()
    terminal.show_report(console, Report(files, 4, 9, 1, 0.31, ModelReport("small", "")))
    assert text_of(console) == (
        "added     day1.md  3 sessions\n"
        "unchanged day2.md  1 session\n"
        "removed   old.md\n"
        "skipped   pic.md  not UTF-8\n"
        "4 sessions, 9 chunks, 1 embedded, 0.3 s\n"
    )


def test_a_terminal_gets_colour_and_lines_within_its_width() -> None:
    console = on_terminal(40)
    long = replace(QUOTE, text="A bend joins two ropes " * 8)
    terminal.show_answer(console, replace(ANSWER, quotes=(long,), links=()))
    shown = text_of(console)
    assert "\x1b[" in shown
    bare = re.sub(r"\x1b\[[0-9;]*m", "", shown)
    assert max(map(len, bare.split("\n"))) <= 40
    assert " ".join(bare.replace("│", "").split()).count("A bend joins two ropes") == 8


def test_an_address_is_never_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    console = on_terminal(40)
    terminal.show_links(console, ROPES.links)
    assert ROPES.links[0].url in re.sub(r"\x1b\[[0-9;]*m", "", text_of(console))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("\x1b[31mred\x1b[0m", "�[31mred�[0m"),
        ("\x9b2J\x07\r\x08\x7f", "�2J����"),
        ("\u202eevil\u202c \u2066x\u2069", "�evil� �x�"),
        ("two\nlines\tand 👩\u200d🚀 می\u200cخواهم", "two\nlines\tand 👩\u200d🚀 می\u200cخواهم"),
    ],
)
def test_control_characters_are_taken_out(text: str, wanted: str) -> None:
    assert terminal.clean(text) == wanted


hostile = st.text(alphabet="\x1b[31m;J\x07\x9b\u202e\rab ", max_size=30)


@given(hostile, hostile, hostile)
def test_nothing_of_a_note_reaches_the_terminal_as_a_command(first: str, second: str, third: str) -> None:
    session = replace(
        ROPES,
        title=first,
        event=second,
        day=third,
        file=first + ".md",
        sponsor=second,
        speakers=(Speaker(first, second, third),),
        links=(Link("other", first, "https://ropes.example.org/" + second),),
    )
    quote = replace(QUOTE, text=third, file=second)
    answer = replace(
        ANSWER,
        lead=first,
        matches=(Match(session, 1), Match(session, 1)),
        quotes=(quote,),
        links=session.links,
        remark=third,
        corrections=((first, second),),
    )
    console = plain()
    terminal.show_answer(console, answer)
    terminal.show_answer(console, replace(answer, kind="list"))
    terminal.show_answer(console, replace(answer, verdict="none"))
    terminal.show_sessions(console, [session])
    terminal.show_session(console, session, [TextBlock("prose", first, 1, 1)])
    terminal.show_report(
        console,
        Report(
            (FileReport(first, "skipped", reason=second),),
            1,
            1,
            1,
            1.0,
            ModelReport(first, second, changed=True),
        ),
    )
    assert not set(text_of(console)) & set("\x1b\x07\x9b\u202e\r")


def test_several_sessions_are_shown_each_with_its_own_quotes() -> None:
    bends = replace(ROPES, id="n/bends", title="On bends", file="day2.md", line=1)
    told = replace(
        ANSWER,
        lead="2 sessions, in the notes' own words:",
        matches=(Match(ROPES, 1.0), Match(bends, 1.0)),
        quotes=(QUOTE, Quote("A bend holds.", "day2.md", 4, 4, "n/bends")),
        kind="sessions",
    )
    console = plain()
    terminal.show_answer(console, told)
    shown = text_of(console)
    parts = [
        "2 sessions",
        "On [bold]ropes",
        "A bend joins",
        "day1.md:7-8",
        "On bends",
        "A bend holds.",
        "No.",
    ]
    assert sorted(shown.index(part) for part in parts) == [shown.index(part) for part in parts]
    assert "Knots" not in shown, "links of one session are not those of all"


def test_nothing_is_bold_in_a_reply_that_only_comes_close() -> None:
    console = on_terminal()
    near = replace(QUOTE, text=QUOTE.text)
    terminal.show_answer(console, replace(ANSWER, verdict="closest", nearest=near))
    assert "\x1b[1m" not in text_of(console)
