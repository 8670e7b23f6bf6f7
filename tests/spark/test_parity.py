"""A warehouse built on Spark says what one built in DuckDB says, row for row."""

import csv
import json
import os
import shutil
from decimal import Decimal
from pathlib import Path
from subprocess import run
from sys import executable

import duckdb
import pytest

from expectations.verdict import SEVERITIES
from pipeline import transform
from tests.analyses import asker
from tests.conftest import ROOT, SPECIMENS

pytest.importorskip("pyspark")

from spark.session import session
from tests.spark.test_expectations import load

# how many are generated: some of every layout, format and slip, both variants, seven years
REPORTS = os.environ.get("OGI_PARITY_REPORTS", "2000")
SCHEMAS = ("form", "intermediate", "marts", "raw", "staging")
# what the engines may give as they like: when, in which order, by which run
OWN = {"raw.builds"}


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The specimens, generated reports, some of them odd, and what people keep beside them."""
    folder = tmp_path_factory.mktemp("corpus") / "corpus"
    options = ["--reports", REPORTS, "--slips", "0.2", "--formats", "text=80,html=14,docx=5,pdf=1"]
    run([executable, "-m", "benchmarks.corpus", "--out", folder, *options], cwd=ROOT, check=True)
    reports = folder / "raw"
    shutil.copytree(SPECIMENS, reports, dirs_exist_ok=True)
    specimen = (SPECIMENS / "liubei_industry_2020.txt").read_text("utf-8")
    (reports / "twin.txt").write_text(specimen, "utf-8")
    odd = specimen.replace("柳北区工业和信息化局", "柳\\北区%工业_和'信息化局")
    (reports / "odd_name.txt").write_text(odd, "utf-8")
    (reports / "odd_blanks.txt").write_text(
        specimen.replace("| 0 |", "|\u2003０\u3000|").replace("| 1 |", "| 1\\ |"), "utf-8"
    )
    (reports / "no_report.txt").write_text("今天天气很好", "utf-8")
    (reports / "no_text.docx").write_bytes(b"PK\x03\x04 cut off")
    (reports / "manifest.csv").write_text(
        "path,agency,year,url\n"
        'odd_blanks.txt," 某\'县\\统计局(法制科)\u3000\n",2019年,https://example.org/%7e\n',
        "utf-8",
    )
    with (folder / "known_reports.csv").open(encoding="utf-8") as file:
        names = sorted({row["agency_name_zh"] for row in csv.DictReader(file)})
    government = next(name for name in names if name.endswith("人民政府"))
    lines = [f"{name},\u3000{government} " for name in names[:9] if name != government]
    (reports / "agencies.csv").write_text("\n".join(["agency,reports_to", *lines, ""]), "utf-8")
    return reports


@pytest.fixture(scope="module")
def reviews(raw: Path) -> str:
    """Verdicts on some findings that are due, and on one that is not there."""
    with (raw.parent / "known_findings.csv").open(encoding="utf-8") as file:
        due = list(csv.DictReader(file))[:20]
    findings = [",".join(each.values()) for each in due] + ["gone.txt,T3-02,received"]
    said = [f"{finding},dismissed,it's \\ fine,,2026-01-02" for finding in findings]
    return "\n".join(["report,rule,instance,verdict,reason,reviewer,date", *said, ""])


@pytest.fixture(scope="module")
def built(raw: Path, reviews: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The published file of each target."""
    warehouses = {}
    for target in ("duckdb", "spark"):
        folder = tmp_path_factory.mktemp(target)
        (folder / "reviews.csv").write_text(reviews, "utf-8")
        warehouses[target] = folder / "w.duckdb"
        options = ["--raw", raw, "--warehouse", warehouses[target], "--target", target]
        run([executable, "-m", "pipeline", "build", *options], cwd=ROOT, check=True)
    return warehouses


