"""What an address leads to, what is a recording, and what a link is called."""

from __future__ import annotations

import pytest

from embeddings.notes.fields.links import gather, host, is_web, says_nothing, target, video_id, video_of_key
from embeddings.notes.formats.base import RawLink
from tests.notes.reading import sessions


@pytest.mark.parametrize(
    ("url", "kind", "recording"),
    [
        ("https://youtu.be/abc?list=xyz", "youtube", True),
        ("https://www.youtube.com/watch?v=abc&list=xyz", "youtube", True),
        ("https://www.youtube.com/watch?feature=x&amp;v=abc", "youtube", True),
        ("https://www.youtube-nocookie.com/embed/abc", "youtube", True),
        ("youtube.com/watch?v=abc", "youtube", True),
        ("https://www.youtube.com/playlist?list=xyz", "other", False),
        ("https://www.youtube.com/embed/videoseries?list=xyz", "other", False),
        ("https://www.youtube.com/@kettles", "other", False),
        ("https://www.youtube.com/channel/xyz", "other", False),
        ("https://youtube.com.evil.example/watch?v=abc", "other", False),
        ("https://notyoutube.com/watch?v=abc", "other", False),
        ("https://media.ccc.de/v/kettles", "other", True),
        ("https://video.fosdem.org/2031/kettles-slides.pdf", "other", False),
        ("//www.youtube.com/embed/abc", "youtube", True),
        ("https://evil.example/https://youtu.be/abc", "other", False),
        ("https://youtu.be@evil.example/abc", "other", False),
        ("https://aws.amazon.com/eks/", "aws", False),
        ("https://docs.aws.amazon.com/eks/", "aws", False),
        ("https://aws.amazon.com.evil.example/eks", "other", False),
        ("https://www.amazon.com/kettle", "other", False),
        ("https://github.com/spout/kettle", "github", False),
        ("https://spout.github.io/kettle", "github", False),
        ("https://github.community.example/x", "other", False),
        ("https://video.example/talk.webm", "other", True),
        ("https://vimeo.com/123", "other", True),
        ("http://[broken", "other", False),
    ],
)
def test_kind_and_recording(url: str, kind: str, recording: bool) -> None:
    found = target(url)
    assert (found.kind, found.recording) == (kind, recording)


def test_a_broken_address_has_no_host() -> None:
    assert host("http://[broken") == ""


