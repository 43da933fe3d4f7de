"""A server of repositories on loopback, git's own ``http-backend`` behind HTTPS, and a repository."""

from __future__ import annotations

import os
import shutil
import ssl
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import trustme

from bot.sources.address import RepositoryAddress, notes_place
from bot.sources.checkout import Checkout
from bot.sources.program import _program
from bot.sources.remote import Access

HERE = Access(private=True)
"""Lets loopback be fetched from."""
_IDENTITY = {
    f"GIT_{role}_{what}": value
    for role in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "Ada Quill"), ("EMAIL", "ada@foghorn.example"))
}


def git(folder: Path, *arguments: str, given: bytes = b"", index: Path | None = None) -> str:
    """Run git as whoever writes notes does, untouched by the settings of whoever runs the tests."""
    done = subprocess.run(
        [_program(), *arguments],
        cwd=folder,
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "GIT_CONFIG_NOSYSTEM": "1",
            **_IDENTITY,
            **({} if index is None else {"GIT_INDEX_FILE": str(index)}),
        },
        input=given,
        capture_output=True,
        check=True,
    )
    return done.stdout.decode().strip()


class Team:
    """A team that keeps its notes in a repository below ``root``."""

    def __init__(self, root: Path, name: str = "team/notes.git") -> None:
        self.root = root
        self.bare = root / name
        self.name = name
        self.bare.mkdir(parents=True)
        git(self.bare, "init", "--quiet", "--bare", "--initial-branch=main")

    def push(self, files: Mapping[str, str | bytes | None], branch: str = "main") -> str:
        """Commit files to a branch, on top of what it holds (None deletes one); returns the commit.

        A text that begins with ``-> `` is a link that leads to what follows.
        """
        index = self.bare / "index.tests"
        before = self._commit(branch)
        git(self.bare, "read-tree", *([before] if before else ["--empty"]), index=index)
        lines = []
        for name, text in files.items():
            link = isinstance(text, str) and text.startswith("-> ")
            data = text if isinstance(text, bytes) else (text or "").removeprefix("-> ").encode()
            blob = git(self.bare, "hash-object", "-w", "--stdin", given=data)
            mode = "0" if text is None else "120000" if link else "100644"
            lines.append(f"{mode} {blob}\t{name}\n")
        git(self.bare, "update-index", "--index-info", given="".join(lines).encode(), index=index)
        return self.commit_tree(git(self.bare, "write-tree", index=index), branch)

    def commit_tree(self, tree: str, branch: str = "main") -> str:
        """Commit a tree that is there already; returns the commit."""
        before = self._commit(branch)
        parents = ["-p", before] if before else []
        commit = git(self.bare, "commit-tree", tree, *parents, "-m", "Notes")
        git(self.bare, "update-ref", f"refs/heads/{branch}", commit)
        return commit

    def _commit(self, branch: str) -> str:
        found = git(self.bare, "for-each-ref", "--format=%(objectname)", f"refs/heads/{branch}")
        return found.split("\n")[0]


@dataclass
class Server:
    """What is served, and how; a test may change it while it runs."""

    root: Path
    port: int
    authorities: Path
    """The file of who says that the server is who it is."""
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    """The path and the headers of each."""
    wants: str | None = None
    """The value of ``Authorization`` without which nobody is let in."""
    leads_to: str | None = None
    """Where every request is sent instead."""
    broken: bool = False
    """Whether every request ends in an error of the server's."""
    waits: threading.Event = field(default_factory=threading.Event)
    """Nothing is answered before it is set."""

    def address(self, more: str = "", name: str = "team/notes.git") -> RepositoryAddress:
        """Return the address of a repository, with branch and folder."""
        found = notes_place(f"https://localhost:{self.port}/{name}{more}")
        assert isinstance(found, RepositoryAddress)
        return found


@contextmanager
def serving_repositories(root: Path, folder: Path) -> Iterator[Server]:
    """Serve the repositories below ``root`` over HTTPS; keys are kept in ``folder``."""
    authority = trustme.CA()
    authorities = folder / "authorities.pem"
    authority.cert_pem.write_to_path(authorities)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost", "other.example").configure_cert(context)
    server: Server

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._reply()

        def do_POST(self) -> None:
            self._reply()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

        def _reply(self) -> None:
            server.requests.append((self.path, {key.lower(): value for key, value in self.headers.items()}))
            server.waits.wait()
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            if server.leads_to is not None:
                self._send(302, {"Location": server.leads_to + self.path}, b"")
            elif server.broken:
                self._send(503, {}, b"")
            elif server.wants is not None and self.headers.get("Authorization") != server.wants:
                self._send(401, {"WWW-Authenticate": 'Basic realm="notes"'}, b"")
            else:
                self._backend(body)

        def _backend(self, body: bytes) -> None:
            path, _, query = self.path.partition("?")
            done = subprocess.run(
                [_program(), "http-backend"],
                env={
                    "PATH": os.environ["PATH"],
                    "GIT_PROJECT_ROOT": str(server.root),
                    "GIT_HTTP_EXPORT_ALL": "1",
                    "GIT_CONFIG_GLOBAL": os.devnull,
                    "PATH_INFO": path,
                    "QUERY_STRING": query,
                    "REQUEST_METHOD": self.command,
                    "CONTENT_TYPE": self.headers.get("Content-Type", ""),
                    "CONTENT_LENGTH": str(len(body)),
                    "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
                    "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
                },
                input=body,
                capture_output=True,
                check=False,
            )
            head, _, content = done.stdout.partition(b"\r\n\r\n")
            headers = dict(line.split(": ", 1) for line in head.decode().split("\r\n") if line)
            self._send(int(headers.pop("Status", "200").split()[0]), headers, content)

        def _send(self, status: int, headers: Mapping[str, str], content: bytes) -> None:
            self.send_response(status)
            for key, value in headers.items():
                self.send_header(key, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """Whoever was told to end closes the connection: nothing to tell."""

    with Quiet(("127.0.0.1", 0), Handler) as listening:
        listening.socket = context.wrap_socket(listening.socket, server_side=True)
        server = Server(root, listening.server_address[1], authorities)
        server.waits.set()
        thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.waits.set()
            listening.shutdown()
            thread.join()


def place(text: str) -> RepositoryAddress:
    """Return the address that a text names."""
    found = notes_place(text)
    assert isinstance(found, RepositoryAddress)
    return found


def pulled(address: RepositoryAddress, access: Access) -> Checkout:
    """Return the notes as whoever fetches them for the first time has them."""
    shutil.rmtree(address.home, ignore_errors=True)
    notes = Checkout(address, access)
    notes.pull()
    return notes


def fetched(server: Server, access: Access = HERE) -> Checkout:
    """Return the notes of the team as they are fetched for the first time."""
    return pulled(server.address(), access)
