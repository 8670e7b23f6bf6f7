"""The suites judge a warehouse on Spark as they judge it on DuckDB."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

pytest.importorskip("pyspark")

from pyspark.sql import SparkSession

from expectations.runner import validate, validate_spark
from expectations.spark_source import SparkSource
from expectations.verdict import Verdict

SCHEMAS = ("raw", "form", "staging", "intermediate", "marts")

# Views that go on showing what their tables become.
FOLLOWING = {"marts.rpt_rule_results", "intermediate.int_finding_cells"}

# Of every kind of expectation several fail: keys that are there twice, or with a null; nulls where
# there must be none; values out of their sets and ranges; and what only a query finds.
SPOILT = (
    "update raw.files set source_path = 'a/b.html' where source_path in "
    "(select source_path from raw.files order by all limit 2)",
    "insert into raw.rejected_files by name select 'a/b.html' as source_path, 'empty' as "
    "reason_code union all select '丙.txt', null",
    "update raw.report_tables set rows_located = 0 where table_no = 2",
    "update raw.report_tables set table_no = 5 where table_no = 4",
    "insert into raw.cells from raw.cells where table_no = 3 and row_no = 1",
    "update raw.cells set source_line = 0, location = 'guessed' where table_no = 2 and row_no = 1",
    "update raw.cells set source_line = null, location = null where table_no = 2 and row_no = 2",
    "update raw.claims set claim_no = null where claim_no <= 2",
    "update raw.claims set report_id = 'r1', year_named = null where claim_no = 3",
    "delete from marts.rpt_row_accounting where account = 'claims'",
    "update marts.rpt_row_accounting set account = 'ghosts', rows_out = null "
    "where account = 'tables'",
    "update marts.rpt_row_accounting set rows_in = rows_in + 1 where account = 'files'",
    "delete from marts.dim_reports where report_id = (select max(report_id) from raw.files)",
    "update marts.dim_reports set cells_expected = cells_expected + 1",
    "update marts.dim_agencies set region_code = '999999', region_source = null, "
    "agency_kind = 'bureau', agency_level = 'city' "
    "where agency_id = (select min(agency_id) from marts.dim_agencies)",
    "update marts.dim_agencies set agency_name_zh = null, agency_kind = null "
    "where agency_id = (select max(agency_id) from marts.dim_agencies)",
    "update marts.dim_regions set region_level = 'district', region_name_zh = null "
    "where region_code like '3301%'",
    "alter table marts.dim_regions drop column parent_region_code",
    "alter table marts.dim_measures drop column column_code",
    "update marts.fct_cells set value = value / 7 where value_status = 'blank'",
    "update marts.fct_cells set value = 1.5 where value_status = 'blank' and table_no = 2",
    # more rows than are listed
    "update marts.fct_cells set value = null where value_status = 'number' and table_no = 3",
    "update marts.fct_cells set value_status = 'zero' where line_code = 'carried_in'",
    "update marts.fct_cells set value_status = null where line_code = 'carried_out'",
    "insert into marts.fct_cells from marts.fct_cells where table_no = 4",
    "update marts.fct_claims set value_raw = '不在其中', scope = 'all' where claim_no = 1",
    "update marts.fct_claims set is_none = true, value = 1, claim_no = 4 where claim_no > 1",
    "delete from marts.fct_claims where claim_no = 1",
    "insert into marts.rpt_rules from marts.rpt_rules where rule_id like 'T%'",
    "update marts.rpt_rules set severity = 'grave', instances_met = 0 where rule_id = 'T2-02'",
    "update marts.rpt_rules set severity = null where rule_id = 'N-04'",
    "update marts.rpt_rules set instances_expected = null where rule_id = 'F-01'",
    "insert into marts.rpt_rules by name select 'X\\${HOME}''' as rule_id, "
    "'info' as severity, '新规则' as statement_zh, 'A new rule' as statement_en",
    "update marts.fct_rule_results set status = 'fail', is_open = true, difference = 1.25 "
    "where rule_id like 'T3%' and table_no = 3",
    "update marts.fct_rule_results set status = null, severity = 'grave' where rule_id = 'N-01'",
    "update marts.fct_rule_results set status = 'maybe', severity = null where rule_id = 'N-05'",
    "insert into marts.fct_suspect_cells by name select report_id, measure_id, line_code, "
    "column_code, coalesce(value, 7) + 1 as value, 'F-01 x; T3-02 granted; F-02 y' as "
    "instances_explained from marts.fct_cells where column_code = 'total' and line_code like 'g%'",
    "insert into marts.fct_suspect_cells by name select report_id, measure_id, 'none' as "
    "line_code, null as column_code, rule_id || ' ' || instance as instances_explained "
    "from marts.fct_rule_results inner join marts.fct_cells using (report_id) "
    "where status = 'fail' and column_code = 'natural_person' limit 5",
    "insert into raw.reviews by name select unnest([2, 3, 4]) as row_no, 'a' as report, "
    "'T3-02' as rule_id, 'granted' as instance",
    "insert into marts.fct_reviews by name select unnest([2, 2, 3]) as review_no, 'a' as "
    "report_name, 'r1' as report_id, 'holds' as review_status, unnest([1.5, null, 2]) as "
    "left_value, unnest([null, null, 2]) as left_value_reviewed, '一' as value_raw",
    "insert into marts.fct_hierarchy_checks by name select 'r1' as report_id, 'm' as measure_id, "
    "unnest(['table', 'table', null]) as stated_in",
)


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkSession]:
    if not shutil.which("java"):
        pytest.skip("Spark runs on Java")
    session = (
        SparkSession.builder.master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.catalogImplementation", "in-memory")
        .config("spark.sql.warehouse.dir", str(tmp_path_factory.mktemp("spark")))
        .config("spark.sql.shuffle.partitions", "1")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


@pytest.fixture(scope="module")
def spoilt(specimen_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the warehouse of specimens of which little that is expected is true."""
    path = tmp_path_factory.mktemp("spoilt") / "w.duckdb"
    shutil.copy(specimen_warehouse, path)
    with duckdb.connect(str(path)) as connection:
        connection.begin()
        for kind in ("TABLE", "VIEW"):
            for name in tables(connection, kind) - FOLLOWING:
                # without its constraints, and without what it was made of
                connection.execute(f"create table raw.copied as from {name}")
                connection.execute(f"drop {kind} {name}")
                connection.execute(f"create table {name} as from raw.copied")
                connection.execute("drop table raw.copied")
        for statement in SPOILT:
            connection.execute(statement)
        connection.commit()
    return path