@pytest.fixture(scope="module")
def both(built: dict[str, Path]) -> duckdb.DuckDBPyConnection:
    """A connection to both files, by the names of their targets."""
    connection = duckdb.connect()
    for target, path in built.items():
        connection.execute(f"attach '{path}' as {target} (read_only)")
    return connection


def _relations(connection: duckdb.DuckDBPyConnection, target: str) -> dict[str, list[str]]:
    rows = connection.execute(
        """
        select table_schema || '.' || table_name, column_name || ' ' || data_type
        from information_schema.columns where table_catalog = ? order by ordinal_position
        """,
        [target],
    ).fetchall()
    columns: dict[str, list[str]] = {}
    for name, column in rows:
        if name.partition(".")[0] in SCHEMAS and name not in OWN:
            columns.setdefault(name, []).append(column)
    return columns


def test_both_have_the_same_tables_with_the_same_columns(
    both: duckdb.DuckDBPyConnection,
) -> None:
    assert _relations(both, "spark") == _relations(both, "duckdb")
    assert len(_relations(both, "duckdb")) > 100


def test_every_table_of_every_schema_has_the_same_rows(both: duckdb.DuckDBPyConnection) -> None:
    differing = {}
    for name, columns in _relations(both, "duckdb").items():
        named = ", ".join(f'"{column.partition(" ")[0]}"' for column in columns)
        counts = [
            both.execute(
                f"select count(*) from (select {named} from {one}.{name} "
                f"except all select {named} from {other}.{name})"
            ).fetchone()[0]
            for one, other in (("duckdb", "spark"), ("spark", "duckdb"))
        ]
        if any(counts):
            differing[name] = counts
    assert differing == {}


def test_the_reports_put_every_kind_of_row_to_the_test(both: duckdb.DuckDBPyConnection) -> None:
    empty = [
        name
        for name in _relations(both, "duckdb")
        if name.startswith("marts.")
        and both.execute(f"select count(*) from duckdb.{name}").fetchone()[0] == 0
    ]
    assert empty == []
    assert (
        both.execute(
            "select count(distinct rule_id) from duckdb.marts.fct_rule_results where is_open"
        ).fetchone()[0]
        >= 10
    )


def test_every_analysis_gives_the_same_answer(built: dict[str, Path], tmp_path: Path) -> None:
    """Asked of the same tables, but for a decimal that is a floating point number in DuckDB."""
    copy = Path(shutil.copy(built["duckdb"], tmp_path / "w.duckdb"))

    def compiled(target: str) -> dict[str, str]:
        command = ("compile", "--select", "path:analyses")
        results = transform.run(command, copy, tmp_path / target, target=target)
        return {result.node.name: result.node.compiled_code for result in results}

    in_duckdb = asker(compiled("duckdb"), copy)
    with session(tmp_path / "tables", cores=1) as spark:
        load(spark, copy, tmp_path)
        for analysis, query in compiled("spark").items():
            answer = [row.asDict() for row in spark.sql(query).collect()]
            assert _without_decimals(answer) == _without_decimals(in_duckdb(analysis)), analysis


def _without_decimals(rows: list[dict]) -> list[dict]:
    return [
        {name: float(each) if isinstance(each, Decimal) else each for name, each in row.items()}
        for row in rows
    ]


def test_both_are_judged_alike(built: dict[str, Path]) -> None:
    judged = {
        target: json.loads((path.parent / "validation_results.json").read_text("utf-8"))["suites"]
        for target, path in built.items()
    }
    assert judged["spark"] == judged["duckdb"]
    failed = {
        each["severity"]
        for suite in judged["duckdb"]
        for each in suite["expectations"]
        if not each["success"]
    }
    assert failed == set(SEVERITIES) - {"critical"}


def test_both_sites_say_the_same(built: dict[str, Path]) -> None:
    pages = {
        target: {
            file.relative_to(path.parent): file.read_bytes()
            for file in (path.parent / "site").rglob("*")
            if file.is_file()
        }
        for target, path in built.items()
    }
    assert pages["spark"] == pages["duckdb"]
