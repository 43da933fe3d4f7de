"""Notes of a repository as a folder of this machine's: fetched now and then, kept where that cannot be.

The folder is the user's and is shared by all processes that name the same address; one at a time fetches.
What is known of it stands beside it in ``state.json``: the commit that it holds, and when that was last seen
to be the newest.
"""

from __future__ import annotations

import json
import logging
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock

from filelock import FileLock, Timeout

from bot.logs.logs import printable
from bot.logs.redact import Redactor, redact
from bot.sources import forges
from bot.sources.address import RepositoryAddress
from bot.sources.errors import EndedError, SourceError, UnreachableError
from bot.sources.program import GitError, LimitError, Stop, TooLargeError, last_line
from bot.sources.remote import Access, refused, remote_of
from bot.sources.repository import NoFolderError, Repository

PULL_EVERY = 300.0
"""Seconds from one look at a repository to the next."""
FETCH_SECONDS = 600.0
"""That a look may take."""
_DAMAGED = ("corrupt", "loose object", "packfile", "bad object", "necessary objects")
"""What git says of the copy rather than of the server."""
_LOOK_AGAIN = 0.2
"""Seconds between looks whether another process has fetched."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class State:
    """What the folder holds."""

    commit: str
    seen: float
    """When it was last seen to be the newest: seconds since the epoch."""


class Checkout:
    """The folder. What is called here blocks, from any thread."""

    def __init__(
        self, address: RepositoryAddress, access: Access | None = None, time: Callable[[], float] = time.time
    ) -> None:
        """Nothing is fetched before ``pull``."""
        self.address = address
        self._access = access or Access()
        self._time = time
        self._pulling = Lock()
        self._tried: float | None = None
        self._reason: str | None = None
        """Why the last pull failed, where it did."""
        self._state: State | None = None
        self._look()
        self._hidden = Redactor(self._access.secrets)
        if self._access.secrets:
            redact(*self._access.secrets)

    @property
    def folder(self) -> Path:
        """The folder of the notes."""
        return self.address.notes

    @property
    def state(self) -> State | None:
        """What the folder holds, as far as is known here; None before anything was fetched."""
        return self._state

    def _look(self) -> State | None:
        """Return what the folder holds, whoever fetched it."""
        try:
            found = json.loads((self.address.home / "state.json").read_bytes())
            self._state = State(str(found["commit"]), float(found["seen"]))
        except (OSError, ValueError, KeyError, TypeError):
            self._state = None
        return self._state

    @property
    def url(self) -> str | None:
        """The web address of the folder as it is, in its very commit; None where that is not known."""
        state = self.state
        return None if state is None else forges.folder_at(self.address, state.commit)

    @property
    def trouble(self) -> str | None:
        """Since when the notes are not known to be the newest, and why; None where they are."""
        reason, state = self._reason, self.state
        if reason is None or state is None:
            return reason
        when = datetime.fromtimestamp(state.seen, UTC).strftime("%Y-%m-%d %H:%M UTC")
        return f"The notes are those of {when}, and have not been fetched since: {reason}"

    @property
    def due(self) -> bool:
        """Whether it is time to look again."""
        state = self._look()
        last = max(self._tried or 0.0, 0.0 if state is None else state.seen)
        return not 0 <= self._time() - last < PULL_EVERY

    # ------------------------------------------------------------------ fetching

    def pull(self, stop: Stop = lambda: False, seconds: float = FETCH_SECONDS) -> None:
        """Bring the folder to the newest state, within so many seconds.

        Where that cannot be, the last state is kept and ``trouble`` says why; raises SourceError where there
        is none. ``stop`` is asked now and then whether to end before, which raises EndedError.
        """
        with self._pulling:
            self._tried = self._time()
            try:
                with self._alone(stop) as first:
                    if first:
                        self._bring_up_to_date(Repository(self.address.home / "git", stop), seconds)
            except EndedError:
                raise
            except SourceError as error:
                said = self._hidden.hide(printable(str(error)))
                changed, self._reason = said != self._reason, said
                if self._look() is None:
                    raise type(error)(said) from None
                if changed:
                    _log.warning("%s", self.trouble)
            else:
                self._reason = None
                self._look()

    @contextmanager
    def _alone(self, stop: Stop) -> Iterator[bool]:
        """Keep other processes from fetching meanwhile; gives False where one has just done so."""
        home, before = self.address.home, self._look()
        lock = FileLock(home / "lock")
        try:
            home.mkdir(mode=0o700, parents=True, exist_ok=True)
            while not lock.is_locked:
                with suppress(Timeout):
                    lock.acquire(timeout=_LOOK_AGAIN)
                    break
                if self._look() not in (None, before):
                    yield False
                    return
                if stop():
                    raise EndedError("Another process was fetching the notes.")
            yield True
        except OSError as error:
            raise SourceError(
                f"The repository of the notes cannot be kept in {home} ({error.strerror or error}): free "
                "some space there, or set XDG_CACHE_HOME to a folder that can be written."
            ) from None
        finally:
            lock.release()

    def _bring_up_to_date(self, repository: Repository, seconds: float) -> None:
        remote = remote_of(self.address, self._access)
        try:
            commit = repository.fetch(remote, seconds)
        except GitError as error:
            if any(sign in str(error) for sign in (*_DAMAGED, str(self.address.home))):
                raise self._not_taken(error) from None
            raise refused(self.address, str(error)) from None
        except LimitError as error:
            raise self._not_taken(error) from None
        try:
            self._take(repository, commit)
        except NoFolderError:
            raise SourceError(f"There is no folder {self.address.folder} in {self.address.url}.") from None
        except (GitError, LimitError) as error:
            raise self._not_taken(error) from None

    def _take(self, repository: Repository, commit: str) -> None:
        """Have the folder hold a commit that was fetched."""
        before, state = self._look(), self.address.home / "state.json"
        if before is None or commit != before.commit:
            files = repository.files(commit, self.address.folder)
            # Without a state nothing of the folder is trusted, should it be half written.
            state.unlink(missing_ok=True)
            repository.write(files, self.folder)
            _log.info("Fetched the notes of %s, commit %s.", self.address, commit[:12])
        beside = state.with_suffix(".new")
        beside.write_text(json.dumps(asdict(State(commit, self._time()))), encoding="ascii")
        beside.replace(state)
        repository.tidy()

    def _not_taken(self, error: GitError | LimitError) -> UnreachableError:
        """Return why notes that were to be had could not be taken."""
        if isinstance(error, GitError | TooLargeError):
            # The copy is damaged, or takes too much room: it is made again the next time.
            shutil.rmtree(self.address.home / "git", ignore_errors=True)
        reason = str(error) if isinstance(error, LimitError) else last_line(str(error))
        return UnreachableError(f"The notes could not be taken from {self.address}: {reason}.")
