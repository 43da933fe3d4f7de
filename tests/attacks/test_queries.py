"""Query syntax, SQL's and the full-text index's, in what people ask and name."""

from __future__ import annotations

import ast
import re
from contextlib import suppress

import pytest

from embeddings.errors import QuothError
from embeddings.index.stores.sqlite_reader import SqliteReader
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
    ("sqlite_reader.py", "LISTED"),
    ("backup.py", "rows"),
    ("diff.py", "here"),
    ("diff.py", "there"),
    ("connection.py", "MIGRATIONS[step]"),
    ("replies.py", "columns"),
    ("connection.py", "step + 1"),
    ("replies.py", "where"),
    ("replies.py", "_UNANSWERED"),
    ("moving.py", "holes"),
    ("moving.py", "names"),
    ("moving.py", "table"),
    ("notices.py", "STATES"),
    ("notices.py", "_USES"),
    ("notices.py", "_FORGETS"),
    ("postgres_connection.py", "statement.replace('?', '%s')"),
    ("schema.py", "sql.SQL('GRANT SELECT ON {} TO {}').format(sql.Identifier(_TAKEN), name)"),
    ("schema.py", "grant.format(sql.Identifier(relation), name)"),
    ("shares.py", "columns"),
    ("shares.py", "where"),
    ("submissions.py", "_COLUMNS"),
    ("submissions.py", "holes"),
    ("submissions.py", "newest"),
    ("submissions.py", "where"),
    ("sqlite_writer.py", "','.join('?' * 18)"),
    ("sqlite_schema.py", "VERSION"),
    ("sqlite_reader.py", "SESSION_COLUMNS"),
    ("sqlite_writer.py", "SESSION_COLUMNS"),
    ("sqlite_schema.py", "kind"),
    ("sqlite_reader.py", "marks"),
    ("sqlite_schema.py", "name"),
    ("sqlite_reader.py", "of"),
    ("sqlite_reader.py", "of.replace('session', 'id')"),
    ("sqlite_writer.py", "table"),
    ("sqlite_reader.py", "what"),
}
"""What is put into statements: names of tables, columns and roles, the latter as ``sql.Identifier``, and as
many marks as there are values.
"""
HARMLESS = re.compile(r"\w+")


@pytest.mark.parametrize("question", QUERIES)
def test_query_syntax_in_a_question_is_only_words(
    question: str, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defence: only stems of words go into a full-text query (``tokens.tokenize``), each as a string."""
    seen: list[str] = []
    match = SqliteReader.match

    def watched(reader: SqliteReader, words: list[str], limit: int) -> list[tuple[int, float]]:
        seen.extend(words)
        return match(reader, words, limit)

    monkeypatch.setattr(SqliteReader, "match", watched)

    def check() -> None:
        seen.clear()
        with suppress(QuothError):
            library.ask(question)
        assert seen
        assert [word for word in seen if not HARMLESS.fullmatch(word)] == []

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
    """Return the statements in a module that are put together as they are sent, by what is put in."""
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
