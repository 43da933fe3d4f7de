"""The choice of runs is checked against trying every subset."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings.answer.knapsack import best_runs


def _by_trying(value: list[float], cost: list[int], parted: set[int], runs: int, budget: int) -> float:
    best = 0.0
    for size in range(len(value) + 1):
        for places in itertools.combinations(range(len(value)), size):
            count = sum(1 for p in places if p - 1 not in places or p in parted)
            if count <= runs and sum(cost[p] for p in places) <= budget:
                best = max(best, sum(value[p] for p in places))
    return best


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 50), st.integers(1, 9)), max_size=8),
    st.sets(st.integers(0, 8)),
    st.integers(1, 3),
    st.integers(1, 25),
)
def test_no_other_choice_is_worth_more(
    segments: list[tuple[int, int]], parted: set[int], runs: int, budget: int
) -> None:
    value = [float(v) for v, _ in segments]
    cost = [c for _, c in segments]
    chosen = best_runs(value, cost, lambda place: place not in parted, runs=runs, budget=budget)
    assert sum(cost[p] for p in chosen) <= budget
    assert sum(1 for p in chosen if p - 1 not in chosen or p in parted) <= runs
    assert sum(value[p] for p in chosen) == _by_trying(value, cost, parted, runs, budget)


def test_what_must_not_be_taken_is_not() -> None:
    assert best_runs([float("-inf"), 1.0], [1, 1], lambda _: True, runs=3, budget=10) == [1]
