"""Figures for Prometheus, on loopback only and only where QUOTH_METRICS_PORT asks for them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from bot.service.servers import DEFAULT
from bot.settings import SettingsError

Taken = Literal["changed", "unchanged", "failed"]
"""What came of reading the notes."""
HOST = "127.0.0.1"
_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
"""Seconds: an answer takes about 20 ms, and Discord's patience ends at three seconds."""


class Meter:
    """What is counted. This one forgets it at once."""

    def answered(self, verdict: str, seconds: float) -> None:
        """A question got an answer of this verdict (``refused`` or ``failed`` where it got none)."""

    def ingested(self, taken: Taken, sessions: int, notes: str = DEFAULT) -> None:
        """The notes of this name were read; ``sessions`` are those that their library holds now."""

    def reconnected(self, shard: int = 0) -> None:
        """A shard's connection to Discord was made again."""


class PrometheusMeter(Meter):
    """Keeps the figures in a registry of its own."""

    def __init__(self) -> None:
        """Raises ImportError where prometheus-client is not installed."""
        from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

        self.registry = CollectorRegistry()
        self._questions = Counter(
            "quoth_questions", "Questions by verdict.", ["verdict"], registry=self.registry
        )
        self._seconds = Histogram(
            "quoth_question_seconds",
            "Seconds from a question to its answer.",
            buckets=_BUCKETS,
            registry=self.registry,
        )
        self._ingests = Counter(
            "quoth_ingests", "Readings of the notes.", ["result", "notes"], registry=self.registry
        )
        self._sessions = Gauge(
            "quoth_sessions", "Sessions in the library.", ["notes"], registry=self.registry
        )
        self._reconnects = Counter(
            "quoth_gateway_reconnects",
            "Connections to Discord made again.",
            ["shard"],
            registry=self.registry,
        )

    def answered(self, verdict: str, seconds: float) -> None:
        """Count a question and how long it took."""
        self._questions.labels(verdict).inc()
        self._seconds.observe(seconds)

    def ingested(self, taken: Taken, sessions: int, notes: str = DEFAULT) -> None:
        """Count a reading of the notes."""
        self._ingests.labels(taken, notes).inc()
        self._sessions.labels(notes).set(sessions)

    def reconnected(self, shard: int = 0) -> None:
        """Count a connection that was made again."""
        self._reconnects.labels(str(shard)).inc()


@contextmanager
def metering(port: int | None) -> Iterator[Meter]:
    """Offer the figures on loopback at ``port`` meanwhile, nothing where it is None; raises SettingsError."""
    if port is None:
        yield Meter()
        return
    try:
        from prometheus_client import start_http_server

        meter = PrometheusMeter()
    except ImportError as error:
        raise SettingsError(
            "QUOTH_METRICS_PORT is set, but prometheus-client is not installed: "
            "run `pip install '.[metrics]'` in the folder of Quoth's source, or unset it."
        ) from error
    try:
        server, thread = start_http_server(port, addr=HOST, registry=meter.registry)
    except OSError as error:
        raise SettingsError(
            f"QUOTH_METRICS_PORT is {port}, which cannot be used ({error.strerror}): name another port."
        ) from error
    try:
        yield meter
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
