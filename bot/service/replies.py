"""Replies and their buttons, threads, what people thought of a reply, and what found no answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.service.clock import Clock
from bot.service.connection import Connection
from embeddings.records import Verdict


@dataclass(frozen=True, slots=True)
class Reply:
    """What a reply's buttons need to know."""

    key: str
    person: str
    """The hash of whom it answers."""
    kind: str
    """What was asked for: ``ask``, or the name of a list."""
    asked: str
    """The question, or what the list is of; empty for a question that was asked privately."""
    day: str | None = None
    session: str | None = None
    """The session that the reply is about."""
    verdict: str | None = None
    kept_to: str | None = None
    """The session that the question, a follow-up, was kept to."""
    server: int | None = None
    """Where it was given; None for a direct message."""
    at: float = field(default=0.0, compare=False)
    """When it was given, in seconds since the epoch; 0 where it comes from no database."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A question that found no answer, only what comes close, or an answer that did not help."""

    question: str
    people: int
    times: int
    last: float
    """Seconds since the epoch."""
    found: Verdict
    """What it found, at the least where it was asked several times; of an ``answer`` people said that it did
    not help."""


_BEGUN = "begun"
"""The kind of what is being answered."""
_FOUND: tuple[Verdict, ...] = ("none", "closest", "answer")
"""What is found, by how much it is: the number of each is its place."""
_UNANSWERED = """
    SELECT asked, person, at, CASE verdict WHEN 'none' THEN 0 ELSE 1 END AS found, server FROM replies
    WHERE kind = 'ask' AND verdict IN ('none', 'closest')
    UNION ALL
    SELECT asked, feedback.person, feedback.at, 2, server FROM replies JOIN feedback USING (key)
    WHERE kind = 'ask' AND verdict NOT IN ('none', 'closest') AND useful = 0
"""
"""Questions that found no answer or only what comes close, and those whose answer did not help."""


