"""Where notes are, as people write it: a folder, or a repository with branch and folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.sources.address import RepositoryAddress, notes_place
from bot.sources.forges import folder_at


def address(text: str) -> RepositoryAddress:
    found = notes_place(text)
    assert isinstance(found, RepositoryAddress)
    return found


@pytest.mark.parametrize("text", ["notes", "~/team/notes", "/srv/a b", "C:\\notes", "a:b", "notes@home"])
def test_a_path_is_a_folder(text: str) -> None:
    assert notes_place(text) == Path(text)
    assert notes_place(Path(text)) == Path(text)


@pytest.mark.parametrize(
    ("text", "url", "branch", "folder"),
    [
        ("https://github.com/team/notes.git", "https://github.com/team/notes.git", None, ""),
        ("https://github.com/team/notes", "https://github.com/team/notes", None, ""),
        ("https://GitHub.com./team/notes.git/", "https://github.com/team/notes.git", None, ""),
        ("https://git.example:8443/n.git#next", "https://git.example:8443/n.git", "next", ""),
        ("https://git.example/n.git#a/b:docs/x", "https://git.example/n.git", "a/b", "docs/x"),
        ("https://git.example/n.git:/docs/", "https://git.example/n.git", None, "docs"),
        ("https://git.example/n.git#:docs", "https://git.example/n.git", None, "docs"),
        ("https://git.example/n.git#v1.2:Größe 1", "https://git.example/n.git", "v1.2", "Größe 1"),
        ("https://git.example/n.git#:a#b", "https://git.example/n.git", None, "a#b"),
        ("https://git.example/n.git#main:a#b", "https://git.example/n.git", "main", "a#b"),
        ("https://git.example/n.git: docs /", "https://git.example/n.git", None, "docs"),
        ("https://[2001:DB8::1]:8443/n.git", "https://[2001:db8::1]:8443/n.git", None, ""),
        ("ssh://git@git.example:2222/~/n.git:docs", "ssh://git@git.example:2222/~/n.git", None, "docs"),
        ("git@github.com:team/notes.git", "git@github.com:team/notes.git", None, ""),
        ("git@github.com:team/notes.git#main:docs", "git@github.com:team/notes.git", "main", "docs"),
        ("git@github.com:team/notes.git:docs", "git@github.com:team/notes.git", None, "docs"),
    ],
)
def test_a_repository_is_read_with_its_branch_and_folder(
    text: str, url: str, branch: str | None, folder: str
) -> None:
    found = address(text)
    assert (found.url, found.branch, found.folder) == (url, branch, folder)
    assert address(str(found)) == found, "what is shown can be written again"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("http://github.com/team/notes.git", "http:// is not fetched from: https:// or ssh:// is expected"),
        ("git://github.com/team/notes.git", "git:// is not fetched from"),
        ("file:///srv/notes", "file:// is not fetched from"),
        ("https://tok3n@github.com/team/notes.git", "no name or password is expected in the address"),
        ("https://a:tok3n@github.com/team/notes.git", "no name or password is expected in the address"),
        ("ssh://a:tok3n@github.com/team/notes.git", "a user before the host is expected to be a name alone"),
        ("ssh://-oProxyCommand=x@github.com/n.git", "a user before the host"),
        ("ssh://-oProxyCommand=x/n.git", "or a repository such as"),
        ("git@github.com:-notes", "or a repository such as"),
        ("https://github.com", "or a repository such as"),
        ("https://github.com/team/notes.git?x=1", "or a repository such as"),
        ("https://github.com/team/../notes.git", "or a repository such as"),
        ("https://github.com/team/notes\n.git", "or a repository such as"),
        ("https://git hub.com/team/notes.git", "or a repository such as"),
        ("https://[::1/notes.git", "or a repository such as"),
        ("https://git.example:0/n.git", "a port from 1 to 65535"),
        ("https://git.example:x/n.git", "a port from 1 to 65535"),
        ("https://github.com/team/notes.git#", "a branch is expected"),
        ("https://github.com/team/notes.git#--upload-pack=x", "the name of a branch or a tag"),
        ("https://github.com/team/notes.git#a..b", "the name of a branch or a tag"),
        ("https://github.com/team/notes.git#a@{1}", "the name of a branch or a tag"),
        ("https://github.com/team/notes.git#main:../x", "a folder of the repository is expected"),
        ("https://github.com/team/notes.git:.git/hooks", "a folder of the repository is expected"),
        ("https://github.com/team/notes/tree/main/docs", "the address for cloning is expected"),
        ("https://gitlab.com/team/notes/-/tree/main", "the address for cloning is expected"),
    ],
)
def test_what_is_no_address_is_told(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=r".") as caught:
        notes_place(text)
    assert said in str(caught.value)
    assert "tok3n" not in str(caught.value)


def test_each_address_has_a_folder_of_its_own(tmp_path: Path, cache: Path) -> None:
    homes = [
        address(text).home
        for text in (
            "https://git.example/n.git",
            "https://git.example/n.git#a",
            "https://git.example/n.git#a:b",
            "https://git.example/m.git",
            "https://git.example/..hidden.git",
        )
    ]
    assert len(set(homes)) == len(homes)
    assert {home.parent for home in homes} == {cache / "quoth" / "notes"}
    assert all(not home.name.startswith(".") for home in homes)
    assert tmp_path in cache.parents


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        ("https://g.example/n.git", "git@g.example:n", True),
        ("https://g.example/n.git", "https://g.example/n.git:docs", True),
        ("https://g.example/n.git:docs", "https://g.example/n.git#main:docs/a", True),
        ("https://g.example/n.git:docs", "https://g.example/n.git:docs2", False),
        ("https://g.example/n.git#a", "https://g.example/n.git#b", False),
        ("https://g.example/n.git", "https://h.example/n.git", False),
        ("https://g.example/n.git", "https://g.example/m.git", False),
    ],
)
def test_folders_that_hold_each_other_are_known(one: str, other: str, overlap: bool) -> None:
    assert address(one).overlaps(address(other)) is overlap
    assert address(other).overlaps(address(one)) is overlap


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("https://github.com/t/n.git", "https://github.com/t/n/blob/c0ffee"),
        ("git@github.com:t/n.git#main:docs/x y", "https://github.com/t/n/blob/c0ffee/docs/x%20y"),
        ("https://gitlab.example/a/b/n.git", "https://gitlab.example/a/b/n/-/blob/c0ffee"),
        ("https://codeberg.org/t/n.git", "https://codeberg.org/t/n/src/commit/c0ffee"),
        ("https://bitbucket.org/t/n.git", "https://bitbucket.org/t/n/src/c0ffee"),
        ("ssh://git@gitlab.com:2222/t/n.git", "https://gitlab.com/t/n/-/blob/c0ffee"),
        ("https://git.example/t/n.git", None),
        ("https://notgithub.example/t/n.git", None),
    ],
)
def test_the_pages_of_a_commit_are_known_for_the_large_forges(text: str, page: str | None) -> None:
    assert folder_at(address(text), "c0ffee") == page
