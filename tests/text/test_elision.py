"""Words with a small word joined to them, in French and Italian."""

from __future__ import annotations

from pathlib import Path

import pytest

from embeddings.answer.question import analyse
from embeddings.library import Library
from embeddings.text.elision import joined_forms, without_elided
from tests.fakes import FakeEmbedder, write_notes


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("l'ancre d'une bouee", " ancre  une bouee"),
        ("qu'est-ce que l’horaire", " est-ce que  horaire"),
        ("un talk sull'ancora", "un talk  ancora"),
        ("o'reilly, don't, it's", "o'reilly, don't, it's"),
    ],
)
def test_what_is_joined_by_an_apostrophe_is_left_out(text: str, without: str) -> None:
    assert without_elided(text) == without


def test_a_word_is_looked_for_with_what_its_languages_join_to_it() -> None:
    assert joined_forms("ancre", ("fr", "en")) == {"lancre", "dancre", "quancre"}
    assert "dellancora" in joined_forms("ancora", ("it",))
    assert joined_forms("ancre", ("en", "de")) == frozenset()
    assert joined_forms("bouee", ("fr",)) == frozenset()


def test_only_questions_in_such_a_language_lose_it() -> None:
    assert analyse("combien d'ancres dans le port ?").terms == ("ancres", "port")
    assert "oreilly" in analyse("what did O'Reilly say about the port?").terms


def test_a_word_is_found_whatever_the_notes_join_to_it(tmp_path: Path) -> None:
    text = (
        "# Rencontre 2021 | Jour 1\n\n## Le port\n\nAda Kelpman - Diver\n\n"
        "Le prix de l'ancre est connu de tous dans le port.\n\n"
        "## Les phares\n\nBo Quist - Gardien\n\nLe phare du cap est rouge et la lampe est neuve.\n"
    )
    library = Library(write_notes(tmp_path / "notes", {"a.md": text}), tmp_path / "l.db", FakeEmbedder())
    library.refresh()
    answer = library.ask("qui a parlé d'ancre ?")
    library.close()
    assert answer.matches[0].session.title == "Le port"
    assert "never mention" not in (answer.remark or "")
