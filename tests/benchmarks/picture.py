"""Growth from a thousand to a million chunks, as a table and as a picture."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.benchmarks.scale import Measured

_WIDTH, _HEIGHT, _LEFT, _BOTTOM = 720, 400, 70, 40
_LINES = (
    ("open", "to open", "#1f6f8b"),
    ("add", "to take up 100 more", "#7a4fa3"),
    ("search_p95", "to search (95 of 100)", "#c0561f"),
    ("exact", "to compare every vector", "#888888"),
)


def show(found: Sequence[Measured]) -> None:
    """Print the table."""
    table = Table(title="growth", title_justify="left")
    for column in (
        "chunks",
        "open",
        "search",
        "p95",
        "p95 cold",
        "vectors p95",
        "exact",
        "recall",
        "add 100",
        "memory",
    ):
        table.add_column(column, justify="right")
    for row in found:
        table.add_row(
            f"{row.chunks:,}", f"{row.open:.2f} s", _ms(row.search), _ms(row.search_p95), _ms(row.cold_p95),
            _ms(row.vectors_p95),
            _ms(row.exact), f"{row.recall:.3f}", f"{row.add:.2f} s", f"{row.memory / 2**20:.0f} MB",
        )  # fmt: skip
    Console().print(table)


def draw(found: Sequence[Measured], path: Path) -> None:
    """Write the picture as SVG, both axes logarithmic: what grows with the size is a slanted line."""
    low, high = -4.0, 1.0
    least, most = math.log10(found[0].chunks), math.log10(found[-1].chunks)

    def x(chunks: int) -> float:
        return _LEFT + (math.log10(chunks) - least) / (most - least or 1) * (_WIDTH - _LEFT - 190)

    def y(seconds: float) -> float:
        at = (min(max(math.log10(seconds), low), high) - low) / (high - low)
        return _HEIGHT - _BOTTOM - at * (_HEIGHT - 2 * _BOTTOM)

    size = f'viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif" font-size="12"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}>',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>',
    ]
    for power, label in zip(range(-4, 2), ("0.1 ms", "1 ms", "10 ms", "0.1 s", "1 s", "10 s"), strict=True):
        parts.append(
            f'<path d="M{_LEFT} {y(10**power):.0f}H{_WIDTH - 190}" stroke="#dddddd"/>'
            f'<text x="{_LEFT - 8}" y="{y(10**power) + 4:.0f}" text-anchor="end">{label}</text>'
        )
    parts += [
        f'<text x="{x(row.chunks):.0f}" y="{_HEIGHT - 14}" text-anchor="middle">{row.chunks:,}</text>'
        for row in found
    ]
    for name, label, colour in _LINES:
        points = [(x(row.chunks), y(getattr(row, name))) for row in found]
        line = " ".join(f"{px:.0f},{py:.0f}" for px, py in points)
        parts.append(
            f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>'
            f'<text x="{points[-1][0] + 8:.0f}" y="{points[-1][1] + 4:.0f}" fill="{colour}">{label}</text>'
        )
    path.write_text("\n".join([*parts, "</svg>\n"]), encoding="utf-8")


def _ms(seconds: float) -> str:
    return f"{seconds * 1e3:.2f} ms"