class Replies:
    """The tables ``replies``, ``messages``, ``threads`` and ``feedback``. Every call blocks for a moment."""

    def __init__(self, connection: Connection, clock: Clock) -> None:
        """Entries carry the time of ``clock``."""
        self._connection = connection
        self._clock = clock

    def begin(self, key: str, person: str, server: int | None) -> None:
        """Note that something of a person is being answered: what they have forgotten meanwhile is not kept.

        ``withdraw`` ends it.
        """
        self.keep(Reply(key, person, _BEGUN, "", server=server))

    def keep(self, reply: Reply, begun: str | None = None) -> bool:
        """Keep what a reply's buttons need; False where what was ``begun`` is forgotten."""
        now = self._clock.time()
        values = (reply.key, now, reply.person, reply.kind, reply.asked, reply.day)
        with self._connection.writing() as connection:
            # Written, not read: who forgets the person waits until the reply is there to be deleted, too.
            there = "UPDATE replies SET at = ? WHERE key = ?"
            if begun is not None and not connection.execute(there, (now, begun)).rowcount:
                return False
            connection.execute(
                "INSERT INTO replies (key, at, person, kind, asked, day, session, verdict, kept_to, server) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*values, reply.session, reply.verdict, reply.kept_to, reply.server),
            )
        return True

    def sent(self, key: str, messages: Sequence[int]) -> None:
        """Note which messages a reply became, so that replies to each of them follow up."""
        with self._connection.writing() as connection:
            connection.executemany(
                "INSERT INTO messages SELECT CAST(? AS BIGINT), key FROM replies WHERE key = ? "
                "ON CONFLICT DO NOTHING",
                [(message, key) for message in messages],
            )

    def withdraw(self, keys: Sequence[str]) -> None:
        """Delete replies to questions that were taken back, or changed."""
        with self._connection.writing() as connection:
            connection.executemany("DELETE FROM replies WHERE key = ?", [(key,) for key in keys])

    def find(self, key: str) -> Reply | None:
        """Return a reply by its key, None where it is forgotten."""
        return self._reply("key = ?", key)

    def of_message(self, message_id: int) -> Reply | None:
        """Return the reply that a message is."""
        return self._reply("key = (SELECT key FROM messages WHERE message = ?)", message_id)

    def _reply(self, where: str, value: str | int) -> Reply | None:
        columns = "key, person, kind, asked, day, session, verdict, kept_to, server, at"
        rows = self._connection.rows(f"SELECT {columns} FROM replies WHERE {where}", value)  # noqa: S608 - both are ours
        return Reply(*rows[0]) if rows else None

    def claim_sharing(self, key: str) -> bool:
        """Note that a private reply is being shared; False where it was, or is: of two calls one shares."""
        return bool(
            self._connection.change(
                "UPDATE replies SET shared = ? WHERE key = ? AND shared IS NULL", self._clock.time(), key
            )
        )

    def give_up_sharing(self, key: str) -> None:
        """Note that a reply could not be shared, so that it may be tried again."""
        self._connection.change("UPDATE replies SET shared = NULL WHERE key = ?", key)

    # ------------------------------------------------------------------ threads

    def keep_thread(self, thread_id: int, session: str, server: int | None = None) -> None:
        """Note which session a thread is about, and that it was used now; ``server`` is where it is."""
        with self._connection.writing() as connection:
            connection.execute(
                "INSERT INTO threads VALUES (?, ?, ?, ?) ON CONFLICT (thread) "
                "DO UPDATE SET session = excluded.session, at = excluded.at",
                (thread_id, session, self._clock.time(), server),
            )

    def thread_session(self, thread_id: int) -> str | None:
        """Return the session that a thread is about, None for a thread that the bot did not open."""
        rows = self._connection.rows("SELECT session FROM threads WHERE thread = ?", thread_id)
        return str(rows[0][0]) if rows else None

    # ------------------------------------------------------------------ feedback and gaps

    def judge(self, key: str, person: str, *, useful: bool) -> bool:
        """Keep what a person thinks of a reply, the last word counting; False where it is forgotten."""
        with self._connection.writing() as connection:
            if connection.execute("SELECT 1 FROM replies WHERE key = ?", (key,)).fetchone() is None:
                return False
            connection.execute(
                "INSERT INTO feedback VALUES (?, ?, ?, ?) ON CONFLICT (key, person) "
                "DO UPDATE SET useful = excluded.useful, at = excluded.at",
                (key, person, int(useful), self._clock.time()),
            )
        return True

    def feedback(self, server: int | None = None, *, private: bool = False) -> tuple[int, int]:
        """Count what people of a server found useful and not useful; ``private`` adds direct messages."""
        rows = self._connection.rows(
            "SELECT COALESCE(SUM(useful), 0), COUNT(*) FROM feedback JOIN replies USING (key) "
            "WHERE server IS NOT DISTINCT FROM ? OR (? AND server IS NULL)",
            server,
            private,
        )
        useful, whole = int(str(rows[0][0])), int(str(rows[0][1]))
        return useful, whole - useful

    def gaps(self, server: int, *, limit: int = 200) -> list[Gap]:
        """Return what a server asked for all to see and found no answer: by most people, then latest."""
        rows = self._connection.rows(
            f"""
            SELECT MAX(asked), COUNT(DISTINCT person), COUNT(*), MAX(at), MIN(found)
            FROM ({_UNANSWERED}) AS unanswered WHERE server = ? AND asked != ''
            GROUP BY LOWER(TRIM(asked)) ORDER BY 2 DESC, 4 DESC LIMIT ?
            """,  # noqa: S608 - ours
            server,
            limit,
        )
        return [
            Gap(str(r[0]), int(str(r[1])), int(str(r[2])), float(str(r[3])), _FOUND[int(str(r[4]))])
            for r in rows
        ]

    def private_gaps(self, server: int, *, direct: bool = False) -> int:
        """Count what was asked privately in a server, with ``direct`` by direct message, and not answered."""
        rows = self._connection.rows(
            f"SELECT COUNT(*) FROM ({_UNANSWERED}) AS unanswered "  # noqa: S608 - ours
            "WHERE (server = ? AND asked = '') OR (? AND server IS NULL)",
            server,
            direct,
        )
        return int(str(rows[0][0]))
