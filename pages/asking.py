"""The page that answers SQL by itself: the marts in SQLite, and the questions of ``analyses/``.

It is one file with all it needs inside, and works opened from disk without a network. Figures are
binary numbers there and are shown rounded; the warehouse has them exact.
"""

from __future__ import annotations

import base64
import gzip
import sqlite3
import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import sqlglot
from sqlglot import exp

from pages.questions import questions, sql_of
from pages.words import first_words

HERE = Path(__file__).parent
SQL_JS = HERE / "node_modules" / "sql.js" / "dist"
# Relations beyond the marts that are useful to ask; what a question reads is there as well.
MORE = ("published_amounts", "reconciliation_checks", "reconciliation_results")
# Rows of one relation; a larger one is left out, and so are the questions that read it.
MOST_ROWS = 200_000


def context(database: Path) -> dict[str, Any]:
    """Return what the template of the page needs: the database, the examples, the relations."""
    asked = [(one, *_read(one.name)) for one in questions()]
    with duckdb.connect(str(database), read_only=True) as connection:
        wanted = set(MORE).union(*(read for _, _, read in asked))
        relations = _relations(connection, wanted)
        there, data, left_out = _sqlite(connection, relations)
    return {
        "examples": [
            {
                "name": one.name,
                "zh": one.words.zh,
                "en": one.words.en,
                "notes_zh": one.notes.zh,
                "notes_en": one.notes.en,
                "sql": in_sqlite(sql),
            }
            for one, sql, read in asked
            if read <= there.keys()
        ],
        "relations": there,
        "left_out": left_out,
        "database": base64.b64encode(gzip.compress(data, mtime=0)).decode(),
        "wasm": base64.b64encode((SQL_JS / "sql-wasm.wasm").read_bytes()).decode(),
        "engine": (SQL_JS / "sql-wasm.js").read_text("utf-8").replace("</script", "<\\/script"),
        "style": (HERE / "assets" / "pages.css").read_text("utf-8"),
        "language": (HERE / "assets" / "language.js").read_text("utf-8"),
        "script": (HERE / "assets" / "ask.js").read_text("utf-8"),
    }


def _read(name: str) -> tuple[str, set[str]]:
    """Return a question's SQL, its relations in `main`, and what they are called."""
    read: set[str] = set()

    def relation(one: str) -> str:
        read.add(one)
        return f"main.{one}"

    return sql_of(name, {}, relation), read


def in_sqlite(sql: str) -> str:
    """Return SQL as SQLite understands it."""
    tree = sqlglot.parse_one(sql, read="duckdb")
    for cast in list(tree.find_all(exp.Cast)):
        to = cast.to
        if to.this == exp.DataType.Type.DECIMAL and len(to.expressions) == 2:
            # SQLite has no decimals; what the cast rounds is rounded.
            cast.replace(exp.Round(this=cast.this.copy(), decimals=to.expressions[1].this.copy()))
    # What the comments say stands above the question.
    return tree.sql(dialect="sqlite", pretty=True, comments=False)


def _relations(connection: duckdb.DuckDBPyConnection, wanted: set[str]) -> list[tuple[str, str]]:
    """Return the relations to take along: all marts, and others by name, with their schemas."""
    return connection.execute(
        "select table_schema, table_name from information_schema.tables"
        " where table_schema = 'marts' or (table_schema <> 'test_failures'"
        " and list_contains(?, table_name)) order by table_schema, table_name",
        [sorted(wanted)],
    ).fetchall()


def _sqlite(
    connection: duckdb.DuckDBPyConnection, relations: list[tuple[str, str]]
) -> tuple[dict[str, str], bytes, list[str]]:
    """Return the relations with what they are, the SQLite file, and which are left out."""
    there: dict[str, str] = {}
    left_out: list[str] = []
    comments = dict(
        connection.execute(
            "select table_name, comment from duckdb_tables() where comment is not null union all"
            " select view_name, comment from duckdb_views() where comment is not null"
        ).fetchall()
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "marts.sqlite"
        made = sqlite3.connect(path)
        for schema, name in relations:
            place = f'"{schema}"."{name}"'
            result = connection.execute(f"from {place} order by all limit {MOST_ROWS + 1}")
            columns = [(column[0], _type(str(column[1]))) for column in result.description]
            rows = result.fetchall()
            if len(rows) > MOST_ROWS:
                left_out.append(name)
                continue
            declared = ", ".join(f'"{column}" {type_}' for column, type_ in columns)
            made.execute(f'create table "{name}" ({declared})')
            marks = ", ".join("?" for _ in columns)
            made.executemany(
                f'insert into "{name}" values ({marks})',  # noqa: S608 (names of our own)
                [[_value(value) for value in row] for row in rows],
            )
            there[name] = first_words(comments.get(name, ""), name)
        made.commit()
        made.close()
        return there, path.read_bytes(), left_out


def _type(type_: str) -> str:
    """A column's type in SQLite."""
    if type_.startswith("DECIMAL") or type_ in ("DOUBLE", "FLOAT"):
        return "real"
    return "integer" if "INT" in type_ or type_ == "BOOLEAN" else "text"


def _value(value: Any) -> Any:
    """A value as SQLite takes it."""
    if isinstance(value, Decimal):
        return float(value)
    return value if value is None or isinstance(value, int | float | str) else str(value)
