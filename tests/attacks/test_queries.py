"""Query syntax, SQL's and the full-text index's, in what people ask and name."""

from __future__ import annotations

import ast
import re
from contextlib import suppress

import pytest

from embeddings.errors import QuothError
from embeddings.index.stores.sqlite import Store
from embeddings.library import Library
from embeddings.text import tokens
from tests.attacks.defence import stands_only_by
from tests.paths import ROOT

QUERIES = (
    "tape'; DROP TABLE sessions; --",
    'tape" OR 1=1 --',
    "tape OR NOT foghorn AND (rope",
    "NEAR(tape foghorn, 5)",
    "title: tape",
    "{title body}: tape",
    '"tape" * ^ foghorn',
    "body : - tape + rope",
    "a\" b'c tape",
    "tape*",
    "') UNION SELECT * FROM sessions --",
)
OURS = {
    ("backup.py", "table"),
    ("diff.py", "here"),
    ("diff.py", "there"),
    ("connection.py", "MIGRATIONS[step]"),
    ("replies.py", "columns"),
    ("connection.py", "step + 1"),
    ("replies.py", "where"),
    ("shares.py", "columns"),
    ("shares.py", "where"),
    ("sqlite.py", "','.join('?' * 17)"),
    ("sqlite.py", "VERSION"),
    ("sqlite.py", "_SESSION_COLUMNS"),
    ("sqlite.py", "kind"),
    ("sqlite.py", "marks"),
    ("sqlite.py", "name"),
    ("sqlite.py", "of"),
    ("sqlite.py", "of.replace('session', 'id')"),
    ("sqlite.py", "table"),
    ("sqlite.py", "what"),
}
"""What is put into statements: names of tables and columns, and as many marks as there are values."""
HARMLESS = re.compile(r'"\w+"(?: OR "\w+")*')


@pytest.mark.parametrize("question", QUERIES)
def test_query_syntax_in_a_question_is_only_words(
    question: str, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: only stems, each in double quotes, go into a full-text query (``tokens.tokenize``)."""
    seen: list[str] = []
    match = Store.match

    def watched(store: Store, query: str, limit: int) -> list[tuple[int, float]]:
        seen.append(query)
        return match(store, query, limit) if HARMLESS.fullmatch(query) else []

    monkeypatch.setattr(Store, "match", watched)

    def check() -> None:
        seen.clear()
        with suppress(QuothError):
            library.ask(question)
        assert seen
        assert [query for query in seen if not HARMLESS.fullmatch(query)] == []

    stands_only_by(monkeypatch, check, (tokens, "tokenize", lambda text: text.casefold().split()))


@pytest.mark.parametrize("question", QUERIES)
def test_query_syntax_changes_nothing_and_ends_in_an_answer(question: str, library: Library) -> None:
    before = [session.as_json() for session in library.sessions()]
    assert library.ask(question).verdict in ("answer", "closest", "none")
    for look_up in (library.session, library.sessions):
        with suppress(QuothError):
            look_up(question)
    assert [session.as_json() for session in library.sessions()] == before


def made_of_values(source: str) -> list[str]:
    """Give the statements in a module that are put together as they are sent, by what is put in."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        if name not in ("execute", "executemany", "executescript", "rows", "change"):
            continue
        statement = node.args[0]
        if isinstance(statement, ast.JoinedStr):
            found += [ast.unparse(v.value) for v in statement.values if isinstance(v, ast.FormattedValue)]
        elif not isinstance(statement, (ast.Constant, ast.Name)):
            found.append(ast.unparse(statement))
    return found


def test_no_statement_is_made_of_what_people_say() -> None:
    """Defence: values go to SQLite beside the statement; what is put into one is a name of ours."""
    found = {
        (path.name, part)
        for folder in ("bot", "embeddings")
        for path in (ROOT / folder).rglob("*.py")
        for part in made_of_values(path.read_text(encoding="utf-8"))
    }
    assert found == OURS


def test_a_statement_made_of_values_would_be_noticed() -> None:
    assert made_of_values('db.execute(f"SELECT * FROM s WHERE title = {title!r}")') == ["title"]
    assert made_of_values('db.execute("SELECT * FROM s WHERE title = " + title)') != []
    assert made_of_values('self._connection.rows("SELECT ?", title)') == []
