"""Fetching notes of a repository: where that leads on the network, and who sees the token."""

from __future__ import annotations

import base64
import logging
import os
import socket
import subprocess
from pathlib import Path
from typing import Any

import pytest

from bot.logs.redact import Redactor
from bot.sources import checkout, network, program, remote, repository
from bot.sources.address import notes_place
from bot.sources.checkout import Checkout
from bot.sources.errors import SourceError, UnreachableError
from bot.sources.program import Git
from bot.sources.remote import Access
from embeddings.notes import scan
from tests.attacks.conftest import NOTE
from tests.attacks.defence import stands_only_by
from tests.sources.server import Server, Team, fetched, place, pulled, serving_repositories

TOKEN = "gh-s3cret-t0ken"


# ---------------------------------------------------------------------- where it is


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",  # noqa: S104 - the very ones
        "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1%eth0", "fd00::1", "ff02::1",
        "::ffff:127.0.0.1", "64:ff9b::a00:1", "2002:7f00:1::", "64:ff9b:1::1", "::7f00:1", "::ffff:0:7f00:1",
        "fec0::1", "5f00::1", "3fff::1", "192.0.0.8", "168.63.129.16",
    ],
)  # fmt: skip
def test_an_address_of_an_own_network_is_known(address: str) -> None:
    assert not network.is_public(address)


@pytest.mark.parametrize("address", ["9.9.9.9", "140.82.121.4", "2606:4700::1", "64:ff9b::808:808"])
def test_an_address_of_the_public_network_is_known(address: str) -> None:
    assert network.is_public(address)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]", "2130706433", "0x7f.1", "name.example"])
@pytest.mark.parametrize("scheme", ["https", "ssh"])
def test_nothing_of_this_machines_own_network_is_fetched(
    scheme: str, host: str, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: ``network.addresses_of`` looks at every address before anything is connected to."""

    def found(name: str, port: int, **_: object) -> list[Any]:
        own = (
            [("203.0.113.9" if False else "9.9.9.9"), "127.0.0.1"]
            if name == "name.example"
            else ["127.0.0.1"]
        )
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in own]

    monkeypatch.setattr(socket, "getaddrinfo", found)
    address = place(f"{scheme}://{host}:{server.port}/team/notes.git")
    monkeypatch.setattr(repository.Repository, "fetch", lambda *_: pytest.fail("it was connected to"))

    def check() -> None:
        with pytest.raises(SourceError, match="network of this machine's own"):
            pulled(address, Access())

    stands_only_by(monkeypatch, check, (network, "is_public", lambda _: True))


def test_a_name_that_leads_elsewhere_a_moment_later_leads_nowhere(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: git connects to the addresses that were looked at (``http.curloptResolve``)."""
    monkeypatch.setattr(network, "is_public", lambda _: True)
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda _host, port, **_: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))],
    )
    address = place(f"https://other.example:{server.port}/team/notes.git")

    def check() -> None:
        # Asked again, the network would say that there is no such name.
        try:
            notes = pulled(address, Access())
        except UnreachableError as error:
            raise AssertionError(error) from error
        assert (notes.folder / "day1.md").exists()

    def asked_again(address: Any, access: Access) -> repository.Remote:
        found = remote_of(address, access)
        config = {key: value for key, value in found.config.items() if key != "http.curloptResolve"}
        return repository.Remote(found.url, found.branch, config)

    remote_of = remote.remote_of
    stands_only_by(monkeypatch, check, (checkout, "remote_of", asked_again))


