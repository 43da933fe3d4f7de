"""Where the commands that serve others listen, and what they refuse in a sentence."""

from __future__ import annotations

import socket

import pytest

from tests.cli.helpers import Quoth

SERVING = pytest.mark.parametrize("command", [("mcp", "--http"), ("serve",)], ids=lambda words: words[0])


@SERVING
def test_it_listens_to_other_machines_only_with_a_token(quoth: Quoth, command: tuple[str, ...]) -> None:
    outcome = quoth(*command, "--host", "0.0.0.0")  # noqa: S104 - it is refused
    assert outcome.code == 2
    assert "QUOTH_WEB_TOKEN" in outcome.err


@SERVING
def test_a_port_that_is_taken_is_told_in_a_sentence(quoth: Quoth, command: tuple[str, ...]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        outcome = quoth(*command, "--port", str(port))
    assert outcome.code == 2
    assert f"port {port} (it is taken)" in outcome.err
