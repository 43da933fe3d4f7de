"""What people are told of an error: never a detail that is not theirs to see."""

from __future__ import annotations

import pytest

from bot.discord.error_messages import words_for
from embeddings.errors import NotesError


def test_a_defect_is_told_by_its_number_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    words = words_for(ValueError("inner detail /etc/secret"))
    assert words is not None
    assert "inner detail" not in words
    number = words.rsplit(" ", 1)[1].rstrip(".")
    assert f"Defect {number}" in caplog.text


def test_a_person_sees_no_file_names_of_the_server(caplog: pytest.LogCaptureFixture) -> None:
    words = words_for(NotesError("The notes folder /srv/team/notes cannot be read."))
    assert words is not None
    assert "/srv" not in words
    assert "/srv/team/notes" in caplog.text
