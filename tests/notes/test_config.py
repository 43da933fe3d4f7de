"""``quoth.toml``: every key is read, checked and documented."""

from __future__ import annotations

from pathlib import Path

import pytest

from embeddings.errors import NotesError
from embeddings.notes import FolderConfig, config, read_config


def test_the_keys_are_read_and_checked(tmp_path: Path) -> None:
    assert read_config(tmp_path) == FolderConfig()
    config_file(tmp_path, 'level = 3\nexclude = ["drafts/*"]\nevent = "Kettle Conf"\nyear = 2021\n')
    assert read_config(tmp_path) == FolderConfig(3, ("drafts/*",), "Kettle Conf", 2021, None)
    config_file(tmp_path, "levle = 3\n")
    with pytest.raises(
        NotesError, match="unknown key levle; the keys are level, exclude, event, year, base_url"
    ):
        read_config(tmp_path)
    config_file(tmp_path, "level = 9\n")
    with pytest.raises(NotesError, match="level must be"):
        read_config(tmp_path)
    config_file(tmp_path, "level = \n")
    with pytest.raises(NotesError, match="not valid TOML"):
        read_config(tmp_path)
    config_file(tmp_path, 'base_url = "javascript:alert(1)"\n')
    with pytest.raises(NotesError, match="base_url must be an address"):
        read_config(tmp_path)


def test_every_key_of_the_config_is_documented() -> None:
    assert all(f"{key} = " in (config.__doc__ or "") for key in config.KEYS)


def config_file(folder: Path, text: str) -> None:
    (folder / "quoth.toml").write_text(text, encoding="utf-8")
