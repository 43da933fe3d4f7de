"""The learning curve judges collections that its weights were not fitted on."""

from __future__ import annotations

import pytest

from embeddings.notes.segment import weights
from tests.benchmarks import fit, learning_curve

NUMBERS = list(range(20))
TODAY = dict(weights.SESSION)


def test_weights_are_fitted_on_others_than_those_that_are_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    fitted: list[set[int]] = []
    told = {number: [fit.Example("SESSION", ("code",), float(number), True)] for number in NUMBERS}

    def remember(examples: list[list[fit.Example]]) -> dict[str, dict[str, float]]:
        fitted.append({int(example.offset) for found in examples for example in found})
        return {"SESSION": {"code": 9.0}}

    def judged(number: int) -> float:
        if weights.SESSION["code"] == 9.0:
            assert number not in fitted[-1]
        return 1.0

    monkeypatch.setattr(fit, "fitted", remember)
    curve = learning_curve.points(NUMBERS, [told[number] for number in NUMBERS], judged)
    assert [point.size for point in curve] == [0, 5, 10, 12], "12 are left beside the 8 that are judged"
    assert {len(found) for found in fitted} == {5, 10, 12}
    assert all(point.f1 == [1.0] * learning_curve.DRAWS for point in curve)
    assert weights.SESSION == TODAY, "today's weights are back in use"
