"""Why a file that was handed in is not taken, to people whose Discord is not in English."""

from __future__ import annotations

import re

import pytest

from bot.discord.localised import localised
from bot.discord.message import notice
from bot.inbox.errors import RefusedError
from bot.inbox.exports import refused, take
from bot.phrases.phrases import LANGUAGES
from tests.discord.test_localised_faces import english
from tests.inbox.files import hostile

_NAMES = re.compile(r"PDF|\bWord\b|\bOffice\b|Git LFS|\bMB\b|UTF|0x[0-9a-f]{2}|\.(?:md|txt|html?|docx|zip)\b")
"""What is called so in every language."""


def reasons() -> list[str]:
    """Return every reason that hostile files are refused for, once."""
    found: dict[str, None] = {}
    for name, data in hostile():
        with pytest.raises(RefusedError) as error:
            take(name, data)
        found[str(error.value).rpartition(" is not taken: ")[2].rstrip(".")] = None
    return [*found, "no session is found in it", "no session is found in it: empty"]


REASONS = reasons()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_reason_is_in_english(language: str) -> None:
    assert len(REASONS) > 40
    for reason in REASONS:
        said = localised(notice(str(refused("ノート", reason))), language).content.replace("\\", "")
        assert "ノート" in said
        assert reason.partition(":")[0].partition("(")[0] not in said, "the table of this language lacks it"


def test_a_japanese_reader_sees_no_word_of_english_in_a_reason() -> None:
    left = {
        reason: words
        for reason in REASONS
        if "left out" not in reason and not reason.endswith("empty")
        for said in [localised(notice(str(refused("ノート", reason))), "ja").content.replace("\\", "")]
        if (words := english(_NAMES.sub("", said)))
    }
    assert left == {}
