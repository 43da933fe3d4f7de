"""Notes that people handed in: where servers take them, what became of each, its text until that is decided.

A submission is ``shown`` to who handed it in, ``waiting`` for an organiser, then ``taking`` while it is
written among the notes and ``taken``; or ``refused``. ``removing`` and ``removed`` are for what is taken out
again, or back. Who moves one on from a state does so first, by the state that they saw: of several, one does.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from bot.inbox.handed_in import NotesFile
from bot.service.clock import Clock
from bot.service.connection import Connection, Transaction

State = Literal["shown", "waiting", "taking", "taken", "refused", "removing", "removed"]
_SHOWN_FOR = 86_400.0
"""Seconds that a preview is kept for which nobody decides to hand in."""
_WITHOUT_TEXT: frozenset[State] = frozenset({"taken", "refused", "removed"})
_PLACELESS: frozenset[State] = frozenset({"refused", "removed"})
_COLUMNS = (
    'key, guild, notes, "user", file, name, sessions, at, state, place, channel, message, told, '
    "pictures, macros"
)


@dataclass(frozen=True, slots=True)
class InboxSetting:
    """Where a server's organisers decide on what is handed in, and who may hand in."""

    channel: int
    role: int | None = None
    """None for everybody."""


@dataclass(frozen=True, slots=True)
class Submission:
    """Something that was handed in."""

    key: str
    server: int
    notes: str
    """What the server's notes are called among those of the bot."""
    user: int | None
    """The Discord id of who handed it in; None once that is forgotten."""
    file: str
    """What the file is called."""
    name: str
    """What the folder that it is kept in is to be called."""
    sessions: int
    at: float
    """Seconds since the epoch."""
    state: State = "shown"
    place: str | None = None
    """The folder that it is kept in."""
    channel: int | None = None
    """Where the organisers' message stands."""
    message: str | None = None
    """That message's id; None where none is known to have arrived."""
    told: State | None = None
    """The state that the message tells of."""
    pictures: bool = False
    macros: bool = False
    """Whether pictures, and macros, were left out."""


