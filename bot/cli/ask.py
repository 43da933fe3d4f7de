"""``ask``, and what measures it: ``evaluate``.

What loads the model is imported where it is needed: a question that a running process answers waits for none.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.options import DayOption, JsonOption, LibraryOption, NotesOption, WhyOption, settings_of
from bot.cli.output import print_json
from bot.cli.replying import considered, show, summarised
from bot.exit_codes import NOTHING_FOUND
from bot.render.terminal import output, show_evaluation
from bot.service.ask_socket import ask_running
from bot.service.summaries import summariser_of
from embeddings.errors import EmptyQuestionError

if TYPE_CHECKING:
    from bot.summaries.summariser import Summariser
    from embeddings.library import Library


def ask(
    question: Annotated[
        list[str],
        typer.Argument(metavar="QUESTION", help="The question; - reads one a line from standard input."),
    ],
    day: DayOption = None,
    as_json: JsonOption = False,
    why: WhyOption = False,
    follow: Annotated[
        bool, typer.Option("--follow", help="Ask on after the reply, as in `quoth chat`.")
    ] = False,
    notes: NotesOption = None,
    library: LibraryOption = None,
) -> None:
    """Answer a question with quotes from the notes."""
    text = " ".join(question)
    lines = text == "-"
    _must_agree(as_json=as_json, why=why, follow=follow, lines=lines)
    settings = settings_of(notes, library)
    alone = why or lines or follow
    answer = None if alone else ask_running(settings.library, settings.folder, text, day)
    reasons: list[str] = []
    summariser = None if as_json else summariser_of(settings)
    summary = None if answer is None else summarised(summariser, answer)
    if answer is None:
        from bot.cli.library import library_of

        with library_of(notes, library) as opened:
            if lines:
                answer_lines(opened, day, as_json=as_json, why=why, summariser=summariser)
                return
            if follow:
                from bot.cli.conversation import converse

                converse(opened, settings.library, day, why=why, first=text, summariser=summariser)
                return
            answer, reasons = considered(opened, text, day, why=why)
            summary = summarised(summariser, answer, opened)
    if as_json:
        print_json(answer.as_json())
    else:
        show(answer, reasons, summary)
    if answer.verdict == "none":
        raise typer.Exit(NOTHING_FOUND)


def _must_agree(*, as_json: bool, why: bool, follow: bool, lines: bool) -> None:
    """Raise BadParameter where options exclude each other."""
    if as_json and why:
        raise typer.BadParameter("--why is told in words: leave --json out.")
    if follow and (as_json or lines):
        raise typer.BadParameter(
            "--follow is a conversation in words: leave --json out, and ask a question instead of -."
        )


def answer_lines(
    opened: Library, day: str | None, *, as_json: bool, why: bool, summariser: Summariser | None = None
) -> None:
    """Answer each line of standard input, with a line of JSON or in words.

    One without a word, and an empty one, gets ``{"question", "error"}`` or the same in words, and the next
    ones are answered: whoever writes a line waits for one.
    """
    for line in sys.stdin:
        text = line.strip()
        try:
            answer, reasons = considered(opened, text, day, why=why)
        except EmptyQuestionError as error:
            if as_json:
                print_json({"question": text, "error": str(error)})
            elif text:
                output().print(f"{error}\n")
            continue
        if as_json:
            print_json(answer.as_json())
        else:
            show(answer, [*reasons, ""], summarised(summariser, answer, opened))


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
