"""Notes that people hand in: previewed, decided by an organiser, kept; with no chat platform in it.

Everything that is done to a submission is done once, whoever asks for it, and is completed by ``complete``
where it was cut off.
"""

from __future__ import annotations

import secrets
from dataclasses import replace

from bot.inbox import exports, folder, taker
from bot.inbox.errors import InboxError
from bot.inbox.exports import LARGEST
from bot.inbox.handed_in import NotesFile
from bot.inbox.preview import Preview, preview_of, read_otherwise
from bot.service.errors import ForgottenError
from bot.service.refresh import take_up
from bot.service.service import Service
from bot.service.submissions import State, Submission, Submissions
from embeddings.errors import QuothError

MOST_OF_ONE, MOST_OF_ALL = 5, 100
"""Submissions of one person, and of a server, that wait to be decided at a time; and previews, likewise."""
DECIDED: dict[State, str] = {
    "taken": "That is approved already.",
    "taking": "That is approved already.",
    "refused": "That is refused already.",
    "removing": "That is removed already.",
    "removed": "That is removed already.",
}
"""What is said to who would decide on it again."""


class Inbox:
    """What may be done with what is handed in to the servers of one service."""

    def __init__(self, service: Service) -> None:
        """Notes are kept in the folder of ``service``."""
        self._service = service

    @property
    def _kept(self) -> Submissions:
        return self._service.database.submissions

    def must_be_possible(self, server: int | None) -> None:
        """Raise QuothError where nothing that is handed in by a server can be kept among its notes.

        What is added to notes that others see too would reach them.
        """
        service = self._service
        if service.missing is not None:
            raise QuothError(service.missing)
        if not service.is_own(server):
            raise QuothError(
                "Other servers see these notes too, so none are handed in here: whoever runs me can give "
                "this server notes of its own."
            )
        if service.source is not None:
            raise QuothError("The notes here are those of a repository: hand yours in there.")

    def must_fit(self, file: str, size: int) -> None:
        """Raise RefusedError for a file that is too large, before it is fetched."""
        if size > LARGEST:
            raise exports.refused(file, f"it is larger than {LARGEST // 1_000_000} MB")

    async def must_have_room(self, server: int, user: int) -> None:
        """Raise QuothError where a person, or a server, has too much that is not decided yet."""
        if await self._service.off_loop(self._kept.undecided, server, user) >= MOST_OF_ONE:
            raise QuothError(
                f"{MOST_OF_ONE} files of yours wait to be decided on: take one back with /notes remove, or "
                "wait for the organisers."
            )
        if await self._service.off_loop(self._kept.undecided, server) >= MOST_OF_ALL:
            raise QuothError(f"{MOST_OF_ALL} files wait to be decided on here: ask the organisers.")

    async def offer(
        self, server: int, user: int, file: str, data: bytes, noted_by: str | None = None
    ) -> tuple[Submission, Preview]:
        """Keep what is taken of a file, and return it with how it reads; raises RefusedError.

        ``noted_by`` is whose notes it is, in the words of who hands it in.
        """
        service = self._service
        name = None if noted_by is None else taker.name_of(noted_by)
        taken = await service.aside(exports.take, file, data)
        if name is not None:
            taken = replace(taken, files=taker.with_taker(taken.files, name))
        key, now = secrets.token_urlsafe(9), service.clock.time()
        new = Submission(
            *(key, server, service.name, user, file, taken.name, 0, now),
            pictures=taken.pictures,
            macros=taken.macros,
        )
        found = await self._read(taken.name, list(taken.files))
        if not found.sessions:
            why = f": {found.left_out[0].reason}" if found.left_out else ""
            raise exports.refused(file, f"no session is found in it{why}")
        new = replace(new, sessions=len(found.sessions))
        await service.off_loop(self._kept.add, new, taken.files)
        await service.off_loop(self._kept.drop_old_previews, server, user, MOST_OF_ONE, MOST_OF_ALL)
        return new, replace(found, left_out=(*taken.left_out, *found.left_out))

    async def preview(self, submission: Submission) -> Preview:
        """Return how a submission reads that is not decided yet."""
        files = await self._service.off_loop(self._kept.files, submission.key)
        return await self._read(submission.name, files)

    async def _read(self, name: str, files: list[NotesFile]) -> Preview:
        service = self._service
        known = service.suggestions.sessions
        return await service.aside(preview_of, files, service.settings.folder, name, known)

    # ------------------------------------------------------------------ what becomes of it

    async def find(self, key: str, server: int | None) -> Submission:
        """Return a submission of a server; raises ForgottenError where it is not known there."""
        found = await self._service.off_loop(self._kept.find, key, server or 0)
        if found is None or found.notes != self._service.name:
            raise ForgottenError("I no longer know what that was: see /notes list.")
        return found

    async def hand_in(self, submission: Submission) -> Submission:
        """Have a submission that was shown wait for the organisers."""
        return await self._move(submission, ("shown",), "waiting")

    async def drop(self, submission: Submission) -> None:
        """Forget a submission that was shown; raises QuothError where it was handed in meanwhile."""
        if not await self._service.off_loop(self._kept.drop, submission.key):
            raise await self._decided(submission)

    async def approve(self, submission: Submission) -> tuple[Submission, tuple[str, ...]]:
        """Write a submission among the notes, once, and have them read; raises InboxError where it cannot be.

        Returns it as it is now, with the other files that read otherwise since. Raises QuothError where it
        was decided on already, or can no longer be kept.
        """
        self.must_be_possible(submission.server)
        places = await self._service.off_loop(self._kept.places, submission.notes)
        notes = self._service.settings.folder
        place = await self._service.off_loop(folder.free_place, notes, submission.name, places)
        before = self._service.suggestions.sessions
        taken = await self._take(await self._move(submission, ("waiting",), "taking", place=place))
        return taken, read_otherwise(before, self._service.suggestions.sessions, place)

    async def _take(self, submission: Submission) -> Submission:
        service, key, place = self._service, submission.key, submission.place or submission.name
        files = await service.off_loop(self._kept.files, key)
        try:
            await service.off_loop(folder.put, service.settings.folder, place, key, files)
        except InboxError:
            await service.off_loop(self._kept.move_back, key)
            raise
        await service.off_loop(self._kept.move, key, ("taking",), "taken")
        await take_up(service)
        return replace(submission, state="taken")

    async def refuse(self, submission: Submission) -> Submission:
        """Take nothing of a submission; raises QuothError where it was decided on already."""
        return await self._move(submission, ("waiting",), "refused")

    async def remove(self, submission: Submission) -> Submission:
        """Take a submission back, or out of the notes, once; raises InboxError where it cannot be.

        Raises QuothError where it was removed or refused already.
        """
        if submission.state in ("shown", "waiting"):
            return await self._move(submission, ("shown", "waiting"), "removed")
        return await self._take_out(await self._move(submission, ("taken",), "removing"))

    async def _take_out(self, submission: Submission) -> Submission:
        service, key = self._service, submission.key
        if submission.place is not None:
            await service.off_loop(folder.drop, service.settings.folder, submission.place, key)
        await service.off_loop(self._kept.move, key, ("removing",), "removed")
        await take_up(service)
        return replace(submission, state="removed", place=None)

    async def complete(self, submission: Submission) -> Submission:
        """Do what is left of a submission that was cut off while it was written, or taken out."""
        if submission.state == "taking":
            return await self._take(submission)
        return await self._take_out(submission) if submission.state == "removing" else submission

    async def _move(
        self, submission: Submission, before: tuple[State, ...], after: State, *, place: str | None = None
    ) -> Submission:
        move = self._kept.move
        if not await self._service.off_loop(lambda: move(submission.key, before, after, place=place)):
            raise await self._decided(submission)
        return replace(submission, state=after, place=place or submission.place)

    async def _decided(self, submission: Submission) -> QuothError:
        """Return what is said of a submission that became something else meanwhile."""
        now = await self.find(submission.key, submission.server)
        return QuothError(DECIDED.get(now.state, "That waits for the organisers already."))
