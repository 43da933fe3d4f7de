"""The container's files, and what runs in it: linted, held against the specification, and each command tried
as the container would run it: another user without rights, a root that cannot be written, no home.

There is no engine here, so the image itself is not built.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.settings import _SECRETS, Settings, load_settings, variable_of
from tests.fakes import NOTES, write_notes
from tests.paths import ROOT

COMMAND = "from bot.cli.main import main; main()"
NOBODY = 65534
GUARD = 900
"""Seconds after which a command that never ends is given up. It measures nothing."""


def _compose() -> str:
    """The compose file with its variables unset, as ``docker compose config`` would read it."""
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    return re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", text)


def _resolved(text: str) -> str:
    """Return a compose file with its merge keys resolved, which Docker does and the checker does not."""
    return yaml.safe_dump(yaml.safe_load(text))


@pytest.fixture(scope="module")
def bot() -> dict[str, Any]:
    service: dict[str, Any] = yaml.safe_load(_compose())["services"]["bot"]
    return service


# ---------------------------------------------------------------------- the files


def test_the_dockerfile_has_no_findings() -> None:
    linter = Path(sys.executable).with_name("hadolint")
    assert linter.exists(), "hadolint is one of the development dependencies: run `make test`"
    done = subprocess.run([linter, ROOT / "Dockerfile"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_compose_file_keeps_to_the_specification() -> None:
    from compose_spec import PyCompose

    assert PyCompose.from_yaml(_resolved(_compose())).service_names() == ["bot", "web"]
    for right, wrong in (
        ("restart: unless-stopped", "restart: sometimes"),
        ("pids_limit: 256", "pids_limit: many"),
        ("mem_limit: 2g", "mem_limit: 2 apples"),
    ):
        assert right in _compose()
        with pytest.raises(ValueError, match=wrong.split(":")[0]):
            PyCompose.from_yaml(_resolved(_compose().replace(right, wrong)))


def test_the_service_has_no_rights_that_it_does_not_need(bot: dict[str, Any]) -> None:
    assert bot["read_only"] is True
    assert bot["cap_drop"] == ["ALL"]
    assert "cap_add" not in bot
    assert "privileged" not in bot
    assert "ports" not in bot
    assert bot["security_opt"] == ["no-new-privileges:true"]
    assert not bot["user"].startswith(("0", "root"))
    assert bot["restart"] == "unless-stopped"
    assert bot["mem_limit"] == "2g"
    assert bot["pids_limit"] <= 512
    assert bot["healthcheck"]["test"] == ["CMD", "quoth", "health"]
    assert any("noexec" in mount and "/tmp:" in mount for mount in bot["tmpfs"])  # noqa: S108 - inside it


def test_the_notes_are_read_only_and_the_library_is_a_volume(bot: dict[str, Any]) -> None:
    mounts = {mount["target"]: mount for mount in bot["volumes"]}
    assert mounts["/notes"]["read_only"] is True
    assert mounts["/var/lib/quoth"] == {"type": "volume", "source": "library", "target": "/var/lib/quoth"}
    assert "library" in yaml.safe_load(_compose())["volumes"]
    assert bot["environment"]["QUOTH_NOTES"] == "/notes"
    assert bot["environment"]["QUOTH_LIBRARY"].startswith("/var/lib/quoth/")


def test_the_page_is_served_to_this_machine_alone_and_only_where_it_is_asked_for(bot: dict[str, Any]) -> None:
    page = yaml.safe_load(_compose())["services"]["web"]
    assert page["profiles"] == ["web"]
    assert page["ports"] == ["127.0.0.1:8766:8766"]
    assert page["secrets"] == ["web_token"]
    assert page["environment"]["QUOTH_WEB_TOKEN_FILE"] == "/run/secrets/web_token"
    settings = {variable_of(name) for name in Settings.model_fields}
    assert set(page["environment"]) <= settings | {f"{name}_FILE" for name in _SECRETS.values()}
    assert page["environment"]["QUOTH_LIBRARY"] == bot["environment"]["QUOTH_LIBRARY"]
    for right in (
        "read_only",
        "cap_drop",
        "security_opt",
        "user",
        "mem_limit",
        "pids_limit",
        "tmpfs",
        "volumes",
    ):
        assert page[right] == bot[right]


def test_the_token_is_a_secret_and_no_variable(bot: dict[str, Any]) -> None:
    assert bot["secrets"] == ["discord_token"]
    assert bot["environment"]["DISCORD_TOKEN_FILE"] == "/run/secrets/discord_token"
    assert "DISCORD_TOKEN" not in bot["environment"]
    assert "args" not in bot["build"] or set(bot["build"]["args"]) == {"TORCH_INDEX", "EXTRAS"}


FIXED = {"QUOTH_NOTES", "QUOTH_LIBRARY"}
"""Paths in the container, which ``.env`` does not move."""


def test_every_variable_of_the_service_is_a_setting_and_every_setting_is_there(bot: dict[str, Any]) -> None:
    secrets = {f"{variable}_FILE" for variable in _SECRETS.values()} - {"QUOTH_WEB_TOKEN_FILE"}
    settings = {variable_of(name) for name in Settings.model_fields} - {"DISCORD_TOKEN"}
    assert set(bot["environment"]) == settings | secrets


def test_what_names_a_secret_on_this_machine_is_no_path_in_a_container() -> None:
    file = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    named = {variable for secret in file["secrets"].values() for variable in _variables(secret["file"])}
    assert named == {"DISCORD_TOKEN_FILE", "QUOTH_WEB_TOKEN_FILE"}
    for service in file["services"].values():
        given = {variable for value in service["environment"].values() for variable in _variables(value)}
        assert named.isdisjoint(given)


def _variables(value: str) -> list[str]:
    """Return the variables of this machine that a value of the file is made of."""
    return re.findall(r"\$\{(\w+)", value)


def test_every_setting_is_passed_on_or_fixed() -> None:
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    given = yaml.safe_load(text)["services"]["bot"]["environment"]
    passed = {variable for variable, value in given.items() if value.startswith(f"${{{variable}:-")}
    assert set(given) - passed == {*FIXED, "DISCORD_TOKEN_FILE"}
    # A repository may be named instead of the folder that is mounted; the one of this machine may not.
    assert given["QUOTH_NOTES"] == "${QUOTH_NOTES_REPOSITORY:-/notes}"
    assert "$" not in given["QUOTH_LIBRARY"]


def test_what_is_not_set_in_env_is_unset_in_the_container(
    bot: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    set_here = {**bot["environment"], "DISCORD_TOKEN_FILE": ""}
    for variable, value in set_here.items():
        monkeypatch.setenv(variable, value or "")
    settings = load_settings()
    changed = {
        name for name, field in Settings.model_fields.items() if getattr(settings, name) != field.default
    }
    assert changed == {"notes", "library", "log_level", "log_format"}


def test_the_example_of_a_mount_for_teams_is_one() -> None:
    """Uncommented it keeps to the specification, and cannot be written."""
    from compose_spec import PyCompose

    text = re.sub(r"^( +)# (- type|  +\S)", r"\1\2", _compose(), flags=re.MULTILINE)
    assert PyCompose.from_yaml(_resolved(text)).service_names() == ["bot", "web"]
    mounts = {mount["target"]: mount for mount in yaml.safe_load(text)["services"]["bot"]["volumes"]}
    assert mounts["/teams"] == {**mounts["/notes"], "source": "./teams", "target": "/teams"}


def test_the_image_runs_as_another_user_and_keeps_no_build_tools() -> None:
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    final = lines[lines.rindex("\nFROM ") :]
    assert re.search(r"^USER 10001:10001$", final, re.M)
    assert "HF_HUB_OFFLINE=1" in final
    assert re.search(r"^HEALTHCHECK .*CMD \[\"quoth\", \"health\"\]$", final, re.M)
    assert re.search(r"^ENTRYPOINT \[\"quoth\"\]$", final, re.M)
    assert "uninstall --yes --root-user-action=ignore pip setuptools wheel" in final
    installed = re.findall(r"apt-get install --yes --no-install-recommends (.*) \\\n", lines)
    assert installed == ["ca-certificates git openssh-client"], "for notes in a repository"
    assert "rm -rf /var/lib/apt/lists/*" in final
    assert "constraints.txt" in lines


def test_what_is_sent_to_be_built_holds_no_notes_and_no_secret() -> None:
    lines = [
        line
        for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    assert lines[0] == "*"
    let_in = {line[1:] for line in lines if line.startswith("!")}
    assert let_in == {"pyproject.toml", "constraints.txt", "LICENSE", "README.md", "bot", "embeddings"}
    copied = set()
    for line in (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines():
        if line.startswith("COPY ") and "--from" not in line:
            copied.update(line.split()[1:-1])
    assert copied == let_in


# ---------------------------------------------------------------------- the commands

CAGE = """\
set -e
mount --make-rprivate /
mount --bind "$1" "$1"
mount -o remount,bind,ro /
mount -t tmpfs -o size=64m,mode=1777,noexec,nosuid,nodev tmpfs /var/tmp
shift
exec setpriv --reuid=65534 --regid=65534 --clear-groups --no-new-privs \
    --inh-caps=-all,+dac_read_search --ambient-caps=-all,+dac_read_search \
    --bounding-set=-all,+dac_read_search "$@"
