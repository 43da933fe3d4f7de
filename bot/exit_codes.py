"""The exit codes of the ``quoth`` command. ``docs/commands.md`` tells people what each means."""

from __future__ import annotations

DONE = 0
NOTHING_FOUND = 1
NOT_WELL = 1
"""Of ``health``: container platforms know 0 and 1 alone."""
BAD_INPUT = 2
"""Usage, a setting, the notes or the token cannot be used; trying again will not help."""
NO_NETWORK = 3
"""Discord, or the repository of the notes, cannot be reached; trying again later may help."""
DEFECT = 4
"""A defect, which the log has."""
