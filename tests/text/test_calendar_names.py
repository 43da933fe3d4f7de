"""The table of names is what CLDR has, and no name in it is that of two months."""

from __future__ import annotations

from embeddings.text import calendar_names
from tests.text.cldr_names import TARGET, module_text


def test_the_names_are_those_of_cldr() -> None:
    assert TARGET.read_text(encoding="utf-8") == module_text(), "run python -m tests.text.cldr_names"


def test_a_name_is_that_of_one_month_in_every_language() -> None:
    names = [
        {name.lower() for name in (full + " " + short).split()}
        for full, short in zip(calendar_names.MONTHS, calendar_names.SHORT_MONTHS, strict=True)
    ]
    assert len(names) == 12
    assert sum(map(len, names)) == len(set().union(*names))
