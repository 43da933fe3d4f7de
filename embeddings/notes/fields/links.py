"""Links: what kind of place each leads to, whether it is a recording, and what to call it.

A kind comes from the host's labels, compared whole from the right: "www.youtube.com" is of "youtube.com",
"youtube.com.evil.example" and "notyoutube.com" are not. A playlist or a channel is of YouTube but no
recording of a talk; its kind is "other", so that kind "youtube" always means a video.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qs, unquote, urlsplit

from embeddings.notes.formats.base import RawLink
from embeddings.records import Link, LinkKind
from embeddings.text.markdown_words import words

_YOUTUBE = (".youtube.com", ".youtu.be", ".youtube-nocookie.com")
_AWS = (".aws.amazon.com", ".amazonaws.com", ".aws.dev", ".awsstatic.com", ".repost.aws", ".awsevents.com")
_GITHUB = (".github.com", ".github.io", ".githubusercontent.com", ".gist.github.com")
_VIDEO = (
    ".vimeo.com",
    ".media.ccc.de",
    ".video.fosdem.org",
    ".peertube.social",
    ".twitch.tv",
)
_VIDEO_PAGES = (((".infoq.com",), "/presentations/"), ((".bilibili.com",), "/video/"))
"""Sites that have more than recordings, and how the paths of these begin or go on."""
_SLIDES = (
    ".speakerdeck.com",
    ".slideshare.net",
    ".slides.com",
    ".docs.google.com",
    ".noti.st",
    ".prezi.com",
    ".drive.google.com",
)
_SOCIAL = (
    ".twitter.com",
    ".x.com",
    ".linkedin.com",
    ".facebook.com",
    ".instagram.com",
    ".mastodon.social",
    ".bsky.app",
)
_VIDEO_KEYS = {
    "youtube", "youtubeid", "youtubevideo", "youtubevideoid", "youtubecode", "ytid", "yt", "video", "videoid",
    "recording", "recordingid", "videoyoutube",
}  # fmt: skip
"""Keys of front matter that hold a video, without their signs."""
_DECKS = (".pdf", ".pptx", ".key", ".odp")
_RECORDED = (".webm", ".mp4", ".mov", ".ogv", ".mkv", ".m4v", ".mp3", ".m4a", ".ogg", ".oga", ".opus")
"""Suffixes of films and of sound."""
_SAYS_NOTHING = {
    "", "here", "this", "link", "links", "see", "see all", "see all here", "see it here", "see here",
    "click", "click here", "watch", "watch here", "watch it", "this link", "more", "read more", "see more",
    "url", "source", "learn more", "check it out", "check here", "watch the video", "see the recording",
    "full video", "full session", "video", "recording", "youtube",
    "ici", "lien", "voir", "voir ici", "cliquez ici", "hier", "aqui", "aquí", "qui",
    "这里", "链接", "視訊", "视频", "こちら", "リンク",
}  # fmt: skip
"""Texts of links, as ``words`` folds them, that leave a reader in the dark."""

_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}", re.I)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)


@dataclass(frozen=True, slots=True)
class Target:
    """What an address leads to."""

    kind: LinkKind
    label: str
    recording: bool = False
    social: bool = False


def _host_of(host: str, names: tuple[str, ...]) -> bool:
    """Whether a host is one of these names, each with a dot before it, or stands under one."""
    return f".{host}".endswith(names)


@lru_cache(maxsize=1024)
def host(url: str) -> str:
    """Return the host of an address in lower case, "" if it has none."""
    try:
        return (urlsplit(_whole(url)).hostname or "").rstrip(".")
    except ValueError:
        return ""


def _whole(url: str) -> str:
    url = url.replace("&amp;amp;", "&").replace("&amp;", "&")
    if url.startswith("//"):
        return "https:" + url
    return url if _SCHEME.match(url) and "://" in url[:12] else "https://" + url


def has_scheme(url: str) -> bool:
    """Whether an address names its scheme ("https:", "data:")."""
    return bool(_SCHEME.match(url))


def is_web(url: str) -> bool:
    """Whether an address is one of the web: http, https, no scheme ("//"), or a bare host with a path."""
    if re.match(r"(?:https?:)?//", url, re.I):
        return bool(_HOST.fullmatch(host(url))) if url.startswith("//") else bool(host(url))
    if _SCHEME.match(url) or url.startswith(("/", "#", ".")) or "@" in url.split("/")[0]:
        return False
    name = url.split("/")[0].split("?")[0]
    return bool(_HOST.fullmatch(name)) and ("/" in url or name.startswith("www."))


@lru_cache(maxsize=4096)
def target(url: str) -> Target:
    """Return what an address leads to."""
    name = host(url)
    try:
        parts = urlsplit(_whole(url))
        query = parse_qs(parts.query)
    except ValueError:
        return Target("other", name or "Link")
    path = unquote(parts.path)
    if _host_of(name, _YOUTUBE):
        if video_id(url):
            return Target("youtube", "Recording", recording=True)
        playlist = "list" in query or path.startswith(("/playlist", "/embed/videoseries"))
        return Target("other", "Playlist" if playlist else "YouTube channel")
    if _host_of(name, _GITHUB):
        steps = [step for step in path.split("/") if step]
        repository = (
            "/".join(steps[:2]) if name in ("github.com", "www.github.com") and len(steps) >= 2 else ""
        )
        return Target("github", f"GitHub: {repository}" if repository else "GitHub")
    if path.lower().endswith(_DECKS):  # wherever they lie, on a site of recordings as well
        return Target("aws" if _host_of(name, _AWS) else "other", "Slides")
    on_page = any(_host_of(name, hosts) and part in path for hosts, part in _VIDEO_PAGES)
    if path.lower().endswith(_RECORDED) or (_host_of(name, _VIDEO) and len(path) > 1) or on_page:
        return Target("other", "Recording", recording=True)
    if _host_of(name, _AWS):
        return Target("aws", f"AWS: {_last(path)}" if _last(path) else "AWS")
    if _host_of(name, _SLIDES):
        return Target("other", "Slides")
    bare = name.removeprefix("www.")
    last = _last(path)
    return Target("other", f"{bare}: {last}" if last else bare or "Link", social=_host_of(name, _SOCIAL))


def video_id(url: str) -> str | None:
    """Return the identifier of the YouTube video that an address leads to; None for any other address."""
    name = host(url)
    if not _host_of(name, _YOUTUBE):
        return None
    parts = urlsplit(_whole(url))
    query = parse_qs(parts.query or parts.fragment.lstrip("!?"))
    path = unquote(parts.path)
    if "v" in query:
        return query["v"][0]
    if path == "/attribution_link" and "u" in query:  # leads to an address that it holds
        return video_id("https://www.youtube.com/" + query["u"][0].lstrip("/"))
    if _host_of(name, (".youtu.be",)):
        return path.split("/")[1] if len(path) > 1 else None
    found = re.match(r"/(?:embed|e|v|vi|live|shorts|watch)/(?!videoseries|live_stream)([\w-]+)", path)
    return found[1] if found else None


def video_of_key(key: str, value: str) -> str | None:
    """Return the address of the video that a key of front matter names by its identifier alone.

    "video" may be followed by a word as well; an identifier has a capital, a digit or a sign in it.
    """
    name = re.sub(r"[^a-z]", "", key.lower())
    if name not in _VIDEO_KEYS or not re.fullmatch(r"[\w-]{11}", value):
        return None
    told = "youtube" in name or name.endswith("id") or re.search(r"[A-Z\d_-]", value[1:])
    return f"https://youtu.be/{value}" if told else None


def _last(path: str) -> str:
    """Return the last step of a path as words, where it has any."""
    steps = [step for step in path.split("/") if step]
    if not steps:
        return ""
    text = re.sub(r"\.(?:html?|php|aspx?|md)$", "", steps[-1])
    text = re.sub(r"[-_+]+", " ", text).strip()
    return text[:60] if re.search(r"[^\W\d_]{3}", text) else ""


def says_nothing(text: str) -> bool:
    """Whether the text of a link leaves a reader in the dark ("here", "See all here!", an empty text)."""
    return " ".join(words(text)) in _SAYS_NOTHING


def resolve(raw: RawLink, source: str) -> tuple[str, str] | None:
    """Return the address of a link as it stands in the file, and its text; None if it is not of the web.

    An empty target takes the address that its text is; a text and a target that were swapped are put right.
    """
    url, text = raw.url.strip(), raw.text.strip()
    if not is_web(url):
        if is_web(text) and (not url or " " in url or not re.search(r"[.#/]", url)):
            url, text = text, url or text
        else:
            return None
    if url not in source and url.replace("&", "&amp;") in source:
        # The parser has read the entity; the file's own spelling leads to the same place.
        url = url.replace("&", "&amp;")
    return url, text


def is_recording(raw: RawLink) -> bool:
    """Whether a link leads to a recording."""
    resolved = resolve(raw, "")
    return resolved is not None and target(resolved[0]).recording


def gather(raws: Iterable[RawLink], source: str) -> tuple[Link, ...]:
    """Turn the links of a session into records: each address once, in order, named by what it leads to.

    A video is one address, however it is linked or shown.
    """
    found: dict[str, Link] = {}
    embedded: set[str] = set()
    for raw in raws:
        resolved = resolve(raw, source)
        if not resolved:
            continue
        url, text = resolved
        video = video_id(url)
        key = (
            f"youtube:{video}" if video else re.sub(r"^https?://(?:www\.)?|/$", "", url.replace("&amp;", "&"))
        )
        what = target(url)
        # Of a video that a page shows, the text is at most the identifier that its address was made of.
        silent = raw.embedded or says_nothing(text) or is_web(text)
        label = what.label if silent else " ".join(text.split())
        known = found.get(key)
        if known is None or (video and key in embedded and not raw.embedded):
            # Of a video that is shown and linked, people want the link.
            found[key] = Link(what.kind, label, url, raw.line, text, what.recording)
            embedded.discard(key)
            if raw.embedded:
                embedded.add(key)
        elif (says_nothing(known.text) or known.text in known.url) and not silent:
            found[key] = Link(known.kind, label, known.url, known.line, text, known.recording)
    return tuple(found.values())
