"""Measured figures beside their goals, as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value with the goal that it is held to, if there is one."""

    name: str
    value: float
    segment: str
    at_most: float | None = None
    at_least: float | None = None
    note: str = ""

    @property
    def goal(self) -> str:
        """The goal in words."""
        if self.at_most is not None:
            return f"<= {self.at_most:g} {self.segment}"
        return "" if self.at_least is None else f">= {self.at_least:g} {self.segment}"

    @property
    def reached(self) -> bool | None:
        """Whether the goal is reached; None where there is none."""
        if self.at_most is not None:
            return self.value <= self.at_most
        return None if self.at_least is None else self.value >= self.at_least


def show(title: str, figures: Sequence[Figure]) -> None:
    """Print the figures, goals missed in red."""
    table = Table(title=title, title_justify="left")
    for column in ("work", "measured", "goal", ""):
        table.add_column(column, justify="right" if column == "measured" else "left")
    for figure in figures:
        style = "red" if figure.reached is False else ""
        table.add_row(
            figure.name, f"{figure.value:.3g} {figure.segment}", figure.goal, figure.note, style=style
        )
    Console().print(table)


def missed(figures: Sequence[Figure]) -> list[Figure]:
    """Return the figures that do not reach their goals."""
    return [figure for figure in figures if figure.reached is False]
