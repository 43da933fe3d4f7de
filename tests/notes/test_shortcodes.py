"""Videos that a page shows by a mark of its program."""

from __future__ import annotations

import pytest

from tests.notes.reading import blocks, sessions

VIDEO = "https://youtu.be/Ab1-cd2_Ef3"


@pytest.mark.parametrize(
    "mark",
    [
        "{% youtube Ab1-cd2_Ef3 %}",
        "{%youtube Ab1-cd2_Ef3 %}",
        '{% include youtube.html id="Ab1-cd2_Ef3" %}',
        "{{< youtube Ab1-cd2_Ef3 >}}",
        '{{< youtube id="Ab1-cd2_Ef3" autoplay="true" >}}',
        '<YouTube id="Ab1-cd2_Ef3" />',
        '<YouTube\n  id="Ab1-cd2_Ef3"\n/>',
        '<lite-youtube videoid="Ab1-cd2_Ef3"></lite-youtube>',
        "@[youtube](Ab1-cd2_Ef3)",
        "::youtube[Steam]{#Ab1-cd2_Ef3}",
        "{% embed https://youtu.be/Ab1-cd2_Ef3 %}",
        "{{< video https://youtu.be/Ab1-cd2_Ef3 >}}",
        "{{video https://youtu.be/Ab1-cd2_Ef3}}",
    ],
)
def test_a_video_is_found_in_the_mark_of_every_program(mark: str) -> None:
    (session,) = sessions(
        ("steam.md", f"# Boiling water at scale\n\nSpeaker: Jo Harper\n\n{mark}\n\nText.\n")
    )
    assert [(link.url, link.recording, link.line) for link in session.links] == [(VIDEO, True, 5)]


def test_marks_in_code_and_of_other_things_show_no_video() -> None:
    for text in (
        "```\n{% youtube Ab1-cd2_Ef3 %}\n```",
        "{% figure Ab1-cd2_Ef3 %}",
        "<Kettle id='Ab1-cd2_Ef3' />",
    ):
        assert not any(block.links for block in blocks(text)), text


def test_the_address_in_a_block_that_is_not_shown_is_a_link() -> None:
    text = '@Metadata {\n   @CallToAction(url: "https://kettle.example/1", purpose: link)\n}\n\ntext'
    links = [link for block in blocks(text) for link in block.links]
    assert [(link.url, link.line) for link in links] == [("https://kettle.example/1", 2)]


def test_an_address_that_was_made_of_an_identifier_is_marked_with_it() -> None:
    made = sessions(("a.md", "# Steam\n\nSpeaker: Jo Harper\n\n{{< youtube Ab1-cd2_Ef3 >}}\n"))[0].links
    given = sessions(("a.md", "# Steam\n\nSpeaker: Jo Harper\n\nhttps://youtu.be/Ab1-cd2_Ef3\n"))[0].links
    named = sessions(("a.md", "---\ntitle: Steam\nyoutubeId: Ab1-cd2_Ef3\n---\n\nText.\n"))[0].links
    assert [link.as_json() for link in made] == [
        {"kind": "youtube", "label": "Recording", "url": VIDEO, "made_of": "Ab1-cd2_Ef3"}
    ]
    assert [link.as_json() for link in named] == [link.as_json() for link in made]
    assert [link.made_of for link in given] == [""]
