"""The table of weights: it holds every feature that is looked for, and nothing else."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from embeddings.notes.segment import file_evidence, heading_features, siblings, weights


def texts(*modules: str | None) -> set[str]:
    """Return all string constants in the code of modules."""
    return {
        node.value
        for module in modules
        for node in ast.walk(ast.parse(Path(str(module)).read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def held(module: str | None) -> set[str]:
    """Return the features that a module says to hold."""
    tree = ast.parse(Path(str(module)).read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return {
        node.value
        for call in calls
        if ast.unparse(call.func) == "held.append"
        for node in ast.walk(call.args[0])
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_every_weight_is_of_a_feature_that_is_looked_for() -> None:
    headings = texts(heading_features.__file__, siblings.__file__)
    assert weights.SESSION.keys() <= headings
    assert weights.GROUP.keys() <= headings
    assert weights.FILE.keys() <= texts(file_evidence.__file__)


def test_every_feature_has_a_weight() -> None:
    assert len(held(heading_features.__file__)) > 20
    assert held(heading_features.__file__) <= weights.SESSION.keys() | weights.GROUP.keys()
    assert held(file_evidence.__file__) <= weights.FILE.keys()


def test_evidence_keeps_the_order_and_the_weight_of_each_feature() -> None:
    found = weights.evidence(weights.SESSION, ["sponsor", "code", "no text"])
    assert list(found.items()) == [("sponsor", 3.0), ("code", 3.0), ("no text", -0.8)]
    with pytest.raises(KeyError):
        weights.evidence(weights.SESSION, ["a feature of no weight"])


def test_what_the_notes_say_outweighs_the_shape_of_a_title() -> None:
    shapes = ("title of 6 words or more", "title of one word", "ends in a colon", "begins in lower case")
    most = max(abs(weights.SESSION[shape]) for shape in shapes)
    said = ("speakers below, by more than their shape", "code", "sponsor", "section word", "group word")
    assert all(abs(weights.SESSION[fact]) >= 2 * most for fact in said)
