"""Judges a warehouse file and writes down what was found."""

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from expectations.verdict import Verdict

# Great Expectations takes seconds to load: what needs it is imported where it is used.
if TYPE_CHECKING:
    from expectations.table_suite import TableSuite


def validate(database: Path, output_dir: Path) -> Verdict:
    """Judge a warehouse where it is, without changing it.

    Writes `data_docs/` (a site of pages, from `index.html`) and `validation_results.json` into
    the output folder, in place of those of an earlier run, and nothing elsewhere. The file is
    closed again on return.

    Args:
        database: the DuckDB file, opened read-only.
        output_dir: created where it is missing.

    Returns:
        The verdict on all suites.

    Raises:
        duckdb.Error: if the file cannot be read as a DuckDB database with rules to judge by.
        ConnectionError: if it lacks a table that is to be judged.
    """
    from expectations.results import verdict_of
    from expectations.session import Session

    suites = suites_for(database)
    output_dir.mkdir(parents=True, exist_ok=True)
    site, unfinished_site = output_dir / "data_docs", output_dir / "data_docs.unfinished"
    shutil.rmtree(unfinished_site, ignore_errors=True)

    session = Session(database, unfinished_site)
    records = session.judge(suites)
    session.write_site()

    shutil.rmtree(site, ignore_errors=True)
    unfinished_site.rename(site)
    (output_dir / "validation_results.json").write_text(
        json.dumps({"suites": records}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    return verdict_of(records)


def suites_for(database: Path) -> "list[TableSuite]":
    """Return every suite a warehouse is judged by, in the order in which data flows.

    Raises:
        duckdb.Error: as `validate`.
    """
    from expectations import accounting, extraction, findings, marts, reconciliation

    with duckdb.connect(str(database), read_only=True) as connection:
        gates = reconciliation.read_gates(connection)
    return [
        *extraction.suites(),
        *accounting.suites(),
        *marts.suites(),
        *findings.suites(),
        reconciliation.suite(gates),
    ]