def test_nobody_is_sent_elsewhere(
    server: Server, team: Team, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: ``http.followRedirects`` is off."""
    (tmp_path / "second").mkdir()
    with serving_repositories(team.root, tmp_path / "second") as inner:
        both = tmp_path / "both.pem"
        both.write_bytes(server.authorities.read_bytes() + inner.authorities.read_bytes())
        monkeypatch.setenv("SSL_CERT_FILE", str(both))
        server.leads_to = f"https://localhost:{inner.port}"

        def check() -> None:
            with pytest.raises(SourceError, match="leads to another address, which is not followed"):
                fetched(server)
            assert not inner.requests

        followed = {**program.CONFIG, "http.followRedirects": "true"}
        stands_only_by(monkeypatch, check, (program, "CONFIG", followed))


@pytest.mark.parametrize("scheme", ["git", "http", "file", "ext"])
def test_only_https_and_ssh_are_spoken(scheme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Defence: ``notes_place`` refuses others, and git itself would: ``program.PROTOCOLS``."""
    urls = {
        "git": "git://localhost/n.git",
        "http": "http://localhost/n.git",
        "file": f"file://{tmp_path}",
        "ext": f"ext::touch {tmp_path}/ran",
    }
    copy = Git(tmp_path / "copy")
    copy.folder.mkdir()
    copy.run("init", "--quiet", "--bare")

    def check() -> None:
        with pytest.raises(program.GitError, match="not allowed"):
            copy.run("fetch", "--", urls[scheme], "HEAD")

    stands_only_by(monkeypatch, check, (program, "PROTOCOLS", f"https:ssh:{scheme}"))
    assert scheme != "ext" or (tmp_path / "ran").exists(), "it would have been run"
    if scheme != "ext":
        with pytest.raises(ValueError, match="is not fetched from"):
            notes_place(urls[scheme])


# ---------------------------------------------------------------------- the token


def test_the_token_is_sent_to_its_host_alone_and_seen_nowhere(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: ``Redactor`` on what git says and on the log."""
    access = Access(TOKEN, private=True)
    server.broken = True

    def said(*_: object, **__: object) -> bytes:
        raise program.GitError(f"fatal: the server says {TOKEN} and {access.basic}")

    def check() -> None:
        notes = Checkout(server.address(), access)
        with pytest.raises(UnreachableError) as caught:
            notes.pull()
        assert TOKEN not in str(caught.value)
        assert access.basic not in str(caught.value)

    with monkeypatch.context() as patch:
        patch.setattr(repository.Repository, "fetch", said)
        stands_only_by(patch, check, (Redactor, "hide", lambda _, text: text))


def test_the_token_stands_in_no_command_line_and_no_log(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: ``http.extraHeader`` is given by the environment; the log's ``Redactor`` knows the token."""
    access = Access(TOKEN, private=True)
    server.wants = f"Basic {access.basic}"
    lines: list[list[str]] = []
    popen = subprocess.Popen

    def noted(command: list[str], **more: Any) -> Any:
        lines.append(command)
        return popen(command, **more)

    monkeypatch.setattr(subprocess, "Popen", noted)

    def check() -> None:
        lines.clear()
        notes = fetched(server, access)
        assert lines
        assert not [part for line in lines for part in line if TOKEN in part or access.basic in part]
        kept = [path for path in notes.address.home.rglob("*") if path.is_file()]
        assert not [path for path in kept if TOKEN.encode() in path.read_bytes()]
        assert not [path for path in kept if access.basic.encode() in path.read_bytes()]
        record = logging.LogRecord("n", logging.ERROR, "f", 1, f"{TOKEN} {access.basic}", (), None)
        logging.lastResort.filter(record)  # type: ignore[union-attr]
        assert TOKEN not in record.getMessage()
        assert access.basic not in record.getMessage()

    fetch = repository.Repository.fetch

    def careless(self: Any, found: repository.Remote, seconds: float) -> str:
        header = next(value for key, value in found.config.items() if key.endswith("extraHeader"))
        commit = fetch(self, found, seconds)
        self._git.run("-c", f"quoth.header={header}", "version")
        return commit

    stands_only_by(monkeypatch, check, (repository.Repository, "fetch", careless))


def test_settings_and_passwords_of_this_machine_are_not_used(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: ``program._environment`` gives git a home of its own, and none of its settings' files."""
    home = tmp_path / "home"
    home.mkdir()
    (home / ".netrc").write_text(f"machine localhost login me password {TOKEN}\n")
    (home / ".gitconfig").write_text(
        f'[http]\n\textraHeader = "X-Own: {TOKEN}"\n[credential]\n\thelper = store\n'
    )
    (home / ".git-credentials").write_text(f"https://me:{TOKEN}@localhost:{server.port}\n")
    monkeypatch.setenv("HOME", str(home))
    server.wants = "Basic " + base64.b64encode(f"me:{TOKEN}".encode()).decode()

    def check() -> None:
        server.requests.clear()
        with pytest.raises(SourceError, match="not there, or not for Quoth"):
            fetched(server)
        assert not [one for _, one in server.requests if "x-own" in one or "authorization" in one]

    def of_the_user(folder: Path, config: Any, more: Any) -> dict[str, str]:
        del folder, config
        private = {"GIT_SSL_CAINFO": str(server.authorities), "GIT_TERMINAL_PROMPT": "0"}
        return {**os.environ, **private, **more}

    stands_only_by(monkeypatch, check, (program, "_environment", of_the_user))


def test_ssh_asks_nobody_trusts_known_hosts_alone_and_goes_where_it_was_looked(
    tmp_path: Path, team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stand-in for ssh notes how it was called and serves the repository."""
    trace = tmp_path / "called"
    programs = tmp_path / "programs"
    programs.mkdir()
    stand_in = programs / "ssh"
    stand_in.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {trace}\nexec git upload-pack {team.bare}\n')
    stand_in.chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    access = Access(key=tmp_path / "my key", known_hosts=tmp_path / "hosts", private=True)
    notes = pulled(place("git@localhost:team/notes.git"), access)
    assert (notes.folder / "day1.md").read_text() == NOTE
    called = trace.read_text().splitlines()
    for option in (
        "BatchMode=yes",
        "StrictHostKeyChecking=yes",
        "HostKeyAlias=localhost",
        "ProxyCommand=none",
    ):
        assert f"-o{option}" in called
    assert "-oHostName=127.0.0.1" in called or "-oHostName=::1" in called
    assert called[called.index("-i") + 1] == str(tmp_path / "my key")
    assert f'-oUserKnownHostsFile="{tmp_path / "hosts"}"' in called
    assert called[called.index("-F") + 1] == "none"
    assert scan(notes.folder)[0]
