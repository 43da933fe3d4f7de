"""Addresses of language models: the base of an OpenAI-compatible service, and which of its models.

    https://HOST/v1#MODEL
    http://127.0.0.1:11434/v1#MODEL     without TLS on this machine alone

Nothing is connected to here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.sources.network import is_loopback

_MODEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,99}")
_EXPECTED = "the address of a service and the name of a model, such as https://HOST/v1#MODEL, are expected"


@dataclass(frozen=True, slots=True)
class ModelAddress:
    """A model of a service."""

    base: str
    """The address that the service's own paths are added to, without a slash at its end."""
    model: str

    @property
    def url(self) -> str:
        """Where a model is asked to go on with a conversation."""
        return f"{self.base}/chat/completions"

    @property
    def host(self) -> str:
        """The host, with its port where one is named."""
        return urlsplit(self.base).netloc

    def __str__(self) -> str:
        """Return the address as a person writes it."""
        return f"{self.base}#{self.model}"


def model_address(value: object) -> ModelAddress | None:
    """Return the model that a text names, None for None; raises ValueError with what is expected."""
    if value is None or isinstance(value, ModelAddress):
        return value
    base, _, model = str(value).strip().partition("#")
    parts = urlsplit(base)
    host = parts.hostname
    if parts.scheme not in ("https", "http") or not host or not base.isascii() or not base.isprintable():
        raise ValueError(_EXPECTED)
    if not _MODEL.fullmatch(model):
        raise ValueError(f"{_EXPECTED}: the name stands after the `#`")
    if parts.username is not None or parts.query or " " in base or "\\" in base:
        raise ValueError(f"{_EXPECTED}: a key stands in the file that QUOTH_SUMMARY_KEY_FILE names")
    if parts.scheme == "http" and not is_loopback(host):
        raise ValueError("https:// is expected: without it only a model of this machine's own is asked")
    _ = parts.port  # raises ValueError for one that cannot be
    return ModelAddress(base.rstrip("/"), model)
