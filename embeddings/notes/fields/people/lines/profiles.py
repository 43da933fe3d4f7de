"""Addresses of people on networks, and what they are called there."""

from __future__ import annotations

import re

_PROFILE = re.compile(
    r"(?:https?:)?//(?:www\.|mobile\.|[a-z]{2}\.)?(?:twitter\.com|x\.com|linkedin\.com|github\.com|bsky\.app|"
    r"mastodon\.\w+|fosstodon\.org|hachyderm\.io|speakerdeck\.com|weibo\.com|facebook\.com|instagram\.com|"
    r"threads\.net|xing\.com|medium\.com(?=/(?:u/|@))|dev\.to|qiita\.com|zenn\.dev|about\.me|"
    r"t\.me|vk\.com)/(?:in/|u/|@)?(?P<account>[\w@.-]+)|mailto:(?P<address>[\w.+-]+)@|"
    r"https?://(?!(?:www\.)?youtube\.)[\w.-]+/@(?P<member>[\w.-]+)/?$",
    re.I,
)
"""The address of somebody on a network; what ends in "/@anna" is one of Mastodon's many servers."""


def is_profile(url: str) -> bool:
    """Whether an address is that of somebody on a network."""
    return _PROFILE.match(url.strip()) is not None


def is_account(name: str, url: str) -> bool:
    """Whether one word is what somebody is called on the network too: "Anna", x.com/anna."""
    profile = _PROFILE.match(url.strip())
    account = (profile["account"] or profile["address"] or profile["member"] or "") if profile else ""
    return name.lstrip("@").isalnum() and len(name) > 2 and name.lstrip("@").casefold() == account.casefold()
