"""How the work for a text grows with its length, by the processor time of the thread that does it.

Every length is measured several times and the least time counts: eight times the text takes about 8 times as
long, and about 64 times as long where work grows with the square. A busy machine makes single runs slower and
none faster, so that what is not as expected is measured again before it counts.
"""

from __future__ import annotations

import gc
import math
import time
from collections.abc import Callable
from functools import partial

import pytest

Work = Callable[[int], object]
"""Does something with a text of that many pieces."""

IN_PROPORTION = 24
"""Eight times as much may take so many times as long: three times what is needed."""
SQUARE = 32
"""Work that grows with the square takes more than so many times as long."""

_ENOUGH = 0.003
"""Seconds of processor time that are surely measured."""
_OWN_SHARE = 8
"""The text takes so many times as long as no text at all, so that what is always done hides nothing."""
_MOST = 1 << 15
"""Pieces at which the length is no longer doubled: work that does not grow never takes long enough."""
_RUNS = 3
_ROUNDS = 12
"""How often both lengths are measured, at the most, until what was expected is seen."""


def seconds(work: Callable[[], object], runs: int = _RUNS) -> float:
    """Return the least processor time, in seconds, that this thread took for ``work`` in so many runs."""
    took = []
    gc.disable()  # it would look through all that the other tests hold
    try:
        for _ in range(runs):
            at = time.thread_time()
            work()
            took.append(time.thread_time() - at)
    finally:
        gc.enable()
    return min(took)


def growth(
    work: Work, pieces: int = 1, expected: Callable[[float], bool] = lambda found: found < IN_PROPORTION
) -> float:
    """Return how many times as long eight times the text takes, from a length on that takes long enough."""
    enough = max(_ENOUGH, _OWN_SHARE * seconds(partial(work, 0)))
    while seconds(partial(work, pieces), 2) < enough and pieces < _MOST:
        pieces *= 2
    return times_as_long(partial(work, 8 * pieces), partial(work, pieces), expected)


def times_as_long(
    large: Callable[[], object], small: Callable[[], object], expected: Callable[[float], bool]
) -> float:
    """Return how many times as long ``large`` takes as ``small``, measured again until it is as expected."""
    least_small, least_large = seconds(small), math.inf
    for _ in range(_ROUNDS):
        least_large = min(least_large, seconds(large, 1))
        if expected(least_large / least_small):
            break
        least_small = min(least_small, seconds(small, 1))
    return least_large / least_small


def check_in_proportion(work: Work) -> None:
    """Fail where ``work`` on eight times the text takes far more than eight times as long."""
    assert growth(work) < IN_PROPORTION


def in_proportion_only_by(
    patch: pytest.MonkeyPatch, work: Work, *defences: tuple[object, str, object]
) -> None:
    """See ``work`` grow with the text, and with its square without ``defences``.

    Each of them is (where, name, replacement).
    """
    check_in_proportion(work)
    with patch.context() as without:
        for where, name, replacement in defences:
            without.setattr(where, name, replacement)
        assert growth(work, expected=lambda found: found > SQUARE) > SQUARE
