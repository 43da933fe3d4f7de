"""The values of front matter: YAML or TOML, and as many keys as can be read where a part of it is wrong."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from typing import Any

import yaml

_KEY = re.compile(r"([\w-]+)\s*[:=]")
_LONGEST_NUMBER = 40
"""Characters of a number; what is longer was meant for text, and no program could show it."""
_ERRORS = (yaml.YAMLError, ValueError, RecursionError)
"""What reading raises; tomllib's error is a ValueError."""


class _Loader(yaml.SafeLoader):
    """YAML of plain values; a day that no calendar has and a number that is too long stay text."""


def _as_written(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> object:
    kind = node.tag.rpartition(":")[2]
    made = loader.construct_yaml_timestamp if kind == "timestamp" else loader.construct_yaml_int
    if kind == "int" and len(node.value) > _LONGEST_NUMBER:
        return node.value
    try:
        return made(node)
    except ValueError:
        return node.value


for _kind in ("timestamp", "int"):
    _Loader.add_constructor(f"tag:yaml.org,2002:{_kind}", _as_written)


def read_values(body: Sequence[str], *, toml: bool) -> tuple[object, str | None]:
    """Return what the lines between the marks hold, and what is wrong with them, None for nothing.

    Where a part cannot be read, the keys before and after it are; of the part itself, a value on one line is
    taken as it is written, and the entries of a list are.
    """
    text = "\n".join(body)
    try:
        return _load(text, toml=toml), None
    except _ERRORS:
        starts = [number for number, line in enumerate(body) if _KEY.match(line)]
    if not starts:
        return None, None
    values: dict[str, Any] = {}
    wrong: tuple[str, int] | None = None
    for start, end in zip(starts, [*starts[1:], len(body)], strict=True):
        lines = body[start:end]
        match = _KEY.match(lines[0])
        name = match[1] if match else ""
        try:
            read = _load("\n".join(lines), toml=toml)
        except _ERRORS:
            read = None
        if isinstance(read, dict):
            values.update(read)
            continue
        wrong = wrong or (name, start + 2)
        values[name] = _value(lines)
    where = f" at {wrong[0]} (line {wrong[1]})" if wrong else ""
    kind = "TOML" if toml else "YAML"
    return values, f"the {kind} front matter cannot be read{where}; check its colons and quotation marks"


def _load(text: str, *, toml: bool) -> object:
    return tomllib.loads(text) if toml else _Loader(text).get_single_data()


def _value(lines: Sequence[str]) -> str | list[str]:
    """Return a value as it is written after its key, or the entries of a list below the key."""
    own = re.sub(r"[\w-]+\s*[:=]\s*", "", lines[0], count=1).strip().strip("\"'")
    entries = [
        match[1].strip().strip("\"'") for line in lines[1:] if (match := re.match(r"\s*-\s+(.+)", line))
    ]
    return entries if entries and not own else own
