"""``quoth serve``: a process that serves until it is stopped, and refusals in a sentence."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.cli.helpers import COMMAND
from tests.paths import ROOT
from tests.processes import free_port

WITHOUT_SIGNALS = """
import asyncio, signal
def refuse(*_):
    raise NotImplementedError
asyncio.SelectorEventLoop.add_signal_handler = refuse
signal.signal(signal.SIGINT, signal.default_int_handler)
"""
"""What a loop lacks on Windows; interrupts are heard though the tests run in a background without."""


@pytest.mark.parametrize(
    ("system", "stop"), [("", signal.SIGTERM), ("", signal.SIGINT), (WITHOUT_SIGNALS, signal.SIGINT)]
)
def test_the_notes_are_served_until_the_process_is_stopped(
    folder: Path, system: str, stop: signal.Signals
) -> None:
    port = free_port()
    running = subprocess.Popen(
        [sys.executable, "-c", system + COMMAND, "serve", "--port", str(port)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert running.stderr is not None
        told = running.stderr.readline()
        (address,) = re.findall(r"http://\S+/", told)
        asked = address + "ask?q=how+long+does+a+reading+take"
        with urllib.request.urlopen(asked, timeout=60) as page:  # noqa: S310 - an address of ours
            assert "eleven minutes" in page.read().decode()
    finally:
        running.send_signal(stop)
        out, err = running.communicate(timeout=60)
    assert (running.returncode, out) == (0, "")
    assert "Traceback" not in err
