"""A link to a thing is looked for among all links, by its text and its address."""

from __future__ import annotations

import pytest

from embeddings.library import Library
from tests.answer.intents.harbour import ANCHORS, SALT


@pytest.mark.parametrize(
    "question",
    ["got a link for the plugs repository of harrow?", "link to the plugs repo?"],
)
def test_the_link_whose_address_holds_the_words_is_given(forum: Library, question: str) -> None:
    answer = forum.ask(question)
    assert (answer.verdict, answer.lead) == ("answer", "The notes link to this:")
    assert [link.url for link in answer.links] == ["https://github.com/harrow/plugs"]
    assert [match.session.title for match in answer.matches] == [SALT]
    assert answer.answer is not None
    assert answer.answer.text == "The code is in their repository."


def test_the_links_of_a_session_that_is_named_are_its_own(forum: Library) -> None:
    answer = forum.ask("links of the talk on anchors that let go")
    assert answer.matches[0].session.title == ANCHORS
    assert [link.url for link in answer.links] == ["https://slides.example/anchors.pdf"]


def test_a_link_that_no_note_has_is_not_made_of_another(forum: Library) -> None:
    answer = forum.ask("got a link for the zeppelin package?")
    assert answer.lead != "The notes link to this:"
