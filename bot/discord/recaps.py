"""A day of the notes as it is shared: its messages, and the page that goes with them as a file."""

from __future__ import annotations

from dataclasses import dataclass

from bot.discord import limits
from bot.discord.cards.recap import PlannedMessage, day_key, page_name, planned, thread_title
from bot.discord.message import Message
from bot.render.images import Attachment
from bot.render.page import render
from bot.service.publish import Plan
from bot.service.service import Service
from bot.service.shares import DayKey, Form, Share
from embeddings.digest.recap import Recap
from embeddings.errors import UnknownDayError


@dataclass(frozen=True, slots=True)
class Told:
    """A day as it is shared."""

    recap: Recap
    page: Attachment

    def messages(self, form: Form, service: Service) -> list[PlannedMessage]:
        """Return its messages in a form."""
        return planned(self.recap, form, service.site, self.page)


async def plan_of(service: Service, share: Share) -> Plan[Message]:
    """Return how a share should stand; raises UnknownDayError where the notes no longer hold its day."""
    told = await tell_day(service, share.day)
    return Plan(thread_title(told.recap), told.messages(share.form, service))


async def tell_day(service: Service, day: DayKey) -> Told:
    """Return a day's recap with its page; raises UnknownDayError where the notes no longer hold it."""

    def told() -> Told:
        found = _find(service, day)
        page = render(
            [found], service.settings.folder, images=service.settings.images, notes_url=service.site.url
        ).encode()
        if len(page) > limits.FILE_BYTES:
            page = render(
                [found], service.settings.folder, notes_url=service.site.url, pictures=False
            ).encode()
        return Told(found, Attachment(page_name(found), page, "The recap as one page"))

    return await service.off_loop(told)


def _find(service: Service, day: DayKey) -> Recap:
    for name in filter(None, (day[2], day[1], day[0])):  # a date is of fewest days
        try:
            found = [r for r in service.core.recaps(name) if day_key(r) == day]
        except UnknownDayError:
            continue
        if found:
            return found[0]
    shown = " · ".join(filter(None, day)) or "that day"
    raise UnknownDayError(f"The notes no longer hold {shown}.")
