"""``ask``, and what measures it: ``evaluate``.

What loads the model is imported where it is needed: a question that a running process answers waits for none.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.options import DayOption, JsonOption, LibraryOption, NotesOption, settings_of
from bot.cli.output import print_json
from bot.exit_codes import NOTHING_FOUND
from bot.render.terminal import output, show_answer, show_evaluation
from bot.service.ask_socket import ask_running
from embeddings.errors import EmptyQuestionError

if TYPE_CHECKING:
    from embeddings.library import Library


def ask(
    question: Annotated[
        str,
        typer.Argument(
            metavar="QUESTION", help="The question; with --json, - reads one a line from standard input."
        ),
    ],
    day: DayOption = None,
    as_json: JsonOption = False,
    why: Annotated[
        bool, typer.Option("--why", help="Say after the reply what its verdict was made of, and how much.")
    ] = False,
    notes: NotesOption = None,
    library: LibraryOption = None,
) -> None:
    """Answer a question with quotes from the notes."""
    if why and as_json:
        raise typer.BadParameter("--why is told in words: leave --json out.")
    lines = as_json and question == "-"
    settings = settings_of(notes, library)
    answer = None if why or lines else ask_running(settings.library, settings.notes, question, day)
    reasons: list[str] = []
    if answer is None:
        from bot.cli.library import library_of
        from bot.render.why import why_lines

        with library_of(notes, library) as opened:
            if lines:
                answer_lines(opened, day)
                return
            considered = opened.consider([question], day=day)[0]
            answer = considered.answer
            reasons = list(why_lines(considered, opened.reader_state())) if why else []
    if as_json:
        print_json(answer.as_json())
    else:
        show_answer(output(), answer)
    for line in reasons:
        output().print(line)
    if answer.verdict == "none":
        raise typer.Exit(NOTHING_FOUND)


def answer_lines(opened: Library, day: str | None) -> None:
    """Answer each line of standard input with a line of JSON.

    One without a word, and an empty one, gets ``{"question", "error"}``, and the next ones are answered:
    whoever writes a line waits for one.
    """
    for line in sys.stdin:
        try:
            print_json(opened.ask(line.strip(), day=day).as_json())
        except EmptyQuestionError as error:
            print_json({"question": line.strip(), "error": str(error)})


def evaluate(
    questions: Annotated[Path, typer.Argument(metavar="QUESTIONS", help="Labelled questions, JSON lines.")],
    misses: Annotated[bool, typer.Option("--misses", help="List what went wrong, and why.")] = False,
    as_json: JsonOption = False,
    notes: NotesOption = None,
    library: LibraryOption = None,
) -> None:
    """Measure the answers on labelled questions."""
    from bot.cli.library import library_of
    from embeddings import evaluation

    labels = evaluation.read_questions(questions)
    with library_of(notes, library) as opened:
        judged = evaluation.evaluate(opened, labels)
    if as_json:
        print_json(evaluation.as_json(judged))
    else:
        show_evaluation(output(), judged, misses=misses)
