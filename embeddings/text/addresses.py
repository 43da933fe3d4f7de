"""Addresses of the web: which spellings lead to the same place."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit


def same_link(url: str) -> str:
    """Return what two spellings of one address share: host, path and query; a video's id for a video."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    except ValueError:
        return url
    query = parse_qs(parts.query)
    if host == "youtu.be" and len(parts.path) > 1:
        return "youtube:" + parts.path.split("/")[1]
    if host == "youtube.com" and "v" in query:
        return "youtube:" + query["v"][0]
    kept = sorted(
        (name, value) for name, values in query.items() if not name.startswith("utm_") for value in values
    )
    asked = "&".join(f"{name}={value}" for name, value in kept)
    return f"{host}{parts.path.rstrip('/')}?{asked}#{parts.fragment}"
