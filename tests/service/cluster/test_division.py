"""Shards are divided evenly among the processes that there are, whoever comes and goes."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.service.cluster.division import divide


class Bot:
    """Processes that look at the shards in turn; what one leaves it gives back before it looks again."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.holders: dict[int, str] = {}
        self.leaving: dict[str, frozenset[int]] = {}

    def look(self, me: str, mates: list[str]) -> bool:
        """Let one process look; tells whether anything changed."""
        before = dict(self.holders)
        for shard in self.leaving.pop(me, ()):
            del self.holders[shard]
        share = divide(self.total, self.holders, mates, me)
        self.holders |= dict.fromkeys(share.take, me)
        self.leaving[me] = share.leave
        return self.holders != before or bool(share.leave)

    def settle(self, mates: list[str]) -> int:
        """Let all look until nothing changes; returns how often they did."""
        self.holders = {shard: holder for shard, holder in self.holders.items() if holder in mates}
        self.leaving = {mate: shards for mate, shards in self.leaving.items() if mate in mates}
        for turn in range(100):
            changed = [self.look(mate, mates) for mate in mates]
            if not any(changed):
                return turn
        raise AssertionError("they never settle")


@given(
    total=st.integers(1, 40),
    generations=st.lists(st.sets(st.sampled_from("abcdefgh"), min_size=1), min_size=1, max_size=6),
)
@settings(deadline=None)
def test_whoever_comes_and_goes_all_shards_are_served_and_none_has_two_more_than_another(
    total: int, generations: list[set[str]]
) -> None:
    bot = Bot(total)
    for alive in generations:
        mates = sorted(alive)
        bot.settle(mates)
        counts = Counter(bot.holders.values())
        assert sum(counts.values()) == total
        assert max(counts[mate] for mate in mates) - min(counts[mate] for mate in mates) <= 1


def test_what_is_fair_is_not_moved() -> None:
    bot = Bot(4)
    bot.settle(["a", "b"])
    before = dict(bot.holders)
    bot.settle(["a", "b"])
    assert bot.holders == before
    bot.settle(["a", "b", "c"])
    assert sum(bot.holders[shard] != before[shard] for shard in before) <= 2


def test_a_process_that_dies_is_taken_over_by_those_that_are_left() -> None:
    bot = Bot(4)
    bot.settle(["a", "b"])
    assert Counter(bot.holders.values()) == {"a": 2, "b": 2}
    assert bot.settle(["b"]) <= 2
    assert set(bot.holders.values()) == {"b"}


def test_who_may_hold_none_leaves_all() -> None:
    share = divide(2, {0: "old", 1: "old"}, ["new"], "old")
    assert share.leave == {0, 1}
    assert not share.take
