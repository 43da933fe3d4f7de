"""What several people noted, as Discord shows it: each session once, and whose words are whose."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.discord.localised import localised
from bot.discord.replies import reply_with_answer, reply_with_session, reply_with_whole_session
from bot.service.replies import Reply
from bot.service.service import Service
from tests.attendees import NOTES
from tests.fakes import write_notes
from tests.services import make_library, serving

ASKED = "how many capstans were measured over two winters?"


@pytest.fixture
async def service(tmp_path: Path) -> AsyncIterator[Service]:
    write_notes(tmp_path / "notes", NOTES)
    async with serving(tmp_path, make_library(tmp_path)) as started:
        yield started


async def test_a_session_is_listed_once_and_its_card_begins_as_each_account_does(service: Service) -> None:
    assert len(await service.on_day(None)) == 3
    session = await service.session("Keeping capstans turning")
    card = (await reply_with_session(service, session, "k")).markdown
    for shown in ("Anna’s notes", "40 capstans", "Ben’s notes", "45 capstans", "Cleo Marsh’s notes"):
        assert shown in card


async def test_the_whole_session_has_every_account_under_its_name(service: Service) -> None:
    session = await service.session("Keeping capstans turning")
    whole = (await reply_with_whole_session(service, session, "k", 0)).markdown
    assert whole.index("Anna · anna/day1") < whole.index("40 capstans") < whole.index("Ben · ben/day1")
    assert "A brush with oil" in whole


async def test_an_id_that_another_account_had_leads_to_the_session(service: Service) -> None:
    assert (await service.session("ben/day1/keeping-capstans-turning")).title == "Keeping capstans turning"


async def test_a_reply_says_that_the_notes_differ_and_whose_are_whose(service: Service) -> None:
    answer = service.core.ask(ASKED)
    (message,) = await reply_with_answer(service, answer, Reply("k", "p", "ask", ASKED))
    for shown in ("The notes differ:", "Anna’s notes", "Ben’s notes"):
        assert shown in message.markdown
    german = localised(message, "de").markdown
    for shown in ("Die Notizen widersprechen sich:", "Notizen von Anna", "Notizen von Ben"):
        assert shown in german
    assert "notes" not in german.replace("/notes", "")
