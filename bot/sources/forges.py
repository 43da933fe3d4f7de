"""The pages of forges: where the files of a commit stand on the web, and how their lines are pointed at."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from bot.sources.address import RepositoryAddress

_MARKDOWN = (
    ".md",
    ".markdown",
    ".mdown",
    ".mkd",
    ".mdx",
    ".qmd",
    ".rmd",
    ".rst",
    ".adoc",
    ".asciidoc",
    ".org",
)
"""What forges show as it reads, without its lines, unless they are asked for the source."""


@dataclass(frozen=True, slots=True)
class Forge:
    """How a forge's addresses are made."""

    pages: str
    """What stands between a repository and a file of one commit."""
    source: str = ""
    """The query that shows a file with its lines."""
    line: str = "#L{first}"
    lines: str = "#L{first}-L{last}"


_GITEA = Forge("/src/commit/{commit}", "?display=source")
_FORGES = {
    "github": Forge("/blob/{commit}", "?plain=1"),
    "gitlab": Forge("/-/blob/{commit}", "?plain=1", lines="#L{first}-{last}"),
    "codeberg": _GITEA,
    "forgejo": _GITEA,
    "gitea": _GITEA,
    "bitbucket": Forge("/src/{commit}", line="#lines-{first}", lines="#lines-{first}:{last}"),
}
"""By the first word of the host's name."""
_OTHER = Forge("")


def _forge(host: str) -> Forge | None:
    return _FORGES.get(host.lower().removeprefix("www.").partition(".")[0])


def folder_at(address: RepositoryAddress, commit: str) -> str | None:
    """Return the web address of the notes as they were in a commit, None for a forge that is not known."""
    forge = _forge(address.host)
    if forge is None:
        return None
    # The port of SSH is not that of the pages.
    host = address.netloc if address.scheme == "https" else address.host
    repository = f"https://{host}/{address.path.removesuffix('.git')}"
    folder = f"/{quote(address.folder)}" if address.folder else ""
    return repository + forge.pages.format(commit=commit) + folder


def at_lines(page: str, line: int, end_line: int) -> str:
    """Return the address of lines of a page: as its forge has it, else as most have it."""
    forge = _forge(urlsplit(page).hostname or "") or _OTHER
    source = forge.source if page.lower().endswith(_MARKDOWN) else ""
    form = forge.lines if end_line > line else forge.line
    return page + source + form.format(first=line, last=end_line)
