"""Asks the analyses: their compiled queries, and rows picked from their answers."""

from collections.abc import Callable
from pathlib import Path

import duckdb

from tests.conftest import ROOT

ANALYSES = ROOT / "dbt_project" / "analyses"
NAMES = sorted(path.stem for path in ANALYSES.glob("*.sql"))

Rows = list[dict]
Ask = Callable[[str], Rows]  # from an analysis's name to its answer


def asker(compiled: dict[str, str], warehouse: Path) -> Ask:
    """Asks a warehouse, which has to have the file name that the queries were compiled for."""

    def ask(analysis: str) -> Rows:
        with duckdb.connect(str(warehouse), read_only=True) as connection:
            answer = connection.execute(compiled[analysis])
            columns = [column[0] for column in answer.description]
            return [dict(zip(columns, row, strict=True)) for row in answer.fetchall()]

    return ask


def check(rows: Rows, meant: dict, expected: dict) -> None:
    """Exactly one row is meant, and it says what is expected."""
    found = [row for row in rows if meant.items() <= row.items()]
    assert len(found) == 1, f"{len(found)} rows of {meant}"
    assert {column: found[0][column] for column in expected} == expected