"""
"""The interpreter may lie in a folder of root's: reading it is the one right that is left."""


CAGE_WITHOUT_TMP = re.sub(r"mount -t tmpfs.*\n", "", CAGE)


class Cage:
    """A container as near as it can be had: where this runs as root, the root is mounted read-only and the
    user is nobody; else it is whoever runs the tests.
    """

    def __init__(self, folder: Path) -> None:
        self.notes = write_notes(folder / "notes")
        self.volume = folder / "volume"
        self.volume.mkdir()
        self.whole = (
            os.geteuid() == 0
            and shutil.which("unshare") is not None
            and subprocess.run(["unshare", "--mount", "true"], check=False).returncode == 0
        )
        if self.whole:
            os.chown(self.volume, NOBODY, NOBODY)
        for path in [self.notes, *self.notes.rglob("*")]:
            path.chmod(0o555 if path.is_dir() else 0o444)

    def run(
        self, *arguments: str, script: str = CAGE, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        kept = ("LD_LIBRARY_PATH", "OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")
        given = {
            **{name: os.environ[name] for name in kept if name in os.environ},
            "PATH": "/usr/bin:/bin",
            "HOME": "/nonexistent",
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "1",
            "HF_HUB_OFFLINE": "1",
            "QUOTH_NOTES": str(self.notes),
            "QUOTH_LIBRARY": str(self.volume / "library.db"),
            **environment,
        }
        command: Sequence[str] = [sys.executable, "-c", COMMAND, *arguments]
        if self.whole:
            command = ["unshare", "--mount", "sh", "-c", script, "sh", str(self.volume), *command]
        return subprocess.run(
            command, cwd="/", env=given, capture_output=True, text=True, timeout=GUARD, check=False
        )


@pytest.fixture(scope="module")
def cage() -> Iterator[Cage]:
    # Not in pytest's folder, which every run of the tests closes for all but its user.
    with tempfile.TemporaryDirectory(prefix="cage-") as folder:
        Path(folder).chmod(0o755)
        yield Cage(Path(folder))


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("ingest",), 0, "day1.md"),
        (("ask", "how long does a reading from tape take?"), 0, "eleven minutes"),
        (("sessions", "--json"), 0, "Lighthouse scheduling"),
        (("recap", "Day 1", "--format", "html"), 0, "<html"),
        (("lint",), 0, ""),
        (("health",), 1, "No bot is running"),
        (("run",), 2, "DISCORD_TOKEN is not set"),
    ],
)
def test_a_command_in_the_cage(cage: Cage, arguments: tuple[str, ...], code: int, said: str) -> None:
    done = cage.run(*(part.format(volume=cage.volume) for part in arguments))
    assert done.returncode == code, done.stderr
    assert said in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_a_backup_is_made_and_restored_in_the_cage(cage: Cage) -> None:
    for arguments, said in ((("ingest",), ""), (("backup",), "saved to"), (("restore",), "restored")):
        place = (str(cage.volume / "backup.zip"),) if arguments != ("ingest",) else ()
        done = cage.run(*arguments, *place)
        assert done.returncode == 0, done.stderr
        assert said in done.stdout + done.stderr


def test_the_cage_is_one(cage: Cage) -> None:
    """The tests above would pass anywhere; this one fails where the library may be written elsewhere."""
    outside = cage.volume.parent / "elsewhere.db" if cage.whole else Path("/proc/elsewhere.db")
    done = cage.run("ingest", QUOTH_LIBRARY=str(outside))
    assert done.returncode == 2
    assert "cannot be opened" in done.stderr
    assert (cage.notes / "day1.md").read_text() == NOTES["day1.md"]


def test_without_a_folder_for_temporary_files_it_is_told(cage: Cage) -> None:
    if not cage.whole:
        pytest.skip("only root can take every folder for temporary files away")
    done = cage.run("ask", "tape?", script=CAGE_WITHOUT_TMP, QUOTH_LIBRARY=str(cage.volume / "other.db"))
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "temporary" in done.stderr
