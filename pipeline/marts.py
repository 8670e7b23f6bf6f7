"""What marts a published warehouse holds: columns, descriptions, keys."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import duckdb
import yaml

from pipeline.transform import PROJECT

PROPERTIES = PROJECT / "models" / "marts"


@dataclass(frozen=True)
class Column:
    """A column as the DuckDB file describes it: its SQL type, and whether it may be null."""

    name: str
    sql_type: str
    nullable: bool
    description: str


@dataclass(frozen=True)
class Mart:
    """A table or view of schema ``marts``.

    Attributes:
        name: name within the schema.
        description: the comment in the DuckDB file.
        columns: in the table's order.
        primary_key: columns that dbt tests to be unique together and never null; or none.
        foreign_keys: column, the mart it refers to, and that mart's column.
    """

    name: str
    description: str
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[tuple[str, str, str], ...]


def published_marts(connection: duckdb.DuckDBPyConnection) -> list[Mart]:
    """Every table and view of schema ``marts``, by name."""
    comments = dict(
        connection.execute(
            """
            select table_name, comment from duckdb_tables() where schema_name = 'marts'
            union all
            select view_name, comment from duckdb_views() where schema_name = 'marts'
            order by all
            """
        ).fetchall()
    )
    tested = {name: list(_tests(model)) for name, model in _models().items()}
    marts = []
    for name, comment in comments.items():
        tests = tested.get(name, [])
        never_null = {columns for kind, columns, _ in tests if kind == "not_null"}
        columns = tuple(
            Column(column, sql_type, nullable and (column,) not in never_null, text or "")
            for column, sql_type, nullable, text in connection.execute(
                """
                select column_name, data_type, is_nullable, comment from duckdb_columns()
                where schema_name = 'marts' and table_name = ? order by column_index
                """,
                [name],
            ).fetchall()
        )
        filled = {column.name for column in columns if not column.nullable}
        keys = [
            key
            for kind, key, _ in tests
            if kind in ("unique", "unique_combination") and filled.issuperset(key)
        ]
        references = tuple(
            (key[0], *_reference(arguments))
            for kind, key, arguments in tests
            if kind == "relationships" and _reference(arguments)[0] in comments
        )
        description = (comment or "").strip()
        marts.append(Mart(name, description, columns, keys[0] if keys else (), references))
    return marts


def _models() -> dict[str, dict[str, Any]]:
    """The properties of each mart, as dbt reads them."""
    files = [yaml.safe_load(path.read_text("utf-8")) for path in sorted(PROPERTIES.glob("*.yml"))]
    return {model["name"]: model for file in files for model in file.get("models", [])}


def _tests(model: dict[str, Any]) -> Iterator[tuple[str, tuple[str, ...], dict[str, Any]]]:
    """The data tests of a model: kind, columns, arguments."""
    for owner in (model, *model.get("columns", [])):
        for test in owner.get("data_tests", []):
            kind, options = (test, {}) if isinstance(test, str) else next(iter(test.items()))
            arguments = options.get("arguments", {})
            yield kind, tuple(arguments.get("columns", [owner["name"]])), arguments


def _reference(arguments: dict[str, Any]) -> tuple[str, str]:
    return re.findall(r"\w+", arguments["to"])[-1], arguments["field"]