@pytest.fixture(scope="module")
def judged(
    spark: SparkSession, spoilt: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Path]:
    """The folders validated into: for the file in DuckDB, and for its tables in Spark."""
    folder = tmp_path_factory.mktemp("judged")
    load(spark, spoilt, folder)
    verdicts = (
        validate(spoilt, folder / "duckdb"),
        validate_spark(spark, folder / "spark"),
    )
    assert without_errors(verdicts[0]) == without_errors(verdicts[1])
    return folder / "duckdb", folder / "spark"


def tables(connection: duckdb.DuckDBPyConnection, kind: str) -> set[str]:
    """Return the names of all tables, or of all views."""
    rows = connection.execute(
        "select table_schema || '.' || table_name from information_schema.tables "
        "where table_type like '%' || ? and table_schema in ?",
        [kind, SCHEMAS],
    ).fetchall()
    return {name for (name,) in rows}


def load(spark: SparkSession, warehouse: Path, folder: Path) -> None:
    """Make a session's catalog of the tables and views of a warehouse, through Parquet files."""
    for schema in SCHEMAS:
        spark.sql(f"create schema if not exists {schema}")
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        for name in tables(connection, "TABLE") | tables(connection, "VIEW"):
            file = folder / f"{name}.parquet"
            # Spark reads no UUID
            columns = "* replace (cast(id as varchar) as id)" if name == "raw.builds" else "*"
            connection.execute(f"copy (select {columns} from {name}) to '{file}'")
            spark.sql(f"create table {name} using parquet location '{file}'")


def without_errors(verdict: Verdict) -> list[tuple[Any, ...]]:
    return [
        (each.suite, each.name, each.severity, each.unexpected_count, each.error is None)
        for each in verdict.failures
    ]


def records(output: Path) -> list[dict[str, Any]]:
    """Return what was found of each expectation; engines say in words of their own what failed."""
    results = json.loads((output / "validation_results.json").read_text(encoding="utf-8"))
    return [
        {"suite": suite["suite"], "table": suite["table"]}
        | expectation
        | {"error": expectation["error"] is not None}
        for suite in results["suites"]
        for expectation in suite["expectations"]
    ]


def test_the_same_rows_break_the_same_expectations(judged: tuple[Path, Path]) -> None:
    on_duckdb, on_spark = map(records, judged)
    assert [(each["suite"], each["name"]) for each in on_spark] == [
        (each["suite"], each["name"]) for each in on_duckdb
    ]
    for one, other in zip(on_duckdb, on_spark, strict=True):
        assert one == other


def test_of_every_kind_of_expectation_several_failed(judged: tuple[Path, Path]) -> None:
    failed = {
        (each["suite"], each["name"])
        for each in records(judged[1])
        if not each["success"] and not each["error"]
    }
    for kind in ("key unique", " filled", " known"):
        assert sum(name.endswith(kind) for _, name in failed) > 3, kind


def test_the_pages_differ_in_nothing_but_when_it_was_built_and_errors(
    judged: tuple[Path, Path],
) -> None:
    def pages(output: Path) -> dict[str, str]:
        return {
            str(path.relative_to(output)): re.sub(
                r"<time.*?</time>", "", path.read_text(encoding="utf-8")
            )
            for path in output.rglob("*.html")
            if path.stem not in ("dim_regions", "dim_measures")
        }

    on_duckdb, on_spark = map(pages, judged)
    assert on_spark.keys() == on_duckdb.keys()
    for name, page in on_duckdb.items():
        assert on_spark[name] == page, name


def test_a_session_is_left_as_it_was(spark: SparkSession, judged: tuple[Path, Path]) -> None:
    assert spark.catalog.listTables() == []
    assert spark.sparkContext._jsc.getPersistentRDDs().isEmpty()


def test_a_table_that_is_missing_is_no_failure_but_an_error(
    spark: SparkSession, judged: tuple[Path, Path], tmp_path: Path
) -> None:
    spark.sql("drop table raw.files")
    with pytest.raises(ConnectionError, match=r"raw\.files"):
        validate_spark(spark, tmp_path)


def test_a_query_may_read_texts_beside_the_tables(spark: SparkSession) -> None:
    source = SparkSource(spark)
    texts = {"one": ["甲", "a'b\\"], "other": [None, "${HOME}"]}
    query = "select other, one from beside order by all nulls last"
    assert source.records(query, beside=texts) == [
        {"other": "${HOME}", "one": "a'b\\"},
        {"other": None, "one": "甲"},
    ]
    assert source.records(query, beside={"one": [], "other": []}) == []
    assert spark.catalog.listTables() == []
