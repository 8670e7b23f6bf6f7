"""Judges a warehouse and writes down what was found."""

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from expectations.verdict import Verdict

# Great Expectations takes seconds to load, as do the engines: what needs them is imported where it
# is used.
if TYPE_CHECKING:
    from pyspark.sql import SparkSession

    from expectations.source import Source
    from expectations.table_suite import TableSuite


def validate(database: Path, output_dir: Path) -> Verdict:
    """Judge a warehouse file where it is, without changing it.

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
    from expectations.duckdb_source import DuckDBSource

    return _validate(DuckDBSource(database, output_dir / "spilled"), output_dir)


def validate_spark(spark: "SparkSession", output_dir: Path) -> Verdict:
    """Judge a warehouse in the catalog of a Spark session, by the same suites on Spark's engine.

    Writes what `validate` writes.

    Args:
        spark: the session, the only one of the process, in which schemas and tables go by the
            names they have in the file.
        output_dir: created where it is missing.

    Returns:
        The verdict on all suites.

    Raises:
        pyspark.errors.AnalysisException: if the catalog has no rules to judge by.
        ConnectionError: if it lacks a table that is to be judged.
    """
    from expectations.spark_source import SparkSource

    return _validate(SparkSource(spark), output_dir)


def suites_for(source: "Source") -> "list[TableSuite]":
    """Return every suite a warehouse is judged by, in the order in which data flows."""
    from expectations import accounting, extraction, findings, marts, reconciliation

    gates = reconciliation.read_gates(source)
    return [
        *extraction.suites(),
        *accounting.suites(),
        *marts.suites(),
        *findings.suites(),
        reconciliation.suite(gates),
    ]


def _validate(source: "Source", output_dir: Path) -> Verdict:
    from expectations.results import verdict_of
    from expectations.session import Session

    suites = suites_for(source)
    output_dir.mkdir(parents=True, exist_ok=True)
    site, unfinished_site = output_dir / "data_docs", output_dir / "data_docs.unfinished"
    shutil.rmtree(unfinished_site, ignore_errors=True)

    session = Session(source)
    records = session.judge(suites)
    session.write_site(unfinished_site)

    shutil.rmtree(site, ignore_errors=True)
    unfinished_site.rename(site)
    (output_dir / "validation_results.json").write_text(
        json.dumps({"suites": records}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    return verdict_of(records)
