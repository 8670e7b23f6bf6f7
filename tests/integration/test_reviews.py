"""A person's verdict on a finding outlives builds, and goes stale when the numbers change."""

import csv
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import duckdb
import pytest

from pipeline.reviews import Review, record
from pipeline.warehouse import Warehouse
from tests.conftest import ROOT, SPECIMENS, Build

MARKET = "jianggan_market_supervision_2020.txt"
GRANTED = "(一)予以公开 | 14 | 1 |"


def review(warehouse: Path, *arguments: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "pipeline", "review", *arguments]
    return subprocess.run(
        [*command, "--warehouse", str(warehouse)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_of_reviews_made_at_once_none_is_lost(specimen_warehouse: Path, tmp_path: Path) -> None:
    warehouse = Warehouse(Path(shutil.copy(specimen_warehouse, tmp_path)))
    with duckdb.connect(str(warehouse.published), read_only=True) as connection:
        findings = connection.execute(
            """
            select source_path, rule_id, instance
            from marts.fct_rule_results inner join marts.dim_reports using (report_id)
            where is_open
            """
        ).fetchall()
    reviews = [Review(*finding, "confirmed", "", "") for finding in findings]
    with ThreadPoolExecutor(len(reviews)) as threads:
        list(threads.map(lambda made: record(warehouse, made, date(2026, 1, 1)), reviews))
    with warehouse.reviews.open(encoding="utf-8", newline="") as file:
        kept = {(row["report"], row["rule"], row["instance"]) for row in csv.DictReader(file)}
    assert kept == set(findings)
    assert len(kept) > 5


def found(warehouse: Path) -> tuple[list, list]:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        reviews = connection.execute(
            "select review_no, rule_id, verdict, reason, review_status from marts.fct_reviews"
            " order by all"
        ).fetchall()
        warnings = connection.execute(
            "select rule_id, instance, review_verdict from marts.fct_rule_results"
            " where status = 'fail' and rule_id like 'T3-%' order by all"
        ).fetchall()
    return reviews, warnings


@pytest.fixture(scope="module")
def contradictory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The specimens with one number of Table 3 changed."""
    raw = tmp_path_factory.mktemp("reviews") / "raw"
    shutil.copytree(SPECIMENS, raw)
    text = (raw / MARKET).read_text(encoding="utf-8")
    (raw / MARKET).write_text(text.replace(GRANTED, "(一)予以公开 | 15 | 1 |"), encoding="utf-8")
    return raw


def test_reviews_survive_a_rebuild_and_go_stale_when_the_number_changes(
    build: Callable[..., Build], contradictory: Path
) -> None:
    warehouse = contradictory.parent / "w.duckdb"
    assert build(contradictory, warehouse).code == 0
    dismissed = review(
        warehouse, MARKET, "T3-02", "granted", "dismissed", "--reason", "核对过，一件撤回"
    )
    assert dismissed.returncode == 0, dismissed.stderr
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        ((report_id,),) = connection.execute(
            "select report_id from marts.dim_reports where source_path = ?", [MARKET]
        ).fetchall()
    # a page names the report by its id; it is kept by its path, which another file may take
    assert review(warehouse, report_id, "T3-03", "natural_person", "confirmed").returncode == 0
    mistaken = review(warehouse, MARKET, "T3-02", "denied", "dismissed")
    assert mistaken.returncode == 1
    assert "Its findings are: T2-02 administrative_compulsion" in mistaken.stderr
    assert "T3-02 granted" in mistaken.stderr

    rebuilt = build(contradictory, warehouse)
    assert "0 read, 5 unchanged" in rebuilt.printed
    assert found(warehouse) == (
        [
            (2, "T3-02", "dismissed", "核对过，一件撤回", "holds"),
            (3, "T3-03", "confirmed", None, "holds"),
        ],
        [
            ("T3-02", "granted", "dismissed"),
            ("T3-03", "natural_person", "confirmed"),
        ],
    )
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        counted = connection.execute(
            """
            select rule_id, failed, dismissed, reports_failing from marts.rpt_rules
            where rule_id in ('T3-02', 'T3-03') order by all
            """
        ).fetchall()
        (warnings,) = connection.execute(
            "select sum(table3_warnings) from marts.rpt_agency_years where handled = 31"
        ).fetchone()
    assert counted == [("T3-02", 1, 1, 0), ("T3-03", 1, 0, 1)]
    assert warnings == 1
    # dismissed findings are no contradictions any more, confirmed ones are
    strict = build(contradictory, warehouse, "--strict")
    assert strict.code == 3
    assert "T3-03" in strict.printed.split("not published")[1]
    assert "T3-02" not in strict.printed.split("not published")[1]

    # another byte elsewhere in the file changes nothing, another number does
    text = (contradictory / MARKET).read_text(encoding="utf-8")
    (contradictory / MARKET).write_text(text + "\n责任编辑：甲\n", encoding="utf-8")
    assert build(contradictory, warehouse).code == 0
    assert [row[-1] for row in found(warehouse)[0]] == ["holds", "holds"]
    changed = text.replace("(一)予以公开 | 15 | 1 |", "(一)予以公开 | 16 | 1 |")
    (contradictory / MARKET).write_text(changed, encoding="utf-8")
    stale = build(contradictory, warehouse)
    assert [row[-1] for row in found(warehouse)[0]] == ["stale", "stale"]
    assert [row[-1] for row in found(warehouse)[1]] == [None, None]
    assert f"row 2: T3-02 granted of {MARKET}" in stale.printed


def test_make_takes_a_reason_as_typed_and_keeps_the_columns_of_the_file(
    specimen_warehouse: Path, tmp_path: Path
) -> None:
    warehouse = shutil.copy(specimen_warehouse, tmp_path / "copy.duckdb")
    reviews = tmp_path / "reviews.csv"
    columns = "verdict,report,rule,instance,left_value,right_value,printed,date,reason,reviewer"
    reviews.write_text(f"{columns}\n", encoding="utf-8")
    reason = '费用$5，$(shell echo hi) "q"'
    said = {"REPORT": MARKET, "RULE": "t2-02", "INSTANCE": "administrative_penalties"}
    said |= {"VERDICT": "confirmed", "REASON": reason, "WAREHOUSE": str(warehouse)}
    variables = [f"{name}={value}" for name, value in said.items()]
    subprocess.run(["make", "review", *variables], cwd=ROOT, check=True, capture_output=True)
    with reviews.open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["reason"] == reason
    assert (row["rule"], row["verdict"]) == ("T2-02", "confirmed")
    assert (float(row["left_value"]), float(row["right_value"]), row["printed"]) == (930, 930, "")


def test_a_file_of_reviews_that_lacks_a_column_is_left_alone(
    specimen_warehouse: Path, tmp_path: Path
) -> None:
    warehouse = shutil.copy(specimen_warehouse, tmp_path / "copy.duckdb")
    (tmp_path / "reviews.csv").write_text("report,rule,instance,verdict,date\n", encoding="utf-8")
    refused = review(warehouse, MARKET, "T2-02", "administrative_penalties", "confirmed")
    assert (
        "add to its header: reason, reviewer, left_value, right_value, printed." in refused.stderr
    )
    assert (tmp_path / "reviews.csv").read_text() == "report,rule,instance,verdict,date\n"
    unknown = review(warehouse, "gone.txt", "T2-02", "administrative_penalties", "confirmed")
    assert "no report gone.txt" in unknown.stderr


def test_a_malformed_file_of_reviews_stops_the_build_and_says_where(
    build: Callable[..., Build], tmp_path: Path
) -> None:
    (tmp_path / "reviews.csv").write_text(
        "report,rule,instance,verdict,date\na.txt,T3-02,granted,perhaps,2026-01-01\n"
    )
    refused = build(SPECIMENS, tmp_path / "w.duckdb")
    assert refused.code == 1
    assert "reviews.csv: row 2 has the verdict perhaps" in refused.printed