class Submissions:
    """The tables ``inboxes``, ``submissions`` and ``submitted``. Every call blocks for a moment."""

    def __init__(self, connection: Connection, clock: Clock) -> None:
        """Entries carry the time of ``clock``."""
        self._connection = connection
        self._clock = clock

    # ------------------------------------------------------------------ who takes any

    def open(self, server: int, setting: InboxSetting) -> None:
        """Have a server take what is handed in, or change how."""
        self._connection.change(
            "INSERT INTO inboxes (guild, channel, role) VALUES (?, ?, ?) "
            "ON CONFLICT (guild) DO UPDATE SET channel = excluded.channel, role = excluded.role",
            server,
            setting.channel,
            setting.role,
        )

    def close(self, server: int) -> bool:
        """Have a server take nothing more; False where it took nothing."""
        return bool(self._connection.change("DELETE FROM inboxes WHERE guild = ?", server))

    def setting(self, server: int) -> InboxSetting | None:
        """Return how a server takes what is handed in, None where it takes nothing."""
        rows = self._connection.rows("SELECT channel, role FROM inboxes WHERE guild = ?", server)
        if not rows:
            return None
        channel, role = rows[0]
        return InboxSetting(int(channel), None if role is None else int(role))

    # ------------------------------------------------------------------ submissions

    def add(self, new: Submission, files: Sequence[NotesFile]) -> None:
        """Keep a submission with its text."""
        with self._connection.writing() as connection:
            connection.execute(
                f"INSERT INTO submissions ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - ours
                (
                    *(new.key, new.server, new.notes, new.user, new.file, new.name, new.sessions, new.at),
                    *(new.state, new.place, new.channel, new.message, new.told),
                    *(int(new.pictures), int(new.macros)),
                ),
            )
            connection.executemany(
                "INSERT INTO submitted (key, name, text) VALUES (?, ?, ?)",
                [(new.key, file.name, file.text) for file in files],
            )

    def find(self, key: str, server: int) -> Submission | None:
        """Return a submission of a server."""
        found = self._read("key = ? AND guild = ?", key, server)
        return found[0] if found else None

    def files(self, key: str) -> list[NotesFile]:
        """Return the text of a submission that is not decided yet."""
        rows = self._connection.rows("SELECT name, text FROM submitted WHERE key = ? ORDER BY name", key)
        return [NotesFile(str(name), str(text)) for name, text in rows]

    def of(self, server: int, user: int | None = None) -> list[Submission]:
        """Return what was handed in to a server, by one user where named, newest first."""
        return self._read(
            "guild = ? AND state <> 'shown' AND (CAST(? AS BIGINT) IS NULL OR \"user\" = ?)",
            server,
            user,
            user,
        )

    def approved_of(self, user: int) -> int:
        """Return how many submissions of a user are among notes, in whatever server."""
        rows = self._connection.rows(
            "SELECT count(*) FROM submissions WHERE \"user\" = ? AND state IN ('taking', 'taken')", user
        )
        return int(rows[0][0])

    def undecided(self, server: int, user: int | None = None) -> int:
        """Return how many submissions of a server, by one user where named, wait to be decided."""
        rows = self._connection.rows(
            "SELECT count(*) FROM submissions WHERE guild = ? AND state IN ('waiting', 'taking') "
            'AND (CAST(? AS BIGINT) IS NULL OR "user" = ?)',
            *(server, user, user),
        )
        return int(rows[0][0])

    def unsettled(self) -> list[Submission]:
        """Return what is half done, or not told yet, oldest first."""
        found = self._read(
            "state IN ('taking', 'removing') OR (state <> 'shown' AND coalesce(told, '') <> state)"
        )
        return found[::-1]

    def places(self, notes: str) -> list[str]:
        """Return the folders of some notes' inbox that submissions are, or will be, kept in."""
        rows = self._connection.rows(
            "SELECT place FROM submissions WHERE notes = ? AND place IS NOT NULL", notes
        )
        return [str(place) for (place,) in rows]

    def move(self, key: str, before: Collection[State], after: State, *, place: str | None = None) -> bool:
        """Move a submission on from one of the states before; False where it is in another by now."""
        holes = ", ".join("?" * len(before))
        with self._connection.writing() as connection:
            done = connection.execute(
                "UPDATE submissions SET state = ?, place = coalesce(?, place) "  # noqa: S608 - question marks
                f"WHERE key = ? AND state IN ({holes})",
                (after, place, key, *before),
            ).rowcount
            if done and after in _WITHOUT_TEXT:
                connection.execute("DELETE FROM submitted WHERE key = ?", (key,))
            if done and after in _PLACELESS:
                connection.execute("UPDATE submissions SET place = NULL WHERE key = ?", (key,))
        return bool(done)

    def move_back(self, key: str) -> None:
        """Have a submission wait again that could not be written."""
        self._connection.change(
            "UPDATE submissions SET state = 'waiting', place = NULL WHERE key = ? AND state = 'taking'", key
        )

    def drop_old_previews(self, server: int, user: int, of_one: int, of_all: int) -> None:
        """Forget what was shown and not handed in, but for the newest of a user and of a server."""
        newest = "SELECT key FROM submissions WHERE state = 'shown' AND guild = ?"
        with self._connection.writing() as connection:
            connection.execute(
                "DELETE FROM submissions WHERE state = 'shown' AND guild = ? AND \"user\" = ? "  # noqa: S608 - ours
                "AND key NOT IN "
                f'({newest} AND "user" = ? ORDER BY at DESC, key LIMIT ?)',
                (server, user, server, user, of_one),
            )
            connection.execute(
                "DELETE FROM submissions WHERE state = 'shown' AND guild = ? AND key NOT IN "  # noqa: S608 - ours
                f"({newest} ORDER BY at DESC, key LIMIT ?)",
                (server, server, of_all),
            )

    def drop(self, key: str) -> bool:
        """Forget a submission that was only shown; False where it was handed in meanwhile."""
        return bool(self._connection.change("DELETE FROM submissions WHERE key = ? AND state = 'shown'", key))

    def stands(self, key: str, channel: int, message: str) -> None:
        """Note the message that tells the organisers of a submission."""
        self._connection.change(
            "UPDATE submissions SET channel = ?, message = ? WHERE key = ?", channel, message, key
        )

    def has_told(self, key: str, state: State) -> None:
        """Note that all who are to know have been told of a state."""
        self._connection.change("UPDATE submissions SET told = ? WHERE key = ?", state, key)

    # ------------------------------------------------------------------ forgetting

    @staticmethod
    def forget(connection: Transaction, user: int) -> int:
        """Forget, within a transaction, who handed in what; returns how many entries that were.

        What no organiser has approved goes, and what was approved is the team's and stays. Messages to the
        organisers are then told anew, without the person.
        """
        shown = connection.execute(
            "DELETE FROM submissions WHERE \"user\" = ? AND state = 'shown'", (user,)
        ).rowcount
        connection.execute(
            "DELETE FROM submitted WHERE key IN "
            "(SELECT key FROM submissions WHERE \"user\" = ? AND state = 'waiting')",
            (user,),
        )
        known = connection.execute(
            "UPDATE submissions SET state = CASE state WHEN 'waiting' THEN 'removed' ELSE state END, "
            "file = CASE WHEN state IN ('waiting', 'refused', 'removed') THEN '' ELSE file END, "
            '"user" = NULL, told = NULL WHERE "user" = ?',
            (user,),
        ).rowcount
        return shown + known

    def prune(self, connection: Transaction, before: float) -> int:
        """Delete, within a transaction, what was not taken before a time, and previews of yesterday."""
        shown = connection.execute(
            "DELETE FROM submissions WHERE state = 'shown' AND at < ?", (self._clock.time() - _SHOWN_FOR,)
        ).rowcount
        others = connection.execute(
            "DELETE FROM submissions WHERE state IN ('waiting', 'refused', 'removed') AND at < ?", (before,)
        ).rowcount
        return shown + others

    def _read(self, where: str, *values: object) -> list[Submission]:
        rows = self._connection.rows(
            f"SELECT {_COLUMNS} FROM submissions WHERE {where} ORDER BY at DESC, key",  # noqa: S608 - ours
            *values,
        )
        return [_submission(row) for row in rows]


def _submission(row: tuple[object, ...]) -> Submission:
    key, server, notes, user, file, name, sessions, at, state, place, channel, message, told = row[:13]
    return Submission(
        str(key),
        int(str(server)),
        str(notes),
        None if user is None else int(str(user)),
        str(file),
        str(name),
        int(str(sessions)),
        float(str(at)),
        _state(state),
        None if place is None else str(place),
        None if channel is None else int(str(channel)),
        None if message is None else str(message),
        None if told is None else _state(told),
        bool(row[13]),
        bool(row[14]),
    )


def _state(value: object) -> State:
    return next(state for state in get_args(State) if state == value)
