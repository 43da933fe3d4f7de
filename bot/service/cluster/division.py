"""How the bot's connections to Discord (shards) are divided among its processes: evenly, moving few."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Share:
    """What a process may do about its shards."""

    take: frozenset[int]
    """Free ones that it takes."""
    leave: frozenset[int]
    """Its own that others should have: it ends their connections, then gives them back."""


def divide(total: int, holders: Mapping[int, str], mates: Collection[str], me: str) -> Share:
    """Return what ``me`` takes and leaves of ``total`` shards.

    ``holders`` are the processes by shard, ``mates`` all that may hold any. Who may hold none leaves all.
    """
    own = sorted(shard for shard, holder in holders.items() if holder == me)
    if me not in mates:
        return Share(frozenset(), frozenset(own))
    least, most = total // len(mates), -(-total // len(mates))
    free = [shard for shard in range(total) if shard not in holders]
    counts = {mate: sum(holder == mate for holder in holders.values()) for mate in mates}
    lacking = sum(max(0, least - count) for mate, count in counts.items() if mate != me)
    # What is left over when all have the least goes to whoever comes first, one each.
    most_now = most if len(free) - max(0, least - len(own)) > lacking else least
    taken = free[: max(0, most_now - len(own))]
    # Where nothing is free, one more than the least is left to who has fewer, one at a time.
    keep = least if not free and lacking else most
    return Share(frozenset(taken), frozenset(own[keep:]))