@pytest.mark.parametrize(
    ("url", "web"),
    [
        ("https://a.example", True),
        ("github.com/spout/kettle", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("mailto:a@b.example", False),
        ("../notes.md", False),
        ("#part", False),
        ("notes.md", False),
    ],
)
def test_what_is_an_address_of_the_web(url: str, web: bool) -> None:
    assert is_web(url) is web


def gathered(*raws: RawLink) -> list[tuple[str, str]]:
    source = " ".join(f"{raw.text} {raw.url}" for raw in raws)
    return [(link.label, link.url) for link in gather(raws, source)]


def test_a_text_that_says_nothing_gives_way_to_what_the_link_is() -> None:
    assert gathered(
        RawLink("See all here!", "https://youtu.be/abc", 1),
        RawLink("here", "https://github.com/spout/kettle", 2),
        RawLink("this", "https://kettle.example/blog/boiling-water.html", 3),
        RawLink("the paper", "https://kettle.example/p.pdf", 4),
    ) == [
        ("Recording", "https://youtu.be/abc"),
        ("GitHub: spout/kettle", "https://github.com/spout/kettle"),
        ("kettle.example: boiling water", "https://kettle.example/blog/boiling-water.html"),
        ("the paper", "https://kettle.example/p.pdf"),
    ]


def test_an_empty_target_takes_its_text_and_a_swap_is_undone() -> None:
    assert gathered(
        RawLink("https://kettle.example/a", "", 1), RawLink("https://kettle.example/b", "boiling water", 2)
    ) == [("kettle.example", "https://kettle.example/a"), ("boiling water", "https://kettle.example/b")]


def test_the_same_address_counts_once() -> None:
    assert gathered(
        RawLink("here", "https://a.example/x", 1), RawLink("the paper", "http://www.a.example/x/", 2)
    ) == [("the paper", "https://a.example/x")]


@pytest.mark.parametrize(("text", "silent"), [("See all here!", True), ("", True), ("Kettle (PDF)", False)])
def test_texts_that_say_nothing(text: str, silent: bool) -> None:
    assert says_nothing(text) is silent


@pytest.mark.parametrize(
    "url",
    [
        "https://www.youtube.com/watch?v=Ab1-cd2_Ef3&t=3",
        "https://www.youtube.com/watch/Ab1-cd2_Ef3",
        "https://m.youtube.com/watch?app=desktop&amp;v=Ab1-cd2_Ef3",
        "https://youtu.be/Ab1-cd2_Ef3?t=3",
        "https://www.youtube.com/shorts/Ab1-cd2_Ef3",
        "https://www.youtube.com/live/Ab1-cd2_Ef3?si=x",
        "https://www.youtube.com/e/Ab1-cd2_Ef3",
        "//www.youtube-nocookie.com/embed/Ab1-cd2_Ef3",
        "https://www.youtube.com/attribution_link?u=%2Fwatch%3Fv%3DAb1-cd2_Ef3",
    ],
)
def test_a_video_is_known_in_every_form_of_its_address(url: str) -> None:
    assert video_id(url) == "Ab1-cd2_Ef3"
    assert target(url).recording


def test_a_video_that_is_shown_and_linked_counts_once_as_the_link() -> None:
    shown = RawLink("", "https://www.youtube.com/embed/Ab1-cd2_Ef3", 1, embedded=True)
    linked = RawLink("", "https://youtu.be/Ab1-cd2_Ef3", 2)
    for raws in ([shown, linked], [linked, shown], [shown, linked, linked]):
        (link,) = gather(raws, " ".join(raw.url for raw in raws))
        assert (link.url, link.line) == (linked.url, 2)


def test_a_key_of_front_matter_may_hold_a_video_by_its_identifier() -> None:
    assert video_of_key("youtube_id", "abcdefghijk") == "https://youtu.be/abcdefghijk"
    assert video_of_key("video", "Ab1-cd2_Ef3") == "https://youtu.be/Ab1-cd2_Ef3"
    assert video_of_key("video", "unavailable") is None, "a word of eleven letters"
    assert video_of_key("title", "Ab1-cd2_Ef3") is None


@pytest.mark.parametrize(
    ("fence", "urls"),
    [
        (
            "```\nslides: bit.ly/boil22\nsee (https://kettle.example/a) too\n```",
            ["bit.ly/boil22", "https://kettle.example/a"],
        ),
        ("```\n$ curl https://kettle.example/a\n$ npm install\n```", []),
        ("```\nconst a = get('https://kettle.example/a');\n```", []),
        ("```bash\nsee https://kettle.example/a\n```", []),
    ],
)
def test_addresses_in_a_fence_are_links_where_it_holds_notes_and_no_code(fence: str, urls: list[str]) -> None:
    (session,) = sessions(("day1.md", f"# Day 1\n\n## Boiling water\n\nSpeaker: Jo Harper\n\n{fence}\n"))
    assert [link.url for link in session.links] == urls


@pytest.mark.parametrize(
    ("url", "recording"),
    [
        ("https://www.infoq.com/presentations/kettle-scale/", True),
        ("https://www.infoq.com/kettleconf/", False),
        ("https://www.bilibili.com/video/BV1xx411c7mD", True),
        ("https://www.bilibili.com/read/cv123", False),
    ],
)
def test_sites_with_more_than_recordings_have_them_by_their_paths(url: str, *, recording: bool) -> None:
    assert target(url).recording is recording
