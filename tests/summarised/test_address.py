"""The setting that names a model: its service's address, and what the model is called."""

from __future__ import annotations

import pytest

from bot.settings import SettingsError, load_settings
from bot.summaries.address import model_address


@pytest.mark.parametrize(
    ("text", "url", "model"),
    [
        ("https://llm.example/v1#small", "https://llm.example/v1/chat/completions", "small"),
        ("https://a.example/v1/#team/s-3.1:8b", "https://a.example/v1/chat/completions", "team/s-3.1:8b"),
        ("http://localhost:11434/v1#small", "http://localhost:11434/v1/chat/completions", "small"),
        ("http://[::1]:8000#small", "http://[::1]:8000/chat/completions", "small"),
    ],
)  # fmt: skip
def test_an_address_names_the_service_and_its_model(text: str, url: str, model: str) -> None:
    found = model_address(f" {text} ")
    assert found is not None
    assert (found.url, found.model) == (url, model)
    assert model_address(str(found)) == found


@pytest.mark.parametrize(
    "text",
    [
        "small", "https://llm.example/v1", "https://llm.example/v1#", "https:///v1#small", "ftp://llm.example#small",
        "https://llm.example/v1#a b", "https://llm.example/v1#<b>", "https://llm.example:port/v1#small",
        "https://llm.example:99999/v1#small", "https://llm\n.example/v1#small", "file:///etc/passwd#small",
    ],
)  # fmt: skip
def test_what_is_no_address_of_a_model_is_refused_in_one_sentence(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUOTH_SUMMARY_MODEL", text)
    with pytest.raises(SettingsError, match=r"^QUOTH_SUMMARY_MODEL is .*\.$"):
        load_settings()


@pytest.mark.parametrize("host", ["llm.example", "10.0.0.7", "169.254.169.254", "127.0.0.1.llm.example"])
def test_without_tls_only_this_machines_own_models_are_asked(
    host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUOTH_SUMMARY_MODEL", f"http://{host}/v1#small")
    with pytest.raises(SettingsError, match="https:// is expected"):
        load_settings()


@pytest.mark.parametrize(
    "text", ["https://me:s3cret@llm.example/v1#small", "https://llm.example/v1?key=s3cret#small"]
)
def test_a_key_in_the_address_is_refused_and_not_shown(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUOTH_SUMMARY_MODEL", text)
    with pytest.raises(SettingsError, match="QUOTH_SUMMARY_KEY_FILE") as caught:
        load_settings()
    assert "s3cret" not in str(caught.value)
